/*
 * A worker: one thread's buffers, and what it does with one object: identify
 * ▸ extract ▸ match ▸ hand to the sink. Members of containers come back to
 * the start.
 */
#ifndef SCANNER_WORKER_H
#define SCANNER_WORKER_H

#include "detectors/matcher.h"
#include "scanner/file_source.h"
#include "scanner/formats/format.h"
#include "scanner/identify.h"
#include "scanner/pool.h"
#include "scanner/scan.h"

struct worker {
	const struct scan_options *options;
	struct pool *pool;
	struct chunk *chunk;
	struct matcher *matcher;
	struct identifier identifier;
	struct keep keep; /* what a format wants to see again */
	unsigned char *head; /* HEAD_BYTES, of the file on disk */
	const struct stat *stat; /* of the file on disk being read */
	struct problem problem; /* why the sweep must stop */
};

/* What one extraction of a part is given and gives. */
struct run {
	const struct format *format;
	struct extraction x;
	struct part *part; /* for the caller to commit or drop */
	int outcome;
	struct problem problem;
};
/* Extracts and matches into a new part of the account. The source, head,
 * range, entry, depth and budget of run->x must be set. False when the sweep
 * must stop. */
bool worker_run(struct worker *, struct run *, struct account *,
		const char *path);

/* Reads an entry of the walk, or lists it with its reason. Takes it over.
 * False when the sweep must stop (reason in worker->problem). */
bool worker_file(struct worker *, struct entry *);

/* Reads an object that is not on disk. The budget is for it and all that is
 * in it. False when the sweep must stop (reason in worker->problem). */
bool worker_source(struct worker *, const char *path, struct source *,
		   struct budget *);

/* A budget for one file on disk. */
struct budget worker_budget(const struct worker *);

/* What stat tells of a file. */
void worker_stat(struct asset *, const struct stat *);

/* Compares what stat tells before and after reading: OUTCOME_PARTIAL with
 * the reason when the file was changed meanwhile. */
int worker_unchanged(int fd, const struct stat *before, int outcome,
		     struct problem *);

bool worker_init(struct worker *, const struct scan_options *, struct pool *);
void worker_release(struct worker *);

#endif
