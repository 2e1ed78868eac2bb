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

/* The IDs of a row. */
struct agree_ids {
	const struct sheet *sheet;
	uint64_t row;
	unsigned count;
	struct agree_id {
		unsigned char birth[8]; /* 19900307 */
		bool male;
	} list[AGREE_IDS];
};

/* The row at hand, and the IDs of the last one that has any. Zeros at
 * first. */
struct agree {
	struct agree_ids ids, last;
	unsigned cell_count;
	struct agree_cell {
		struct census *census;
		enum agree_role role;
		unsigned char birth[8];
		unsigned char turned[8]; /* with FORM_EITHER: 19900703 */
		bool male;
	} cells[AGREE_CELLS];
};

/* A value that passed, of a kind with a role. */
void agree_take(struct agree *, const struct sheet *, struct census *,
		enum agree_role, const struct match *);
/* An ID that passed: for what may stand beside it in a part of its row that is
 * still to come. */
void agree_keep(struct agree *, const struct sheet *, uint64_t row,
		struct secret id);
/* What is taken next may be of a row that has begun before. */
void agree_go_on(struct agree *, const struct sheet *, uint64_t row);
/* Whether anything was taken of that row that an ID tells of. */
bool agree_has(const struct agree *, const struct sheet *, uint64_t row);
/* No more values: counts the row at hand. */
void agree_end(struct agree *);

#endif
