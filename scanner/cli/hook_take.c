/* What of the findings is new, and not declared. See hook.h. */
#include "scanner/cli/hook.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scanner/base/array.h"

#define HEX (2 * FINGERPRINT_BYTES)
#define OLD_MAX (16 * 1024 * 1024) /* bytes; more values count as new */

static void hit_release(struct hook_hit *hit)
{
	free((char *)hit->finding.path);
	free((char *)hit->finding.table);
	free((char *)hit->finding.column);
	free((char *)hit->finding.label);
	free((char *)hit->finding.masked);
	free((char *)hit->finding.fingerprint);
}

static const char *copy(const char *text, bool *ok)
{
	char *copied = text ? strdup(text) : NULL;

	*ok &= !text || copied;
	return copied;
}

/* False when memory is out. */
static bool add_hit(struct hook_hits *hits, const struct hook_hit *found)
{
	struct hook_hit *hit;
	bool ok = true;

	if (hits->count == HOOK_HITS_MAX) {
		hits->more++;
		return true;
	}
	hit = array_grow(hits->list, hits->count, &hits->room, sizeof(*hit));
	if (!hit)
		return false;
	hits->list = hit;
	hit += hits->count++;
	*hit = *found;
	hit->finding.path = copy(found->finding.path, &ok);
	hit->finding.table = copy(found->finding.table, &ok);
	hit->finding.column = copy(found->finding.column, &ok);
	hit->finding.label = copy(found->finding.label, &ok);
	hit->finding.masked = copy(found->finding.masked, &ok);
	hit->finding.fingerprint = copy(found->finding.fingerprint, &ok);
	return ok;
}

static int compare_old(const void *a, const void *b)
{
	return memcmp(a, b, HEX);
}

/* Did the version before hold this value anywhere? */
static bool was_there(struct hook_taker *t, const struct finding *finding)
{
	return t->old.length &&
	       bsearch(finding->fingerprint, t->old.bytes,
		       t->old.length / HEX, HEX, compare_old);
}

/* Lines are compared where there are lines; else values with those that were
 * there before. */
static bool is_new(struct hook_taker *t, const struct finding *finding,
		   bool in_line)
{
	const struct git_change *change = t->change;

	if (!change)
		return true;
	if (in_line && change->compared)
		return git_change_adds(change, t->spot.line);
	if (change->old_count && !t->knows_old) {
		t->wants_old = true;
		return false;
	}
	return !was_there(t, finding);
}

/* Finds the line; false for what has none. */
static bool find_line(struct hook_taker *t, const struct finding *finding)
{
	return t->lines && t->spot.source &&
	       spot_find(&t->spot, finding->offset);
}

/* Names, addresses, dates of birth and sexes identify nobody by themselves,
 * and every fixture and many a source file has columns of them. */
static enum confidence weight_of(const struct finding *finding)
{
	return detectors[finding->detector]->seed == SEED_CELL
		       ? CONFIDENCE_LOW : finding->confidence;
}

static int take_finding(void *context, const struct finding *finding)
{
	struct hook_taker *t = context;
	struct hook_hit hit = { .finding = *finding, .depth = t->depth };
	enum mark mark = MARK_NONE;
	bool declared, in_line;

	if (t->before) {
		if (t->old.length < OLD_MAX)
			buffer_text(&t->old, finding->fingerprint);
		return OUTCOME_OK;
	}
	declared = allow_has(t->allow, finding);
	hit.finding.confidence = weight_of(finding);
	if (hit.finding.confidence < t->least)
		return OUTCOME_OK;
	in_line = find_line(t, finding);
	if (!is_new(t, finding, in_line))
		return OUTCOME_OK;
	if (in_line) {
		hit.finding.line = (int64_t)t->spot.line;
		hit.column = t->spot.column;
		mark = allow_mark((const char *)t->spot.text.bytes,
				  t->spot.text.length,
				  detectors[finding->detector]->id);
	}
	hit.no_reason = mark == MARK_NO_REASON;
	if (declared || mark == MARK_GOOD)
		return OUTCOME_OK;
	return add_hit(&t->hits, &hit) ? OUTCOME_OK : OUTCOME_FATAL;
}

static bool add_unread(struct hook_unread *unread, const struct asset *asset)
{
	char *path;

	if (unread->count == HOOK_UNREAD_MAX) {
		unread->more++;
		return true;
	}
	path = strdup(asset->path);
	if (path)
		unread->list[unread->count++] = (struct asset){
			.path = path,
			.depth = asset->depth,
			.state = asset->state,
			.problem = asset->problem,
		};
	return path;
}

/* Where lines are looked up: a file on disk is opened again. */
static void open_lines(struct hook_taker *t, const struct asset *asset)
{
	struct source *source = t->source;

	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
	t->spot.source = NULL;
	t->lines = !asset->depth && asset->encoding;
	if (!t->lines)
		return;
	if (!source) {
		t->fd = open(asset->raw_path ? asset->raw_path : asset->path,
			     O_RDONLY | O_NONBLOCK | O_CLOEXEC);
		t->file = file_source(t->fd, asset->bytes);
		source = &t->file.source;
	}
	spot_start(&t->spot, source, asset->encoding);
}

static int take_asset(void *context, const struct asset *asset)
{
	struct hook_taker *t = context;

	t->depth = asset->depth;
	open_lines(t, asset);
	if (t->before)
		return OUTCOME_OK;
	if (reason_incomplete(asset->problem.reason)) {
		t->missing = true;
		if (!add_unread(&t->unread, asset))
			return OUTCOME_FATAL;
	}
	if (asset->depth)
		return OUTCOME_OK;
	if (!t->missing)
		allow_read(t->allow, asset->path);
	t->missing = false;
	return OUTCOME_OK;
}

static int take_profile(void *context, const struct profile *profile)
{
	(void)context, (void)profile;
	return OUTCOME_OK;
}

static int take_people(void *context, const struct people *people)
{
	(void)context, (void)people;
	return OUTCOME_OK;
}

void hook_taker_init(struct hook_taker *t, struct allow *allow,
		     enum confidence least)
{
	*t = (struct hook_taker){
		.listener = { t, take_asset, take_finding, take_profile,
			      NULL, take_people },
		.least = least,
		.allow = allow,
		.fd = -1,
	};
}

void hook_taker_file(struct hook_taker *t, const struct git_change *change)
{
	t->change = change;
	t->wants_old = t->knows_old = t->before = false;
	buffer_clear(&t->old);
	t->hits_before = t->hits.count;
	t->unread_before = t->unread.count;
	t->more_hits = t->hits.more;
	t->more_unread = t->unread.more;
}

void hook_taker_before(struct hook_taker *t)
{
	while (t->hits.count > t->hits_before)
		hit_release(&t->hits.list[--t->hits.count]);
	while (t->unread.count > t->unread_before)
		free((char *)t->unread.list[--t->unread.count].path);
	t->hits.more = t->more_hits;
	t->unread.more = t->more_unread;
	t->wants_old = false;
	t->before = true;
}

void hook_taker_after(struct hook_taker *t)
{
	if (t->old.length)
		qsort(t->old.bytes, t->old.length / HEX, HEX, compare_old);
	t->knows_old = true;
	t->before = false;
}

void hook_taker_release(struct hook_taker *t)
{
	while (t->hits.count)
		hit_release(&t->hits.list[--t->hits.count]);
	free(t->hits.list);
	while (t->unread.count)
		free((char *)t->unread.list[--t->unread.count].path);
	buffer_release(&t->old);
	spot_release(&t->spot);
	if (t->fd >= 0)
		close(t->fd);
}
