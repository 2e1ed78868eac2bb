/*
 * A format: bytes → text and members. One file each, one line in formats.c.
 *
 * An extractor reads a source, fills chunks and hands them to an emitter.
 * It never matches anything and never hears of reports. Own code for text,
 * CSV and SQL runs in the scanning threads; what wraps a library (zip, xlsx)
 * can be moved behind a process border without change.
 */
#ifndef SCANNER_FORMATS_FORMAT_H
#define SCANNER_FORMATS_FORMAT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "scanner/base/charset.h"
#include "scanner/base/outcome.h"
#include "scanner/base/chunk.h"
#include "scanner/pandian.h"

#define SOURCE_UNKNOWN UINT64_MAX
#define HEAD_BYTES (64 * 1024)

/*
 * Bytes to read: a file, a member of a container. Embedded as the first
 * field of what implements it.
 */
struct source {
	/* Reads up to `length` bytes at `offset`. Returns the count, 0 at the
	 * end, -1 with the reason set. Reading on from where the last read
	 * ended is cheap; going back may decompress again. */
	ssize_t (*read)(struct source *, void *into, size_t length,
			uint64_t offset, struct problem *);
	/* Bytes; members may lie. SOURCE_UNKNOWN, perhaps until the end was
	 * read. */
	uint64_t size;
	bool forward; /* going back starts over, from the first byte */
	/* Of what beside() gave: another one for each file, and each state of
	 * it on disk. */
	uint64_t stamp;
	/* Of a file on disk, or what is packed in one: opens the file beside
	 * it of that name (NULL: its own) and suffix. NULL: there is none.
	 * Else the caller closes it. */
	struct source *(*beside)(struct source *, const char *name,
				 const char *suffix);
	void (*close)(struct source *); /* of what beside() gave */
};

/* Reads until `length` bytes or the end; like read() otherwise. */
ssize_t source_fill(struct source *, void *into, size_t length,
		    uint64_t offset, struct problem *);

/* A source over memory, which the caller keeps. */
struct memory_source {
	struct source source;
	const unsigned char *bytes;
	size_t length;
};
struct memory_source memory_source(const void *bytes, size_t length);

/* A source whose first bytes have been read before: they are not asked for
 * again, so that what can only go forward need not start over. The caller
 * keeps both. */
struct headed_source {
	struct source source;
	struct source *rest;
	const unsigned char *head;
	size_t length;
};
struct headed_source headed_source(struct source *rest, const void *head,
				   size_t length);

/* A stretch of a source, which the caller keeps. When it ends before `size`
 * bytes are read, that is an error. */
struct window_source {
	struct source source;
	struct source *whole;
	uint64_t begin;
};
struct window_source window_source(struct source *whole, uint64_t begin,
				   uint64_t size);

/*
 * Budgets: for one file on disk and everything nested in it. Whoever spends
 * more gets OUTCOME_FAILED with the reason, keeps what it has, and goes on
 * with the next object where it can.
 */
struct budget {
	unsigned depth_max;       /* containers inside containers */
	uint64_t members_left;    /* of all containers together */
	uint64_t bytes_left;      /* decompressed */
	uint64_t memory;          /* held by decoders that are open now */
	int64_t deadline_ns;      /* CLOCK_MONOTONIC; 0: none */
	const atomic_int *stop; /* set by a signal: end soon; may be NULL */
};
int budget_bytes(struct budget *, uint64_t bytes, struct problem *);
int budget_member(struct budget *, unsigned depth, struct problem *);
int budget_time(struct budget *, struct problem *);

