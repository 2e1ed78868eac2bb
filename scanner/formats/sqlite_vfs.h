/*
 * A file system of SQLite's that holds one database, read-only, over a
 * source, and its write-ahead log over another.
 *
 * Nothing is copied, locked or written: where SQLite would write it is told
 * that it may not. A database that is cut off is given its full length; the
 * pages that are missing read as zeros, which costs only what is on them.
 */
#ifndef SCANNER_FORMATS_SQLITE_VFS_H
#define SCANNER_FORMATS_SQLITE_VFS_H

#include <sqlite3.h>

#include "scanner/formats/format.h"

#define SQLITE_HEADER_BYTES 100

struct sqlite_vfs {
	sqlite3_vfs vfs; /* first; registered while it is in use */
	char name[32];
	struct source *database, *wal; /* wal: NULL when there is none */
	uint64_t size;	 /* as the database's header claims, or more */
	struct problem fault; /* of a source */
};

/* Opens a connection that can read only. The header is that of the database.
 * Returns what SQLite says; close it in any case. */
int sqlite_vfs_open(struct sqlite_vfs *, const unsigned char *header,
		    sqlite3 **);
void sqlite_vfs_close(struct sqlite_vfs *, sqlite3 *);

#endif
