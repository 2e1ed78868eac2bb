/* Writing a row: its values are put one after the other. */
#ifndef REPORTS_INVENTORY_STORE_PUT_H
#define REPORTS_INVENTORY_STORE_PUT_H

#include "reports/inventory/store_inside.h"
#include "scanner/base/buffer.h"

struct row {
	struct store *store;
	sqlite3_stmt *insert;
	int at;
	bool failed;
};

struct row row_start(struct store *, enum insert);
void put_int(struct row *, int64_t);
void put_count(struct row *, uint64_t);
void put_real(struct row *, double);
/* The text must live until the row ends; NULL stays NULL. */
void put_text(struct row *, const char *);
void put_text_or_empty(struct row *, const char *);
void put_path(struct row *, const char *path);
/* Copied. */
void put_bytes(struct row *, const unsigned char *, size_t length);
/* Writes it; OUTCOME_OK or OUTCOME_FATAL. */
int row_end(struct row *, struct problem *);

/* What a profile was computed from: columns of its row, and its rows of
 * evidence (store_census.c). */
void put_census(struct row *, const struct census *, struct buffer *lengths);
int write_evidence(struct store *, uint32_t number, const struct census *,
		   struct problem *);

#endif
