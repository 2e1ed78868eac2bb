/* What a store says of the sweep, and of the levels that it went by. */
#include "reports/inventory/store_take.h"

#include "scanner/base/gettext.h"

const struct policy_row *store_level(struct store *store, const char *code)
{
	return policy_row(store->policy ? store->policy : &store->swept,
			  code);
}

static void copy_text(char *into, size_t room, const char *text)
{
	snprintf(into, room, "%s", text);
}

static int take_policy(void *context, struct row *row)
{
	struct store *store = context;
	struct policy_row *level;

	if (store->swept.count == POLICY_ROWS_MAX)
		return OUTCOME_FATAL;
	level = &store->rows[store->swept.count++];
	copy_text(level->code, sizeof(level->code), take_text_or_empty(row));
	copy_text(level->zh, sizeof(level->zh), take_text_or_empty(row));
	copy_text(level->seed, sizeof(level->seed), take_text_or_empty(row));
	copy_text(level->jrt0171, sizeof(level->jrt0171),
		  take_text_or_empty(row));
	copy_text(level->pipl, sizeof(level->pipl), take_text_or_empty(row));
	level->level = (int)take_int(row);
	level->sensitive = level->pipl[0] == 'Y';
	return 0;
}

int store_read_policy(struct store *store, struct problem *problem)
{
	if (each_row(store_query(store, "SELECT * FROM policy"), take_policy,
		     store))
		return store_problem(store, problem, _("cannot be read"));
	return OUTCOME_OK;
}

static int take_state_sum(void *context, struct row *row)
{
	struct sweep *sweep = context;
	enum state state = take_state(row);

	sweep->states[state] += take_count(row);
	sweep->state_bytes[state] += take_count(row);
	return 0;
}

void store_forget_sweep(struct store *store)
{
	size_t i;

	for (i = 0; i < SWEEP_TEXTS; i++) {
		free(store->sweep_texts[i]);
		store->sweep_texts[i] = NULL;
	}
}

static int take_sweep(void *context, struct row *row)
{
	struct store *store = context;
	struct sweep *s = &store->sweep;
	const char **const texts[SWEEP_TEXTS] = {
		&s->version, &s->rules, &s->key_id, &s->fingerprints,
		&s->roots, &s->started, &s->ended
	};
	size_t i;

	store_forget_sweep(store);
	for (i = 0; i < SWEEP_TEXTS; i++) {
		store->sweep_texts[i] = strdup(take_text_or_empty(row));
		if (!store->sweep_texts[i])
			return OUTCOME_FATAL;
		*texts[i] = store->sweep_texts[i];
	}
	s->seconds = take_real(row);
	s->threads = (int)take_int(row);
	s->incomplete = take_int(row) != 0;
	s->interrupted = take_int(row) != 0;
	s->assets = take_count(row);
	s->bytes = take_count(row);
	for (i = CONFIDENCE_HIGH + 1; i-- > 0;)
		s->findings[i] = take_count(row);
	return 0;
}

int store_sweep(struct store *store, struct sweep *sweep)
{
	int outcome;

	if (!store->sweep_texts[0]) {
		outcome = each_row(store_query(store, "SELECT * FROM sweep"),
			       take_sweep, store);
		if (outcome != OUTCOME_OK)
			return outcome;
		outcome = each_row(store_query(store,
					   "SELECT state, count(*), "
					   "sum(bytes) FROM asset "
					   "GROUP BY state"),
			       take_state_sum, &store->sweep);
		if (outcome != OUTCOME_OK)
			return outcome;
	}
	*sweep = store->sweep;
	return store->sweep_texts[0] ? OUTCOME_OK : OUTCOME_FATAL;
}
