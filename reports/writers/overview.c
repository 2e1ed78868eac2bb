/* Sums over an inventory. See overview.h. */
#include "reports/writers/overview.h"

#include <stdlib.h>

#include "reports/writers/per_asset.h"

/* PIPL: Personal Information Protection Law. The law counts all people whose
 * data the company handles; a sweep sees those in the folders it was given. */
const struct band bands[] = {
	{ 10000, true,
	  "若向境外提供：须申报数据出境安全评估（促进和规范数据跨境流动规定）",
	  "if sent abroad: security assessment (CAC cross-border provisions "
	  "of 2024)" },
	{ 100000, false,
	  "若向境外提供：须订立标准合同或通过认证（同上）",
	  "if sent abroad: standard contract or certification (same "
	  "provisions)" },
	{ 1000000, false,
	  "须指定个人信息保护负责人（个人信息保护合规审计管理办法第十二条）；"
	  "若向境外提供：须申报安全评估",
	  "a personal information protection officer must be named (audit "
	  "measures of 2025, art. 12); if sent abroad: security assessment" },
	{ 10000000, false,
	  "适用重要数据处理者义务：合并、分立、解散、破产前须报告数据处置方案"
	  "（网络数据安全管理条例第二十八、三十、三十二条）；"
	  "至少每两年开展一次合规审计",
	  "duties of handlers of important data: the plan of disposal is "
	  "reported before a merger, division, dissolution or bankruptcy "
	  "(Network Data Security Regulations, art. 28, 30, 32); audit at "
	  "least every two years" },
};
const size_t band_count = sizeof(bands) / sizeof(*bands);

enum reach band_reach(const struct band *band, const struct people *people)
{
	if (band->sensitive)
		return people->sensitive >= band->people ? REACH_YES : REACH_NO;
	if (people->low >= band->people)
		return REACH_YES;
	return people->high >= band->people ? REACH_MAYBE : REACH_NO;
}

uint64_t kind_findings(const struct kind *kind)
{
	return kind->findings[CONFIDENCE_LOW] +
	       kind->findings[CONFIDENCE_MEDIUM] +
	       kind->findings[CONFIDENCE_HIGH];
}

int asset_level(const struct asset_row *row)
{
	int level = row->level ? row->level->level : 0;

	return level < 0 ? 0 : level > LEVEL_MAX ? LEVEL_MAX : level;
}

bool asset_missing(const struct asset *asset)
{
	return asset->state == STATE_PARTIAL ||
	       reason_incomplete(asset->problem.reason);
}

bool profile_is_chance(const struct profile *profile)
{
	return profile->verdict == VERDICT_CHANCE &&
	       profile->confidence == CONFIDENCE_NONE;
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
	overview->reasons[asset->state][asset->problem.reason]++;
	overview->unread += asset->state != STATE_SCANNED;
	if (asset_missing(asset)) {
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
		outcome = people_total(store, &overview->people);
	if (!outcome)
		outcome = store_each_asset(store, take_asset, overview);
	if (!outcome)
		outcome = store_each_profile(store, NULL, take_profile,
					     overview);
	take_order(overview);
	return outcome;
}
