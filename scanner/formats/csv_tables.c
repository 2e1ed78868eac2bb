/*
 * Several tables below each other, and forms, in a delimited file that is read
 * as a whole. Only what is unlike the rows above it is looked at: what stands
 * behind a blank line, a row of one word, or one of more or fewer fields. What
 * it is, is told as it is of a sheet's rows (held_region.h).
 */
#include <stdlib.h>
#include <string.h>

#include "scanner/base/number.h"
#include "scanner/formats/csv_lexer.h"
#include "scanner/formats/held_region.h"

#define TABLES_KNOWN 64
#define LOOKS_MAX 4096	       /* in vain, between two tables */
#define ROWS_SEEN 20	       /* of these, blank ones are not held */
#define NAME_DIGITS 8	       /* more are no name of a column */

struct csv_tables {
	uint32_t judged; /* where it was looked last */
	unsigned looks;	 /* in vain */
	bool every;	 /* row is looked at that may be one of names */
	unsigned count, open;
	struct known {
		uint64_t header;
		uint64_t rows; /* so far, ... */
		uint32_t number; /* ... as the emitter numbered it */
	} known[TABLES_KNOWN];
	struct looks seen;
	uint32_t ends[HEADER_ROWS]; /* of the rows that are held */
	struct held_rows held;
};

struct csv_tables *csv_tables_new(void)
{
	struct csv_tables *t = malloc(sizeof(*t));

	if (!t)
		return NULL;
	memset(t, 0, offsetof(struct csv_tables, held));
	t->held.text = (struct buffer){ 0 };
	t->judged = UINT32_MAX;
	return t;
}

void csv_tables_free(struct csv_tables *t)
{
	if (t)
		held_release(&t->held);
	free(t);
}

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789 .,-+%")] &&
	       text[strcspn(text, "0123456789")];
}

static bool hold_cell(struct csv *v, unsigned index, const struct csv_field *f)
{
	char text[CSV_NAME_BYTES], digits[NUMBER_DIGITS];
	size_t length, whole;

	csv_read_name(v, f->from, f->to, text);
	length = strlen(text);
	whole = number_digits((unsigned char *)text, length, digits);
	return !length ||
	       csv_says_null(&v->dialect, (unsigned char *)text, length) ||
	       held_cell(&v->tables->held, index,
			 whole || is_number(text) ? CELL_NUMBER : 0,
			 (unsigned char *)(whole ? digits : text),
			 whole ? whole : length);
}

/* Holds the row at *at. False when it does not end in the block, or a blank
 * line stands there, which parts what is held from others. */
static bool hold_row(struct csv *v, uint32_t *at)
{
	struct held_rows *h = &v->tables->held;
	uint32_t next = *at;
	unsigned index = 0;
	struct csv_field f;

	while (csv_skip_line(v, &next))
		;
	if ((next != *at && h->count && !v->dialect.drawn) ||
	    next >= v->rows.stream.chunk->length)
		return false;
	do {
		if (!csv_find_field(v, next, index, &f))
			return false;
		if (!hold_cell(v, index, &f))
			return false;
		index += index < CSV_COLUMNS_MAX;
		next = csv_behind(v, &f);
	} while (!f.last);
	*at = next;
	return true;
}

/* Holds rows from r->at on until it is known what they are, or as many as
 * can be. */
static void hold_rows(struct csv *v, bool many)
{
	struct csv_tables *t = v->tables;
	struct held_rows *h = &t->held;
	uint32_t at = v->rows.at;
	bool stray = v->stray, cut = v->cut, known = false;

	held_start(h);
	t->judged = at;
	for (unsigned i = 0; i < ROWS_SEEN && !known && h->rows < HEADER_ROWS;
	     i++) {
		unsigned count = h->count;

		if (!hold_row(v, &at) || (h->count == count && count))
			break;
		if (!h->count) { /* nothing but delimiters */
			v->apart = true;
			continue;
		}
		t->ends[h->rows] = at;
		known = held_row_end(h);
		known = !many && (known || (h->header < 0 &&
					    !held_is_title(h)));
	}
	v->stray = stray; /* to be found again, in order */
	v->cut = cut;
}

