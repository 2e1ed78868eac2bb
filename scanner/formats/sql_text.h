/*
 * The words of SQL scripts: statements, strings, names. What sql.c needs to
 * find its way between the rows.
 */
#ifndef SCANNER_FORMATS_SQL_TEXT_H
#define SCANNER_FORMATS_SQL_TEXT_H

#include "scanner/base/buffer.h"
#include "scanner/formats/stream.h"

#define SQL_COLUMNS_MAX 1024

/* True when the text begins with a keyword, in any case, as a word. */
bool sql_word_is(const unsigned char *text, size_t length, const char *word);

/* True when some line begins with a statement that scripts of data have. */
bool sql_speaks(const unsigned char *text, size_t length);

/* True when strings of this script have backslash escapes: unless its head
 * shows another dialect than MySQL's. */
bool sql_has_backslash(const unsigned char *text, size_t length);

/* What text stands inside of. */
enum sql_inside {
	SQL_PLAIN,
	SQL_STRING,	  /* '...' */
	SQL_NAME,	  /* `...` or "..." */
	SQL_LINE_COMMENT, /* -- ... */
	SQL_COMMENT,	  /* a block comment */
};
struct sql_scan {
	uint32_t at; /* next byte to look at */
	enum sql_inside inside;
	unsigned char close; /* of SQL_NAME */
	bool begun;	     /* a statement, not only comments */
	bool backslash;
};

/* Goes on to the end of the statement, or of the comment that stands where
 * one could begin. True when scan->at is behind it; false when `length` is
 * reached first. One byte at `length` should be there, for comment marks. */
bool sql_scan(struct sql_scan *, const unsigned char *text, uint32_t length);

/* What a character behind a backslash stands for. */
unsigned char sql_escaped(unsigned char);

/* Names of a table, as UTF-8. Zero-initialise; release when done. */
struct sql_names {
	struct buffer text;
	uint32_t name, comment; /* offsets in text; 0: none */
	unsigned count;
	uint32_t columns[SQL_COLUMNS_MAX], comments[SQL_COLUMNS_MAX];
	const char *pointers[2][SQL_COLUMNS_MAX];
};
void sql_names_release(struct sql_names *);
/* Fills in what is known; valid until the names change. */
void sql_names_table(struct sql_names *, struct table *);

enum sql_statement {
	SQL_OTHER,
	SQL_INSERT, /* *end: behind VALUES */
	SQL_CREATE, /* of a table; *end: behind the statement */
	SQL_CUT,    /* the chunk ends before that can be told */
};
enum sql_statement sql_head(const struct stream *, uint32_t at,
			    bool backslash, struct sql_names *,
			    uint32_t *end);

#endif
