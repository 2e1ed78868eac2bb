/*
 * What stands in sheets ([MS-XLS] 2.4): cells, notes, text of shapes, headers
 * of pages, links; and the copies that a workbook keeps of others' cells.
 */
#include <string.h>

#include "scanner/base/number.h"
#include "scanner/formats/sheet_date.h"
#include "scanner/formats/xls.h"

#define HLINK_FIXED 32 /* range, class, version, flags */

static int add_loose(struct xls *w)
{
	if (!w->text.length)
		return OUTCOME_OK;
	buffer_byte(&w->text, '\n');
	return sheet_loose(&w->rows, w->text.bytes, w->text.length);
}

/* Goes to the cell that a record begins with. */
static int enter_cell(struct xls *w)
{
	uint16_t row = (uint16_t)biff_get(w->biff, 2);
	int outcome = OUTCOME_OK;

	w->column = (uint16_t)biff_get(w->biff, 2);
	w->string_next = false;
	if (row != w->row)
		outcome = sheet_row_end(&w->rows);
	if (row > w->row + 1 && outcome == OUTCOME_OK)
		outcome = sheet_row_end(&w->rows); /* rows are left out */
	w->row = row;
	return outcome;
}

/* The style of the cell: whether it shows dates. */
static bool take_style(struct xls *w)
{
	uint64_t style;

	if (w->biff->version == 2) {
		biff_pass(w->biff, 3);
		return false;
	}
	style = biff_get(w->biff, 2);
	return w->dates[style / 8] >> style % 8 & 1;
}

static int add_number(struct xls *w, double value, bool date)
{
	char text[SHEET_DATE_TEXT];
	size_t length = 0;

	if (w->biff->cut || w->chart)
		return OUTCOME_OK;
	if (date)
		length = sheet_date_write(value, w->from_1904, text);
	if (length)
		return sheet_cell(&w->rows, w->column, 0,
				  (unsigned char *)text, length);
	return sheet_number(&w->rows, w->column, value);
}

/* One that is larger than any cell may be is read as prose. */
static int add_text(struct xls *w, const unsigned char *text, size_t length)
{
	if (!length || w->chart)
		return OUTCOME_OK;
	if (length > COMPOSE_CELL_MAX)
		return sheet_loose(&w->rows, text, length);
	return sheet_cell(&w->rows, w->column, 0, text, length);
}

/* A string with its count before it: what there is of it. */
static void take_string(struct xls *w, unsigned count_bytes)
{
	buffer_clear(&w->text);
	biff_string(w->biff, biff_get(w->biff, count_bytes), &w->text);
}

/* An integer of 30 bits or the upper half of a double; hundredths of it. */
static double rk_value(uint64_t rk)
{
	uint64_t bits = (rk & ~3ull) << 32;
	double value;

	if (rk & 2)
		value = (int32_t)(uint32_t)rk >> 2;
	else
		memcpy(&value, &bits, sizeof(value));
	return rk & 1 ? value / 100 : value;
}

static int read_integer(struct xls *w)
{
	int outcome = enter_cell(w);
	bool date = take_style(w);

	return outcome == OUTCOME_OK
		       ? add_number(w, (double)biff_get(w->biff, 2),
				    date)
		       : outcome;
}

static int read_number(struct xls *w)
{
	int outcome = enter_cell(w);
	bool date = take_style(w);

	return outcome == OUTCOME_OK
		       ? add_number(w, biff_double(w->biff), date)
		       : outcome;
}

static int read_rk(struct xls *w)
{
	int outcome = enter_cell(w);
	bool date = take_style(w);

	return outcome == OUTCOME_OK
		       ? add_number(w, rk_value(biff_get(w->biff, 4)), date)
		       : outcome;
}

/* Cells beside each other; the last two bytes are the last one's column. */
static int read_many(struct xls *w)
{
	int outcome = enter_cell(w);

	while (outcome == OUTCOME_OK && biff_left(w->biff) >= 6) {
		bool date = take_style(w);

		outcome = add_number(w, rk_value(biff_get(w->biff, 4)), date);
		w->column++;
	}
	return outcome;
}

static int read_label(struct xls *w)
{
	int outcome = enter_cell(w);

	take_style(w);
	take_string(w, w->biff->version == 2 ? 1 : 2);
	return outcome == OUTCOME_OK
		       ? add_text(w, w->text.bytes, w->text.length)
		       : outcome;
}

static int read_shared(struct xls *w)
{
	int outcome = enter_cell(w);
	const unsigned char *text;
	uint64_t index;
	size_t length;

	take_style(w);
	index = biff_get(w->biff, 4);
	text = w->biff->cut ? NULL : shared_strings_get(&w->strings, index,
							&length);
	if (!text || outcome != OUTCOME_OK)
		return outcome;
	if (w->used)
		w->used[index / 8] |= (unsigned char)(1 << index % 8);
	return add_text(w, text, length);
}

