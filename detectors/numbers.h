/*
 * Numbers by the column: many of one length are asked at a time, by vectors.
 * Nearly all that are values show the same; which ones do, a detector tells of
 * all at once (usual in detector.h). Those others are examined one by one.
 *
 * The same on every engine.
 */
#ifndef DETECTORS_NUMBERS_H
#define DETECTORS_NUMBERS_H

#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "detectors/seeds.h"

#define NUMBERS 64 /* at a time */
#define NUMBER_WORDS 3

/* Each is the whole of a cell, in one piece. */
struct numbers {
	unsigned count;
	unsigned length; /* of each, at least 8: shorter ones are no seeds;
			  * kinds that have a usual() end at 24 */
	int today;	 /* the scan's date as yyyymmdd */
	enum seeds_engine engine;
	/* Digits, but that of 18 characters the last may be an X. 16 readable
	 * bytes behind each. */
	const unsigned char *text[NUMBERS];
	/* The values of the digits, eight a word, the first in the lowest
	 * byte; behind the last are zeros, up to the end of its word. */
	uint64_t words[NUMBER_WORDS][NUMBERS];
	uint64_t four[NUMBERS]; /* the first four as a number, */
	uint64_t two[NUMBERS];	/* and the next two */
	uint64_t sure[NUMBERS]; /* all bits or none: is a usual value */
};

/* Puts one at `i`, with its first characters. */
static inline void numbers_put(struct numbers *n, unsigned i,
			       const unsigned char *text)
{
	uint64_t eight;

	memcpy(&eight, text, sizeof(eight));
	n->text[i] = text;
	n->words[0][i] = le64toh(eight);
}

/* From these the first word, four and two; then the other words. */
void numbers_begin(struct numbers *);
void numbers_go_on(struct numbers *);

/* These take back `sure` of those that fail. */
void numbers_luhn(struct numbers *);     /* ISO/IEC 7812-1 Annex B */
void numbers_mod11_2(struct numbers *);  /* of 18: GB 11643-1999 */
/* Of 18: the seventh digit and those behind it are a date in this range, both
 * ends as yyyymmdd. A 29th of February may fail. */
void numbers_born(struct numbers *, int from, int to);

#endif
