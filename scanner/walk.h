/*
 * walk: roots → entries. Goes through directories by descriptors, never by
 * a path twice, never out of a root, and opens regular files for reading.
 */
#ifndef SCANNER_WALK_H
#define SCANNER_WALK_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "scanner/base/outcome.h"

struct walk_options {
	/* NULL-terminated, as given by the user. A root is followed when it
	 * is a link; a folder is entered whatever the globs say. */
	const char *const *roots;
	const char *const *include; /* globs; a file must match one. Or NULL */
	const char *const *exclude; /* globs, gitignore's rules. Or NULL */
	bool follow;          /* symbolic links, inside the roots */
	bool one_file_system;
	bool no_ignore;       /* do not read .pandianignore */
	bool no_openat2;      /* for tests: the fall-back */
	const atomic_int *stop; /* set by a signal; may be NULL */
	/* Inodes never to read: what the sweep itself writes. */
	const struct walk_inode {
		dev_t device;
		ino_t inode;
	} *own;
	size_t own_count;
};

/* Something the walk saw that ends in the ledger. */
struct entry {
	char *path;     /* root as given, "/", names below; malloc'd, the
			 * visitor takes it over */
	char *link_of;  /* malloc'd or NULL: first name of the inode; taken
			 * over too. fd is -1 then */
	int fd;         /* open for reading, regular by fstat; the visitor
			 * closes it. -1: not to be read, see problem */
	struct stat stat;
	bool stat_valid;
	struct problem problem; /* with fd -1: why */
	int outcome;    /* with fd -1: enum outcome that goes with it */
};

/* Closes and frees what an entry holds. */
void entry_release(struct entry *);

/* Walks all roots, in this thread. visit() is called for everything that
 * belongs in the ledger: regular files, and whatever was not entered or not
 * opened, with the reason. Non-zero from visit() ends the walk.
 * Returns OUTCOME_OK, also when visit() or *stop ended it, or OUTCOME_FATAL
 * when a root does not exist (nothing is visited then), or when memory or
 * descriptors are out (with the reason). */
int walk(const struct walk_options *,
	 int (*visit)(void *context, struct entry *), void *context,
	 struct problem *);

#endif
