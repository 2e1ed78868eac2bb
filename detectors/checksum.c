/*
 * Check digits of ISO/IEC 7812-1 (Luhn), GB 11643-1999 (ISO 7064 MOD 11-2),
 * GB 32100-2015 (MOD 31) and GB 11714-1997 (MOD 11), and the calendar.
 * Called for every number of a dump: no branch depends on a digit.
 */
#include "detectors/checksum.h"

#include "detectors/digits.h"

/* What eight digits add to a Luhn sum, each by itself: the last one as it is,
 * the one before it doubled, and so on. */
static uint64_t luhn_parts(uint64_t digits)
{
	uint64_t doubled = digits + (digits & 0x00FF00FF00FF00FFULL);
	/* 0x76 + 10 sets the top bit of a byte: two places, minus nine */
	uint64_t tens = (doubled + DIGITS_EACH(0x76)) >> 7 & DIGITS_EACH(1);

	return doubled - 9 * tens;
}

bool checksum_luhn(const unsigned char *digits, size_t n)
{
	uint64_t parts = 0;

	if (!n)
		return false;
	for (; n > 8; n -= 8) /* from the end, with zeros before the first */
		parts += luhn_parts(digits_eight(digits + n - 8));
	parts += luhn_parts(digits_eight(digits) << (64 - 8 * n));
	parts = (parts & 0x00FF00FF00FF00FFULL) +
		(parts >> 8 & 0x00FF00FF00FF00FFULL);
	return (unsigned)(parts * 0x0001000100010001ULL >> 48) % 10 == 0;
}

/* Eight digits, each twice as heavy as the next: 2^7 to 2^0. */
static unsigned binary_sum(uint64_t digits)
{
	uint64_t pairs = (digits * 2 + (digits >> 8)) & 0x00FF00FF00FF00FFULL;

	return (unsigned)(pairs * 0x0040001000040001ULL >> 48);
}

/* The weights are 2^17 to 2^1, and 2^10 is 1 (mod 11). */
unsigned char checksum_mod11_2_of(const unsigned char *id17)
{
	unsigned sum = binary_sum(digits_eight(id17)) +
		       binary_sum(digits_eight(id17 + 8)) * 4 +
		       (id17[16] - '0') * 2U;

	return (unsigned char)"10X98765432"[sum % 11];
}

bool checksum_mod11_2(const unsigned char *id18)
{
	return checksum_mod11_2_of(id18) == id18[17];
}

/* The place of '0' to 'Z' in the set of GB 32100 (no I O S V Z), or -1. */
static const signed char uscc_value['Z' - '0' + 1] = {
	0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -1, -1, -1, -1, -1, -1,
	10, 11, 12, 13, 14, 15, 16, 17, -1, 18, 19, 20, 21, 22, -1,
	23, 24, 25, -1, 26, 27, -1, 28, 29, 30, -1
};

bool checksum_uscc(const unsigned char *code18)
{
	static const uint8_t weight[18] = { /* 3^i mod 31; 1 for the check */
		1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30,
		28, 1
	};
	int sum = 0, worst = 0;

	for (size_t i = 0; i < sizeof(weight); i++) {
		int value = uscc_value[code18[i] - '0'];

		worst |= value;
		sum += value * weight[i];
	}
	return worst >= 0 && sum % 31 == 0;
}

/* 0 to 35 for [0-9A-Z], or -1. */
static int org_code_value(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'A' && c <= 'Z' ? c - 'A' + 10 : -1;
}

bool checksum_org_code(const unsigned char *code9)
{
	static const uint8_t weight[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = code9[8] == 'X' ? 10 : org_code_value(code9[8]);
	int worst = 0;

	if (code9[8] != 'X' && sum > 9)
		return false;
	worst |= sum;
	for (size_t i = 0; i < sizeof(weight); i++) {
		int value = org_code_value(code9[i]);

		worst |= value;
		sum += value * weight[i];
	}
	return worst >= 0 && sum % 11 == 0;
}

static int month_days(int year, int month)
{
	static const uint8_t days[13] = {
		0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};

	if (month != 2)
		return days[month];
	return year % 4 || (year % 100 == 0 && year % 400) ? 28 : 29;
}

int calendar_date(const unsigned char *yyyymmdd)
{
	uint64_t pairs = digits_pairs(digits_eight(yyyymmdd));
	int month = pairs >> 32 & 0xFF, day = (int)(pairs >> 48);
	int year = (int)((pairs & 0xFF) * 100 + (pairs >> 16 & 0xFF));

	if (month < 1 || month > 12 || !year || day < 1 ||
	    day > month_days(year, month))
		return 0;
	return year * 10000 + month * 100 + day;
}

int calendar_next(int date)
{
	int year = date / 10000, month = date / 100 % 100;

	if (date % 100 < month_days(year, month))
		return date + 1;
	return month < 12 ? date / 100 * 100 + 101 : (year + 1) * 10000 + 101;
}
