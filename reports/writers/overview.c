/* Sums over an inventory. See overview.h. */
#include "reports/writers/overview.h"

#include <stdlib.h>
#include <sys/stat.h>

#define SERIAL_MIN 20 /* numbers; fewer may be in order by chance */

enum exposure exposure_of(uint32_t mode)
{
	if (mode & S_IWOTH)
		return EXPOSURE_CHANGED;
	if (mode & S_IROTH)
		return EXPOSURE_ALL;
	return mode & S_IRGRP ? EXPOSURE_GROUP : EXPOSURE_OWNER;
}

const char *exposure_name(enum exposure exposure)
{
	static const char *const names[] = {
		[EXPOSURE_OWNER] = "owner", [EXPOSURE_GROUP] = "group",
		[EXPOSURE_ALL] = "all", [EXPOSURE_CHANGED] = "changed",
	};

	return names[exposure];
}

uint64_t kind_findings(const struct kind *kind)
{
	return kind->findings[CONFIDENCE_LOW] +
	       kind->findings[CONFIDENCE_MEDIUM] +
	       kind->findings[CONFIDENCE_HIGH];
}

static int within_levels(int level)
{
	return level < 0 ? 0 : level > LEVEL_MAX ? LEVEL_MAX : level;
}

int asset_own_level(const struct asset_row *row)
{
	return within_levels(row->level ? row->level->level : 0);
}

int asset_level(const struct asset_row *row)
{
	int own = asset_own_level(row), raised = within_levels(row->raised);

	return raised > own ? raised : own;
}

/* The sweep is incomplete for its sake. */
static bool is_missing(const struct asset *asset)
{
	return asset->state == STATE_PARTIAL ||
	       reason_incomplete(asset->problem.reason);
}

bool profile_is_chance(const struct profile *profile)
{
	return profile->verdict == VERDICT_CHANCE &&
	       profile->confidence == CONFIDENCE_NONE;
}

bool profile_is_undecided(const struct profile *profile)
{
	return profile->column_index >= 0 &&
	       (profile->verdict == VERDICT_MIXED ||
		profile->verdict == VERDICT_INSUFFICIENT) &&
	       (profile->confidence == CONFIDENCE_LOW ||
		profile->confidence == CONFIDENCE_MEDIUM);
}

bool column_is_exact(const struct column *column)
{
	return column->distinct_error == 0 &&
	       column->looked == column->filled;
}

bool column_is_serial(const struct column *column)
{
	return column->in_series >= SERIAL_MIN &&
	       column->near * 2 > column->in_series;
}

double column_mean(const struct column *column)
{
	return column->filled ? (double)column->bytes / (double)column->filled
			      : 0;
}

double profile_share(const struct profile *profile)
{
	return profile->candidates ? (double)profile->passed /
					     (double)profile->candidates
				   : 0;
}

static int take_asset(void *context, const struct asset_row *row)
{
	struct overview *overview = context;
	const struct asset *asset = &row->asset;

	overview->levels[asset_level(row)]++;
	overview->holding += asset_level(row) > 0;
	overview->raised += asset_level(row) > asset_own_level(row);
	overview->reasons[asset->state][asset->problem.reason]++;
	overview->unread += asset->state != STATE_SCANNED;
	if (is_missing(asset)) {
		overview->missing++;
		overview->missing_bytes += asset->bytes;
	}
	return 0;
}

static int take_profile(void *context, const struct profile *profile)
{
	struct overview *overview = context;
	struct kind *kind = &overview->kinds[profile->detector];

	if (profile_is_chance(profile)) {
		overview->chance++;
		kind->chance++;
	}
	overview->undecided += profile_is_undecided(profile);
	if (profile->confidence == CONFIDENCE_NONE)
		return 0;
	if (profile->policy && profile->policy->level > kind->policy.level)
		kind->policy = *profile->policy;
	if (profile->column_index < 0)
		kind->texts++;
	else
		kind->columns++;
	if (kind->last_asset != profile->asset)
		kind->assets++;
	kind->last_asset = profile->asset;
	kind->findings[CONFIDENCE_HIGH] += profile->high;
	kind->findings[CONFIDENCE_MEDIUM] += profile->medium;
	kind->findings[CONFIDENCE_LOW] += profile->low;
	return 0;
}

static int by_weight(const void *left, const void *right, void *context)
{
	const struct overview *overview = context;
	int l = *(const int *)left, r = *(const int *)right;
	const struct kind *a = &overview->kinds[l], *b = &overview->kinds[r];
	uint64_t found_a = kind_findings(a), found_b = kind_findings(b);

	if (a->policy.level != b->policy.level)
		return b->policy.level - a->policy.level;
	if (found_a != found_b)
		return found_a < found_b ? 1 : -1;
	return l - r;
}

/* Lists the kinds that were found. */
static void take_order(struct overview *overview)
{
	const struct kind *kind;
	uint64_t findings;
	size_t i;

	for (i = 0; i < detector_count; i++) {
		kind = &overview->kinds[i];
		if (!kind->columns && !kind->texts)
			continue;
		overview->order[overview->order_count++] = (int)i;
		findings = kind_findings(kind);
		if (findings > overview->most)
			overview->most = findings;
	}
	qsort_r(overview->order, overview->order_count,
		sizeof(*overview->order), by_weight, overview);
}

int overview_take(struct store *store, struct overview *overview)
{
	int outcome, i;

	*overview = (struct overview){ 0 };
	for (i = 0; i < DETECTOR_COUNT_MAX; i++)
		overview->kinds[i].last_asset = INT64_MIN;
	outcome = store_sweep(store, &overview->sweep);
	if (!outcome)
		outcome = store_everybody(store, &overview->people);
	if (!outcome)
		outcome = store_each_asset(store, take_asset, overview);
	if (!outcome)
		outcome = store_each_profile(store, NULL, take_profile,
					     overview);
	take_order(overview);
	return outcome;
}
