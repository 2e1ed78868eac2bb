/*
 * JSON (RFC 8259) and JSON lines. The elements of the outermost array of
 * objects or arrays are the rows of a table; whatever lies in a row is in the
 * column of its way from there. All else is running text, keys and all. In
 * JSON lines the values at the root are rows.
 *
 * What is no JSON is running text to the end, or in JSON lines to the next
 * line that begins a value.
 */
#include "scanner/formats/json.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/base/number.h"

/* ---- running text ---- */

static void text_begin(struct json *v, uint32_t at)
{
	if (v->text)
		return;
	v->text = true;
	v->from = at;
}

static void text_end(struct json *v, uint32_t at)
{
	struct rows *r = &v->rows;

	if (!v->text)
		return;
	v->text = false;
	r->field = UINT16_MAX;
	if (r->piece)
		rows_piece_end(r, at);
	else if (at > v->from)
		rows_cell(r, v->from, at, CELL_PIECE);
}

/* Reads on; the token at r->at, and the text that is open, stay as they are.
 * Text that fills half of the chunk goes in pieces. */
static int read_on(struct json *v)
{
	struct rows *r = &v->rows;
	uint32_t at = r->at, keep = v->text ? v->from : at;
	int outcome;

	if (r->piece)
		return rows_piece(r, 0);
	if (v->text && keep <= CHUNK_TEXT / 2) {
		r->field = UINT16_MAX;
		return rows_piece(r, keep);
	}
	outcome = rows_advance(r, keep);
	r->at = at - keep;
	v->from = 0;
	return outcome;
}

/* ---- rows ---- */

static void row_end(struct json *v)
{
	struct rows *r = &v->rows;

	r->field = UINT16_MAX;
	if (!v->row_used)
		rows_cell(r, r->at, r->at, 0);
	rows_end(r);
	v->row_used = false;
}

/* The array of the rows ends, or what was in it is no JSON. */
static void table_end(struct json *v)
{
	if (v->depth >= v->row_depth && v->row_depth)
		row_end(v);
	v->row_depth = 0;
}

static int damaged(struct json *v)
{
	struct rows *r = &v->rows;

	if (!v->wrong)
		problem_set(r->stream.x->problem, OUTCOME_PARTIAL,
			    REASON_DAMAGED, "no JSON at byte %llu",
			    (unsigned long long)stream_raw(&r->stream, r->at));
	v->wrong = true;
	table_end(v);
	text_begin(v, r->at);
	v->depth = 0;
	v->expect = JSON_ELEMENT;
	v->inside = v->several ? JSON_LINE : JSON_REST;
	return OUTCOME_OK;
}

static void truncated(struct json *v)
{
	if (!v->wrong)
		problem_set(v->rows.stream.x->problem, OUTCOME_PARTIAL,
			    REASON_TRUNCATED, "the JSON ends inside a value");
	v->wrong = true;
}

/* ---- values ---- */

static void value_end(struct json *v)
{
	json_top(v)->count++;
	v->expect = JSON_AFTER;
}

/* Takes a cell of the row at hand; `flags` are for all of them. */
static bool add_cell(struct json *v, uint32_t from, uint32_t to, bool escaped,
		     unsigned flags)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	bool utf8 = c->charset == CHARSET_ASCII || c->charset == CHARSET_UTF8;
	unsigned char *side = c->side + c->side_length;

	r->field = json_field(v);
	v->row_used |= v->depth >= v->row_depth;
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

