/*
 * Sifting: which cells of a chunk can hold a value. Most hold none and are
 * never looked at again. Of the others most are plain: digits and nothing
 * else, or 17 of them and an X. All is told by column, so that what is alike
 * comes together: to the vectors here, to the detectors, to those who count.
 */
#ifndef DETECTORS_SIFT_H
#define DETECTORS_SIFT_H

#include "detectors/seeds.h"
#include "scanner/base/chunk.h"

/* Gone through by one call, at most. */
#define SIFT_CELLS 512
#define SIFT_ROWS 64

struct sift_rule {
	uint64_t plain; /* bit n - 1: numbers of n digits may be values */
	uint64_t step;  /* 2^n - 1: rows whose number has none of these bits
			 * are tried as a whole, too */
	enum seeds_wide wide;
};

/* Where digits stand in a chunk, what may go on behind them, and what else
 * could lead to a seed: bits for the bytes beside the text, and from
 * SIFT_TEXT on for those of the text. */
#define SIFT_TEXT (CHUNK_SIDE + CHUNK_PAD)
#define SIFT_WORDS ((SIFT_TEXT + CHUNK_TEXT) / 64 + 2)
_Static_assert(SIFT_TEXT % 64 == 0, "the text begins with a word");
struct sift_map {
	uint64_t digits[SIFT_WORDS];
	uint64_t joins[SIFT_WORDS];
	uint64_t others[SIFT_WORDS];
	uint64_t ats[SIFT_WORDS]; /* those of the others that are an @ */
};
void sift_map(enum seeds_engine, enum seeds_wide, const struct chunk *,
	      struct sift_map *);

/* Whole rows, unless there is a larger one or the last goes on in the next
 * chunk. A cell is told by its row, from 0 at the first of these, and its
 * column: which of its row's it is. */
struct sifted {
	uint32_t end;    /* the first cell behind the rows */
	uint32_t rows;   /* that end before it */
	uint32_t begun;  /* the same, or one more */
	uint32_t width;  /* columns of the longest */
	uint32_t others; /* of other[]: columns that are not only plain */
	uint32_t starts[SIFT_ROWS + 8]; /* the first cell of each row; behind
					 * the last: `end` */
	uint16_t other[SIFT_CELLS];
	/* Which cells of a column are of a class: a bit for each row. */
	struct sifted_column {
		uint64_t plain;   /* a number of a length that some kind has */
		uint64_t address; /* holds an @, and no seed of digits */
		uint64_t seeds;   /* may hold a seed of any other kind */
		uint64_t whole;   /* may be a name or the like (cell.h) */
	} columns[SIFT_CELLS];
};

/* Goes through cells from `from` on, of which there is one; it stands in row
 * `row` of the table. The same on every engine. */
void sift(enum seeds_engine, const struct sift_rule *, const struct chunk *,
	  const struct sift_map *, uint32_t from, uint64_t row,
	  struct sifted *);

#endif
