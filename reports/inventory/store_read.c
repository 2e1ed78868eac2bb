/* Reading assets and what they hold from a store. See store.h. */
#include "reports/inventory/combine.h"
#include "reports/inventory/store_take.h"

struct visit {
	struct store *store;
	void *context;
	int (*asset)(void *, const struct asset_row *);
	int (*profile)(void *, const struct profile *);
	int (*place)(void *, const struct finding *);
	int (*people)(void *, const struct people *);
};

struct highest {
	struct store *store;
	const struct policy_row *level;
};

static int take_level(void *context, struct row *row)
{
	struct highest *highest = context;
	const struct policy_row *level =
		store_level(highest->store, take_text_or_empty(row));

	if (policy_outranks(level, highest->level))
		highest->level = level;
	return 0;
}

/* Under another policy another kind of data may be the highest. */
static const struct policy_row *highest_level(struct store *store,
					      int64_t asset,
					      enum confidence confidence)
{
	struct highest highest = { .store = store };

	each_of(store,
		confidence < CONFIDENCE_MEDIUM ? SELECT_LOW : SELECT_HIGHER,
		asset, 0, take_level, &highest);
	return highest.level;
}

static int take_asset(void *context, struct row *row)
{
	struct visit *visit = context;
	struct asset_row r = { .id = take_int(row) };
	struct asset *a = &r.asset;
	const char *code;

	a->path = take_path(row);
	a->link_of = take_path(row);
	a->format = take_text(row);
	a->encoding = take_text(row);
	a->bytes = take_count(row);
	a->device = take_count(row);
	a->inode = take_count(row);
	a->mtime_ns = take_int(row);
	a->ctime_ns = take_int(row);
	a->uid = (uint32_t)take_int(row);
	a->gid = (uint32_t)take_int(row);
	a->mode = (uint32_t)take_int(row);
	a->depth = (uint16_t)take_int(row);
	a->state = take_state(row);
	a->problem.reason = take_reason(row);
	snprintf(a->problem.words, sizeof(a->problem.words), "%s",
		 take_text_or_empty(row));
	code = take_text(row);
	r.confidence = take_confidence(row);
	r.findings = take_count(row);
	r.people.estimate = take_count(row);
	r.people.low = take_count(row);
	r.people.high = take_count(row);
	r.people.sensitive = take_count(row);
	r.people.minors = take_count(row);
	r.owner = take_text(row);
	if (code && visit->store->policy)
		r.level = highest_level(visit->store, r.id, r.confidence);
	else if (code)
		r.level = store_level(visit->store, code);
	if (r.confidence >= CONFIDENCE_MEDIUM)
		each_of(visit->store, SELECT_ROW_KINDS, r.id, 0,
			take_row_kinds, &r.combined);
	r.raised = combinations_level(r.combined);
	if (r.level && r.raised <= r.level->level)
		r.raised = 0;
	return visit->asset(visit->context, &r);
}

int store_each_asset(struct store *store,
		     int (*take)(void *context, const struct asset_row *),
		     void *context)
{
	struct visit visit = { .store = store, .context = context,
			       .asset = take };

	return each_row(store_query(store, "SELECT a.*, w.estimate, w.low, "
				       "w.high, w.sensitive, w.minors, "
				       "o.name "
				       "FROM asset a LEFT JOIN people w ON "
				       "w.asset=a.id AND w.number=0 LEFT JOIN "
				       "owner o ON o.uid=a.uid ORDER BY "
				       "a.path, a.depth, a.bytes, a.id"),
			take_asset, &visit);
}

static int take_profile(void *context, struct row *row)
{
	struct visit *visit = context;
	struct profile p = { .path = take_path(row) };

	p.asset = take_int(row);
	p.number = (uint32_t)take_int(row);
	p.table = take_text(row);
	p.column = take_text(row);
	p.column_index = (int)take_int(row);
	p.detector = take_detector(row);
	p.rows = take_count(row);
	p.candidates = take_count(row);
	p.passed = take_count(row);
	p.tests = take_count(row);
	p.minors = take_count(row);
	p.high = take_count(row);
	p.medium = take_count(row);
	p.low = take_count(row);
	p.distinct_candidates = take_count(row);
	p.distinct_passed = take_count(row);
	p.distinct_exact = take_int(row) != 0;
	p.chance = take_real(row);
	p.p_value = take_real(row);
	p.real_low = take_real(row);
	p.real_high = take_real(row);
	p.verdict = take_verdict(row);
	p.confidence = take_confidence(row);
	p.label = take_text(row);
	p.reasons = take_text_or_empty(row);
	p.reasons_zh = take_text_or_empty(row);
	p.policy = store_level(visit->store, take_text_or_empty(row));
	return visit->profile(visit->context, &p);
}

