/*
 * A workbook (ECMA-376) on its way into a file: sheet by sheet, row by row,
 * cell by cell, nothing of it kept in memory. By libxlsxwriter, whose strings
 * are never formulas.
 *
 * What goes wrong on the way is remembered, and told at the end.
 */
#ifndef REPORTS_WRITERS_SHEETS_H
#define REPORTS_WRITERS_SHEETS_H

#include <stdio.h>

#include "reports/writers/words.h"
#include "scanner/base/outcome.h"

struct sheets;

/* Into a file that can be opened again by its descriptor. The time that it
 * says it was made at is `created` (ISO 8601, UTC, or NULL), so that the same
 * inventory gives the same file. NULL with the problem set. */
struct sheets *sheets_new(FILE *, const char *created, struct problem *);
/* Writes what is left, and frees it. OUTCOME_FATAL when anything failed. */
int sheets_close(struct sheets *);
bool sheets_failed(const struct sheets *);

/* A column of a sheet. */
struct head {
	double width; /* in characters */
	const char *title[LANGUAGE_COUNT];
};

void sheet_open(struct sheets *, const char *name);
void sheet_width(struct sheets *, unsigned column, double characters);
/* The first row, which stays in sight and is printed on every page. */
void sheet_heads(struct sheets *, const struct head *, size_t count,
		 enum language);
bool sheet_full(const struct sheets *);
/* Lets its rows be filtered by what is in so many columns. */
void sheet_filter(struct sheets *, size_t columns);

enum style {
	STYLE_PLAIN,
	STYLE_HEAD,
	STYLE_WRAPPED,
};
/* An empty text leaves the cell empty, and so does what is no number. */
void sheet_text(struct sheets *, const char *text);
void sheet_styled(struct sheets *, const char *text, enum style);
void sheet_count(struct sheets *, uint64_t n);
void sheet_share(struct sheets *, double share);
void sheet_skip(struct sheets *);
void sheet_next(struct sheets *); /* row */

#endif
