/* Declared test data: marks on lines, and the allow file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>
#include <sodium.h>

#include "scanner/cli/allow.h"

#define SALT \
	"# salt: " \
	"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f\n"
#define FIRST "00112233445566778899aabbccddeeff"
#define SECOND "ff112233445566778899aabbccddeeff"

static enum mark mark(const char *line)
{
	return allow_mark(line, strlen(line), "cn.resident_id");
}

static void test_marks(void **state)
{
	(void)state;
	assert_int_equal(mark(""), MARK_NONE);
	assert_int_equal(mark("// pandian:allow"), MARK_NONE);
	assert_int_equal(mark("// pandian:allow cn.resident"), MARK_NONE);
	assert_int_equal(mark("// pandian:allow cn.resident_ids x"),
			 MARK_NONE);
	assert_int_equal(mark("// pandian:allow email x"), MARK_NONE);
	assert_int_equal(mark("// pandian:allow cn.resident_id"),
			 MARK_NO_REASON);
	assert_int_equal(mark("/* pandian:allow cn.resident_id */\r\n"),
			 MARK_NO_REASON);
	assert_int_equal(mark("// pandian:allow cn.resident_id\n"),
			 MARK_NO_REASON);
	assert_int_equal(mark("// pandian:allow\tcn.resident_id\tx"),
			 MARK_GOOD);
	assert_int_equal(mark("# pandian:allow cn.resident_id 虚构"),
			 MARK_GOOD);
	assert_int_equal(mark("pandian:allow email a pandian:allow "
			      "cn.resident_id b"), MARK_GOOD);
}

static struct finding finding(const char *path, const char *fingerprint)
{
	return (struct finding){ .path = path, .fingerprint = fingerprint,
				 .detector = detector_find("cn.resident_id") };
}

static bool has(struct allow *allow, const char *path, const char *value)
{
	struct finding f = finding(path, value);

	return allow_has(allow, &f);
}

static void test_file(void **state)
{
	static const char text[] = "# words\n" SALT "\n"
		SECOND " cn.resident_id b\n"
		FIRST " cn.resident_id a\\x0ab \\\\.zip!/c\r\n"
		FIRST " cn.resident_id b";
	struct problem problem = { 0 };
	struct buffer out = { 0 }, again = { 0 };
	struct finding new = finding("a", FIRST);
	struct allow allow;

	(void)state;
	assert_int_equal(allow_init(&allow, text, strlen(text), &problem),
			 OUTCOME_OK);
	assert_int_equal(allow.count, 3);
	assert_int_equal(allow.keys.engagement[31], 0x1F);
	assert_true(has(&allow, "a\nb \\.zip!/c", FIRST));
	assert_true(has(&allow, "b", SECOND));
	assert_false(has(&allow, "a", FIRST));

	/* Only what was looked for and not found is not needed. */
	allow_text(&allow, &out);
	assert_int_equal(allow.count, 3);
	allow_read(&allow, "a\nb \\.zip");
	allow_read(&allow, "b");
	assert_true(allow_add(&allow, &new));
	assert_true(allow_add(&allow, &new));
	allow_text(&allow, &again);
	assert_non_null(strstr(buffer_string(&out),
			       SALT FIRST " cn.resident_id a\\x0ab "
			       "\\\\.zip!/c\n" FIRST " cn.resident_id b\n"
			       SECOND " cn.resident_id b\n"));
	assert_non_null(strstr(buffer_string(&again),
			       SALT FIRST " cn.resident_id a\n" FIRST
			       " cn.resident_id a\\x0ab \\\\.zip!/c\n" SECOND
			       " cn.resident_id b\n"));
	buffer_release(&out);
	buffer_release(&again);
	allow_release(&allow);
}

static void test_bad_files(void **state)
{
	static const char *const bad[] = {
		"nonsense", SALT FIRST, SALT FIRST " kind",
		SALT FIRST " kind ", SALT "0" FIRST " kind path",
		SALT " kind path", "# salt: 00\n", "# salt: x\n",
		FIRST " cn.resident_id a\n", "<<<<<<< HEAD\n",
	};
	struct problem problem;
	struct allow allow;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		problem = (struct problem){ 0 };
		assert_int_equal(allow_init(&allow, bad[i], strlen(bad[i]),
					    &problem), OUTCOME_FATAL);
		assert_int_equal(problem.reason, REASON_DAMAGED);
		allow_release(&allow);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_bad_files),
	};

	if (sodium_init() < 0)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
