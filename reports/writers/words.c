/* The words of the reports. See words.h. */
#include "reports/writers/words.h"

#include <string.h>

typedef const char *const pair[LANGUAGE_COUNT];

static pair words[WORD_COUNT_OF_WORDS] = {
	[WORD_TITLE] = { "个人信息与金融数据清单",
			 "Inventory of personal and financial data" },
	[WORD_SUBTITLE] = { "盘点报告", "pandian report" },
	[WORD_SKIP] = { "跳到正文", "Skip to content" },
	[WORD_FOOTER] = { "本报告只含脱敏内容；计数为估计，附上下界。",
			  "This report holds masked values only. Counts of "
			  "people are estimates with bounds." },

	[WORD_LANGUAGE] = { "English", "中文" },
	[WORD_NEEDS_SCRIPT] = { "此处由页内脚本显示；未启用脚本时，"
				"全部内容见 XML 报告和清单。",
				"Shown by the script in this page. Without "
				"it: see the XML report and the inventory." },

	[WORD_COMPLETE] = { "完整", "Complete" },
	[WORD_INCOMPLETE] = { "不完整", "Incomplete" },
	[WORD_INTERRUPTED] = { "已中断", "Interrupted" },
	[WORD_COMPLETE_LONG] = { "范围内的对象均已读取。",
				 "Everything in scope was read." },
	[WORD_MISSING_LONG] = { "个对象未能读取或未能全部读取，见台账。",
				"not read, or not wholly: see the ledger." },
	[WORD_SCOPE] = { "范围与凭据", "Scope and integrity" },
	[WORD_ROOTS] = { "扫描范围", "Roots" },
	[WORD_STARTED] = { "开始", "Started" },
	[WORD_ENDED] = { "结束", "Ended" },
	[WORD_SECONDS] = { "秒", "s" },
	[WORD_VERSION] = { "版本", "Version" },
	[WORD_RULES] = { "规则摘要", "Rules" },
	[WORD_KEY] = { "密钥编号", "Key id" },
	[WORD_FINGERPRINTS] = { "指纹算法", "Fingerprints" },

	[WORD_PEOPLE] = { "涉及个人", "People" },
	[WORD_PEOPLE_NOTE] = { "按去重后的标识估计",
			       "distinct, estimated from identifiers" },
	[WORD_SENSITIVE_PEOPLE] = { "涉及敏感个人信息",
				    "With sensitive data" },
	[WORD_MINORS] = { "不满十四周岁", "under 14" },
	[WORD_TOP_LEVELS] = { "3 级及以上的对象",
			      "Objects at level 3 and up" },
	[WORD_RAISED] = { "其中因组合升级", "of these, raised by "
			  "combination" },
	[WORD_COMBINATIONS] = { "组合规则", "Combinations" },
	[WORD_FINDINGS] = { "发现", "Findings" },
	[WORD_UNDECIDED] = { "待人工判断的列", "Undecided columns" },
	[WORD_UNDECIDED_NOTE] = { "统计不足以判定",
				  "statistics leave them open" },
	[WORD_MISSING] = { "未能读全的对象", "Not (wholly) read" },
	[WORD_MISSING_NONE] = { "没有遗漏", "nothing is missing" },
	[WORD_READ] = { "已处理", "Looked at" },
	[WORD_OBJECTS] = { "个对象", "objects" },
	[WORD_OBJECT] = { "个对象", "object" },

	[WORD_BANDS] = { "法定数量门槛", "Thresholds of the law" },
	[WORD_BANDS_NOTE] = {
		"法律按处理者所处理的全部个人计数；本次扫描只见所给范围中读到的"
		"部分。“条”为中等以上置信度的发现；达到门槛之半即为可能达到。",
		"The law counts everybody whose data the company handles; "
		"this sweep saw what it was given, and could read. Items are "
		"findings of medium confidence and more; from half of a "
		"threshold on it may be reached." },
	[WORD_BAND] = { "门槛", "Threshold" },
	[WORD_BAND_PEOPLE] = { "人", "people" },
	[WORD_BAND_PERSON] = { "人", "person" },
	[WORD_BAND_SENSITIVE] = { "人（敏感）", "people, sensitive data" },
	[WORD_BAND_ITEMS] = { "条", "items" },
	[WORD_BAND_FOLLOWS] = { "后果", "What follows" },
	[WORD_BAND_UNKNOWN] = { "未检测此类", "not looked for" },
	[WORD_BAND_NO] = { "未达到", "below" },
	[WORD_BAND_MAYBE] = { "可能达到", "within the bounds" },
	[WORD_BAND_YES] = { "已达到", "reached" },

	[WORD_KINDS] = { "数据类别与级别", "Kinds and levels" },
	[WORD_KINDS_NOTE] = {
		"级别依 JR/T 0197-2020，类依 JR/T 0171-2020，"
		"敏感依《个人信息保护法》第二十八条。",
		"Level: JR/T 0197-2020; class: JR/T 0171-2020; sensitive: "
		"PIPL art. 28." },
	[WORD_BY_LEVEL] = { "对象按级别分布（取最高级别，含组合升级）",
			    "Objects by level: the highest that they hold, or "
			    "to which a combination raises it" },
	[WORD_NOTHING] = { "未发现", "nothing found" },
	[WORD_KIND] = { "类别", "Kind" },
	[WORD_LEVEL] = { "级别", "Level" },
	[WORD_CLASS] = { "类", "Class" },
	[WORD_SENSITIVE] = { "敏感", "Sensitive" },
	[WORD_YES] = { "是", "yes" },
	[WORD_PRESUMED] = { "推定", "presumed" },
	[WORD_NO] = { "否", "no" },
	[WORD_COLUMNS] = { "列", "Columns" },
	[WORD_TEXTS] = { "文本", "Texts" },
	[WORD_ASSETS] = { "对象", "Objects" },

	[WORD_MAP] = { "分布", "Where it lies" },
	[WORD_MAP_NOTE] = { "颜色越重，对象越多；点击即筛选下表。",
			    "The stronger, the more objects. A click filters "
			    "the table below." },
	[WORD_ASSETS_NOTE] = {
		"每个文件和压缩包成员一行；"
		"展开可见各表、各列、理由与脱敏样例。",
		"A row for every file and member. Open one for its tables, "
		"columns, reasons and masked samples." },
	[WORD_ASSETS_NONE] = { "没有发现任何数据。", "Nothing was found." },
	[WORD_COLUMNS_LIST] = { "各列的判定", "Columns and their verdicts" },
	[WORD_COLUMNS_NOTE] = {
		"含形似而非者：通过率与随机数无异，不计入发现。",
		"With those that only look like it: numbers that pass as "
		"often as chance lets them are no findings." },
	[WORD_EXPOSURE] = { "暴露面", "Exposure" },
	[WORD_PASSED] = { "通过校验", "passed" },
	[WORD_CHANCE] = { "随机", "chance" },
	[WORD_VERDICT] = { "判定", "Verdict" },
	[WORD_CONFIDENCE] = { "置信度", "Confidence" },

	[WORD_DECOYS] = { "形似而非", "Looks like it, but is not" },
	[WORD_LOOKS_LIKE] = { "形似", "looks like" },
	[WORD_NOT_ONE] = { "不是", "it is not" },

	[WORD_LEDGER] = { "覆盖台账", "Ledger of coverage" },
	[WORD_LEDGER_NOTE] = {
		"每个文件和压缩包内的每个成员都恰好落入一种状态；"
		"读不了的绝不算作干净。",
		"Every file and every member of every archive ends in exactly "
		"one state. Unreadable is never clean." },
	[WORD_STATE] = { "状态", "State" },
	[WORD_REASON] = { "原因", "Reason" },
	[WORD_COUNT] = { "数量", "Objects" },
	[WORD_BYTES] = { "字节", "Bytes" },
	[WORD_SHARE] = { "占比", "Share" },
	[WORD_TOTAL] = { "合计", "Total" },
	[WORD_UNREAD] = { "未读或未读全的对象", "Not read, or not wholly" },
	[WORD_UNREAD_NONE] = { "没有：全部已读。",
			       "None: everything was read." },

	[WORD_GLOSSARY] = { "名词", "Glossary" },
	[WORD_MEANING] = { "含义", "Meaning" },

	[WORD_TOP_ASSETS] = { "主要对象", "Main objects" },
	[WORD_MORE] = { "项未列出", "more" },
	[WORD_COLON] = { "：", ": " },
	[WORD_COMMA] = { "，", ", " },
	[WORD_AND] = { "、", ", " },
};

