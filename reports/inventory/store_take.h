/* Reading a row: its values are taken one after the other. What was made by
 * anybody may say anything: names that mean nothing become the first one. */
#ifndef REPORTS_INVENTORY_STORE_TAKE_H
#define REPORTS_INVENTORY_STORE_TAKE_H

#include "reports/inventory/store_inside.h"
#include "scanner/base/buffer.h"

struct row {
	sqlite3_stmt *query;
	int at;
	struct buffer paths[2]; /* of this row, as bytes */
	int path_count;
};

/* Calls back for every row of the query, which it takes over (NULL: could
 * not be prepared). Non-zero ends it and is returned. */
int each_row(sqlite3_stmt *query, int (*take)(void *context, struct row *),
	     void *context);
/* The same for a statement that stays prepared, of an asset, and of what is
 * numbered so within it where the statement asks for that. */
int each_of(struct store *, enum select, int64_t asset, int64_t number,
	    int (*take)(void *context, struct row *), void *context);

int64_t take_int(struct row *);
uint64_t take_count(struct row *);
double take_real(struct row *);
/* Texts live until the next row. */
const char *take_text(struct row *);
const char *take_text_or_empty(struct row *);
const char *take_path(struct row *);
enum confidence take_confidence(struct row *);
enum state take_state(struct row *);
enum reason take_reason(struct row *);
enum verdict take_verdict(struct row *);
int take_detector(struct row *); /* store_open has looked at all of them */
/* The columns of people behind a path; `by` is left empty. Returns the number.
 */
int64_t take_people_row(struct row *, struct people *);
/* Adds the combinations (combine.h) that a row of row_kinds makes to the bits
 * at `context`. */
int take_row_kinds(void *context, struct row *);
uint64_t take_kinds(struct row *); /* bits: detectors, "," between their ids */

#endif
