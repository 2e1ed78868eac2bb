/*
 * The watch: a thread beside a sweep that shows how far it is, on a terminal,
 * and takes the signals that end it.
 */
#ifndef SCANNER_CLI_WATCH_H
#define SCANNER_CLI_WATCH_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "scanner/scan.h"

struct watch {
	const struct scan_progress *progress;
	uint64_t (*findings)(void *context); /* so far; any thread */
	void *context;
	bool show;	   /* progress on standard error */
	atomic_int stop; /* set at SIGINT, SIGTERM, SIGHUP; a second one
			    * ends the program at once */
	atomic_bool done;
	pthread_t thread;
};

/* Blocks the signals in this thread and those it starts from now on, and
 * starts the watch. */
bool watch_start(struct watch *);
void watch_end(struct watch *);

#endif
