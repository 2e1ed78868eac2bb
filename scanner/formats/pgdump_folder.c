/* Folders that pg_dump wrote. See pgdump_folder.h. */
#include "scanner/formats/pgdump_folder.h"

#include <stdlib.h>

#include "scanner/base/array.h"

#define LINES_MAX 262144 /* of an index; further entries have no names */
#define SETTINGS 0	 /* their number; that of entries is above 0 */

/* Where entries stand: under their own number, comments under those of what
 * they depend on. */
struct line {
	int64_t id;
	uint64_t at; /* raw offset of the entry */
};

struct index {
	uint64_t stamp; /* of the table of contents */
	struct line *lines; /* in order of id and place */
	size_t count, room;
	struct pgdump_reader reader;
};

static void index_free(void *state)
{
	struct index *n = state;

	free(n->lines);
	free(n);
}

static bool add_line(struct index *n, int64_t id, uint64_t at)
{
	struct line *lines;

	if (n->count == LINES_MAX)
		return false;
	lines = array_grow(n->lines, n->count, &n->room, sizeof(*lines));
	if (!lines)
		return false;
	n->lines = lines;
	n->lines[n->count++] = (struct line){ id, at };
	return true;
}

static bool add_entry(struct index *n, const struct pgdump_entry *e,
		      uint64_t at)
{
	bool added = true;

	if (pgdump_is_setting(e))
		return add_line(n, SETTINGS, at);
	if (pgdump_is_kind(e, "COMMENT"))
		for (unsigned i = 0; i < e->depend_count && added; i++)
			added = add_line(n, e->depends[i], at);
	else if (e->has_data || pgdump_is_kind(e, "TABLE"))
		added = add_line(n, e->id, at);
	return added;
}

static int in_order(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->id != y->id)
		return x->id > y->id ? 1 : -1;
	return (x->at > y->at) - (x->at < y->at);
}

/* Reads the table as far as it can be. */
static void fill(struct index *n, struct source *toc, struct budget *budget)
{
	struct problem ignored = { 0 };
	struct pgdump_entry e = { 0 };
	uint64_t at;

	if (pgdump_begin(&n->reader, toc, budget, &ignored) != OUTCOME_OK)
		return;
	do
		at = pgdump_tell(&n->reader);
	while (pgdump_entry_read(&n->reader, &e) && add_entry(n, &e, at));
	pgdump_entry_release(&e);
	if (n->count)
		qsort(n->lines, n->count, sizeof(*n->lines), in_order);
}

/* The index, or NULL; the thread keeps it. */
static struct index *index_of(struct extraction *x, struct source *toc)
{
	struct keep *keep = x->keep;
	struct index *n = keep->release == index_free ? keep->state : NULL;

	if (n && n->stamp == toc->stamp)
		return n;
	keep_release(keep);
	n = calloc(1, sizeof(*n));
	if (!n)
		return NULL;
	n->stamp = toc->stamp;
	fill(n, toc, x->budget);
	*keep = (struct keep){ .state = n, .release = index_free };
	return n;
}

static size_t first_line(const struct index *n, int64_t id)
{
	size_t from = 0, to = n->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (n->lines[middle].id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Reads the next entry of a number. */
static bool next_entry(struct index *n, int64_t id, size_t *line,
		       struct pgdump_entry *e)
{
	if (*line == n->count || n->lines[*line].id != id)
		return false;
	pgdump_seek(&n->reader, n->lines[(*line)++].at);
	n->reader.entries = 1;
	return pgdump_entry_read(&n->reader, e);
}

static void define_all(struct pgdump_script *s, struct index *n, int64_t id)
{
	struct pgdump_entry e = { 0 };
	size_t line = first_line(n, id);

	while (next_entry(n, id, &line, &e))
		pgdump_script_define(s, &e);
	pgdump_entry_release(&e);
}

bool pgdump_folder_describe(struct pgdump_script *s, struct source *toc,
			    int64_t id)
{
	struct index *n = index_of(s->x, toc);
	struct pgdump_entry data = { 0 };
	struct problem ignored = { 0 };
	bool found = false;
	size_t line;

	if (!n)
		return false;
	n->reader.source = toc;
	n->reader.budget = s->x->budget;
	n->reader.problem = &ignored;
	line = first_line(n, id);
	while (!found && next_entry(n, id, &line, &data))
		found = data.has_data;
	if (found) {
		define_all(s, n, SETTINGS);
		for (unsigned i = 0; i < data.depend_count; i++)
			define_all(s, n, data.depends[i]);
		pgdump_script_copy(s, id, buffer_string(&data.copy));
	}
	pgdump_entry_release(&data);
	return found;
}
