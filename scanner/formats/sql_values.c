/* Values of SQL rows. See sql_lexer.h. */
#include "scanner/formats/sql_lexer.h"

#include <string.h>

#include "scanner/formats/sql_escapes.h"

uint32_t sql_closing_quote(const struct sql *v, uint32_t at, bool *escaped)
{
	const struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;

	for (;;) {
		at = marks_next(r->marks[QUOTES], at, c->length);
		if (at == MARKS_NONE || (at + 1 == c->length &&
					 !r->stream.ended))
			return MARKS_NONE;
		if (c->text[at] == '\\' && !v->ways.backslash) {
			at++;
			continue;
		}
		if (c->text[at] == '\'' &&
		    (at + 1 == c->length || c->text[at + 1] != '\''))
			return at;
		*escaped = true;
		at += 2;
	}
}

/* A string with nothing behind it, which opens at `open`. *cut is set when
 * that cannot be told yet. */
static bool find_string(const struct sql *v, uint32_t open,
			struct sql_value *f, bool *cut)
{
	const struct chunk *c = v->rows.stream.chunk;
	uint32_t close = sql_closing_quote(v, open + 1, &f->escaped);

	f->from = open + 1;
	f->to = f->end = close;
	do {
		*cut = close == MARKS_NONE || ++f->end == c->length;
	} while (!*cut && c->text[f->end] <= ' ');
	return !*cut && (c->text[f->end] == ',' || c->text[f->end] == ')');
}

/* A number, NULL or another word. */
static bool find_word(const struct sql *v, uint32_t at, struct sql_value *f)
{
	const struct chunk *c = v->rows.stream.chunk;

	f->from = f->end = at;
	while (sql_is_word(c->text[f->end]) || c->text[f->end] == '.' ||
	       c->text[f->end] == '-' || c->text[f->end] == '+')
		f->end++;
	f->to = f->end;
	while (c->text[f->end] == ' ')
		f->end++;
	if ((c->text[f->end] != ',' && c->text[f->end] != ')') ||
	    c->text[at + 1] == 'x' || c->text[at + 1] == '-' ||
	    c->text[at] == '$')
		return false;
	f->flags = CELL_NUMBER;
	if (f->to - at == 4 && sql_word_is(c->text + at, 4, "NULL")) {
		f->to = at;
		f->flags = CELL_NULL;
	}
	return true;
}

bool sql_find_value(struct sql *v, uint32_t at, struct sql_value *f)
{
	const struct chunk *c = v->rows.stream.chunk;
	const unsigned char *text = c->text + at;
	bool cut = false;

	*f = (struct sql_value){ .from = at };
	if (text[0] == '\'' || (text[0] == 'N' && text[1] == '\'')) {
		if (find_string(v, at + (text[0] == 'N'), f, &cut))
			return true;
	} else if (find_word(v, at, f)) {
		return true;
	}
	if (cut)
		return false;
	sql_scan_from(v, SQL_VALUE, at);
	if (!sql_scan(&v->scan, c->text, c->length))
		return false;
	*f = (struct sql_value){ .from = at, .to = v->scan.at,
				 .end = v->scan.at, .composed = true };
	return true;
}

/* Copies a string without its escapes: from one mark to the next. Returns
 * the length. */
static uint32_t unescape(const struct sql *v, uint32_t from, uint32_t to,
			 unsigned char *out)
{
	const unsigned char *text = v->rows.stream.chunk->text;
	uint32_t n = 0;

	while (from < to) {
		uint32_t at = marks_next(v->rows.marks[QUOTES], from, to);
		uint32_t plain = (at == MARKS_NONE ? to : at) - from;
		bool pair;

		memcpy(out + n, text + from, plain);
		n += plain;
		from += plain;
		if (from == to)
			break;
		pair = from + 1 < to && (text[from] == '\\'
						 ? v->ways.backslash
						 : text[from + 1] == '\'');
		out[n++] = pair && text[from] == '\\'
				   ? sql_escaped(text[from + 1])
				   : text[from];
		from += pair ? 2 : 1;
	}
	return n;
}

bool sql_unescaped_cell(struct sql *v, uint32_t from, uint32_t to)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	uint32_t length;

	if (to - from > CHUNK_SIDE)
		return rows_cell(r, from, to, CELL_PIECE);
	if (to - from > CHUNK_SIDE - c->side_length)
		return false;
	length = unescape(v, from, to, c->side + c->side_length);
	return rows_side_cell(r, from, length);
}

bool sql_usual_row(struct sql *v)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	const unsigned char *text = c->text;
	uint32_t first = c->cell_count, side = c->side_length, at = r->at;
	uint16_t field = 0;

	for (r->field = 0; c->cell_count < CHUNK_CELLS - ROWS_SPARE;) {
		struct cell *cell = &c->cells[c->cell_count];
		uint32_t from = at, length;
		uint16_t flags = 0;
		bool escaped = false;

		if (text[at] == '\'') {
			at = marks_next(r->marks[QUOTES], ++from, c->length);
			if (at == MARKS_NONE)
				break;
			if (text[at] != '\'' ||
			    (text[at + 1] != ',' && text[at + 1] != ')')) {
				at = sql_closing_quote(v, from, &escaped);
				if (at == MARKS_NONE)
					break;
			}
			length = at++ - from;
		} else if ((text[at] >= '0' && text[at] <= '9') ||
			   text[at] == '-' || text[at] == 'N') {
			at = marks_next(r->marks[ENDS], at, c->length);
			if (at == MARKS_NONE || text[from + 1] == 'x' ||
			    (text[from] == 'N' &&
			     (at - from != 4 ||
			      memcmp(text + from, "NULL", 4))))
				break;
			flags = text[from] == 'N' ? CELL_NULL : 0;
			length = flags ? 0 : at - from;
		} else {
			break;
		}
		if (!escaped) {
			*cell = (struct cell){ from, length, field, flags,
					       from };
			c->cell_count++;
		} else {
			r->field = field;
			if (!sql_unescaped_cell(v, from, at - 1))
				break;
		}
		if (text[at] == ')') {
			rows_end(r);
			r->at = at + 1;
			return true;
		}
		if (text[at++] != ',' || field++ == SQL_COLUMNS_MAX)
			break;
	}
	c->cell_count = first;
	c->side_length = side;
	r->field = 0;
	return false;
}
