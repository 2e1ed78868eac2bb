/*
 * JSON (RFC 8259) and JSON lines. The elements of the outermost array of
 * objects or arrays, or of many values, are the rows of a table; whatever lies
 * in a row is in the column of its way from there. In JSON lines the values at
 * the root are rows. All else is running text, keys and all.
 *
 * What is no JSON is running text to the end, or in JSON lines to the next
 * line that begins a value.
 */
#include "scanner/formats/json.h"

#include <stdlib.h>
#include <string.h>

/* ---- containers ---- */

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

/* Where the array ends that was entered, if it is nothing but names. */
static uint32_t names_end(struct json *v)
{
	if (!v->row_depth)
		return json_list_of_titles(v);
	return !v->several && v->depth == v->row_depth &&
			       v->levels[v->depth - 1].count == 1
		       ? json_titles(v)
		       : 0;
}

static int lex_open(struct json *v)
{
	struct rows *r = &v->rows;
	bool object = r->stream.chunk->text[r->at] == '{', map;
	int outcome = OUTCOME_OK;
	uint32_t end;

	if ((v->expect != JSON_ELEMENT && v->expect != JSON_VALUE) ||
	    v->depth == JSON_DEPTH_MAX)
		return json_damaged(v);
	if (json_makes_table(v))
		outcome = json_table_begin(v);
	map = object && v->text && json_is_map(v);
	enter(v, object);
	r->at++;
	if (map)
		return json_map_begin(v);
	end = object ? 0 : names_end(v);
	if (end) {
		v->depth--;
		v->expect = JSON_AFTER;
		r->at = end + 1;
	}
	return outcome;
}

static int lex_close(struct json *v)
{
	struct rows *r = &v->rows;
	bool object = r->stream.chunk->text[r->at] == '}';

	if (!v->depth || json_top(v)->object != object ||
	    v->expect == JSON_COLON || v->expect == JSON_VALUE)
		return json_damaged(v);
	if (v->row_depth && v->depth == v->row_depth) {
		json_row_end(v);
	} else if (v->depth < v->row_depth) {
		v->row_depth = 0;
		json_text_begin(v, r->at);
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
		return json_read_on(v);
	if (c->text[r->at + 1] != '/' && c->text[r->at + 1] != '*')
		return json_damaged(v);
	json_text_begin(v, r->at);
	v->inside = c->text[r->at + 1] == '/' ? JSON_LINE : JSON_COMMENT;
	r->at += 2;
	return OUTCOME_OK;
}

static int lex_token(struct json *v)
{
	struct rows *r = &v->rows;

	switch (r->stream.chunk->text[r->at]) {
	case '"':
		return json_string(v);
	case '{':
	case '[':
		return lex_open(v);
	case '}':
	case ']':
		return lex_close(v);
	case ':':
		if (v->expect != JSON_COLON)
			return json_damaged(v);
		v->expect = JSON_VALUE;
		r->at++;
		return OUTCOME_OK;
	case ',':
		if (v->expect != JSON_AFTER)
			return json_damaged(v);
		v->expect = json_top(v)->object ? JSON_KEY : JSON_ELEMENT;
		r->at++;
		return OUTCOME_OK;
	case '/':
		return lex_comment(v);
	default:
		return json_bare(v);
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
			json_text_end(v, r->at);
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
		return json_damaged(v);
	json_text_begin(v, r->at);
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

static int lex_inside(struct json *v)
{
	struct rows *r = &v->rows;

	if (v->inside == JSON_STRING)
		return json_long_string(v);
	if (!inside_end(v))
		return r->stream.ended ? OUTCOME_OK : json_read_on(v);
	v->inside = JSON_PLAIN;
	if (v->row_depth || v->several)
		json_text_end(v, r->at);
	return OUTCOME_OK;
}

/* Goes to the next token. On lines of their own, values end with them. */
static void skip_space(struct json *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;

	for (; r->at < c->length && c->text[r->at] <= ' '; r->at++) {
		if (c->text[r->at] == '\n' && v->lines && v->depth) {
			json_damaged(v);
			v->inside = JSON_PLAIN;
			json_text_end(v, r->at);
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
			outcome = json_read_on(v);
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
		json_truncated(v);
	json_table_end(v);
	json_text_end(v, r->stream.chunk->length);
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
	uint32_t titles = 0;
	int outcome, finished;

	rows_start(r, x, x->entry.position, (enum charset)x->entry.charset);
	if (v->lines)
		titles = json_lines_of_titles(v, x->head);
	if (!v->several || (titles && x->entry.position == x->head->bom))
		json_text_begin(v, 0);
	if (v->several && v->text) {
		json_text_end(v, titles);
		r->at = titles;
	}
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
	v->exports = json_exports(x->head);
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
	buffer_release(&v->titles);
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
