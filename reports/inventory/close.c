/* The end of an asset: verdicts are settled. See closing.h. */
#include "reports/inventory/closing.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "detectors/labels.h"
#include "reports/inventory/bands.h"
#include "scanner/base/gettext.h"

static int no_memory(struct problem *problem)
{
	return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			   _("no memory for the inventory"));
}

struct finding closing_finding(const struct closing *c,
			       const struct census *census,
			       const struct place *place,
			       char hex[2 * FINGERPRINT_BYTES + 1])
{
	const struct profile *p = &c->holdings.profiles[census->profile];
	bool near = (place->mark >> MARK_LABEL_SHIFT & 3) == LABEL_NEAR;

	sodium_bin2hex(hex, 2 * FINGERPRINT_BYTES + 1, place->fingerprint,
		       FINGERPRINT_BYTES);
	return (struct finding){
		.path = c->asset.path, .table = p->table,
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
			finding = closing_finding(
				c, census, &census->places[k],
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

/* Whether it is a column in which a row has but one value. */
static bool is_single(const struct closing *c, size_t i)
{
	const struct profile *p = &c->holdings.profiles[i];

	return p->column_index >= 0 && p->passed <= p->rows &&
	       !c->holdings.list[i].sheet->other;
}

static bool same_table(const struct closing *c, size_t a, size_t b)
{
	const char *x = c->holdings.profiles[a].table;
	const char *y = c->holdings.profiles[b].table;

	return x && y ? !strcmp(x, y) : x == y;
}

struct items closing_items(const struct closing *c, size_t from, size_t to)
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
	for (i = from; ok && i < to; i++) {
		if (!is_counted(c, i))
			continue;
		ok = crowd_add(&crowd, list[i].detector,
			       &list[i].census->distinct, tiers);
		if (is_single(c, i))
			crowd_add_column(&crowd, list[i].detector,
					 &list[i].census->distinct, tiers);
	}
	*people = (struct people){ .path = c->asset.path,
				   .table = c->holdings.profiles[from].table,
				   .items = closing_items(c, from, to) };
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
	c->people->items = closing_items(c, 0, n);
	if (!c->people->estimate)
		c->people_count = 0;
	return true;
}

/* What is stored of all values of a profile. */
static void seal_sums(struct closing *c)
{
	const struct keys *keys = c->collector->options.keys;
	unsigned char bytes[8];
	size_t i, k;

	for (i = 0; i < c->holdings.count; i++) {
		const struct holding *h = &c->holdings.list[i];

		for (k = 0; k < sizeof(bytes); k++)
			bytes[k] = h->census->sum >> 8 * k & 0xFF;
		hash_fingerprint(keys, detectors[h->detector]->id,
				 (struct secret){ bytes, sizeof(bytes) },
				 h->census->sealed);
	}
}

static bool settle(struct closing *c)
{
	struct book *book = &c->account->book;
	const char *path = c->asset.path;

	if (!book_close(book) ||
	    !holdings_take(&c->holdings, book, path,
			   c->collector->options.policy))
		return false;
	seal_sums(c);
	return catalogue_take(&c->catalogue, book, path) && take_places(c) &&
	       take_people(c);
}

void closing_free(struct closing *c)
{
	for (size_t i = 0; i < sizeof(c->texts) / sizeof(*c->texts); i++)
		free(c->texts[i]);
	crowd_release(&c->everyone);
	free(c->people);
	free(c->places);
	free(c->fingerprints);
	holdings_release(&c->holdings);
	catalogue_release(&c->catalogue);
	account_free(c->account);
	free(c);
}

/* Takes over the account. With texts of its own: it may outlive the file. */
static struct closing *closing_new(struct account *account,
				   const struct asset *asset)
{
	struct closing *c = calloc(1, sizeof(*c));
	const char **texts[4];
	bool ok = true;

	if (!c) {
		account_free(account);
		return NULL;
	}
	c->collector = account->collector;
	c->account = account;
	c->asset = *asset;
	crowd_init(&c->everyone);
	texts[0] = &c->asset.path;
	texts[1] = &c->asset.raw_path;
	texts[2] = &c->asset.link_of;
	texts[3] = &c->asset.format;
	for (size_t i = 0; i < 4; i++) {
		if (!*texts[i])
			continue;
		*texts[i] = c->texts[i] = strdup(*texts[i]);
		ok = ok && c->texts[i];
	}
	if (ok && settle(c))
		return c;
	closing_free(c);
	return NULL;
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
	struct collector *collector = account->collector;
	struct cleaner cleaner = { 0 };
	struct asset clean = *asset;
	struct closing *closing = NULL;
	int outcome = OUTCOME_OK;

	if (name_may_hold(asset->path) ||
	    (asset->link_of && name_may_hold(asset->link_of)))
		outcome = clean_paths(account, &cleaner, &clean, problem);
	if (outcome == OUTCOME_OK)
		closing = closing_new(account, &clean);
	else
		account_free(account);
	cleaner_release(&cleaner, collector);
	if (closing)
		return closing_publish(closing, problem);
	return outcome == OUTCOME_OK ? no_memory(problem) : outcome;
}
