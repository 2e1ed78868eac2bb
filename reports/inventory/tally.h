/*
 * A tally: what is counted of all cells of one column of one part of an
 * asset, whatever they hold. Numbers that add up: tallies of parts merge into
 * the asset's.
 */
#ifndef REPORTS_INVENTORY_TALLY_H
#define REPORTS_INVENTORY_TALLY_H

#include "reports/inventory/census.h"
#include "scanner/base/charset.h"

/* Distinct values are counted exactly up to so many; beyond, by a sample
 * with a standard error of 1.1 to 1.6 %. */
#define TALLY_ROOM 8192

struct tally {
	uint64_t filled, blanks; /* cells: with a text; empty, but not NULL */
	uint64_t bytes;          /* of all texts */
	uint64_t shortest, longest; /* bytes of a text; with filled > 0 */
	/* Of the rows that were looked at: */
	uint64_t shapes[SHAPE_COUNT]; /* texts by what they look like */
	struct sketch distinct; /* different texts; traits: tally_turn() */
	struct series series;         /* of those that are numbers */
};

/* A text that came in pieces, as far as it has come. */
struct long_text {
	struct sheet *sheet; /* NULL: none */
	uint64_t row, length, hash;
	uint32_t field;
	enum shape shape; /* of its beginning */
};

void tally_init(struct tally *, uint32_t sketch_room);

/* The first rows of a table are looked at, then one in 64: all would take a
 * fifth of the time that it takes to read them. Which of the 64 is as good as
 * random: many a table repeats itself every so many rows. */
#define TALLY_FIRST 2048
#define TALLY_STEP 64
/* The table that a part begins with so far from the object's begin went on in
 * the part before, mostly: it has no first rows here. */
#define TALLY_GOES_ON (8 << 20)
static inline uint64_t tally_look(uint64_t step)
{
	uint64_t n = step * 0x9E3779B97F4A7C15;

	n = (n ^ n >> 32) * 0xBF58476D1CE4E5B9;
	return step * TALLY_STEP + (n >> 58);
}

/* The first row from this one on that is looked at, as all of the `first` ones
 * are. */
static inline uint64_t tally_next_look(uint64_t first, uint64_t row)
{
	uint64_t look = tally_look(row / TALLY_STEP);

	if (row < first)
		return row;
	return look < row ? tally_look(row / TALLY_STEP + 1) : look;
}

/* The trait of a text that was seen in that row: at random one of 16 for the
 * first rows, or of 16 for the others. What has only one was seen but once,
 * nearly always. */
#define TALLY_TURNS_BEHIND 0xFFFF0000
static inline uint32_t tally_turn(uint64_t first, uint64_t row)
{
	return UINT32_C(1) << ((row < first ? 0 : 16) +
			       (row * 0x9E3779B97F4A7C15 >> 60));
}

/* How many different texts there are in all rows, at most (99 %). */
uint64_t tally_most(const struct tally *);

enum shape shape_of(const unsigned char *text, size_t length,
		    enum charset charset);

/* How many digits a text begins with. */
size_t shape_digits(const unsigned char *text, size_t length);

/* Adds what a later part counted. False when memory is out. */
bool tally_merge(struct tally *, const struct tally *later);

#endif