static struct known *find_known(struct csv_tables *t, uint64_t header)
{
	for (unsigned i = 0; i < t->count && i < TABLES_KNOWN; i++)
		if (t->known[i].header == header)
			return &t->known[i];
	return NULL;
}

/* Knows the table that the emitter opened last, by the rows that are held. */
static void know(struct csv *v)
{
	struct csv_tables *t = v->tables;

	t->open = t->count++;
	if (t->open < TABLES_KNOWN)
		t->known[t->open] = (struct known){
			.header = held_header(&t->held),
			.number = v->rows.stream.chunk->table,
		};
}

/* Whether another table begins among the rows that are held, and nothing but
 * its names shows it. */
static bool begins_unseen(struct csv *v)
{
	struct csv_tables *t = v->tables;
	struct held_rows *h = &t->held;
	uint32_t names[HEADER_ROWS];
	unsigned count = 0;

	for (unsigned i = (unsigned)(h->header + h->grouped + 2); i < h->rows;
	     i++)
		if (held_names_in(h, i) > 1)
			names[count++] = t->ends[i - 1];
	while (count--) {
		v->rows.at = names[count];
		hold_rows(v, false);
		if (held_begins_table(h, v->rows.stream.x->out, &t->seen,
				      false))
			return true;
	}
	return false;
}

void csv_know_table(struct csv *v)
{
	if (!v->tables)
		return;
	if (v->tables->judged != v->rows.at)
		hold_rows(v, true);
	know(v);
	held_look(&v->tables->held, &v->tables->seen);
	v->tables->every = begins_unseen(v);
	if (v->tables->every)
		v->usual = 0;
	v->apart = false;
	v->tables->judged = UINT32_MAX; /* but not as rows of a table */
}

bool csv_begins_form(struct csv *v)
{
	const struct emitter *out = v->rows.stream.x->out;

	if (!v->tables)
		return false;
	hold_rows(v, true);
	v->form = held_is_form(&v->tables->held, out) ||
		  held_lists_words(&v->tables->held, out);
	return v->form;
}

/* Goes back to a table that was opened before. */
static void reopen(struct csv *v, const struct known *known)
{
	struct csv_tables *t = v->tables;
	struct chunk *c = v->rows.stream.chunk;

	if (t->open < TABLES_KNOWN)
		t->known[t->open].rows = c->row;
	t->open = (unsigned)(known - t->known);
	c->table = known->number;
	c->row = known->rows;
}

static int open_new(struct csv *v)
{
	struct csv_tables *t = v->tables;
	struct chunk *c = v->rows.stream.chunk;
	char name[32];
	int outcome;

	if (t->open < TABLES_KNOWN)
		t->known[t->open].rows = c->row;
	snprintf(name, sizeof(name), "table %u", t->count + 1);
	outcome = held_open(&t->held, t->count ? name : NULL,
			    v->rows.stream.x->out);
	know(v);
	return outcome;
}

/* The rows that are held begin with the names of a table. */
static int begin_table(struct csv *v)
{
	struct csv_tables *t = v->tables;
	const struct held_rows *h = &t->held;
	struct known *known = find_known(t, held_header(h));
	struct rows *r = &v->rows;
	int outcome = rows_flush(r);

	if (outcome == OUTCOME_OK && !known)
		outcome = open_new(v);
	else if (known && known != &t->known[t->open])
		reopen(v, known);
	rows_text(r, r->at, t->ends[h->header + h->grouped]);
	r->at = t->ends[h->header + h->grouped];
	v->dialect.columns = 0;
	for (unsigned i = 0; i < h->count; i++)
		if (h->cells[i].field >= v->dialect.columns)
			v->dialect.columns = h->cells[i].field + 1u;
	v->usual = t->every ? 0 : v->dialect.columns;
	t->seen = (struct looks){ { 0 } };
	held_look(h, &t->seen);
	t->looks = 0;
	v->form = false;
	return outcome;
}

