/* Writing assets and what they hold into a store. See store.h. */
#include "reports/inventory/bands.h"
#include "reports/inventory/book.h"
#include "reports/inventory/store_put.h"
#include "scanner/base/gettext.h"

/* A level is written once, as it stands at the sweep. */
static int write_policy(struct store *store, const struct policy_row *level,
			struct problem *problem)
{
	struct row row = row_start(store, INSERT_POLICY);
	size_t i;

	for (i = 0; i < store->swept.count; i++)
		if (!strcmp(store->rows[i].code, level->code))
			return OUTCOME_OK;
	if (store->swept.count == POLICY_ROWS_MAX)
		return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				   _("inventory: too many kinds of data"));
	store->rows[store->swept.count++] = *level;
	put_text(&row, level->code);
	put_text(&row, level->zh);
	put_text(&row, level->seed);
	put_text(&row, level->jrt0171);
	put_text(&row, level->pipl);
	put_int(&row, level->level);
	return row_end(&row, problem);
}

/* The asset as a whole: what is surest in it, and the highest level of what
 * is at least of medium confidence (of what is low, where that is all). */
struct whole {
	const struct policy_row *level;
	enum confidence confidence;
	uint64_t findings;
};

static struct whole whole_of(const struct profile *profiles, size_t count)
{
	struct whole whole = { .level = NULL };
	enum confidence least;
	size_t i;

	for (i = 0; i < count; i++) {
		whole.findings += profiles[i].high + profiles[i].medium +
				  profiles[i].low;
		if (profiles[i].confidence > whole.confidence)
			whole.confidence = profiles[i].confidence;
	}
	least = whole.confidence < CONFIDENCE_MEDIUM ? CONFIDENCE_LOW
						     : CONFIDENCE_MEDIUM;
	for (i = 0; i < count; i++)
		if (profiles[i].confidence >= least &&
		    policy_outranks(profiles[i].policy, whole.level))
			whole.level = profiles[i].policy;
	return whole;
}

static int write_asset(struct store *store, const struct asset *asset,
		       const struct whole *whole, struct problem *problem)
{
	struct row row = row_start(store, INSERT_ASSET);

	put_int(&row, store->asset);
	put_path(&row, asset->path);
	put_path(&row, asset->link_of);
	put_text(&row, asset->format);
	put_text(&row, asset->encoding);
	put_count(&row, asset->bytes);
	put_count(&row, asset->device);
	put_count(&row, asset->inode);
	put_int(&row, asset->mtime_ns);
	put_int(&row, asset->ctime_ns);
	put_int(&row, asset->uid);
	put_int(&row, asset->gid);
	put_int(&row, asset->mode);
	put_int(&row, asset->depth);
	put_text(&row, state_name(asset->state));
	put_text(&row, reason_code(asset->problem.reason));
	put_text(&row, asset->problem.words);
	put_text(&row, whole->level ? whole->level->code : NULL);
	put_text(&row, confidence_name(whole->confidence));
	put_count(&row, whole->findings);
	return row_end(&row, problem);
}

static void put_counts(struct row *row, const struct profile *p)
{
	put_count(row, p->rows);
	put_count(row, p->candidates);
	put_count(row, p->passed);
	put_count(row, p->tests);
	put_count(row, p->minors);
	put_count(row, p->high);
	put_count(row, p->medium);
	put_count(row, p->low);
	put_count(row, p->distinct_candidates);
	put_count(row, p->distinct_passed);
	put_int(row, p->distinct_exact);
	put_real(row, p->chance);
	put_real(row, p->p_value);
	put_real(row, p->real_low);
	put_real(row, p->real_high);
}

