/*
 * For tests of SQL scripts: what they tell of tables and the cells of their
 * rows, whole, cut off, and in several charsets.
 */
#ifndef TESTS_UNIT_SCRIPT_H
#define TESTS_UNIT_SCRIPT_H

#include <iconv.h>

#include "tests/unit/archive.h"

/* Columns as "name type 'comment'", for what is told of them. */
static inline int script_table(struct emitter *e, const struct table *t)
{
	struct record *r = (struct record *)e;

	if (t->kind == TABLE_ROWS && !t->name)
		return OUTCOME_OK; /* what would be open before a segment */
	buffer_format(&r->log, "%s %s:",
		      t->kind == TABLE_ROWS ? "table" : "define", t->name);
	for (uint32_t i = 0; i < t->column_count; i++) {
		buffer_format(&r->log, "%s%s", i ? ", " : " ", t->columns[i]);
		if (t->types && t->types[i])
			buffer_format(&r->log, " %s", t->types[i]);
		if (t->comments && t->comments[i])
			buffer_format(&r->log, " '%s'", t->comments[i]);
	}
	if (t->comment)
		buffer_format(&r->log, " = %s", t->comment);
	buffer_byte(&r->log, '\n');
	e->chunk->row = 0;
	return OUTCOME_OK;
}

/* The rows by themselves, with where their last cells stand in the script and
 * where they end in the text. */
static struct notes {
	struct buffer text;
	size_t rows, places[64], ends[64];
} noted;

/* Text that had trail bytes is not what it was: of that, ASCII only. */
static inline void script_text(const struct chunk *c,
			       const unsigned char *text, uint32_t length)
{
	for (uint32_t i = 0; i < length; i++)
		if (!c->has_raw || text[i] < 0x80)
			buffer_byte(&noted.text, text[i]);
}

/* Cells of rows as "a|b|c"; running text is left out. */
static inline int script_cells(struct emitter *e)
{
	struct record *r = (struct record *)e;
	const struct chunk *c = e->chunk;
	size_t from = noted.text.length;

	for (uint32_t i = 0; i < c->cell_count; i++) {
		const struct cell *cell = &c->cells[i];
		bool side = cell->flags & CELL_SIDE;

		assert(cell->offset + cell->length <=
		       (side ? c->side_length : c->length));
		if (cell->field == UINT16_MAX)
			continue;
		if (cell->field)
			buffer_byte(&noted.text, '|');
		script_text(c, (side ? c->side : c->text) + cell->offset,
			  cell->length);
		if (!(cell->flags & CELL_ROW_END))
			continue;
		buffer_byte(&noted.text, '\n');
		assert(noted.rows < 64);
		noted.places[noted.rows] = c->origin + cell->place;
		noted.ends[noted.rows++] = noted.text.length;
	}
	if (noted.text.length > from)
		buffer_append(&r->log, noted.text.bytes + from,
			      noted.text.length - from);
	return OUTCOME_OK;
}

/* Reads a script; the log is what was told, and its state when it is not
 * whole. */
static inline const char *script_read(struct record *r, const void *text,
				      size_t length)
{
	buffer_release(&noted.text);
	noted = (struct notes){ 0 };
	record_start(r);
	r->emitter.table = script_table;
	r->emitter.emit = script_cells;
	record_bytes(r, text, length);
	return buffer_string(&r->log);
}

static inline void assert_read_bytes(const void *text, size_t length,
				     const char *wanted)
{
	struct record r;
	const char *log = script_read(&r, text, length);

	if (strncmp(log, "sql\n", 4))
		fail_msg("read as %.20s", log);
	assert_string_equal(log + 4, wanted);
	record_release(&r);
}

static inline void assert_read(const char *text, const char *wanted)
{
	assert_read_bytes(text, strlen(text), wanted);
}

/* Converts and reads; a byte order mark comes first. */
static inline void assert_read_in(const char *charset, const char *text,
				  const char *wanted)
{
	iconv_t converter = iconv_open(charset, "UTF-8");
	size_t left = strlen(text), room = 4 * left + 4;
	char *in = (char *)(uintptr_t)text, *bytes = malloc(room);
	char *out = bytes;

	assert_true(converter != (iconv_t)-1);
	assert_int_equal(iconv(converter, &in, &left, &out, &room), 0);
	iconv_close(converter);
	assert_read_bytes(bytes, (size_t)(out - bytes), wanted);
	free(bytes);
}

struct sample {
	const char *text;
	const char *ender; /* a line that ends statements; or NULL */
};

static inline bool begins(const char *line, const char *with)
{
	return !strncmp(line, with, strlen(with));
}

/* Whether a script that ends here may be whole: outside of statements, behind
 * one whose semicolon alone is missing, or in a line that is a command; or
 * behind a row that is in none. */
static inline bool may_be_whole(const struct sample *s, size_t cut)
{
	size_t end = cut, line;

	while (end && (unsigned char)s->text[end - 1] <= ' ')
		end--;
	for (line = end; line && s->text[line - 1] != '\n';)
		line--;
	return !end || strchr(";/", s->text[end - 1]) ||
	       begins(s->text + line, "--") || begins(s->text + line, "\\") ||
	       begins(s->text + line, "SET ") ||
	       begins(s->text + line, "DELIMITER") ||
	       begins(s->text + line, "prompt") || end < cut ||
	       (*s->text == '(' && s->text[end - 1] == ')') ||
	       (s->ender && begins(s->text + line, s->ender));
}

/* A row's last cell is no longer than that. */
#define CELL_MAX 80

/* Rows that are complete are there; what is not whole says so. */
static inline void assert_cut(const struct sample *s, size_t cut,
			      const struct notes *whole)
{
	char *copy = malloc(cut); /* for the sanitizer */
	struct record r;
	size_t same = 0, rows = 0;

	memcpy(copy, s->text, cut);
	script_read(&r, copy, cut);
	while (same < whole->text.length && same < noted.text.length &&
	       whole->text.bytes[same] == noted.text.bytes[same])
		same++;
	while (rows < whole->rows && whole->ends[rows] <= same)
		rows++;
	if (rows < whole->rows && whole->places[rows] + CELL_MAX < cut)
		fail_msg("cut at %zu: row %zu is lost", cut, rows);
	if (r.problem.reason != REASON_TRUNCATED && !may_be_whole(s, cut))
		fail_msg("cut at %zu is not partial: %.40s", cut,
			 s->text + cut - (cut < 40 ? cut : 40));
	record_release(&r);
	free(copy);
}

/* A script, cut at every place. */
static inline void assert_cuts(const struct sample *s)
{
	size_t length = strlen(s->text);
	struct record r;
	struct notes whole;

	script_read(&r, s->text, length);
	whole = noted;
	noted.text = (struct buffer){ 0 };
	assert_true(whole.rows > 1);
	assert_int_equal(r.problem.reason, REASON_NONE);
	record_release(&r);
	for (size_t cut = 300; cut < length; cut++)
		assert_cut(s, cut, &whole);
	buffer_release(&whole.text);
}

#endif
