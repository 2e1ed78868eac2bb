/* Which kinds in one row raise a level: docs/policy.md. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "detectors/detector.h"
#include "reports/inventory/combine.h"
#include "scanner/base/buffer.h"

static uint64_t kind(const char *id)
{
	return UINT64_C(1) << detector_find(id);
}

/* The ids of those that hold, one after the other. */
static void assert_combined(uint64_t kinds, uint64_t people, const char *ids,
			    int level)
{
	uint32_t combined = combinations_of(kinds, people);
	struct buffer text = { 0 };
	size_t i;

	for (i = 0; i < combination_count; i++)
		if (combined >> i & 1)
			buffer_format(&text, "%s ", combinations[i].id);
	assert_string_equal(buffer_string(&text), ids);
	buffer_release(&text);
	assert_int_equal(combinations_level(combined), level);
}

static void test_raises(void **state)
{
	uint64_t id = kind("cn.resident_id"), card = kind("payment_card");
	uint64_t mobile = kind("cn.mobile"), email = kind("email");

	uint64_t name = kind("cn.person_name"), home = kind("cn.address");
	uint64_t born = kind("birth_date"), sex = kind("sex");

	(void)state;
	assert_combined(0, 1000000, "", 0);
	assert_combined(id | mobile | card, 1000000, "", 0);
	assert_combined(mobile | card | email, 1000000, "", 0);
	assert_combined(name | email, 1000000, "", 0);
	assert_combined(name | id, 1, "AGG-2 ", 3);
	assert_combined(name | mobile, 1, "AGG-4 ", 3);
	assert_combined(name | home, 1, "AGG-4 ", 3);
	assert_combined(name | id | mobile, 999, "AGG-2 AGG-4 ", 3);
	assert_combined(name | id | mobile, 1000, "AGG-1 AGG-2 AGG-4 ", 4);
	assert_combined(name | id | card | email, 1000, "AGG-1 AGG-2 ", 4);
	assert_combined(name | id | card | mobile, 1,
			"AGG-2 AGG-3 AGG-4 ", 4);
	assert_combined(born | sex | home, 1, "AGG-8 ", 3);
	assert_combined(born | sex | home | card, 1, "", 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_raises),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
