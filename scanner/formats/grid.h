/*
 * A grid: a table inside of running text, as HTML and RTF have it. With a row
 * that names the columns its cells are fields; else, or when it is a form,
 * rows are passages, so that what stands before a value labels it.
 */
#ifndef SCANNER_FORMATS_GRID_H
#define SCANNER_FORMATS_GRID_H

#include "scanner/formats/compose.h"
#include "scanner/formats/held_rows.h"

struct grid {
	struct composer *composer;
	enum grid_use {
		GRID_CLOSED,
		GRID_HELD,   /* not decided yet */
		GRID_FIELDS,
		GRID_LINES,
	} use;
	bool headed;        /* the header is marked as such, */
	bool form;          /* or labels before their values are */
	struct buffer name; /* empty: none */
	struct buffer row;  /* GRID_LINES: the row so far, */
	uint32_t line;      /* and where it began */
	struct held_rows held;
};

/* Zero-initialise with the composer. Functions return what the composer
 * does. */
void grid_release(struct grid *);

void grid_open(struct grid *);
/* Adds a cell; `line` of the composer is its place. */
int grid_cell(struct grid *, uint32_t field, const unsigned char *text,
	      size_t length);
int grid_row_end(struct grid *);
/* The row that is about to end has cells marked as heads: all of it, or not
 * all. */
void grid_heads(struct grid *, bool all);
int grid_close(struct grid *);

#endif
