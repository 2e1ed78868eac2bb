/* Rows of INSERT statements: values, what stands between them, and what is
 * larger than a chunk. See sql_lexer.h. */
#include "scanner/formats/sql_lexer.h"

static uint32_t skip_space(const struct chunk *c, uint32_t at)
{
	while (at < c->length && c->text[at] <= ' ')
		at++;
	return at;
}

void sql_scan_from(struct sql *v, enum sql_unit unit, uint32_t at)
{
	v->scan = (struct sql_scan){ .at = at,
				     .unit = unit,
				     .last = v->rows.stream.ended,
				     .backslash = v->ways.backslash,
				     .dialect = v->ways.dialect };
}

/* A comment inside a statement is running text, too. False when it does not
 * end in the chunk. */
static bool pass_comment(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint16_t field = r->field;
	bool ended;

	sql_scan_from(v, SQL_STATEMENT, r->at);
	ended = sql_scan(&v->scan, c->text, c->length);
	if (!ended && !r->stream.ended)
		return false;
	r->field = UINT16_MAX;
	ended = rows_cell(r, r->at, v->scan.at, CELL_PIECE);
	r->field = field;
	if (ended)
		r->at = v->scan.at;
	return ended;
}

static bool at_comment(const struct sql *v)
{
	const struct chunk *c = v->rows.stream.chunk;

	return v->rows.at < c->length &&
	       sql_comment(v->ways.dialect, c->text, v->rows.at, c->length) !=
		       SQL_PLAIN;
}

bool sql_next_row(struct sql *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;

	for (;;) {
		r->at = skip_space(c, r->at);
		if (r->at == c->length)
			return false;
		switch (c->text[r->at]) {
		case '(':
			return true;
		case ',':
			r->at++;
			v->comma = true;
			continue;
		case ';':
			r->at++;
			v->where = TOP;
			return true;
		default:
			break;
		}
		if (c->length - r->at < SQL_AHEAD && !r->stream.ended)
			return false;
		if (v->comma && sql_word_is(c->text + r->at,
					    c->length - r->at, "ROW")) {
			r->at += 3;
			continue;
		}
		if (!at_comment(v))
			break;
		if (pass_comment(v))
			continue;
		if (r->at)
			return false;
		break; /* it fills the chunk */
	}
	/* INSERT ALL has another INTO behind its row. */
	if (!sql_word_is(c->text + r->at, c->length - r->at, "INTO"))
		v->where = TOP;
	return true;
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
		return sql_truncated(r);
	}
	if (from && !r->piece)
		return rows_advance(r, from);
	if (!r->piece) {
		sql_scan_from(v, SQL_VALUE, 0);
		sql_scan(&v->scan, c->text, c->length);
	}
	r->at = v->scan.at;
	return rows_piece(r, 0);
}

/* Where a piece goes on, only its end is of interest. */
static int lex_piece(struct sql *v)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;

	v->scan.at = r->at;
	v->scan.last = r->stream.ended;
	if (!sql_scan(&v->scan, c->text, c->length))
		return more(v, 0);
	rows_piece_end(r, v->scan.at);
	r->at = v->scan.at;
	return OUTCOME_OK;
}

static bool add_value(struct sql *v, const struct sql_value *f)
{
	if (f->composed)
		return sql_composed_cell(v, f->from, f->to);
	return f->escaped ? sql_unescaped_cell(v, f->from, f->to)
			  : rows_cell(&v->rows, f->from, f->to, f->flags);
}

/* One value, and the comma or parenthesis behind it. */
int sql_lex_value(struct sql *v)
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
		r->at = skip_space(c, r->at);
		if (at_comment(v) && pass_comment(v))
			return OUTCOME_OK;
		if (!sql_find_value(v, r->at, &f))
			return more(v, r->at);
		if (!add_value(v, &f))
			return rows_advance(r, r->at);
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

int sql_lex_between(struct sql *v)
{
	struct rows *r = &v->rows;

	v->comma = false;
	r->at++;
	r->field = 0;
	if (!sql_usual_rows(v))
		v->where = ROW;
	return OUTCOME_OK;
}
