/* Rows of sheets. See sheet_rows.h. */
#include "scanner/formats/sheet_rows.h"

#include <string.h>

#include "scanner/base/number.h"

void sheet_start(struct sheet_rows *s, struct composer *composer,
		 const char *name)
{
	s->composer = composer;
	s->name = name;
	s->use = SHEET_NEW;
	s->row_used = s->streams = s->apart = false;
	s->tables = s->table = 0;
	s->looks = (struct looks){ { 0 } };
	buffer_clear(&s->loose);
	buffer_clear(&s->form);
	held_start(&s->held);
}

void sheet_release(struct sheet_rows *s)
{
	buffer_release(&s->loose);
	buffer_release(&s->form);
	buffer_release(&s->first);
	held_release(&s->held);
}

/* A form is one line: what it holds is of one person. */
static int end_form(struct sheet_rows *s)
{
	static const struct table prose = { .kind = TABLE_PROSE };
	int outcome = OUTCOME_OK;

	if (!s->form.length)
		return OUTCOME_OK;
	buffer_byte(&s->form, '\n');
	if (!s->tables)
		outcome = compose_table(s->composer, &prose);
	if (outcome == OUTCOME_OK)
		outcome = compose_prose(s->composer, s->form.bytes,
					s->form.length);
	buffer_clear(&s->form);
	/* The lines of prose are those of its chunk. */
	return outcome == OUTCOME_OK && s->composer->lines
		       ? compose_flush(s->composer)
		       : outcome;
}

/* Adds a cell of the form. A large one is cut. */
static int form_cell(struct sheet_rows *s, const char *before,
		     const unsigned char *text, size_t length)
{
	int outcome = OUTCOME_OK;

	if (s->form.length > SHEET_LOOSE_MAX)
		outcome = end_form(s);
	if (s->form.length)
		buffer_text(&s->form, before);
	buffer_append(&s->form, text, length);
	return outcome;
}

/* The next form begins as this one did. */
static bool begins_form(const struct sheet_rows *s,
			const struct held_cell *cell)
{
	return cell->length == s->first.length &&
	       !memcmp(s->held.text.bytes + cell->offset, s->first.bytes,
		       cell->length);
}

static int add_to_form(struct sheet_rows *s)
{
	const struct held_rows *h = &s->held;
	int outcome = OUTCOME_OK;

	for (unsigned i = 0; i < h->count && outcome == OUTCOME_OK; i++) {
		const struct held_cell *cell = &h->cells[i];
		const unsigned char *text = h->text.bytes + cell->offset;
		bool first = !i || cell[-1].row != cell->row;

		if (first && s->form.length && begins_form(s, cell))
			outcome = end_form(s);
		if (!s->form.length) {
			s->composer->line = cell->line;
			buffer_clear(&s->first);
			buffer_append(&s->first, text, cell->length);
		}
		if (outcome == OUTCOME_OK)
			outcome = form_cell(s, first ? "; " : ": ", text,
					    cell->length);
	}
	return outcome;
}

/* The number of the table that had these names, or 0. */
static unsigned find_table(const struct sheet_rows *s, uint64_t header)
{
	for (unsigned i = 0; i < s->tables && i < SHEET_TABLES; i++)
		if (s->headers[i] == header)
			return i + 1;
	return 0;
}

static unsigned add_table(struct sheet_rows *s, uint64_t header)
{
	if (s->tables < SHEET_TABLES)
		s->headers[s->tables] = header;
	return ++s->tables;
}

/* Goes on with the table that has the names which are held. */
static int open_table(struct sheet_rows *s)
{
	uint64_t header = held_header(&s->held);
	unsigned table = find_table(s, header);
	struct buffer name = { 0 };
	int outcome;

	if (!table)
		table = add_table(s, header);
	if (table == s->table)
		return held_compose(&s->held, s->composer);
	s->table = table;
	s->looks = (struct looks){ { 0 } };
	if (table > 1)
		buffer_format(&name, "%s (%u)", s->name, table);
	outcome = held_settle(&s->held,
			      name.length ? buffer_string(&name) : s->name,
			      s->composer);
	buffer_release(&name);
	return outcome;
}

static bool begins_table(const struct sheet_rows *s)
{
	const struct held_rows *h = &s->held;

	if (s->use == SHEET_NEW)
		return true;
	return h->header >= 0 &&
	       (find_table(s, held_header(h)) ||
		held_begins_table(h, s->composer->out, &s->looks,
				  s->apart || h->header > 0));
}

