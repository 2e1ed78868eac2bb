/*
 * What belongs to one asset, while all of them go by.
 *
 * The store tells people over all assets in one go, in the order of the
 * assets; writers want each asset's own. A window of rows slides along beside
 * the assets, so that memory does not grow with their number. Paths are only
 * compared for equality: the order is the store's affair.
 */
#ifndef REPORTS_WRITERS_PER_ASSET_H
#define REPORTS_WRITERS_PER_ASSET_H

#include "reports/inventory/store.h"

struct people_window;

/* NULL when memory is out. */
struct people_window *people_window_new(struct store *);
void people_window_free(struct people_window *);

/* Before each pass over the assets. */
void people_rewind(struct people_window *);

/* Calls back for each row of the asset. To be called for every asset of a
 * pass, in the order of store_each_asset(); no call back: passes over them.
 * Non-zero ends it and is returned. */
int people_of(struct people_window *, const char *path,
	      int (*)(void *context, const struct people *), void *context);

/* The row over all assets; zeros when the store has none. */
int people_total(struct store *, struct people *);

/* Calls back for each profile of the asset, and of no other that has the same
 * path: an archive may hold two members of one name. */
int profiles_of(struct store *, const struct asset_row *,
		int (*)(void *context, const struct profile *), void *context);

#endif
