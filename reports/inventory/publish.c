/*
 * Assets on their way to the store and the listener, by one thread at a time.
 * The others do not wait for that one: they leave theirs to it, as many as
 * there is room for.
 */
#include "reports/inventory/closing.h"

#include "reports/inventory/bands.h"
#include "scanner/base/gettext.h"

#define WAITING_MAX 16
#define WAITING_BYTES (1 << 20) /* of their books */

static int stopped(struct problem *problem)
{
	return problem_set(problem, OUTCOME_FATAL, REASON_IO,
			   _("the findings could not be written"));
}

static int tell_finding(void *context, const struct place *place,
			const unsigned char *value, struct problem *problem)
{
	const struct closing *c = context;
	const struct listener *listener = c->collector->options.listener;
	char hex[2 * FINGERPRINT_BYTES + 1];
	const struct census *census;
	struct finding finding;

	census = book_find(&c->account->book, place->sheet,
			   c->account->book.sheets[place->sheet]->kind ==
					   TABLE_PROSE
				   ? 0
				   : place->field,
			   place->detector);
	if (!census || census->profile >= c->holdings.count)
		return OUTCOME_OK;
	finding = closing_finding(c, census, place, hex);
	if (place->value_length)
		finding.value = (struct secret){ value, place->value_length };
	if (finding.confidence == CONFIDENCE_NONE)
		return OUTCOME_OK;
	return listener->finding(listener->context, &finding)
		       ? stopped(problem) : OUTCOME_OK;
}

static int tell(struct closing *c, struct problem *problem)
{
	const struct listener *listener = c->collector->options.listener;
	size_t i;
	int outcome;

	if (listener->asset(listener->context, &c->asset))
		return stopped(problem);
	outcome = spool_each(&c->account->spool, tell_finding, c, problem);
	if (outcome != OUTCOME_OK)
		return outcome;
	for (i = 0; i < c->holdings.count; i++)
		if (listener->profile(listener->context,
				      &c->holdings.profiles[i]))
			return stopped(problem);
	for (i = 0; listener->column && i < c->catalogue.count; i++)
		if (listener->column(listener->context,
				     &c->catalogue.columns[i]))
			return stopped(problem);
	for (i = 1; i < c->people_count; i++)
		if (listener->people(listener->context, &c->people[i]))
			return stopped(problem);
	return OUTCOME_OK;
}

/* Which kinds stood together in rows of which table. */
static int store_sheets(const struct closing *c, struct problem *problem)
{
	const struct book *book = &c->account->book;
	const struct sheet *sheet;
	int outcome = OUTCOME_OK;
	uint32_t i;

	for (i = 0; outcome == OUTCOME_OK && i < book->sheet_count; i++) {
		sheet = book->sheets[i];
		if (!sheet->folded && sheet->kinds.count)
			outcome = store_row_kinds(
				c->collector->options.store, sheet, problem);
	}
	return outcome;
}

static void add_totals(struct sweep *totals, const struct closing *c)
{
	const struct asset *asset = &c->asset;
	const struct profile *p = c->holdings.profiles;
	size_t i;

	totals->assets++;
	totals->bytes += asset->bytes;
	totals->states[asset->state]++;
	totals->state_bytes[asset->state] += asset->bytes;
	totals->incomplete |= reason_incomplete(asset->problem.reason);
	for (i = 0; i < c->holdings.count; i++, p++) {
		totals->findings[CONFIDENCE_HIGH] += p->high;
		totals->findings[CONFIDENCE_MEDIUM] += p->medium;
		totals->findings[CONFIDENCE_LOW] += p->low;
		totals->findings[CONFIDENCE_NONE] +=
			p->passed + p->damaged - p->high - p->medium - p->low;
	}
}

static int publish(struct closing *c, struct problem *problem)
{
	const struct collector_options *options = &c->collector->options;
	const struct stored_asset stored = {
		.asset = &c->asset,
		.profiles = c->holdings.profiles,
		.profile_count = c->holdings.count,
		.places = c->places,
		.place_count = c->place_count,
		.people = c->people,
		.people_count = c->people_count,
	};
	struct items items = closing_items(c, 0, c->holdings.count);
	int outcome = OUTCOME_OK;
	size_t i;

	add_totals(&c->collector->totals, c);
	items_sum(&c->collector->items, &items);
	if (!crowd_merge(&c->collector->everyone, &c->everyone))
		return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				   _("no memory for the inventory"));
	if (options->store) {
		outcome = store_asset(options->store, &stored, problem);
		for (i = 0; outcome == OUTCOME_OK && i < c->catalogue.count;
		     i++)
			outcome = store_column(options->store,
					       &c->catalogue.columns[i],
					       problem);
		if (outcome == OUTCOME_OK)
			outcome = store_sheets(c, problem);
	}
	if (outcome == OUTCOME_OK && options->listener)
		outcome = tell(c, problem);
	return outcome;
}

static size_t bytes_of(const struct closing *c)
{
	const struct book *book = &c->account->book;

	return book->sample_bytes + book->tally_bytes + book->index_bytes;
}

/* One may always wait, however large. */
static bool has_room(const struct collector *collector,
		     const struct closing *c)
{
	return !collector->waiting ||
	       (collector->waiting < WAITING_MAX &&
		collector->waiting_bytes + bytes_of(c) <= WAITING_BYTES);
}

/* Leaves it to the thread that publishes. False when none does: it is for the
 * caller, who must go on till none waits. */
static bool leave(struct collector *collector, struct closing *c)
{
	bool left;

	pthread_mutex_lock(&collector->lock);
	while (collector->publishing && !has_room(collector, c))
		pthread_cond_wait(&collector->taken, &collector->lock);
	left = collector->publishing;
	if (left) {
		*collector->last = c;
		collector->last = &c->next;
		collector->waiting++;
		collector->waiting_bytes += bytes_of(c);
	}
	collector->publishing = true;
	pthread_mutex_unlock(&collector->lock);
	return left;
}

/* The first one that waits; NULL: none, and nobody publishes any more. */
static struct closing *take_waiting(struct collector *collector)
{
	struct closing *c;

	pthread_mutex_lock(&collector->lock);
	c = collector->first;
	if (c) {
		collector->first = c->next;
		if (!c->next)
			collector->last = &collector->first;
		collector->waiting--;
		collector->waiting_bytes -= bytes_of(c);
	}
	collector->publishing = c != NULL;
	pthread_cond_broadcast(&collector->taken);
	pthread_mutex_unlock(&collector->lock);
	return c;
}

int closing_publish(struct closing *c, struct problem *problem)
{
	struct collector *collector = c->collector;
	int outcome = OUTCOME_OK;

	if (leave(collector, c))
		return OUTCOME_OK;
	for (; c; c = take_waiting(collector)) {
		if (outcome == OUTCOME_OK)
			outcome = publish(c, problem);
		closing_free(c);
	}
	return outcome;
}
