/* The assets that matter most: highest level, then most people, then most
 * findings. A few, kept in one pass over the store. */
#ifndef REPORTS_WRITERS_TOP_H
#define REPORTS_WRITERS_TOP_H

#include "reports/writers/overview.h"

#define TOP_MAX 8

struct top {
	struct top_asset {
		char *path; /* owned */
		int64_t id;
		int level;
		uint64_t findings;
		uint64_t people; /* estimate */
	} assets[TOP_MAX];
	size_t count;
};

/* Fills a zeroed one; to be released in any case. */
int top_take(struct store *, struct top *);
void top_release(struct top *);

#endif
