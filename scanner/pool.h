/*
 * The pool: files that wait to be read, and large files whose segments are
 * shared out. Bounded: who adds waits when it is full, until half of it is
 * gone, so that threads seldom wake each other.
 */
#ifndef SCANNER_POOL_H
#define SCANNER_POOL_H

#include <pthread.h>
#include <stdbool.h>

#include "scanner/walk.h"

#define POOL_FILES 256

struct large; /* a large file in work (large.h) */

struct pool {
	pthread_mutex_t mutex;
	pthread_cond_t changed;
	struct entry files[POOL_FILES];
	unsigned first, count;
	unsigned in_work; /* of the files that were taken: each may yet turn
			   * out to be large, and be shared out */
	struct large *large; /* list; segments go before new files */
	bool closed;	     /* no more files come */
	bool failed;	     /* stop: a thread met a fatal error */
};

/* What a thread is to do next. */
enum work {
	WORK_FILE,
	WORK_SEGMENT,
	WORK_END,
};

void pool_init(struct pool *);
void pool_release(struct pool *);
/* Takes over the entry. False when the pool has failed. */
bool pool_add(struct pool *, struct entry *);
void pool_close(struct pool *);
void pool_fail(struct pool *);

/* Waits for something to do. `done`: what the thread took before; at first
 * WORK_END. */
enum work pool_take(struct pool *, enum work done, struct entry *,
		    struct large **, unsigned *segment);

void pool_add_large(struct pool *, struct large *);
void pool_remove_large(struct pool *, struct large *);
/* After a segment was committed: another one may be taken. */
void pool_wake(struct pool *);

#endif
