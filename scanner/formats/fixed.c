/*
 * Tables whose columns stand at fixed places of each line: what banks
 * exchange, and what sqlplus, sqlcmd and sqlite3 write (fixed_layout.h).
 */
#include <stdlib.h>
#include <string.h>

#include "scanner/formats/fixed_layout.h"
#include "scanner/formats/rows.h"

#define NAME_BYTES 256

static unsigned bid(const struct head *head)
{
	struct fixed_layout l;

	return fixed_layout_find(head, &l) ? 12 : 0;
}

enum { UNUSED, ENDS };

struct fixed {
	struct rows rows;
	struct fixed_layout layout;
	struct fixed_column cells[FIXED_COLUMNS_MAX]; /* bytes of a line */
	bool cut; /* the last line is shorter than the others */
};

/* Takes the names from their line, which is in the chunk. */
static void read_names(struct fixed *v, char (*names)[NAME_BYTES])
{
	const struct fixed_layout *l = &v->layout;
	const struct stream *s = &v->rows.stream;

	fixed_cut(l, s->chunk->text + l->names_from,
		  l->names_to - l->names_from, v->cells);
	for (unsigned i = 0; i < l->count; i++) {
		const struct fixed_column *cell = &v->cells[i];
		size_t length = stream_decode(
			s, l->names_from + cell->from,
			l->names_from + cell->to, (unsigned char *)names[i],
			NAME_BYTES - 1);

		names[i][length] = '\0';
	}
}

/* Opens the table and goes behind what is no row. */
static int open_table(struct fixed *v)
{
	const struct fixed_layout *l = &v->layout;
	struct rows *r = &v->rows;
	struct emitter *out = r->stream.x->out;
	struct table table = { .kind = TABLE_ROWS };
	char (*names)[NAME_BYTES] = calloc(l->count, NAME_BYTES);
	const char *columns[FIXED_COLUMNS_MAX];
	int outcome;

	if (l->rows > r->stream.chunk->length) {
		table.column_count = 0; /* the file was changed meanwhile */
	} else {
		if (names && l->names_from < l->names_to) {
			read_names(v, names);
			for (unsigned i = 0; i < l->count; i++)
				columns[i] = names[i];
			table.columns = columns;
			table.column_count = l->count;
		}
		r->at = l->rows;
	}
	outcome = out->table(out, &table);
	if (r->at && l->names_from)
		rows_text(r, 0, l->names_from);
	free(names);
	return outcome;
}

/* Pages begin with the names again. */
static bool is_names(const struct fixed *v, const unsigned char *line,
		     uint32_t length)
{
	const struct fixed_layout *l = &v->layout;

	return length && length == l->names_to - l->names_from &&
	       !memcmp(line, v->rows.stream.x->head->text + l->names_from,
		       length);
}

/* Adds a cell. A number right behind another one, or a letter, goes beside
 * the block, where the matcher sees it begin; there is room for the line. */
static void add_cell(struct rows *r, uint32_t from, uint32_t to)
{
	struct chunk *c = r->stream.chunk;
	unsigned char before = from ? c->text[from - 1] : ' ';

	if (from == to || before < '0' || before > 'z' ||
	    c->text[from] > '9') {
		rows_cell(r, from, to, 0);
		return;
	}
	memcpy(c->side + c->side_length, c->text + from, to - from);
	rows_side_cell(r, from, to - from);
}

/* Adds the cells of a line. False when there is no room. */
static bool add_line(struct fixed *v, uint32_t from, uint32_t to)
{
	const struct fixed_layout *l = &v->layout;
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	const unsigned char *line = c->text + from;
	uint32_t length = to - from;

	if (length && line[length - 1] == '\r')
		length--;
	if (!length || is_names(v, line, length) ||
	    (l->ruled && fixed_dashes(line, length)))
		return true;
	if (!fixed_fits(l, line, length))
		return rows_text(r, from, to);
	if (c->cell_count + l->count > CHUNK_CELLS - ROWS_SPARE ||
	    (!l->ruled && length > CHUNK_SIDE - c->side_length))
		return false;
	fixed_cut(l, line, length, v->cells);
	for (unsigned i = 0; i < l->count; i++) {
		r->field = (uint16_t)i;
		add_cell(r, from + v->cells[i].from, from + v->cells[i].to);
	}
	rows_end(r);
	return true;
}

/* Reads on because the line at r->at is not complete. One that fills the
 * chunk is no row. */
static int more(struct rows *r)
{
	if (r->at && !r->piece)
		return rows_advance(r, r->at);
	r->field = UINT16_MAX;
	r->at = r->stream.chunk->length - 1;
	return rows_piece(r, 0);
}

static int lex(struct fixed *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	int outcome = OUTCOME_OK;

	while (outcome == OUTCOME_OK) {
		uint32_t end;

		if (!r->piece && (r->at >= r->stop || r->at >= c->length)) {
			if (r->at < c->length || r->stream.ended)
				break;
			outcome = rows_advance(r, r->at);
			continue;
		}
		end = marks_next(r->marks[ENDS], r->at, c->length);
		if (end == MARKS_NONE && !r->stream.ended) {
			outcome = more(r);
			continue;
		}
		if (end == MARKS_NONE)
			end = c->length;
		if (r->piece) {
			rows_piece_end(r, end);
			r->field = 0;
		} else if (!add_line(v, r->at, end)) {
			outcome = rows_advance(r, r->at);
			continue;
		}
		v->cut |= end == c->length &&
			  fixed_width(v->layout.measure, c->text + r->at,
				      end - r->at) < v->layout.width;
		r->at = end + (end < c->length);
	}
	return outcome;
}

static int begin(struct fixed *v, struct extraction *x)
{
	const struct table inherited = { .kind = TABLE_ROWS };

	v->rows.bytes[ENDS][0] = v->rows.bytes[ENDS][1] = '\n';
	if (x->guess)
		rows_guess_line(&v->rows, x);
	if (x->entry.position >= x->end)
		return OUTCOME_FAILED;
	rows_start(&v->rows, x, x->entry.position,
		   (enum charset)x->entry.charset);
	return x->begin ? x->out->table(x->out, &inherited) : open_table(v);
}

static int extract(struct extraction *x)
{
	struct fixed *v = calloc(1, sizeof(*v));
	int outcome, finished;

	if (!v)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read a table");
	fixed_layout_find(x->head, &v->layout);
	fixed_layout_part(x->head, &v->layout, x->out->proven);
	outcome = begin(v, x);
	if (outcome == OUTCOME_OK) {
		outcome = lex(v);
		finished = rows_finish(&v->rows, 0);
		if (outcome == OUTCOME_OK)
			outcome = finished;
		if (outcome == OUTCOME_OK && v->cut)
			outcome = problem_set(x->problem, OUTCOME_PARTIAL,
					      REASON_TRUNCATED,
					      "the table ends inside a row");
	} else if (x->entry.position >= x->end) {
		x->exit = x->entry;
		outcome = OUTCOME_OK;
	}
	free(v);
	return outcome;
}

const struct format format_fixed = {
	.name = "fixed",
	.bid = bid,
	.bid_most = 12,
	.extract = extract,
	.segmented = true,
	.textual = true,
};