static pair states[STATE_COUNT][2] = {
	[STATE_SCANNED] = { { "已扫描", "scanned" },
			    { "全部读取", "read as a whole" } },
	[STATE_PARTIAL] = { { "部分", "partial" },
			    { "读到一部分，原因见说明",
			      "read in part, the reason is told" } },
	[STATE_SKIPPED] = { { "跳过", "skipped" },
			    { "按设置、类型或限额没有读取",
			      "not read: by choice, by type or by a limit" } },
	[STATE_UNREADABLE] = { { "不可读", "unreadable" },
			       { "权限或设备不允许读取",
				 "rights or the device forbid reading" } },
	[STATE_ENCRYPTED] = { { "已加密", "encrypted" },
			      { "需要口令才能读取",
				"cannot be read without its password" } },
	[STATE_FAILED] = { { "失败", "failed" },
			   { "内容损坏或无法解析",
			     "damaged, or not to be parsed" } },
};

static pair reasons[REASON_COUNT] = {
	[REASON_NONE] = { "–", "–" },
	[REASON_EXCLUDED] = { "按设置排除", "excluded by choice" },
	[REASON_SYMLINK] = { "符号链接", "symbolic link" },
	[REASON_NOT_REGULAR] = { "不是普通文件", "not a regular file" },
	[REASON_PSEUDO_FS] = { "伪文件系统", "pseudo file system" },
	[REASON_OTHER_FS] = { "其他文件系统", "other file system" },
	[REASON_HARD_LINK] = { "硬链接，已按首个名称读取",
			       "hard link, read by its first name" },
	[REASON_LOOP] = { "循环链接", "loop of links" },
	[REASON_VANISHED] = { "扫描时已消失", "vanished meanwhile" },
	[REASON_UNSUPPORTED] = { "格式暂不支持", "format not supported" },
	[REASON_DENIED] = { "权限不足", "permission denied" },
	[REASON_IO] = { "读取错误", "read error" },
	[REASON_CHANGED] = { "读取时被改动", "changed while read" },
	[REASON_ENCRYPTED] = { "已加密", "encrypted" },
	[REASON_TRUNCATED] = { "文件不完整", "cut short" },
	[REASON_DAMAGED] = { "文件损坏", "damaged" },
	[REASON_DEPTH] = { "嵌套过深", "nested too deep" },
	[REASON_MEMBERS] = { "成员过多", "too many members" },
	[REASON_BYTES] = { "解压后过大", "too large when unpacked" },
	[REASON_SECONDS] = { "超时", "took too long" },
	[REASON_MEMORY] = { "内存不足", "out of memory" },
	[REASON_INTERRUPTED] = { "扫描被中断", "sweep was interrupted" },
};

