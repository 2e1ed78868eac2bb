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
	h->grouped = false;
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

bool held_tells(const unsigned char *text, size_t length)
{
	for (size_t i = 1; i + 1 < length && !strchr("([", text[i]); i++)
		if ((i + 3 < length && !memcmp(text + i, "：", 3)) ||
		    (text[i] == ':' && (text[i - 1] >= 0x80 ||
					text[i + 1] == ' ')))
			return true;
	return false;
}

static bool cell_tells(const struct held_rows *h, const struct held_cell *cell)
{
	return held_tells(h->text.bytes + cell->offset, cell->length);
}

/* Half of its cells do. */
static bool row_tells(const struct held_rows *h, unsigned row)
{
	unsigned telling = 0;

	for (unsigned i = 0; i < h->count; i++)
		telling += h->cells[i].row == row &&
			   cell_tells(h, &h->cells[i]);
	return telling && telling * 2 >= held_filled(h, (int)row);
}

unsigned held_names_in(const struct held_rows *h, unsigned row)
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
	return row_tells(h, row) ? 0 : names;
}

static const struct held_cell *cell_at(const struct held_rows *h, unsigned row,
				       unsigned field)
{
	for (unsigned i = 0; i < h->count; i++)
		if (h->cells[i].row == row && h->cells[i].field == field &&
		    h->cells[i].length)
			return &h->cells[i];
	return NULL;
}

/* The row behind the header names columns that have no name there: those are
 * names of groups. */
static bool completes(const struct held_rows *h, unsigned row)
{
	if (held_names_in(h, row) < 2)
		return false;
	for (unsigned i = 0; i < h->count; i++)
		if (h->cells[i].row == row && h->cells[i].length &&
		    !cell_at(h, row - 1, h->cells[i].field))
			return true;
	return false;
}

/* Values stand below its words. */
static bool is_unlike(const struct held_rows *h, unsigned row)
{
	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];

		if (cell->row == row + 1 && cell->length &&
		    (cell->flags & CELL_NUMBER || !held_names(h, cell)) &&
		    cell_at(h, row, cell->field))
			return true;
	}
	return false;
}

/* Nothing but titles so far: one cell in a row, or what they tell. */
static bool holds_titles(const struct held_rows *h)
{
	for (unsigned row = 0; row < h->rows; row++)
		if (held_filled(h, (int)row) > 1 && !row_tells(h, row))
			return false;
	return true;
}

bool held_row_end(struct held_rows *h)
{
	unsigned row = h->rows++;

	if (h->header < 0) {
		if (held_names_in(h, row) >= 2)
			h->header = (int)row;
		return h->header < 0 && h->rows >= HEADER_ROWS &&
		       (h->rows >= HEADER_ROWS_BELOW_TITLES ||
			!holds_titles(h));
	}
	if ((int)row == h->header + 1)
		return !completes(h, row);
	if ((int)row == h->header + 2)
		h->grouped = completes(h, row - 1) && is_unlike(h, row - 1);
	return true;
}

