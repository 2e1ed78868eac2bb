/*
 * SQL scripts: rows of INSERT and COPY as cells, CREATE TABLE and comments on
 * columns as names, everything else as running text. mysqldump, MariaDB,
 * pg_dump, SQL Server's scripts, Oracle's and DM's exports, SQLite's .dump:
 * the dialect is told by the head (sql_dialect.h).
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scanner/formats/sql_lexer.h"

static unsigned bid(const struct head *head)
{
	return sql_speaks(head->text, head->text_length) ||
			       sql_rows_alone(head->text, head->text_length)
		       ? 40
		       : 0;
}

int sql_truncated(struct rows *r)
{
	return problem_set(r->stream.x->problem, OUTCOME_PARTIAL,
			   REASON_TRUNCATED,
			   "the script ends inside a statement");
}

void sql_set_bytes(struct sql *v)
{
	static const unsigned char statement[2][2] = { { '\'', '\\' },
						       { ',', ')' } };
	static const unsigned char copy[2][2] = { { '\\', '\\' },
						  { '\t', '\n' } };

	rows_bytes(&v->rows, v->where == COPY ? copy : statement);
}

void sql_begin_other(struct sql *v)
{
	v->where = OTHER;
	v->cut = false;
	sql_scan_from(v, SQL_STATEMENT, v->rows.at);
	v->rows.field = UINT16_MAX;
}

/* True when the last statement, which ends with the text, may be complete:
 * the semicolon behind it is often left out. */
static bool may_end(const struct sql *v)
{
	const struct chunk *c = v->rows.stream.chunk;
	const struct sql_scan *s = &v->scan;

	if (v->cut)
		return false;
	if (s->inside == SQL_LINE_COMMENT || s->inside == SQL_LINE ||
	    !s->begun)
		return s->inside != SQL_COMMENT;
	return s->inside == SQL_PLAIN && !s->depth && c->length &&
	       c->text[c->length - 1] == '\n';
}

/* To the end of a statement, or of a comment where one could begin. */
static int lex_other(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint32_t from = r->at, end = c->length;
	bool ended;

	v->scan.at = from;
	v->scan.last = r->stream.ended;
	ended = sql_scan(&v->scan, c->text, c->length);
	if (!ended && !r->stream.ended) {
		if (!r->piece && from > CHUNK_TEXT / 2) {
			sql_begin_other(v); /* look again, with it in front */
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
		sql_begin_other(v);
		return rows_advance(r, from);
	}
	r->at = end;
	r->field = 0;
	v->where = TOP;
	return ended || may_end(v) ? OUTCOME_OK : sql_truncated(r);
}

/* Many scripts have one INSERT a row: all with the same head. */
static bool repeats_head(const struct sql *v)
{
	const struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	size_t length = v->head.length;

	return length && c->length - r->at > length &&
	       c->text[r->at + length] == '(' &&
	       !memcmp(v->head.bytes, c->text + r->at, length);
}

/* A head with a comment in it is running text as well. */
static int keep_comments(struct sql *v, uint32_t to)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	int outcome = OUTCOME_OK;
	uint32_t at = r->at;

	while (at < to && sql_comment(v->ways.dialect, c->text, at, to) ==
				  SQL_PLAIN)
		at++;
	if (at == to)
		return OUTCOME_OK;
	r->field = UINT16_MAX;
	if (!rows_cell(r, at, to, CELL_PIECE)) {
		outcome = rows_flush(r);
		rows_cell(r, at, to, CELL_PIECE);
	}
	return outcome;
}

/* Many statements in a row assign to the same columns: their table is open. */
static bool is_open(struct sql *v, enum sql_where where)
{
	const struct buffer *names = &v->names.text;
	bool same = where == ASSIGNED && names->length == v->assigned.length &&
		    !memcmp(names->bytes, v->assigned.bytes, names->length);

	buffer_clear(&v->assigned);
	if (where == ASSIGNED)
		buffer_append(&v->assigned, names->bytes, names->length);
	return same;
}

