/* Strings, numbers and words of JSON. See json.h. */
#include "scanner/formats/json.h"

#include <string.h>

#include "scanner/base/number.h"

/* Right in the array of a table each value is a row. */
static void value_end(struct json *v)
{
	json_top(v)->count++;
	v->expect = JSON_AFTER;
	if (v->row_depth && v->depth < v->row_depth)
		json_row_end(v);
}

/* Adds a cell to the row at hand. False: there is no room beside the block. */
static bool add_cell(struct json *v, uint32_t from, uint32_t to, bool escaped,
		     unsigned flags)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	bool utf8 = c->charset == CHARSET_ASCII || c->charset == CHARSET_UTF8;
	unsigned char *side = c->side + c->side_length;

	r->field = json_field(v);
	v->row_used = true;
	if (!escaped || to - from > CHUNK_SIDE)
		return rows_cell(r, from, to,
				 flags | (escaped ? CELL_PIECE : 0));
	if (to - from > CHUNK_SIDE - c->side_length)
		return false;
	return rows_side_cell(
		r, from,
		(uint32_t)json_unescape(c->text + from, to - from, utf8,
					side));
}

/* 1.1E+17: its digits. */
static bool add_exponent(struct json *v, uint32_t from, uint32_t to)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	char digits[NUMBER_DIGITS];
	size_t length = number_digits(c->text + from, to - from, digits);

	if (!length)
		return add_cell(v, from, to, false, CELL_NUMBER);
	if (length > CHUNK_SIDE - c->side_length)
		return false;
	r->field = json_field(v);
	v->row_used = true;
	memcpy(c->side + c->side_length, digits, length);
	rows_side_cell(r, from, (uint32_t)length);
	c->cells[c->cell_count - 1].flags |= CELL_NUMBER;
	return true;
}

/* Goes on in the string at *at. True when that is the quote that closes it;
 * false: where to go on when there is more. */
static bool closing_quote(const struct json *v, uint32_t *at, bool *escaped)
{
	const struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;

	for (;;) {
		uint32_t mark = marks_next(r->marks[JSON_QUOTES], *at,
					   c->length);

		*at = mark == MARKS_NONE ? c->length : mark;
		if (mark == MARKS_NONE)
			return false;
		if (c->text[mark] == '"')
			return true;
		if (mark + 1 == c->length)
			return false;
		*escaped = true;
		*at += 2;
	}
}

uint32_t json_scalar_end(const struct json *v, uint32_t at)
{
	const struct chunk *c = v->rows.stream.chunk;
	uint32_t to = at + 1;
	bool escaped;

	if (c->text[at] == '"')
		return closing_quote(v, &to, &escaped) ? to + 1 : at;
	for (to = at; to < c->length && json_is_bare(c->text[to]); to++)
		;
	return to;
}

#define LIST_MIN 8 /* values that make a table; points have fewer numbers */

/* An array of values, at the first one of which we are, goes on for long. */
static bool is_list(struct json *v)
{
	const struct chunk *c = v->rows.stream.chunk;
	uint32_t at = v->rows.at;

	for (unsigned i = 0; i < LIST_MIN; i++) {
		uint32_t from = at;

		at = json_scalar_end(v, from);
		if (at == from)
			return false;
		at = json_skip_space(c, at);
		if (at >= c->length || c->text[at] != ',')
			return false;
		at = json_skip_space(c, at + 1);
	}
	return true;
}

/* A string that is cut off by the end. */
static int cut_string(struct json *v)
{
	struct rows *r = &v->rows;
	uint32_t end = r->stream.chunk->length;

	if (!v->text && v->expect == JSON_KEY)
		json_text_begin(v, r->at);
	else if (!v->text)
		add_cell(v, r->at + 1, end, false, CELL_PIECE);
	r->at = end;
	json_truncated(v);
	return OUTCOME_OK;
}

/* A string that reaches over the chunk's end; `resume` is in it. One that is
 * a cell and fills the chunk becomes a piece. */
static int long_string(struct json *v, uint32_t resume)
{
	struct rows *r = &v->rows;

	if (r->stream.ended)
		return cut_string(v);
	if (!v->text && r->at)
		return json_read_on(v);
	if (!v->text && v->expect == JSON_KEY)
		return json_damaged(v);
	v->inside = JSON_STRING;
	r->at = resume;
	if (v->text)
		return json_read_on(v);
	r->field = json_field(v);
	v->row_used = true;
	return rows_piece(r, 1);
}

/* The line end in a stretch of a string, or MARKS_NONE: several values have
 * none in theirs. */
static uint32_t feed_in(const struct json *v, uint32_t from, uint32_t to)
{
	return v->several ? marks_next(v->rows.marks[JSON_FEEDS], from, to)
			  : MARKS_NONE;
}

int json_string(struct json *v)
{
	struct rows *r = &v->rows;
	uint32_t from = r->at + 1, to = from;
	bool escaped = false, closed = closing_quote(v, &to, &escaped);

	if (v->expect == JSON_COLON || v->expect == JSON_AFTER ||
	    feed_in(v, from, to) != MARKS_NONE)
		return json_damaged(v);
	if (!closed)
		return long_string(v, to);
	if (v->text && json_makes_table(v) && is_list(v))
		return json_table_begin(v);
	if (v->expect == JSON_KEY) {
		json_key(v, from, to, escaped);
		v->expect = JSON_COLON;
	} else {
		if (!v->text && !add_cell(v, from, to, escaped, 0))
			return json_read_on(v);
		if (v->described || v->exports)
			json_note_string(v, from, to);
		value_end(v);
	}
	r->at = to + 1;
	return OUTCOME_OK;
}

/* Goes on in a string that is larger than a chunk. */
int json_long_string(struct json *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint32_t from = r->at, feed;
	bool escaped, closed = closing_quote(v, &r->at, &escaped);

	feed = feed_in(v, from, r->at);
	if (feed != MARKS_NONE)
		r->at = feed;
	else if (!closed && !r->stream.ended)
		return json_read_on(v);
	else if (!closed)
		r->at = c->length;
	if (!v->text)
		rows_piece_end(r, r->at);
	if (r->at == c->length) /* cut off */
		return OUTCOME_OK;
	v->inside = JSON_PLAIN;
	if (feed != MARKS_NONE)
		return json_damaged(v);
	r->at++;
	if (v->expect == JSON_KEY)
		v->expect = JSON_COLON;
	else
		value_end(v);
	return OUTCOME_OK;
}

/* A number, true, false, null, NaN. */
int json_bare(struct json *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint32_t from = r->at, to = from;
	bool exponent = false, number, null;

	while (to < c->length && json_is_bare(c->text[to]) &&
	       to - from < JSON_BARE_MAX)
		exponent |= (c->text[to++] | 0x20) == 'e';
	if (to == c->length && !r->stream.ended)
		return json_read_on(v);
	if (to == from || to - from == JSON_BARE_MAX ||
	    (v->expect != JSON_ELEMENT && v->expect != JSON_VALUE))
		return json_damaged(v);
	if (v->text && json_makes_table(v) && is_list(v))
		return json_table_begin(v);
	number = c->text[from] <= '9';
	null = to - from == 4 && !memcmp(c->text + from, "null", 4);
	if (null)
		from = to;
	if (!v->text && !(number && exponent
				  ? add_exponent(v, from, to)
				  : add_cell(v, from, to, false,
					     number ? CELL_NUMBER
					     : null ? CELL_NULL
						    : 0)))
		return json_read_on(v);
	value_end(v);
	r->at = to;
	return OUTCOME_OK;
}
