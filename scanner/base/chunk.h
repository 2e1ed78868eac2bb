/*
 * A chunk: a block of text, and the cells and row ends in it, on its way
 * from an extractor to the matcher.
 *
 * Flat and free of pointers: it may lie in shared memory, so that an
 * extractor can run in another process. One per thread, reused.
 */
#ifndef SCANNER_BASE_CHUNK_H
#define SCANNER_BASE_CHUNK_H

#include <stdint.h>

#define CHUNK_TEXT (256 * 1024)
#define CHUNK_SIDE (64 * 1024)
#define CHUNK_CELLS (32 * 1024)
#define CHUNK_PAD 256 /* readable bytes behind text and side, zeroed */

/* Bytes of context that a chunk of prose keeps before and behind its own
 * part: labels and guards look there, a value may reach into it. Longer than
 * the longest value with its label. */
#define CHUNK_CONTEXT 1024

enum cell_flag {
	CELL_SIDE = 1,    /* its text is in `side`: it was escaped or split */
	CELL_PIECE = 2,   /* a piece of a cell too large for a chunk: prose */
	CELL_ROW_END = 4, /* the last cell of its row */
	CELL_NUMBER = 8,  /* written as a number: may have lost digits */
	CELL_NULL = 16,   /* of length 0: NULL, not blank */
};

struct cell {
	uint32_t offset; /* of its text, in `text` or in `side` */
	uint32_t length; /* 0: blank, or CELL_NULL */
	uint16_t field;  /* column, from 0; UINT16_MAX: text between tables */
	uint16_t flags;
	uint32_t place;  /* offset in `text` that stands for it in findings */
};

/* How bytes of `text` map to raw bytes of the object. */
enum units {
	UNITS_BYTES,  /* one to one: raw = origin + offset */
	UNITS_UTF16,  /* text is UTF-8 made of UTF-16 (2 or 4 raw bytes) */
	UNITS_UTF32,  /* text is UTF-8 made of UTF-32 (4 raw bytes each) */
	UNITS_NONE,   /* text was composed: raw = origin for all of it */
	UNITS_LINES,  /* the same, but the lines are known: of a cell its
		       * place, of prose the chunk's line */
};

struct chunk {
	uint64_t origin;  /* raw offset of text[0] */
	uint64_t line;    /* line ends of the part before text[begin] */
	uint64_t row;     /* rows of the table, in this part, before cell 0 */
	uint32_t table;   /* number the emitter gave to the table */
	uint32_t length;  /* bytes of text */
	uint32_t begin, end; /* what is this chunk's own: values of prose
			      * and of a CELL_PIECE that start here, and line
			      * ends; the text around it is context, or not
			      * used yet */
	uint32_t side_length;
	uint32_t cell_count; /* 0: prose */
	uint8_t charset;  /* enum charset of `text` and `side` */
	uint8_t units;    /* enum units */
	uint8_t has_raw;  /* `raw` holds the text before trail bytes of
			   * multi-byte characters were blanked in `text` */
	uint8_t prose;    /* cells are passages of prose, not values: no
	                   * cell-wise trial */
	struct cell cells[CHUNK_CELLS];
	unsigned char side[CHUNK_SIDE + CHUNK_PAD];
	unsigned char text[CHUNK_TEXT + CHUNK_PAD];
	unsigned char raw[CHUNK_TEXT + CHUNK_PAD];
};

static inline const unsigned char *cell_text(const struct chunk *c,
					     const struct cell *cell)
{
	return cell->offset + (cell->flags & CELL_SIDE ? c->side : c->text);
}

#endif
