/*
 * inodes: a set of inodes that were seen, each with a name if it has one.
 */
#ifndef SCANNER_INODES_H
#define SCANNER_INODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 16 bytes, since every folder of a sweep is remembered. The time of birth
 * tells a new file from a deleted one whose number it got; it is 0 where the
 * file system keeps none. */
struct inode {
	uint64_t number;
	uint32_t device; /* major, minor: all that the kernel has */
	uint32_t born;
};

/* Open addressing. Zero-initialised it is empty and valid. */
struct inodes {
	struct inode *slots; /* all zero: free */
	char **names;        /* as many, owned; NULL until there is one */
	size_t count, room;
};

/* The inode of a descriptor. False with errno. */
bool inode_of(int fd, struct inode *);

/* True when the inode is in the set; *name (may be NULL) is then set to the
 * name that it was added with, the set's own, or NULL. */
bool inodes_has(const struct inodes *, const struct inode *,
		const char **name);

/* Adds an inode that is not in the set yet, and copies its name (may be
 * NULL). False when memory is out. */
bool inodes_add(struct inodes *, const struct inode *, const char *name);

void inodes_release(struct inodes *);

#endif
