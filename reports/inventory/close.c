/*
 * The end of an asset: verdicts are settled, then findings that waited are
 * told to the listener, and all of it is stored.
 */
#include "reports/inventory/part.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "detectors/labels.h"
#include "reports/inventory/bands.h"
#include "reports/inventory/catalogue.h"
#include "reports/inventory/profile.h"
#include "scanner/base/gettext.h"

struct closing {
	struct collector *collector;
	struct account *account;
	const struct asset *asset;
	struct holdings holdings;
	struct catalogue catalogue;
	struct finding *places; /* samples of all profiles */
	char (*fingerprints)[2 * FINGERPRINT_BYTES + 1]; /* of places */
	size_t place_count;
	struct people *people; /* in all of it, then by table */
	struct crowd everyone; /* in this asset */
	size_t people_count; /* of both */
};

static int no_memory(struct problem *problem)
{
	return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			   _("no memory for the inventory"));
}

/* A place as it is told, when its column's verdict stands. Its fingerprint
 * is written to `hex`. */
static struct finding finding_of(const struct closing *c,
				 const struct census *census,
				 const struct place *place,
				 char hex[2 * FINGERPRINT_BYTES + 1])
{
	const struct profile *p = &c->holdings.profiles[census->profile];
	bool near = (place->mark >> MARK_LABEL_SHIFT & 3) == LABEL_NEAR;

	sodium_bin2hex(hex, 2 * FINGERPRINT_BYTES + 1, place->fingerprint,
		       FINGERPRINT_BYTES);
	return (struct finding){
		.path = c->asset->path, .table = p->table,
		.column = p->column,
		.line = place->line == UINT64_MAX ? 0
						  : (int64_t)place->line + 1,
		.row = p->column_index < 0 ? 0 : (int64_t)place->row + 1,
		.offset = place->offset, .detector = place->detector,
		.masked = place->masked, .fingerprint = hex,
		.confidence = confidence_of(&census->judgement, place->mark),
		.checks = place->mark & 0xFFF,
		.label = near ? label_text(place->token) : p->label,
		.policy = p->policy,
	};
}

/* The samples of all profiles, in their order. */
static bool take_places(struct closing *c)
{
	const struct census *census;
	struct finding finding;
	size_t i, k, room = 0;

	for (i = 0; i < c->holdings.count; i++)
		room += c->holdings.list[i].census->place_count;
	if (!room)
		return true;
	c->places = calloc(room, sizeof(*c->places));
	c->fingerprints = calloc(room, sizeof(*c->fingerprints));
	if (!c->places || !c->fingerprints)
		return false;
	for (i = 0; i < c->holdings.count; i++) {
		census = c->holdings.list[i].census;
		for (k = 0; k < census->place_count; k++) {
			finding = finding_of(c, census, &census->places[k],
					     c->fingerprints[c->place_count]);
			if (finding.confidence != CONFIDENCE_NONE)
				c->places[c->place_count++] = finding;
		}
	}
	return true;
}

/* Only columns that are believed make people. */
static bool is_counted(const struct closing *c, size_t i)
{
	return c->holdings.profiles[i].confidence >= CONFIDENCE_MEDIUM &&
	       !c->holdings.list[i].census->judgement.damaged &&
	       people_tier(c->holdings.list[i].detector) >= 0;
}

static bool same_table(const struct closing *c, size_t a, size_t b)
{
	const char *x = c->holdings.profiles[a].table;
	const char *y = c->holdings.profiles[b].table;

	return x && y ? !strcmp(x, y) : x == y;
}

/* Findings about people, of medium confidence and more. Level 1 is not about
 * people. */
static struct items items_of(const struct closing *c, size_t from, size_t to)
{
	const struct profile *p;
	struct items items = { 0 };

	for (; from < to; from++) {
		p = &c->holdings.profiles[from];
		if (p->policy && p->policy->level > 1)
			items_add(&items, p->policy->code,
				  p->high + p->medium);
	}
	return items;
}

/* The people of the holdings from `from` to before `to`: one table. */
static bool take_table(struct closing *c, size_t from, size_t to)
{
	struct people *people = &c->people[c->people_count];
	struct holding *list = c->holdings.list;
	struct crowd crowd;
	uint32_t tiers = 0;
	bool ok = true;
	size_t i;

	for (i = from; i < to; i++)
		if (is_counted(c, i))
			tiers |= people_trait(list[i].detector);
	if (!tiers)
		return true;
	crowd_init(&crowd);
	for (i = from; ok && i < to; i++)
		if (is_counted(c, i))
			ok = crowd_add(&crowd, list[i].detector,
				       &list[i].census->distinct, tiers);
	*people = (struct people){ .path = c->asset->path,
				   .table = c->holdings.profiles[from].table,
				   .items = items_of(c, from, to) };
	crowd_count(&crowd, c->collector->options.policy, people);
	c->people_count += people->estimate > 0;
	ok = ok && crowd_merge(&c->everyone, &crowd);
	crowd_release(&crowd);
	return ok;
}

