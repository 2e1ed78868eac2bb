/*
 * The developer's hook: what a change adds to a repository, or files that are
 * named, held against the kinds.
 *
 * Content goes through a worker and the collector as in a sweep; what the
 * collector tells is narrowed down to what is new and not declared.
 */
#ifndef SCANNER_CLI_HOOK_H
#define SCANNER_CLI_HOOK_H

#include "reports/inventory/collector.h"
#include "scanner/cli/allow.h"
#include "scanner/cli/spot.h"
#include "scanner/git.h"
#include "scanner/worker.h"

#define HOOK_HITS_MAX 10000 /* told; more are counted */
#define HOOK_UNREAD_MAX 1000

struct hook_options {
	const char *const *names; /* NULL-terminated; none: what is staged */
	const char *sarif;	  /* a file, or NULL */
	enum confidence fail_on;
	bool update; /* declare what is found */
};

/* A finding that is to be told; its texts are its own. */
struct hook_hit {
	struct finding finding;
	unsigned depth;
	uint64_t column; /* 0: not known */
	bool no_reason;  /* its line allows it without saying why */
};

struct hook_hits {
	struct hook_hit *list;
	size_t count, room;
	uint64_t more; /* that are not in the list */
};

/* Objects that were not read, or not wholly: path, depth, state, problem.
 * Paths are its own. */
struct hook_unread {
	struct asset list[HOOK_UNREAD_MAX];
	size_t count;
	uint64_t more;
};

/* What the collector tells, narrowed down. */
struct hook_taker {
	struct listener listener;
	enum confidence least;
	struct allow *allow;
	struct hook_hits hits;
	struct hook_unread unread;
	/* The file at hand. */
	const struct git_change *change; /* NULL: all of it is new */
	struct source *source; /* NULL: on disk, by the asset's path */
	bool before;	   /* its old versions are being read */
	bool wants_old;	   /* what those held must be known to go on */
	bool knows_old;
	struct buffer old; /* fingerprints in hex, sorted once known */
	size_t hits_before, unread_before; /* when it came */
	uint64_t more_hits, more_unread;
	/* The asset at hand. */
	unsigned depth;
	bool lines;   /* offsets are those of lines */
	bool missing; /* something of the file was not read */
	struct spot spot;
	struct file_source file;
	int fd; /* of `file`, or -1 */
};

void hook_taker_init(struct hook_taker *, struct allow *,
		     enum confidence least);
void hook_taker_release(struct hook_taker *);

/* A staged file comes. When wants_old is set after it was read: forgets what
 * was taken of it, takes its old versions, and wants it once more. */
void hook_taker_file(struct hook_taker *, const struct git_change *);
void hook_taker_before(struct hook_taker *);
void hook_taker_after(struct hook_taker *);

/* Findings on standard output, the rest on standard error. */
void hook_tell(const struct hook_taker *, const struct hook_options *);
void hook_sarif(const struct hook_taker *, FILE *);

/* Runs it. Returns the exit status; says what went wrong. */
int hook_run(const struct hook_options *);

#endif
