/*
 * From tallies to columns: all that a closed account has, whatever is in
 * them.
 */
#ifndef REPORTS_INVENTORY_CATALOGUE_H
#define REPORTS_INVENTORY_CATALOGUE_H

#include "reports/inventory/book.h"

struct catalogue {
	struct column *columns; /* by table, then by index */
	char (*unnamed)[16];    /* their names, where they have none */
	size_t count;
};

/* Texts are those of the book. False when memory is out. */
bool catalogue_take(struct catalogue *, const struct book *,
		    const char *path);
void catalogue_release(struct catalogue *);

#endif
