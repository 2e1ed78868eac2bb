/* Values of SQL rows. See sql_lexer.h. */
#include "scanner/formats/sql_lexer.h"

#include <string.h>

#include "scanner/formats/sql_escapes.h"

/* The quote that closes a string which opened before `at`; MARKS_NONE when it
 * is not in the chunk. *escaped is set when the string has escapes. */
static uint32_t closing_quote(const struct sql *v, uint32_t at, bool *escaped)
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
	uint32_t close = closing_quote(v, open + 1, &f->escaped);

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

#define BLOCK 16 /* bytes; of CHUNK_PAD */

/* Blocks, whatever stands behind the text: most pieces of strings are short. */
static inline unsigned char *copy(unsigned char *out, const unsigned char *text,
				  size_t length)
{
	for (size_t i = 0; i < length; i += BLOCK)
		memcpy(out + i, text + i, BLOCK);
	return out + length;
}

/* Copies a string without its escapes: from one mark to the next. Stops at the
 * quote that closes it, at `to` or at an escape that goes beyond, and returns
 * where; *end is set to the end of what was written. */
static uint32_t unescape(const struct sql *v, uint32_t at, uint32_t to,
			 unsigned char *out, unsigned char **end)
{
	const unsigned char *text = v->rows.stream.chunk->text;

	for (;;) {
		uint32_t from = at;

		at = marks_next(v->rows.marks[QUOTES], at, to);
		if (at == MARKS_NONE)
			at = to;
		out = copy(out, text + from, at - from);
		if (at == to)
			break;
		if (text[at] == '\\' && !v->ways.backslash) {
			*out++ = text[at++];
			continue;
		}
		if (at + 1 == to ||
		    (text[at] == '\'' && text[at + 1] != '\''))
			break;
		*out++ = text[at] == '\\' ? sql_escaped(text[at + 1]) : '\'';
		at += 2;
	}
	*end = out;
	return at;
}

bool sql_unescaped_cell(struct sql *v, uint32_t from, uint32_t to)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	unsigned char *out = c->side + c->side_length, *end;

	if (to - from > CHUNK_SIDE)
		return rows_cell(r, from, to, CELL_PIECE);
	if (to - from > CHUNK_SIDE - c->side_length)
		return false;
	unescape(v, from, to, out, &end);
	return rows_side_cell(r, from, (uint32_t)(end - out));
}

/* As rows_cell() does, but where there is room. */
static inline void put(struct cell *cell, size_t from, size_t to,
		       uint32_t field, uint16_t flags)
{
	*cell = (struct cell){
		.offset = (uint32_t)from,
		.length = (uint32_t)(to - from),
		.field = (uint16_t)field,
		.flags = flags,
		.place = (uint32_t)from,
	};
}

/* A string of a usual row with escapes in it, which opens before `at`. Returns
 * what is behind the quote that closes it; 0 when that is not there. */
static uint32_t put_escaped(const struct sql *v, uint32_t at,
			    struct cell *cell, uint32_t field)
{
	struct chunk *c = v->rows.stream.chunk;
	unsigned char *out = c->side + c->side_length, *end;
	uint32_t room = CHUNK_SIDE - c->side_length;
	uint32_t to = c->length - at < room ? c->length : at + room;

	to = unescape(v, at, to, out, &end);
	put(cell, at, at, field, CELL_SIDE);
	cell->offset = c->side_length;
	cell->length = (uint32_t)(end - out);
	c->side_length += cell->length;
	return c->text[to] == '\'' ? to + 1 : 0;
}

/* Neither 0x41 nor a comment. */
static inline bool begins_number(const unsigned char *text)
{
	return ((*text >= '0' && *text <= '9') || *text == '-') &&
	       text[1] != 'x' && text[1] != '-';
}

/* A value of a usual row: a string, a number, NULL. Returns where the comma or
 * parenthesis behind it should stand; 0 when it is none of these. */
static __attribute__((noinline)) uint32_t
put_value(const struct sql *v, uint32_t at, struct cell *cell, uint32_t field)
{
	const struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	const unsigned char *text = c->text;
	size_t to;

	if (text[at] == '\'') {
		to = marks_until(r->marks[QUOTES], ++at, c->length);
		if (text[to] != '\'' || text[to + 1] == '\'')
			return put_escaped(v, at, cell, field);
		put(cell, at, to, field, 0);
		return (uint32_t)to + 1;
	}
	if (!memcmp(text + at, "NULL", 4)) {
		put(cell, at, at, field, CELL_NULL);
		return at + 4;
	}
	if (!begins_number(text + at))
		return 0;
	to = marks_until(r->marks[ENDS], at, c->length);
	put(cell, at, to, field, 0);
	return (uint32_t)to;
}

/* Puts a usual row, from `at` on, into cells. Returns its closing parenthesis,
 * or 0. Most of a dump passes here, so most values take few instructions and
 * no call, and none waits for where the one before ended. */
static inline size_t put_row(const struct sql *v, size_t at,
			     const uint32_t **quotes, struct cell **next)
{
	const uint32_t *quote = *quotes;
	const struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	const unsigned char *text = c->text;
	const struct cell *full = c->cells + CHUNK_CELLS - ROWS_SPARE;
	struct cell *cell = *next;
	uint32_t field = 0;
	size_t to;

	if (full - cell > SQL_COLUMNS_MAX)
		full = cell + SQL_COLUMNS_MAX;
	for (; cell < full; cell++, field++, at++) {
		if (*quote == at && text[at] == '\'') {
			to = quote[1];
			if (!memcmp(text + to, "',", 2)) {
				put(cell, at + 1, to, field, 0);
				at = to + 1;
				quote += 2;
				continue;
			}
			if (!memcmp(text + to, "')", 2)) {
				put(cell, at + 1, to, field, 0);
				at = to + 1;
				quote += 2;
				break;
			}
		} else if (begins_number(text + at)) {
			to = marks_until(r->marks[ENDS], at, c->length);
			if (text[to] == ',') {
				put(cell, at, to, field, 0);
				at = to;
				continue;
			}
		}
		at = put_value(v, (uint32_t)at, cell, field);
		if (!at || text[at] != ',')
			break;
		while (*quote < at)
			quote++;
	}
	if (cell == full || !at || text[at] != ')')
		return 0;
	cell->flags |= CELL_ROW_END;
	*next = cell + 1;
	*quotes = quote;
	return at;
}

bool sql_usual_rows(struct sql *v)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	struct cell *cell = c->cells + c->cell_count;

	for (;;) {
		uint32_t side = c->side_length;
		const uint32_t *quotes = rows_list(r, QUOTES, r->at);
		size_t end = put_row(v, r->at, &quotes, &cell);

		c->cell_count = (uint32_t)(cell - c->cells);
		if (!end) {
			c->side_length = side;
			return false;
		}
		r->listed = (uint32_t)(quotes - r->list.at);
		r->at = (uint32_t)end + 1;
		if (r->at + 1 >= r->stop || memcmp(c->text + r->at, ",(", 2))
			return true;
		r->at += 2;
	}
}