/* What identify found out from the first bytes (see identify.h). */
struct head {
	const unsigned char *bytes; /* up to HEAD_BYTES, raw */
	size_t length;
	bool whole;           /* the object ends here */
	const char *path;     /* for hints only; contents come first */
	struct source *source; /* for bids only: what lies beside it; or NULL */
	enum charset charset; /* CHARSET_ASCII: not decided yet */
	/* What the text says that it is in, where its bytes do not tell;
	 * CHARSET_ASCII: nothing. */
	enum charset declared;
	unsigned bom;         /* bytes of the byte order mark */
	/* The same bytes as UTF-8-or-ASCII-compatible text without trail
	 * bytes that look like ASCII, for the probes of text formats. */
	const unsigned char *text;
	size_t text_length;
};

struct format;

/* A member of a container, handed to the emitter while it is open. */
struct member {
	const char *name; /* UTF-8, or bytes as they are; no leading "/" */
	uint64_t size;    /* as declared; SOURCE_UNKNOWN */
	int64_t mtime_ns; /* 0: unknown */
	bool encrypted;   /* cannot be read; source is NULL */
	struct source *source;
};

/* Takes what an extractor hands over. Functions return OUTCOME_OK, or
 * anything else to make the extractor stop and return it. */
struct emitter {
	struct chunk *chunk; /* to be filled; its own after emit() too */
	/* Opens a table: sets chunk->table and chunk->row. Both may be set
	 * back to those of a table that was opened before. */
	int (*table)(struct emitter *, const struct table *);
	/* Takes the chunk: text, cells, rows. The extractor then moves what
	 * it keeps and fills it anew. Advances chunk->row by the row ends. */
	int (*emit)(struct emitter *);
	/* Takes a member and everything in it, by way of the same chunk:
	 * cells that stand in it must be emitted before. */
	int (*member)(struct emitter *, const struct member *);
	/* Whether a text says what kind of value stands beside it: for tables
	 * of which only that tells how they are meant. NULL: not known. */
	bool (*label)(const char *text);
	/* Whether digits, perhaps with an X behind, are a number whose check
	 * digit holds: for tables that do not tell where one ends. NULL: not
	 * known. */
	bool (*proven)(const unsigned char *text, uint32_t length);
};

#define STREAM_SCOPE 264 /* a name of 64 characters, and more */

/*
 * Where a stream stands between two records: what a segment of a large file
 * must know of what came before.
 */
struct stream_state {
	uint64_t position; /* raw offset of the first byte not consumed */
	uint8_t charset;   /* enum charset, as decided so far */
	uint8_t where;     /* the format's own */
	char scope[STREAM_SCOPE]; /* likewise: what later names stand in */
};

/* What a format keeps on a thread from one object to the next: its own when
 * `release` is. Zero-initialise. */
struct keep {
	void *state;
	void (*release)(void *state);
};
void keep_release(struct keep *);

/* One extraction: a whole object (begin 0, end UINT64_MAX), or a segment. */
struct extraction {
	struct source *source;
	const struct head *head;
	uint64_t begin, end; /* raw; records that start here are this one's */
	bool guess;          /* entry is not known but for a scope that is
			      * likely: guess it, and say in entry what was
			      * guessed. When no record seems to
			      * start in the segment, entry.position = end */
	struct stream_state entry, exit;
	uint64_t lines;      /* out: line ends in what was consumed */
	unsigned depth;      /* containers around this object */
	struct budget *budget;
	struct keep *keep;   /* not of segments */
	struct emitter *out;
	struct problem *problem;
};

struct format {
	const char *name; /* "xlsx", in reports */
	/* How many bits of the head speak for it (libarchive's bid): the
	 * highest wins, 0: not mine. NULL: never by itself. */
	unsigned (*bid)(const struct head *);
	unsigned bid_most; /* of bids that take long; 0: any */
	/* See head.declared. NULL: no text says so. */
	enum charset (*declared)(const struct head *);
	int (*extract)(struct extraction *);
	bool segmented; /* extract may start from a guessed state */
	bool textual;   /* has an encoding */
};

/* All formats, NULL-terminated. */
extern const struct format *const formats[];
extern const struct format format_text; /* what nothing else claims */
/* What others are made of. */
extern const struct format format_sql, format_tar;

#endif
