/* Where the walk has to stop: rights, mounts, depth. */
#include "tests/unit/walked.h"

#include <pwd.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>

#define SKIP 77

/* Runs in a child of its own, where nothing may fail by cmocka: 0 when it
 * went well, SKIP, or a number that tells what did not. */
static int in_child(int (*run)(const struct walk_options *),
		    const struct walk_options *options)
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (!child)
		_exit(run(options));
	assert_int_equal(waitpid(child, &status, 0), child);
	if (WIFEXITED(status) && WEXITSTATUS(status) == SKIP) {
		print_message("needs root\n");
		skip();
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool is_reason(const struct walked *walked, const char *path,
		      enum reason reason)
{
	const struct seen *seen = walked_find(walked, path);

	return seen && seen->problem.reason == reason;
}

static int walk_as_nobody(const struct walk_options *options)
{
	struct passwd *nobody = getpwnam("nobody");
	struct walked walked = { 0 };

	if (getuid() == 0 &&
	    (!nobody ||
	     setresuid(nobody->pw_uid, nobody->pw_uid, nobody->pw_uid) < 0))
		return SKIP;
	if (walked_run(&walked, options) != OUTCOME_OK || walked.count != 4)
		return 1;
	if (!is_reason(&walked, "share/closed", REASON_DENIED) ||
	    !is_reason(&walked, "share/secret", REASON_DENIED) ||
	    !is_reason(&walked, "share/blind/x", REASON_DENIED))
		return 2;
	/* of another owner: opened without O_NOATIME */
	if (!is_reason(&walked, "share/a", REASON_NONE))
		return 3;
	walked_release(&walked);
	return 0;
}

static void test_denied(void **state)
{
	struct walk_options options = walked_options(state, ROOTS("share"));

	assert_int_equal(chmod(".", 0755), 0);
	folder("share");
	folder("share/closed");
	folder("share/blind");
	put("share/closed/x", "x");
	put("share/blind/x", "x");
	put("share/secret", "s");
	put("share/a", "one");
	assert_int_equal(chmod("share/closed", 0), 0);
	assert_int_equal(chmod("share/blind", 0444), 0);
	assert_int_equal(chmod("share/secret", 0), 0);
	assert_int_equal(in_child(walk_as_nobody, &options), 0);
	assert_int_equal(chmod("share/closed", 0700), 0);
	assert_int_equal(chmod("share/blind", 0700), 0);
}

static int walk_over_mounts(const struct walk_options *given)
{
	struct walk_options options = *given;
	struct walked walked = { 0 };

	if (unshare(CLONE_NEWNS) < 0 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    mount("proc", "share/proc", "proc", 0, NULL) < 0 ||
	    mount("tmpfs", "share/tmpfs", "tmpfs", 0, NULL) < 0 ||
	    mount("share", "share/bind", NULL, MS_BIND, NULL) < 0 ||
	    mount("/proc/version", "share/version", NULL, MS_BIND, NULL) < 0)
		return SKIP;
	put("share/tmpfs/b", "two");
	if (walked_run(&walked, &options) != OUTCOME_OK || walked.count != 5)
		return 1;
	if (!is_reason(&walked, "share/proc", REASON_PSEUDO_FS) ||
	    !is_reason(&walked, "share/version", REASON_PSEUDO_FS) ||
	    !is_reason(&walked, "share/bind", REASON_LOOP) ||
	    !is_reason(&walked, "share/tmpfs/b", REASON_NONE))
		return 2;
	options.one_file_system = true;
	if (walked_run(&walked, &options) != OUTCOME_OK || walked.count != 5)
		return 3;
	if (!is_reason(&walked, "share/tmpfs", REASON_OTHER_FS) ||
	    !is_reason(&walked, "share/a", REASON_NONE))
		return 4;
	walked_release(&walked);
	return 0;
}

static void test_mounts(void **state)
{
	struct walk_options options = walked_options(state, ROOTS("share"));

	folder("share");
	folder("share/proc");
	folder("share/tmpfs");
	folder("share/bind");
	put("share/a", "one");
	put("share/version", "");
	assert_int_equal(in_child(walk_over_mounts, &options), 0);
}

/* Makes nested folders and stands in the innermost. */
static void nest(unsigned depth, const char *name, const char *beside)
{
	for (unsigned i = 0; i < depth; i++) {
		folder(name);
		if (beside) {
			char path[64];

			folder(beside);
			snprintf(path, sizeof(path), "%s/f", beside);
			put(path, "leaf");
		}
		assert_int_equal(chdir(name), 0);
	}
}

static size_t count_text(const struct walked *walked, const char *text)
{
	size_t count = 0;

	for (size_t i = 0; i < walked->count; i++)
		count += !strcmp(walked->entries[i].text, text);
	return count;
}

/* The path is 100 times longer than PATH_MAX. */
static void test_deep_chain(void **state)
{
	struct walk_options options = walked_options(state, ROOTS("share"));
	struct walked walked = { 0 };
	char name[151];
	int home = open(".", O_RDONLY | O_DIRECTORY);

	memset(name, 'n', 150);
	name[150] = 0;
	folder("share");
	assert_int_equal(chdir("share"), 0);
	nest(3000, name, NULL);
	put("bottom", "bottom");
	nest(1200, "d", NULL);
	put("below", "below");
	assert_int_equal(fchdir(home), 0);
	close(home);
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 2);
	assert_string_equal(walked.entries[0].text, "bottom");
	assert_int_equal(walked.entries[1].problem.reason, REASON_DEPTH);
	walked_release(&walked);
}

/* At each level a second folder waits for its turn, but only few descriptors
 * are to be had. */
static void test_deep_comb(void **state)
{
	struct walk_options options = walked_options(state, ROOTS("share"));
	struct rlimit limit, low = { 32, 32 };
	struct walked walked = { 0 };
	int home = open(".", O_RDONLY | O_DIRECTORY);

	folder("share");
	assert_int_equal(chdir("share"), 0);
	nest(300, "b", "a");
	assert_int_equal(fchdir(home), 0);
	assert_int_equal(chdir("share"), 0);
	for (unsigned i = 0; i < 300; i++) {
		folder("c");
		put("c/f", "leaf");
		assert_int_equal(chdir("b"), 0);
	}
	assert_int_equal(fchdir(home), 0);
	close(home);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
	low.rlim_max = limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
	assert_int_equal(walked.count, 600);
	assert_int_equal(count_text(&walked, "leaf"), 600);
	walked_release(&walked);
}

static int run(const bool *mode)
{
	const struct CMUnitTest tests[] = {
		WALKED_TEST(test_denied),
		WALKED_TEST(test_mounts),
		WALKED_TEST(test_deep_chain),
		WALKED_TEST(test_deep_comb),
	};

	return cmocka_run_group_tests_name(
		*mode ? "walk without openat2" : "walk", tests, NULL, NULL);
}

int main(void)
{
	return run(&(const bool){ false }) + run(&(const bool){ true });
}
