/*
 * What the walk lists, on real trees. Each test runs with openat2 and with
 * its fall-back.
 */
#include "tests/unit/walked.h"

#include <pwd.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>

#define ROOTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static struct walk_options options_for(void **state, const char *const *roots)
{
	return (struct walk_options){ .roots = roots,
				      .no_openat2 = *(const bool *)*state };
}

static void test_files_and_what_is_none(void **state)
{
	struct walk_options options = options_for(state, ROOTS("share"));
	struct sockaddr_un address = { .sun_family = AF_UNIX,
				       .sun_path = "share/socket" };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	struct walked walked = { 0 };

	folder("share");
	folder("share/inner");
	folder("share/empty");
	put("share/a", "one");
	put("share/inner/b", "two");
	put("share/inner/nothing", "");
	assert_int_equal(mkfifo("share/fifo", 0600), 0);
	assert_int_equal(bind(fd, (void *)&address, sizeof(address)), 0);
	close(fd);
	assert_int_equal(symlink("a", "share/link"), 0);
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 6);
	assert_read(&walked, "share/a", "one");
	assert_read(&walked, "share/inner/b", "two");
	assert_read(&walked, "share/inner/nothing", "");
	assert_reason(&walked, "share/fifo", REASON_NOT_REGULAR);
	assert_string_equal(walked_at(&walked, "share/fifo")->problem.words,
			    "a FIFO");
	assert_reason(&walked, "share/socket", REASON_NOT_REGULAR);
	assert_reason(&walked, "share/link", REASON_SYMLINK);
	assert_int_equal(walked_at(&walked, "share/link")->outcome,
			 OUTCOME_FAILED);
	walked_release(&walked);
}

static void test_names_are_bytes(void **state)
{
	static const char *const names[] = {
		"new\nline", "\x1B[31mred", "\xFF\xFE\x80", "-rf", "..\\up",
		"...",	     " ",	    "\xB9\xFA.txt", "a!b", "%s%n",
	};
	struct walk_options options = options_for(state, ROOTS("./share//"));
	struct walked walked = { 0 };
	char path[300] = "share/";

	folder("share");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		snprintf(path + 6, sizeof(path) - 6, "%s", names[i]);
		put(path, names[i]);
	}
	memset(path + 6, 'x', 255);
	put(path, "long");
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, sizeof(names) / sizeof(*names) + 1);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		snprintf(path, sizeof(path), "./share/%s", names[i]);
		assert_read(&walked, path, names[i]);
	}
	walked_release(&walked);
}

static void test_links_are_not_followed(void **state)
{
	struct walk_options options = options_for(state, ROOTS("share"));
	struct walked walked = { 0 };

	folder("share");
	assert_int_equal(symlink("a", "share/a"), 0);
	assert_int_equal(symlink("c", "share/b"), 0);
	assert_int_equal(symlink("b", "share/c"), 0);
	assert_int_equal(symlink("/etc/shadow", "share/shadow"), 0);
	assert_int_equal(symlink("..", "share/up"), 0);
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 5);
	for (size_t i = 0; i < walked.count; i++)
		assert_reason(&walked, walked.entries[i].path, REASON_SYMLINK);
	walked_release(&walked);
}

