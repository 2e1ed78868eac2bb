/* The name of the rules changes with whatever decides about findings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reports/inventory/policy_table.h"
#include "scanner/cli/rules.h"

static void assert_same(const struct policy *policy, bool same)
{
	char built_in[RULES_NAME], name[RULES_NAME];

	rules_name(policy_default(), built_in);
	rules_name(policy, name);
	assert_int_equal(strlen(name), RULES_NAME - 1);
	assert_int_equal(strspn(name, "0123456789abcdef"), RULES_NAME - 1);
	assert_int_equal(!strcmp(name, built_in), same);
}

static void the_same_policy(void **state)
{
	struct problem problem = { 0 };
	struct policy *policy = policy_load("reports/inventory/policy.tsv",
					    &problem);

	(void)state;
	assert_non_null(policy);
	assert_same(policy, true);
	policy_free(policy);
}

/* Of a kind that no detector names by itself, too. */
static void any_level(void **state)
{
	size_t i, bytes = policy_table.count * sizeof(struct policy_row);
	struct policy_row *rows = malloc(bytes);
	struct policy policy = { rows, policy_table.count };

	(void)state;
	assert_non_null(rows);
	memcpy(rows, policy_table.rows, bytes);
	assert_same(&policy, true);
	for (i = 0; i < policy.count; i++) {
		rows[i].level++;
		assert_same(&policy, false);
		rows[i].level--;
	}
	rows[0].pipl[0] = 'N';
	assert_same(&policy, false);
	free(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_policy),
		cmocka_unit_test(any_level),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
