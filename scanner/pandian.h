/*
 * The public header of libpandian: assets, and the sink that takes what a
 * sweep finds in them.
 *
 * The engine (scanner/) reads and matches; who implements `struct sink`
 * (reports/inventory/) counts and keeps. Neither knows the other.
 */
#ifndef SCANNER_PANDIAN_H
#define SCANNER_PANDIAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "scanner/base/outcome.h"

#define PANDIAN_VERSION "0.1.0"

/* One file, or one member of a container: a line of the ledger. */
struct asset {
	/* Bytes as the file system or the archive has them, members joined by
	 * "!/"; a NUL in a name is left out of it. */
	const char *path;
	/* The path to open it again, where `path` has its values masked; never
	 * for an output. NULL: they are the same. */
	const char *raw_path;
	const char *link_of;  /* first name of the same inode, or NULL */
	const char *format;   /* "xlsx", "text", "pdf"; NULL: not identified */
	const char *encoding; /* "utf-8", "gb18030"; NULL: has none */
	uint64_t bytes;       /* of the object itself */
	uint64_t device, inode;
	int64_t mtime_ns, ctime_ns; /* Unix time */
	uint32_t uid, gid, mode;    /* of the file on disk */
	uint16_t depth;             /* 0: a file; 1: member of a file; ... */
	enum state state;
	struct problem problem;
};

/*
 * A table as an extractor meets it: rows follow, or a definition that tells
 * the names of the columns of rows elsewhere in the asset. Several
 * definitions of one table add up.
 *
 * Texts are UTF-8 and die on return. Columns are numbered from 0.
 */
struct table {
	const char *name;    /* NULL: the table that was open where the
	                      * segment begins (segments only), or unnamed */
	const char *comment; /* or NULL */
	const char *const *columns;  /* or NULL: not told here */
	const char *const *comments; /* per column, or NULL; each may be NULL */
	const char *const *types; /* as declared, "varchar(18)"; the same */
	uint32_t column_count;
	/* Columns are numbered as they are met, in each segment anew; before
	 * its end a definition tells them. */
	bool late;
	enum table_kind {
		TABLE_ROWS,       /* rows follow */
		TABLE_DEFINITION, /* names the columns of TABLE_ROWS */
		TABLE_PROSE,      /* no table: running text */
	} kind;
};

struct match_run;     /* detectors/match_run.h */
struct matcher; /* detectors/matcher.h */
struct chunk;   /* scanner/base/chunk.h */

/* Matches of one table of one part. */
struct batch {
	const struct match_run *runs;
	size_t count;
	struct matcher *matcher; /* which knows where they stand; NULL: all of
				  * them are whole */
	uint32_t table; /* as part_table() numbered it */
	uint64_t row;   /* none of them, and none to come, is in one before */
	uint64_t rows;  /* rows that ended since the last batch */
};

struct part;    /* the sink's: what one segment of one asset holds */
struct account; /* the sink's: what one asset holds */

/*
 * Takes what is found. The engine promises: a part is used by one thread at
 * a time and is either dropped or committed; the parts of an asset are
 * committed in the order of the file, from one thread at a time, while others
 * may be opened; an account is closed once, after its last commit. Functions
 * return OUTCOME_OK or OUTCOME_FATAL (with the reason in `problem`).
 */
struct sink {
	void *context;
	/* For the account that it is going to be committed to. */
	struct part *(*part_open)(struct account *);
	/* Numbers the tables of the part from 0 up: returns the number, or
	 * OUTCOME_FATAL. */
	int64_t (*part_table)(struct part *, const struct table *);
	int (*part_take)(struct part *, const struct batch *,
			 struct problem *);
	/* Takes a chunk with cells, before the matches in it; what it holds
	 * dies on return. NULL: not wanted. */
	int (*part_cells)(struct part *, const struct chunk *,
			  struct problem *);
	void (*part_drop)(struct part *);

	struct account *(*asset_open)(void *context, const char *path);
	/* Asked before a commit. False: the part supposed that another table
	 * was open at its beginning than is now; it is to be dropped, and
	 * what it counted to be read again. */
	bool (*asset_fits)(const struct account *, const struct part *);
	/* Takes over the part. `lines` is the number of line ends in it. A
	 * table with no name is the one that was open at the end of the part
	 * committed before; the part's last TABLE_ROWS is open at its end. */
	int (*asset_commit)(struct account *, struct part *, uint64_t lines,
			    struct problem *);
	/* Takes over the account: settles verdicts and writes the asset. Also
	 * for assets that were never read; then account comes straight from
	 * asset_open. */
	int (*asset_close)(struct account *, const struct asset *,
			   struct problem *);
};

#endif
