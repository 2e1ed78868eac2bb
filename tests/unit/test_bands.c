/* Thresholds of the law, and who reaches them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "reports/inventory/bands.h"

static enum reach reach(const char *id, const struct people *people)
{
	size_t i;

	for (i = 0; i < band_count; i++)
		if (!strcmp(bands[i].id, id))
			return band_reach(&bands[i], people);
	fail_msg("no band %s", id);
	return REACH_NO;
}

static void numbers_reach(void **state)
{
	struct people people = { .estimate = 100000, .low = 99999,
				 .high = 100001, .sensitive = 9999 };

	(void)state;
	assert_int_equal(reach("V-100K", &people), REACH_MAYBE);
	assert_int_equal(reach("V-1M", &people), REACH_NO);
	assert_int_equal(reach("V-SPI-10K", &people), REACH_NO);
	people.sensitive = 10000;
	assert_int_equal(reach("V-SPI-10K", &people), REACH_YES);
	people.low = people.high = 10000000;
	people.sensitive = 100000;
	assert_int_equal(reach("V-100K", &people), REACH_YES);
	assert_int_equal(reach("V-10M", &people), REACH_YES);
	assert_int_equal(reach("V-SPI-100K", &people), REACH_YES);
}

static enum reach reach_of(const char *id, uint64_t others, uint64_t cards)
{
	struct people people = { 0 };

	items_add(&people.items, "MOBILE", others);
	items_add(&people.items, "BANK_CARD", cards);
	assert_int_equal(people.items.all, others + cards);
	assert_int_equal(people.items.of_50, cards);
	return reach(id, &people);
}

/* Half as many are enough for who obtained them in service. */
static void items_reach(void **state)
{
	(void)state;
	assert_int_equal(reach_of("V-CR-50", 100000, 24), REACH_NO);
	assert_int_equal(reach_of("V-CR-50", 0, 25), REACH_MAYBE);
	assert_int_equal(reach_of("V-CR-50", 0, 49), REACH_MAYBE);
	assert_int_equal(reach_of("V-CR-50", 0, 50), REACH_YES);
	assert_int_equal(reach_of("V-CR-5000", 2499, 0), REACH_NO);
	assert_int_equal(reach_of("V-CR-5000", 2500, 0), REACH_MAYBE);
	assert_int_equal(reach_of("V-CR-5000", 4999, 0), REACH_MAYBE);
	assert_int_equal(reach_of("V-CR-5000", 5000, 0), REACH_YES);
	assert_int_equal(reach_of("V-CR-50000", 24999, 0), REACH_NO);
	assert_int_equal(reach_of("V-CR-50000", 50000, 0), REACH_YES);
}

/* Article 5 (6): none of the numbers, but all of them in proportion. */
static void items_add_up(void **state)
{
	struct people people = { 0 };

	(void)state;
	assert_int_equal(reach_of("V-CR-5000", 2600, 23), REACH_MAYBE);
	assert_int_equal(reach_of("V-CR-5000", 2600, 24), REACH_YES);
	assert_int_equal(reach_of("V-CR-50000", 0, 500), REACH_YES);
	items_add(&people.items, "HEALTH", 499);
	assert_int_equal(people.items.of_500, 499);
	assert_int_equal(reach("V-CR-5000", &people), REACH_MAYBE);
	items_sum(&people.items, &(struct items){ 1, 0, 1 });
	assert_int_equal(reach("V-CR-5000", &people), REACH_YES);
}

/* Not reached would say that somebody looked. */
static void what_nobody_looks_for(void **state)
{
	struct people people = { .low = 1000000000, .high = 1000000000 };

	(void)state;
	assert_int_equal(reach("V-CR-500", &people), REACH_UNKNOWN);
	assert_int_equal(reach("V-CR-50", &people), REACH_NO);
	assert_string_equal(reach_name(REACH_UNKNOWN), "unknown");
}

/* Of everything together it means nothing. */
static void tables_alone(void **state)
{
	struct people people = { .low = 1000, .high = 1000 };

	(void)state;
	assert_int_equal(reach("V-AGG-1K", &people), REACH_NO);
	people.path = "a.sql";
	assert_int_equal(reach("V-AGG-1K", &people), REACH_YES);
	assert_string_equal(reach_name(REACH_MAYBE), "maybe");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_reach),
		cmocka_unit_test(items_reach),
		cmocka_unit_test(items_add_up),
		cmocka_unit_test(what_nobody_looks_for),
		cmocka_unit_test(tables_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
