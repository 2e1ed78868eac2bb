/* Thresholds of the law. See bands.h. */
#include "reports/inventory/bands.h"

/* The law counts everybody whose data the company handles; a sweep sees those
 * in the folders it was given. */
const struct band bands[] = {
	{ "V-AGG-1K", 1000, BAND_TABLE,
	  "一表涉及 1,000 人以上：与其他字段组合时提升级别"
	  "（JR/T 0197-2020 5.3.2；阈值为本程序默认）",
	  "so many people in one table: combinations raise its level (JR/T "
	  "0197-2020, 5.3.2; the number is this program's own)" },
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

static const char *const reaches[] = {
	[REACH_NO] = "no", [REACH_MAYBE] = "maybe", [REACH_YES] = "yes",
};

const char *reach_name(enum reach reach)
{
	return reaches[reach];
}

enum reach band_reach(const struct band *band, const struct people *people)
{
	uint64_t low = people->low, high = people->high;

	if (band->of == BAND_TABLE && !people->path)
		return REACH_NO;
	if (band->of == BAND_SENSITIVE)
		low = high = people->sensitive;
	else if (band->of == BAND_ITEMS)
		low = high = people->items;
	if (low >= band->least)
		return REACH_YES;
	return high >= band->least ? REACH_MAYBE : REACH_NO;
}
