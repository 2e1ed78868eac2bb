/*
 * A sheet (ECMA-376 part 1, 18.3): rows of cells as they are stored, which
 * is not always as they are shown. What else the part says, headers of pages
 * and messages for instance, is prose.
 */
#include <string.h>

#include "scanner/base/number.h"
#include "scanner/formats/ooxml.h"
#include "scanner/formats/sheet_date.h"
#include "scanner/formats/sheet_rows.h"
#include "scanner/formats/xlsx.h"

#define COLUMNS_MAX 16384 /* XFD */
#define FORMULA_MAX (64 * 1024)

enum kind {
	KIND_NUMBER, /* t="n", or none */
	KIND_SHARED, /* t="s": an index */
	KIND_TEXT,   /* t="str", "inlineStr", "d": as written */
	KIND_OTHER,  /* t="b", "e": nothing of interest */
};

enum where { ELSEWHERE, IN_VALUE, IN_FORMULA };

struct sheet {
	struct package *package;
	const struct xlsx *xlsx;
	bool date; /* the cell's style shows one */
	struct sheet_rows rows;
	bool in_cell, phonetic;
	enum where where;
	enum kind kind;
	uint32_t column; /* of the cell */
	uint32_t next_column;
	uint64_t row; /* from 1 */
	struct buffer value, formula;
};

/* "BC12" is column 54. A cell without a reference follows the last one. */
static uint32_t column_of(const struct sheet *s, struct xml_attribute r)
{
	uint32_t column = 0;

	for (size_t i = 0; i < r.length && column <= COLUMNS_MAX; i++) {
		unsigned char c = r.value[i] & ~0x20;

		if (c < 'A' || c > 'Z')
			break;
		column = column * 26 + (c - 'A' + 1u);
	}
	if (!column)
		return s->next_column < COLUMNS_MAX ? s->next_column
						    : COLUMNS_MAX - 1;
	return column <= COLUMNS_MAX ? column - 1 : COLUMNS_MAX - 1;
}

static bool is(struct xml_attribute a, const char *text)
{
	return a.value && a.length == strlen(text) &&
	       !memcmp(a.value, text, a.length);
}

static enum kind kind_of(struct xml_attribute t)
{
	if (!t.value || is(t, "n"))
		return KIND_NUMBER;
	if (is(t, "s"))
		return KIND_SHARED;
	return is(t, "b") || is(t, "e") ? KIND_OTHER : KIND_TEXT;
}

static bool add_loose(struct sheet *s, const unsigned char *text, size_t length)
{
	return package_went_on(s->package,
			       sheet_loose(&s->rows, text, length));
}

/* Rows without cells may be left out. */
static bool row_begin(struct sheet *s, struct xml_attribute r)
{
	uint64_t row = 0, before = s->row;

	for (size_t i = 0; i < r.length && row <= UINT32_MAX; i++)
		row = row * 10 + (unsigned char)r.value[i] - '0';
	s->row = row > before ? row : before + 1;
	return s->row == before + 1 ||
	       package_went_on(s->package, sheet_row_end(&s->rows));
}

static bool on_open(void *context, const struct xml_element *element)
{
	struct sheet *s = context;
	const char *name = element->name;

	if (!strcmp(name, "c")) {
		s->in_cell = true;
		s->phonetic = false;
		s->kind = kind_of(xml_find(element, "t"));
		s->date = xlsx_is_date(s->xlsx, xml_find(element, "s"));
		s->column = column_of(s, xml_find(element, "r"));
		s->next_column = s->column + 1;
		buffer_clear(&s->value);
		buffer_clear(&s->formula);
	} else if (!strcmp(name, "row")) {
		s->next_column = 0;
		if (!row_begin(s, xml_find(element, "r")))
			return false;
	} else if (!s->in_cell) {
		passages_attributes(&s->rows.loose, &dialect_ooxml, element);
	} else if (!strcmp(name, "rPh")) {
		s->phonetic = true;
	}
	s->where = ELSEWHERE;
	if (!s->in_cell || s->phonetic)
		return true;
	if (!strcmp(name, "v") || !strcmp(name, "t"))
		s->where = IN_VALUE;
	else if (!strcmp(name, "f"))
		s->where = IN_FORMULA;
	return true;
}

static bool blank(const unsigned char *text, size_t length)
{
	while (length && (*text == ' ' || (*text >= 9 && *text <= 13))) {
		text++;
		length--;
	}
	return !length;
}

