/*
 * Delimited tables: CSV (RFC 4180) and TSV, and what else parts fields by a
 * character (csv_dialect.h). The dialect and the header are found from the
 * contents.
 */
#include <stdlib.h>
#include <string.h>

#include "scanner/base/number.h"
#include "scanner/formats/csv_lexer.h"

static unsigned bid(const struct head *head)
{
	struct csv_dialect d;

	return csv_dialect_find(head, &d) ? 16 : 0;
}

/* Adds a cell whose text is not as it is meant, beside the block. */
static bool side_cell(struct csv *v, const struct csv_field *f)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;

	if (csv_is_null(&v->dialect, c->text + f->from, f->to - f->from))
		return rows_cell(r, f->from, f->from, CELL_NULL);
	if (f->to - f->from > CHUNK_SIDE)
		return rows_cell(r, f->from, f->to, CELL_PIECE);
	if (f->to - f->from > CHUNK_SIDE - c->side_length)
		return false;
	return rows_side_cell(r, f->from,
			      csv_unescape(&v->dialect, c->text + f->from,
					   f->to - f->from,
					   c->side + c->side_length));
}

#define SCIENTIFIC_MIN 6 /* bytes: 1.0E+7 */
#define RARE_BACK 3 /* bytes from the end of a field */

/* 1.10101E+17, as spreadsheets write numbers of many digits: an E or what
 * follows it is third from the end. */
static bool is_scientific(const unsigned char *text, size_t length)
{
	return length >= SCIENTIFIC_MIN &&
	       (text[length - RARE_BACK] == 'E' ||
		text[length - RARE_BACK] == '+');
}

/* What is not as most fields are: such numbers, and NULL. */
static void set_rare(struct csv *v)
{
	const struct csv_dialect *d = &v->dialect;
	size_t length = strlen(d->null);

	memset(v->rare, 0, sizeof(v->rare));
	v->rare['E'] = v->rare['+'] = v->rare['U'] = true;
	if (length >= RARE_BACK)
		v->rare[(unsigned char)d->null[length - RARE_BACK]] = true;
	else if (length) /* what stands before it */
		v->rare[d->delimiter[0]] = v->rare['\n'] = true;
}

static bool number_cell(struct rows *r, const struct csv_field *f)
{
	struct chunk *c = r->stream.chunk;
	char digits[NUMBER_DIGITS];
	size_t length = number_digits(c->text + f->from, f->to - f->from,
				      digits);

	if (!length)
		return rows_cell(r, f->from, f->to, 0);
	if (length > CHUNK_SIDE - c->side_length)
		return false;
	memcpy(c->side + c->side_length, digits, length);
	if (!rows_side_cell(r, f->from, (uint32_t)length))
		return false;
	c->cells[c->cell_count - 1].flags |= CELL_NUMBER;
	return true;
}

/* Not in quotes: then it would be a word. */
static bool is_null(const struct csv *v, const struct csv_field *f)
{
	const unsigned char *text = v->rows.stream.chunk->text;

	return csv_says_null(&v->dialect, text + f->from, f->to - f->from) &&
	       !(v->dialect.quote && f->from &&
		 text[f->from - 1] == v->dialect.quote);
}

static bool add_field(struct csv *v, const struct csv_field *f)
{
	struct rows *r = &v->rows;

	if (r->piece) {
		rows_piece_end(r, f->to);
		return true;
	}
	if (f->escaped)
		return side_cell(v, f);
	if (is_null(v, f))
		return rows_cell(r, f->from, f->from, CELL_NULL);
	if (is_scientific(r->stream.chunk->text + f->from, f->to - f->from))
		return number_cell(r, f);
	return rows_cell(r, f->from, f->to, 0);
}

/* Reads on because the field at r->at is not complete. One that fills the
 * chunk becomes a piece. */
static int more(struct csv *v, bool *quoted)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;

	if (r->at && !r->piece)
		return rows_advance(r, r->at);
	if (!r->piece)
		*quoted = v->dialect.quote && c->text[0] == v->dialect.quote;
	r->at = c->length - CSV_DELIMITER_MAX; /* may be cut in two there */
	return rows_piece(r, 0);
}

/* No row begins at `at`, or not one of ours. */
static bool no_row(const struct rows *r, size_t at)
{
	const unsigned char *text = r->stream.chunk->text;

	return at >= r->stop || text[at] == '\n' || text[at] == '\r';
}

static inline void put(struct cell *cell, size_t from, size_t to,
		       uint32_t field)
{
	*cell = (struct cell){
		.offset = (uint32_t)from,
		.length = (uint32_t)(to - from),
		.field = (uint16_t)field,
		.flags = 0,
		.place = (uint32_t)from,
	};
}

