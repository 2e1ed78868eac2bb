/* Thresholds of the law. See bands.h. */
#include "reports/inventory/bands.h"

#include <string.h>

#define WEIGHT_50 (5000 / 50)
#define WEIGHT_500 (5000 / 500)

const struct band bands[] = {
	{ "V-AGG-1K", 1000, BAND_TABLE,
	  "一表涉及 1,000 人以上：与其他字段组合时提升级别"
	  "（JR/T 0197-2020 5.3.2；阈值为本程序默认）",
	  "1,000 people and more in one table: combinations raise its level "
	  "(JR/T 0197-2020, 5.3.2; the number is this program's own)" },
	{ "V-CR-50", 50, BAND_ITEMS_50,
	  "行踪轨迹、通信内容、征信、财产信息：非法获取、出售或者提供的，可构成"
	  "“情节严重”；在履职或提供服务中获得的减半计算（法释〔2017〕10号第五条"
	  "第一款第三、八项）；银行卡号按财产信息计，是否适用由律师判断",
	  "tracks, contents of messages, credit, property: if obtained, sold "
	  "or provided unlawfully, a criminal offence; half as many if "
	  "obtained in service (judicial interpretation 10/2017, art. 5, (3) "
	  "and (8)). Card numbers are counted as property: whether they are "
	  "is for counsel" },
	{ "V-CR-500", 500, BAND_ITEMS_500,
	  "住宿、通信记录、健康生理、交易信息：非法获取、出售或者提供的，可构成"
	  "“情节严重”；在履职或提供服务中获得的减半计算（法释〔2017〕10号第五条"
	  "第一款第四、八项）",
	  "lodging, records of calls, health, dealings: if obtained, sold or "
	  "provided unlawfully, a criminal offence; half as many if obtained "
	  "in service (judicial interpretation 10/2017, art. 5, (4) and "
	  "(8))" },
	{ "V-CR-5000", 5000, BAND_ITEMS,
	  "全部个人信息按比例合计（50 条一类每条计 100 条，500 条一类计 10 "
	  "条）：非法获取、出售或者提供的，可构成“情节严重”；在履职或提供服务中"
	  "获得的减半计算（法释〔2017〕10号第五条第一款第五、六、八项）",
	  "all items in proportion (one of which 50 are enough counts as 100, "
	  "one of which 500 are as 10): if obtained, sold or provided "
	  "unlawfully, a criminal offence; half as many if obtained in "
	  "service (judicial interpretation 10/2017, art. 5, (5), (6) and "
	  "(8))" },
	{ "V-CR-50000", 50000, BAND_ITEMS,
	  "同样合计，达到“情节严重”标准的十倍：可构成“情节特别严重”"
	  "（法释〔2017〕10号第五条第二款第三项）",
	  "counted so, ten times as many: a particularly grave offence "
	  "(judicial interpretation 10/2017, art. 5, second paragraph, "
	  "(3))" },
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

const char *band_of_name(enum band_of of)
{
	static const char *const names[] = {
		[BAND_PEOPLE] = "people", [BAND_SENSITIVE] = "sensitive",
		[BAND_ITEMS] = "items", [BAND_ITEMS_50] = "items_50",
		[BAND_ITEMS_500] = "items_500", [BAND_TABLE] = "table",
	};

	return names[of];
}

/* Codes of the policy. */
static const char *const codes_50[] = {
	"TRACK_LOC", "COMM_CONTENT", "CREDIT_REPORT", "BANK_CARD",
	"BANK_ACCOUNT", "INCOME_ASSET", NULL
};
static const char *const codes_500[] = {
	"CALL_LOG", "HEALTH", "TRANSACTION", NULL
};

static bool is_among(const char *code, const char *const *codes)
{
	while (*codes && strcmp(*codes, code))
		codes++;
	return *codes;
}

static bool is_looked_for(const char *const *codes)
{
	for (size_t i = 0; i < detector_count; i++)
		if (is_among(detectors[i]->policy, codes))
			return true;
	return false;
}

void items_add(struct items *items, const char *policy, uint64_t findings)
{
	items->all += findings;
	if (is_among(policy, codes_50))
		items->of_50 += findings;
	else if (is_among(policy, codes_500))
		items->of_500 += findings;
}

void items_sum(struct items *items, const struct items *more)
{
	items->all += more->all;
	items->of_50 += more->of_50;
	items->of_500 += more->of_500;
}

const char *reach_name(enum reach reach)
{
	static const char *const names[] = {
		[REACH_UNKNOWN] = "unknown", [REACH_NO] = "no",
		[REACH_MAYBE] = "maybe", [REACH_YES] = "yes",
	};

	return names[reach];
}

static enum reach reach_of(uint64_t least, uint64_t low, uint64_t high)
{
	return low >= least ? REACH_YES : high >= least ? REACH_MAYBE
							: REACH_NO;
}

static enum reach reach_of_items(uint64_t least, uint64_t items)
{
	return reach_of(least, items, 2 * items);
}

enum reach band_reach(const struct band *band, const struct people *people)
{
	const struct items *items = &people->items;

	switch (band->of) {
	case BAND_SENSITIVE:
		return reach_of(band->least, people->sensitive,
				people->sensitive);
	case BAND_ITEMS:
		return reach_of_items(band->least,
				      items->all +
				      items->of_50 * (WEIGHT_50 - 1) +
				      items->of_500 * (WEIGHT_500 - 1));
	case BAND_ITEMS_50:
		return is_looked_for(codes_50)
			       ? reach_of_items(band->least, items->of_50)
			       : REACH_UNKNOWN;
	case BAND_ITEMS_500:
		return is_looked_for(codes_500)
			       ? reach_of_items(band->least, items->of_500)
			       : REACH_UNKNOWN;
	case BAND_TABLE:
		if (!people->path)
			return REACH_NO;
		break;
	case BAND_PEOPLE:
		break;
	}
	return reach_of(band->least, people->low, people->high);
}
