/*
 * The data of archives in the custom form of pg_dump: blocks behind their
 * lengths, ended by a length of 0 (pg_backup_custom.c).
 */
#ifndef SCANNER_FORMATS_PGDUMP_DATA_H
#define SCANNER_FORMATS_PGDUMP_DATA_H

#include "scanner/formats/pgdump_toc.h"

/* The blocks of one table, or of one large object. */
struct pgdump_blocks {
	struct source source; /* first; forward */
	struct pgdump_reader *reader;
	uint64_t begin; /* raw offset of the first length */
	uint64_t at;	/* bytes read of them all */
	int64_t left;	/* of the open block */
	bool ended;	/* the last one was read */
};

/* Starts where the reader stands. */
struct pgdump_blocks pgdump_blocks(struct pgdump_reader *);

/* Goes behind the last block. False, with the reason set, when the archive
 * ends before it, or is damaged. */
bool pgdump_blocks_end(struct pgdump_blocks *);

#endif
