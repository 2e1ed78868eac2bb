/*
 * Chunks of composed text: for formats whose text does not stand in the file
 * as it is meant. Cells of tables and streams of prose, in any order.
 */
#ifndef SCANNER_FORMATS_COMPOSE_H
#define SCANNER_FORMATS_COMPOSE_H

#include "scanner/formats/format.h"

#define COMPOSE_CELL_MAX (CHUNK_TEXT / 2) /* bytes of a cell */

struct composer {
	struct emitter *out;
	bool prose;    /* the open chunk holds prose */
	bool passages; /* cells are passages of prose */
	bool lines;    /* the lines of the source are known: `line` is that
			* of what is composed next, from 0 */
	uint32_t line;
};

/* Takes the emitter's chunk, whatever is in it. */
void compose_start(struct composer *, struct emitter *);

/* All return OUTCOME_OK, or what the emitter returned. Text is UTF-8. */
int compose_table(struct composer *, const struct table *);
/* Adds a cell of at most COMPOSE_CELL_MAX bytes. */
int compose_cell(struct composer *, uint32_t field, unsigned flags,
		 const unsigned char *text, size_t length);
/* Adds a cell of any charset; what is too large for one goes in passages, and
 * so does what has no column (field UINT16_MAX). `room` is COMPOSE_CELL_MAX
 * bytes to decode into. */
int compose_text(struct composer *, uint32_t field, enum charset,
		 const unsigned char *text, size_t length,
		 unsigned char *room);
/* Ends the row of the cell added last. */
void compose_row_end(struct composer *);
/* Adds a passage of running text, which stands for itself, among the cells of
 * a table; any length. */
int compose_passage(struct composer *, const unsigned char *text,
		    size_t length);
/* Goes on with prose; any length. */
int compose_prose(struct composer *, const unsigned char *text, size_t length);
/* Hands over what there is. */
int compose_flush(struct composer *);

#endif
