/*
 * A spool: findings that wait for their column's verdict. In memory up to a
 * bound, beyond it in a file without a name, mode 0600, that is gone with its
 * descriptor. Holds masked forms; raw values only if the user asked for them.
 */
#ifndef REPORTS_INVENTORY_SPOOL_H
#define REPORTS_INVENTORY_SPOOL_H

#include "reports/inventory/census.h"
#include "scanner/base/buffer.h"

#define SPOOL_MEMORY (64 * 1024)

struct spool {
	struct buffer waiting; /* what is not in the file */
	int file;              /* with `written` > 0 */
	uint64_t written;      /* bytes in the file */
};

/* Zero-initialised it is empty and valid. */
void spool_release(struct spool *);

/* Returns OUTCOME_OK or OUTCOME_FATAL. `value`: of place->value_length. */
int spool_put(struct spool *, const struct place *,
	      const unsigned char *value, struct problem *);

/* What it gets dies on return. */
typedef int spool_visitor(void *context, const struct place *,
			  const unsigned char *value, struct problem *);

/* Visits all in the order in which they came; what is not OUTCOME_OK ends it
 * and is returned. */
int spool_each(struct spool *, spool_visitor *, void *context,
	       struct problem *);

#endif
