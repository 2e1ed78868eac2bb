/* From tallies to columns. See catalogue.h. */
#include "reports/inventory/catalogue.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "detectors/labels.h"

/* Columns that a sheet of rows has at most. */
static uint32_t width_of(const struct book *book, const struct sheet *sheet)
{
	const struct columns *names = book_columns(book, sheet);
	uint32_t width = names && !sheet->folded ? names->count : 0;

	return width > sheet->tally_count ? width : sheet->tally_count;
}

static void add_label(struct column *column)
{
	struct field_label label = label_field(column->name, column->comment);

	column->means = label.means | label.weak;
	if (label.token >= 0 && column->means)
		column->label = label_text(label.token);
}

static void add_tally(struct column *column, const struct tally *tally)
{
	struct estimate distinct = sketch_count(&tally->distinct, 0, 0);
	int i;

	column->filled = tally->filled;
	column->blanks = tally->blanks;
	column->bytes = tally->bytes;
	column->shortest = tally->filled ? tally->shortest : 0;
	column->longest = tally->longest;
	for (i = 0; i < SHAPE_COUNT; i++) {
		column->shapes[i] = tally->shapes[i];
		column->looked += tally->shapes[i];
	}
	column->distinct = (uint64_t)llround(distinct.value);
	if (distinct.value > 0)
		column->distinct_error = distinct.error / distinct.value;
	column->distinct_most = tally_most(tally);
	column->in_series = tally->series.count;
	column->near = tally->series.near;
}

static bool is_told(const struct book *book, const struct sheet *sheet,
		    uint32_t field)
{
	const struct columns *names = book_columns(book, sheet);

	if (!sheet->folded && names && field < names->count)
		return true;
	return field < sheet->tally_count && (sheet->tallies[field].filled ||
					      sheet->tallies[field].blanks);
}

/* Field `field` of a sheet of rows. */
static void take(struct catalogue *all, const struct book *book,
		 const struct sheet *sheet, uint32_t field)
{
	const struct columns *names = book_columns(book, sheet);
	const struct sheet *whole = sheet->folded ? sheet->folded : sheet;
	struct column *column = &all->columns[all->count];
	char *unnamed = all->unnamed[all->count];
	uint64_t cells;

	*column = (struct column){
		.table = sheet->name, .index = (int)field,
		.comment = book_comment(book, sheet, field),
		.type = book_type(book, sheet, field), .rows = whole->rows,
	};
	if (names && field < names->count && *names->names[field])
		column->name = names->names[field];
	if (sheet->other)
		column->name = BOOK_OTHER_COLUMNS;
	else
		add_label(column);
	if (!column->name) {
		snprintf(unnamed, sizeof(*all->unnamed), "#%u", field + 1);
		column->name = unnamed;
	}
	if (field < sheet->tally_count)
		add_tally(column, &sheet->tallies[field]);
	cells = column->filled + column->blanks;
	if (cells < column->rows && !sheet->other)
		column->nulls = column->rows - cells;
	all->count++;
}

static int compare(const void *a, const void *b)
{
	const struct column *x = a, *y = b;
	int order;

	if (!x->table != !y->table)
		return x->table ? 1 : -1;
	order = x->table ? strcmp(x->table, y->table) : 0;
	if (!order)
		order = x->index - y->index;
	return order ? order : (x->number > y->number) -
				       (x->number < y->number);
}

static void sort(struct catalogue *all)
{
	size_t i;

	for (i = 0; i < all->count; i++)
		all->columns[i].number = (uint32_t)i;
	if (all->count)
		qsort(all->columns, all->count, sizeof(*all->columns),
		      compare);
}

/* The columns from `from` to before the one that is returned are those of a
 * table of that name; there may be none. */
static size_t find_table(const struct catalogue *all, const char *name,
			 size_t *from)
{
	size_t low = 0, high = all->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (!all->columns[middle].table ||
		    strcmp(all->columns[middle].table, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (*from = low; low < all->count; low++)
		if (strcmp(all->columns[low].table, name))
			break;
	return low;
}

/* Columns of a definition that none of its table's rows has, in any case;
 * `rows` is sorted and holds the columns of all rows. */
static void take_defined(struct catalogue *all, const struct catalogue *rows,
			 const struct book *book,
			 const struct sheet *definition)
{
	const struct columns *names = definition->columns;
	const char *table = book_defined(book, definition);
	size_t from, to = find_table(rows, table, &from), k;
	int next = to > from ? rows->columns[to - 1].index + 1 : 0;
	struct column *column;
	uint32_t i;

	for (i = 0; names && i < names->count; i++) {
		for (k = from; k < to; k++)
			if (!strcasecmp(rows->columns[k].name,
					names->names[i]))
				break;
		if (k < to)
			continue;
		column = &all->columns[all->count++];
		*column = (struct column){
			.table = table, .name = names->names[i],
			.comment = names->comments[i],
			.type = names->types[i], .index = next++,
			.rows = to > from ? rows->columns[from].rows : 0,
		};
		column->nulls = column->rows;
		add_label(column);
	}
}

static bool reserve(struct catalogue *all, const struct book *book)
{
	const struct sheet *sheet;
	size_t i, room = 0;

	for (i = 0; i < book->sheet_count; i++) {
		sheet = book->sheets[i];
		if (sheet->kind != TABLE_PROSE)
			room += width_of(book, sheet);
	}
	if (!room)
		return true;
	all->columns = calloc(room, sizeof(*all->columns));
	all->unnamed = calloc(room, sizeof(*all->unnamed));
	return all->columns && all->unnamed;
}

bool catalogue_take(struct catalogue *all, const struct book *book,
		    const char *path)
{
	const struct sheet *sheet;
	struct catalogue rows;
	uint32_t i, field;

	*all = (struct catalogue){ 0 };
	if (!reserve(all, book))
		return false;
	for (i = 0; i < book->sheet_count; i++) {
		sheet = book->sheets[i];
		for (field = 0; sheet->kind == TABLE_ROWS &&
				field < width_of(book, sheet); field++)
			if (is_told(book, sheet, field))
				take(all, book, sheet, field);
	}
	sort(all);
	rows = *all;
	for (i = 0; i < book->sheet_count; i++)
		if (book->sheets[i]->kind == TABLE_DEFINITION &&
		    book->sheets[i]->name)
			take_defined(all, &rows, book, book->sheets[i]);
	sort(all);
	for (i = 0; i < all->count; i++) {
		all->columns[i].number = i;
		all->columns[i].path = path;
	}
	return true;
}

void catalogue_release(struct catalogue *all)
{
	free(all->columns);
	free(all->unnamed);
}
