/* Tables in documents. See passage_table.h. */
#include "scanner/formats/passage_table.h"

#include <string.h>

#define COLUMNS_JUDGED 64
#define BOXES 5 /* as many make a number written into boxes */
#define COPIES_MAX 64 /* of a cell: more say nothing new */

bool passage_table_open(struct passage_table *t, struct xml_attribute name,
			bool sheet)
{
	struct package *p = t->package;

	if (sheet && !t->rows)
		t->rows = calloc(1, sizeof(*t->rows));
	if (!sheet && !t->held)
		t->held = calloc(1, sizeof(*t->held));
	if (sheet ? !t->rows : !t->held)
		return package_went_on(
			p, problem_set(p->archive->x->problem, OUTCOME_FAILED,
				       REASON_MEMORY, "no memory for a table"));
	buffer_clear(&t->name);
	if (name.length)
		xml_value(&t->name, name);
	else
		buffer_format(&t->name, "table %u", ++p->tables);
	if (sheet) {
		p->prose = false;
		sheet_start(t->rows, &p->composer, buffer_string(&t->name));
	} else {
		held_start(t->held);
	}
	t->open = true;
	t->sheet = sheet;
	t->use = USE_HELD;
	t->in_cell = t->row_used = t->overflowed = false;
	return true;
}

void passage_table_row(struct passage_table *t)
{
	t->column = 0;
	t->row_used = false;
}

void passage_table_cell(struct passage_table *t, uint32_t span,
			uint32_t copies)
{
	buffer_clear(&t->cell);
	t->in_cell = true;
	t->number = t->overflowed = false;
	t->span = span;
	t->copies = copies < COPIES_MAX ? copies : COPIES_MAX;
}

static bool is_label(const struct passage_table *t,
		     const struct held_cell *cell)
{
	struct emitter *out = t->package->archive->x->out;
	char text[64];

	if (!cell || !out->label || cell->length >= sizeof(text))
		return false;
	memcpy(text, t->held->text.bytes + cell->offset, cell->length);
	text[cell->length] = 0;
	return out->label(text);
}

/* The first columns of what is held. */
struct columns {
	struct column {
		const struct held_cell *header;
		unsigned words, values; /* cells below it */
	} at[COLUMNS_JUDGED];
};

static void look_at_columns(const struct held_rows *h, struct columns *columns)
{
	*columns = (struct columns){ 0 };
	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];
		struct column *column;

		if (cell->field >= COLUMNS_JUDGED || cell->row < h->header)
			continue;
		column = &columns->at[cell->field];
		if (cell->row == h->header)
			column->header = cell;
		else if (held_names(h, cell))
			column->words++;
		else
			column->values++;
	}
}

/* How many values have a label above them, or in the cell before them; how
 * many stand in columns of words; the most boxes beside each other. */
struct votes {
	unsigned above, beside, values, mixed, boxes, below;
};

/* The cell and the one before it in the row hold one character each. */
static bool boxed_with(const struct held_cell *cell, unsigned index)
{
	return index && cell->length == 1 && cell[-1].length == 1 &&
	       cell->row == cell[-1].row;
}

static struct votes take_votes(const struct passage_table *t)
{
	const struct held_rows *h = t->held;
	struct votes votes = { 0 };
	struct columns columns;
	unsigned boxes = 0;

	look_at_columns(h, &columns);
	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];
		const struct column *column;

		boxes = boxed_with(cell, i) ? boxes + 1 : 1;
		votes.boxes = boxes > votes.boxes ? boxes : votes.boxes;
		votes.below += cell->row > h->header;
		if (cell->field >= COLUMNS_JUDGED || cell->row <= h->header ||
		    held_names(h, cell))
			continue;
		column = &columns.at[cell->field];
		votes.values++;
		votes.mixed += column->words > column->values;
		votes.above += is_label(t, column->header);
		if (i && cell[-1].row == cell->row && held_names(h, cell - 1))
			votes.beside += is_label(t, cell - 1);
	}
	return votes;
}

/* Rows before the header hold one cell, a title. */
static bool header_leads(const struct held_rows *h)
{
	for (unsigned i = 1; i < h->count; i++)
		if (h->cells[i].row < h->header &&
		    h->cells[i].row == h->cells[i - 1].row)
			return false;
	return true;
}

/* Whether the table is one of records. */
static bool has_fields(struct passage_table *t)
{
	struct held_rows *h = t->held;
	struct votes votes;

	if (!header_leads(h))
		h->header = -1;
	votes = take_votes(t);
	if (!votes.below || votes.boxes >= BOXES)
		return false;
	if (votes.above || votes.beside)
		return votes.above >= votes.beside;
	if (h->header < 0)
		return votes.values > 2 && !votes.mixed;
	return !votes.mixed;
}

