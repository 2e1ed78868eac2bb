/*
 * walker: the state of one walk, and what it does below a root. Shared by
 * walk.c, which goes through the roots, and walker.c; nobody else's.
 *
 * The functions report through `result`: once it is set, nothing is handed
 * over any more.
 */
#ifndef SCANNER_WALKER_H
#define SCANNER_WALKER_H

#include "scanner/filter.h"
#include "scanner/inodes.h"
#include "scanner/trail.h"
#include "scanner/walk.h"

struct walker {
	const struct walk_options *options;
	int (*visit)(void *context, struct entry *);
	void *context;
	struct problem *problem;
	int result; /* enum outcome; PARTIAL: ended by visitor or signal */

	struct trail trail;
	struct filter filter;
	struct inodes folders_seen;
	struct inodes files_seen; /* those that may turn up again */
	size_t below;             /* where paths below the root begin */
	void *listing;            /* LISTING_BYTES */
};

/* False when the walk is to end: then result says why. */
bool walker_going(struct walker *);
void walker_no_memory(struct walker *);

/* Starts the entry of a name in the last folder; NULL: of the trail's path
 * itself. False when memory is out. Every entry is then given away by one of
 * the functions below. */
bool walker_entry(struct walker *, struct entry *, const char *name);

/* Hands over an entry that is not read, and why: in words, or by errno and
 * what failed. */
void walker_refuse(struct walker *, struct entry *, enum reason,
		   const char *words);
void walker_refuse_errno(struct walker *, struct entry *, const char *what);

/* The same for what is there but is no regular file. */
void walker_refuse_kind(struct walker *, struct entry *);

/* Hands over an entry with the file that was opened for it (entry.fd), if it
 * is regular and was not handed over yet. `named`: it did not come by its own
 * name, but by a link or from the user. */
void walker_take_file(struct walker *, struct entry *, bool named);

/* Goes into an open folder, unless it is pseudo or was walked already. */
void walker_start_folder(struct walker *, struct entry *, int fd, bool link);

/* Walks until the trail is empty. */
void walker_run(struct walker *);

#endif
