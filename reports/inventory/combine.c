/* Combinations. See combine.h. */
#include "reports/inventory/combine.h"

#include <stdbool.h>
#include <string.h>

#include "detectors/detector.h"

/* The standards name the person's name as well. No detector finds names yet;
 * a row with an ID number stands for somebody whose name is known. */
const struct combination combinations[] = {
	{ "AGG-1", { "ID_NUMBER", "MOBILE" }, 1000, 4,
	  "同一记录含身份证号与手机号，且一表涉及 1,000 人以上"
	  "（GB/T 45574-2025 整体判断；JR/T 0197-2020 表 B.1）",
	  "ID and mobile number in one record, of 1,000 people and more in a "
	  "table (GB/T 45574-2025, judged as a whole; JR/T 0197-2020, table "
	  "B.1)" },
	{ "AGG-1", { "ID_NUMBER", "BANK_CARD" }, 1000, 4,
	  "同一记录含身份证号与银行卡号，且一表涉及 1,000 人以上"
	  "（GB/T 45574-2025 整体判断；JR/T 0197-2020 表 B.1）",
	  "ID and card number in one record, of 1,000 people and more in a "
	  "table (GB/T 45574-2025, judged as a whole; JR/T 0197-2020, table "
	  "B.1)" },
	{ "AGG-3", { "ID_NUMBER", "BANK_CARD", "MOBILE" }, 0, 4,
	  "同一记录含身份证号、银行卡号与手机号：姓名之外的四要素，"
	  "可用于开户或绑定支付",
	  "ID, card and mobile number in one record: with the name, the four "
	  "elements that open accounts or bind payments" },
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
		    people >= c->people)
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
