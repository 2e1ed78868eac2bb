/*
 * Dates of birth and sexes beside the resident ID in the same row, which
 * holds both (GB 11643: digits 7 to 14; the 17th is odd for men). One that
 * agrees in row after row is its own proof, one that never does tells of
 * something else. Counted in the census of the column, where the parts' sums
 * add up; judged in cells.c.
 */
#ifndef REPORTS_INVENTORY_AGREE_H
#define REPORTS_INVENTORY_AGREE_H

#include "reports/inventory/book.h"

/* What a kind has to say in it. */
enum agree_role {
	AGREE_NONE,
	AGREE_ID,
	AGREE_BIRTH,
	AGREE_SEX,
};
enum agree_role agree_role_of(const char *detector);

#define AGREE_IDS 4 /* of a row; what is more is not compared */
#define AGREE_CELLS 16

/* The row at hand. Zeros at first. */
struct agree {
	const struct sheet *sheet;
	uint64_t row;
	unsigned id_count, cell_count;
	struct agree_id {
		unsigned char birth[8]; /* 19900307 */
		bool male;
	} ids[AGREE_IDS];
	struct agree_cell {
		struct census *census;
		enum agree_role role;
		unsigned char birth[8];
		bool male;
	} cells[AGREE_CELLS];
};

/* A value that passed, of a kind with a role. */
void agree_take(struct agree *, const struct sheet *, struct census *,
		enum agree_role, const struct match *);
/* No more values: counts the row at hand. */
void agree_end(struct agree *);

#endif
