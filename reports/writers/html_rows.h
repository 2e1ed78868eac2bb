/* Rows of data for the script of the HTML report: arrays of JSON, one a line,
 * to be small. */
#ifndef REPORTS_WRITERS_HTML_ROWS_H
#define REPORTS_WRITERS_HTML_ROWS_H

#include <stdint.h>
#include <stdio.h>

struct rows {
	FILE *out;
	const char *comma; /* before the next row */
	const char *comma_inner;
};

/* A list of rows, as a member of an object. */
void rows_list(struct rows *, const char *key);
void rows_list_end(struct rows *);
void rows_open(struct rows *);
void rows_text(struct rows *, const char *); /* or NULL */
void rows_count(struct rows *, uint64_t);
void rows_real(struct rows *, double);
void rows_close(struct rows *);

#endif
