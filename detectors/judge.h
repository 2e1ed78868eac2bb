/*
 * The judge: what stands at a seed, is it a value, and of which kind. Asks
 * the detectors whose shape fits, lets the strongest claim win, and weighs
 * the context.
 */
#ifndef DETECTORS_JUDGE_H
#define DETECTORS_JUDGE_H

#include "detectors/candidate.h"
#include "detectors/detector.h"
#include "detectors/sift.h"

#define JUDGE_VALUES (64 * 1024)
/* Of that, for plain cells (sift.h), which come behind all others. */
#define JUDGE_PLAIN \
	(SIFT_CELLS * (sizeof(((struct evidence *)0)->value) + 16))
#define JUDGE_GROUPINGS 64

struct judge {
	int today;
	uint64_t digit_kinds[TOKEN_TEXT + 1]; /* by length: detectors whose */
	uint64_t code_kinds[TOKEN_TEXT + 1];  /* candidates are so long */
	uint64_t begins[10000]; /* the same by the first four digits */
	uint64_t address_kinds, cell_kinds;
	/* By length: a token of digits (one X at the end allowed), or one
	 * with letters in it, may be a value or a group of one. */
	bool digits_fit[TOKEN_TEXT + 1], code_fits[TOKEN_TEXT + 1];
	struct {
		const uint8_t *lengths; /* 0-terminated */
		uint8_t count;
		uint8_t total;
	} groupings[JUDGE_GROUPINGS]; /* of all detectors, longest first */
	unsigned grouping_count;
	uint64_t starting[TOKEN_TEXT + 1]; /* by length of the first group:
					    * bits of groupings[] */
	size_t used; /* of values */
	unsigned char values[JUDGE_VALUES]; /* normalised ones, for matches */
};

void judge_init(struct judge *, int today);
void judge_reset(struct judge *); /* forgets the values */
static inline bool judge_full(const struct judge *j)
{
	return JUDGE_VALUES - j->used < 16 * (VALUE_MAX + 16) + JUDGE_PLAIN;
}

/*
 * The whole of a cell as one value. Returns 1 with the match written (its
 * place is the offset in the stretch, for the caller to map), else 0. Then
 * *settled tells that nothing else can be in the cell either.
 */
size_t judge_cell(struct judge *, const struct stretch *, struct match *out,
		  bool *settled);

/* The same for a cell that may be nothing but an address, in plain ASCII; its
 * place is left to the caller. */
bool judge_plain_address(struct judge *, struct secret text,
			 struct match *out);

/* Where a value may begin. */
struct span {
	uint32_t floor;	     /* nothing before it is a part of a value */
	uint32_t taken;	     /* <= floor: the same for an address, which may
			      * begin in digits that are no value; moved
			      * behind what is found, whoever has it */
	uint32_t begin, end; /* values that begin outside are others' */
};

/*
 * What stands around a seed in running text. *done is set to where the next
 * seed must be to be of interest. Writes at most `room` matches; returns
 * their number.
 */
size_t judge_prose(struct judge *, const struct stretch *, uint32_t seed,
		   struct span *, struct match *out, size_t room,
		   uint32_t *done);

#endif