/* The head of the rows that begin at `at`. */
static int open_rows(struct sql *v, enum sql_where where, uint32_t at)
{
	struct rows *r = &v->rows;
	struct emitter *out = r->stream.x->out;
	struct chunk *c = r->stream.chunk;
	struct table table = { .kind = TABLE_ROWS };
	int outcome = keep_comments(v, at);

	buffer_clear(&v->head);
	if (where == VALUES)
		buffer_append(&v->head, c->text + r->at, at - r->at);
	r->at = at;
	r->field = 0;
	v->where = where;
	if (is_open(v, where))
		return outcome;
	if (outcome == OUTCOME_OK && c->cell_count) /* of another table */
		outcome = rows_flush(r);
	if (where == COPY)
		sql_set_bytes(v);
	sql_names_table(&v->names, &table);
	return outcome == OUTCOME_OK ? out->table(out, &table) : outcome;
}

static int define_table(struct sql *v)
{
	struct table table = { .kind = TABLE_DEFINITION };
	struct emitter *out = v->rows.stream.x->out;

	sql_names_table(&v->names, &table);
	sql_begin_other(v); /* the statement is running text as well */
	return out->table(out, &table);
}

static void use_database(struct sql *v)
{
	struct table table = { .name = NULL };

	sql_names_table(&v->names, &table);
	snprintf(v->ways.scope, sizeof(v->ways.scope), "%s",
		 table.name ? table.name : "");
	buffer_clear(&v->head); /* the same one means another table now */
	sql_begin_other(v);
}

/* The start of a statement: which one is it? */
static int lex_top(struct sql *v)
{
	struct rows *r = &v->rows;
	bool into = v->where == VALUES;
	uint32_t end = 0;

	if (repeats_head(v)) {
		r->at += (uint32_t)v->head.length;
		v->where = VALUES;
		return OUTCOME_OK;
	}
	switch (sql_head(&r->stream, &v->ways, r->at, into, &v->names, &end)) {
	case SQL_INSERT:
		return open_rows(v, VALUES, end);
	case SQL_SELECT:
		return open_rows(v, SELECTED, end);
	case SQL_ASSIGN:
		return open_rows(v, ASSIGNED, end);
	case SQL_COPY:
		return open_rows(v, v->names.copy.own ? COPY_OWN : COPY,
				 end);
	case SQL_DEFINE:
		return define_table(v);
	case SQL_USE:
		use_database(v);
		return OUTCOME_OK;
	case SQL_CUT: /* look at it whole, if it fits at all */
		if (r->at && !r->stream.ended)
			return rows_advance(r, r->at);
		sql_begin_other(v);
		v->cut = true;
		return OUTCOME_OK;
	case SQL_OTHER:
		break;
	}
	sql_begin_other(v);
	return OUTCOME_OK;
}

static int lex_values(struct sql *v)
{
	const struct rows *r = &v->rows;

	return r->stream.chunk->text[r->at] == '(' ? sql_lex_between(v)
						    : lex_top(v);
}

/* MySQL runs what stands in a comment of its own, so rows and definitions of
 * tables in one are read as any others. Returns what is behind that which
 * opens or closes such a comment; `at`, where neither stands. */
static uint32_t pass_own_comment(const struct sql_dialect *dialect,
				 const struct chunk *c, uint32_t at)
{
	static const char *const statements[] = { "INSERT", "REPLACE",
						  "CREATE TABLE", NULL };
	uint32_t from = at + 3;

	if (!dialect->runs_comments)
		return at;
	if (!memcmp(c->text + at, "*/", 2))
		return at + 2;
	if (memcmp(c->text + at, "/*!", 3))
		return at;
	while (from < c->length && c->text[from] >= '0' &&
	       c->text[from] <= '9') /* the oldest version that runs it */
		from++;
	while (from < c->length && c->text[from] <= ' ')
		from++;
	return sql_word_in(c->text + from, c->length - from, statements)
		       ? from : at;
}

/* Goes to the next statement: behind blanks, and lines and semicolons that
 * only end others. False when more text is needed for that. */
