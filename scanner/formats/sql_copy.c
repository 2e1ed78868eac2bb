/*
 * The rows of COPY ... FROM stdin, as pg_dump writes them: a line each, cells
 * between tabs, \N for NULL, escapes of C; a line with \. ends them.
 * (PostgreSQL, SQL Commands, COPY: "Text Format".)
 */
#include "scanner/formats/sql_copy.h"

#include <string.h>

#include "scanner/formats/sql_escapes.h"
#include "scanner/formats/sql_lexer.h"

static bool is_null(const unsigned char *text, uint32_t from, uint32_t to)
{
	return to - from == 2 && text[from] == '\\' && text[from + 1] == 'N';
}

/* A cell with a backslash in it. False: no room. */
static bool add_escaped(struct sql *v, uint32_t from, uint32_t to)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	uint32_t length;

	if (is_null(c->text, from, to))
		return rows_cell(r, from, from, CELL_NULL);
	if (to - from > CHUNK_SIDE)
		return rows_cell(r, from, to, CELL_PIECE);
	if (to - from > CHUNK_SIDE - c->side_length)
		return false;
	length = sql_unescape_c(c->text + from, to - from, false,
				c->side + c->side_length);
	return rows_side_cell(r, from, length);
}

uint32_t sql_copy_cell_end(const unsigned char *text, uint32_t from,
			   uint32_t end, uint32_t length)
{
	return end > from && end < length && text[end] == '\n' &&
			       text[end - 1] == '\r'
		       ? end - 1
		       : end;
}

static uint32_t cell_end(const struct chunk *c, uint32_t from, uint32_t end)
{
	return sql_copy_cell_end(c->text, from, end, c->length);
}

/* The row at r->at, when it is all there. *escape: the next backslash at or
 * behind r->at. */
static bool copy_row(struct sql *v, uint32_t *escape)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	uint32_t first = c->cell_count, side = c->side_length, at = r->at;

	for (r->field = 0; c->cell_count < CHUNK_CELLS - ROWS_SPARE;) {
		uint32_t end = marks_next(r->marks[ENDS], at, c->length);

		if (end == MARKS_NONE)
			break;
		if (*escape < end) {
			if (!add_escaped(v, at, cell_end(c, at, end)))
				break;
			*escape = marks_next(r->marks[ESCAPES], end,
					     c->length);
		} else {
			c->cells[c->cell_count++] = (struct cell){
				at, cell_end(c, at, end) - at, r->field, 0, at
			};
		}
		at = end + 1;
		if (c->text[end] == '\n') {
			rows_end(r);
			r->at = at;
			return true;
		}
		if (r->field < SQL_COLUMNS_MAX)
			r->field++;
	}
	c->cell_count = first;
	c->side_length = side;
	r->field = 0;
	return false;
}

bool sql_copy_ends(const unsigned char *text, uint32_t at)
{
	return text[at] == '\\' && text[at + 1] == '.' &&
	       text[at + 2] <= ' ';
}

int sql_lex_copy(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint32_t escape = marks_next(r->marks[ESCAPES], r->at, c->length);

	while (r->at < r->stop && r->at < c->length) {
		if (escape == r->at && sql_copy_ends(c->text, r->at)) {
			if (c->length - r->at < 4 && !r->stream.ended)
				return rows_advance(r, r->at);
			r->at += 2;
			v->where = TOP;
			sql_set_bytes(v);
			return OUTCOME_OK;
		}
		if (copy_row(v, &escape))
			continue;
		if (r->at && !r->stream.ended)
			return rows_advance(r, r->at);
		v->where = COPY_ROW;
		return OUTCOME_OK;
	}
	return OUTCOME_OK;
}

/* Adds the cell at r->at, or the rest of one that came in pieces. */
static bool add_cell(struct sql *v, uint32_t end)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint32_t to = cell_end(c, r->at, end);

	if (r->piece) {
		rows_piece_end(r, to);
		return true;
	}
	return memchr(c->text + r->at, '\\', to - r->at)
		       ? add_escaped(v, r->at, to)
		       : rows_cell(r, r->at, to, 0);
}

int sql_lex_copy_cell(struct sql *v)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	uint32_t end = marks_next(r->marks[ENDS], r->at, c->length);

	if (end == MARKS_NONE && !r->stream.ended) {
		if (r->at && !r->piece)
			return rows_advance(r, r->at);
		r->at = c->length;
		return rows_piece(r, 0);
	}
	if (end == MARKS_NONE)
		end = c->length;
	if (!add_cell(v, end))
		return rows_advance(r, r->at);
	r->at = end + (end < c->length);
	if (end < c->length && c->text[end] == '\t') {
		if (r->field < SQL_COLUMNS_MAX)
			r->field++;
		return OUTCOME_OK;
	}
	rows_end(r);
	v->where = COPY;
	return OUTCOME_OK;
}