/* The field's word may be that it has none. */
static inline void take_null(const struct csv *v, struct cell *cell,
			     const unsigned char *text)
{
	if (!csv_says_null(&v->dialect, text + cell->offset, cell->length))
		return;
	cell->length = 0;
	cell->flags = CELL_NULL;
}

/* The end of a row's last field, without the carriage return. */
static inline size_t last_end(const unsigned char *text, size_t from,
			      size_t feed)
{
	return feed - (feed > from && text[feed - 1] == '\r');
}

/* Whether the quote at `close` is the last of a field that ends at `to`. */
static inline bool closes(const unsigned char *text, size_t close, size_t to)
{
	return to == close + 1 || (to == close + 2 && text[to] == '\n' &&
				   text[to - 1] == '\r');
}

/* The row's last fields are blank, as they are behind a title. */
static inline bool is_sparse(const struct cell *last, unsigned fields)
{
	return !last->length && (fields < 3 || !last[-1].length);
}

/* A row of so many fields ends with this cell and a line feed. False when no
 * row follows, or not on its own. */
static bool end_line(struct csv *v, struct cell *last, unsigned fields,
		     size_t feed)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;

	last->flags |= CELL_ROW_END;
	c->cell_count = (uint32_t)(last + 1 - c->cells);
	r->at = (uint32_t)feed + 1;
	r->field = 0;
	if ((fields != v->usual || is_sparse(last, fields)) &&
	    csv_parts(v, fields))
		return false;
	return !no_row(r, feed + 1);
}

/* Where the field ends whose closing quote that is; *end: the first end behind
 * the quote that opens it. */
static inline size_t quoted_end(const unsigned char *text, size_t close,
				const uint32_t **end)
{
	size_t to = *(*end)++;

	while (to < close && text[to] != '\n')
		to = *(*end)++;
	return to;
}

/* Whether fields can be put from r->at on, as many as a list has. */
static bool may_put(const struct rows *r)
{
	return (r->field || !no_row(r, r->at)) && r->at >= RARE_BACK &&
	       r->field <= CSV_COLUMNS_MAX - MARKS_LISTED &&
	       r->stream.chunk->cell_count <=
		       CHUNK_CELLS - ROWS_SPARE - MARKS_LISTED;
}

#define NO_BYTE 0x100U

/* Fields as they mostly are, quoted or not: as many as come and are listed.
 * Most of a table passes here, so a field takes few instructions, and none
 * waits for where the one before ended. Whatever else comes stays for
 * lex_field(). */
static __attribute__((noinline)) void lex_fields(struct csv *v)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	const unsigned char *text = c->text;
	unsigned char delimiter = v->dialect.delimiter[0];
	unsigned quote = v->plain ? v->dialect.quote : NO_BYTE;
	struct cell *cell = c->cells + c->cell_count;
	const uint32_t *end = rows_list(r, ENDS, r->at);
	size_t from = r->at, stop = c->length, begin, last, to;
	uint32_t field = r->field;

	if (!v->plain)
		stop = marks_until(r->marks[QUOTES], from, r->list.to);
	for (;; cell++, from = to + 1) {
		begin = from;
		if (text[from] == quote) {
			last = marks_until(r->marks[QUOTES], ++begin,
					   c->length);
			to = quoted_end(text, last, &end);
			if (!closes(text, last, to))
				break;
		} else {
			last = to = *end++;
			if (text[to] == '\n')
				last = last_end(text, from, to);
		}
		if (to >= stop) /* or no more is listed */
			break;
		put(cell, begin, last, field);
		if (v->rare[text[last - RARE_BACK]]) {
			if (is_scientific(text + begin, last - begin))
				break;
			if (begin == from)
				take_null(v, cell, text);
		}
		field++;
		if (text[to] == delimiter)
			continue;
		r->listed = (uint32_t)(end - r->list.at);
		if (!end_line(v, cell, field, to))
			return;
		field = 0;
	}
	c->cell_count = (uint32_t)(cell - c->cells);
	r->at = (uint32_t)from;
	r->field = (uint16_t)field;
}

/* A line below a drawn table: "3 rows in set". */
static bool is_note(const struct csv *v, const struct csv_field *f)
{
	return v->dialect.drawn && v->dialect.columns > 1 && f->last &&
	       !v->rows.field;
}

static void end_row(struct csv *v)
{
	unsigned fields = v->rows.field;

	rows_end(&v->rows);
	if (fields <= v->rows.stream.chunk->cell_count)
		csv_parts(v, fields);
}

