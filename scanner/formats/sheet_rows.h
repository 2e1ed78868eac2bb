/*
 * Rows of a sheet on their way to a composer: its table is opened when the
 * row that names the columns is known (held_rows.h), and text that is in no
 * cell waits so that it parts no rows.
 */
#ifndef SCANNER_FORMATS_SHEET_ROWS_H
#define SCANNER_FORMATS_SHEET_ROWS_H

#include "scanner/formats/held_rows.h"

#define SHEET_LOOSE_MAX (64 * 1024)

struct sheet_rows {
	struct composer *composer;
	const char *name; /* of the sheet */
	struct held_rows held;
	struct buffer loose;
	bool settled; /* the table is open */
	bool row_used;
};

/* The composer and the name are kept by the caller until the end. */
void sheet_start(struct sheet_rows *, struct composer *, const char *name);
void sheet_release(struct sheet_rows *);

/* All return OUTCOME_OK, or what the emitter returned. */
int sheet_cell(struct sheet_rows *, uint32_t column, unsigned flags,
	       const unsigned char *text, size_t length);
/* A number is written out; the column is one of numbers. */
int sheet_number(struct sheet_rows *, uint32_t column, double);
int sheet_row_end(struct sheet_rows *);
/* Adds text that is in no cell; any length. */
int sheet_loose(struct sheet_rows *, const unsigned char *text, size_t length);
/* Hands over what there is. */
int sheet_end(struct sheet_rows *);

#endif
