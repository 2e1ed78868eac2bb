/*
 * Trees that change during the walk, attackers, and failing systems. What
 * cannot be had from a real file system comes from a getdents64 of our own.
 */
#include "tests/unit/walked.h"

#include <dirent.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/resource.h>
#include <sys/syscall.h>

/* --- a listing of our own --- */

static _Thread_local struct fake {
	enum { REAL, CIRCLE, ENDLESS, BROKEN } kind;
	unsigned calls, names;
} fake;

/* Fills one block with `count` names, from `first` on. */
static ssize_t fill(void *buffer, unsigned first, unsigned count)
{
	char *at = buffer;

	for (unsigned i = first; i < first + count; i++) {
		struct dirent64 *d = (void *)at;

		d->d_ino = i + 1;
		d->d_type = DT_REG;
		d->d_reclen = 32;
		snprintf(d->d_name, 12, "%010u", i);
		at += d->d_reclen;
	}
	return at - (char *)buffer;
}

ssize_t getdents64(int fd, void *buffer, size_t length)
{
	fake.calls++;
	switch (fake.kind) {
	case CIRCLE:
		return fill(buffer, fake.calls % 3 * 50, 50);
	case ENDLESS:
		if (fake.calls * 1000 > fake.names)
			return 0;
		return fill(buffer, fake.calls * 1000, 1000);
	case BROKEN:
		if (fake.calls == 1)
			return fill(buffer, 0, 1);
		errno = EIO;
		return -1;
	case REAL:
		break;
	}
	return syscall(SYS_getdents64, fd, buffer, length);
}

static void test_listing_that_runs_in_a_circle(void **state)
{
	struct walk_options options = { .roots = ROOTS("share") };
	struct walked walked = { 0 };

	(void)state;
	folder("share");
	fake = (struct fake){ .kind = CIRCLE };
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	fake.kind = REAL;
	assert_in_range(walked.count, 151, 3000);
	assert_reason(&walked, "share", REASON_IO);
	walked_release(&walked);
}

static void test_listing_that_breaks(void **state)
{
	struct walk_options options = { .roots = ROOTS("share") };
	struct walked walked = { 0 };

	(void)state;
	folder("share");
	put("share/0000000000", "one");
	fake = (struct fake){ .kind = BROKEN };
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	fake.kind = REAL;
	assert_int_equal(walked.count, 2);
	assert_read(&walked, "share/0000000000", "one");
	assert_reason(&walked, "share", REASON_IO);
	walked_release(&walked);
}

struct most {
	size_t count, bytes;
};

static int measure(void *context, struct entry *e)
{
	struct most *most = context;

	assert_int_equal(e->problem.reason, REASON_VANISHED);
	free(e->path);
	if (most->count++ % 1000 == 0) {
		size_t bytes = mallinfo2().uordblks;

		if (bytes > most->bytes)
			most->bytes = bytes;
	}
	return 0;
}

/* As many names as fit in no memory, if they were kept. */
static void test_memory_does_not_grow_with_a_folder(void **state)
{
	struct walk_options options = { .roots = ROOTS("share") };
	size_t before = mallinfo2().uordblks;
	struct problem problem = { 0 };
	struct most most = { 0 };

	(void)state;
	folder("share");
	fake = (struct fake){ .kind = ENDLESS, .names = 500000 };
	assert_int_equal(walk(&options, measure, &most, &problem), OUTCOME_OK);
	fake.kind = REAL;
	assert_int_equal(most.count, 500000);
	assert_true(most.bytes < before + 256 * 1024);
}

/* --- an attacker --- */

struct swapper {
	atomic_bool stop;
	unsigned long swaps;
};