/* The field at rows->at, whatever it is. */
static int lex_field(struct csv *v, bool *quoted)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	struct csv_field f;

	if (!(r->piece ? csv_find_piece_end(v, *quoted, &f)
		       : csv_find_field(v, r->at, r->field, &f)))
		return more(v, quoted);
	if (is_note(v, &f)) {
		if (!rows_text(r, f.from, f.to))
			return rows_advance(r, r->at);
		r->at = csv_behind(v, &f);
		return OUTCOME_OK;
	}
	if (!add_field(v, &f))
		return rows_advance(r, r->at);
	v->cut |= v->dialect.even && f.end >= c->length &&
		  r->field + 1u < v->dialect.columns;
	r->at = csv_behind(v, &f);
	if (r->field < CSV_COLUMNS_MAX)
		r->field++;
	if (f.last)
		end_row(v);
	return OUTCOME_OK;
}

static int lex(struct csv *v)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	int outcome = OUTCOME_OK;
	bool quoted = false;

	while (outcome == OUTCOME_OK) {
		bool begins;

		if (v->lines && !v->look && !v->form && !r->piece &&
		    may_put(r))
			lex_fields(v);
		begins = !r->field && !r->piece;
		if (begins && (r->at >= r->stop || r->at >= c->length)) {
			if (r->at < c->length || r->stream.ended)
				break;
			outcome = rows_advance(r, r->at);
		} else if (begins && csv_skip_line(v, &r->at)) {
			v->look = v->apart = v->tables;
		} else if (v->look) {
			outcome = csv_look(v);
		} else if (v->form) {
			outcome = csv_text_line(v);
		} else {
			outcome = lex_field(v, &quoted);
		}
	}
	return outcome;
}

static int begin(struct csv *v, struct extraction *x)
{
	const struct table inherited = { .kind = TABLE_ROWS };

	if (x->guess)
		rows_guess_line(&v->rows, x);
	if (x->entry.position >= x->end)
		return OUTCOME_FAILED;
	v->below = x->entry.where;
	rows_start(&v->rows, x, x->entry.position,
		   (enum charset)x->entry.charset);
	return x->begin ? x->out->table(x->out, &inherited)
			: csv_open_table(v);
}

static void set_dialect(struct csv *v, const struct head *head)
{
	struct csv_dialect *d = &v->dialect;

	if (!csv_dialect_find(head, d))
		*d = (struct csv_dialect){ .delimiter = ",",
					   .delimiter_length = 1,
					   .quote = '"',
					   .columns = 1 };
	csv_find_null(head, d);
	set_rare(v);
	v->usual = d->columns;
	v->lines = d->delimiter_length == 1 && !d->spaced && !d->framed &&
		   !d->drawn;
	v->plain = v->lines && d->quote && !d->escapes;
	v->rows.ender = d->ender;
	v->rows.bytes[QUOTES][0] = d->quote ? d->quote : '\\';
	v->rows.bytes[QUOTES][1] = d->escapes ? '\\' : d->quote;
	v->rows.bytes[ENDS][0] = d->delimiter[0];
	v->rows.bytes[ENDS][1] = '\n';
}

/* What quotes and the end of the file say of the table. */
static int judge_end(const struct csv *v, struct problem *problem)
{
	if (v->stray)
		return problem_set(problem, OUTCOME_PARTIAL, REASON_DAMAGED,
				   "a quote is not closed: rows are told by "
				   "their lines");
	if (v->cut)
		return problem_set(problem, OUTCOME_PARTIAL, REASON_TRUNCATED,
				   "the table ends inside a row");
	return OUTCOME_OK;
}

static int extract(struct extraction *x)
{
	struct csv *v = malloc(sizeof(*v));
	int outcome, finished;

	if (!v)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read a table");
	v->stray = v->cut = v->look = v->apart = v->form = false;
	v->tables = !x->begin && x->end == UINT64_MAX ? csv_tables_new()
						      : NULL;
	set_dialect(v, x->head);
	outcome = begin(v, x);
	if (outcome == OUTCOME_OK) {
		outcome = lex(v);
		finished = rows_finish(&v->rows, v->below);
		if (outcome == OUTCOME_OK)
			outcome = finished;
		if (outcome == OUTCOME_OK)
			outcome = judge_end(v, x->problem);
	} else if (x->entry.position >= x->end) {
		x->exit = x->entry;
		outcome = OUTCOME_OK;
	}
	csv_tables_free(v->tables);
	free(v);
	return outcome;
}

const struct format format_csv = {
	.name = "csv",
	.bid = bid,
	.bid_most = 16,
	.extract = extract,
	.segmented = true,
	.textual = true,
};
