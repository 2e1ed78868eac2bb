/* What the tables and columns of a closed book are called. See book.h. */
#include "reports/inventory/book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct sheet *book_definition(const struct book *book,
			      const struct sheet *sheet)
{
	struct table table = { .name = sheet->name, .kind = TABLE_DEFINITION };

	return sheet->name ? book_lookup(book, &table) : NULL;
}

/* Whether a definition may be of a table although its name is another one: it
 * differs in case, or in having a schema. */
static bool is_like(const struct sheet *definition, const struct sheet *sheet)
{
	const char *a = definition->name, *b = sheet->name;
	size_t m, n;

	if (definition->bare_hash != sheet->bare_hash || !b || sheet->late ||
	    definition->kind != TABLE_DEFINITION)
		return false;
	m = strlen(a);
	n = strlen(b);
	if (m < n)
		return b[n - m - 1] == '.' && !strcasecmp(b + n - m, a);
	return (m == n || a[m - n - 1] == '.') && !strcasecmp(a + m - n, b);
}

static const struct columns *definition(const struct book *book,
					const struct sheet *sheet)
{
	struct sheet *found = book_definition(book, sheet);
	uint32_t i;

	for (i = 0; !found && i < book->sheet_count; i++)
		if (is_like(book->sheets[i], sheet))
			found = book->sheets[i];
	return found ? found->columns : NULL;
}

const struct columns *book_columns(const struct book *book,
				   const struct sheet *sheet)
{
	return sheet->columns ? sheet->columns : definition(book, sheet);
}

int64_t columns_find(const struct columns *columns, const char *name)
{
	uint32_t i;

	for (i = 0; columns && *name && i < columns->count; i++)
		if (!strcmp(columns->names[i], name))
			return i;
	return -1;
}

static const char *text_of(const struct columns *c, int64_t field, bool type)
{
	if (!c || field < 0 || field >= c->count)
		return NULL;
	return type ? c->types[field] : c->comments[field];
}

/* The same for a column whose name may differ in case. */
static const char *text_like(const struct columns *c, const char *name,
			     bool type)
{
	uint32_t i;

	for (i = 0; c && i < c->count; i++)
		if (!strcasecmp(c->names[i], name))
			return text_of(c, i, type);
	return NULL;
}

/* A column's type or comment, wherever it is told. */
static const char *told(const struct book *book, const struct sheet *sheet,
			uint32_t field, bool type)
{
	const struct columns *own = book_columns(book, sheet), *defined;
	const char *text = text_of(own, field, type);
	uint32_t i;

	if (text || !own || field >= own->count)
		return text;
	defined = definition(book, sheet);
	text = text_of(defined, columns_find(defined, own->names[field]), type);
	for (i = 0; !text && i < book->sheet_count; i++)
		if (is_like(book->sheets[i], sheet))
			text = text_like(book->sheets[i]->columns,
					 own->names[field], type);
	return text;
}

const char *book_comment(const struct book *book, const struct sheet *sheet,
			 uint32_t field)
{
	return told(book, sheet, field, false);
}

const char *book_type(const struct book *book, const struct sheet *sheet,
		      uint32_t field)
{
	return told(book, sheet, field, true);
}

struct census *book_find(const struct book *book, uint32_t sheet,
			 uint32_t field, uint32_t detector)
{
	const struct sheet *s = book->sheets[sheet];
	struct census *census = NULL;

	if (field < s->fields)
		census = s->censuses[field * detector_count + detector];
	if (!census && book->other && book->other->fields)
		census = book->other->censuses[detector];
	return census;
}

static bool has_values(const struct sheet *sheet, uint32_t field)
{
	size_t i;

	for (i = 0; i < detector_count; i++)
		if (sheet->censuses[field * detector_count + i])
			return true;
	return false;
}

/* Where the columns of `from` are in `into`; false when one is not there. */
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
	struct census *census = book_census(book, into, field, detector);

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

/* An earlier sheet of the same table that has all columns of this one. */
static bool fold_same(struct book *book, struct sheet *sheet)
{
	int64_t *map = calloc(sheet->fields ? sheet->fields : 1, sizeof(*map));
	struct sheet *into;
	bool ok = map != NULL;
	uint32_t i;

	for (i = 0; ok && !sheet->folded && i < sheet->index; i++) {
		into = book->sheets[i];
		if (into->kind != TABLE_ROWS || into->folded || !into->name ||
		    into->name_hash != sheet->name_hash ||
		    strcmp(into->name, sheet->name))
			continue;
		if (map_fields(book, into, sheet, map))
			ok = fold(book, into, sheet, map);
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
