/* What the walk lists, on real trees. Each test runs with openat2 and with
 * its fall-back. */
#include "tests/unit/walked.h"

#include <sys/socket.h>
#include <sys/un.h>

static void test_files_and_what_is_none(void **state)
{
	struct walk_options options = walked_options(state, ROOTS("share"));
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
	struct walk_options options = walked_options(state, ROOTS("./share//"));
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
	struct walk_options options = walked_options(state, ROOTS("share"));
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
		walked_options(state, ROOTS("share/", "other"));
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
	struct walk_options options = walked_options(state, ROOTS("./share/"));
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
		walked_options(state, ROOTS("share", "share/inner/",
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
		walked_options(state, ROOTS("to-share/", "b.csv", "c.iso"));
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

static int end_at_third(void *context, const struct entry *e)
{
	(void)e;
	return ++*(int *)context == 3;
}

static void test_the_visitor_ends_it(void **state)
{
	struct walk_options options = walked_options(state, ROOTS("share"));
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
		walked_options(state, ROOTS("share", "a-root"));
	struct walked walked = { .meanwhile = check_flags };

	folder("share");
	put("share/a", "one");
	put("a-root", "two");
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(walked.count, 2);
	walked_release(&walked);
}

static int run(const bool *mode)
{
	const struct CMUnitTest tests[] = {
		WALKED_TEST(test_files_and_what_is_none),
		WALKED_TEST(test_names_are_bytes),
		WALKED_TEST(test_links_are_not_followed),
		WALKED_TEST(test_links_are_followed_inside_the_roots),
		WALKED_TEST(test_a_link_and_its_target_are_one),
		WALKED_TEST(test_an_inode_is_read_once),
		WALKED_TEST(test_roots),
		WALKED_TEST(test_the_visitor_ends_it),
		WALKED_TEST(test_files_are_opened_quietly),
	};

	return cmocka_run_group_tests_name(
		*mode ? "walk without openat2" : "walk", tests, NULL, NULL);
}

int main(void)
{
	return run(&(const bool){ false }) + run(&(const bool){ true });
}