static bool next_statement(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;

	while (r->at < c->length) {
		uint32_t at = r->at;

		if (c->text[at] <= ' ' || c->text[at] == ';') {
			r->at++;
			continue;
		}
		if (c->length - at < SQL_AHEAD && !r->stream.ended)
			return false;
		r->at = sql_ender(v->ways.dialect, c->text, at, c->length);
		if (!r->at)
			r->at = pass_own_comment(v->ways.dialect, c, at);
		if (r->at == at)
			return true;
	}
	return false;
}

/* Goes to the next record. False when more text is needed, or there is no
 * more. */
static bool next_record(struct sql *v)
{
	const struct rows *r = &v->rows;

	if (v->where == VALUES && !sql_next_row(v))
		return false;
	if (v->where == TOP)
		return next_statement(v);
	return r->at < r->stream.chunk->length;
}

static int lex_step(struct sql *v)
{
	switch (v->where) {
	case TOP:
		return lex_top(v);
	case VALUES:
		return lex_values(v);
	case ROW:
		return sql_lex_value(v);
	case COPY:
		return sql_lex_copy(v);
	case COPY_ROW:
		return sql_lex_copy_cell(v);
	case SELECTED:
	case ASSIGNED:
		return sql_lex_item(v);
	case COPY_OWN:
		return sql_lex_copy_field(v);
	default:
		return lex_other(v);
	}
}

static bool ends_early(const struct sql *v)
{
	const struct chunk *c = v->rows.stream.chunk;
	bool whole = c->length && c->text[c->length - 1] == '\n'; /* line */

	if (v->where == VALUES) /* lists of Python may end in a comma */
		return v->alone ? v->comma && !whole : v->comma || !whole;
	return v->where != TOP && v->where != OTHER;
}

static int lex(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	int outcome = OUTCOME_OK;

	while (outcome == OUTCOME_OK) {
		bool record = v->where == TOP || v->where == VALUES ||
			      v->where == COPY;

		if (record ? next_record(v) : r->at < c->length) {
			if (record && r->at >= r->stop)
				return OUTCOME_OK;
			outcome = lex_step(v);
		} else if (r->stream.ended && r->at == c->length) {
			return ends_early(v) ? sql_truncated(r) : OUTCOME_OK;
		} else {
			outcome = rows_advance(r, r->at);
		}
	}
	return outcome;
}

static int begin(struct sql *v, struct extraction *x)
{
	const struct table inherited = { .kind = TABLE_ROWS };
	struct rows *r = &v->rows;

	v->ways.dialect = sql_dialect_of(x->head->text, x->head->text_length);
	v->ways.backslash = v->ways.dialect->backslash;
	if (x->guess) {
		int outcome = sql_guess(v, x);

		if (outcome != OUTCOME_OK)
			return outcome;
	}
	v->alone = sql_rows_alone(x->head->text, x->head->text_length);
	v->where = v->alone && !x->begin ? VALUES
					 : (enum sql_where)x->entry.where;
	memcpy(v->ways.scope, x->entry.scope, sizeof(v->ways.scope));
	rows_start(r, x, x->entry.position,
		   (enum charset)x->entry.charset);
	sql_set_bytes(v);
	if (!x->begin)
		sql_define_beside(x);
	return x->out->table(x->out, &inherited);
}

static int extract(struct extraction *x)
{
	struct sql *v = calloc(1, sizeof(*v));
	int outcome, finished;

	if (!v)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read a script");
	outcome = begin(v, x);
	if (outcome == OUTCOME_OK && x->entry.position >= x->end) {
		x->exit = x->entry;
	} else if (outcome == OUTCOME_OK) {
		outcome = lex(v);
		finished = rows_finish(&v->rows, (uint8_t)v->where);
		memcpy(x->exit.scope, v->ways.scope, sizeof(x->exit.scope));
		if (outcome == OUTCOME_OK)
			outcome = finished;
	}
	sql_names_release(&v->names);
	buffer_release(&v->head);
	buffer_release(&v->assigned);
	free(v);
	return outcome;
}

const struct format format_sql = {
	.name = "sql",
	.bid = bid,
	.declared = sql_declared,
	.extract = extract,
	.segmented = true,
	.textual = true,
};