static pair verdicts[][2] = {
	[VERDICT_INSUFFICIENT] = {
		{ "样本不足", "insufficient" },
		{ "不同的值太少，无法统计判断；以校验和标签为准",
		  "too few distinct values for statistics; checks and labels "
		  "decide" } },
	[VERDICT_CHANCE] = {
		{ "随机", "chance" },
		{ "形状相似，但通过校验的比例与随机数相同",
		  "looks like it, but passes no more often than random "
		  "numbers" } },
	[VERDICT_MIXED] = {
		{ "混合", "mixed" },
		{ "真实的值与其他数字混在一起",
		  "real values among other numbers" } },
	[VERDICT_CONFIRMED] = {
		{ "确认", "confirmed" },
		{ "通过校验的比例远高于随机，且与真实数据一致",
		  "passes far more often than chance, as real data do" } },
};

static pair confidences[][2] = {
	[CONFIDENCE_NONE] = { { "不计", "none" },
			      { "不作为发现", "not a finding" } },
	[CONFIDENCE_LOW] = { { "低", "low" },
			     { "形状相符，旁证不足",
			       "the shape fits, little else speaks for it" } },
	[CONFIDENCE_MEDIUM] = { { "中", "medium" },
				{ "校验通过，或有标签佐证",
				  "checks hold, or a label speaks for it" } },
	[CONFIDENCE_HIGH] = { { "高", "high" },
			      { "校验、标签与整列统计一致",
				"checks, labels and the column agree" } },
};

/* JR/T 0197-2020, 5.3.1: what stands at which level. */
static pair levels[][2] = {
	[1] = { { "本人已公开的信息", "made public by the person" },
		{ "已被个人信息主体公开、破坏后影响轻微的数据"
		  "（JR/T 0197-2020 5.3.1）",
		  "made public by the person; damage would be slight (JR/T "
		  "0197-2020, 5.3.1)" } },
	[2] = { { "一般信息（C1）", "general data (class C1)" },
		{ "机构内部使用的一般信息；对应 JR/T 0171-2020 C1 类"
		  "（JR/T 0197-2020 5.3.1）",
		  "general data for internal use; class C1 of JR/T 0171-2020 "
		  "(JR/T 0197-2020, 5.3.1)" } },
	[3] = { { "可识别身份与金融状况的信息（C2）",
		  "tells identity or finances (class C2)" },
		{ "可识别特定个人身份与金融状况；对应 JR/T 0171-2020 C2 类；"
		  "传输须审批（JR/T 0223-2021 7.2）",
		  "tells a person's identity or finances; class C2 of JR/T "
		  "0171-2020; handing on needs approval (JR/T 0223-2021, "
		  "7.2)" } },
	[4] = { { "鉴别信息（C3）或组合升级",
		  "authenticates (class C3), or raised by a combination" },
		{ "用于用户鉴别；对应 JR/T 0171-2020 C3 类；"
		  "不得共享、转让（JR/T 0223-2021 7.4）；因组合升至此级的不在"
		  "此列，须加密并经审批（7.2）",
		  "authenticates users; class C3 of JR/T 0171-2020; not to be "
		  "shared or handed on (JR/T 0223-2021, 7.4). What a "
		  "combination raises to it may be, encrypted and with "
		  "approval (7.2)" } },
	[5] = { { "重要数据", "important data" },
		{ "重要数据：由主管部门目录确定，本工具不作判定"
		  "（数据安全法第二十一条）",
		  "important data: named by the authorities' catalogues, "
		  "never by this program (Data Security Law, art. 21)" } },
};

