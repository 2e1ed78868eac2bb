/*
 * trail: the folders from the root down to where the walk is.
 *
 * Each is held by a descriptor as long as it has subfolders to be entered,
 * so a folder that is renamed under way is still walked. On a deep trail the
 * outermost are given back, and opened again when their turn comes: by name,
 * from the root down, and only if they are the same folders still.
 */
#ifndef SCANNER_TRAIL_H
#define SCANNER_TRAIL_H

#include <sys/stat.h>

#include "scanner/base/buffer.h"
#include "scanner/beneath.h"
#include "scanner/ignore.h"
#include "scanner/links.h"

struct folder {
	int fd; /* -1: given back */
	dev_t device;
	ino_t inode;
	size_t path_length;    /* of its path, in trail.path */
	struct buffer pending; /* subfolders to be entered, as records */
	size_t next;           /* offset of the next one in pending */
	struct ignore ignore;  /* its ignore file, if any */
	bool linked;           /* came in by a link */
	bool listed;           /* pending is complete */
};

/* Zero-initialise, then set what is marked so. */
struct trail {
	struct beneath beneath; /* set */
	struct links links;     /* set; released by its owner */
	size_t held_max;        /* set: descriptors, at least 1 */
	size_t held;
	struct folder *folders; /* the root first, which is always held */
	size_t count, room;
	struct buffer path; /* of the last folder, no slash at its end */
};

/* The folder that the walk is in; count must not be 0. */
struct folder *trail_last(struct trail *);

/* Opens a child of a folder, which is a link or not; -1 with the reason, and
 * errno. */
int trail_open(const struct trail *, int folder, const char *name, bool link,
	       int flags, struct problem *);

/* Puts an open folder at the end; its path is trail.path. Takes over the
 * descriptor. False when memory is out. */
bool trail_push(struct trail *, int fd, const struct stat *, bool linked);

/* Leaves the last folder; trail.path becomes that of the one before. */
void trail_pop(struct trail *);

/* Keeps a subfolder of the last folder for later. False when memory is
 * out. */
bool trail_pend(struct trail *, const char *name, bool link);

/* The next kept subfolder of the last folder, valid until the next pend;
 * NULL: none left. The folder is opened again when it was given back; fd
 * stays -1 when it is not to be found any more. */
const char *trail_next(struct trail *, bool *link);

/* Gives back the last folder's descriptor when nothing of it is left. */
void trail_spare(struct trail *);

void trail_release(struct trail *);

#endif