/* A string that is cut off by the end. */
static int cut_string(struct json *v)
{
	struct rows *r = &v->rows;
	uint32_t end = r->stream.chunk->length;

	if (!v->text && v->expect == JSON_KEY)
		text_begin(v, r->at);
	else if (!v->text)
		add_cell(v, r->at + 1, end, false, CELL_PIECE);
	r->at = end;
	truncated(v);
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
		return read_on(v);
	if (!v->text && v->expect == JSON_KEY)
		return damaged(v);
	v->inside = JSON_STRING;
	r->at = resume;
	if (v->text)
		return read_on(v);
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

static int lex_string(struct json *v)
{
	struct rows *r = &v->rows;
	uint32_t from = r->at + 1, to = from;
	bool escaped = false, closed = closing_quote(v, &to, &escaped);

	if (v->expect == JSON_COLON || v->expect == JSON_AFTER ||
	    feed_in(v, from, to) != MARKS_NONE)
		return damaged(v);
	if (!closed)
		return long_string(v, to);
	if (v->expect == JSON_KEY) {
		json_key(v, from, to, escaped);
		v->expect = JSON_COLON;
	} else {
		if (!v->text && !add_cell(v, from, to, escaped, 0))
			return read_on(v);
		value_end(v);
	}
	r->at = to + 1;
	return OUTCOME_OK;
}

/* A number, true, false, null, NaN. */
static int lex_bare(struct json *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint32_t from = r->at, to = from;
	bool exponent = false, number;

	while (to < c->length && json_is_bare(c->text[to]) &&
	       to - from < JSON_BARE_MAX)
		exponent |= (c->text[to++] | 0x20) == 'e';
	if (to == c->length && !r->stream.ended)
		return read_on(v);
	if (to == from || to - from == JSON_BARE_MAX ||
	    (v->expect != JSON_ELEMENT && v->expect != JSON_VALUE))
		return damaged(v);
	number = c->text[from] <= '9';
	if (to - from == 4 && !memcmp(c->text + from, "null", 4))
		from = to;
	if (!v->text && !(number && exponent
				  ? add_exponent(v, from, to)
				  : add_cell(v, from, to, false,
					     number ? CELL_NUMBER : 0)))
		return read_on(v);
	value_end(v);
	r->at = to;
	return OUTCOME_OK;
}

/* ---- containers ---- */

/* The first element of an array decides: one that is an object or an array
 * makes a table of it. */
static bool makes_table(struct json *v)
{
	const struct json_level *top = json_top(v);

	if (v->row_depth)
		return false;
	return v->depth ? !top->object && !top->count : v->several;
}

/* Goes into a container. */
static void enter(struct json *v, bool object)
{
	struct json_level *level = json_top(v) + 1;

	level->object = object;
	level->path = v->row_depth ? json_container(v, object) : PATH_NONE;
	level->last = PATH_NONE;
	level->count = 0;
	level->key_length = v->key_length;
	memcpy(level->key, v->key, v->row_depth ? 0 : v->key_length);
	json_top(v)->count++;
	v->depth++;
	v->expect = object ? JSON_KEY : JSON_ELEMENT;
}

static int lex_open(struct json *v)
{
	struct rows *r = &v->rows;
	bool object = r->stream.chunk->text[r->at] == '{';
	int outcome = OUTCOME_OK;

	if ((v->expect != JSON_ELEMENT && v->expect != JSON_VALUE) ||
	    v->depth == JSON_DEPTH_MAX)
		return damaged(v);
	if (makes_table(v)) {
		text_end(v, r->at);
		outcome = json_table(v);
		if (!v->row_depth)
			text_begin(v, r->at);
	}
	enter(v, object);
	r->at++;
	if (!object && !v->several && v->depth == v->row_depth &&
	    v->levels[v->depth - 1].count == 1) {
		uint32_t end = json_titles(v);

		if (end) {
			v->depth--;
			v->expect = JSON_AFTER;
			r->at = end + 1;
		}
	}
	return outcome;
}

static int lex_close(struct json *v)
{
	struct rows *r = &v->rows;
	bool object = r->stream.chunk->text[r->at] == '}';

	if (!v->depth || json_top(v)->object != object ||
	    v->expect == JSON_COLON || v->expect == JSON_VALUE)
		return damaged(v);
	if (v->row_depth && v->depth == v->row_depth) {
		row_end(v);
	} else if (v->depth < v->row_depth) {
		v->row_depth = 0;
		text_begin(v, r->at);
	}
	v->depth--;
	v->expect = v->depth ? JSON_AFTER : JSON_ELEMENT;
	r->at++;
	return OUTCOME_OK;
}

/* ---- the lexer ---- */

static int lex_comment(struct json *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;

	if (r->at + 1 == c->length && !r->stream.ended)
		return read_on(v);
	if (c->text[r->at + 1] != '/' && c->text[r->at + 1] != '*')
		return damaged(v);
	text_begin(v, r->at);
	v->inside = c->text[r->at + 1] == '/' ? JSON_LINE : JSON_COMMENT;
	r->at += 2;
	return OUTCOME_OK;
}

static int lex_token(struct json *v)
{
	struct rows *r = &v->rows;

	switch (r->stream.chunk->text[r->at]) {
	case '"':
		return lex_string(v);
	case '{':
	case '[':
		return lex_open(v);
	case '}':
	case ']':
		return lex_close(v);
	case ':':
		if (v->expect != JSON_COLON)
			return damaged(v);
		v->expect = JSON_VALUE;
		r->at++;
		return OUTCOME_OK;
	case ',':
		if (v->expect != JSON_AFTER)
			return damaged(v);
		v->expect = json_top(v)->object ? JSON_KEY : JSON_ELEMENT;
		r->at++;
		return OUTCOME_OK;
	case '/':
		return lex_comment(v);
	default:
		return lex_bare(v);
	}
}

/* Between values at the root. What is none is a line of text, as logs have
 * it; but behind a document it is damage. */
static int lex_root(struct json *v)
{
	struct rows *r = &v->rows;
	unsigned char byte = r->stream.chunk->text[r->at];

	if (byte == '{' || byte == '[') {
		if (v->levels[0].count && !v->several) {
			text_end(v, r->at);
			v->several = true;
		}
		return lex_open(v);
	}
	if (byte == '/')
		return lex_comment(v);
	if (byte == ',') {
		r->at++;
		return OUTCOME_OK;
	}
	if (!v->several)
		return damaged(v);
	text_begin(v, r->at);
	v->inside = JSON_LINE;
	return OUTCOME_OK;
}

/* Goes on in what is no token. True at its end, behind it; false: where to go
 * on when there is more. */
static bool inside_end(struct json *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	const unsigned char *close;
	uint32_t feed;

	switch (v->inside) {
	case JSON_LINE:
		feed = marks_next(r->marks[JSON_FEEDS], r->at, c->length);
		r->at = feed == MARKS_NONE ? c->length : feed + 1;
		return feed != MARKS_NONE;
	case JSON_COMMENT:
		close = memmem(c->text + r->at, c->length - r->at, "*/", 2);
		r->at = close ? (uint32_t)(close - c->text) + 2
			      : c->length - (c->text[c->length - 1] == '*');
		return close;
	default:
		r->at = c->length;
		return false;
	}
}

/* Goes on in a string that is larger than a chunk. */
static int lex_long_string(struct json *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint32_t from = r->at, feed;
	bool escaped, closed = closing_quote(v, &r->at, &escaped);

	feed = feed_in(v, from, r->at);
	if (feed != MARKS_NONE)
		r->at = feed;
	else if (!closed && !r->stream.ended)
		return read_on(v);
	else if (!closed)
		r->at = c->length;
	if (!v->text)
		rows_piece_end(r, r->at);
	if (r->at == c->length) /* cut off */
		return OUTCOME_OK;
	v->inside = JSON_PLAIN;
	if (feed != MARKS_NONE)
		return damaged(v);
	r->at++;
	if (v->expect == JSON_KEY)
		v->expect = JSON_COLON;
	else
		value_end(v);
	return OUTCOME_OK;
}

static int lex_inside(struct json *v)
{
	struct rows *r = &v->rows;

	if (v->inside == JSON_STRING)
		return lex_long_string(v);
	if (!inside_end(v))
		return r->stream.ended ? OUTCOME_OK : read_on(v);
	v->inside = JSON_PLAIN;
	if (v->row_depth || v->several)
		text_end(v, r->at);
	return OUTCOME_OK;
}

/* Goes to the next token. On lines of their own, values end with them. */
static void skip_space(struct json *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;

	for (; r->at < c->length && c->text[r->at] <= ' '; r->at++) {
		if (c->text[r->at] == '\n' && v->lines && v->depth) {
			damaged(v);
			v->inside = JSON_PLAIN;
			text_end(v, r->at);
		}
	}
}

#define TOKEN_CELLS 4 /* that a token adds at most */

static int lex(struct json *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	int outcome = OUTCOME_OK;

	while (outcome == OUTCOME_OK) {
		if (v->inside == JSON_PLAIN)
			skip_space(v);
		if (r->at >= c->length ||
		    c->cell_count > CHUNK_CELLS - ROWS_SPARE - TOKEN_CELLS) {
			if (r->at >= c->length && r->stream.ended)
				break;
			outcome = read_on(v);
		} else if (v->inside != JSON_PLAIN) {
			outcome = lex_inside(v);
		} else if (v->depth) {
			outcome = lex_token(v);
		} else if (r->at < r->stop) {
			outcome = lex_root(v);
		} else {
			break;
		}
	}
	return outcome;
}

/* The file ends here. */
static void end(struct json *v)
{
	struct rows *r = &v->rows;

	if (v->depth || v->inside == JSON_STRING || v->inside == JSON_COMMENT)
		truncated(v);
	table_end(v);
	text_end(v, r->stream.chunk->length);
}

/* ---- segments ---- */

#define GUESS_BACK 64 /* even, for UTF-16 and UTF-32 */

/* Where a value at the root seems to begin: on lines of their own, behind any
 * line end; else behind another value. */
static bool is_start(const struct json *v, uint32_t at)
{
	const struct chunk *c = v->rows.stream.chunk;
	uint32_t before = at;
	bool feed = false;

	if (c->text[at] <= ' ')
		return false;
	while (before && c->text[before - 1] <= ' ')
		feed |= c->text[--before] == '\n';
	if (v->lines)
		return feed;
	return before && before < at &&
	       (c->text[before - 1] == '}' || c->text[before - 1] == ']') &&
	       (c->text[at] == '{' || c->text[at] == '[');
}

static uint64_t guess_start(struct json *v, struct extraction *x)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint32_t at = stream_at(&r->stream, x->begin);

	for (;;) {
		while (at < c->length && !is_start(v, at))
			at++;
		if (at < c->length || r->stream.ended || at >= r->stop)
			break;
		stream_advance(&r->stream, c->length);
		r->stop = stream_at(&r->stream, x->end);
		at = 0;
	}
	return at < r->stop ? stream_raw(&r->stream, at) : x->end;
}

