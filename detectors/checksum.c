/*
 * Check digits of ISO/IEC 7812-1 (Luhn), GB 11643-1999 (ISO 7064 MOD 11-2),
 * GB 32100-2015 (MOD 31) and GB 11714-1997 (MOD 11), and the calendar.
 * Called for every number of a dump: no branch depends on a digit.
 */
#include "detectors/checksum.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif
#include <endian.h>
#include <stdint.h>
#include <string.h>

#define BYTES(b) (0x0101010101010101ULL * (b))

/* Eight bytes as they stand: the first in the lowest place. */
static uint64_t word_at(const unsigned char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return le64toh(word);
}

/* The Luhn sum of eight digits, mod 10. The last one stands as it is, the one
 * before it is doubled, and so on. */
static unsigned luhn_sum(uint64_t digits)
{
	uint64_t doubled = digits + (digits & 0x00FF00FF00FF00FFULL);
	/* 0x76 + 10 sets the top bit of a byte: two places, minus nine,
	 * which is plus one */
	uint64_t tens = (doubled + BYTES(0x76)) >> 7 & BYTES(1);

	return (unsigned)((doubled + tens) * BYTES(1) >> 56);
}

bool checksum_luhn(const unsigned char *digits, size_t n)
{
	unsigned sum = 0;

	if (!n)
		return false;
	for (; n > 8; n -= 8) /* from the end, with zeros before the first */
		sum += luhn_sum(word_at(digits + n - 8) - BYTES('0'));
	sum += luhn_sum((word_at(digits) - BYTES('0')) << (64 - 8 * n));
	return sum % 10 == 0;
}

unsigned char checksum_mod11_2_of(const unsigned char *id17)
{
	static const int16_t weight[17] = { /* 2^(18-i) mod 11 */
		7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
	};
	unsigned sum = 0;

#if defined(__SSE2__)
	/* sixteen products at once; sums of products fit 16 bits */
	const __m128i *weights = (const __m128i *)weight;
	const __m128i zero = _mm_setzero_si128();
	__m128i digits = _mm_sub_epi8(
		_mm_loadu_si128((const __m128i *)id17), _mm_set1_epi8('0'));
	__m128i pairs = _mm_add_epi32(
		_mm_madd_epi16(_mm_unpacklo_epi8(digits, zero),
			       _mm_loadu_si128(weights)),
		_mm_madd_epi16(_mm_unpackhi_epi8(digits, zero),
			       _mm_loadu_si128(weights + 1)));

	pairs = _mm_add_epi32(pairs, _mm_srli_si128(pairs, 8));
	pairs = _mm_add_epi32(pairs, _mm_srli_si128(pairs, 4));
	sum = (unsigned)_mm_cvtsi128_si32(pairs) +
	      (unsigned)(id17[16] - '0') * (unsigned)weight[16];
#else
	for (size_t i = 0; i < sizeof(weight); i++)
		sum += (unsigned)(id17[i] - '0') * (unsigned)weight[i];
#endif
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

static int two_digits(const unsigned char *p)
{
	return (p[0] - '0') * 10 + (p[1] - '0');
}

int calendar_date(const unsigned char *yyyymmdd)
{
	int month = two_digits(yyyymmdd + 4), day = two_digits(yyyymmdd + 6);
	int year;

	if (month < 1 || month > 12)
		return 0;
	year = two_digits(yyyymmdd) * 100 + two_digits(yyyymmdd + 2);
	if (!year || day < 1 || day > month_days(year, month))
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
