/* The threshold sample: exact when small, right when large, and the same for
 * every order of insertion and merging. Hashes in lanes, and escaped names
 * of files. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "scanner/base/escape.h"
#include "scanner/base/sketch.h"

#define ODD 1
#define THIRD 2

/* SplitMix64: a bijection, so different n give different hashes. */
static uint64_t hash_of(uint64_t n)
{
	n += 0x9E3779B97F4A7C15;
	n = (n ^ n >> 30) * 0xBF58476D1CE4E5B9;
	n = (n ^ n >> 27) * 0x94D049BB133111EB;
	return n ^ n >> 31;
}

static uint32_t traits_of(uint64_t n)
{
	return (n % 2 ? ODD : 0) | (n % 3 == 0 ? THIRD : 0);
}

static void fill(struct sketch *sketch, uint64_t from, uint64_t to)
{
	for (; from < to; from++)
		assert_true(sketch_insert(sketch, hash_of(from),
					  traits_of(from)));
}

/* Same threshold, same values, same traits. */
static void assert_same(const struct sketch *a, const struct sketch *b)
{
	uint32_t with;

	assert_int_equal(a->threshold, b->threshold);
	assert_int_equal(a->used, b->used);
	for (with = 0; with < 4; with++)
		assert_int_equal(sketch_sampled(a, with, 0),
				 sketch_sampled(b, with, 0));
}

static void assert_near(struct estimate e, double truth)
{
	assert_true(e.error > 0);
	assert_true(fabs(e.value - truth) < 4 * e.error);
}

static void small_is_exact(void **state)
{
	struct sketch s;
	int round;

	(void)state;
	sketch_init(&s, SKETCH_ROOM);
	for (round = 0; round < 3; round++)
		fill(&s, 0, SKETCH_ROOM);
	assert_true(sketch_exact(&s));
	assert_int_equal(sketch_count(&s, 0, 0).value, SKETCH_ROOM);
	assert_int_equal(sketch_count(&s, ODD, 0).value, SKETCH_ROOM / 2);
	assert_true(sketch_count(&s, 0, 0).error == 0);
	sketch_release(&s);
}

static void million_is_near(void **state)
{
	struct sketch s;

	(void)state;
	sketch_init(&s, SKETCH_ROOM);
	fill(&s, 0, 1000000);
	assert_false(sketch_exact(&s));
	assert_true(s.used <= SKETCH_ROOM);
	assert_true(s.used > SKETCH_ROOM / 2);
	assert_near(sketch_count(&s, 0, 0), 1e6);
	assert_near(sketch_count(&s, ODD, 0), 5e5);
	assert_near(sketch_count(&s, THIRD, ODD), 1e6 / 6);
	assert_true(sketch_count(&s, 0, 0).error < 0.0091 * 1e6);
	sketch_release(&s);
}

static void order_does_not_matter(void **state)
{
	struct sketch forth, back, parts[4], merged;
	uint64_t n = 100000, i;

	(void)state;
	sketch_init(&forth, SKETCH_ROOM);
	sketch_init(&back, SKETCH_ROOM);
	fill(&forth, 0, n);
	for (i = n; i-- > 0;)
		assert_true(sketch_insert(&back, hash_of(i), traits_of(i)));
	assert_same(&forth, &back);
	for (i = 0; i < 4; i++) { /* overlapping */
		sketch_init(&parts[i], SKETCH_ROOM);
		fill(&parts[i], i * n / 5, (i + 2) * n / 5);
	}
	sketch_init(&merged, SKETCH_ROOM);
	for (i = 4; i-- > 0;)
		assert_true(sketch_merge(&merged, &parts[i], UINT32_MAX));
	assert_same(&forth, &merged);
	for (i = 0; i < 4; i++)
		sketch_release(&parts[i]);
	sketch_release(&forth);
	sketch_release(&back);
	sketch_release(&merged);
}

/* A sample that takes no more than the one it will be merged into adds the
 * same as one that takes all. */
