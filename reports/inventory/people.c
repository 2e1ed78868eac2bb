/* People. See people.h. */
#include "reports/inventory/people.h"

#include <math.h>
#include <string.h>

#define TIERS_ALL (0xFFU << TRAIT_TIER_SHIFT)
#define OWN_TRAITS ((1U << TRAIT_TIER_SHIFT) - 1)

/*
 * Identity numbers of one country exclude each other; a passport or permit
 * belongs to somebody whose ID number may stand beside it.
 *
 * Of how many values of a kind one person has, on average and at most: in one
 * column, and in all. Passports and permits get other numbers when they are
 * renewed. There are 127 mobile numbers for 100 people (MIIT, 2024), 7 cards a
 * head (PBC, 2024), and tables of cards have a row for each.
 */
static const struct tier {
	const char *id;
	int tier;
	int in_column, in_all;
} tiers[] = {
	{ "cn.resident_id", 0, 1, 1 },     { "cn.foreign_pr_id", 0, 1, 1 },
	{ "hk.identity_card", 1, 1, 1 },   { "mo.identity_card", 1, 1, 1 },
	{ "tw.national_id", 1, 1, 1 },     { "cn.passport", 2, 1, 2 },
	{ "cn.hk_macau_permit", 2, 1, 2 }, { "cn.home_return_permit", 2, 1, 2 },
	{ "cn.taiwan_permit", 2, 1, 2 },   { "cn.military_id", 2, 1, 2 },
	{ "cn.mobile", 3, 1, 2 },          { "payment_card", 4, 7, 7 },
};

static const struct tier *tier_of(int detector)
{
	size_t i;

	for (i = 0; i < sizeof(tiers) / sizeof(*tiers); i++)
		if (!strcmp(tiers[i].id, detectors[detector]->id))
			return &tiers[i];
	return NULL;
}

int people_tier(int detector)
{
	const struct tier *tier = tier_of(detector);

	return tier ? tier->tier : -1;
}

uint32_t people_trait(int detector)
{
	int tier = people_tier(detector);

	return tier < 0 ? 0 : 1U << (TRAIT_TIER_SHIFT + tier);
}

/* Traits of rows that hold a value of a higher tier. */
static uint32_t higher_tiers(int detector)
{
	return (people_trait(detector) - 1) & TIERS_ALL;
}

void crowd_init(struct crowd *crowd)
{
	size_t i;

	*crowd = (struct crowd){ 0 };
	for (i = 0; i < detector_count; i++)
		sketch_init(&crowd->kinds[i], SKETCH_ROOM);
}

void crowd_release(struct crowd *crowd)
{
	size_t i;

	for (i = 0; i < detector_count; i++)
		sketch_release(&crowd->kinds[i]);
}

bool crowd_add(struct crowd *crowd, int detector, const struct sketch *values,
	       uint32_t believed)
{
	crowd->present |= UINT64_C(1) << detector;
	return sketch_merge(&crowd->kinds[detector], values,
			    OWN_TRAITS | believed);
}

bool crowd_merge(struct crowd *crowd, const struct crowd *from)
{
	size_t i;

	crowd->in_column = fmax(crowd->in_column, from->in_column);
	for (i = 0; i < detector_count; i++)
		if (from->present >> i & 1 &&
		    !crowd_add(crowd, (int)i, &from->kinds[i], TIERS_ALL))
			return false;
	return true;
}

/* Values that passed and have none of these traits, at least: 99 %. */
static double fewest(const struct sketch *values, uint32_t without)
{
	struct estimate e = sketch_count(values, TRAIT_PASSED, without);

	return e.value - QUANTILE_99 * e.error;
}

void crowd_add_column(struct crowd *crowd, int detector,
		      const struct sketch *values, uint32_t believed)
{
	uint32_t without = TRAIT_TEST | (higher_tiers(detector) & believed);

	crowd->in_column = fmax(crowd->in_column,
				fewest(values, without) /
					tier_of(detector)->in_column);
}

static bool is_sensitive(const struct policy *policy, size_t detector)
{
	return policy_row(policy, detectors[detector]->policy)->sensitive;
}

static uint32_t sensitive_tiers(const struct crowd *crowd,
				const struct policy *policy)
{
	uint32_t traits = 0;
	size_t i;

	for (i = 0; i < detector_count; i++)
		if (crowd->present >> i & 1 && is_sensitive(policy, i))
			traits |= people_trait((int)i);
	return traits;
}

void crowd_count(const struct crowd *crowd, const struct policy *policy,
		 struct people *people)
{
	uint32_t sensitive = sensitive_tiers(crowd, policy), without;
	double sum = 0, squares = 0, special = 0, minors = 0;
	double low = crowd->in_column;
	struct estimate e;
	const struct sketch *s;
	size_t i;

	for (i = 0; i < detector_count; i++) {
		if (!(crowd->present >> i & 1))
			continue;
		s = &crowd->kinds[i];
		without = TRAIT_TEST | higher_tiers((int)i);
		e = sketch_count(s, TRAIT_PASSED, without);
		people->by[i] = (uint64_t)llround(e.value);
		sum += e.value;
		squares += e.error * e.error;
		low = fmax(low, fewest(s, without) / tier_of((int)i)->in_all);
		minors += sketch_count(s, TRAIT_PASSED | TRAIT_MINOR,
				       without).value;
		special += e.value;
		if (!is_sensitive(policy, i)) /* by what is beside it then */
			special -= sketch_count(s, TRAIT_PASSED,
						without | sensitive).value;
	}
	people->estimate = (uint64_t)llround(sum);
	people->low = (uint64_t)llround(fmax(fmin(low, sum), 0));
	people->high = (uint64_t)llround(sum + QUANTILE_99 * sqrt(squares));
	people->sensitive = (uint64_t)llround(special);
	people->minors = (uint64_t)llround(minors);
}
