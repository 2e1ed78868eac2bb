/*
 * SQL scripts: rows of INSERT statements as cells, CREATE TABLE as names and
 * comments, everything else as running text. mysqldump and MariaDB first
 * (multi-row INSERT, backquotes, backslash escapes); scripts without
 * backslash escapes are told by their head.
 */
#include <stdlib.h>
#include <string.h>

#include "scanner/formats/sql_lexer.h"

static unsigned bid(const struct head *head)
{
	return sql_speaks(head->text, head->text_length) ? 40 : 0;
}

static uint32_t skip_space(const struct chunk *c, uint32_t at)
{
	while (at < c->length && c->text[at] <= ' ')
		at++;
	return at;
}

static int truncated(struct rows *r)
{
	return problem_set(r->stream.x->problem, OUTCOME_PARTIAL,
			   REASON_TRUNCATED,
			   "the script ends inside a statement");
}

/* Reads on because the value at `from` is not complete. One that fills the
 * chunk becomes a piece. */
static int more(struct sql *v, uint32_t from)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;

	if (r->stream.ended) { /* cut off: what is there is running text */
		rows_cell(r, from, c->length, CELL_PIECE);
		rows_end(r);
		r->at = c->length;
		v->where = TOP;
		return truncated(r);
	}
	if (from && !r->piece)
		return rows_advance(r, from);
	if (!r->piece)
		v->string = c->text[0] == '\'';
	r->at = c->length - 2; /* an escape may be cut in two there */
	return rows_piece(r, 0);
}

/* Where a piece goes on, only its end is of interest. */
static int lex_piece(struct sql *v)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	uint32_t at = r->at;
	bool escaped;

	if (v->string)
		at = sql_closing_quote(v, at, &escaped);
	if (at != MARKS_NONE)
		at = marks_next(r->marks[ENDS], at, c->length);
	if (at == MARKS_NONE)
		return more(v, 0);
	rows_piece_end(r, at);
	r->at = at;
	return OUTCOME_OK;
}

/* One value, and the comma or parenthesis behind it. */
static int lex_value(struct sql *v)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	struct sql_value f;
	int outcome;

	if (r->piece) {
		outcome = lex_piece(v);
		if (outcome != OUTCOME_OK || r->piece)
			return outcome;
		f.end = r->at;
	} else {
		uint32_t at = skip_space(c, r->at);

		if (!sql_find_value(v, at, &f))
			return more(v, at);
		if (!(f.escaped ? sql_unescaped_cell(v, f.from, f.to)
				: rows_cell(r, f.from, f.to, f.flags)))
			return rows_advance(r, at);
	}
	r->at = f.end + 1;
	if (c->text[f.end] == ')') {
		rows_end(r);
		v->where = VALUES;
	} else if (r->field < SQL_COLUMNS_MAX) {
		r->field++;
	}
	return OUTCOME_OK;
}

static void begin_other(struct sql *v)
{
	v->where = OTHER;
	v->scan = (struct sql_scan){ .backslash = v->backslash };
	v->rows.field = UINT16_MAX;
}

/* Behind the rows of a statement: the next row, or its end. */
static int lex_between(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;

	switch (c->text[r->at]) {
	case '(':
		r->at++;
		r->field = 0;
		if (!sql_usual_row(v))
			v->where = ROW;
		break;
	case ';':
		r->at++;
		v->where = TOP;
		break;
	default: /* ON DUPLICATE KEY UPDATE ..., or no semicolon */
		v->where = TOP;
	}
	return OUTCOME_OK;
}

/* To the end of a statement, or of a comment where one could begin. */
static int lex_other(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint32_t from = r->at, end = c->length;
	bool ended;

	v->scan.at = from;
	ended = sql_scan(&v->scan, c->text,
			 r->stream.ended ? c->length : c->length - 1);
	if (!ended && !r->stream.ended) {
		if (!r->piece && from > CHUNK_TEXT / 2) {
			begin_other(v); /* look again, with it in front */
			return rows_advance(r, from);
		}
		r->at = v->scan.at;
		return rows_piece(r, r->piece ? 0 : from);
	}
	if (ended)
		end = v->scan.at;
	if (r->piece) {
		rows_piece_end(r, end);
	} else if (!rows_cell(r, from, end, CELL_PIECE)) {
		begin_other(v);
		return rows_advance(r, from);
	}
	r->at = end;
	r->field = 0;
	v->where = TOP;
	return OUTCOME_OK;
}

/* Many scripts have one INSERT a row: all with the same head. */
static bool is_same_head(struct sql *v, uint32_t from, uint32_t to)
{
	const struct chunk *c = v->rows.stream.chunk;
	bool same = v->head.length == to - from &&
		    !memcmp(v->head.bytes, c->text + from, to - from);

	if (!same) {
		buffer_clear(&v->head);
		buffer_append(&v->head, c->text + from, to - from);
	}
	return same;
}

static int open_insert(struct sql *v, uint32_t at)
{
	struct rows *r = &v->rows;
	struct emitter *out = r->stream.x->out;
	struct table table = { .kind = TABLE_ROWS };
	bool same = is_same_head(v, r->at, at);
	int outcome = OUTCOME_OK;

	r->at = at;
	v->where = VALUES;
	if (same)
		return OUTCOME_OK;
	if (r->stream.chunk->cell_count) /* of another table */
		outcome = rows_flush(r);
	sql_names_table(&v->names, &table);
	return outcome == OUTCOME_OK ? out->table(out, &table) : outcome;
}

