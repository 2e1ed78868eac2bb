/* The generated tables say what their sources say. */
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "detectors/tables/tables.h"
#include "scanner/base/charset.h"

#define SOURCE "detectors/tables/source/"
#define BYTES(text) ((const unsigned char *)(text))

/* Calls `row` with the first four columns of each row. */
static unsigned each_row(const char *path,
			 void (*row)(char *const columns[4]))
{
	FILE *file = fopen(path, "r");
	char line[1024];
	unsigned rows = 0;

	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	while (fgets(line, sizeof(line), file)) {
		char *rest = line, *columns[4];

		for (size_t i = 0; i < 4; i++)
			columns[i] = strsep(&rest, "\t\n");
		row(columns);
		rows++;
	}
	fclose(file);
	return rows;
}

static void bin_row(char *const columns[4])
{
	static const char *const shorter[] = { "103", "303", "888", "9111",
					       "9558", "9896", "18572" };
	size_t length = (size_t)strtol(columns[1], NULL, 10);
	unsigned char number[32];
	enum issuer least = ISSUER_EXACT;

	if (length > 19)
		return;
	/* fives, so that no longer BIN takes the place of this one */
	memset(number, '5', sizeof(number));
	memcpy(number, columns[0], strlen(columns[0]));
	for (size_t i = 0; i < sizeof(shorter) / sizeof(*shorter); i++)
		if (!strcmp(columns[0], shorter[i]))
			assert_int_equal(issuer_grade(number, length),
					 ISSUER_SHORT);
	if (strlen(columns[0]) < 6)
		least = ISSUER_SHORT;
	assert_true(issuer_grade(number, length) >= least);
}

static void every_issuer_is_found(void **state)
{
	(void)state;
	assert_int_equal(each_row(SOURCE "bins.tsv", bin_row), 2383);
	assert_int_equal(issuer_grade(BYTES("6222029999999999"), 16),
			 ISSUER_NONE);
	assert_int_equal(issuer_grade(BYTES("9999999999999999999"), 19),
			 ISSUER_NONE);
}

static void test_row(char *const columns[4])
{
	char *digits = columns[0];
	size_t length = strlen(digits);

	assert_true(test_pan(BYTES(digits), length));
	assert_true(card_network(BYTES(digits), length));
	digits[5] ^= 1;
	assert_false(test_pan(BYTES(digits), length));
}

static void every_test_card_is_found(void **state)
{
	(void)state;
	assert_int_equal(each_row(SOURCE "test_pans.tsv", test_row), 23);
}

