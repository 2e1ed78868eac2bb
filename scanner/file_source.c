/* Files as sources. See file_source.h. */
#include "scanner/file_source.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static ssize_t file_read(struct source *source, void *into, size_t length,
			 uint64_t offset, struct problem *problem)
{
	const struct file_source *file = (const struct file_source *)source;
	ssize_t got;

	do
		got = pread(file->fd, into, length, (off_t)offset);
	while (got < 0 && errno == EINTR);
	if (got < 0)
		problem_errno(problem, OUTCOME_PARTIAL, "cannot read on");
	return got;
}

static void file_close(struct source *source)
{
	struct file_source *file = (struct file_source *)source;

	close(file->fd);
	free(file);
}

static bool same_file(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

/* Opens what lies in the folder of a file that is open. The folder counts
 * only when the file is still found in it: nobody has put another one, or a
 * link, into its place. */
static int open_beside(int fd, const char *name, const char *suffix)
{
	char link[64], path[PATH_MAX], wanted[NAME_MAX + 1];
	const char *own;
	struct stat file, found;
	ssize_t length;
	int folder, beside = -1;
	char *slash;

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	length = readlink(link, path, sizeof(path) - 1);
	if (length <= 0)
		return -1;
	path[length] = '\0';
	slash = strrchr(path, '/');
	if (!slash)
		return -1;
	*slash = '\0';
	own = slash + 1;
	if ((size_t)snprintf(wanted, sizeof(wanted), "%s%s", name ? name : own,
			     suffix) >= sizeof(wanted))
		return -1;
	folder = open(*path ? path : "/",
		      O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (folder < 0)
		return -1;
	if (!fstat(fd, &file) &&
	    !fstatat(folder, own, &found, AT_SYMLINK_NOFOLLOW) &&
	    same_file(&file, &found))
		beside = openat(folder, wanted, O_RDONLY | O_NOFOLLOW |
							O_NONBLOCK | O_NOCTTY |
							O_CLOEXEC);
	close(folder);
	return beside;
}

/* Mixes what changes when a file does. */
static uint64_t stamp_of(const struct stat *s)
{
	const uint64_t parts[] = {
		s->st_dev, s->st_ino, (uint64_t)s->st_size,
		(uint64_t)s->st_mtim.tv_sec, (uint64_t)s->st_mtim.tv_nsec,
		(uint64_t)s->st_ctim.tv_sec, (uint64_t)s->st_ctim.tv_nsec,
	};
	uint64_t stamp = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		stamp = (stamp ^ parts[i]) * 0x9E3779B97F4A7C15;
		stamp ^= stamp >> 32;
	}
	return stamp;
}

static struct source *file_beside(struct source *source, const char *name,
				  const char *suffix)
{
	const struct file_source *file = (const struct file_source *)source;
	int fd = open_beside(file->fd, name, suffix);
	struct file_source *beside = NULL;
	struct stat stat;

	if (fd >= 0 && !fstat(fd, &stat) && S_ISREG(stat.st_mode))
		beside = malloc(sizeof(*beside));
	if (!beside) {
		if (fd >= 0)
			close(fd);
		return NULL;
	}
	*beside = file_source(fd, (uint64_t)stat.st_size);
	beside->source.close = file_close;
	beside->source.stamp = stamp_of(&stat);
	return &beside->source;
}

struct file_source file_source(int fd, uint64_t size)
{
	return (struct file_source){
		.source = { .read = file_read,
			    .size = size,
			    .beside = file_beside },
		.fd = fd
	};
}
