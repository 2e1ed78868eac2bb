/* Seeds: every engine finds the same, and what it must find. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "detectors/seeds.h"

#define BLOCK 640
#define BLOCKS 300000

static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

/* Bytes that matter, in runs, so that the rare cases are frequent, and now and
 * then many that do not. */
static void random_block(uint64_t *state, unsigned char *block)
{
	static const unsigned char alphabet[] =
		"0123456789012345678901234567890123456789 --AZz@\n.,"
		"\xEF\xBC\x90\x99\xA0\xE2\x80\x8B\xC2\xA3\xB0\xA1\xAA";
	size_t i = 0;

	while (i < BLOCK) {
		uint64_t r = next_random(state);
		size_t run = r % 7 ? 1 : 1 + r % (r % 17 ? 24 : 400);
		unsigned char c = alphabet[(r >> 8) % (sizeof(alphabet) - 1)];

		for (; run && i < BLOCK; run--)
			block[i++] = c >= '0' && c <= '9'
					     ? (unsigned char)('0' + r++ % 10)
					     : c;
	}
}

static void same_on_all_engines(void **unused)
{
	static const enum seeds_wide wides[] = {
		SEEDS_WIDE_NONE, SEEDS_WIDE_UTF8, SEEDS_WIDE_GB,
		SEEDS_WIDE_BIG5
	};
	static struct seeds expected, found;
	unsigned char block[BLOCK + SEEDS_PAD] = { 0 };
	uint64_t state = 88172645463325252ULL;

	(void)unused;
	for (unsigned n = 0; n < BLOCKS; n++) {
		size_t begin = next_random(&state) % 80;
		size_t end = begin + next_random(&state) % (BLOCK - begin);

		random_block(&state, block);
		seeds_find(SEEDS_SCALAR, wides[n % 4], block, begin % 7,
			   begin, end, &expected);
		for (int e = SEEDS_VECTOR128; e <= (int)seeds_best(); e++) {
			seeds_find((enum seeds_engine)e, wides[n % 4], block,
				   begin % 7, begin, end, &found);
			assert_int_equal(found.count, expected.count);
			assert_int_equal(found.lines, expected.lines);
			assert_memory_equal(found.at, expected.at,
					    found.count * sizeof(*found.at));
		}
	}
}

/* A run across a border of slices is found in the slice where its eleventh
 * digit is, however the slices are cut. */
static void slices_do_not_matter(void **unused)
{
	static struct seeds whole, slice;
	unsigned char block[BLOCK + SEEDS_PAD] = { 0 };
	uint64_t state = 2463534242ULL;

	(void)unused;
	for (unsigned n = 0; n < 200000; n++) {
		size_t cut = next_random(&state) % BLOCK;
		uint32_t count, lines;

		random_block(&state, block);
		seeds_find(SEEDS_BEST, SEEDS_WIDE_UTF8, block, 0, 0, BLOCK,
			   &whole);
		seeds_find(SEEDS_BEST, SEEDS_WIDE_UTF8, block, 0, 0, cut,
			   &slice);
		count = slice.count;
		lines = slice.lines;
		assert_memory_equal(slice.at, whole.at,
				    count * sizeof(*slice.at));
		seeds_find(SEEDS_BEST, SEEDS_WIDE_UTF8, block, 0, cut, BLOCK,
			   &slice);
		assert_int_equal(count + slice.count, whole.count);
		assert_int_equal(lines + slice.lines, whole.lines);
		assert_memory_equal(slice.at, whole.at + count,
				    slice.count * sizeof(*slice.at));
	}
}

/* Every written form has at least one seed inside or at its edge, wherever in
 * quiet text it stands. */
static void forms_have_seeds(void **unused)
{
	static const char *const forms[] = {
		"11010119900307109X",
		"110101 19900307 109X",
		"110101-1990-03-07-109X",
		"110 101 1990 0307 109X",
		"138 0013 8001",
		"138 001 38001",
		"1380\xE2\x80\x8B"
		"0138001",
		"138\xC2\xA0"
		"0013\xC2\xA0"
		"8001",
		"\xEF\xBC\x91\xEF\xBC\x93\xEF\xBC\x98",
		"6222 0200 0000 0007 773",
		"91 110108 MA0000170 7",
		"91110108-MA00001707",
		"G1110000MG0000009J",
		"91 110108 123456ABC 3",
		"91110108MA00\xE2\x80\x8B" "001707",
		"138 \xE2\x80\x8B" "0013 8001",
		"138 00138001",
		"130503670401001",
		"130503 670401 001",
		"3700 000000 00002",
		"6222 0200 0000 0007 7",
		"622202 0000000000",
		"123456Abc1z2", /* no value, but the least that opens one */
		"123456 abcdef",
		"a@b.cn",
		"a\xEF\xBC\xA0"
		"b.cn",
	};
	static struct seeds found;
	unsigned char text[900 + SEEDS_PAD];

	(void)unused;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		size_t length = strlen(forms[i]);

		for (size_t at = 0; at < 600; at++) {
			memset(text, '.', sizeof(text));
			memcpy(text + at, forms[i], length);
			seeds_find(SEEDS_BEST, SEEDS_WIDE_UTF8, text, 0, 0,
				   at % 2 ? at + length + 1 : 900, &found);
			assert_true(found.count > 0);
			assert_true(found.at[0] >= at &&
				    found.at[0] <= at + length);
		}
	}
}

/* What source text is full of: years, constants with a suffix, dates, parts of
 * hashes. */
static void others_have_none(void **unused)
{
	static const char *const others[] = {
		"1995-2021", "123-456", "100 200 300", "0x00000008L",
		"201103L", "20030101 The", "123456A", "127.0.0.1", "@param",
		"user@ host", "2001-02-03 04:05:06", "0069 0301 ;", "\n",
	};
	static struct seeds found;
	unsigned char text[200 + SEEDS_PAD];

	(void)unused;
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++) {
		size_t length = strlen(others[i]);

		for (size_t at = 0; at + length < 200; at++) {
			memset(text, ' ', sizeof(text));
			memcpy(text + at, others[i], length);
			seeds_find(SEEDS_BEST, SEEDS_WIDE_UTF8, text, 0, 0,
				   200, &found);
			assert_int_equal(found.count, 0);
			assert_int_equal(found.lines, *others[i] == '\n');
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_on_all_engines),
		cmocka_unit_test(slices_do_not_matter),
		cmocka_unit_test(forms_have_seeds),
		cmocka_unit_test(others_have_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