int store_each_profile(struct store *store, const struct asset_row *of,
		       int (*take)(void *context, const struct profile *),
		       void *context)
{
	struct visit visit = { .store = store, .context = context,
			       .profile = take };

	if (of)
		return each_of(store, SELECT_PROFILES, of->id, 0, take_profile,
			       &visit);
	return each_row(store_query(store, "SELECT a.path, p.* FROM asset a "
				       "CROSS JOIN profile p ON p.asset=a.id "
				       "ORDER BY a.path, a.depth, a.bytes, "
				       "a.id, p.number"),
			take_profile, &visit);
}

static int take_place(void *context, struct row *row)
{
	struct visit *visit = context;
	struct finding f = { .path = take_path(row) };

	f.table = take_text(row);
	f.column = take_text(row);
	f.detector = take_detector(row);
	f.policy = store_level(visit->store, take_text_or_empty(row));
	f.line = take_int(row);
	f.row = take_int(row);
	f.offset = take_count(row);
	f.masked = take_text_or_empty(row);
	f.fingerprint = take_text_or_empty(row);
	f.confidence = take_confidence(row);
	f.checks = (uint16_t)take_int(row);
	f.label = take_text(row);
	return visit->place(visit->context, &f);
}

int store_each_place(struct store *store, const struct profile *of,
		     int (*take)(void *context, const struct finding *),
		     void *context)
{
	struct visit visit = { .store = store, .context = context,
			       .place = take };

	if (of)
		return each_of(store, SELECT_PLACES, of->asset, of->number,
			       take_place, &visit);
	return each_row(store_query(store, "SELECT " PLACE_COLUMNS "FROM "
				       "asset a CROSS JOIN profile p ON "
				       "p.asset=a.id CROSS JOIN place f ON "
				       "f.asset=p.asset AND "
				       "f.profile=p.number ORDER BY a.path, "
				       "a.depth, a.bytes, a.id, p.number, "
				       "f.number"),
			take_place, &visit);
}

static int take_by(void *context, struct row *row)
{
	struct people *people = context;
	int detector = take_detector(row);

	people->by[detector] = take_count(row);
	return 0;
}

int64_t take_people_row(struct row *row, struct people *people)
{
	int64_t number;

	*people = (struct people){ .path = take_path(row) };
	people->asset = take_int(row);
	number = take_int(row);
	people->table = take_text(row);
	people->estimate = take_count(row);
	people->low = take_count(row);
	people->high = take_count(row);
	people->sensitive = take_count(row);
	people->minors = take_count(row);
	people->items.all = take_count(row);
	people->items.of_50 = take_count(row);
	people->items.of_500 = take_count(row);
	return number;
}

static int take_people(void *context, struct row *row)
{
	struct visit *visit = context;
	struct people people;
	int64_t number = take_people_row(row, &people);
	int outcome;

	outcome = each_of(visit->store, SELECT_PEOPLE_KINDS, people.asset,
			  number, take_by, &people);
	if (outcome != OUTCOME_OK)
		return outcome;
	return visit->people(visit->context, &people);
}

/* The row over all assets stands with asset 0, which has no path. */
static int each_total(struct visit *visit)
{
	return each_row(store_query(visit->store, "SELECT NULL, * FROM people "
						  "WHERE asset=0"),
			take_people, visit);
}

int store_each_people(struct store *store, const struct asset_row *of,
		      int (*take)(void *context, const struct people *),
		      void *context)
{
	struct visit visit = { .store = store, .context = context,
			       .people = take };
	int outcome;

	if (of)
		return each_of(store, SELECT_PEOPLE, of->id, 0, take_people,
			       &visit);
	outcome = each_total(&visit);
	if (outcome != OUTCOME_OK)
		return outcome;
	return each_row(store_query(store, "SELECT a.path, p.* FROM asset a "
				       "CROSS JOIN people p ON p.asset=a.id "
				       "AND p.number>0 ORDER BY a.path, "
				       "a.depth, a.bytes, a.id, p.number"),
			take_people, &visit);
}

static int keep_total(void *context, const struct people *people)
{
	*(struct people *)context = *people;
	return 0;
}

int store_everybody(struct store *store, struct people *total)
{
	struct visit visit = { .store = store, .context = total,
			       .people = keep_total };

	*total = (struct people){ 0 };
	return each_total(&visit);
}