static int define_table(struct sql *v)
{
	struct table table = { .kind = TABLE_DEFINITION };
	struct emitter *out = v->rows.stream.x->out;

	sql_names_table(&v->names, &table);
	begin_other(v); /* the statement is running text as well */
	return out->table(out, &table);
}

/* The start of a statement: which one is it? */
static int lex_top(struct sql *v)
{
	struct rows *r = &v->rows;
	uint32_t at = r->at, end = 0;

	switch (sql_head(&r->stream, at, v->backslash, &v->names, &end)) {
	case SQL_INSERT:
		return open_insert(v, end);
	case SQL_CREATE:
		return define_table(v);
	case SQL_CUT: /* look at it whole, if it fits at all */
		if (at && !r->stream.ended)
			return rows_advance(r, at);
		break;
	case SQL_OTHER:
		break;
	}
	begin_other(v);
	return OUTCOME_OK;
}

/* Goes to the next record. False: none of ours begins in this chunk. */
static bool at_record(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;

	r->at = skip_space(c, r->at);
	if (v->where == VALUES && r->at < c->length && c->text[r->at] == ',')
		r->at = skip_space(c, r->at + 1);
	return r->at < c->length && r->at < r->stop;
}

static int lex(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	int outcome = OUTCOME_OK;

	while (outcome == OUTCOME_OK) {
		bool record = v->where == TOP || v->where == VALUES;

		if (record ? !at_record(v) : r->at >= c->length) {
			if (r->stream.ended || r->at < c->length)
				break;
			outcome = rows_advance(r, r->at);
			continue;
		}
		switch (v->where) {
		case TOP:
			outcome = lex_top(v);
			break;
		case VALUES:
			outcome = lex_between(v);
			break;
		case ROW:
			outcome = lex_value(v);
			break;
		case OTHER:
			outcome = lex_other(v);
			break;
		}
	}
	if (outcome == OUTCOME_OK && v->where == ROW)
		outcome = truncated(r);
	return outcome;
}

/* True when a row, or the first statement behind another, begins at `at`. */
static bool is_record(const struct chunk *c, uint32_t at, enum sql_where *where)
{
	uint32_t before = at;

	while (before && c->text[before - 1] <= ' ')
		before--;
	if (!before)
		return false;
	if (c->text[at] == '(') {
		*where = VALUES;
		if (before >= 6 &&
		    sql_word_is(c->text + before - 6, 6, "VALUES"))
			return true;
		if (c->text[before - 1] != ',')
			return false;
		for (before--; before && c->text[before - 1] <= ' ';)
			before--;
		return before && c->text[before - 1] == ')';
	}
	*where = TOP;
	return c->text[at] > ' ' && before < at &&
	       c->text[before - 1] == ';';
}

/* Where a segment's first record seems to begin: at what looks like one. */
#define GUESS_BACK 64 /* even, for UTF-16 and UTF-32 */

static int guess(struct sql *v, struct extraction *x)
{
	struct rows *r = &v->rows;
	struct chunk *c = x->out->chunk;
	uint32_t at;

	rows_start(r, x, x->begin - GUESS_BACK, x->head->charset);
	at = stream_at(&r->stream, x->begin);
	while (at < c->length && !is_record(c, at, &v->where))
		at++;
	x->entry = (struct stream_state){
		.position = at < r->stop ? stream_raw(&r->stream, at)
					 : x->end,
		.charset = x->head->charset,
		.where = (uint8_t)v->where,
	};
	return r->outcome;
}

static int begin(struct sql *v, struct extraction *x)
{
	const struct table inherited = { .kind = TABLE_ROWS };
	struct rows *r = &v->rows;

	if (x->guess) {
		int outcome = guess(v, x);

		if (outcome != OUTCOME_OK)
			return outcome;
	}
	v->where = (enum sql_where)x->entry.where;
	v->backslash = sql_has_backslash(x->head->text, x->head->text_length);
	v->scan.backslash = v->backslash;
	rows_start(r, x, x->entry.position,
		   (enum charset)x->entry.charset);
	return x->out->table(x->out, &inherited);
}

static int extract(struct extraction *x)
{
	struct sql *v = calloc(1, sizeof(*v));
	int outcome, finished;

	if (!v)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read a script");
	memcpy(v->rows.bytes,
	       (unsigned char[2][2]){ { '\'', '\\' }, { ',', ')' } },
	       sizeof(v->rows.bytes));
	outcome = begin(v, x);
	if (outcome == OUTCOME_OK && x->entry.position >= x->end) {
		x->exit = x->entry;
	} else if (outcome == OUTCOME_OK) {
		outcome = lex(v);
		finished = rows_finish(&v->rows, (uint8_t)v->where);
		if (outcome == OUTCOME_OK)
			outcome = finished;
	}
	sql_names_release(&v->names);
	buffer_release(&v->head);
	free(v);
	return outcome;
}

const struct format format_sql = {
	.name = "sql",
	.bid = bid,
	.extract = extract,
	.segmented = true,
	.textual = true,
};
