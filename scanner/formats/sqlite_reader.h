/* The inside of the reader of SQLite databases. */
#ifndef SCANNER_FORMATS_SQLITE_READER_H
#define SCANNER_FORMATS_SQLITE_READER_H

#include "scanner/formats/compose.h"
#include "scanner/formats/sqlite_vfs.h"

#define SQLITE_FIRST_COLUMN 1 /* of the table; before it the row's number */

struct sqlite_reader {
	struct extraction *x;
	sqlite3 *db;
	struct sqlite_vfs vfs;
	struct composer composer;
	const struct table *table; /* that is open */
	bool numbered;	     /* its rows are, and come in that order */
	int64_t last;	     /* number of the row read last */
	uint64_t row;	     /* how many were read */
	uint64_t bytes_free; /* that are not charged for */
	int stopped;  /* what the emitter said */
	bool partial; /* something was not read; the reason is set */
	unsigned char *text; /* COMPOSE_CELL_MAX, for text to be decoded */
};

/* Notes an error of SQLite's as what is not read. */
void sqlite_fault(struct sqlite_reader *, int code);

/* Rows of the table that is open until the end, an error, or the emitter's
 * word; past pages that are damaged, where rows have numbers. Returns
 * SQLite's. */
int sqlite_read_rows(struct sqlite_reader *, sqlite3_stmt *rows);

#endif