static bool take_people(struct closing *c)
{
	size_t from, to, n = c->holdings.count;

	if (!n)
		return true;
	c->people = calloc(n + 1, sizeof(*c->people));
	if (!c->people)
		return false;
	c->people_count = 1;
	for (from = 0; from < n; from = to) {
		for (to = from + 1; to < n && same_table(c, from, to); to++)
			;
		if (!take_table(c, from, to))
			return false;
	}
	crowd_count(&c->everyone, c->collector->options.policy, c->people);
	c->people->items = items_of(c, 0, n);
	if (!c->people->estimate)
		c->people_count = 0;
	return true;
}

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
	finding = finding_of(c, census, place, hex);
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

	if (listener->asset(listener->context, c->asset))
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
	const struct asset *asset = c->asset;
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
	struct items items = items_of(c, 0, c->holdings.count);
	int outcome = OUTCOME_OK;
	size_t i;

	add_totals(&c->collector->totals, c);
	items_sum(&c->collector->items, &items);
	if (!crowd_merge(&c->collector->everyone, &c->everyone))
		return no_memory(problem);
	if (options->store) {
		outcome = store_asset(options->store, c->asset,
				      c->holdings.profiles, c->holdings.count,
				      c->places, c->place_count, c->people,
				      c->people_count, problem);
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

static int settle(struct account *account, const struct asset *asset,
		  struct problem *problem)
{
	struct collector *collector = account->collector;
	struct closing c = {
		.collector = collector, .account = account, .asset = asset,
	};
	int outcome;

	crowd_init(&c.everyone);
	if (book_close(&account->book) &&
	    holdings_take(&c.holdings, &account->book, asset->path,
			  collector->options.policy) &&
	    catalogue_take(&c.catalogue, &account->book, asset->path) &&
	    take_places(&c) && take_people(&c)) {
		pthread_mutex_lock(&collector->lock);
		outcome = publish(&c, problem);
		pthread_mutex_unlock(&collector->lock);
	} else {
		outcome = no_memory(problem);
	}
	crowd_release(&c.everyone);
	free(c.people);
	free(c.places);
	free(c.fingerprints);
	holdings_release(&c.holdings);
	catalogue_release(&c.catalogue);
	return outcome;
}

/* Where the object's own name begins: of a member, behind its container's. */
static size_t own_name(const struct asset *asset)
{
	const char *own = asset->path, *next;

	if (!asset->depth)
		return 0;
	while ((next = strstr(own, "!/")))
		own = next + 2;
	return (size_t)(own - asset->path);
}

/* The path and the link's target, clean; values of the object's own name are
 * counted in it. */
static int clean_paths(struct account *account, struct cleaner *cleaner,
		       struct asset *asset, struct problem *problem)
{
	struct collector *collector = account->collector;
	struct part *part = part_open(account);
	size_t own = own_name(asset), link;
	char *before = strndup(asset->path, own);
	int outcome = OUTCOME_FATAL;

	if (part && before)
		outcome = cleaner_add(cleaner, collector, before, NULL,
				      problem);
	cleaner->text.length -= outcome == OUTCOME_OK; /* one string of both */
	if (outcome == OUTCOME_OK)
		outcome = cleaner_add(cleaner, collector, asset->path + own,
				      part, problem);
	link = cleaner->text.length;
	if (outcome == OUTCOME_OK && asset->link_of)
		outcome = cleaner_add(cleaner, collector, asset->link_of, NULL,
				      problem);
	free(before);
	if (outcome != OUTCOME_OK) {
		part_drop(part);
		return problem->reason == REASON_NONE ? no_memory(problem)
						      : outcome;
	}
	asset->raw_path = asset->path;
	asset->path = buffer_string(&cleaner->text);
	if (asset->link_of)
		asset->link_of = asset->path + link;
	return asset_commit(account, part, 0, problem);
}

int asset_close(struct account *account, const struct asset *asset,
		struct problem *problem)
{
	struct cleaner cleaner = { 0 };
	struct asset clean = *asset;
	int outcome = OUTCOME_OK;

	if (name_may_hold(asset->path) ||
	    (asset->link_of && name_may_hold(asset->link_of)))
		outcome = clean_paths(account, &cleaner, &clean, problem);
	if (outcome == OUTCOME_OK)
		outcome = settle(account, &clean, problem);
	cleaner_release(&cleaner, account->collector);
	account_free(account);
	return outcome;
}
