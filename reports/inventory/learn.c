/* What one definition of a table leaves out, another may tell: CREATE TABLE
 * the columns and types, COMMENT ON what they mean. See book.h. */
#include <stdlib.h>
#include <string.h>

#include "reports/inventory/book.h"

enum { NAMES, COMMENTS, TYPES, LISTS };

/* What is known of a table's columns, with room for more. */
struct known {
	uint32_t count, room;
	const char **lists[LISTS];
};

/* Names that are kept have been cut where they were longer than this. */
#define NAME_KEPT 252

static bool same_name(const char *kept, const char *name)
{
	size_t n = strlen(kept);

	return !strncmp(kept, name, n) && (!name[n] || n >= NAME_KEPT);
}

/* The column of that name, or the number of columns; `hint` as a rule. */
static uint32_t position(const struct known *k, uint32_t hint,
			 const char *name)
{
	uint32_t i;

	if (hint < k->count && same_name(k->lists[NAMES][hint], name))
		return hint;
	for (i = 0; i < k->count; i++)
		if (same_name(k->lists[NAMES][i], name))
			break;
	return i;
}

/* True when there is anything new. */
static bool learn(struct known *k, const struct table *t)
{
	const char *const *told[LISTS] = { t->columns, t->comments, t->types };
	bool learned = false;
	uint32_t i, at, list;

	for (i = 0; i < t->column_count; i++) {
		const char *name = t->columns[i] ? t->columns[i] : "";

		at = position(k, i, name);
		if (at == k->count) {
			k->lists[NAMES][k->count++] = name;
			learned = true;
		}
		for (list = COMMENTS; list < LISTS; list++) {
			const char *text = told[list] ? told[list][i] : NULL;

			if (!text || k->lists[list][at])
				continue;
			k->lists[list][at] = text;
			learned = true;
		}
	}
	return learned;
}

static bool replace_columns(struct book *book, struct sheet *sheet,
			    const struct known *k)
{
	struct table table = { .columns = k->lists[NAMES],
			       .comments = k->lists[COMMENTS],
			       .types = k->lists[TYPES],
			       .column_count = k->count };
	struct columns *columns = columns_new(&table);

	if (!columns)
		return false;
	book->index_bytes += columns->bytes;
	if (sheet->columns)
		book->index_bytes -= sheet->columns->bytes;
	free(sheet->columns);
	sheet->columns = columns;
	return true;
}

bool book_learn(struct book *book, struct sheet *sheet, const struct table *t)
{
	const struct columns *c = sheet->columns;
	struct known k = { .count = c ? c->count : 0 };
	const char **texts;
	bool ok = true;

	k.room = k.count + t->column_count;
	texts = calloc((size_t)k.room * LISTS + 1, sizeof(*texts));
	if (!texts)
		return false;
	for (uint32_t list = 0; list < LISTS; list++)
		k.lists[list] = texts + (size_t)list * k.room;
	for (uint32_t i = 0; i < k.count; i++) {
		k.lists[NAMES][i] = c->names[i];
		k.lists[COMMENTS][i] = c->comments[i];
		k.lists[TYPES][i] = c->types[i];
	}
	if (learn(&k, t) && book->index_bytes < book->limits->indices)
		ok = replace_columns(book, sheet, &k);
	free(texts);
	return ok;
}