static void *swap(void *context)
{
	struct swapper *swapper = context;

	while (!atomic_load(&swapper->stop)) {
		if (renameat2(AT_FDCWD, "share/way", AT_FDCWD, "share/trap",
			      RENAME_EXCHANGE) == 0)
			swapper->swaps++;
	}
	return NULL;
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Walks for a while, and returns how often the inside was read. */
static unsigned walk_and_watch(const struct walk_options *options)
{
	struct walked walked = { 0 };
	double end = seconds() + 0.5;
	unsigned inside = 0;

	while (seconds() < end) {
		assert_int_equal(walked_run(&walked, options), OUTCOME_OK);
		for (size_t i = 0; i < walked.count; i++) {
			const struct seen *seen = &walked.entries[i];

			if (!strcmp(seen->text, "outside"))
				fail_msg("led out by %s", seen->path);
			inside += !strcmp(seen->text, "inside");
		}
	}
	walked_release(&walked);
	return inside;
}

/* A folder is swapped for a link that leads out, again and again. */
static void test_nobody_leads_the_walk_out(void **state)
{
	struct walk_options options = { .roots = ROOTS("share") };
	struct swapper swapper = { 0 };
	pthread_t thread;

	(void)state;
	folder("share");
	folder("share/way");
	folder("share/way/deep");
	put("share/way/deep/x", "inside");
	put("share/way/y", "inside");
	folder("out");
	folder("out/deep");
	put("out/deep/x", "outside");
	put("out/y", "outside");
	assert_int_equal(symlink("../out", "share/trap"), 0);
	assert_int_equal(pthread_create(&thread, NULL, swap, &swapper), 0);
	for (unsigned mode = 0; mode < 4; mode++) {
		options.no_openat2 = mode & 1;
		options.follow = mode & 2;
		assert_true(walk_and_watch(&options) > 0);
	}
	atomic_store(&swapper.stop, true);
	pthread_join(thread, NULL);
	assert_true(swapper.swaps > 1000);
}

static void *come_and_go(void *context)
{
	atomic_bool *stop = context;
	char name[32];

	while (!atomic_load(stop)) {
		for (unsigned i = 0; i < 50; i++) {
			snprintf(name, sizeof(name), "share/%u", i);
			put(name, "x");
		}
		for (unsigned i = 0; i < 50; i++) {
			snprintf(name, sizeof(name), "share/%u", i);
			unlink(name);
		}
	}
	return NULL;
}

static void test_files_vanish(void **state)
{
	struct walk_options options = { .roots = ROOTS("share") };
	struct walked walked = { 0 };
	double end = seconds() + 0.5;
	atomic_bool stop = false;
	size_t vanished = 0;
	pthread_t thread;

	(void)state;
	folder("share");
	put("share/stays", "x");
	assert_int_equal(pthread_create(&thread, NULL, come_and_go, &stop), 0);
	while (seconds() < end) {
		assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
		assert_true(walked_at(&walked, "share/stays")->open);
		for (size_t i = 0; i < walked.count; i++) {
			const struct seen *seen = &walked.entries[i];

			if (seen->open)
				continue;
			assert_int_equal(seen->problem.reason, REASON_VANISHED);
			vanished++;
		}
	}
	atomic_store(&stop, true);
	pthread_join(thread, NULL);
	print_message("%zu vanished\n", vanished);
	walked_release(&walked);
}

/* --- folders that are moved --- */

/* At the trigger share/a goes elsewhere, and a decoy takes its place if
 * there is one. */
static int move_away(void *context, const struct entry *e)
{
	(void)context;
	if (strcmp(strrchr(e->path, '/'), "/trigger"))
		return 0;
	assert_int_equal(rename("share/a", "share/moved"), 0);
	if (rename("decoy/a", "share/a") < 0)
		assert_int_equal(errno, ENOENT);
	return 0;
}

/* top/a/b0/b1/ ... with a folder `late` beside each of the first ones; the
 * innermost holds the trigger. In which order they are listed is up to the
 * file system, and differs with the names. */
static void make_stairs(const char *top, unsigned late, unsigned depth)
{
	int home = open(".", O_RDONLY | O_DIRECTORY);
	char name[16];

	folder(top);
	assert_int_equal(chdir(top), 0);
	folder("a");
	assert_int_equal(chdir("a"), 0);
	for (unsigned i = 0; i < depth; i++) {
		if (i < late) {
			folder("late");
			put("late/x", "late");
		}
		snprintf(name, sizeof(name), "b%u", i);
		folder(name);
		assert_int_equal(chdir(name), 0);
	}
	put("trigger", "");
	assert_int_equal(fchdir(home), 0);
	close(home);
}

static size_t count_reason(const struct walked *walked, enum reason reason)
{
	size_t n = 0;

	for (size_t i = 0; i < walked->count; i++)
		n += walked->entries[i].problem.reason == reason;
	return n;
}

static void few_descriptors(rlim_t few, struct rlimit *before)
{
	struct rlimit limit;

	assert_int_equal(getrlimit(RLIMIT_NOFILE, before), 0);
	limit = (struct rlimit){ few, before->rlim_max };
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &limit), 0);
}

/* Only folders with something left need a descriptor. */
static void test_a_folder_is_renamed_around_the_walk(void **state)
{
	struct walk_options options = { .roots = ROOTS("share") };
	struct walked walked = { .meanwhile = move_away };
	struct rlimit before;
	size_t changed;

	(void)state;
	make_stairs("share", 4, 60);
	few_descriptors(32, &before);
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	assert_int_equal(access("share/a", F_OK), -1);
	assert_int_equal(walked.count, 5);
	/* The first folder may be given back before its `late` is listed. */
	changed = count_reason(&walked, REASON_CHANGED);
	assert_in_range(changed, 0, 1);
	assert_int_equal(count_reason(&walked, REASON_NONE), 5 - changed);
	walked_release(&walked);
}

