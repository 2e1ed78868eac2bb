/*
 * Short texts by the column: what stands where in many of them, as marks. A
 * detector tells of all at once which are usual values of its kind, as of
 * numbers (numbers.h); those others are examined one by one.
 *
 * The same on every engine.
 */
#ifndef DETECTORS_TEXTS_H
#define DETECTORS_TEXTS_H

#include <stdint.h>

#include "detectors/seeds.h"
#include "scanner/base/secret.h"

#define TEXTS 64 /* at a time */

/* Each is the whole of a cell. */
struct texts {
	unsigned count;
	enum seeds_engine engine;
	struct secret text[TEXTS]; /* 32 bytes are readable */
	/* Of each its characters, those of these classes: a bit each, the first
	 * the lowest. Of more than 32 characters there are none. */
	uint32_t own[TEXTS], digits[TEXTS], letters[TEXTS], dots[TEXTS],
		hyphens[TEXTS], underscores[TEXTS], ats[TEXTS];
	uint64_t sure[TEXTS]; /* all bits or none: is a usual value */
};

void texts_mark(struct texts *);

#endif
