/* Libraries that are opened late: by several threads, and when they, or a
 * function of theirs, are not there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>
#include <libxml/HTMLparser.h>
#include <pthread.h>
#include <string.h>

#include "scanner/base/library.h"
#include "scanner/base/sonames.h"

void not_in_libxml2(void);

#define THERE(F) F(htmlEntityLookup) F(xmlStrEqual)
#define LACKING(F) F(htmlEntityLookup) F(not_in_libxml2)
LIBRARY(there, SONAME_xml2, THERE)
LIBRARY(lacking, SONAME_xml2, LACKING)
LIBRARY(absent, "libpandian-absent.so.0", THERE)

static void *look(void *unused)
{
	const struct there *library = there();

	(void)unused;
	if (!library || library->htmlEntityLookup(BAD_CAST "lt")->value != '<')
		return NULL;
	return (void *)library;
}

static void threads_share_a_table(void **state)
{
	pthread_t threads[4];
	void *tables[4];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(threads + i, NULL, look, NULL),
				 0);
	for (size_t i = 0; i < 4; i++)
		pthread_join(threads[i], tables + i);
	for (size_t i = 0; i < 4; i++)
		assert_ptr_equal(tables[i], there());
	assert_int_equal(there()->xmlStrEqual(BAD_CAST "a", BAD_CAST "a"), 1);
}

static void nothing_without_all_functions(void **state)
{
	(void)state;
	assert_null(lacking());
	assert_null(lacking());
	assert_null(absent());
}

static void missing_is_said(void **state)
{
	struct problem problem = { 0 };

	(void)state;
	assert_int_equal(library_missing(&problem, OUTCOME_FAILED, "libx.so.1"),
			 OUTCOME_FAILED);
	assert_int_equal(problem.reason, REASON_UNSUPPORTED);
	assert_non_null(strstr(problem.words, "libx.so.1"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(threads_share_a_table),
		cmocka_unit_test(nothing_without_all_functions),
		cmocka_unit_test(missing_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