static void test_links_are_followed_inside_the_roots(void **state)
{
	struct walk_options options =
		options_for(state, ROOTS("share/", "other"));
	struct walked walked = { 0 };
	bool found = false;

	options.follow = true;
	options.exclude = ROOTS("/hidden");
	folder("share");
	folder("other");
	folder("other/inner");
	folder("sharenot");
	folder("share/hidden");
	put("share/hidden/x", "hidden");
	put("other/inner/b", "two");
	put("sharenot/c", "three");
	assert_int_equal(symlink("hidden", "share/to-hidden"), 0);
	assert_int_equal(symlink("hidden", "share/to-hidden-too"), 0);
	assert_int_equal(symlink("../other/inner/b", "share/to-other"), 0);
	assert_int_equal(symlink("../sharenot/c", "share/to-not"), 0);
	assert_int_equal(symlink("../sharenot", "share/to-folder-not"), 0);
	assert_int_equal(symlink("/etc/shadow", "share/to-shadow"), 0);
	assert_int_equal(symlink("to-self", "share/to-self"), 0);
	assert_int_equal(symlink("nothing", "share/to-nothing"), 0);
	assert_int_equal(symlink(".", "share/to-dot"), 0);
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 11);
	assert_reason(&walked, "share/hidden", REASON_EXCLUDED);
	assert_reason(&walked, "share/to-not", REASON_SYMLINK);
	assert_reason(&walked, "share/to-folder-not", REASON_SYMLINK);
	assert_reason(&walked, "share/to-shadow", REASON_SYMLINK);
	assert_reason(&walked, "share/to-self", REASON_SYMLINK);
	assert_reason(&walked, "share/to-nothing", REASON_SYMLINK);
	assert_reason(&walked, "share/to-dot", REASON_LOOP);
	assert_read(&walked, "share/to-other", "two");
	assert_reason(&walked, "other/inner/b", REASON_HARD_LINK);

	/* one of the two links shows what is in the folder */
	for (size_t i = 0; i < walked.count; i++) {
		const struct seen *seen = &walked.entries[i];

		if (!strncmp(seen->path, "share/to-hidden", 15) && !seen->open)
			assert_int_equal(seen->problem.reason, REASON_LOOP);
		found = found || !strcmp(seen->text, "hidden");
	}
	assert_true(found);
	walked_release(&walked);
}

/* A file and a link to it: read under the name that comes first, and the
 * other one says so. */
static void test_a_link_and_its_target_are_one(void **state)
{
	struct walk_options options = options_for(state, ROOTS("./share/"));
	struct walked walked = { 0 };
	char file[64], link[64];

	options.follow = true;
	folder("share");
	for (unsigned i = 0; i < 16; i++) {
		snprintf(file, sizeof(file), "share/%cfile%u", 'a' + i, i);
		snprintf(link, sizeof(link), "share/%clink%u", 'z' - i, i);
		if (i & 1)
			put(file, file);
		assert_int_equal(symlink(file + 6, link), 0);
		put(file, file);
	}
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 32);
	for (unsigned i = 0; i < 16; i++) {
		const struct seen *one, *other;

		snprintf(file, sizeof(file), "./share/%cfile%u", 'a' + i, i);
		snprintf(link, sizeof(link), "./share/%clink%u", 'z' - i, i);
		one = walked_at(&walked, file);
		other = walked_at(&walked, link);
		if (!one->open) {
			one = other;
			other = walked_at(&walked, file);
		}
		assert_string_equal(one->text, file + 2);
		assert_int_equal(other->problem.reason, REASON_HARD_LINK);
		assert_int_equal(other->outcome, OUTCOME_OK);
		assert_string_equal(other->link_of, one->path);
	}
	walked_release(&walked);
}

static void test_an_inode_is_read_once(void **state)
{
	struct walk_options options =
		options_for(state, ROOTS("share", "share/inner/",
					 "share/inner/a", "share"));
	struct walked walked = { 0 };
	size_t open = 0;
	char name[64];

	folder("share");
	folder("share/inner");
	put("share/inner/a", "one");
	put("share/first", "two");
	for (unsigned i = 0; i < 50; i++) {
		snprintf(name, sizeof(name), "share/inner/link%u", i);
		assert_int_equal(link("share/first", name), 0);
	}
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	/* a twice, 51 names of the other, two roots that were walked */
	assert_int_equal(walked.count, 2 + 51 + 2);
	for (size_t i = 0; i < walked.count; i++) {
		const struct seen *seen = &walked.entries[i];

		open += seen->open;
		if (strncmp(seen->path, "share/inner/link", 16))
			continue;
		assert_int_equal(seen->problem.reason, REASON_HARD_LINK);
		assert_int_equal(seen->outcome, OUTCOME_OK);
		assert_string_equal(seen->link_of, "share/first");
	}
	assert_int_equal(open, 2);
	assert_reason(&walked, "share", REASON_LOOP);
	assert_reason(&walked, "share/inner", REASON_LOOP);
	walked_release(&walked);
}

