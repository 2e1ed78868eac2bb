/* Which row names the columns. See held_rows.h. */
#include "scanner/formats/held_rows.h"

#include <string.h>

#define DIGITS_MAX 6 /* in a name: a month, a post code, no number of anyone */

void held_start(struct held_rows *h)
{
	buffer_clear(&h->text);
	h->count = h->rows = 0;
	h->line = 0;
	h->header = -1;
}

void held_release(struct held_rows *h)
{
	buffer_release(&h->text);
}

bool held_cell(struct held_rows *h, uint32_t field, unsigned flags,
	       const unsigned char *text, size_t length)
{
	if (h->count == HEADER_CELLS || h->text.length + length > HEADER_BYTES)
		return false;
	h->cells[h->count++] = (struct held_cell){
		.offset = (uint32_t)h->text.length,
		.length = (uint32_t)length,
		.field = (uint16_t)field,
		.flags = (uint8_t)flags,
		.line = h->line,
		.row = (uint8_t)h->rows,
	};
	buffer_append(&h->text, text, length);
	return true;
}

bool held_names(const struct held_rows *h, const struct held_cell *cell)
{
	const unsigned char *text = h->text.bytes + cell->offset;
	unsigned run = 0;

	if (cell->flags & CELL_NUMBER)
		return cell->length == 4 && (!memcmp(text, "19", 2) ||
					     !memcmp(text, "20", 2));
	for (uint32_t i = 0; i < cell->length; i++) {
		run = text[i] >= '0' && text[i] <= '9' ? run + 1 : 0;
		if (run > DIGITS_MAX || text[i] == '@')
			return false;
	}
	return true;
}

/* How many names the row holds; 0 when a cell of it is none. */
static unsigned names_in(const struct held_rows *h, unsigned row)
{
	unsigned names = 0;

	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];

		if (cell->row != row || !cell->length)
			continue;
		if (!held_names(h, cell))
			return 0;
		names += !(cell->flags & CELL_NUMBER);
	}
	return names;
}

bool held_row_end(struct held_rows *h)
{
	if (h->header < 0 && names_in(h, h->rows) >= 2)
		h->header = (int)h->rows;
	h->rows++;
	return h->header >= 0 || h->rows == HEADER_ROWS;
}

/* A single column: its first row may name it. */
static void try_single(struct held_rows *h)
{
	if (h->header >= 0 || h->rows < 2 || !names_in(h, 0))
		return;
	for (unsigned i = 0; i < h->count; i++)
		if (h->cells[i].field != h->cells[0].field)
			return;
	h->header = 0;
}

bool held_named(struct held_rows *h)
{
	try_single(h);
	return h->header >= 0;
}

/* Opens the table; the names are ended by NUL in `names`. */
static int open_named(struct held_rows *h, const char *name,
		      struct composer *composer)
{
	struct table table = { .name = name };
	struct buffer names = { 0 };
	const char **columns;
	int outcome;

	for (unsigned i = 0; i < h->count; i++)
		if (h->cells[i].row == h->header &&
		    h->cells[i].field >= table.column_count)
			table.column_count = h->cells[i].field + 1u;
	columns = calloc(table.column_count, sizeof(*columns));
	for (unsigned pass = 0; columns && pass < 2; pass++) {
		/* First all names, then, as they no longer move, pointers. */
		size_t at = 0;

		for (unsigned i = 0; i < h->count; i++) {
			struct held_cell *cell = &h->cells[i];

			if (cell->row != h->header)
				continue;
			if (pass && !names.failed)
				columns[cell->field] =
					(char *)names.bytes + at;
			at += cell->length + 1;
			if (pass)
				continue;
			buffer_append(&names, h->text.bytes + cell->offset,
				      cell->length);
			buffer_byte(&names, 0);
		}
	}
	for (uint32_t i = 0; columns && i < table.column_count; i++)
		columns[i] = columns[i] ? columns[i] : "";
	table.columns = columns;
	table.column_count = columns ? table.column_count : 0;
	outcome = compose_table(composer, &table);
	buffer_release(&names);
	free(columns);
	return outcome;
}

/* Names are looked at too: a sheet without a header loses no row. */
static int compose_header(struct held_rows *h, struct composer *composer)
{
	int outcome = OUTCOME_OK;

	for (unsigned i = 0; i < h->count && outcome == OUTCOME_OK; i++) {
		struct held_cell *cell = &h->cells[i];

		if (cell->row != h->header)
			continue;
		composer->line = cell->line;
		outcome = compose_prose(composer, h->text.bytes + cell->offset,
					cell->length);
		if (outcome == OUTCOME_OK)
			outcome = compose_prose(
				composer, (const unsigned char *)"\t", 1);
	}
	return outcome;
}

int held_settle(struct held_rows *h, const char *name,
		struct composer *composer)
{
	const struct table unnamed = { .name = name };
	int outcome;

	if (held_named(h)) {
		outcome = open_named(h, name, composer);
		if (outcome == OUTCOME_OK)
			outcome = compose_header(h, composer);
	} else {
		outcome = compose_table(composer, &unnamed);
	}
	for (unsigned i = 0; i < h->count && outcome == OUTCOME_OK; i++) {
		struct held_cell *cell = &h->cells[i];

		if (cell->row == h->header)
			continue;
		composer->line = cell->line;
		outcome = compose_cell(composer, cell->field, cell->flags,
				       h->text.bytes + cell->offset,
				       cell->length);
		if (cell->row < h->rows &&
		    (i + 1 == h->count || h->cells[i + 1].row != cell->row))
			compose_row_end(composer);
	}
	return outcome;
}
