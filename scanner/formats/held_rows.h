/*
 * The first rows of a table, held until it is known which of them names the
 * columns, or which two: groups over several columns, and these below. Rows
 * before it, titles for instance, are data like the rest.
 */
#ifndef SCANNER_FORMATS_HELD_ROWS_H
#define SCANNER_FORMATS_HELD_ROWS_H

#include "scanner/base/buffer.h"
#include "scanner/formats/compose.h"

#define HEADER_ROWS 10
#define HEADER_ROWS_BELOW_TITLES 40
#define HEADER_CELLS 4096
#define HEADER_BYTES (256 * 1024)

struct held_rows {
	struct buffer text;
	struct held_cell {
		uint32_t offset, length;
		uint32_t line; /* of the composer, when it was held */
		uint16_t field;
		uint8_t flags; /* enum cell_flag: CELL_NUMBER */
		uint8_t row;   /* from 0 */
	} cells[HEADER_CELLS];
	unsigned count, rows;
	uint32_t line; /* of cells to come; left alone: no lines */
	int header; /* the row that names the columns, or -1 */
	bool grouped; /* it names groups; the columns have names below it */
};

void held_start(struct held_rows *);
void held_release(struct held_rows *);

/* Holds a cell. False when there is no room: it must be settled first. */
bool held_cell(struct held_rows *, uint32_t field, unsigned flags,
	       const unsigned char *text, size_t length);
/* Whether a cell is text that may name a column. Years may although they are
 * numbers. */
bool held_names(const struct held_rows *, const struct held_cell *);
/* Ends a row. True when no more rows need be seen: two behind the header at
 * most. */
bool held_row_end(struct held_rows *);

/* Whether a row names the columns, once all that will be is held. */
bool held_named(struct held_rows *);
/* Opens the table under `name`, NULL: none, with the names that are held. */
int held_open(struct held_rows *, const char *name, struct emitter *);
/* Does so, and composes what is held. */
int held_settle(struct held_rows *, const char *name, struct composer *);
/* Composes what is held: rows of the table that is open. */
int held_compose(struct held_rows *, struct composer *);

/* A label and its value in one cell, 制表人：张三: no name of a column. */
bool held_tells(const unsigned char *text, size_t length);
/* How many names the row holds; 0 when a cell of it is none. */
unsigned held_names_in(const struct held_rows *, unsigned row);
/* The filled cells of a row. */
unsigned held_filled(const struct held_rows *, int row);
/* Whether a cell stands in the row that names the columns, or the second. */
bool held_heads(const struct held_rows *, const struct held_cell *);
/* Whether the row held last is a word alone: perhaps a title of what follows.
 * Something must be held. */
bool held_is_title(const struct held_rows *);

#endif
