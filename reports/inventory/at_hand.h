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
		uint32_t row;
	} values[AT_HAND_VALUES];
	struct at_hand_row {
		uint64_t kinds; /* bits: detectors with a passing value */
		uint32_t traits; /* for all values in it */
	} rows[AT_HAND_ROWS];
};

void at_hand_init(struct at_hand *, struct book *, uint32_t span);

/* The rest of at_hand_row. */
struct at_hand_row *at_hand_reach(struct at_hand *, struct sheet *,
				  uint64_t row);

/* The row of that number: in the sheet at hand, or all others end. Of
 * UINT64_MAX each is another. NULL when memory is out. */
static inline struct at_hand_row *at_hand_row(struct at_hand *h,
					      struct sheet *sheet,
					      uint64_t row)
{
	if (sheet == h->sheet && row - h->first < h->used)
		return &h->rows[row - h->first];
	return at_hand_reach(h, sheet, row);
}

/* What a row that is at hand has held so far. */
static inline uint64_t at_hand_kinds(const struct at_hand *h,
				     const struct sheet *sheet, uint64_t row)
{
	return sheet == h->sheet && row - h->first < h->used
		       ? h->rows[row - h->first].kinds
		       : 0;
}

/* Gives a value to its sample when the row ends. False when memory is out. */
bool at_hand_add(struct at_hand *, const struct at_hand_row *,
		 struct census *, uint64_t hash, uint32_t traits);

/* Rows before that one have ended. The same. */
bool at_hand_pass(struct at_hand *, uint64_t row);
/* All have. The same. */
bool at_hand_end(struct at_hand *);

#endif
