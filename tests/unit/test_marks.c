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

static void assert_list(const struct marks_list *list, uint32_t from,
			uint32_t to)
{
	uint32_t at, n = 0;

	assert_int_equal(list->from, from);
	for (at = from; at < list->to; at++)
		if (is_mark(0, at))
			assert_int_equal(list->at[n++], at);
	assert_int_equal(list->count, n);
	assert_true(list->at[n] == to && list->at[n + 1] == to);
}

static void marks_are_listed(void **state)
{
	struct marks_list list;

	(void)state;
	for (unsigned spread = 1; spread < 300; spread = spread * 3 + 1) {
		fill(spread);
		for (uint32_t to = 0; to < TEXT; to += 61) {
			marks_set(maps[0], maps[1], text, 0, to, bytes);
			for (uint32_t from = 0; from <= to; from += 17) {
				marks_list(&list, maps[0], from, to);
				assert_list(&list, from, to);
				assert_int_equal(list.to, to);
			}
		}
	}
}

/* As far as there is room, and from there on. */
static void many_marks_are_listed_in_turn(void **state)
{
	static uint64_t map[4096 / 64 + 2];
	struct marks_list list = { .to = 0 };
	uint32_t listed = 0;

	(void)state;
	memset(map, 0xFF, 4096 / 8);
	do {
		marks_list(&list, map, list.to, 4096);
		assert_true(list.count && list.count <= MARKS_LISTED);
		assert_int_equal(list.at[0], listed);
		assert_int_equal(list.at[list.count - 1] + 1, list.to);
		listed += list.count;
	} while (list.to < 4096);
	assert_int_equal(listed, 4096);
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
		cmocka_unit_test(marks_are_listed),
		cmocka_unit_test(many_marks_are_listed_in_turn),
		cmocka_unit_test(marks_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
