/*
 * git: what a repository holds, told by the program git itself: what is
 * staged, which lines of it are new, and the contents of objects.
 *
 * Every git that is started here runs nothing that the repository names: no
 * hooks, fsmonitor, pagers, textconv or external diffs, no fetching of what a
 * partial clone lacks; and it writes nothing.
 */
#ifndef SCANNER_GIT_H
#define SCANNER_GIT_H

#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

#include "scanner/base/buffer.h"
#include "scanner/formats/member_source.h"

#define GIT_ID 65 /* of an object, in hex, SHA-1 or SHA-256; a C string */
#define GIT_OLD_MAX 2
#define GIT_LINE_END UINT64_MAX

/* ---- a running git ---- */

struct git {
	pid_t pid; /* 0: not running */
	FILE *to, *from;
};

/* Starts "git ARGUMENTS..." (NULL-terminated, without "git"). Quiet: what it
 * says on standard error is dropped. OUTCOME_OK, or OUTCOME_FATAL. */
int git_start(struct git *, const char *const *arguments, bool quiet,
	      struct problem *);
/* Waits for it. Returns its exit status, -1 when it was killed. */
int git_end(struct git *);

/* The top folder of the work tree, malloc'd; NULL when there is none. */
char *git_top(bool quiet);

/* ---- what is staged ---- */

/* One path of the index that differs from what it is compared with. Lines
 * count from 1. */
struct git_change {
	char *path;	  /* beneath the top folder; owned */
	char *gone;	  /* the path it had before, if another; owned */
	char status;	  /* as git names it: A M R C T D U */
	bool compared;	  /* line by line: `added` is known */
	bool link;	  /* of another repository (a submodule): no content */
	char id[GIT_ID];  /* of the staged content */
	char old[GIT_OLD_MAX][GIT_ID]; /* of what was there before */
	unsigned old_count;
	struct git_lines {
		uint64_t first, last;
	} *added; /* in order; owned */
	size_t added_count, added_room;
};

/* In order of paths, as bytes. Zero-initialised it is empty and valid. */
struct git_changes {
	struct git_change *list;
	size_t count, room;
};

/* Asks what the index has that `against` has not; NULL: the last commit, or
 * nothing, where there is none. To be started early and read later. */
int git_changes_start(struct git *, const char *against, struct problem *);
int git_changes_read(struct git *, struct git_changes *, struct problem *);

/* For a merge: leaves what is new compared with the other parent, too. False
 * when memory is out. */
bool git_changes_meet(struct git_changes *, const struct git_changes *other);

struct git_change *git_changes_find(const struct git_changes *,
				    const char *path);
bool git_change_adds(const struct git_change *, uint64_t line);
void git_changes_release(struct git_changes *);

/* ---- contents ---- */

/* Objects by id, or by another name that git knows (":path" is of the index).
 * One is open at a time. */
struct git_objects {
	struct git git;
	uint64_t left; /* bytes of the last answer that were not read */
};

/* An object as a source. Small ones are held in memory; large ones come
 * through the pipe, and again from the start when somebody goes back. */
struct git_blob {
	struct member_source member; /* first */
	struct git_objects *objects;
	char name[GIT_ID];
	struct problem problem; /* why there is nothing to read */
	struct memory_source held;
	struct buffer bytes;
	struct source *source; /* to read from */
};

int git_objects_start(struct git_objects *, struct problem *);
void git_objects_end(struct git_objects *);

/* Never fails: an object that is not there is a source that cannot be read,
 * for the reason in `problem`. `name` is shorter than GIT_ID. */
void git_blob_open(struct git_blob *, struct git_objects *, const char *name,
		   struct budget *);
void git_blob_release(struct git_blob *);

#endif
