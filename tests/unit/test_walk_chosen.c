/* What the walk leaves out: by options, by ignore files, its own files. */
#include "tests/unit/walked.h"

static void test_exclude_and_include(void **state)
{
	struct walk_options options = walked_options(state, ROOTS("share"));
	struct walked walked = { 0 };

	folder("share");
	folder("share/build");
	folder("share/src");
	folder("share/src/build");
	put("share/build/x.csv", "x");
	put("share/src/build/y.csv", "y");
	put("share/src/a.csv", "a");
	put("share/src/a.log", "log");
	assert_int_equal(symlink("a.csv", "share/src/link"), 0);
	options.exclude = ROOTS("/build/", "link");
	options.include = ROOTS("*.csv", "*.xlsx");
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 5);
	/* one entry stands for the whole folder */
	assert_reason(&walked, "share/build", REASON_EXCLUDED);
	assert_true(S_ISDIR(walked_at(&walked, "share/build")->stat.st_mode));
	assert_read(&walked, "share/src/build/y.csv", "y");
	assert_read(&walked, "share/src/a.csv", "a");
	assert_reason(&walked, "share/src/a.log", REASON_EXCLUDED);
	assert_reason(&walked, "share/src/link", REASON_EXCLUDED);
	walked_release(&walked);
}

static void test_ignore_files(void **state)
{
	struct walk_options options = walked_options(state, ROOTS("share"));
	struct walked walked = { 0 };

	folder("share");
	folder("share/in");
	folder("share/pruned");
	put("share/.pandianignore", "*.log\n/in/x\npruned\n!pruned/keep\n");
	put("share/in/.pandianignore", "!b.log\n*.csv\n");
	put("share/pruned/keep", "keep");
	put("share/in/a.log", "a");
	put("share/in/b.log", "b");
	put("share/in/c.csv", "c");
	put("share/in/d.csv", "d");
	put("share/in/x", "x");
	put("share/x", "x");
	options.exclude = ROOTS("!d.csv");
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 9);
	assert_reason(&walked, "share/pruned", REASON_EXCLUDED);
	assert_reason(&walked, "share/in/a.log", REASON_EXCLUDED);
	assert_reason(&walked, "share/in/c.csv", REASON_EXCLUDED);
	assert_reason(&walked, "share/in/x", REASON_EXCLUDED);
	assert_read(&walked, "share/in/b.log", "b");
	assert_read(&walked, "share/in/d.csv", "d");
	assert_read(&walked, "share/x", "x");
	assert_true(walked_at(&walked, "share/.pandianignore")->open);

	options.no_ignore = true;
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 9);
	assert_read(&walked, "share/pruned/keep", "keep");
	assert_read(&walked, "share/in/a.log", "a");
	walked_release(&walked);
}

static void test_odd_ignore_files_are_not_obeyed(void **state)
{
	struct walk_options options = walked_options(state, ROOTS("share"));
	struct walked walked = { 0 };

	folder("share");
	folder("share/fifo");
	folder("share/link");
	folder("share/large");
	put("share/rules", "*\n");
	put("share/fifo/a", "a");
	put("share/link/b", "b");
	put("share/large/c", "c");
	assert_int_equal(mkfifo("share/fifo/.pandianignore", 0600), 0);
	assert_int_equal(symlink("../rules", "share/link/.pandianignore"), 0);
	put("share/large/.pandianignore", "*\n");
	assert_int_equal(truncate("share/large/.pandianignore", 65537), 0);
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_read(&walked, "share/fifo/a", "a");
	assert_read(&walked, "share/link/b", "b");
	assert_read(&walked, "share/large/c", "c");
	walked_release(&walked);
}

static void test_own_files_are_left_alone(void **state)
{
	struct walk_options options = walked_options(state, ROOTS("share"));
	struct walked walked = { 0 };
	struct walk_inode own;
	struct stat s;

	folder("share");
	put("share/inventory.db", "ours");
	put("share/a", "one");
	assert_int_equal(link("share/inventory.db", "share/again"), 0);
	assert_int_equal(stat("share/inventory.db", &s), 0);
	own = (struct walk_inode){ s.st_dev, s.st_ino };
	options.own = &own;
	options.own_count = 1;
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 3);
	assert_reason(&walked, "share/inventory.db", REASON_EXCLUDED);
	assert_reason(&walked, "share/again", REASON_EXCLUDED);
	walked_release(&walked);
}

static int run(const bool *mode)
{
	const struct CMUnitTest tests[] = {
		WALKED_TEST(test_exclude_and_include),
		WALKED_TEST(test_ignore_files),
		WALKED_TEST(test_odd_ignore_files_are_not_obeyed),
		WALKED_TEST(test_own_files_are_left_alone),
	};

	return cmocka_run_group_tests_name(
		*mode ? "walk without openat2" : "walk", tests, NULL, NULL);
}

int main(void)
{
	return run(&(const bool){ false }) + run(&(const bool){ true });
}
