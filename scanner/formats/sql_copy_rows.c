/* Rows of COPY that are not written as pg_dump writes them, field by field.
 * See sql_copy.h. */
#include "scanner/formats/sql_copy.h"

#include <string.h>

#include "scanner/formats/sql_escapes.h"
#include "scanner/formats/sql_lexer.h"

#define END_AHEAD 4 /* bytes: \.\r\n */

bool sql_copy_field(const struct sql_copy *copy, const unsigned char *text,
		    uint32_t *at, uint32_t end, bool last, bool *quoted)
{
	for (; *at < end; ++*at) {
		unsigned char c = text[*at], next = text[*at + 1];

		if (end - *at <= END_AHEAD && !last)
			return false;
		if (*quoted) {
			if (c == copy->escape &&
			    (next == copy->quote || next == copy->escape))
				*at += *at + 1 < end;
			else if (c == copy->quote)
				*quoted = false;
			else if (c == '\n' && sql_copy_ends(text, *at + 1))
				return true; /* it is never closed */
		} else if (c == copy->delimiter || c == '\n') {
			return true;
		} else if (copy->csv) {
			*quoted = c == copy->quote;
		} else if (c == '\\') {
			*at += *at + 1 < end;
		}
	}
	return last;
}

/* CSV without its quotes. Returns the length. */
static uint32_t unquote(const struct sql_copy *copy, const unsigned char *text,
			uint32_t length, unsigned char *out)
{
	bool quoted = false;
	uint32_t n = 0;

	for (uint32_t i = 0; i < length; i++) {
		unsigned char next = i + 1 < length ? text[i + 1] : 0;

		if (quoted && next && text[i] == copy->escape &&
		    (next == copy->quote || next == copy->escape))
			out[n++] = text[++i];
		else if (text[i] == copy->quote)
			quoted = !quoted;
		else
			out[n++] = text[i];
	}
	return n;
}

/* A cell with quotes or escapes. False: no room. */
static bool side_cell(struct rows *r, const struct sql_copy *copy,
		      uint32_t from, uint32_t to)
{
	struct chunk *c = r->stream.chunk;
	const unsigned char *text = c->text + from;
	unsigned char *out = c->side + c->side_length;
	uint32_t length = to - from;

	if (length > CHUNK_SIDE)
		return rows_cell(r, from, to, CELL_PIECE);
	if (length > CHUNK_SIDE - c->side_length)
		return false;
	length = copy->csv ? unquote(copy, text, length, out)
			   : sql_unescape_c(text, length, false, out);
	return rows_side_cell(r, from, length);
}

static bool add_field(struct rows *r, const struct sql_copy *copy,
		      uint32_t from, uint32_t to)
{
	const unsigned char *text = r->stream.chunk->text + from;
	uint32_t length = to - from;

	if (r->piece) {
		rows_piece_end(r, to);
		return true;
	}
	if (length == copy->null_length && !memcmp(text, copy->null, length))
		return rows_cell(r, from, from, CELL_NULL);
	if (memchr(text, copy->csv ? copy->quote : '\\', length))
		return side_cell(r, copy, from, to);
	return rows_cell(r, from, to, 0);
}

int sql_lex_copy_field(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct sql_copy *copy = &v->names.copy;
	const struct chunk *c = r->stream.chunk;
	uint32_t at = r->at, to;

	if (!r->field && !r->piece && sql_copy_ends(c->text, at) &&
	    (c->length - at >= END_AHEAD || r->stream.ended)) {
		r->at += 2;
		v->where = TOP;
		return OUTCOME_OK;
	}
	v->quoted &= r->piece;
	if (!sql_copy_field(copy, c->text, &at, c->length, r->stream.ended,
			    &v->quoted)) {
		if (r->at && !r->piece)
			return rows_advance(r, r->at);
		r->at = at;
		return rows_piece(r, 0);
	}
	to = sql_copy_cell_end(c->text, r->at, at, c->length);
	if (!add_field(r, copy, r->at, to))
		return rows_advance(r, r->at);
	r->at = at + (at < c->length);
	if (at < c->length && c->text[at] == copy->delimiter)
		r->field += r->field < SQL_COLUMNS_MAX;
	else
		rows_end(r);
	return OUTCOME_OK;
}