/* Hands over what is held, as what it is. */
static int settle(struct sheet_rows *s)
{
	struct held_rows *h = &s->held;
	bool row = s->tables && held_goes_on(h, &s->looks);
	int outcome = OUTCOME_OK;

	if ((!row && held_is_form(h, s->composer->out)) ||
	    (s->use == SHEET_NEW && held_lists_words(h, s->composer->out))) {
		s->use = SHEET_FORM;
	} else if (!row && begins_table(s)) {
		held_named(h);
		outcome = end_form(s);
		if (outcome == OUTCOME_OK)
			outcome = open_table(s);
		s->use = SHEET_TABLE;
	} else if (row || s->use == SHEET_TABLE) {
		h->header = -1;
		outcome = end_form(s);
		if (outcome == OUTCOME_OK)
			outcome = held_compose(h, s->composer);
		s->use = SHEET_TABLE;
	}
	if (s->use == SHEET_TABLE)
		held_look(h, &s->looks);
	else
		outcome = add_to_form(s);
	held_start(h);
	s->apart = false;
	return outcome;
}

int sheet_cell(struct sheet_rows *s, uint32_t column, unsigned flags,
	       const unsigned char *text, size_t length)
{
	int outcome = OUTCOME_OK;

	s->row_used = true;
	if (!s->streams &&
	    held_cell(&s->held, column, flags, text, length))
		return OUTCOME_OK;
	if (!s->streams)
		outcome = settle(s);
	s->streams = true;
	if (outcome != OUTCOME_OK)
		return outcome;
	return s->use == SHEET_FORM ? form_cell(s, ": ", text, length)
				    : compose_cell(s->composer, column, flags,
						   text, length);
}

int sheet_number(struct sheet_rows *s, uint32_t column, double value)
{
	char text[NUMBER_TEXT];
	size_t length = number_write(value, text);

	return sheet_cell(s, column, CELL_NUMBER, (unsigned char *)text,
			  length);
}

/* A blank row ends what is held, but for titles; and the first names may
 * stand above one. */
static int part(struct sheet_rows *s)
{
	const struct held_rows *h = &s->held;
	int least = h->header + (s->use == SHEET_NEW);
	int outcome = OUTCOME_OK;

	if (h->header >= 0 ? (int)h->rows > least
			   : held_is_form(h, s->composer->out))
		outcome = settle(s);
	if (outcome == OUTCOME_OK)
		outcome = end_form(s);
	s->apart = true;
	return outcome;
}

int sheet_row_end(struct sheet_rows *s)
{
	struct held_rows *h = &s->held;
	bool known;

	if (!s->row_used)
		return part(s);
	s->row_used = false;
	if (s->streams) {
		s->streams = false;
		if (s->use == SHEET_TABLE)
			compose_row_end(s->composer);
		return OUTCOME_OK;
	}
	known = held_row_end(h);
	if (s->use == SHEET_NEW)
		/* Of a form it takes more to know. */
		known = known && (h->rows >= HEADER_ROWS ||
				  !held_has_pairs(h, s->composer->out));
	else if (h->header < 0)
		known |= !held_is_title(h);
	return known ? settle(s) : OUTCOME_OK;
}

static int flush_loose(struct sheet_rows *s)
{
	int outcome = OUTCOME_OK;

	if (!s->loose.length)
		return OUTCOME_OK;
	if (s->use == SHEET_NEW || s->held.count)
		outcome = settle(s);
	s->streams = s->row_used;
	if (outcome == OUTCOME_OK)
		outcome = end_form(s);
	if (outcome == OUTCOME_OK)
		outcome = compose_prose(s->composer, s->loose.bytes,
					s->loose.length);
	buffer_clear(&s->loose);
	return outcome;
}

int sheet_loose(struct sheet_rows *s, const unsigned char *text, size_t length)
{
	buffer_append(&s->loose, text, length);
	return s->loose.length < SHEET_LOOSE_MAX ? OUTCOME_OK : flush_loose(s);
}

int sheet_end(struct sheet_rows *s)
{
	int outcome = s->row_used ? sheet_row_end(s) : OUTCOME_OK;

	if (outcome == OUTCOME_OK && s->held.count)
		outcome = settle(s);
	if (outcome == OUTCOME_OK)
		outcome = end_form(s);
	if (outcome == OUTCOME_OK)
		outcome = flush_loose(s);
	return outcome == OUTCOME_OK ? compose_flush(s->composer) : outcome;
}
