/* A reader of single statements, for sql_head() and what it calls. */
#ifndef SCANNER_FORMATS_SQL_READER_H
#define SCANNER_FORMATS_SQL_READER_H

#include "scanner/formats/sql_names.h"

struct sql_reader {
	const struct stream *stream;
	const struct sql_ways *ways;
	const unsigned char *text;
	uint32_t at, end;
	struct sql_names *names;
};

/* These pass blanks and comments first. */
void sql_skip(struct sql_reader *);
bool sql_take_byte(struct sql_reader *, unsigned char);
bool sql_take_word(struct sql_reader *, const char *word);
bool sql_take_words(struct sql_reader *, const char *first,
		    const char *second);
/* `name`, "name", [name] or name: the text in between. */
bool sql_take_name(struct sql_reader *, uint32_t *from, uint32_t *to);
/* '...', N'...' or E'...': the text in between. */
bool sql_take_string(struct sql_reader *, uint32_t *from, uint32_t *to);

/* To behind the parenthesis that closes the one that is next. */
void sql_pass_parentheses(struct sql_reader *);

/* Puts text of the chunk behind the other names, as UTF-8, without the
 * doubled quotes and escapes of names and strings. Returns its offset; 0 when
 * memory is out. */
uint32_t sql_keep(struct sql_reader *, uint32_t from, uint32_t to);
/* Puts it behind what was put last, with a byte between (0: none), and
 * returns the offset of that; of itself when `last` is 0. */
uint32_t sql_keep_on(struct sql_reader *, uint32_t last, unsigned char joint,
		     uint32_t from, uint32_t to);

void sql_names_clear(struct sql_names *);
/* NULL when there is no room for another column. */
struct sql_column *sql_names_add(struct sql_names *, uint32_t name);
/* The name of a table, with the schema before it, as names->name. */
bool sql_take_table(struct sql_reader *);
/* The same, and behind it that of a column. */
bool sql_take_column(struct sql_reader *, uint32_t *from, uint32_t *to);

/* COPY, behind table and columns; a `command` of psql ends with its line. */
enum sql_statement sql_copy_head(struct sql_reader *, bool command,
				 uint32_t *end);
/* CREATE TABLE, behind these words. */
enum sql_statement sql_create_table(struct sql_reader *);
/* COMMENT ON, likewise. */
enum sql_statement sql_comment_on(struct sql_reader *);
/* EXEC sp_addextendedproperty, likewise: SQL Server's comments. */
enum sql_statement sql_extended_property(struct sql_reader *);

#endif
