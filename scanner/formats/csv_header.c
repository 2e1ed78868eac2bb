/*
 * The names of a delimited table's columns: in the first row that has most
 * fields filled, when it is unlike the rows below it. Titles may stand above;
 * a second row of names, or groups of columns, beside it.
 */
#include <stdlib.h>
#include <string.h>

#include "scanner/base/buffer.h"
#include "scanner/formats/csv_lexer.h"
#include "scanner/formats/held_rows.h"

#define ROWS_SEEN 48
#define TITLES_MAX 40
#define DIGITS_MAX 6 /* in a name: a month, a post code, no number of anyone */

enum kind { BLANK, WORDS, MIXED, NUMBER, VALUE };

struct seen {
	uint32_t from, to; /* in the chunk */
	enum kind kind;
};

struct header {
	struct csv *csv;
	const struct chunk *chunk;
	unsigned columns, count;
	struct row {
		uint32_t at; /* in the chunk; */
		uint32_t end;
		unsigned fields;
		struct seen *cells;
	} rows[ROWS_SEEN];
	struct seen *cells; /* of all rows */
};

/* Years may name columns, although they are numbers. */
static bool is_year(const unsigned char *text, uint32_t length)
{
	return length == 4 && (!memcmp(text, "19", 2) ||
			       !memcmp(text, "20", 2));
}

