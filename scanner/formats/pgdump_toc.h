/*
 * The table of contents that archives of pg_dump begin with, and the bytes
 * behind it. After PostgreSQL's src/bin/pg_dump/pg_backup_archiver.c,
 * versions 1.10 (PostgreSQL 8.0) to 1.16 (17 and 18).
 */
#ifndef SCANNER_FORMATS_PGDUMP_TOC_H
#define SCANNER_FORMATS_PGDUMP_TOC_H

#include "scanner/base/buffer.h"
#include "scanner/formats/packed.h"

#define PGDUMP_MAGIC "PGDMP\x01" /* and the major version */
#define PGDUMP_MAGIC_BYTES 6
#define PGDUMP_DEPENDS_MAX 32

enum pgdump_form {
	PGDUMP_CUSTOM = 1, /* data follow */
	PGDUMP_TAR = 3,	   /* they are in other files, of a folder as well */
};

/* A reader: goes forward over a source, in small steps. */
struct pgdump_reader {
	struct source *source;
	struct budget *budget;
	struct problem *problem; /* takes the first fault */
	uint64_t next;	   /* raw offset behind bytes[] */
	size_t at, filled; /* of bytes[] */
	unsigned minor;	   /* of the version */
	unsigned int_size, offset_size;
	enum pgdump_form form;
	const struct codec *codec; /* of the data that follow; NULL: plain */
	int64_t entries;   /* of the table, still to be read; below 0 after
			    * a fault: the rest of it is not found */
	bool fault;	   /* something was not read; the reason is set */
	unsigned char bytes[16 * 1024];
};

/* An entry of the table. Zero-initialise; read one after the other. */
struct pgdump_entry {
	int64_t id;
	struct buffer kind; /* "TABLE", "TABLE DATA", "COMMENT", ... */
	struct buffer definition; /* SQL */
	struct buffer copy; /* the statement that data follow; or empty */
	int64_t depends[PGDUMP_DEPENDS_MAX]; /* ids; further ones are dropped */
	unsigned depend_count;
	bool has_data;
	uint64_t data; /* raw offset; 0: not known */
};
void pgdump_entry_release(struct pgdump_entry *);

/* Reads the header. OUTCOME_OK, or OUTCOME_FAILED with the reason. */
int pgdump_begin(struct pgdump_reader *, struct source *, struct budget *,
		 struct problem *);

/* False at the table's end (no entries left), or with a fault. */
bool pgdump_entry_read(struct pgdump_reader *, struct pgdump_entry *);

/* Returns how many bytes were read: fewer only at the end and, with the
 * reason set, after a fault. */
size_t pgdump_read(struct pgdump_reader *, void *into, size_t length);

/* False, with the reason set, when there is no whole number. */
bool pgdump_int(struct pgdump_reader *, int64_t *);

/* The raw offset of the next byte; and going to another one. */
uint64_t pgdump_tell(const struct pgdump_reader *);
void pgdump_seek(struct pgdump_reader *, uint64_t raw);

#endif
