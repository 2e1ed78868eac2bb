/*
 * Lengths of cells, summed up by column while rows are as most rows are: the
 * same number of cells, in their order. By vectors of what the machine has;
 * a row costs less than one of its values. Flushed into the columns' tallies
 * (tally.h) at the end of a chunk.
 */
#ifndef REPORTS_INVENTORY_LENGTHS_H
#define REPORTS_INVENTORY_LENGTHS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scanner/base/chunk.h"

#define LENGTHS_MAX 256 /* columns; a multiple of LENGTHS_STEP */
#define LENGTHS_STEP 8

struct lengths {
	uint32_t width; /* cells of a row; 0: none are taken */
	uint32_t steps; /* of LENGTHS_STEP cells that hold a row */
	uint32_t rows;
	/* By column; of no meaning from `width` on. */
	int32_t expected[LENGTHS_MAX]; /* field and flags of a cell ... */
	int32_t relevant[LENGTHS_MAX]; /* ... as far as they matter */
	struct length_sums {
		int32_t bytes[LENGTHS_STEP], longest[LENGTHS_STEP];
		int32_t shortest[LENGTHS_STEP]; /* less one; of those with a
						 * length */
		int32_t empty[LENGTHS_STEP], nulls[LENGTHS_STEP];
	} sums[LENGTHS_MAX / LENGTHS_STEP];
};

/* Starts anew for rows of `width` cells; more than LENGTHS_MAX: for none. */
void lengths_start(struct lengths *, uint32_t width);

/* Adds rows of a chunk that has `count` cells from `cell` on: those before the
 * first that is not a row of that width, or too near to the end for vectors.
 * Returns how many. */
uint32_t lengths_add(struct lengths *, const struct cell *cell, size_t count);

#endif
