/* Marks: vectors say what a loop over the bytes says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>

#include "scanner/base/marks.h"

#define TEXT 1000
#define BEHIND 64 /* readable; must not count */

static unsigned char text[TEXT + BEHIND];
static uint64_t maps[2][TEXT / 64 + 2];
static const unsigned char bytes[2][2] = { { '"', '\\' }, { ',', '\n' } };

/* Few of the bytes or many, by `spread`. */
static void fill(unsigned spread)
{
	static const unsigned char seldom[] = "\",\n\\";
	uint32_t seed = spread;

	for (size_t i = 0; i < sizeof(text); i++) {
		seed = seed * 1664525 + 1013904223;
		text[i] = (seed >> 16) % spread ? 'a' : seldom[seed >> 30];
	}
}

static bool is_mark(unsigned map, uint32_t at)
{
	return text[at] == bytes[map][0] || text[at] == bytes[map][1];
}

static void assert_map(unsigned map, uint32_t to)
{
	uint32_t next = to;

	for (uint32_t at = to; at-- > 0;) {
		if (is_mark(map, at))
			next = at;
		assert_int_equal(marks_until(maps[map], at, to), next);
		assert_int_equal(marks_next(maps[map], at, to),
				 next < to ? next : MARKS_NONE);
		assert_int_equal(marks_next(maps[map], at, to / 2),
				 next < to / 2 ? next : MARKS_NONE);
	}
	assert_int_equal(marks_until(maps[map], to, to), to);
}

static void marks_are_found(void **state)
{
	(void)state;
	for (unsigned spread = 1; spread < 300; spread = spread * 3 + 1) {
		fill(spread);
		for (uint32_t to = 0; to < TEXT; to += to < 200 ? 1 : 61) {
			memset(maps, 0xFF, sizeof(maps));
			marks_set(maps[0], maps[1], text, 0, to, bytes);
			assert_map(0, to);
			assert_map(1, to);
		}
	}
}

static void marks_are_set_anew(void **state)
{
	(void)state;
	fill(5);
	marks_set(maps[0], maps[1], text, 0, TEXT, bytes);
	fill(7);
	marks_set(maps[0], maps[1], text, 0, 320, bytes);
	marks_set(maps[0], maps[1], text, 320, 777, bytes);
	assert_map(0, 777);
	assert_map(1, 777);
}

static void marks_are_counted(void **state)
{
	(void)state;
	fill(4);
	for (uint32_t from = 0; from < TEXT; from += 37) {
		uint32_t count = 0;

		for (uint32_t to = from; to < TEXT; to++) {
			assert_int_equal(marks_count(text, from, to, '\n'),
					 count);
			count += text[to] == '\n';
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_found),
		cmocka_unit_test(marks_are_set_anew),
		cmocka_unit_test(marks_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
