/*
 * Rows of a sheet on their way to a composer. A table is opened when the row
 * that names its columns is known (held_rows.h); others may follow below it,
 * with names of their own, and forms, which are lines of running text
 * (held_region.h). Text that is in no cell waits so that it parts no rows.
 */
#ifndef SCANNER_FORMATS_SHEET_ROWS_H
#define SCANNER_FORMATS_SHEET_ROWS_H

#include "scanner/formats/held_region.h"

#define SHEET_LOOSE_MAX (64 * 1024)
#define SHEET_TABLES 64 /* that are known again when they go on */

struct sheet_rows {
	struct composer *composer;
	const char *name; /* of the sheet */
	struct held_rows held;
	struct buffer loose;
	enum sheet_use { SHEET_NEW, SHEET_TABLE, SHEET_FORM } use;
	bool row_used;
	bool streams; /* the row is too large to be held */
	bool apart;   /* a blank row stands before what is held */
	struct buffer form;	       /* one as far as it was read, */
	struct buffer first;	       /* and the cell it began with */
	uint64_t headers[SHEET_TABLES]; /* of the tables so far, in order */
	unsigned tables, table;        /* so many; the one that is open */
	struct looks looks;
};

/* The composer and the name are kept by the caller until the end. */
void sheet_start(struct sheet_rows *, struct composer *, const char *name);
void sheet_release(struct sheet_rows *);

/* All return OUTCOME_OK, or what the emitter returned. */
int sheet_cell(struct sheet_rows *, uint32_t column, unsigned flags,
	       const unsigned char *text, size_t length);
/* A number is written out; the column is one of numbers. */
int sheet_number(struct sheet_rows *, uint32_t column, double);
/* Ends a row; one without cells parts what stands above and below it. */
int sheet_row_end(struct sheet_rows *);
/* Adds text that is in no cell; any length. */
int sheet_loose(struct sheet_rows *, const unsigned char *text, size_t length);
/* Hands over what there is. */
int sheet_end(struct sheet_rows *);

#endif
