/*
 * An output: a document on its way to its place. Written under a temporary
 * name in the same folder, synced, renamed: a reader sees the old document or
 * the new one, after a power cut too, and what stood there before stays when
 * anything fails.
 */
#ifndef REPORTS_WRITERS_OUTPUT_H
#define REPORTS_WRITERS_OUTPUT_H

#include <stdio.h>

#include "scanner/base/outcome.h"

struct output {
	FILE *file;	  /* to write to */
	const char *name; /* as the user named it, for words */
	char *base;	  /* last part of the name */
	int folder;	  /* -1: written as it is (stdout, pipe, device) */
	char temporary[40];
};

/* Opens `name` ("-": standard output), which must live as long as the output.
 * Private: mode 0600, else 0666 less the umask. On failure nothing remains. */
int output_open(struct output *, const char *name, bool private,
		struct problem *);

/* Puts the document in its place, or, unless `outcome` is OUTCOME_OK, throws
 * it away. Returns outcome, or what went wrong. Always ends the output. */
int output_close(struct output *, int outcome, struct problem *);

#endif
