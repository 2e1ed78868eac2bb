/*
 * The head of COPY ... FROM stdin: table, columns, and how the rows are
 * written, in the syntax of today and in that of before PostgreSQL 9.0.
 * (PostgreSQL, SQL Commands, COPY: "Parameters", "Compatibility".)
 */
#include <string.h>

#include "scanner/formats/sql_copy.h"
#include "scanner/formats/sql_escapes.h"
#include "scanner/formats/sql_reader.h"
#include "scanner/formats/sql_text.h"

#define OPTIONS_MAX 1024 /* bytes */

/* A string of one character, perhaps written as two: '''', E'\t'. */
static void take_character(struct sql_reader *r, unsigned char *character)
{
	uint32_t from, to;

	sql_take_word(r, "AS");
	if (!sql_take_string(r, &from, &to) || to == from || to - from > 2)
		return;
	*character = r->text[from];
	if (to - from == 2 && *character == '\\')
		*character = sql_escaped(r->text[from + 1]);
}

static void take_null(struct sql_reader *r, struct sql_copy *copy)
{
	uint32_t from, to;

	sql_take_word(r, "AS");
	if (!sql_take_string(r, &from, &to) || to - from > SQL_NULL_MAX)
		return;
	copy->null_length = to - from;
	memcpy(copy->null, r->text + from, to - from);
}

/* HEADER, HEADER false, HEADER match */
static void take_header(struct sql_reader *r, struct sql_copy *copy)
{
	copy->header = !sql_take_word(r, "FALSE") &&
		       !sql_take_word(r, "OFF") && !sql_take_byte(r, '0');
}

/* What else there is has nothing to do with how rows are written. */
static void pass(struct sql_reader *r)
{
	uint32_t from, to;

	if (!sql_take_name(r, &from, &to))
		r->at += r->at < r->end;
}

static void take_options(struct sql_reader *r, struct sql_copy *copy)
{
	unsigned char delimiter = 0, escape = 0;

	*copy = (struct sql_copy){ .quote = '"', .null_length = UINT32_MAX };
	for (sql_skip(r); r->at < r->end; sql_skip(r)) {
		if (sql_take_word(r, "CSV"))
			copy->csv = true;
		else if (sql_take_word(r, "HEADER"))
			take_header(r, copy);
		else if (sql_take_word(r, "NULL"))
			take_null(r, copy);
		else if (sql_take_word(r, "QUOTE"))
			take_character(r, &copy->quote);
		else if (sql_take_word(r, "ESCAPE"))
			take_character(r, &escape);
		else if (sql_take_word(r, "DELIMITER") ||
			 sql_take_word(r, "DELIMITERS"))
			take_character(r, &delimiter);
		else
			pass(r);
	}
	copy->own = copy->csv || copy->header || delimiter ||
		    copy->null_length != UINT32_MAX;
	copy->delimiter = delimiter ? delimiter : copy->csv ? ',' : '\t';
	copy->escape = escape ? escape : copy->quote;
	if (copy->null_length == UINT32_MAX) {
		copy->null_length = copy->csv ? 0 : 2;
		memcpy(copy->null, "\\N", 2);
	}
}

/* Whether a line goes on with options, and is no row. */
static bool has_options(struct sql_reader r)
{
	static const char *const words[] = {
		"WITH",	  "CSV",    "FORMAT",	"HEADER", "DELIMITER", "NULL",
		"QUOTE",  "ESCAPE", "ENCODING", "FORCE",  "DELIMITERS", NULL,
	};

	sql_skip(&r);
	return r.at < r.end &&
	       (memchr("();", r.text[r.at], 3) ||
		sql_word_in(r.text + r.at, r.end - r.at, words));
}

/* The end of the options: a semicolon, perhaps of a later line, or the end of
 * the first line that is not followed by more of them. */
static uint32_t options_end(const struct sql_reader *r, uint32_t line_end)
{
	struct sql_reader s = *r;
	uint32_t from, to;

	do {
		for (s.end = line_end; s.at < s.end; sql_skip(&s)) {
			if (sql_take_byte(&s, ';'))
				return s.at - 1;
			if (!sql_take_string(&s, &from, &to))
				pass(&s);
		}
		s.at = line_end;
		s.end = r->end;
		if (!has_options(s))
			break;
		while (line_end < s.end && s.text[++line_end] != '\n')
			;
	} while (line_end < s.end && line_end - r->at < OPTIONS_MAX);
	return s.at;
}

/* The names in the first line of rows, which begins at r->at; what there is
 * when no others are told. False when it is not all there. */
static bool take_names(struct sql_reader *r, const struct sql_copy *copy)
{
	bool last = r->stream->ended, told = r->names->count, quoted = false;

	for (;;) {
		uint32_t from = r->at, to;

		if (!sql_copy_field(copy, r->text, &r->at, r->end, last,
				    &quoted))
			return false;
		to = sql_copy_cell_end(r->text, from, r->at, r->end);
		if (to - from > 1 && r->text[from] == copy->quote) {
			from++;
			to--;
		}
		if (!told)
			sql_names_add(r->names, sql_keep(r, from, to));
		if (r->at == r->end || r->text[r->at++] == '\n')
			return true;
	}
}

enum sql_statement sql_copy_head(struct sql_reader *r, bool command,
				 uint32_t *end)
{
	struct sql_copy *copy = &r->names->copy;
	uint32_t whole = r->end;
	const unsigned char *feed;

	if (!sql_take_words(r, "FROM", "STDIN"))
		return r->end - r->at < SQL_AHEAD ? SQL_CUT : SQL_OTHER;
	feed = memchr(r->text + r->at, '\n', r->end - r->at);
	if (!feed)
		return SQL_CUT;
	*end = (uint32_t)(feed - r->text);
	r->end = command ? *end : options_end(r, *end);
	take_options(r, copy);
	r->end = whole;
	feed = memchr(r->text + r->at, '\n', r->end - r->at);
	if (!feed)
		return SQL_CUT;
	r->at = (uint32_t)(feed - r->text) + 1;
	if (copy->header && !take_names(r, copy))
		return SQL_CUT;
	*end = r->at;
	return SQL_COPY;
}
