/* Escapes in strings of SQL, each written out as what it stands for. What is
 * written is never longer than what is read. */
#ifndef SCANNER_FORMATS_SQL_ESCAPES_H
#define SCANNER_FORMATS_SQL_ESCAPES_H

#include <stdbool.h>
#include <stdint.h>

/* MySQL's: what a character behind a backslash stands for. */
unsigned char sql_escaped(unsigned char);

/* PostgreSQL's, in COPY and E'...': \n, \101, \x41, and in strings \u4E2D
 * and doubled quotes. Returns the length. */
uint32_t sql_unescape_c(const unsigned char *text, uint32_t length,
			bool string, unsigned char *out);

/* Those of UNISTR() and U&'...': \4E2D, \+01F600, SQLite's \u4E2D. May be
 * undone in place. Returns the length. */
uint32_t sql_unescape_unicode(const unsigned char *text, uint32_t length,
			      unsigned char *out);

/* Pairs of hexadecimal digits as bytes, perhaps in place. Returns the length;
 * UINT32_MAX when there is anything else. */
uint32_t sql_unhex(const unsigned char *text, uint32_t length,
		   unsigned char *out);

#endif
