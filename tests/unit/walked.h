/*
 * For tests of the walk: a temporary tree to walk in, and what was walked.
 * Paths are relative to the tree, which is the current folder.
 */
#ifndef TESTS_UNIT_WALKED_H
#define TESTS_UNIT_WALKED_H

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "scanner/walk.h"

#define ROOTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

struct seen {
	char *path, *link_of, text[64]; /* of the file's start */
	bool open;
	int outcome;
	struct problem problem;
	struct stat stat;
};

struct walked {
	struct seen *entries;
	size_t count;
	struct problem problem;
	/* called for each entry before it is kept; may be NULL */
	int (*meanwhile)(void *context, const struct entry *);
	void *context;
};

static inline int walked_keep(void *context, struct entry *e)
{
	struct walked *walked = context;
	struct seen seen = { .path = e->path,
			     .link_of = e->link_of,
			     .open = e->fd >= 0,
			     .outcome = e->outcome,
			     .problem = e->problem,
			     .stat = e->stat };
	int result = 0;

	if (walked->meanwhile)
		result = walked->meanwhile(walked->context, e);
	if (seen.open) {
		assert_true(e->stat_valid && S_ISREG(e->stat.st_mode));
		assert_int_equal(e->problem.reason, REASON_NONE);
		assert_int_equal(e->outcome, OUTCOME_OK);
		if (pread(e->fd, seen.text, sizeof(seen.text) - 1, 0) < 0)
			fail_msg("cannot read %s", e->path);
		close(e->fd);
	} else {
		assert_int_not_equal(e->problem.reason, REASON_NONE);
	}
	/* room for a power of two */
	if (!(walked->count & (walked->count + 1))) {
		walked->entries =
			realloc(walked->entries,
				2 * (walked->count + 1) * sizeof(seen));
		assert_non_null(walked->entries);
	}
	walked->entries[walked->count++] = seen;
	return result;
}

static inline void walked_release(struct walked *walked)
{
	for (size_t i = 0; i < walked->count; i++) {
		free(walked->entries[i].path);
		free(walked->entries[i].link_of);
	}
	free(walked->entries);
	walked->entries = NULL;
	walked->count = 0;
}

static inline int walked_run(struct walked *walked,
			     const struct walk_options *options)
{
	walked_release(walked);
	memset(&walked->problem, 0, sizeof(walked->problem));
	return walk(options, walked_keep, walked, &walked->problem);
}

/* The one entry with this path, or NULL: none, or more. */
static inline const struct seen *walked_find(const struct walked *walked,
					     const char *path)
{
	const struct seen *found = NULL;

	for (size_t i = 0; i < walked->count; i++) {
		if (strcmp(walked->entries[i].path, path))
			continue;
		if (found)
			return NULL;
		found = &walked->entries[i];
	}
	return found;
}

static inline const struct seen *walked_at(const struct walked *walked,
					   const char *path)
{
	const struct seen *found = walked_find(walked, path);

	if (!found)
		fail_msg("%s is missing, or came twice", path);
	return found;
}

static inline void assert_read(const struct walked *walked, const char *path,
			       const char *text)
{
	assert_true(walked_at(walked, path)->open);
	assert_string_equal(walked_at(walked, path)->text, text);
}

static inline void assert_reason(const struct walked *walked, const char *path,
				 enum reason reason)
{
	const struct seen *seen = walked_at(walked, path);

	if (seen->problem.reason != reason)
		fail_msg("%s: %s (%s), expected %s", path,
			 reason_code(seen->problem.reason), seen->problem.words,
			 reason_code(reason));
}

/* --- the tree --- */

static inline int tree_make(void **state)
{
	char path[] = "/tmp/pandian-walk-XXXXXX";

	(void)state;
	return mkdtemp(path) && chdir(path) == 0 ? 0 : -1;
}

/* By rm(1): it knows how to remove what is too deep for a path. */
static inline int tree_remove(void **state)
{
	char *path = getcwd(NULL, 0);
	int status = -1;
	pid_t child;

	(void)state;
	if (!path || chdir("/") < 0)
		return -1;
	child = fork();
	if (!child) {
		execlp("rm", "rm", "-rf", "--", path, (char *)NULL);
		_exit(127);
	}
	waitpid(child, &status, 0);
	free(path);
	return status;
}

static inline void put(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (fd < 0)
		fail_msg("%s: %s", path, strerrordesc_np(errno));
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static inline void folder(const char *path)
{
	if (mkdir(path, 0755) < 0)
		fail_msg("%s: %s", path, strerrordesc_np(errno));
}

/* Of what each test is run with: openat2, or its fall-back. */
static inline struct walk_options walked_options(void **state,
						 const char *const *roots)
{
	return (struct walk_options){ .roots = roots,
				      .no_openat2 = *(const bool *)*state };
}

#define WALKED_TEST(f)                                                         \
	{                                                                      \
		.name = #f, .test_func = f, .setup_func = tree_make,           \
		.teardown_func = tree_remove,                                  \
		.initial_state = (void *)(uintptr_t)mode                       \
	}

#endif