static void networks_begin_and_end(void **state)
{
	static const struct {
		const char *four;
		size_t length;
		bool network;
	} cases[] = {
		{ "6200", 16, true }, { "6299", 19, true },
		{ "6200", 15, false }, { "6300", 16, false },
		{ "8100", 16, true }, { "8171", 19, true },
		{ "8172", 16, false }, { "2221", 16, true },
		{ "2720", 16, true }, { "2220", 16, false },
		{ "2721", 16, false }, { "4000", 13, true },
		{ "4999", 19, true }, { "4000", 14, false },
		{ "5599", 16, true }, { "5600", 16, false },
		{ "3799", 15, true }, { "3799", 16, false },
		{ "3528", 16, true }, { "3590", 16, false },
		{ "3095", 14, true }, { "6499", 16, true },
		{ "2024", 16, false }, { "1700", 16, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(card_network(BYTES(cases[i].four),
					      cases[i].length),
				 cases[i].network);
}

static void region_row(char *const columns[4])
{
	const unsigned char *code = BYTES(columns[0]);

	/* a county of the list is at least of a known prefecture */
	if (!strcmp(columns[2], "county") && columns[0][0] < '7')
		assert_true(region_grade(code) >= REGION_PREFECTURE);
}

static void regions_are_those_of_cards(void **state)
{
	unsigned exact = 0;

	(void)state;
	for (unsigned n = 0; n < 1000000; n++) {
		char code[12];

		snprintf(code, sizeof(code), "%06u", n);
		exact += region_grade(BYTES(code)) == REGION_EXACT;
		assert_true(region_grade_1999(BYTES(code)) <=
			    region_grade(BYTES(code)));
	}
	assert_int_equal(exact, 6815 + 555);
	assert_int_equal(each_row(SOURCE "region_codes.tsv", region_row),
			 7487);
	assert_int_equal(region_grade(BYTES("110000")), REGION_NONE);
	assert_int_equal(region_grade(BYTES("810000")), REGION_NONE);
	assert_int_equal(region_grade(BYTES("110150")), REGION_PREFECTURE);
	assert_int_equal(region_grade(BYTES("441900")), REGION_EXACT);
	assert_int_equal(region_grade(BYTES("513621")), REGION_EXACT);
}

static void segments_are_those_of_the_plan(void **state)
{
	regex_t plan;

	(void)state;
	assert_int_equal(regcomp(&plan,
		"^1(3[0-9]{2}|4[579][0-9]|5[0-35-9][0-9]|6[2567][0-9]|"
		"7[0-35-8][0-9]|8[0-9]{2}|9[0-35-9][0-9])[0-9]|"
		"^1740[0-5]|^1749", REG_EXTENDED | REG_NOSUB), 0);
	for (unsigned n = 0; n < 100000; n++) {
		char number[16];
		enum segment segment;

		snprintf(number, sizeof(number), "%05u000000", n);
		segment = mobile_segment(BYTES(number), 11);
		assert_int_equal(segment == SEGMENT_PERSONAL ||
				 segment == SEGMENT_SATELLITE,
				 regexec(&plan, number, 0, NULL, 0) == 0);
	}
	regfree(&plan);
	assert_int_equal(mobile_segment(BYTES("17406000000"), 11),
			 SEGMENT_OTHER);
	assert_int_equal(mobile_segment(BYTES("1440000000000"), 13),
			 SEGMENT_IOT);
	assert_int_equal(mobile_segment(BYTES("1380000000000"), 13),
			 SEGMENT_NONE);
}

static void registrar_row(char *const columns[4])
{
	assert_true(uscc_prefix_known(BYTES(columns[0])));
}

static void registrars_and_provinces(void **state)
{
	unsigned known = 0;

	(void)state;
	assert_int_equal(each_row(SOURCE "uscc_prefixes.tsv", registrar_row),
			 49);
	assert_false(uscc_prefix_known(BYTES("94")));
	assert_false(uscc_prefix_known(BYTES("Z1")));
	for (unsigned n = 0; n < 100; n++) {
		char two[12];

		snprintf(two, sizeof(two), "%02u", n);
		known += province_known(BYTES(two));
	}
	assert_int_equal(known, 31);
}

/* Each word begins itself and what goes on from it, not what ends before. */
static void word_row(char *const columns[4])
{
	const unsigned char *text = BYTES(columns[0]);
	size_t length = strlen(columns[0]), n = 0;
	uint32_t characters[64];
	unsigned used;

	for (size_t at = 0; at < length; at += used)
		characters[n++] = utf8_next(text + at, length - at, &used);
	characters[n] = 0x9FFF;
	characters[n + 1] = 0x29FFF;
	if (n < 2 || n > WORD_LONGEST)
		return;
	assert_int_equal(word_begins(WORDS_PLAIN, characters, n), n);
	assert_int_equal(word_begins(WORDS_PLAIN, characters, n + 2), n);
	assert_true(word_begins(WORDS_PLAIN, characters, n - 1) < n);
	characters[n - 1] += 0x10000;
	assert_true(word_begins(WORDS_PLAIN, characters, n) < n);
}

static void words_are_found(void **state)
{
	static const uint32_t place[] = U"呼和浩特市";

	(void)state;
	assert_int_equal(each_row(SOURCE "words.tsv", word_row), 8714);
	assert_int_equal(word_begins(WORDS_UPPER, place, 5), 4);
	assert_int_equal(word_begins(WORDS_UPPER, place, 3), 0);
	assert_int_equal(word_begins(WORDS_LOWER, place, 5), 0);
	assert_int_equal(word_begins(WORDS_UPPER, place, 0), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_issuer_is_found),
		cmocka_unit_test(every_test_card_is_found),
		cmocka_unit_test(networks_begin_and_end),
		cmocka_unit_test(regions_are_those_of_cards),
		cmocka_unit_test(segments_are_those_of_the_plan),
		cmocka_unit_test(registrars_and_provinces),
		cmocka_unit_test(words_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
