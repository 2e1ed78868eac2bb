/*
 * Columns that each part of an asset numbers as it meets them (`late` in struct
 * table). The account's numbers stand; a part's are read by their names. See
 * book.h.
 */
#include "reports/inventory/book.h"

#include <stdlib.h>
#include <string.h>

/* The field of a column, mostly where it is in the other book, too. */
static int64_t find(const struct columns *known, uint32_t guess,
		    const char *name)
{
	if (guess < known->count && !strcmp(known->names[guess], name))
		return guess;
	return columns_find(known, name);
}

/* Defines as many columns more as there is room for, by the names of `told`
 * that have no field yet. False when memory is out. */
static bool extend(struct book *book, struct sheet *known,
		   const struct columns *told, uint32_t *fields, uint32_t more)
{
	struct columns *old = known->columns, *all;
	struct table table = { .column_count = old->count + more };
	const char **names;
	uint32_t i;

	if (book->index_bytes >= book->limits->indices)
		return true;
	names = calloc(table.column_count, sizeof(*names));
	if (!names)
		return false;
	memcpy(names, old->names, old->count * sizeof(*names));
	for (i = 0; i < told->count; i++)
		if (fields[i] >= old->count)
			names[fields[i]] = told->names[i];
	table.columns = names;
	all = columns_new(&table);
	free(names);
	if (!all)
		return false;
	known->columns = all;
	book->index_bytes += all->bytes - old->bytes;
	free(old);
	return true;
}

static bool same(const struct columns *known, const struct columns *told)
{
	uint32_t i;

	for (i = 0; i < told->count; i++)
		if (i >= known->count ||
		    strcmp(known->names[i], told->names[i]))
			return false;
	return true;
}

/* Fields beyond those that are told have no values. */
static uint32_t *map_new(const struct columns *told, const struct sheet *sheet)
{
	size_t room = told->count;

	if (room < sheet->fields)
		room = sheet->fields;
	if (room < sheet->tally_count)
		room = sheet->tally_count;
	return calloc(room + 1, sizeof(uint32_t));
}

bool book_align(struct book *book, const struct book *from,
		const struct sheet *sheet, uint32_t **map)
{
	struct sheet *told = sheet->late ? book_definition(from, sheet) : NULL;
	struct sheet *known = told ? book_definition(book, sheet) : NULL;
	uint32_t i, more = 0;
	int64_t field;

	*map = NULL;
	if (!known || !told->columns || !known->columns ||
	    same(known->columns, told->columns))
		return true;
	*map = map_new(told->columns, sheet);
	if (!*map)
		return false;
	for (i = 0; i < told->columns->count; i++) {
		field = find(known->columns, i, told->columns->names[i]);
		(*map)[i] = field >= 0 ? (uint32_t)field
				       : known->columns->count + more++;
	}
	return !more || extend(book, known, told->columns, *map, more);
}
