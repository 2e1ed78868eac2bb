/*
 * A census: what is counted of one kind of value in one column (or in the
 * running text) of one part of an asset. Numbers that add up: censuses of
 * parts merge into the asset's, verdicts are computed from the sum.
 */
#ifndef REPORTS_INVENTORY_CENSUS_H
#define REPORTS_INVENTORY_CENSUS_H

#include "reports/inventory/verdict.h"
#include "scanner/base/sketch.h"

#define LENGTH_BINS 64
#define PLACES_MAX 12 /* kept per profile as samples */

/* Traits of distinct values (sketch.h). */
enum trait {
	TRAIT_PASSED = 1 << 0,
	TRAIT_TEST = 1 << 1,
	TRAIT_DULL = 1 << 2,
	TRAIT_MINOR = 1 << 3,
	TRAIT_ENDS_X = 1 << 4,
	TRAIT_DAMAGED = 1 << 5, /* digits lost: it cannot pass */
	/* A row that it stood in held a value of that tier (people.h). */
	TRAIT_TIER_SHIFT = 8,
};

/* Where a value stood, and its masked form. Rows and lines count from 0, in
 * a part from the part's start. */
struct place {
	uint64_t offset, line, row; /* line: UINT64_MAX when unknown */
	uint32_t mark;           /* see mark_of() */
	uint32_t sheet;             /* index in the book */
	uint16_t field;
	uint16_t token;        /* label_text(), with a label in the mark */
	uint16_t value_length; /* in a spool: raw bytes that follow it */
	uint8_t detector;
	uint8_t masked_length;
	unsigned char fingerprint[FINGERPRINT_BYTES];
	char masked[sizeof(struct masked)]; /* a C string */
};

/* Values by mark. */
struct mark_count {
	uint32_t mark;
	uint64_t count; /* 0: an empty slot */
};

/* Whether values run on like a counter. For numbers of up to 19 digits;
 * lives in memory only: these are raw values. */
struct series {
	uint64_t count, near; /* near: at most 1,000 above the one before */
	uint64_t first, last, lowest, highest;
};

struct census {
	struct mark_count *marks; /* open addressing */
	uint32_t mark_slots, mark_used, mark_last;
	uint64_t lengths[LENGTH_BINS]; /* candidates by bytes; last: longer */
	struct sketch distinct;        /* of candidates, with traits */
	uint64_t sum; /* of the hashes of all passing values, mod 2^64 */
	unsigned char sealed[FINGERPRINT_BYTES]; /* an HMAC of that, once the
						  * asset is closed */
	struct series series;
	/* Rows with a resident ID: the value was compared with that in it,
	 * and was the same (agree.h). */
	uint64_t compared, agreed;
	bool last_male; /* the ID in the last of them */
	bool sparse; /* not all rows were looked at (detectors/cell.h) */
	struct place *places; /* the best PLACES_MAX, in order */
	uint8_t place_count, place_room;
	int8_t place_floor; /* with all taken: what a better one must beat */
	uint32_t profile;   /* index, once the asset is closed */
	struct judgement judgement; /* the same */
};

struct census *census_new(uint32_t sketch_room);
void census_free(struct census *);

/* Where a value of that many bytes is counted in lengths[]. */
static inline size_t length_bin(size_t length)
{
	return length < LENGTH_BINS ? length : LENGTH_BINS - 1;
}

/* The rest of census_mark. */
bool census_mark_slow(struct census *, uint32_t mark, uint64_t count);

/* Counts values. False when memory is out. */
static inline bool census_mark(struct census *census, uint32_t mark,
			       uint64_t count)
{
	struct mark_count *last;

	if (census->mark_slots) {
		last = &census->marks[census->mark_last];
		if (last->mark == mark && last->count) {
			last->count += count;
			return true;
		}
	}
	return census_mark_slow(census, mark, count);
}

/* False when it has seen enough. */
bool series_add(struct series *, struct secret digits);
void series_merge(struct series *, const struct series *later);

/* What a value's own evidence is worth as a sample. */
static inline int place_score(uint32_t mark)
{
	int label = mark >> MARK_LABEL_SHIFT & 3;

	return (int8_t)(mark >> MARK_POINTS_SHIFT) +
	       (label == LABEL_NEAR ? 3 : label == LABEL_COUNTER ? -3 : 0) -
	       (mark & MARK_LOOSE ? 2 : 0);
}

/* True when a sample would be kept. */
static inline bool census_wants(const struct census *census, uint32_t mark)
{
	return census->place_count < PLACES_MAX ||
	       place_score(mark) > census->place_floor;
}
bool census_place(struct census *, const struct place *);

/* Adds what a later part counted. False when memory is out. */
bool census_merge(struct census *, const struct census *later);

/* Values with all mark bits in `with` and none in `without`. */
uint64_t census_count(const struct census *, uint32_t with, uint32_t without);

#endif