/* What the rows from r->at on are, if not more of the table. */
static int look(struct csv *v)
{
	struct csv_tables *t = v->tables;
	struct held_rows *h = &t->held;
	const struct emitter *out = v->rows.stream.x->out;
	bool apart, row;

	hold_rows(v, false);
	apart = v->apart || h->header > 0;
	v->apart = false;
	row = !v->form && held_goes_on(h, &t->seen);
	if (!row && held_is_form(h, out))
		v->form = true;
	else if (!row && h->header >= 0 &&
		 (find_known(t, held_header(h)) ||
		  held_begins_table(h, out, &t->seen, apart)))
		return begin_table(v);
	h->header = -1;
	held_look(h, &t->seen);
	return OUTCOME_OK;
}

int csv_look(struct csv *v)
{
	struct csv_tables *t = v->tables;
	struct rows *r = &v->rows;

	if (r->at && !r->stream.ended &&
	    r->stream.chunk->length - r->at < CSV_LOOK_BYTES)
		return rows_advance(r, r->at);
	v->look = v->below = v->below || csv_is_below(v, r->at);
	if (v->below)
		return csv_text_line(v);
	return t && t->looks++ <= LOOKS_MAX ? look(v) : OUTCOME_OK;
}

/* Nothing in the row has the digits of a number. */
static bool may_name(const struct chunk *c, const struct cell *row,
		     unsigned fields)
{
	for (unsigned i = 0; i < fields; i++) {
		const unsigned char *text = row[i].flags & CELL_SIDE ? c->side
								     : c->text;
		unsigned digits = 0;

		for (uint32_t k = 0; k < row[i].length; k++)
			digits += text[row[i].offset + k] >= '0' &&
				  text[row[i].offset + k] <= '9';
		if (digits > NAME_DIGITS)
			return false;
	}
	return true;
}

/* The row holds a word at most, or more or fewer fields than others. */
static bool is_odd(const struct csv *v, const struct cell *row,
		   unsigned fields, uint32_t from)
{
	const struct csv_tables *t = v->tables;
	unsigned filled = 0;

	if (!t || t->looks > LOOKS_MAX || from == t->judged)
		return false;

	for (unsigned i = 0; i < fields && filled < 2; i++)
		filled += row[i].length > 0;
	return (filled < 2 || fields != v->dialect.columns || t->every) &&
	       may_name(v->rows.stream.chunk, row, fields);
}

bool csv_parts(struct csv *v, unsigned fields)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	const struct cell *row;
	uint32_t from;

	if (c->cell_count < fields)
		return false;
	row = c->cells + c->cell_count - fields;
	if (row->field)
		return false;
	for (from = row->place; from && c->text[from - 1] != '\n';)
		from--;
	if (!is_odd(v, row, fields, from) && !csv_may_be_below(v, from))
		return false;
	for (unsigned i = fields; i--;)
		if (row[i].flags & CELL_SIDE)
			c->side_length = row[i].offset;
	c->cell_count -= fields;
	v->cut = false; /* to be found again, if it is a row */
	r->at = from;
	r->listed = 0;
	v->look = true;
	return true;
}

int csv_text_line(struct csv *v)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	const unsigned char *feed = memchr(c->text + r->at, '\n',
					   c->length - r->at);
	uint32_t end = feed ? (uint32_t)(feed - c->text) + 1 : c->length;

	if ((!feed && r->at && !r->stream.ended) || !rows_text(r, r->at, end))
		return rows_advance(r, r->at);
	r->at = end;
	return OUTCOME_OK;
}
