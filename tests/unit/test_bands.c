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
				 .high = 100001, .sensitive = 9999,
				 .items = 5000 };

	(void)state;
	assert_int_equal(reach("V-100K", &people), REACH_MAYBE);
	assert_int_equal(reach("V-1M", &people), REACH_NO);
	assert_int_equal(reach("V-SPI-10K", &people), REACH_NO);
	assert_int_equal(reach("V-CR-5000", &people), REACH_YES);
	people.low = people.high = 10000000;
	people.sensitive = 100000;
	people.items = 4999;
	assert_int_equal(reach("V-100K", &people), REACH_YES);
	assert_int_equal(reach("V-10M", &people), REACH_YES);
	assert_int_equal(reach("V-SPI-100K", &people), REACH_YES);
	assert_int_equal(reach("V-CR-5000", &people), REACH_NO);
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
		cmocka_unit_test(tables_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
