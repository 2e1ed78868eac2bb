/*
 * Names of tables and columns in SQL scripts, with their types and comments:
 * the heads of INSERT and COPY, CREATE TABLE, COMMENT ON.
 */
#ifndef SCANNER_FORMATS_SQL_NAMES_H
#define SCANNER_FORMATS_SQL_NAMES_H

#include "scanner/base/buffer.h"
#include "scanner/formats/sql_copy.h"
#include "scanner/formats/sql_dialect.h"
#include "scanner/formats/stream.h"

#define SQL_COLUMNS_MAX 1024

/* What is told of a table, as UTF-8. Zero-initialise; release when done. */
struct sql_names {
	struct buffer text;
	uint32_t name, comment; /* offsets in text; 0: none */
	unsigned count;
	struct sql_column {
		uint32_t name, comment, type; /* likewise */
	} columns[SQL_COLUMNS_MAX];
	const char *pointers[3][SQL_COLUMNS_MAX];
	struct sql_copy copy; /* of SQL_COPY */
};
void sql_names_release(struct sql_names *);
/* Fills in what is known; valid until the names change. */
void sql_names_table(struct sql_names *, struct table *);

enum sql_statement {
	SQL_OTHER,
	SQL_INSERT, /* *end: behind VALUES, at the first row */
	SQL_SELECT, /* INSERT ... SELECT of values: at the first one */
	SQL_ASSIGN, /* INSERT or UPDATE ... SET: the same */
	SQL_COPY,   /* *end: at the first line of rows */
	SQL_DEFINE, /* names and comments of a table, rows elsewhere */
	SQL_USE,    /* names->name: the database of what follows */
	SQL_CUT,    /* the chunk ends before that can be told */
};

/* A script's own ways. */
struct sql_ways {
	const struct sql_dialect *dialect;
	bool backslash; /* escapes in strings */
	char scope[STREAM_SCOPE]; /* the database in use; "": not told */
};

/* What the statement at `at` is. `into`: the first INTO of an INSERT has
 * been read, another may begin here. */
enum sql_statement sql_head(const struct stream *, const struct sql_ways *,
			    uint32_t at, bool into, struct sql_names *,
			    uint32_t *end);

#endif
