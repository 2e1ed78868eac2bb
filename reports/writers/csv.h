/*
 * Fields of CSV: RFC 4180, UTF-8.
 *
 * What a spreadsheet would run as a formula (OWASP, CSV injection: = + - @
 * TAB CR, and their full-width twins) gets an apostrophe before it.
 */
#ifndef REPORTS_WRITERS_CSV_H
#define REPORTS_WRITERS_CSV_H

#include <stdint.h>
#include <stdio.h>

/* The first field of a row, then the others; NULL is an empty one. */
void csv_first(FILE *, const char *text);
void csv_text(FILE *, const char *text);
void csv_count(FILE *, uint64_t);

#endif
