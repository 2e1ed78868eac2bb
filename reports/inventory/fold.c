/*
 * Rows of one table that came with several lists of columns, as INSERT and
 * COPY may have them, are counted on a sheet for each list. When the book is
 * closed they become one sheet, with the columns of all of them: what a list
 * leaves out is NULL in its rows. See book.h.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reports/inventory/book.h"

#define COLUMNS_MAX 1024 /* of a sheet that is joined with others */

static bool learn(struct book *book, struct sheet *sheet,
		  const struct columns *c)
{
	struct table table = { .columns = c->names, .comments = c->comments,
			       .types = c->types, .column_count = c->count };

	return book_learn(book, sheet, &table);
}

/* Puts the columns of `from` that `into` lacks behind its own. False when
 * memory is out. */
static bool join_columns(struct book *book, struct sheet *into,
			 const struct columns *own, const struct columns *from)
{
	uint32_t i, missing = 0;

	for (i = 0; i < from->count; i++)
		missing += columns_find(own, from->names[i]) < 0;
	if (!missing || own->count + missing > COLUMNS_MAX)
		return true;
	return (into->columns || learn(book, into, own)) &&
	       learn(book, into, from);
}

static bool has_values(const struct sheet *sheet, uint32_t field)
{
	size_t i;

	for (i = 0; i < detector_count; i++)
		if (sheet->censuses[field * detector_count + i])
			return true;
	return false;
}

/* Where the columns of `from` are in `into`; false when one that has values
 * is not there. */
static bool map_fields(const struct book *book, const struct sheet *into,
		       const struct sheet *from, int64_t *map)
{
	const struct columns *to = book_columns(book, into);
	const struct columns *names = book_columns(book, from);
	uint32_t i;

	for (i = 0; i < from->fields; i++) {
		map[i] = -1;
		if (!has_values(from, i))
			continue;
		if (!names || i >= names->count)
			return false;
		map[i] = columns_find(to, names->names[i]);
		if (map[i] < 0 || map[i] >= UINT16_MAX)
			return false;
	}
	return true;
}

static bool fold_census(struct book *book, struct sheet *into, uint32_t field,
			uint32_t detector, struct census **from)
{
	struct census *census;

	book->census_count--; /* makes room for what it is added to */
	census = book_census(book, into, field, detector);
	if (!census || !census_merge(census, *from))
		return false;
	census_free(*from);
	*from = census;
	return true;
}

/* The tallies of columns that `into` has as well. What is left is told as
 * columns of the same table. */
static bool fold_tallies(struct book *book, struct sheet *into,
			 struct sheet *from)
{
	const struct columns *to = book_columns(book, into);
	const struct columns *names = book_columns(book, from);
	int64_t at;
	uint32_t i;

	for (i = 0; names && i < from->tally_count && i < names->count; i++) {
		at = columns_find(to, names->names[i]);
		if (at < 0)
			continue;
		if (!book_merge_tally(book, into, (uint32_t)at,
				      &from->tallies[i]))
			return false;
		sketch_release(&from->tallies[i].distinct);
		tally_init(&from->tallies[i], book->tally_room);
	}
	return true;
}

static bool fold(struct book *book, struct sheet *into, struct sheet *from,
		 const int64_t *map)
{
	struct census **cell;
	uint32_t i, d;

	for (i = 0; i < from->fields; i++)
		for (d = 0; d < detector_count; d++) {
			cell = &from->censuses[i * detector_count + d];
			if (*cell && !fold_census(book, into, (uint32_t)map[i],
						  d, cell))
				return false;
		}
	for (i = 0; i < from->kinds.count; i++)
		if (!row_kinds_add(&into->kinds, from->kinds.rows[i].kinds,
				   from->kinds.rows[i].rows))
			return false;
	into->rows += from->rows;
	from->folded = into;
	return fold_tallies(book, into, from);
}

/* Joins a sheet with the first one of the same table, or a later one that has
 * all of its columns when that is full. */
static bool fold_same(struct book *book, struct sheet *sheet)
{
	int64_t *map = calloc(sheet->fields ? sheet->fields : 1, sizeof(*map));
	const struct columns *names = book_columns(book, sheet), *own;
	bool ok = map != NULL, first = true;
	struct sheet *into;
	uint32_t i;

	for (i = 0; ok && !sheet->folded && i < sheet->index; i++) {
		into = book->sheets[i];
		if (into->kind != TABLE_ROWS || into->folded || !into->name ||
		    into->name_hash != sheet->name_hash ||
		    strcmp(into->name, sheet->name))
			continue;
		own = book_columns(book, into);
		if (first && own && names)
			ok = join_columns(book, into, own, names);
		if (ok && map_fields(book, into, sheet, map))
			ok = fold(book, into, sheet, map);
		first = false;
	}
	free(map);
	return ok;
}

bool book_close(struct book *book)
{
	unsigned unnamed = 0;
	struct sheet *sheet;
	uint32_t i;

	for (i = 0; i < book->sheet_count; i++) {
		sheet = book->sheets[i];
		if (sheet->kind != TABLE_ROWS || sheet->other)
			continue;
		if (sheet->name && !fold_same(book, sheet))
			return false;
		if (sheet->name || !unnamed++)
			continue;
		sheet->name = malloc(16);
		if (!sheet->name)
			return false;
		snprintf(sheet->name, 16, "#%u", unnamed);
	}
	return true;
}