static enum kind kind_of(const struct csv_dialect *d,
			 const unsigned char *text, uint32_t length)
{
	unsigned run = 0, digits = 0, letters = 0, high = 0;

	if (csv_says_null(d, text, length))
		return BLANK;
	for (uint32_t i = 0; i < length; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';

		run = digit ? run + 1 : 0;
		if (run > DIGITS_MAX || text[i] == '@')
			return VALUE;
		digits += digit;
		high += text[i] >= 0x80;
		letters += (text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z';
	}
	letters += high / 2;
	if (!digits)
		return letters ? WORDS : BLANK;
	if (!letters)
		return is_year(text, length) ? MIXED : NUMBER;
	return letters < digits ? MIXED : WORDS;
}

/* Takes the row at *at. False when it does not end in the chunk. */
static bool see_row(struct header *h, uint32_t *at)
{
	const unsigned char *text = h->chunk->text;
	struct row *row = &h->rows[h->count];
	struct csv_field f;
	unsigned index = 0;

	while (csv_skip_line(h->csv, at))
		;
	if (*at >= h->chunk->length)
		return false;
	row->at = *at;
	row->cells = h->cells + (size_t)h->count * h->columns;
	do {
		if (!csv_find_field(h->csv, *at, index, &f))
			return false;
		*at = csv_behind(h->csv, &f);
		if (index < h->columns)
			row->cells[index++] = (struct seen){
				f.from, f.to,
				kind_of(&h->csv->dialect, text + f.from,
					f.to - f.from)
			};
	} while (!f.last);
	row->fields = index;
	row->end = *at;
	h->count++;
	return true;
}

static unsigned count_kind(const struct row *row, enum kind kind)
{
	unsigned n = 0;

	for (unsigned i = 0; i < row->fields; i++)
		n += row->cells[i].kind == kind;
	return n;
}

static unsigned filled(const struct row *row)
{
	return row->fields - count_kind(row, BLANK);
}

/* Every field may be a name, if it is not blank. */
static bool may_name(const struct row *row)
{
	return count_kind(row, WORDS) && !count_kind(row, NUMBER) &&
	       !count_kind(row, VALUE);
}

/* A title, or names of groups of columns. */
static bool is_sparse(const struct header *h, const struct row *row)
{
	return h->columns > 2 && filled(row) * 2 < h->columns;
}

/* Labels and their values stand in cells, half of those that are filled, and
 * others are blank. */
static bool tells(const struct header *h, const struct row *row)
{
	unsigned telling = 0;
	char text[CSV_NAME_BYTES];

	if (filled(row) >= h->columns)
		return false;
	for (unsigned i = 0; i < row->fields; i++) {
		csv_read_name(h->csv, row->cells[i].from, row->cells[i].to,
			      text);
		telling += held_tells((unsigned char *)text, strlen(text));
	}
	return telling && telling * 2 >= filled(row);
}

static bool is_title(const struct header *h, const struct row *row)
{
	return (is_sparse(h, row) && !count_kind(row, NUMBER) &&
		!count_kind(row, VALUE)) || tells(h, row);
}

/* A column of words at its head, of other things below. */
static bool is_unlike(const struct header *h, unsigned row, unsigned column)
{
	unsigned filled = 0, words = 0;

	if (column >= h->rows[row].fields ||
	    h->rows[row].cells[column].kind != WORDS)
		return false;
	for (unsigned i = row + 1; i < h->count; i++) {
		if (column >= h->rows[i].fields)
			continue;
		filled += h->rows[i].cells[column].kind != BLANK;
		words += h->rows[i].cells[column].kind == WORDS;
	}
	return words * 2 < filled;
}

/* The words stand in the same column again. */
static bool is_repeated(const struct header *h, unsigned row, unsigned column)
{
	const unsigned char *text = h->chunk->text;
	const struct seen *cell = &h->rows[row].cells[column];

	if (cell->kind != WORDS)
		return false;
	for (unsigned i = row + 1; i < h->count; i++) {
		const struct seen *other = &h->rows[i].cells[column];

		if (column < h->rows[i].fields &&
		    other->to - other->from == cell->to - cell->from &&
		    !memcmp(text + other->from, text + cell->from,
			    cell->to - cell->from))
			return true;
	}
	return false;
}

void csv_read_name(const struct csv *v, uint32_t begin, uint32_t end,
		   char name[CSV_NAME_BYTES])
{
	unsigned char text[CSV_NAME_BYTES - 1];
	size_t length = stream_decode(&v->rows.stream, begin, end, text,
				      sizeof(text));
	uint32_t from = 0, to;

	to = csv_unescape(&v->dialect, text, (uint32_t)length, text);
	while (from < to && strchr(" \t\"'=#", text[from]))
		from++;
	while (to > from && strchr(" \t\"'", text[to - 1]))
		to--;
	memcpy(name, text + from, to - from);
	name[to - from] = '\0';
}

static bool is_label(const struct header *h, const struct seen *cell)
{
	const struct emitter *out = h->csv->rows.stream.x->out;
	char name[CSV_NAME_BYTES];

	if (cell->kind != WORDS || !out->label)
		return false;
	csv_read_name(h->csv, cell->from, cell->to, name);
	return out->label(name);
}

/* Whether the row names columns: its words are labels, or unlike what is
 * below. `alone`: or nothing speaks against it. */
static bool names_columns(const struct header *h, unsigned row, bool alone)
{
	if (row >= h->count || !may_name(&h->rows[row]))
		return false;
	for (unsigned i = 0; i < h->rows[row].fields; i++)
		if (is_unlike(h, row, i) ||
		    (is_label(h, &h->rows[row].cells[i]) &&
		     !is_repeated(h, row, i)))
			return true;
	for (unsigned i = 0; alone && i < h->rows[row].fields; i++)
		if (is_repeated(h, row, i))
			return false;
	return alone;
}

static enum kind kind_at(const struct row *row, unsigned column)
{
	return column < row->fields ? row->cells[column].kind : BLANK;
}

/* The names stand in this row and in the next one, if only where groups of
 * columns have them. */
static bool goes_on(const struct header *h, unsigned row)
{
	const struct row *upper = &h->rows[row], *lower = upper + 1;
	bool grouped = false;
	unsigned unlike = 0;

	if (row + 1 >= h->count || !may_name(lower))
		return false;
	for (unsigned i = 0; i < lower->fields; i++)
		grouped |= kind_at(upper, i) == BLANK &&
			   kind_at(lower, i) == WORDS;
	for (unsigned i = 0; i < lower->fields; i++) {
		unlike += is_unlike(h, row + 1, i);
		if (is_unlike(h, row, i) && kind_at(lower, i) != WORDS &&
		    !(grouped && kind_at(lower, i) == BLANK))
			return false;
	}
	return unlike;
}

/* The first and last row of names. False when there is none. */
static bool find_names(const struct header *h, unsigned *first, unsigned *last)
{
	unsigned row = 0, titles = 0;

	for (; row < TITLES_MAX && row < h->count &&
	       is_title(h, &h->rows[row]); row++)
		titles += filled(&h->rows[row]) == 1 || tells(h, &h->rows[row]);
	if (!names_columns(h, row, titles == row))
		return false;
	*first = *last = row;
	if (row && count_kind(&h->rows[row - 1], WORDS) > 1 &&
	    !tells(h, &h->rows[row - 1]))
		--*first;
	else
		*last += goes_on(h, row);
	return true;
}

/* Names of the columns and, behind them, comments. */
struct names {
	struct buffer text; /* C strings */
	uint32_t *at;       /* in it */
	const char **pointers;
	unsigned count;
};

static void add_name(struct names *n, const struct header *h,
		     const struct row *row, unsigned column)
{
	char name[CSV_NAME_BYTES] = "";

	if (column < row->fields)
		csv_read_name(h->csv, row->cells[column].from,
			      row->cells[column].to, name);
	n->at[n->count++] = (uint32_t)n->text.length;
	buffer_append(&n->text, name, strlen(name) + 1);
}

/* Where rows complete each other the upper one names groups, of which the
 * first column has the name; else both name every column. */
static void add_names(struct names *n, const struct header *h, unsigned first,
		      unsigned last)
{
	const struct row *upper = &h->rows[first], *lower = &h->rows[last];
	bool grouped = false;
	unsigned group = 0;

	for (unsigned i = 0; i < h->columns; i++)
		grouped |= kind_at(upper, i) == BLANK &&
			   kind_at(lower, i) != BLANK;
	for (unsigned i = 0; i < h->columns; i++)
		add_name(n, h,
			 grouped && kind_at(lower, i) != BLANK ? lower : upper,
			 i);
	for (unsigned i = 0; first < last && i < h->columns; i++) {
		group = kind_at(upper, i) == BLANK ? group : i;
		add_name(n, h, grouped ? upper : lower, grouped ? group : i);
	}
}

static int open_named(const struct header *h, unsigned first, unsigned last)
{
	struct emitter *out = h->csv->rows.stream.x->out;
	struct table table = { .kind = TABLE_ROWS };
	struct names n = { .at = calloc(2 * h->columns, sizeof(*n.at)),
			   .pointers = calloc(2 * h->columns,
					      sizeof(*n.pointers)) };
	int outcome;

	if (n.at && n.pointers)
		add_names(&n, h, first, last);
	if (n.count && !n.text.failed) {
		for (unsigned i = 0; i < n.count; i++)
			n.pointers[i] = (char *)n.text.bytes + n.at[i];
		table.columns = n.pointers;
		table.column_count = h->columns;
		if (n.count > h->columns)
			table.comments = n.pointers + h->columns;
	}
	outcome = out->table(out, &table);
	buffer_release(&n.text);
	free(n.at);
	free(n.pointers);
	return outcome;
}

/* What stands before the first row of data is running text, but for the names
 * of the columns, at `names`. */
static void skip_to(struct csv *v, uint32_t names, uint32_t rows)
{
	if (names)
		rows_text(&v->rows, 0, names);
	v->rows.at = names;
	if (!v->form)
		csv_know_table(v);
	v->rows.at = rows;
}

int csv_open_table(struct csv *v)
{
	static const struct table unnamed = { .kind = TABLE_ROWS };
	static const struct table prose = { .kind = TABLE_PROSE };
	struct emitter *out = v->rows.stream.x->out;
	struct header h = { .csv = v, .chunk = out->chunk };
	uint32_t at = v->dialect.preamble, start, rows;
	unsigned first, last;
	int outcome;

	if (at > h.chunk->length)
		at = 0; /* it was read differently: changed meanwhile */
	start = v->rows.at = at;
	h.columns = v->dialect.columns < CSV_COLUMNS_MAX ? v->dialect.columns
							 : CSV_COLUMNS_MAX;
	h.cells = calloc((size_t)ROWS_SEEN * h.columns, sizeof(*h.cells));
	while (h.cells && h.count < ROWS_SEEN && see_row(&h, &at))
		;
	rows = h.rows[0].at;
	if (h.count && csv_open_beside(v, &rows, &outcome)) {
		skip_to(v, start, rows);
	} else if (csv_begins_form(v)) {
		outcome = out->table(out, &prose);
		skip_to(v, start, start);
	} else if (find_names(&h, &first, &last)) {
		outcome = open_named(&h, first, last);
		skip_to(v, h.rows[first].at, h.rows[last].end);
	} else {
		outcome = out->table(out, &unnamed);
		skip_to(v, start, start);
	}
	v->stray = v->cut = false; /* to be found again, in order */
	free(h.cells);
	return outcome;
}