/* GB/T 35273-2020, 7.1: as few as need to may have access. */
static pair exposures[][2] = {
	[EXPOSURE_OWNER] = { { "仅所有者", "owner only" },
			     { "只有所有者可读",
			       "only its owner may read it" } },
	[EXPOSURE_GROUP] = { { "同组可读", "group" },
			     { "所有者和同组用户可读",
			       "its owner and group may read it" } },
	[EXPOSURE_ALL] = { { "人人可读", "everybody" },
			   { "本机所有用户可读（未计访问控制列表和上级目录）；"
			     "应遵循最小授权（GB/T 35273-2020 7.1）",
			     "every user of the machine may read it (access "
			     "lists and folders above aside); access is for "
			     "the fewest (GB/T 35273-2020, 7.1)" } },
	[EXPOSURE_CHANGED] = { { "人人可改", "everybody, to change" },
			       { "本机所有用户可以修改",
				 "every user of the machine may change it" } },
};

enum language language_of(const char *lang)
{
	return lang && !strncmp(lang, "zh", 2) ? CHINESE : ENGLISH;
}

const char *word(enum language language, enum word which)
{
	return words[which][language];
}

const char *word_state(enum language language, enum state state)
{
	return states[state][0][language];
}

const char *word_state_long(enum language language, enum state state)
{
	return states[state][1][language];
}

const char *word_reason(enum language language, enum reason reason)
{
	return reasons[reason][language];
}

const char *word_verdict(enum language language, enum verdict verdict)
{
	return verdicts[verdict][0][language];
}

const char *word_verdict_long(enum language language, enum verdict verdict)
{
	return verdicts[verdict][1][language];
}

const char *word_confidence(enum language language,
			    enum confidence confidence)
{
	return confidences[confidence][0][language];
}

const char *word_confidence_long(enum language language,
				 enum confidence confidence)
{
	return confidences[confidence][1][language];
}

const char *word_level(enum language language, int level)
{
	return levels[level][0][language];
}

const char *word_level_long(enum language language, int level)
{
	return levels[level][1][language];
}

const char *word_exposure(enum language language, enum exposure exposure)
{
	return exposures[exposure][0][language];
}

const char *word_exposure_long(enum language language,
			       enum exposure exposure)
{
	return exposures[exposure][1][language];
}

enum word word_of_band(enum band_of of)
{
	return of == BAND_PEOPLE || of == BAND_TABLE ? WORD_BAND_PEOPLE
	       : of == BAND_SENSITIVE		     ? WORD_BAND_SENSITIVE
						     : WORD_BAND_ITEMS;
}

enum word word_of_reach(enum reach reach)
{
	static const enum word reaches[] = {
		[REACH_UNKNOWN] = WORD_BAND_UNKNOWN,
		[REACH_NO] = WORD_BAND_NO,
		[REACH_MAYBE] = WORD_BAND_MAYBE,
		[REACH_YES] = WORD_BAND_YES,
	};

	return reaches[reach];
}

const char *word_seed(enum language language, const char *seed)
{
	static pair seeds[] = {
		{ "公开", "public" },
		{ "半公开", "restricted" },
		{ "私密", "private" },
	};
	size_t i;

	for (i = 0; i < sizeof(seeds) / sizeof(*seeds); i++)
		if (!strcmp(seed, seeds[i][CHINESE]))
			return seeds[i][language];
	return seed;
}

const char *word_sensitive(enum language language,
			   const struct policy_row *policy)
{
	return word(language, !policy->sensitive       ? WORD_NO
			      : policy->pipl[1] == '?' ? WORD_PRESUMED
						       : WORD_YES);
}

const char *word_reasons(enum language language,
			 const struct profile *profile)
{
	return language == CHINESE && profile->reasons_zh
		       ? profile->reasons_zh
		       : profile->reasons;
}

const char *word_kind(enum language language, int detector)
{
	return language == CHINESE ? detectors[detector]->zh
				   : detectors[detector]->en;
}
