/*
 * tar: headers as v7, POSIX (pax interchange format, IEEE 1003.1-2001), GNU
 * and star write them, and the maps of sparse files.
 */
#ifndef SCANNER_FORMATS_TAR_H
#define SCANNER_FORMATS_TAR_H

#include "scanner/base/buffer.h"
#include "scanner/formats/format.h"

#define TAR_BLOCK 512

enum tar_type {
	TAR_FILE_V7 = 0,
	TAR_FILE = '0',
	TAR_LINK = '1',
	TAR_SYMLINK = '2',
	TAR_CHARACTER = '3',
	TAR_BLOCK_DEVICE = '4',
	TAR_DIRECTORY = '5',
	TAR_FIFO = '6',
	TAR_GLOBAL = 'g',
	TAR_PAX = 'x',
	TAR_SOLARIS_PAX = 'X',
	TAR_GNU_DUMPDIR = 'D',
	TAR_GNU_LONG_LINK = 'K',
	TAR_GNU_LONG_NAME = 'L',
	TAR_GNU_SPARSE = 'S',
	TAR_GNU_VOLUME = 'V',
};

/* What of a sparse file is there; the rest of it are zeros. */
struct tar_map {
	struct tar_segment {
		uint64_t offset, length; /* in the file */
		uint64_t at;             /* in the data of the archive */
	} *segments;
	size_t count, room;
	uint64_t size; /* of the file */
	uint64_t held; /* bytes of all segments */
	bool bad;      /* no map, or one that is too large */
};
void tar_map_release(struct tar_map *);
/* Segments come in order and do not overlap, or the map is bad. */
void tar_map_add(struct tar_map *, uint64_t offset, uint64_t length);
/* "offset,length,offset,length..." (GNU.sparse.map) */
void tar_map_parse(struct tar_map *, const char *text);
/* Version 1.0: the map stands before the data. Returns its bytes, 0 when it
 * is bad. */
uint64_t tar_map_read(struct tar_map *, struct source *data);
/* Old GNU: in the header and in blocks behind it. Moves *at behind them. */
void tar_map_old(struct tar_map *, const unsigned char *header,
		 struct source *archive, uint64_t *at);

/* A sparse file, with zeros where it has holes; they are charged for. */
struct tar_sparse {
	struct source source; /* first */
	struct source *data;
	const struct tar_map *map;
	size_t segment; /* the last one that was read */
	struct budget *budget;
};
struct tar_sparse tar_sparse(const struct tar_map *, struct source *data,
			     struct budget *);

/* An entry: its header and those that extend it. Zero-initialise. */
struct tar_entry {
	unsigned char type; /* enum tar_type, or any other */
	uint64_t size;	    /* bytes in the archive */
	uint64_t data;	    /* raw offset of them */
	int64_t mtime_ns;
	struct buffer name; /* as it stands there; empty: not told yet */
	bool named;	    /* by an extension, better than the header can */
	bool sized;	    /* likewise */
	bool sparse, sparse_named, sparse_map_in_data;
	struct tar_map map;
};
void tar_entry_release(struct tar_entry *);

/* A number, octal or base 256. False when it is none, or negative. */
bool tar_number(const unsigned char *field, size_t length, uint64_t *value);

/* The block is a header: its checksum is right. */
bool tar_header_valid(const unsigned char *block);

/* Takes what a header says, unless an extension has said it. False when it
 * has no size. */
bool tar_header_read(const unsigned char *block, struct tar_entry *);

/* Takes a name from an extension. */
void tar_entry_name(struct tar_entry *, const char *name);

/* Takes the records of a pax extension, with a NUL behind them. False when
 * they are damaged. */
bool tar_pax_read(const char *records, size_t length, struct tar_entry *);

/* A way through an archive, from one header to the next. */
struct tar {
	struct extraction *x;
	struct source *source;
	uint64_t at;	  /* raw offset of the next header */
	bool marked;	  /* the last block read was one of zeros: the end */
	bool damaged;	  /* a block that should be a header is none */
	bool failed;	  /* the source has; or a budget ended */
	uint64_t members; /* delivered */
	struct tar_entry entry;
	struct tar_places *places; /* tar_beside.h; or NULL */
	uint64_t reach; /* so many bytes of the source can be read at any
			 * place */
};
/* Finds the next entry, behind which tar_skip() goes. Blocks that are no
 * headers are passed over: zeros end an archive, but another one may be
 * appended to it. */
bool tar_next(struct tar *);
void tar_skip(struct tar *, uint64_t size);

#endif
