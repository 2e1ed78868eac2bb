/* Symbolic links that stay inside the roots. See links.h. */
#include "scanner/links.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool links_add(struct links *links, const char *given)
{
	struct link_root root = { .given = given,
				  .given_length = strlen(given) };
	struct stat s;
	void *roots;

	while (root.given_length && given[root.given_length - 1] == '/')
		root.given_length--;
	root.real = realpath(given, NULL);
	if (!root.real)
		return false;
	roots = reallocarray(links->roots, links->count + 1, sizeof(root));
	if (roots)
		links->roots = roots;
	if (!roots || stat(root.real, &s) < 0) {
		free(root.real);
		return false;
	}
	if (!strcmp(root.real, "/"))
		*root.real = 0;
	root.device = s.st_dev;
	root.inode = s.st_ino;
	links->roots[links->count++] = root;
	return true;
}

/* The root that an open file lies in, or NULL; `rest` is set to the part of
 * its path below the root ("" or "/..."), which lies in `path`. */
static const struct link_root *root_of(const struct links *links, int fd,
				       char path[PATH_MAX], const char **rest)
{
	char proc[64];
	ssize_t length;

	snprintf(proc, sizeof(proc), "/proc/self/fd/%d", fd);
	length = readlink(proc, path, PATH_MAX - 1);
	if (length < 0)
		return NULL;
	path[length] = 0;
	for (size_t i = 0; i < links->count; i++) {
		size_t n = strlen(links->roots[i].real);

		if (strncmp(path, links->roots[i].real, n) ||
		    (path[n] && path[n] != '/'))
			continue;
		*rest = path + n;
		return &links->roots[i];
	}
	return NULL;
}

static bool is_inode(int fd, dev_t device, ino_t inode)
{
	struct stat s;

	return fstat(fd, &s) == 0 && s.st_dev == device && s.st_ino == inode;
}

/* Opens the path below the root; sure to be the file that `at` looks at. */
static int open_inside(const struct beneath *b, const struct link_root *root,
		       const char *rest, int at, int flags,
		       struct problem *problem)
{
	const char *below = *rest && rest[1] ? rest + 1 : ".";
	struct stat s;
	int folder, fd = -1;

	folder = beneath_open_named(b, AT_FDCWD, *root->real ? root->real : "/",
				    OPEN_LOOK | O_DIRECTORY | O_NOFOLLOW);
	if (folder >= 0 && is_inode(folder, root->device, root->inode))
		fd = beneath_open(b, folder, below, flags);
	else if (folder >= 0)
		errno = ENOENT;
	if (fd < 0) {
		problem_errno(problem, OUTCOME_FAILED, "follow");
	} else if (fstat(at, &s) < 0 || !is_inode(fd, s.st_dev, s.st_ino)) {
		close(fd);
		fd = problem_set(problem, -1, REASON_CHANGED,
				 "the link changed while it was followed");
	}
	if (folder >= 0)
		close(folder);
	return fd;
}

int links_open(const struct links *links, const struct beneath *b, int folder,
	       const char *name, int flags, struct problem *problem)
{
	int at = beneath_open_named(b, folder, name, OPEN_LOOK);
	const struct link_root *root;
	char path[PATH_MAX];
	const char *rest;
	int fd;

	if (at < 0 && errno == ENOENT)
		return problem_set(problem, -1, REASON_SYMLINK,
				   "points to nothing");
	if (at < 0) {
		problem_errno(problem, OUTCOME_FAILED, "follow");
		return -1;
	}
	root = root_of(links, at, path, &rest);
	if (root)
		fd = open_inside(b, root, rest, at, flags, problem);
	else
		fd = problem_set(problem, -1, REASON_SYMLINK,
				 "points outside the roots");
	close(at);
	return fd;
}

char *links_name(const struct links *links, int fd)
{
	const struct link_root *root;
	char path[PATH_MAX], *name;
	const char *rest;

	root = root_of(links, fd, path, &rest);
	if (!root || asprintf(&name, "%.*s%s", (int)root->given_length,
			      root->given, rest) < 0)
		return NULL;
	return name;
}

void links_release(struct links *links)
{
	for (size_t i = 0; i < links->count; i++)
		free(links->roots[i].real);
	free(links->roots);
	*links = (struct links){ 0 };
}
