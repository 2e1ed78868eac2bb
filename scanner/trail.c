/* The folders from the root to where the walk is. See trail.h. */
#include "scanner/trail.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scanner/base/array.h"

/* A record of `pending`: one of these, then the name and a NUL. */
#define BY_NAME 'n'
#define BY_LINK 'l'

struct folder *trail_last(struct trail *t)
{
	return &t->folders[t->count - 1];
}

int trail_open(const struct trail *t, int folder, const char *name, bool link,
	       int flags, struct problem *problem)
{
	int fd;

	if (link)
		return links_open(&t->links, &t->beneath, folder, name, flags,
				  problem);
	fd = beneath_open(&t->beneath, folder, name, flags);
	if (fd < 0 && errno == EAGAIN)
		problem_set(problem, OUTCOME_FAILED, REASON_IO,
			    "locked by the lease of another program");
	else if (fd < 0)
		problem_errno(problem, OUTCOME_FAILED, "open");
	return fd;
}

static void let_go(struct trail *t, struct folder *folder)
{
	if (folder->fd < 0)
		return;
	close(folder->fd);
	folder->fd = -1;
	t->held--;
}

/* Holds a folder, and gives back the outermost when there are too many. The
 * last one is in use, the root is where reopening starts. */
static void hold(struct trail *t, struct folder *folder, int fd)
{
	folder->fd = fd;
	t->held++;
	for (size_t i = 1; t->held > t->held_max && i + 1 < t->count; i++)
		let_go(t, &t->folders[i]);
}

bool trail_push(struct trail *t, int fd, const struct stat *s, bool linked)
{
	struct folder *folders = array_grow(t->folders, t->count, &t->room,
					    sizeof(*folders));

	if (!folders) {
		close(fd);
		return false;
	}
	t->folders = folders;
	t->folders[t->count++] = (struct folder){
		.device = s->st_dev,
		.inode = s->st_ino,
		.path_length = t->path.length,
		.linked = linked,
	};
	hold(t, trail_last(t), fd);
	return true;
}

void trail_pop(struct trail *t)
{
	struct folder *folder = trail_last(t);

	let_go(t, folder);
	buffer_release(&folder->pending);
	ignore_release(&folder->ignore);
	if (--t->count)
		t->path.length = trail_last(t)->path_length;
}

bool trail_pend(struct trail *t, const char *name, bool link)
{
	struct buffer *pending = &trail_last(t)->pending;

	buffer_byte(pending, link ? BY_LINK : BY_NAME);
	buffer_append(pending, name, strlen(name) + 1);
	return !pending->failed;
}

/* Opens folder i again, by its name in the one before; -1 when another one
 * is there now. */
static int reopen_one(const struct trail *t, size_t i, int parent)
{
	const struct folder *folder = &t->folders[i];
	size_t begin = t->folders[i - 1].path_length + 1;
	char *name = strndup((const char *)t->path.bytes + begin,
			     folder->path_length - begin);
	struct problem ignored = { 0 };
	struct stat s;
	int fd;

	if (!name)
		return -1;
	fd = trail_open(t, parent, name, folder->linked, OPEN_FOLDER, &ignored);
	free(name);
	if (fd >= 0 && (fstat(fd, &s) < 0 || s.st_dev != folder->device ||
			s.st_ino != folder->inode)) {
		close(fd);
		fd = -1;
	}
	return fd;
}

/* Opens the last folder again, and as many before it as may be held: they
 * come next, and so a deep trail is not gone down for each of them. */
static void reopen_last(struct trail *t)
{
	size_t last = t->count - 1;
	int at = t->folders[0].fd;

	for (size_t i = 1; i <= last; i++) {
		struct folder *folder = &t->folders[i];
		int fd = folder->fd >= 0 ? folder->fd : reopen_one(t, i, at);

		if (at != t->folders[i - 1].fd)
			close(at);
		if (fd < 0)
			return;
		if (folder->fd < 0 && i + t->held_max > last)
			hold(t, folder, fd);
		at = fd;
	}
}

const char *trail_next(struct trail *t, bool *link)
{
	struct folder *folder = trail_last(t);
	const char *record;

	if (folder->next >= folder->pending.length)
		return NULL;
	record = (const char *)folder->pending.bytes + folder->next;
	folder->next += strlen(record) + 1;
	if (folder->fd < 0)
		reopen_last(t);
	*link = *record == BY_LINK;
	return record + 1;
}

void trail_spare(struct trail *t)
{
	struct folder *folder = trail_last(t);

	if (t->count > 1 && folder->next >= folder->pending.length)
		let_go(t, folder);
}

void trail_release(struct trail *t)
{
	while (t->count)
		trail_pop(t);
	free(t->folders);
	buffer_release(&t->path);
	*t = (struct trail){ 0 };
}
