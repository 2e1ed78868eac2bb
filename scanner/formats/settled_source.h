/*
 * What can only go forward, settled so that it can be read at any place:
 * its start in memory, the rest in an unnamed file, enciphered under a key
 * that is nowhere else, since it holds values.
 */
#ifndef SCANNER_FORMATS_SETTLED_SOURCE_H
#define SCANNER_FORMATS_SETTLED_SOURCE_H

#include "scanner/base/buffer.h"
#include "scanner/formats/format.h"

#define SETTLED_MAX (1024ULL * 1024 * 1024) /* bytes; the rest is not read */

struct settled_source {
	struct source source; /* first */
	struct buffer memory;
	int file;	      /* -1: not needed */
	bool refused;	      /* not all is there, for want of room alone */
	unsigned char key[32];
	unsigned char *block;
};

/* Reads a source to its end; the deeper it lies, the less of it stays in
 * memory. OUTCOME_OK; OUTCOME_PARTIAL with the reason when
 * it fails, or is larger than SETTLED_MAX: what was read is there;
 * OUTCOME_FAILED when nothing is. Release it in any case. */
int settled_source_open(struct settled_source *, struct source *,
			unsigned depth, struct problem *);
void settled_source_release(struct settled_source *);

#endif
