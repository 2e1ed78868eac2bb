/*
 * The people of one asset, asked for in the order of paths.
 *
 * The store tells people over all assets in one go, in the order of paths;
 * writers go through assets in the same order and want each asset's own. A
 * window of rows slides along, so that memory does not grow with the assets.
 */
#ifndef REPORTS_WRITERS_PEOPLE_WINDOW_H
#define REPORTS_WRITERS_PEOPLE_WINDOW_H

#include "reports/inventory/store.h"

struct people_window;

/* NULL when memory is out. */
struct people_window *people_window_new(struct store *);
void people_window_free(struct people_window *);

/* Calls back for each row of the asset. Paths come in ascending order; a
 * smaller one than the last starts over. Non-zero ends it and is returned. */
int people_of(struct people_window *, const char *path,
	      int (*)(void *context, const struct people *), void *context);

/* The row over all assets; zeros when the store has none. */
int people_total(struct store *, struct people *);

#endif
