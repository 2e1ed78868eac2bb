/*
 * People: about how many persons stand behind the values.
 *
 * Kinds stand in tiers. A value counts as a person when none of the rows it
 * stood in held a value of a higher tier: a mobile number beside an ID number
 * is that person's, a mobile number that never is beside one is somebody
 * else's. So the estimate is a sum over kinds of distinct values.
 *
 * Bounds, at 99 %. The same person may stand in one row by ID and in another
 * by phone, so the low one goes by a single kind, by that which shows the most
 * people. An ID is one person. People have two phones, mostly in two columns:
 * phones without an ID beside them are one person each in the one column that
 * has the most of them, and two of them one anywhere. Cards, of which people
 * have many, count for less. The high bound supposes that nobody stands
 * anywhere twice, and adds the errors of the samples.
 */
#ifndef REPORTS_INVENTORY_PEOPLE_H
#define REPORTS_INVENTORY_PEOPLE_H

#include "reports/inventory/census.h"

/* The tier of a detector's values from 0 up, or -1: not counted. */
int people_tier(int detector);
/* The trait of a row that holds such a value; 0 without a tier. */
uint32_t people_trait(int detector);

/* The distinct values of some place, or of everything. */
struct crowd {
	struct sketch kinds[DETECTOR_COUNT_MAX]; /* of those with a tier */
	uint64_t present; /* bits: detectors */
	double in_column; /* people whom one column alone shows, at least */
};

void crowd_init(struct crowd *);
void crowd_release(struct crowd *);
/* Adds values of a column; of the traits of their rows only those in `tiers`
 * are believed. False when memory is out. */
bool crowd_add(struct crowd *, int detector, const struct sketch *,
	       uint32_t tiers);
/* Tells that they stood in a column in which a row has one value. */
void crowd_add_column(struct crowd *, int detector, const struct sketch *,
		      uint32_t tiers);
bool crowd_merge(struct crowd *, const struct crowd *);
/* Fills in all but path and table. */
void crowd_count(const struct crowd *, const struct policy *,
		 struct people *);

#endif
