/*
 * What a summary says of a whole inventory: sums by kind, level and reason.
 * Of fixed size, however many assets there are.
 */
#ifndef REPORTS_WRITERS_OVERVIEW_H
#define REPORTS_WRITERS_OVERVIEW_H

#include "reports/inventory/store.h"

#define LEVEL_MAX 5 /* JR/T 0197-2020 */

/* One detector's share of it all. */
struct kind {
	struct policy_row policy;
	uint64_t columns, texts; /* that hold it: confidence low and up */
	uint64_t assets;
	uint64_t chance;         /* columns that only look like it */
	uint64_t findings[CONFIDENCE_HIGH + 1];
	int64_t last_asset;
};

struct overview {
	struct sweep sweep;
	struct people people; /* over all */
	struct kind kinds[DETECTOR_COUNT_MAX];
	/* Detectors that found something, highest level first. */
	int order[DETECTOR_COUNT_MAX];
	size_t order_count;
	uint64_t most;                  /* findings of one kind */
	uint64_t levels[LEVEL_MAX + 1]; /* assets; 0: nothing found */
	uint64_t holding;               /* assets with something found */
	uint64_t chance;                /* columns of chance numbers */
	uint64_t missing, missing_bytes; /* assets not read, or not wholly,
					  * that leave the sweep incomplete */
	uint64_t unread; /* assets in a state other than scanned */
	uint64_t reasons[STATE_COUNT][REASON_COUNT];
};

int overview_take(struct store *, struct overview *);

uint64_t kind_findings(const struct kind *);
/* 0 when nothing was found, else 1 to LEVEL_MAX. */
int asset_level(const struct asset_row *);
/* True when the sweep is incomplete for this asset's sake. */
bool asset_missing(const struct asset *);
/* Its numbers behave like random ones of the shape. */
bool profile_is_chance(const struct profile *);
/* The share of candidates that pass: 0 to 1. */
double profile_share(const struct profile *);

/* Numbers of people from which the law asks for more. */
struct band {
	uint64_t people;
	bool sensitive; /* counts people with sensitive data only */
	const char *zh, *en; /* what follows */
};
extern const struct band bands[];
extern const size_t band_count;

enum reach {
	REACH_NO,
	REACH_MAYBE, /* the threshold lies within the bounds */
	REACH_YES,
};
enum reach band_reach(const struct band *, const struct people *);

#endif
