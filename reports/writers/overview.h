/*
 * What a summary says of a whole inventory: sums by kind, level and reason.
 * Of fixed size, however many assets there are.
 */
#ifndef REPORTS_WRITERS_OVERVIEW_H
#define REPORTS_WRITERS_OVERVIEW_H

#include "reports/inventory/bands.h"
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
	uint64_t levels[LEVEL_MAX + 1]; /* assets, by asset_level() */
	uint64_t holding;               /* assets with something found */
	uint64_t raised;                /* assets raised by combinations */
	uint64_t chance;                /* columns of chance numbers */
	uint64_t undecided;             /* columns for somebody to look at */
	uint64_t missing, missing_bytes; /* assets not read, or not wholly,
					  * that leave the sweep incomplete */
	uint64_t unread; /* assets in a state other than scanned */
	uint64_t reasons[STATE_COUNT][REASON_COUNT];
};

int overview_take(struct store *, struct overview *);

uint64_t kind_findings(const struct kind *);
/* Of the kinds that it holds: 0 when nothing was found, else 1 to LEVEL_MAX;
 * and to where their combinations raise it. What is counted by level is
 * counted at the raised one. */
int asset_own_level(const struct asset_row *);
int asset_level(const struct asset_row *);
/* Its numbers behave like random ones of the shape. */
bool profile_is_chance(const struct profile *);
/* A column that statistics leave open, and that nothing else settles. */
bool profile_is_undecided(const struct profile *);
/* Every text of the column was looked at, and each different one counted. */
bool column_is_exact(const struct column *);
/* Its numbers count up: more than half are at most 1,000 above the one
 * before. */
bool column_is_serial(const struct column *);
/* Bytes of a text on average. */
double column_mean(const struct column *);
/* The share of candidates that pass: 0 to 1. */
double profile_share(const struct profile *);

/* Who may read a file by its mode: access lists and the folders above are
 * not looked at. */
enum exposure {
	EXPOSURE_OWNER,
	EXPOSURE_GROUP,
	EXPOSURE_ALL,     /* everybody on the machine */
	EXPOSURE_CHANGED, /* everybody may even change it */
	EXPOSURE_COUNT
};
enum exposure exposure_of(uint32_t mode);
const char *exposure_name(enum exposure); /* "all": stable, for machines */

#endif
