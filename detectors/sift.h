/*
 * Sifting: which cells of a chunk can hold a value. Most hold none and are
 * never looked at again. Of the others most are plain: digits and nothing
 * else, or 17 of them and an X. These are told by column, so that what is
 * alike comes together, to the detectors as to those who count.
 */
#ifndef DETECTORS_SIFT_H
#define DETECTORS_SIFT_H

#include "detectors/seeds.h"
#include "scanner/base/chunk.h"

/* Gone through by one call, at most: what they are and hold stays in the
 * first cache. */
#define SIFT_CELLS 512
#define SIFT_COLUMNS 64

enum sift_class {
	SIFT_PLAIN = 1,   /* a number of a length that some kind has */
	SIFT_ADDRESS = 2, /* holds an @, and no seed of digits */
	SIFT_SEEDS = 4,   /* may hold a seed of any other kind */
	SIFT_WHOLE = 8,   /* may be a name or the like (cell.h) */
};

struct sift_rule {
	uint64_t plain; /* bit n - 1: numbers of n digits may be values */
	uint64_t step;  /* rows whose number has none of these bits are tried
			 * for SIFT_WHOLE */
	enum seeds_wide wide;
};

/* Where digits stand in a chunk's text, what may go on behind them, and what
 * else could lead to a seed. */
struct sift_map {
	uint64_t digits[CHUNK_TEXT / 64 + 2];
	uint64_t joins[CHUNK_TEXT / 64 + 2];
	uint64_t others[CHUNK_TEXT / 64 + 2];
};
void sift_map(enum seeds_engine, enum seeds_wide, const struct chunk *,
	      struct sift_map *);

/* Whole rows, unless there is a larger one or the last goes on in the next
 * chunk; of their cells those of some class. */
struct sifted {
	uint32_t end;  /* the first cell behind the rows */
	uint32_t rows; /* that end before it */
	uint32_t count;
	struct sifted_cell {
		uint32_t cell;
		uint16_t row;   /* from 0 at the first of these rows */
		uint16_t class; /* enum sift_class bits but SIFT_PLAIN */
	} at[SIFT_CELLS];
	/* Those that are plain: lists by column. The last is for columns that
	 * found theirs taken by another. */
	struct sifted_column {
		uint16_t count;
		uint16_t field;
		uint16_t first, last; /* of plain[] */
	} columns[SIFT_COLUMNS + 1];
	struct sifted_plain {
		uint32_t cell;
		uint16_t row;
		uint16_t next; /* of its list */
	} plain[SIFT_CELLS];
	uint32_t plain_count;
};

/* Goes through cells from `from` on, of which there is one; it stands in row
 * `row` of the table. The same on every engine. */
void sift(enum seeds_engine, const struct sift_rule *, const struct chunk *,
	  const struct sift_map *, uint32_t from, uint64_t row,
	  struct sifted *);

#endif
