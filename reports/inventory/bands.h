/*
 * Thresholds of the law: numbers of people or of findings from which it asks
 * for more, or threatens. Told of everything, of each asset and each table.
 * The law counts everybody whose data the company handles; a sweep sees those
 * in the folders it was given, and in what it could read.
 */
#ifndef REPORTS_INVENTORY_BANDS_H
#define REPORTS_INVENTORY_BANDS_H

#include "reports/inventory/inventory.h"

struct band {
	const char *id;
	uint64_t least;
	enum band_of {
		BAND_PEOPLE,
		BAND_SENSITIVE, /* people with sensitive data */
		BAND_ITEMS,     /* findings, weighed (see below) */
		BAND_ITEMS_50,  /* of tracks, messages, credit, property */
		BAND_ITEMS_500, /* of calls, lodging, health, dealings */
		BAND_TABLE,     /* people; asked of single tables only */
	} of;
	const char *zh, *en; /* what follows, and by which clause */
};
extern const struct band bands[];
extern const size_t band_count;

const char *band_of_name(enum band_of); /* "people": stable */

/*
 * Items weigh by what the law threatens from so many on (judicial
 * interpretation 10/2017, art. 5, (3) to (6)): one of those of which 50 are
 * enough counts as a hundred of which it takes 5,000. What was obtained in
 * service counts twice (8), so from half of a threshold on it may be reached.
 */
void items_add(struct items *, const char *policy, uint64_t findings);
void items_sum(struct items *, const struct items *);

enum reach {
	REACH_UNKNOWN, /* no detector finds such items */
	REACH_NO,
	REACH_MAYBE, /* the threshold lies within the bounds */
	REACH_YES,
};
const char *reach_name(enum reach);
enum reach band_reach(const struct band *, const struct people *);

#endif
