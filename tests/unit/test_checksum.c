/* Check digits and the calendar, against printed examples and by what their
 * standards promise: every single wrong character is found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "detectors/checksum.h"

#define BYTES(text) ((const unsigned char *)(text))

/* Numbers that look random and are the same in every run. */
static unsigned next_number(uint64_t *state)
{
	*state = *state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(*state >> 33);
}

static void luhn_knows_printed_numbers(void **state)
{
	static const struct {
		char number[24];
		bool passes;
	} cases[] = {
		{ "79927398713", true },  { "18", true },
		{ "91", true },		  { "99999999990", true },
		{ "79927398710", false }, { "6222020000000009613", true },
		{ "", false },		  { "1234567890123456", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(checksum_luhn(BYTES(cases[i].number),
					       strlen(cases[i].number)),
				 cases[i].passes);
}

/* The textbook's loop: from the right, every second digit doubled. */
static unsigned luhn_plainly(const unsigned char *digits, size_t n)
{
	unsigned sum = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned d = (unsigned)(digits[n - 1 - i] - '0') << (i & 1);

		sum += d > 9 ? d - 9 : d;
	}
	return sum % 10;
}

static void luhn_agrees_with_the_textbook(void **state)
{
	uint64_t seed = 1;
	unsigned char digits[24];

	(void)state;
	for (unsigned round = 0; round < 200000; round++) {
		size_t n = 1 + round % sizeof(digits);

		for (size_t i = 0; i < n; i++)
			digits[i] = (unsigned char)('0' + next_number(&seed) %
							  10);
		assert_int_equal(checksum_luhn(digits, n),
				 luhn_plainly(digits, n) == 0);
	}
}

/* Puts every other character of the alphabet in every place. */
static void assert_no_substitution(unsigned char *code, size_t n,
				   const char *alphabet,
				   bool (*passes)(const unsigned char *))
{
	for (size_t i = 0; i < n; i++) {
		unsigned char right = code[i];

		for (const char *c = alphabet; *c; c++) {
			code[i] = (unsigned char)*c;
			assert_int_equal(passes(code), code[i] == right);
		}
		code[i] = right;
	}
}

static bool luhn19(const unsigned char *digits)
{
	return checksum_luhn(digits, 19);
}

static bool mod11_2(const unsigned char *id18)
{
	return (id18[17] == 'X' || id18[17] <= '9') && checksum_mod11_2(id18);
}

static void single_errors_are_found(void **state)
{
	static const char set[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	uint64_t seed = 2;

	(void)state;
	for (unsigned round = 0; round < 300; round++) {
		unsigned char digits[20] = "", code[19] = "";

		for (size_t i = 0; i < 18; i++) {
			digits[i] = (unsigned char)('0' + next_number(&seed) %
							  10);
			code[i] = (unsigned char)set[next_number(&seed) % 31];
		}
		for (digits[18] = '0'; !luhn19(digits);)
			digits[18]++;
		assert_no_substitution(digits, 19, "0123456789", luhn19);
		digits[17] = checksum_mod11_2_of(digits);
		assert_no_substitution(digits, 17, "0123456789", mod11_2);
		for (const char *c = set; *c; c++) {
			code[17] = (unsigned char)*c;
			if (checksum_uscc(code))
				break;
		}
		assert_no_substitution(code, 18, set, checksum_uscc);
	}
}

static void luhn_misses_only_09_and_90(void **state)
{
	uint64_t seed = 3;

	(void)state;
	for (unsigned round = 0; round < 5000; round++) {
		unsigned char d[20] = "";
		size_t at = next_number(&seed) % 17;
		unsigned char left, right;

		for (size_t i = 0; i < 18; i++)
			d[i] = (unsigned char)('0' + next_number(&seed) % 10);
		for (d[18] = '0'; !luhn19(d);)
			d[18]++;
		left = d[at], right = d[at + 1];
		d[at] = right, d[at + 1] = left;
		assert_int_equal(luhn19(d),
				 left == right ||
				 (left + right == '0' + '9' &&
				  (left == '0' || left == '9')));
	}
}

static void mod11_2_knows_printed_numbers(void **state)
{
	(void)state;
	assert_true(checksum_mod11_2(BYTES("11010519491231002X")));
	assert_true(checksum_mod11_2(BYTES("440524188001010014")));
	assert_int_equal(checksum_mod11_2_of(BYTES("11010519491231002")),
			 'X');
	assert_false(checksum_mod11_2(BYTES("110105194912310021")));
}

static void mod11_2_agrees_with_the_standard(void **state)
{
	uint64_t seed = 4;

	(void)state;
	for (unsigned round = 0; round < 1000000; round++) {
		unsigned char digits[17];
		unsigned sum = 0, weight = 2; /* 2^1 for the 17th place */

		for (size_t i = sizeof(digits); i-- > 0; weight *= 2) {
			unsigned digit = next_number(&seed) % 10;

			digits[i] = (unsigned char)('0' + digit);
			sum += digit * weight;
		}
		/* ... and 2^0 for the check: together 1 mod 11 */
		sum = (12 - sum % 11) % 11;
		assert_int_equal(checksum_mod11_2_of(digits),
				 sum == 10 ? 'X' : '0' + (int)sum);
	}
}

static void codes_of_organisations(void **state)
{
	(void)state;
	assert_true(checksum_uscc(BYTES("91350100M000100Y43")));
	assert_true(checksum_uscc(BYTES("91110108MA00000070")));
	assert_false(checksum_uscc(BYTES("91350211M0000XUF46")));
	assert_false(checksum_uscc(BYTES("91110108MS00001707")));
	assert_true(checksum_org_code(BYTES("D2143569X")));
	assert_true(checksum_org_code(BYTES("MA0000170")));
	assert_true(checksum_org_code(BYTES("M000100Y4")));
	assert_false(checksum_org_code(BYTES("D21435690")));
	assert_false(checksum_org_code(BYTES("D2143569A")));
}

static void calendar_counts_every_day(void **state)
{
	int days = 0, date = 18800101;

	(void)state;
	for (; date < 21000101; date = calendar_next(date), days++) {
		char text[12];

		snprintf(text, sizeof(text), "%d", date);
		assert_int_equal(calendar_date(BYTES(text)), date);
	}
	assert_int_equal(date, 21000101);
	assert_int_equal(days, 220 * 365 + 54); /* 1900 had no leap day */
}

static void calendar_refuses_other_days(void **state)
{
	static const char *const wrong[] = {
		"19000229", "20010229", "19040230", "19091301", "19090001",
		"19090100", "19090132", "19090431", "00000101", "99999999"
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		assert_int_equal(calendar_date(BYTES(wrong[i])), 0);
}

static int date_plainly(int date)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	int year = date / 10000, month = date / 100 % 100, day = date % 100;
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	if (!year || month < 1 || month > 12 || day < 1)
		return 0;
	return day <= days[month - 1] + (month == 2 && leap) ? date : 0;
}

static void calendar_agrees_with_the_textbook(void **state)
{
	(void)state;
	for (int date = 0; date < 100000000; date += 37) {
		char text[12];

		snprintf(text, sizeof(text), "%08d", date);
		assert_int_equal(calendar_date(BYTES(text)),
				 date_plainly(date));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(luhn_knows_printed_numbers),
		cmocka_unit_test(luhn_agrees_with_the_textbook),
		cmocka_unit_test(single_errors_are_found),
		cmocka_unit_test(luhn_misses_only_09_and_90),
		cmocka_unit_test(mod11_2_knows_printed_numbers),
		cmocka_unit_test(mod11_2_agrees_with_the_standard),
		cmocka_unit_test(codes_of_organisations),
		cmocka_unit_test(calendar_counts_every_day),
		cmocka_unit_test(calendar_refuses_other_days),
		cmocka_unit_test(calendar_agrees_with_the_textbook),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
