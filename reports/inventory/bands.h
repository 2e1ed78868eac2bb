/*
 * Thresholds of the law: numbers of people or of findings from which it asks
 * for more, or threatens. Told of everything, of each asset and each table.
 */
#ifndef REPORTS_INVENTORY_BANDS_H
#define REPORTS_INVENTORY_BANDS_H

#include "reports/inventory/inventory.h"

struct band {
	const char *id;
	uint64_t least;
	enum {
		BAND_PEOPLE,
		BAND_SENSITIVE, /* people with sensitive data */
		BAND_ITEMS,     /* findings */
		BAND_TABLE,     /* people; asked of single tables only */
	} of;
	const char *zh, *en; /* what follows, and by which clause */
};
extern const struct band bands[];
extern const size_t band_count;

enum reach {
	REACH_NO,
	REACH_MAYBE, /* the threshold lies within the bounds */
	REACH_YES,
};
const char *reach_name(enum reach);
enum reach band_reach(const struct band *, const struct people *);

#endif
