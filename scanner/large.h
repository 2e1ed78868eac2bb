/*
 * A large file: its segments go to whatever thread is free, each with a
 * guess of the state it begins in. Segments are committed in the order of
 * the file; where a guess was wrong the segment is read again with the state
 * that the one before it ended in. So the result is that of one thread.
 */
#ifndef SCANNER_LARGE_H
#define SCANNER_LARGE_H

#include "scanner/worker.h"

#define LARGE_WINDOW 16 /* segments in work or waiting to be committed */

struct large {
	struct large *next; /* in the pool's list, under its mutex */
	struct entry entry; /* owned */
	struct asset asset;
	struct identity identity;
	unsigned char *head;	       /* owned; what identity points to */
	unsigned char *text;
	struct account *account;
	struct budget budget;
	unsigned segments, window;
	atomic_uint claimed, committed;
	pthread_mutex_t mutex; /* of what follows */
	bool committing;
	struct segment {
		bool ready;
		struct run run; /* what its x points to has ended by then */
	} slots[LARGE_WINDOW];
	char scope[STREAM_SCOPE]; /* of the state below, to guess from */
	struct stream_state state; /* at the end of what is committed */
	int outcome;
	struct problem problem;
};

/* Turns an open file into a large one, when its format can begin anywhere.
 * True: it took over the entry (which is zeroed). *ok is cleared when the
 * sweep must stop. worker->head holds the file's head. */
bool large_start(struct worker *, struct entry *, bool *ok);

/* Under the pool's mutex: is there a segment to take? */
bool large_claim(struct large *, unsigned *segment);

/* Reads a segment that was claimed, and commits what can be committed. False
 * when the sweep must stop. */
bool large_segment(struct worker *, struct large *, unsigned segment);

#endif