static bool on_text(void *context, const unsigned char *text, size_t length)
{
	struct sheet *s = context;

	if (s->in_cell && s->where == IN_VALUE) {
		/* Larger than any cell may be: prose. */
		if (s->value.length + length <= COMPOSE_CELL_MAX) {
			buffer_append(&s->value, text, length);
			return true;
		}
		buffer_append(&s->rows.loose, s->value.bytes,
			      s->value.length);
		buffer_clear(&s->value);
		return add_loose(s, text, length);
	}
	if (s->in_cell && s->where == IN_FORMULA) {
		if (s->formula.length < FORMULA_MAX)
			buffer_append(&s->formula, text, length);
		return true;
	}
	return s->in_cell || blank(text, length) || add_loose(s, text, length);
}

static bool add_cell(struct sheet *s, unsigned flags, const unsigned char *text,
		     size_t length)
{
	return package_went_on(s->package, sheet_cell(&s->rows, s->column,
						      flags, text, length));
}

static bool shared_cell(struct sheet *s)
{
	const unsigned char *text;
	uint64_t index = 0;
	size_t length;

	for (size_t i = 0; i < s->value.length; i++) {
		unsigned char c = s->value.bytes[i];

		if (c < '0' || c > '9' || index > UINT32_MAX)
			return true;
		index = index * 10 + (c - '0');
	}
	text = shared_strings_get(&s->xlsx->strings, index, &length);
	return !text || !length || add_cell(s, 0, text, length);
}

/* A number as it is meant: a date, or all digits. */
static bool number_cell(struct sheet *s)
{
	char digits[NUMBER_DIGITS], date[SHEET_DATE_TEXT];
	size_t length = 0;

	if (s->date)
		length = sheet_date_write(strtod(buffer_string(&s->value),
						 NULL),
					  s->xlsx->from_1904, date);
	if (length)
		return add_cell(s, 0, (unsigned char *)date, length);
	length = number_digits(s->value.bytes, s->value.length, digits);
	if (length)
		return add_cell(s, CELL_NUMBER, (unsigned char *)digits,
				length);
	return add_cell(s, CELL_NUMBER, s->value.bytes, s->value.length);
}

static bool cell_end(struct sheet *s)
{

	s->in_cell = false;
	/* A formula's literals may be values of their own. */
	if (s->formula.length &&
	    memchr(s->formula.bytes, '"', s->formula.length)) {
		buffer_byte(&s->formula, '\n');
		if (!add_loose(s, s->formula.bytes, s->formula.length))
			return false;
	}
	if (!s->value.length || s->kind == KIND_OTHER)
		return true;
	if (s->kind == KIND_SHARED)
		return shared_cell(s);
	if (s->kind == KIND_TEXT)
		return add_cell(s, 0, s->value.bytes, s->value.length);
	return number_cell(s);
}

static bool on_close(void *context, const char *name)
{
	struct sheet *s = context;

	s->where = ELSEWHERE;
	if (!strcmp(name, "c"))
		return cell_end(s);
	if (!strcmp(name, "row"))
		return package_went_on(s->package, sheet_row_end(&s->rows));
	if (!strcmp(name, "rPh"))
		s->phonetic = false;
	if (!s->in_cell && s->rows.loose.length &&
	    s->rows.loose.bytes[s->rows.loose.length - 1] != '\n')
		return add_loose(s, (const unsigned char *)"\n", 1);
	return true;
}

/* What a damaged part leaves open counts as well. */
static bool conclude(struct sheet *s)
{
	return (!s->in_cell || cell_end(s)) &&
	       package_went_on(s->package, sheet_end(&s->rows));
}

bool xlsx_read_sheet(struct xlsx *x, uint64_t index, const char *name)
{
	static const struct xml_events events = { on_open, on_close, on_text };
	struct package *p = &x->package;
	struct sheet *s = calloc(1, sizeof(*s));
	bool going;

	if (!s)
		return package_went_on(
			p, problem_set(p->archive->x->problem, OUTCOME_FAILED,
				       REASON_MEMORY, "xlsx: no memory"));
	p->prose = false;
	s->package = p;
	s->xlsx = x;
	sheet_start(&s->rows, &p->composer, name);
	going = package_part(p, index, &events, s) && conclude(s);
	package_release(p, &s->value);
	package_release(p, &s->formula);
	package_release(p, &s->rows.loose);
	sheet_release(&s->rows);
	free(s);
	return going;
}
