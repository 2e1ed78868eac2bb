/*
 * The dialects of SQL scripts: what is written differently in each, and how
 * the head of a script tells them apart.
 */
#ifndef SCANNER_FORMATS_SQL_DIALECT_H
#define SCANNER_FORMATS_SQL_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

struct sql_dialect {
	/* What heads of its scripts hold, with the weight of each. */
	const struct sql_mark {
		const char *text;
		unsigned weight;
	} *marks;
	/* A line of its own that ends a statement: "GO", "/"; or NULL. */
	const char *ender;
	/* Words that begin statements of one line; or NULL. */
	const char *const *commands;
	/* Words that end the statement before, at the start of a line, when
	 * nothing else did; or NULL. */
	const char *const *starters;
	bool backslash; /* escapes in every string */
	bool hash;      /* # begins a comment */
	bool keys;      /* KEY and INDEX in CREATE TABLE are no columns */
	bool brackets;  /* [names] */
	bool dollar;    /* $tag$ strings $tag$ */
	bool copy;      /* COPY ... FROM stdin, with the rows behind it */
	bool quoting;   /* q'[strings]' */
	bool runs_comments; /* that open with an exclamation mark */
};

/* The dialect of a script, by its head: like ASCII, whatever the charset.
 * MySQL's when nothing speaks for another. */
const struct sql_dialect *sql_dialect_of(const unsigned char *head,
					 size_t length);

/* True when a text begins like a script, and some line of it begins with a
 * statement that scripts of data have. */
bool sql_speaks(const unsigned char *text, size_t length);

/* True when a text is rows without a statement, (1,'x'),(2,'y'), as
 * ClickHouse writes with FORMAT Values. */
bool sql_rows_alone(const unsigned char *text, size_t length);

/* True when the text begins with a keyword, in any case, as a word. */
bool sql_word_is(const unsigned char *text, size_t length, const char *word);

/* The same for one of several, NULL-terminated; `words` may be NULL. */
bool sql_word_in(const unsigned char *text, size_t length,
		 const char *const *words);

/* True for what words and bare names are made of. */
bool sql_is_word(unsigned char);

#endif