/* The same on a trail too long to be held: what cannot be found again is in
 * the ledger, one by one. */
static void test_a_folder_that_was_given_back_is_renamed(void **state)
{
	struct walk_options options = { .roots = ROOTS("share") };
	struct walked walked = { .meanwhile = move_away };
	struct rlimit before;
	size_t changed;

	(void)state;
	make_stairs("share", 60, 60);
	make_stairs("decoy", 60, 60);
	few_descriptors(32, &before);
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	assert_int_equal(walked.count, 61);
	changed = count_reason(&walked, REASON_CHANGED);
	assert_in_range(changed, 1, 59);
	assert_int_equal(count_reason(&walked, REASON_NONE), 61 - changed);
	walked_release(&walked);
}

/* --- scarce descriptors, leases --- */

struct slow {
	atomic_int fds[16];
	atomic_bool stop;
	unsigned open;
};

static int keep_open(void *context, struct entry *e)
{
	struct slow *slow = context;
	int none = -1;

	assert_true(e->fd >= 0);
	slow->open++;
	for (size_t i = 0; i < 16; i++, none = -1) {
		if (atomic_compare_exchange_strong(&slow->fds[i], &none,
						   e->fd)) {
			free(e->path);
			return 0;
		}
	}
	fail_msg("more descriptors than there are");
	return 1;
}

static void *close_slowly(void *context)
{
	struct slow *slow = context;

	while (!atomic_load(&slow->stop)) {
		const struct timespec nap = { .tv_nsec = 20 * 1000 * 1000 };

		nanosleep(&nap, NULL);
		for (size_t i = 0; i < 16; i++) {
			int fd = atomic_exchange(&slow->fds[i], -1);

			if (fd >= 0)
				close(fd);
		}
	}
	return NULL;
}

static void test_waits_for_descriptors(void **state)
{
	struct walk_options options = { .roots = ROOTS("share") };
	int high = dup(0);
	struct problem problem = { 0 };
	struct slow slow = { 0 };
	struct rlimit before;
	pthread_t thread;
	char name[32];

	(void)state;
	for (size_t i = 0; i < 16; i++)
		slow.fds[i] = -1;
	folder("share");
	for (unsigned i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "share/%u", i);
		put(name, "x");
	}
	few_descriptors((rlim_t)high + 8, &before);
	assert_int_equal(pthread_create(&thread, NULL, close_slowly, &slow), 0);
	assert_int_equal(walk(&options, keep_open, &slow, &problem),
			 OUTCOME_OK);
	assert_int_equal(slow.open, 100);
	atomic_store(&slow.stop, true);
	pthread_join(thread, NULL);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
	close(high);
}

/* Takes a lease and dies by the signal that asks for it. */
static void hold_lease(int ready)
{
	int fd = open("share/leased", O_RDWR);
	char yes = fcntl(fd, F_SETLEASE, F_WRLCK) == 0;

	signal(SIGIO, SIG_DFL);
	if (write(ready, &yes, 1) == 1 && yes)
		pause();
	_exit(0);
}

static void test_waits_for_a_lease(void **state)
{
	struct walk_options options = { .roots = ROOTS("share") };
	struct walked walked = { 0 };
	int ready[2], status;
	pid_t child;
	char yes;

	(void)state;
	folder("share");
	put("share/leased", "one");
	assert_int_equal(pipe(ready), 0);
	child = fork();
	if (!child)
		hold_lease(ready[1]);
	assert_int_equal(read(ready[0], &yes, 1), 1);
	close(ready[0]);
	close(ready[1]);
	assert_int_equal(walked_run(&walked, &options), OUTCOME_OK);
	assert_read(&walked, "share/leased", "one");
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	if (yes)
		assert_int_equal(WTERMSIG(status), SIGIO);
	else
		print_message("no leases here\n");
	walked_release(&walked);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, tree_make, tree_remove)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_listing_that_runs_in_a_circle),
		TEST(test_listing_that_breaks),
		TEST(test_memory_does_not_grow_with_a_folder),
		TEST(test_nobody_leads_the_walk_out),
		TEST(test_files_vanish),
		TEST(test_a_folder_is_renamed_around_the_walk),
		TEST(test_a_folder_that_was_given_back_is_renamed),
		TEST(test_waits_for_descriptors),
		TEST(test_waits_for_a_lease),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