/* A cell of a line. Boxes that hold a character each are one number. */
static bool line_cell(struct passage_table *t, const unsigned char *text,
		      size_t length)
{
	static const unsigned char colon[] = ": ";
	bool box = length == 1 && text[0] < 0x80;

	if (t->row_used && !(box && t->boxed) &&
	    !package_prose(t->package, colon, 2))
		return false;
	t->row_used = true;
	t->boxed = box;
	return package_prose(t->package, text, length);
}

static bool line_end(struct passage_table *t)
{
	t->row_used = t->boxed = false;
	return package_prose(t->package, (const unsigned char *)"\n", 1);
}

static bool settle_lines(struct passage_table *t)
{
	const struct held_rows *h = t->held;

	t->use = USE_LINES;
	t->row_used = t->boxed = false;
	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];

		if (!line_cell(t, h->text.bytes + cell->offset, cell->length))
			return false;
		if (cell->row < h->rows &&
		    (i + 1 == h->count || cell[1].row != cell->row) &&
		    !line_end(t))
			return false;
	}
	return true;
}

static bool settle(struct passage_table *t)
{
	struct package *p = t->package;
	bool used = t->row_used;
	bool going;

	if (!has_fields(t)) {
		going = settle_lines(t);
	} else {
		t->use = USE_FIELDS;
		p->prose = false;
		going = package_went_on(p, held_settle(t->held,
						       buffer_string(&t->name),
						       &p->composer));
	}
	t->row_used = used;
	return going;
}

static bool add_cell(struct passage_table *t, const unsigned char *text,
		     size_t length)
{
	unsigned flags = t->number ? CELL_NUMBER : 0;
	uint32_t column = t->column < TABLE_COLUMNS_MAX ? t->column
							: TABLE_COLUMNS_MAX - 1;

	if (t->sheet)
		return package_went_on(t->package,
				       sheet_cell(t->rows, column, flags, text,
						  length));
	if (t->use == USE_HELD) {
		t->row_used = true;
		if (held_cell(t->held, column, flags, text, length))
			return true;
		if (!settle(t))
			return false;
	}
	if (t->use == USE_LINES)
		return line_cell(t, text, length);
	t->row_used = true;
	return package_went_on(t->package,
			       compose_cell(&t->package->composer, column,
					    flags, text, length));
}

bool passage_table_cell_end(struct passage_table *t)
{
	uint32_t behind = t->column + t->span;
	bool going = true;

	if (!t->in_cell)
		return true;
	t->in_cell = false;
	while (t->cell.length &&
	       strchr(" \n", t->cell.bytes[t->cell.length - 1]))
		t->cell.length--;
	for (; t->cell.length && t->copies && going; t->copies--, t->column++)
		going = add_cell(t, t->cell.bytes, t->cell.length);
	t->column = behind < TABLE_COLUMNS_MAX ? behind : TABLE_COLUMNS_MAX;
	return going;
}

bool passage_table_row_end(struct passage_table *t)
{
	bool used = t->row_used;

	if (t->sheet)
		return package_went_on(t->package, sheet_row_end(t->rows));
	t->row_used = false;
	if (!used)
		return true;
	if (t->use == USE_LINES)
		return line_end(t);
	if (t->use == USE_FIELDS) {
		compose_row_end(&t->package->composer);
		return true;
	}
	if (held_row_end(t->held) && t->held->rows >= HEADER_ROWS)
		return settle(t);
	return true;
}

bool passage_table_loose(struct passage_table *t, const unsigned char *text,
			 size_t length)
{
	struct package *p = t->package;

	if (t->open && t->sheet)
		return package_went_on(p, sheet_loose(t->rows, text, length));
	if (t->open && t->use == USE_HELD && !settle(t))
		return false;
	if (!t->open || t->use == USE_LINES)
		return package_prose(p, text, length);
	return package_went_on(p, compose_prose(&p->composer, text, length));
}

static bool sheet_close(struct passage_table *t)
{
	bool going = passage_table_cell_end(t);

	t->open = false;
	return going && package_went_on(t->package, sheet_end(t->rows));
}

bool passage_table_end(struct passage_table *t)
{
	if (!t->open)
		return true;
	if (t->sheet)
		return sheet_close(t);
	if (!passage_table_cell_end(t) || !passage_table_row_end(t) ||
	    (t->use == USE_HELD && t->held->count && !settle(t)))
		return false;
	t->open = false;
	return package_went_on(t->package,
			       compose_flush(&t->package->composer));
}

void passage_table_release(struct passage_table *t)
{
	package_release(t->package, &t->name);
	package_release(t->package, &t->cell);
	if (t->held)
		held_release(t->held);
	if (t->rows)
		sheet_release(t->rows);
	free(t->held);
	free(t->rows);
}
