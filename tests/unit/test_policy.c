/* The table of levels: what is compiled in is the file, and files of users
 * are read or refused in words that help. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>

#include "detectors/detector.h"
#include "reports/inventory/policy_table.h"

#define HEADER "code\tzh\trec\tjrt0171\tpipl\tjrt0197\n"

static struct policy *load(const char *text, struct problem *problem)
{
	char name[] = "/tmp/pandian-policy-XXXXXX";
	int fd = mkstemp(name);
	struct policy *policy;

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
	*problem = (struct problem){ 0 };
	policy = policy_load(name, problem);
	unlink(name);
	return policy;
}

static void refused(const char *text, const char *words)
{
	struct problem problem;

	assert_null(load(text, &problem));
	assert_non_null(strstr(problem.words, words));
}

static void built_in_is_the_file(void **state)
{
	struct problem problem = { 0 };
	struct policy *file = policy_load("reports/inventory/policy.tsv",
					  &problem);
	const struct policy *built_in = policy_default();
	size_t i;

	(void)state;
	assert_non_null(file);
	assert_int_equal(file->count, built_in->count);
	for (i = 0; i < file->count; i++)
		assert_memory_equal(&file->rows[i], &built_in->rows[i],
				    sizeof(file->rows[i]));
	policy_free(file);
}

static void every_detector_has_a_row(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < detector_count; i++)
		assert_string_equal(policy_row(policy_default(),
					       detectors[i]->policy)->code,
				    detectors[i]->policy);
}

static void known_levels(void **state)
{
	const struct policy *p = policy_default();

	(void)state;
	assert_int_equal(policy_row(p, "ID_NUMBER")->level, 3);
	assert_true(policy_row(p, "ID_NUMBER")->sensitive);
	assert_true(policy_row(p, "BANK_CARD")->sensitive);
	assert_false(policy_row(p, "MOBILE")->sensitive);
	assert_string_equal(policy_row(p, "MOBILE")->seed, "半公开");
	assert_int_equal(policy_row(p, "NAME")->level, 2);
	assert_string_equal(policy_row(p, "NAME")->jrt0171, "C1");
	assert_int_equal(policy_row(p, "MILITARY_ID")->level, 3);
	assert_int_equal(policy_row(p, "CVV")->level, 4);
	assert_int_equal(policy_row(p, "no such")->level, 1);
	assert_string_equal(policy_row(p, "no such")->code, "UNKNOWN");
}

static void users_files_are_read(void **state)
{
	struct problem problem;
	struct policy *p;

	(void)state;
	/* other order, other columns, remarks, CRLF, no last line end */
	p = load("# ours\r\njrt0197\tx\tcode\tzh\tpipl\trec\tjrt0171\r\n\r\n"
		 "3+\t-\tMOBILE\t手机\tY? (maybe)\t私密\tC2 [D]\r\n"
		 "2 (3 if linked)\t-\tNAME\t姓名\tN\t公开\tC1", &problem);
	assert_non_null(p);
	assert_int_equal(p->count, 2);
	assert_int_equal(policy_row(p, "MOBILE")->level, 3);
	assert_string_equal(policy_row(p, "MOBILE")->pipl, "Y?");
	assert_true(policy_row(p, "MOBILE")->sensitive);
	assert_string_equal(policy_row(p, "MOBILE")->jrt0171, "C2");
	assert_int_equal(policy_row(p, "NAME")->level, 2);
	policy_free(p);
}

static void mistakes_are_named(void **state)
{
	struct problem problem = { 0 };

	(void)state;
	refused("", "no rows");
	refused(HEADER, "no rows");
	refused("code\tzh\n", ":1: no column \"rec\"");
	refused(HEADER "A\ta\t公开\tC1\tN\t9\n", ":2: column \"jrt0197\"");
	refused(HEADER "\n\tb\t公开\tC1\tN\t2\n", ":3: column \"code\"");
	refused(HEADER "A\ta\t公开\n", ":2: column \"jrt0171\"");
	refused(HEADER "A\ta\tx\tC1\tN\t2\nA\ta\tx\tC1\tN\t3\n",
		":3: \"A\" stands in an earlier line");
	refused(HEADER "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\ta\tx\tC1\tN\t2\n",
		":2: column \"code\"");
	assert_null(policy_load("/nonexistent/policy.tsv", &problem));
	assert_int_equal(problem.reason, REASON_VANISHED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(built_in_is_the_file),
		cmocka_unit_test(every_detector_has_a_row),
		cmocka_unit_test(known_levels),
		cmocka_unit_test(users_files_are_read),
		cmocka_unit_test(mistakes_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
