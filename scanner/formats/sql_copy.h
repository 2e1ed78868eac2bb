/* The rows of COPY ... FROM stdin, when they are not written as pg_dump
 * writes them: text with another delimiter or NULL, or CSV. */
#ifndef SCANNER_FORMATS_SQL_COPY_H
#define SCANNER_FORMATS_SQL_COPY_H

#include <stdbool.h>
#include <stdint.h>

#define SQL_NULL_MAX 32

struct sql_copy {
	bool own;    /* not as pg_dump writes them */
	bool csv;    /* else text, with escapes of C */
	bool header; /* the first line is no row */
	unsigned char delimiter;
	unsigned char quote, escape; /* of CSV */
	unsigned char null[SQL_NULL_MAX];
	uint32_t null_length;
};

/* True when the line at `at` ends the rows: \. */
bool sql_copy_ends(const unsigned char *text, uint32_t at);

/* Goes from *at to the delimiter or line feed that ends the field, or to the
 * text's end when it is the `last`. False when that takes more text; *quoted
 * then says what it goes on in. */
bool sql_copy_field(const struct sql_copy *, const unsigned char *text,
		    uint32_t *at, uint32_t end, bool last, bool *quoted);

/* The end of a cell before `end`: without the carriage return of a script
 * that went through Windows. `length` is that of the text. */
uint32_t sql_copy_cell_end(const unsigned char *text, uint32_t from,
			   uint32_t end, uint32_t length);

#endif
