/*
 * How a delimited table is written: what parts fields and what encloses them,
 * found from its first lines. The name of the file only lowers what is asked
 * of them.
 */
#ifndef SCANNER_FORMATS_CSV_DIALECT_H
#define SCANNER_FORMATS_CSV_DIALECT_H

#include "scanner/formats/format.h"

#define CSV_DELIMITER_MAX 3

struct csv_dialect {
	unsigned char delimiter[CSV_DELIMITER_MAX];
	unsigned delimiter_length;
	unsigned char quote; /* 0: none */
	bool escapes;        /* a backslash before a character, \N: NULL */
	bool spaced;         /* blanks may stand before a quote */
	unsigned char ender; /* of lines: a CR alone, too; or a record
			      * separator, and nothing else; 0: LF */
	bool framed;         /* a delimiter at both ends of a row */
	bool drawn;          /* lines between rows, blanks around cells */
	bool even;           /* all rows of the head have all columns, but for
			      * what stands below them */
	const char *null; /* the word that says so, beside NULL; "": none */
	unsigned columns;
	uint32_t preamble; /* bytes before the first row, of head->text */
};

/* False when this seems to be no table. */
bool csv_dialect_find(const struct head *, struct csv_dialect *);

/* True when bytes that are no text part the fields of all its rows. */
bool csv_dialect_sure(const struct head *);

/* Sets the word by which it says that a cell has no value. */
void csv_find_null(const struct head *, struct csv_dialect *);

#endif