static void test_roots(void **state)
{
	struct walk_options options =
		options_for(state, ROOTS("to-share/", "b.csv", "c.iso"));
	struct walked walked = { 0 };

	folder("share");
	put("share/a", "one");
	put("b.csv", "two");
	put("c.iso", "three");
	assert_int_equal(symlink("share", "to-share"), 0);
	options.exclude = ROOTS("*.iso", "to-share", "share");
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 3);
	assert_read(&walked, "to-share/a", "one");
	assert_read(&walked, "b.csv", "two");
	assert_reason(&walked, "c.iso", REASON_EXCLUDED);

	options.roots = ROOTS("/proc/self/status", "/proc/", "/dev/null");
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 3);
	assert_reason(&walked, "/proc", REASON_PSEUDO_FS);
	assert_reason(&walked, "/proc/self/status", REASON_PSEUDO_FS);
	assert_reason(&walked, "/dev/null", REASON_NOT_REGULAR);

	/* nothing is read when one of them is missing */
	options.roots = ROOTS("share", "b.csv", "shar");
	assert_int_equal(walked_run(&walked, &options), OUTCOME_FATAL);
	assert_int_equal(walked.count, 0);
	assert_non_null(strstr(walked.problem.words, "shar: "));
}

static void test_exclude_and_include(void **state)
{
	struct walk_options options = options_for(state, ROOTS("share"));
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
	struct walk_options options = options_for(state, ROOTS("share"));
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
	struct walk_options options = options_for(state, ROOTS("share"));
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
	struct walk_options options = options_for(state, ROOTS("share"));
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
	struct walk_options options = options_for(state, ROOTS("share"));

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
	struct walk_options options = options_for(state, ROOTS("share"));

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
	struct walk_options options = options_for(state, ROOTS("share"));
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
	struct walk_options options = options_for(state, ROOTS("share"));
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

static int end_at_third(void *context, const struct entry *e)
{
	(void)e;
	return ++*(int *)context == 3;
}

static void test_the_visitor_ends_it(void **state)
{
	struct walk_options options = options_for(state, ROOTS("share"));
	atomic_int stop = 1;
	int calls = 0;
	struct walked walked = { .meanwhile = end_at_third, .context = &calls };
	char name[32];

	folder("share");
	for (unsigned i = 0; i < 10; i++) {
		snprintf(name, sizeof(name), "share/%u", i);
		put(name, "x");
	}
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 3);
	options.stop = &stop;
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 0);
	walked_release(&walked);
}

static int check_flags(void *context, const struct entry *e)
{
	int flags = fcntl(e->fd, F_GETFL);

	(void)context;
	assert_true(flags & O_NOATIME);
	assert_int_equal(flags & O_ACCMODE, O_RDONLY);
	assert_true(fcntl(e->fd, F_GETFD) & FD_CLOEXEC);
	return 0;
}

static void test_files_are_opened_quietly(void **state)
{
	struct walk_options options =
		options_for(state, ROOTS("share", "a-root"));
	struct walked walked = { .meanwhile = check_flags };

	folder("share");
	put("share/a", "one");
	put("a-root", "two");
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 2);
	walked_release(&walked);
}

#define TEST(f)                                                                \
	{                                                                      \
		.name = #f, .test_func = f, .setup_func = tree_make,           \
		.teardown_func = tree_remove,                                  \
		.initial_state = (void *)(uintptr_t)mode                       \
	}

static int run(const bool *mode)
{
	const struct CMUnitTest tests[] = {
		TEST(test_files_and_what_is_none),
		TEST(test_names_are_bytes),
		TEST(test_links_are_not_followed),
		TEST(test_links_are_followed_inside_the_roots),
		TEST(test_a_link_and_its_target_are_one),
		TEST(test_an_inode_is_read_once),
		TEST(test_roots),
		TEST(test_exclude_and_include),
		TEST(test_ignore_files),
		TEST(test_odd_ignore_files_are_not_obeyed),
		TEST(test_own_files_are_left_alone),
		TEST(test_denied),
		TEST(test_mounts),
		TEST(test_deep_chain),
		TEST(test_deep_comb),
		TEST(test_the_visitor_ends_it),
		TEST(test_files_are_opened_quietly),
	};

	return cmocka_run_group_tests_name(
		*mode ? "walk without openat2" : "walk", tests, NULL, NULL);
}

int main(void)
{
	return run(&(const bool){ false }) + run(&(const bool){ true });
}