/* Results that are no numbers have the upper 16 bits set, and their type in
 * the lower 8: 0 is text. */
static int read_formula(struct xls *w)
{
	int outcome = enter_cell(w);
	bool date = take_style(w);
	uint64_t bits = biff_get(w->biff, 8);
	double value;

	if (outcome != OUTCOME_OK)
		return outcome;
	memcpy(&value, &bits, sizeof(value));
	if (bits >> 48 != 0xFFFF)
		return add_number(w, value, date);
	w->string_next = !(bits & 0xFF);
	return OUTCOME_OK;
}

static int read_result(struct xls *w)
{
	if (!w->string_next)
		return OUTCOME_OK;
	w->string_next = false;
	take_string(w, w->biff->version == 2 ? 1 : 2);
	return add_text(w, w->text.bytes, w->text.length);
}

/* Of a note there is the author; the text of version 8 is a shape's. */
static int read_note(struct xls *w)
{
	biff_pass(w->biff, w->biff->version < 8 ? 4 : 8);
	take_string(w, 2);
	return add_loose(w);
}

/* The text of a shape stands in CONTINUE records. */
static int read_shape_text(struct xls *w)
{
	size_t count;

	biff_pass(w->biff, 10);
	count = biff_get(w->biff, 2);
	w->biff->at = w->biff->length;
	buffer_clear(&w->text);
	biff_characters(w->biff, count, false, &w->text);
	return add_loose(w);
}

static int read_page_text(struct xls *w)
{
	if (!w->biff->length)
		return OUTCOME_OK;
	take_string(w, w->biff->version < 8 ? 1 : 2);
	return add_loose(w);
}

/* Targets and words of a link are strings of UTF-16 among other fields. */
static int read_link(struct xls *w)
{
	biff_pass(w->biff, HLINK_FIXED);
	buffer_clear(&w->text);
	biff_wide_rest(w->biff, &w->text);
	return add_loose(w);
}

static int read_copied_string(struct xls *w)
{
	take_string(w, 2);
	return add_loose(w);
}

static int read_copied_number(struct xls *w)
{
	char text[NUMBER_TEXT];
	size_t length = number_write(biff_double(w->biff), text);

	buffer_clear(&w->text);
	buffer_append(&w->text, text, length);
	return add_loose(w);
}

/* Cells of another workbook: each with its type before it. */
static int read_foreign_cells(struct xls *w)
{
	int outcome = OUTCOME_OK;

	biff_pass(w->biff, 4);
	while (outcome == OUTCOME_OK && biff_left(w->biff)) {
		switch (biff_get(w->biff, 1)) {
		case 1:
			outcome = read_copied_number(w);
			break;
		case 2:
			outcome = read_copied_string(w);
			break;
		default:
			biff_pass(w->biff, 8);
		}
	}
	return outcome;
}

static const struct {
	uint16_t type;
	int (*read)(struct xls *);
} records[] = {
	{ 0x00FD, read_shared },	/* LABELSST */
	{ 0x027E, read_rk },		/* RK */
	{ 0x0203, read_number },	/* NUMBER */
	{ 0x00BD, read_many },		/* MULRK */
	{ 0x0204, read_label },		/* LABEL */
	{ 0x00D6, read_label },		/* RSTRING */
	{ 0x0006, read_formula },	/* FORMULA of versions 2, 5, 8 */
	{ 0x0206, read_formula },	/* of version 3 */
	{ 0x0406, read_formula },	/* of version 4 */
	{ 0x0207, read_result },	/* STRING */
	{ 0x0007, read_result },	/* STRING, in version 2 */
	{ 0x0002, read_integer },	/* INTEGER, in version 2 */
	{ 0x0003, read_number },	/* NUMBER, in version 2 */
	{ 0x0004, read_label },		/* LABEL, in version 2 */
	{ 0x001C, read_note },		/* NOTE */
	{ 0x01B6, read_shape_text },	/* TXO */
	{ 0x0014, read_page_text },	/* HEADER */
	{ 0x0015, read_page_text },	/* FOOTER */
	{ 0x01B8, read_link },		/* HLINK */
	{ 0x00CD, read_copied_string }, /* SXSTRING: a pivot table's cache */
	{ 0x00C9, read_copied_number }, /* SXNUM */
	{ 0x005A, read_foreign_cells }, /* CRN */
};

int xls_read_cells(struct xls *w)
{
	for (size_t i = 0; i < sizeof(records) / sizeof(*records); i++)
		if (records[i].type == w->biff->type)
			return records[i].read(w);
	return OUTCOME_OK;
}
