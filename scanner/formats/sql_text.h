/*
 * The text of SQL scripts: what stands inside of strings, names, comments,
 * and where statements and values end.
 */
#ifndef SCANNER_FORMATS_SQL_TEXT_H
#define SCANNER_FORMATS_SQL_TEXT_H

#include <stdint.h>

#include "scanner/formats/sql_dialect.h"

#define SQL_TAG_MAX 64
/* Bytes of text that must follow for anything but strings to be understood;
 * the words that end or begin something, and tags, are shorter. */
#define SQL_AHEAD 72

/* What text stands inside of. */
enum sql_inside {
	SQL_PLAIN,
	SQL_STRING,	  /* '...' */
	SQL_QUOTED,	  /* q'[...]' */
	SQL_DOLLARS,	  /* $tag$...$tag$ */
	SQL_NAME,	  /* `...`, "..." or [...] */
	SQL_LINE_COMMENT, /* -- ... */
	SQL_COMMENT,	  /* a block comment */
	SQL_LINE,	  /* a command as long as its line */
	SQL_DELIMITED,	  /* between two lines that begin with DELIMITER */
};

enum sql_unit {
	SQL_STATEMENT, /* or a comment that stands where one could begin */
	SQL_VALUE,     /* up to a comma or closing parenthesis */
	SQL_ITEM,      /* the same, or what ends a list of SELECT or SET */
};

struct sql_scan {
	uint32_t at; /* next byte to look at */
	enum sql_unit unit;
	enum sql_inside inside;
	unsigned char close; /* of SQL_NAME and SQL_QUOTED */
	bool escapes;	     /* of SQL_STRING: it has backslash escapes */
	bool begun;	     /* a statement, not only comments */
	bool creates;	     /* it begins with CREATE: of what is open */
	bool routine;	     /* it creates what has statements inside */
	bool body;	     /* ... which have begun */
	bool last;	     /* no text follows */
	bool backslash;	     /* as the script has it, whatever its dialect */
	unsigned depth;	     /* of parentheses */
	unsigned char tag[SQL_TAG_MAX];
	uint32_t tag_length;
	const struct sql_dialect *dialect;
};

/*
 * Goes on to the end of the unit. True when scan->at is behind a statement or
 * comment, or at what ends a value; false when `length` is so near that more
 * text is needed, or, with `last`, reached.
 */
bool sql_scan(struct sql_scan *, const unsigned char *text, uint32_t length);

/* The line at `at`, when it is one that ends statements of this dialect: the
 * offset behind it, else 0. SQL_AHEAD bytes must follow. */
uint32_t sql_ender(const struct sql_dialect *, const unsigned char *text,
		   uint32_t at, uint32_t length);

/* What a comment opens with: SQL_COMMENT, SQL_LINE_COMMENT, or SQL_PLAIN when
 * none does. */
enum sql_inside sql_comment(const struct sql_dialect *,
			    const unsigned char *text, uint32_t at,
			    uint32_t length);

/* The character that closes a q'[ string. */
unsigned char sql_quoting_close(unsigned char open);

#endif
