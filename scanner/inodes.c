/* A set of inodes. See inodes.h. */
#include "scanner/inodes.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

bool inode_of(int fd, struct inode *inode)
{
	struct statx s;

	if (statx(fd, "", AT_EMPTY_PATH, STATX_INO | STATX_BTIME, &s) < 0)
		return false;
	*inode = (struct inode){
		.number = s.stx_ino,
		.device = (uint32_t)makedev(s.stx_dev_major, s.stx_dev_minor),
	};
	/* seconds and nanoseconds folded: differ for any two births but one
	 * in four billion */
	if (s.stx_mask & STATX_BTIME)
		inode->born = (uint32_t)s.stx_btime.tv_sec * 2654435761u +
			      s.stx_btime.tv_nsec;
	return true;
}

static bool same(const struct inode *a, const struct inode *b)
{
	return a->number == b->number && a->device == b->device &&
	       a->born == b->born;
}

/* The slot that holds the inode, or the free one where it belongs. */
static size_t find(const struct inodes *set, const struct inode *inode)
{
	static const struct inode none;
	uint64_t hash =
		(inode->number ^ (uint64_t)inode->device << 40 ^ inode->born) *
		UINT64_C(0x9E3779B97F4A7C15);
	size_t i = (size_t)(hash >> 20) & (set->room - 1);

	while (!same(&set->slots[i], inode) && !same(&set->slots[i], &none))
		i = (i + 1) & (set->room - 1);
	return i;
}

static bool grow(struct inodes *set)
{
	struct inodes wide = { .room = set->room ? 2 * set->room : 64 };

	wide.slots = calloc(wide.room, sizeof(*wide.slots));
	if (set->names)
		wide.names = calloc(wide.room, sizeof(*wide.names));
	if (!wide.slots || (set->names && !wide.names)) {
		free(wide.slots);
		free(wide.names);
		return false;
	}
	for (size_t i = 0; i < set->room; i++) {
		const struct inode *inode = &set->slots[i];
		size_t to;

		if (!inode->number && !inode->device && !inode->born)
			continue;
		to = find(&wide, inode);
		wide.slots[to] = *inode;
		if (set->names)
			wide.names[to] = set->names[i];
	}
	free(set->slots);
	free(set->names);
	wide.count = set->count;
	*set = wide;
	return true;
}

bool inodes_has(const struct inodes *set, const struct inode *inode,
		const char **name)
{
	size_t i;

	if (!set->count)
		return false;
	i = find(set, inode);
	if (!same(&set->slots[i], inode))
		return false;
	if (name)
		*name = set->names ? set->names[i] : NULL;
	return true;
}

bool inodes_add(struct inodes *set, const struct inode *inode, const char *name)
{
	size_t i;

	if (set->count >= set->room / 4 * 3 && !grow(set))
		return false;
	if (name && !set->names) {
		set->names = calloc(set->room, sizeof(*set->names));
		if (!set->names)
			return false;
	}
	i = find(set, inode);
	if (name && !(set->names[i] = strdup(name)))
		return false;
	set->slots[i] = *inode;
	set->count++;
	return true;
}

void inodes_release(struct inodes *set)
{
	for (size_t i = 0; set->names && i < set->room; i++)
		free(set->names[i]);
	free(set->names);
	free(set->slots);
	*set = (struct inodes){ 0 };
}
