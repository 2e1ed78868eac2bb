/* Combinations. See combine.h. */
#include "reports/inventory/combine.h"

#include <string.h>

#include "detectors/detector.h"

const struct combination combinations[] = {
	{ "AGG-1", { "NAME", "ID_NUMBER", "MOBILE" }, false, 1000, 4,
	  "同一记录含姓名、身份证号与手机号，且一表涉及 1,000 人以上"
	  "（GB/T 45574-2025 整体判断；JR/T 0197-2020 表 B.1）",
	  "Name, ID and mobile number in one record, of 1,000 people and more "
	  "in a table (GB/T 45574-2025, judged as a whole; JR/T 0197-2020, "
	  "table B.1)" },
	{ "AGG-1", { "NAME", "ID_NUMBER", "BANK_CARD" }, false, 1000, 4,
	  "同一记录含姓名、身份证号与银行卡号，且一表涉及 1,000 人以上"
	  "（GB/T 45574-2025 整体判断；JR/T 0197-2020 表 B.1）",
	  "Name, ID and card number in one record, of 1,000 people and more in "
	  "a table (GB/T 45574-2025, judged as a whole; JR/T 0197-2020, table "
	  "B.1)" },
	{ "AGG-2", { "NAME", "ID_NUMBER" }, false, 0, 3,
	  "同一记录含姓名与身份证号：足以冒用身份",
	  "Name and ID number in one record: enough to pass for somebody" },
	{ "AGG-3", { "NAME", "ID_NUMBER", "BANK_CARD", "MOBILE" }, false, 0, 4,
	  "同一记录含姓名、身份证号、银行卡号与手机号四要素，"
	  "可用于开户或绑定支付",
	  "Name, ID, card and mobile number in one record: the four elements "
	  "that open accounts or bind payments" },
	{ "AGG-4", { "NAME", "MOBILE" }, false, 0, 3,
	  "同一记录含姓名与手机号：可识别特定主体（JR/T 0171-2020）",
	  "Name and mobile number in one record: they single out a person "
	  "(JR/T 0171-2020)" },
	{ "AGG-4", { "NAME", "ADDRESS_HOME" }, false, 0, 3,
	  "同一记录含姓名与住址：可识别特定主体（JR/T 0171-2020）",
	  "Name and address in one record: they single out a person (JR/T "
	  "0171-2020)" },
	{ "AGG-8", { "BIRTH_DATE", "SEX_NATIONALITY", "ADDRESS_HOME" }, true,
	  0, 3,
	  "同一记录含出生日期、性别与地址而无直接标识：可重新识别"
	  "（GB/T 37964 准标识符）",
	  "Date of birth, sex and address in one record without a direct "
	  "identifier: it can be told who it is (GB/T 37964, "
	  "quasi-identifiers)" },
};
const size_t combination_count = sizeof(combinations) / sizeof(*combinations);

static bool has_code(uint64_t kinds, const char *code)
{
	size_t i;

	for (i = 0; i < detector_count; i++)
		if (kinds >> i & 1 && !strcmp(detectors[i]->policy, code))
			return true;
	return false;
}

static bool names_person(uint64_t kinds)
{
	return has_code(kinds, "NAME") || has_code(kinds, "ID_NUMBER") ||
	       has_code(kinds, "MOBILE") || has_code(kinds, "BANK_CARD") ||
	       has_code(kinds, "EMAIL");
}

uint32_t combinations_of(uint64_t kinds, uint64_t people)
{
	const struct combination *c;
	uint32_t combined = 0;
	size_t i, k;

	for (i = 0; i < combination_count; i++) {
		c = &combinations[i];
		for (k = 0; k < COMBINATION_CODES && c->codes[k]; k++)
			if (!has_code(kinds, c->codes[k]))
				break;
		if ((k == COMBINATION_CODES || !c->codes[k]) &&
		    people >= c->people &&
		    !(c->nameless && names_person(kinds)))
			combined |= UINT32_C(1) << i;
	}
	return combined;
}

int combinations_level(uint32_t combined)
{
	int level = 0;
	size_t i;

	for (i = 0; i < combination_count; i++)
		if (combined >> i & 1 && combinations[i].level > level)
			level = combinations[i].level;
	return level;
}
