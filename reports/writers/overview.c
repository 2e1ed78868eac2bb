/* Sums over an inventory. See overview.h. */
#include "reports/writers/overview.h"

#include <stdlib.h>
#include <sys/stat.h>

#define SERIAL_MIN 20 /* numbers; fewer may be in order by chance */

/* The law counts everybody whose data the company handles; a sweep sees those
 * in the folders it was given. */
const struct band bands[] = {
	{ "V-CR-5000", 5000, BAND_ITEMS,
	  "非法获取、出售或者提供的，可构成“情节严重”；在履职或提供服务中获得的"
	  "减半计算（法释〔2017〕10号第五条）",
	  "if obtained, sold or provided unlawfully: a criminal offence; half "
	  "as many if obtained in service (judicial interpretation 10/2017, "
	  "art. 5)" },
	{ "V-SPI-10K", 10000, BAND_SENSITIVE,
	  "若向境外提供：须申报数据出境安全评估（促进和规范数据跨境流动规定）",
	  "if sent abroad: security assessment (CAC cross-border provisions "
	  "of 2024)" },
	{ "V-SPI-100K", 100000, BAND_SENSITIVE,
	  "须设专职个人信息保护负责人和机构（GB/T 35273-2020 11.1）",
	  "a full-time officer and body for personal information (GB/T "
	  "35273-2020, 11.1)" },
	{ "V-100K", 100000, BAND_PEOPLE,
	  "若向境外提供：须订立标准合同或通过认证"
	  "（促进和规范数据跨境流动规定）",
	  "if sent abroad: standard contract or certification (CAC "
	  "cross-border provisions of 2024)" },
	{ "V-1M", 1000000, BAND_PEOPLE,
	  "须指定个人信息保护负责人（个人信息保护合规审计管理办法第十二条）；"
	  "若向境外提供：须申报安全评估",
	  "a personal information protection officer must be named (audit "
	  "measures of 2025, art. 12); if sent abroad: security assessment" },
	{ "V-10M", 10000000, BAND_PEOPLE,
	  "适用重要数据处理者义务：合并、分立、解散、破产前须报告数据处置方案"
	  "（网络数据安全管理条例第二十八、三十、三十二条）；"
	  "至少每两年开展一次合规审计",
	  "duties of handlers of important data: the plan of disposal is "
	  "reported before a merger, division, dissolution or bankruptcy "
	  "(Network Data Security Regulations, art. 28, 30, 32); audit at "
	  "least every two years" },
};
const size_t band_count = sizeof(bands) / sizeof(*bands);

enum reach band_reach(const struct band *band, const struct overview *all)
{
	const struct people *people = &all->people;
	uint64_t low = people->low, high = people->high;

	if (band->of == BAND_SENSITIVE)
		low = high = people->sensitive;
	else if (band->of == BAND_ITEMS)
		low = high = all->items;
	if (low >= band->least)
		return REACH_YES;
	return high >= band->least ? REACH_MAYBE : REACH_NO;
}

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
	overview->raised += row->raised > asset_level(row);
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
	overview->undecided += profile_is_undecided(profile);
	if (profile->confidence == CONFIDENCE_NONE)
		return 0;
	/* Level 1 is not about people. */
	if (profile->policy && profile->policy->level > 1)
		overview->items += profile->high + profile->medium;
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
