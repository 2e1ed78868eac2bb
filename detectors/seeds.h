/*
 * Seeds: where a value could be. One vector pass over a block; only at seeds
 * does any other code run.
 *
 * Every written form of every built-in kind holds at least one of these, with
 * a space or a hyphen between groups of digits: 11 digits in a row; six digits
 * and three, or the other way; three, four and four digits, or three, three
 * and five; six digits before a letter (with at most one separator between)
 * that five more letters or digits follow; an @ between what may be the parts
 * of an address; a full-width digit or @; behind a digit, or one and a
 * separator, a character that may be an invisible mark, a wide space or a
 * dash. The pass marks one byte inside or at the edge of each.
 */
#ifndef DETECTORS_SEEDS_H
#define DETECTORS_SEEDS_H

#include <stddef.h>
#include <stdint.h>

/* Bytes of the block that one call may cover; `seeds` holds as many. */
#define SEEDS_SLICE (16 * 1024)
/* Readable bytes behind the last one that is covered. */
#define SEEDS_PAD 256

enum seeds_engine {
	SEEDS_SCALAR,
	SEEDS_VECTOR128, /* SSE2 or NEON */
	SEEDS_AVX2,
	SEEDS_AVX512,
	SEEDS_BEST, /* what this processor can do */
};

/* Of the charset the text is in: how full-width digits begin. */
enum seeds_wide {
	SEEDS_WIDE_NONE = 0,
	SEEDS_WIDE_UTF8 = 0xEF, /* EF BC 90 to 99, EF BC A0 */
	SEEDS_WIDE_GB = 0xA3,   /* A3 B0 to B9, A3 C0 */
	SEEDS_WIDE_BIG5 = 0xA2, /* A2 AF to B8 */
};

struct seeds {
	uint32_t count;
	uint32_t lines; /* that end in what was covered */
	uint32_t at[SEEDS_SLICE]; /* ascending offsets in the text */
};

/*
 * Finds the seeds at text[begin..end), end - begin <= SEEDS_SLICE. Bytes
 * from `low` (<= begin) on are looked at beside, and SEEDS_PAD bytes behind
 * `end` must be readable. The same on every engine.
 */
void seeds_find(enum seeds_engine, enum seeds_wide,
		const unsigned char *text, size_t low, size_t begin,
		size_t end, struct seeds *);

/* The engine that SEEDS_BEST stands for, and its name. */
enum seeds_engine seeds_best(void);
const char *seeds_engine_name(enum seeds_engine);

#endif
