/* The lexer of SQL scripts: its state, and the values of a row. */
#ifndef SCANNER_FORMATS_SQL_LEXER_H
#define SCANNER_FORMATS_SQL_LEXER_H

#include "scanner/formats/rows.h"
#include "scanner/formats/sql_text.h"

enum sql_where {
	TOP,    /* between statements */
	VALUES, /* between the rows of an INSERT */
	ROW,    /* inside a row */
	OTHER,  /* inside a statement that is read as running text */
};

enum { QUOTES, ENDS };

struct sql {
	struct rows rows;
	enum sql_where where;
	bool backslash;      /* escapes in strings */
	bool string;	     /* a piece is a string */
	struct sql_scan scan; /* OTHER: what the text stands inside of */
	struct sql_names names;
	struct buffer head; /* text of the last INSERT up to its rows */
};

/* A value of a row. */
struct sql_value {
	uint32_t from, to; /* its text */
	uint32_t end;	   /* the comma or parenthesis behind it */
	unsigned flags;	   /* enum cell_flag */
	bool escaped;
};

/* The quote that closes a string which opened before `at`; MARKS_NONE when it
 * is not in the chunk. *escaped is set when the string has escapes. */
uint32_t sql_closing_quote(const struct sql *, uint32_t at, bool *escaped);

/* Finds the value at `at`. False when it does not end in the chunk. */
bool sql_find_value(const struct sql *, uint32_t at, struct sql_value *);

/* Adds a string with escapes, undone beside the block. False: no room. */
bool sql_unescaped_cell(struct sql *, uint32_t from, uint32_t to);

/* The usual row, in one go: strings, numbers, NULL. Puts its cells into the
 * chunk and goes behind it; false (with nothing changed) when there is
 * something else in it, or when it is not complete. */
bool sql_usual_row(struct sql *);

#endif
