/* Lines of a table for people: one for each kind in each column, with what is
 * known of the asset and the table around it. */
#ifndef REPORTS_WRITERS_LINES_H
#define REPORTS_WRITERS_LINES_H

#include "reports/inventory/store.h"

#define LINE_SAMPLES 5

struct line {
	const struct asset_row *asset;
	const struct profile *profile;
	struct people people; /* of its table; zeros: none were counted */
	const char *samples;  /* masked, the best first, " | " between */
};

/* Calls back for every profile, in the order of the store. What a line points
 * to dies on return; non-zero ends it and is returned. OUTCOME_FATAL when the
 * store or memory fails. */
int lines_each(struct store *, int (*)(void *context, const struct line *),
	       void *context);

#endif
