/*
 * The store: the inventory in one SQLite file (docs/inventory.md). WAL,
 * synchronous=FULL, batched commits; created 0600, under a temporary name,
 * and renamed when the sweep ends. All functions from one thread at a time,
 * or under the caller's lock.
 */
#ifndef REPORTS_INVENTORY_STORE_H
#define REPORTS_INVENTORY_STORE_H

#include "reports/inventory/inventory.h"

struct store;
struct sheet; /* book.h */

/* Creates a store at `file`; NULL: a private temporary one that vanishes.
 * NULL with the problem set when it cannot. */
struct store *store_create(const char *file, struct problem *);
/* Opens one for reading: checks application_id, user_version, integrity.
 * Levels are read by the policy; NULL: as they stood at the sweep. */
struct store *store_open(const char *file, const struct policy *,
			 struct problem *);
/* Ends the batch, writes the sweep's row, closes, puts the file in its place.
 * After store_create the store stays open for reading until store_free. */
int store_finish(struct store *, const struct sweep *, struct problem *);
void store_free(struct store *); /* without store_finish: nothing remains */

/* An asset with what was found in it. */
struct stored_asset {
	const struct asset *asset;
	const struct profile *profiles;
	size_t profile_count;
	const struct finding *places; /* samples of them */
	size_t place_count;
	const struct people *people; /* in the whole, then by table */
	size_t people_count;
};

/* Writing: one asset with all that belongs to it. */
int store_asset(struct store *, const struct stored_asset *,
		struct problem *);
/* Of the asset written last: which kinds stood together in the rows of one
 * of its tables (book.h). */
int store_row_kinds(struct store *, const struct sheet *, struct problem *);
/* Of the same: a column. */
int store_column(struct store *, const struct column *, struct problem *);
/* Over all assets, before store_finish. */
int store_people(struct store *, const struct people *, struct problem *);

/* Reading: rows in a fixed order (path, table, column index, detector id).
 * Each calls back per row; what it gets dies on return; non-zero ends it and
 * is returned; OUTCOME_FATAL when the file cannot be read. Calls may be
 * nested. Of one asset, or one profile, alone; NULL: of all. People are told
 * by table. The texts of the sweep live as long as the store. */
int store_sweep(struct store *, struct sweep *);
int store_each_asset(struct store *,
		     int (*)(void *context, const struct asset_row *),
		     void *context);
int store_each_profile(struct store *, const struct asset_row *,
		       int (*)(void *context, const struct profile *),
		       void *context);
int store_each_column(struct store *, const struct asset_row *,
		      int (*)(void *context, const struct column *),
		      void *context);
/* The tables of an asset, in the order of their columns. */
int store_each_table(struct store *, const struct asset_row *,
		     int (*)(void *context, const struct table_row *),
		     void *context);
int store_each_place(struct store *, const struct profile *,
		     int (*)(void *context, const struct finding *),
		     void *context);
int store_each_people(struct store *, const struct asset_row *,
		      int (*)(void *context, const struct people *),
		      void *context);
/* The row over all assets; zeros when the store has none. */
int store_everybody(struct store *, struct people *);

#endif
