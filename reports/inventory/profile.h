/*
 * From counts to profiles: the censuses of a closed account, judged.
 */
#ifndef REPORTS_INVENTORY_PROFILE_H
#define REPORTS_INVENTORY_PROFILE_H

#include "reports/inventory/book.h"
#include "scanner/base/buffer.h"

/* One kind of value in one column, and where its profile comes from. */
struct holding {
	struct census *census;
	const struct sheet *sheet;
	uint32_t field;
	int detector;
	const char *table, *column;
	char unnamed[16]; /* "#3" */
	struct trial trial;
	struct ruling ruling;
	bool prose;   /* in running text */
	bool counter; /* its numbers run on like a counter's */
	const char *label;
	struct buffer reasons, reasons_zh;
};

/* All that an account holds, in the order in which it is told. */
struct holdings {
	struct holding *list;
	struct profile *profiles; /* one each, in the same order */
	size_t count;
};

/* Profiles of the book's censuses, and in each census its judgement and its
 * profile's index. False when memory is out. */
bool holdings_take(struct holdings *, struct book *, const char *path,
		   const struct policy *);
void holdings_release(struct holdings *);

/* Says in words what the verdict rests on (reasons.c). */
void holding_explain(struct holding *, const struct profile *);

#endif
