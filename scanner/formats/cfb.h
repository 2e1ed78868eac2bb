/*
 * Compound files (MS-CFB): storages and streams in one file, as Office wrote
 * its documents until 2007. Their streams are sources.
 *
 * What is read at any place of the file is trusted no further than that:
 * chains may run in circles or out of the file, sizes may lie.
 */
#ifndef SCANNER_FORMATS_CFB_H
#define SCANNER_FORMATS_CFB_H

#include "scanner/formats/format.h"

#define CFB_SIGNATURE "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
#define CFB_HEADER_BYTES 512
#define CFB_ROOT 0    /* the index of the root storage */
#define CFB_NAME 96   /* 31 units of UTF-16, and a NUL */

enum cfb_type { CFB_FREE, CFB_STORAGE, CFB_STREAM };

struct cfb_entry {
	char name[CFB_NAME]; /* UTF-8 */
	enum cfb_type type;
	uint32_t parent; /* index of the storage that it lies in */
	uint32_t left, right, child; /* as the file has them */
	uint32_t first;	 /* sector */
	uint64_t size;	 /* of a stream; at most that of the file */
};

struct cfb;

/* Opens a file that can be read at any place; it is kept by the caller. NULL
 * when there is no directory to be read (the reason is set). Sets the reason
 * as well when there is one that is not whole. */
struct cfb *cfb_open(struct source *, struct problem *);
void cfb_close(struct cfb *); /* may be NULL */

/* The entries by index. Names of type CFB_FREE mean nothing. */
size_t cfb_count(const struct cfb *);
const struct cfb_entry *cfb_entry(const struct cfb *, size_t index);
/* The stream of this name in a storage, case aside; or -1. */
int64_t cfb_find(const struct cfb *, uint32_t storage, const char *name);

/* A stream as a source; one of a compound file is used at a time with
 * others. Sectors that are not there end it early, with a reason. */
struct cfb_stream {
	struct source source; /* first */
	struct cfb *cfb;
	uint32_t first;
	bool mini;	 /* in sectors of 64 bytes, of another stream */
	uint32_t sector; /* the one that was read last ... */
	uint64_t number; /* ... and which of the stream's it is */
};
struct cfb_stream cfb_stream(struct cfb *, const struct cfb_entry *);

#endif