static void guess(struct json *v, struct extraction *x)
{
	rows_start(&v->rows, x, x->begin - GUESS_BACK, x->head->charset);
	x->entry = (struct stream_state){ .position = guess_start(v, x),
					  .charset = x->head->charset };
}

static int read_values(struct json *v, struct extraction *x)
{
	static const struct table prose = { .kind = TABLE_PROSE };
	struct rows *r = &v->rows;
	int outcome, finished;

	rows_start(r, x, x->entry.position, (enum charset)x->entry.charset);
	if (!v->several)
		text_begin(v, 0);
	outcome = x->out->table(x->out, &prose);
	if (outcome == OUTCOME_OK)
		outcome = lex(v);
	if (outcome != OUTCOME_OK)
		return outcome;
	if (r->at >= r->stream.chunk->length && r->stream.ended)
		end(v);
	finished = rows_finish(r, 0);
	outcome = paths_define(&v->paths, x->out);
	if (outcome == OUTCOME_OK)
		outcome = finished;
	return outcome == OUTCOME_OK && v->wrong ? OUTCOME_PARTIAL : outcome;
}

static int extract(struct extraction *x)
{
	enum json_kind kind = json_look(x->head);
	struct json *v = calloc(1, sizeof(*v));
	int outcome = OUTCOME_OK;

	if (!v)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read JSON");
	v->several = kind == JSON_LINES || kind == JSON_VALUES;
	v->lines = kind == JSON_LINES;
	v->table = v->levels[0].path = v->levels[0].last = PATH_NONE;
	memcpy(v->rows.bytes,
	       (unsigned char[2][2]){ { '"', '\\' }, { '\n', '\n' } },
	       sizeof(v->rows.bytes));
	if (x->guess)
		guess(v, x);
	if (x->entry.position < x->end)
		outcome = read_values(v, x);
	else
		x->exit = x->entry;
	if (v->paths.names.failed)
		outcome = problem_set(x->problem, OUTCOME_PARTIAL,
				      REASON_MEMORY, "no memory for names");
	paths_release(&v->paths);
	free(v);
	return outcome;
}

/* More than what a table's commas say: lines with as many keys look like
 * one. */
#define BID_BITS 24

static unsigned bid_document(const struct head *head)
{
	return json_look(head) == JSON_DOCUMENT ? BID_BITS : 0;
}

static unsigned bid_several(const struct head *head)
{
	return json_look(head) > JSON_DOCUMENT ? BID_BITS : 0;
}

const struct format format_json = {
	.name = "json",
	.bid = bid_document,
	.extract = extract,
	.textual = true,
};

const struct format format_jsonl = {
	.name = "jsonl",
	.bid = bid_several,
	.extract = extract,
	.segmented = true,
	.textual = true,
};