/* A single column: its first row may name it. */
static void try_single(struct held_rows *h)
{
	if (h->header >= 0 || h->rows < 2 || !held_names_in(h, 0))
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

bool held_heads(const struct held_rows *h, const struct held_cell *cell)
{
	return h->header >= 0 && (cell->row == h->header ||
				  (h->grouped && cell->row == h->header + 1));
}

unsigned held_filled(const struct held_rows *h, int row)
{
	unsigned cells = 0;

	for (unsigned i = 0; i < h->count; i++)
		cells += h->cells[i].row == row && h->cells[i].length;
	return cells;
}

bool held_is_title(const struct held_rows *h)
{
	const struct held_cell *last = &h->cells[h->count - 1];

	return held_filled(h, last->row) == 1 && held_names(h, last);
}

/* In a row above the names that has few cells, or none of its own. */
static bool is_title(const struct held_rows *h, const struct held_cell *cell)
{
	return cell->row < h->header &&
	       (held_filled(h, cell->row) * 2 <= held_filled(h, h->header) ||
		row_tells(h, cell->row));
}

/* Names of columns and, behind them, comments: what their groups are called. */
struct titles {
	struct buffer text; /* C strings, of which the first is "" */
	uint32_t *at;	    /* in it */
	const char **pointers;
	uint32_t count; /* columns */
};

static void add_title(struct titles *t, uint32_t index,
		      const struct held_rows *h, const struct held_cell *cell)
{
	t->at[index] = (uint32_t)t->text.length;
	buffer_append(&t->text, h->text.bytes + cell->offset, cell->length);
	buffer_byte(&t->text, 0);
}

/* A column has the lower name, or the only one. */
static void add_titles(struct titles *t, const struct held_rows *h)
{
	unsigned header = (unsigned)h->header;
	const struct held_cell *group = NULL, *upper, *lower;

	buffer_byte(&t->text, 0);
	for (uint32_t i = 0; i < t->count; i++) {
		upper = cell_at(h, header, i);
		lower = h->grouped ? cell_at(h, header + 1, i) : NULL;
		group = upper ? upper : group;
		if (lower || upper)
			add_title(t, i, h, lower ? lower : upper);
		if (lower && group)
			add_title(t, t->count + i, h, group);
	}
}

int held_open(struct held_rows *h, const char *name, struct emitter *out)
{
	struct table table = { .name = name };
	struct titles t = { .count = 0 };
	int outcome;

	for (unsigned i = 0; i < h->count; i++)
		if (held_heads(h, &h->cells[i]) && h->cells[i].field >= t.count)
			t.count = h->cells[i].field + 1u;
	t.at = calloc(2 * t.count, sizeof(*t.at));
	t.pointers = calloc(2 * t.count, sizeof(*t.pointers));
	if (t.at && t.pointers)
		add_titles(&t, h);
	if (t.text.length && !t.text.failed) {
		for (uint32_t i = 0; i < 2 * t.count; i++)
			t.pointers[i] = (char *)t.text.bytes + t.at[i];
		table.columns = t.pointers;
		table.column_count = t.count;
		table.comments = h->grouped ? t.pointers + t.count : NULL;
	}
	outcome = out->table(out, &table);
	buffer_release(&t.text);
	free(t.at);
	free(t.pointers);
	return outcome;
}

/* Titles, and names: a sheet without a header loses no row. */
static int compose_words(struct held_rows *h, struct composer *composer)
{
	int outcome = OUTCOME_OK;

	for (unsigned i = 0; i < h->count && outcome == OUTCOME_OK; i++) {
		struct held_cell *cell = &h->cells[i];
		bool title = is_title(h, cell);
		bool last = i + 1 == h->count || cell[1].row != cell->row;

		if (!title && !held_heads(h, cell))
			continue;
		composer->line = cell->line;
		outcome = compose_prose(composer, h->text.bytes + cell->offset,
					cell->length);
		if (outcome == OUTCOME_OK)
			outcome = compose_prose(
				composer, (const unsigned char *)
					(title && last ? "\n" : "\t"), 1);
	}
	return outcome;
}

int held_compose(struct held_rows *h, struct composer *composer)
{
	int outcome = compose_words(h, composer);

	for (unsigned i = 0; i < h->count && outcome == OUTCOME_OK; i++) {
		struct held_cell *cell = &h->cells[i];

		if (held_heads(h, cell) || is_title(h, cell))
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

int held_settle(struct held_rows *h, const char *name,
		struct composer *composer)
{
	const struct table unnamed = { .name = name };
	int outcome = compose_flush(composer);

	if (outcome == OUTCOME_OK)
		outcome = held_named(h)
				  ? held_open(h, name, composer->out)
				  : compose_table(composer, &unnamed);
	return outcome == OUTCOME_OK ? held_compose(h, composer) : outcome;
}
