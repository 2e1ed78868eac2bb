/*
 * Rows at hand: what stands beside a value is known when its row has ended.
 * Until then samples wait here, with what their rows held so far.
 */
#ifndef REPORTS_INVENTORY_AT_HAND_H
#define REPORTS_INVENTORY_AT_HAND_H

#include "reports/inventory/book.h"

#define AT_HAND_ROWS 1025   /* those of a batch, and the one before */
#define AT_HAND_VALUES 2048 /* beyond, rows are taken in pieces */

struct at_hand {
	struct book *book;
	struct sheet *sheet; /* NULL: no rows */
	uint64_t first;      /* number of the first row */
	uint32_t span;       /* rows that may be at hand: 1 in running text */
	uint32_t used;       /* of rows[] */
	uint32_t count;      /* of values[] */
	struct at_hand_value {
		struct census *census;
		uint64_t hash;
		uint32_t traits;
		uint32_t row; /* index of rows[] */
	} values[AT_HAND_VALUES];
	uint64_t rows[AT_HAND_ROWS]; /* what each held: row_bits() */
};

/* What a value tells of its row: a bit for its kind, if it passed, and behind
 * those of all kinds the tier (TRAIT_TIER_SHIFT) for all values in it. */
#define ROW_KINDS ((UINT64_C(1) << DETECTOR_COUNT_MAX) - 1)
_Static_assert(DETECTOR_COUNT_MAX + 8 <= 64, "there are eight tiers");

static inline uint64_t row_bits(uint64_t kinds, uint32_t tiers)
{
	return kinds | (uint64_t)(tiers >> TRAIT_TIER_SHIFT)
			       << DETECTOR_COUNT_MAX;
}

static inline uint32_t row_tiers(uint64_t bits)
{
	return (uint32_t)(bits >> DETECTOR_COUNT_MAX) << TRAIT_TIER_SHIFT;
}

void at_hand_init(struct at_hand *, struct book *, uint32_t span);

/* Whether a row is in the sheet at hand, and not too far from the first one
 * to be at hand beside it. */
static inline bool at_hand_reaches(const struct at_hand *h,
				   const struct sheet *sheet, uint64_t row)
{
	return sheet == h->sheet && row - h->first < h->span;
}

/* The rows up to that one are at hand from now on. Where it is not reached
 * all others end; UINT64_MAX is another row each time. False when memory is
 * out. */
bool at_hand_extend(struct at_hand *, struct sheet *, uint64_t row);

/* Notes what a value tells of its row, which is at hand. Returns its index
 * in rows[]. */
static inline uint32_t at_hand_note(struct at_hand *h, uint64_t row,
				    uint64_t bits)
{
	uint64_t at = row - h->first;

	at = at < h->used ? at : h->used - 1;
	h->rows[at] |= bits;
	return (uint32_t)at;
}

/* The kinds that a row, if it is at hand, has held so far. */
static inline uint64_t at_hand_kinds(const struct at_hand *h,
				     const struct sheet *sheet, uint64_t row)
{
	return sheet == h->sheet && row - h->first < h->used
		       ? h->rows[row - h->first] & ROW_KINDS
		       : 0;
}

/* Gives a value to its sample when its row ends: the one of that index. False
 * when memory is out. */
bool at_hand_add(struct at_hand *, uint32_t row, struct census *,
		 uint64_t hash, uint32_t traits);

/* Rows of that sheet follow, from that number on: those before it and those
 * of other sheets have ended. The same. */
bool at_hand_pass(struct at_hand *, struct sheet *, uint64_t row);
/* All have. The same. */
bool at_hand_end(struct at_hand *);

#endif
