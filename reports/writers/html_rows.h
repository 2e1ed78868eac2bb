/* Rows of data for the script of the HTML report: arrays of JSON, one a line,
 * to be small. */
#ifndef REPORTS_WRITERS_HTML_ROWS_H
#define REPORTS_WRITERS_HTML_ROWS_H

#include <stdint.h>
#include <stdio.h>

struct data_rows {
	FILE *out;
	const char *comma; /* before the next row */
	const char *comma_inner;
};

/* A list of rows, as a member of an object. */
void data_list(struct data_rows *, const char *key);
void data_list_end(struct data_rows *);
void data_open(struct data_rows *);
void data_text(struct data_rows *, const char *); /* or NULL */
void data_count(struct data_rows *, uint64_t);
void data_real(struct data_rows *, double);
void data_close(struct data_rows *);

#endif