static int write_profile(struct store *store, uint32_t number,
			 const struct profile *p, struct problem *problem)
{
	struct row row = row_start(store, INSERT_PROFILE);
	struct buffer lengths = { 0 };
	int outcome;

	put_int(&row, store->asset);
	put_int(&row, number);
	put_text(&row, p->table);
	put_text(&row, p->column);
	put_int(&row, p->column_index);
	put_text(&row, detectors[p->detector]->id);
	put_counts(&row, p);
	put_text(&row, verdict_name(p->verdict));
	put_text(&row, confidence_name(p->confidence));
	put_text(&row, p->label);
	put_text_or_empty(&row, p->reasons);
	put_text_or_empty(&row, p->reasons_zh);
	put_text(&row, p->policy->code);
	if (p->census)
		put_census(&row, p->census, &lengths);
	outcome = row_end(&row, problem);
	buffer_release(&lengths);
	if (outcome == OUTCOME_OK)
		outcome = write_policy(store, p->policy, problem);
	if (outcome == OUTCOME_OK && p->census)
		outcome = write_evidence(store, number, p->census, problem);
	return outcome;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static bool is_of(const struct finding *place, const struct profile *profile)
{
	return profile->detector == place->detector &&
	       same_text(profile->table, place->table) &&
	       same_text(profile->column, place->column);
}

static int write_place(struct store *store, size_t profile, size_t number,
		       const struct finding *place, struct problem *problem)
{
	struct row row = row_start(store, INSERT_PLACE);

	put_int(&row, store->asset);
	put_count(&row, profile);
	put_count(&row, number);
	put_int(&row, place->line);
	put_int(&row, place->row);
	put_count(&row, place->offset);
	put_text_or_empty(&row, place->masked);
	put_text_or_empty(&row, place->fingerprint);
	put_text(&row, confidence_name(place->confidence));
	put_int(&row, place->checks);
	put_text(&row, place->label);
	return row_end(&row, problem);
}

/* Places come in the order of their profiles, mostly; each goes to that of
 * its column and kind. */
static int write_places(struct store *store, const struct stored_asset *a,
			struct problem *problem)
{
	size_t i, tried, at = 0;
	int outcome = OUTCOME_OK;

	for (i = 0; outcome == OUTCOME_OK && i < a->place_count; i++) {
		for (tried = 0; tried < a->profile_count; tried++) {
			if (is_of(&a->places[i], &a->profiles[at]))
				break;
			at = (at + 1) % a->profile_count;
		}
		if (tried < a->profile_count)
			outcome = write_place(store, at, i, &a->places[i],
					      problem);
	}
	return outcome;
}

/* Thresholds of the law that are reached, or may be. */
static int write_flags(struct store *store, int64_t asset, size_t number,
		       const struct people *people, struct problem *problem)
{
	int outcome = OUTCOME_OK;
	enum reach reach;
	struct row row;
	size_t i;

	for (i = 0; outcome == OUTCOME_OK && i < band_count; i++) {
		reach = band_reach(&bands[i], people);
		if (reach < REACH_MAYBE)
			continue;
		row = row_start(store, INSERT_FLAG);
		put_int(&row, asset);
		put_count(&row, number);
		put_text(&row, bands[i].id);
		put_text(&row, reach_name(reach));
		outcome = row_end(&row, problem);
	}
	return outcome;
}

static int write_bands(struct store *store, struct problem *problem)
{
	int outcome = OUTCOME_OK;
	struct row row;
	size_t i;

	for (i = 0; outcome == OUTCOME_OK && i < band_count; i++) {
		row = row_start(store, INSERT_BAND);
		put_text(&row, bands[i].id);
		put_count(&row, bands[i].least);
		put_text(&row, band_of_name(bands[i].of));
		put_text(&row, bands[i].zh);
		put_text(&row, bands[i].en);
		outcome = row_end(&row, problem);
	}
	return outcome;
}

static int write_people(struct store *store, int64_t asset, size_t number,
			const struct people *people, struct problem *problem)
{
	struct row row = row_start(store, INSERT_PEOPLE);
	int outcome;
	size_t i;

	put_int(&row, asset);
	put_count(&row, number);
	put_text(&row, people->table);
	put_count(&row, people->estimate);
	put_count(&row, people->low);
	put_count(&row, people->high);
	put_count(&row, people->sensitive);
	put_count(&row, people->minors);
	put_count(&row, people->items.all);
	put_count(&row, people->items.of_50);
	put_count(&row, people->items.of_500);
	outcome = row_end(&row, problem);
	if (outcome == OUTCOME_OK)
		outcome = write_flags(store, asset, number, people, problem);
	for (i = 0; outcome == OUTCOME_OK && i < detector_count; i++) {
		if (!people->by[i])
			continue;
		row = row_start(store, INSERT_PEOPLE_KIND);
		put_int(&row, asset);
		put_count(&row, number);
		put_text(&row, detectors[i]->id);
		put_count(&row, people->by[i]);
		outcome = row_end(&row, problem);
	}
	return outcome;
}

int store_asset(struct store *store, const struct stored_asset *a,
		struct problem *problem)
{
	struct whole whole = whole_of(a->profiles, a->profile_count);
	int outcome = store_begin(store, problem);
	size_t i;

	store->asset++;
	store->batch_assets++;
	if (outcome == OUTCOME_OK)
		outcome = write_asset(store, a->asset, &whole, problem);
	for (i = 0; outcome == OUTCOME_OK && i < a->profile_count; i++)
		outcome = write_profile(store, (uint32_t)i, &a->profiles[i],
					problem);
	if (outcome == OUTCOME_OK)
		outcome = write_places(store, a, problem);
	for (i = 0; outcome == OUTCOME_OK && i < a->people_count; i++)
		outcome = write_people(store, store->asset, i, &a->people[i],
				       problem);
	return outcome;
}

int store_people(struct store *store, const struct people *people,
		 struct problem *problem)
{
	int outcome = store_begin(store, problem);

	if (outcome == OUTCOME_OK)
		outcome = write_bands(store, problem);
	if (outcome != OUTCOME_OK)
		return outcome;
	return write_people(store, 0, 0, people, problem);
}

/* The ids of detectors given by bits, "," between them. */
static void put_ids(struct row *row, uint64_t kinds, struct buffer *ids)
{
	size_t d;

	buffer_clear(ids);
	for (d = 0; d < detector_count; d++)
		if (kinds >> d & 1)
			buffer_format(ids, "%s%s", ids->length ? "," : "",
				      detectors[d]->id);
	put_text(row, buffer_string(ids));
	row->failed |= ids->failed;
}

int store_row_kinds(struct store *store, const struct sheet *sheet,
		    struct problem *problem)
{
	struct buffer ids = { 0 };
	int outcome = OUTCOME_OK;
	struct row row;
	uint32_t i;

	for (i = 0; outcome == OUTCOME_OK && i < sheet->kinds.count; i++) {
		row = row_start(store, INSERT_ROW_KINDS);
		put_int(&row, store->asset);
		put_int(&row, sheet->index);
		put_ids(&row, sheet->kinds.rows[i].kinds, &ids);
		put_text(&row, sheet->name);
		put_count(&row, sheet->kinds.rows[i].rows);
		outcome = row_end(&row, problem);
	}
	buffer_release(&ids);
	return outcome;
}

int store_column(struct store *store, const struct column *column,
		 struct problem *problem)
{
	struct row row = row_start(store, INSERT_COLUMN);
	struct buffer ids = { 0 };
	int outcome, i;

	put_int(&row, store->asset);
	put_int(&row, column->number);
	put_text(&row, column->table);
	put_text(&row, column->name);
	put_int(&row, column->index);
	put_text(&row, column->comment);
	put_text(&row, column->type);
	put_count(&row, column->rows);
	put_count(&row, column->filled);
	put_count(&row, column->blanks);
	put_count(&row, column->nulls);
	put_count(&row, column->bytes);
	put_count(&row, column->shortest);
	put_count(&row, column->longest);
	put_count(&row, column->looked);
	for (i = 0; i < SHAPE_COUNT; i++)
		put_count(&row, column->shapes[i]);
	put_count(&row, column->distinct);
	put_real(&row, column->distinct_error);
	put_count(&row, column->distinct_most);
	put_count(&row, column->in_series);
	put_count(&row, column->near);
	put_text(&row, column->label);
	put_ids(&row, column->means, &ids);
	outcome = row_end(&row, problem);
	buffer_release(&ids);
	return outcome;
}

int store_write_sweep(struct store *store, const struct sweep *sweep,
		      struct problem *problem)
{
	struct row row = row_start(store, INSERT_SWEEP);

	put_text_or_empty(&row, sweep->version);
	put_text_or_empty(&row, sweep->rules);
	put_text_or_empty(&row, sweep->key_id);
	put_text_or_empty(&row, sweep->fingerprints);
	put_text_or_empty(&row, sweep->roots);
	put_text_or_empty(&row, sweep->started);
	put_text_or_empty(&row, sweep->ended);
	put_real(&row, sweep->seconds);
	put_int(&row, sweep->threads);
	put_int(&row, sweep->incomplete);
	put_int(&row, sweep->interrupted);
	put_count(&row, sweep->assets);
	put_count(&row, sweep->bytes);
	put_count(&row, sweep->findings[CONFIDENCE_HIGH]);
	put_count(&row, sweep->findings[CONFIDENCE_MEDIUM]);
	put_count(&row, sweep->findings[CONFIDENCE_LOW]);
	put_count(&row, sweep->findings[CONFIDENCE_NONE]);
	return row_end(&row, problem);
}