static void cut_samples_add_up(void **state)
{
	struct sketch whole, sum, part;

	(void)state;
	sketch_init(&whole, SKETCH_ROOM);
	sketch_init(&sum, SKETCH_ROOM);
	sketch_init(&part, SKETCH_ROOM);
	fill(&whole, 0, 300000);
	fill(&sum, 0, 100000);
	/* It counts for what it keeps: a part may have two for one. */
	sketch_cut(&part, sum.threshold);
	fill(&part, 50000, 50200);
	assert_true(sketch_bytes(&part) < sketch_bytes(&sum) / 8);
	fill(&part, 50200, 300000);
	assert_true(part.used < 250000 / 4);
	assert_true(sketch_merge(&sum, &part, UINT32_MAX));
	assert_same(&whole, &sum);
	assert_int_equal(sketch_bytes(&whole), sketch_bytes(&sum));
	sketch_release(&whole);
	sketch_release(&sum);
	sketch_release(&part);
}

static void traits_add_up(void **state)
{
	struct sketch a, b;

	(void)state;
	sketch_init(&a, SKETCH_ROOM);
	sketch_init(&b, SKETCH_ROOM);
	assert_true(sketch_insert(&a, 42, ODD));
	assert_true(sketch_insert(&b, 42, THIRD | 4));
	assert_true(sketch_merge(&a, &b, THIRD));
	assert_int_equal(sketch_sampled(&a, ODD | THIRD, 4), 1);
	assert_int_equal(a.used, 1);
	assert_true(sketch_insert(&a, 0, 0)); /* the empty mark's own value */
	assert_int_equal(a.used, 2);
	sketch_release(&a);
	sketch_release(&b);
}

/* Values with one trait, of those that are asked for. */
static void single_traits(void **state)
{
	struct sketch s;

	(void)state;
	sketch_init(&s, 64);
	assert_true(sketch_insert(&s, 10, 1) && sketch_insert(&s, 11, 2) &&
		    sketch_insert(&s, 12, 4) && sketch_insert(&s, 13, 0));
	assert_int_equal(sketch_single(&s, UINT32_MAX), 3);
	assert_int_equal(sketch_single(&s, 6), 2);
	assert_true(sketch_insert(&s, 12, 4) && sketch_insert(&s, 11, 1));
	assert_int_equal(sketch_single(&s, 6), 1);
	sketch_release(&s);
}

static void shrinks(void **state)
{
	struct sketch whole, s;
	size_t before;

	(void)state;
	sketch_init(&s, SKETCH_ROOM);
	fill(&s, 0, 50000);
	before = sketch_bytes(&s);
	sketch_shrink(&s, 1024);
	assert_true(sketch_bytes(&s) < before / 8);
	assert_true(s.used <= 1024);
	fill(&s, 50000, 200000);
	assert_near(sketch_count(&s, 0, 0), 2e5);
	sketch_init(&whole, 1024); /* as if it had been small from the start */
	fill(&whole, 0, 200000);
	assert_same(&s, &whole);
	sketch_release(&s);
	sketch_release(&whole);
}

static void names_come_back(void **state)
{
	static const char *const names[][2] = {
		{ "share/客户.xlsx", "share/客户.xlsx" },
		{ "a\\b", "a\\\\b" },
		{ "\\x41", "\\\\x41" },
		{ "gbk \xBF\xCD", "gbk \\xbf\\xcd" },
		{ "line\nend\x7F", "line\\x0aend\\x7f" },
		{ "exe\xE2\x80\xAE" "fdp", "exe\\xe2\\x80\\xae" "fdp" },
	};
	struct buffer text = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		buffer_clear(&text);
		path_escape(&text, names[i][0]);
		assert_string_equal(buffer_string(&text), names[i][1]);
		path_unescape((char *)text.bytes);
		assert_string_equal((char *)text.bytes, names[i][0]);
	}
	buffer_release(&text);
}

/* Texts that fill the room of a buffer, and those that go beyond it. */
static void formats_of_any_length(void **state)
{
	(void)state;
	for (int width = 1; width < 1100; width++) {
		struct buffer text = { 0 };

		buffer_format(&text, "%*d", width, 7);
		assert_int_equal(text.length, width);
		buffer_format(&text, "%s", "end");
		assert_int_equal(text.length, width + 3);
		assert_string_equal(buffer_string(&text) + width - 1, "7end");
		buffer_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(small_is_exact),
		cmocka_unit_test(million_is_near),
		cmocka_unit_test(order_does_not_matter),
		cmocka_unit_test(cut_samples_add_up),
		cmocka_unit_test(traits_add_up),
		cmocka_unit_test(single_traits),
		cmocka_unit_test(shrinks),
		cmocka_unit_test(names_come_back),
		cmocka_unit_test(formats_of_any_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
