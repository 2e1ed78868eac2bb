/*
 * SQLite databases: the rows of every table, read by libsqlite3 through a
 * file system of ours that cannot write (sqlite_vfs.h). Views and virtual
 * tables are not asked; what these hold stands in tables.
 */
#include "scanner/formats/sqlite_reader.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/formats/settled_source.h"

#define VALUE_MAX (16 * 1024 * 1024) /* bytes of a value */
#define CACHE_KIB "2000"
#define STEPS 10000 /* of SQLite's machine, between looks at the budget */

void sqlite_fault(struct sqlite_reader *r, int code)
{
	struct problem *problem = r->x->problem;
	enum reason reason;

	r->partial = true;
	switch (code & 0xFF) { /* without SQLite's details */
	case SQLITE_INTERRUPT:
		return; /* the budget has given the reason */
	case SQLITE_NOMEM:
		reason = REASON_MEMORY;
		break;
	case SQLITE_TOOBIG:
		reason = REASON_BYTES;
		break;
	case SQLITE_ERROR: /* a function or collation of some program's own */
		reason = REASON_UNSUPPORTED;
		break;
	default:
		reason = REASON_DAMAGED;
	}
	if (r->vfs.fault.reason != REASON_NONE)
		problem_set(problem, OUTCOME_PARTIAL, r->vfs.fault.reason,
			    "%s", r->vfs.fault.words);
	else
		problem_set(problem, OUTCOME_PARTIAL, reason, "sqlite: %s",
			    sqlite3_errstr(code));
}

static int open_table(struct sqlite_reader *r, sqlite3_stmt *rows,
		      const char *name)
{
	int columns = sqlite3_column_count(rows) - SQLITE_FIRST_COLUMN, code;
	const char **names = calloc(2 * (size_t)columns + 1, sizeof(*names));
	struct table table = { .name = name,
			       .columns = names,
			       .types = names + columns,
			       .column_count = (uint32_t)columns,
			       .kind = TABLE_ROWS };

	if (!names)
		return SQLITE_NOMEM;
	for (int i = 0; i < columns; i++) {
		names[i] = sqlite3_column_name(rows, i + SQLITE_FIRST_COLUMN);
		if (!names[i])
			names[i] = "";
		names[columns + i] =
			sqlite3_column_decltype(rows, i + SQLITE_FIRST_COLUMN);
	}
	r->table = &table;
	r->row = 0;
	r->stopped = compose_table(&r->composer, &table);
	code = r->stopped == OUTCOME_OK ? sqlite_read_rows(r, rows)
					: SQLITE_DONE;
	free(names);
	return code;
}

static int prepare(struct sqlite_reader *r, const char *words, const char *name,
		   sqlite3_stmt **rows)
{
	char *sql = sqlite3_mprintf(words, name);
	int code = SQLITE_NOMEM;

	if (sql)
		code = sqlite3_prepare_v2(r->db, sql, -1, rows, NULL);
	sqlite3_free(sql);
	return code;
}

/* In the order of row numbers, where there are some. The indexes of a table
 * may be damaged as well: they are not used. */
static void read_table(struct sqlite_reader *r, const char *name)
{
	sqlite3_stmt *rows = NULL;
	int code = prepare(r, "SELECT _rowid_, * FROM main.\"%w\" "
			      "NOT INDEXED WHERE _rowid_ >= ?1 "
			      "ORDER BY _rowid_", name, &rows);

	r->numbered = code == SQLITE_OK;
	if (r->numbered)
		sqlite3_bind_int64(rows, 1, INT64_MIN);
	if (!r->numbered)
		code = prepare(r, "SELECT 0, * FROM main.\"%w\" NOT INDEXED",
			       name, &rows);
	if (code == SQLITE_OK)
		code = open_table(r, rows, name);
	if (code != SQLITE_DONE && r->stopped == OUTCOME_OK)
		sqlite_fault(r, code);
	sqlite3_finalize(rows);
}

static int look_at_budget(void *context)
{
	const struct sqlite_reader *r = context;

	return budget_time(r->x->budget, r->x->problem) != OUTCOME_OK;
}

/* What the schema says in words (defaults, comments, views) is read as a
 * table of its own. False when there is no schema to be read. */
static bool read_tables(struct sqlite_reader *r)
{
	static const char sql[] =
		"SELECT name FROM main.sqlite_schema "
		"WHERE type = 'table' AND rootpage > 0 ORDER BY rootpage";
	sqlite3_stmt *names = NULL;
	int code = sqlite3_prepare_v2(r->db, sql, -1, &names, NULL);
	bool any = false;

	while (code == SQLITE_OK && r->stopped == OUTCOME_OK &&
	       (code = look_at_budget(r) ? SQLITE_INTERRUPT
					 : sqlite3_step(names)) ==
		       SQLITE_ROW) {
		if (!any)
			read_table(r, "sqlite_schema");
		any = true;
		code = SQLITE_OK;
		if (r->stopped == OUTCOME_OK)
			read_table(r, (const char *)sqlite3_column_text(names,
									0));
	}
	if (code != SQLITE_OK && code != SQLITE_DONE)
		sqlite_fault(r, code);
	sqlite3_finalize(names);
	return any || code == SQLITE_DONE;
}

/* Nothing in the file is believed (sqlite.org/security.html). */
static void harden(struct sqlite_reader *r)
{
	sqlite3 *db = r->db;

	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_limit(db, SQLITE_LIMIT_LENGTH, VALUE_MAX);
	sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_limit(db, SQLITE_LIMIT_EXPR_DEPTH, 100);
	sqlite3_progress_handler(db, STEPS, look_at_budget, r);
	/* Exclusive: the log's index needs no shared memory. */
	sqlite3_exec(db,
		     "PRAGMA locking_mode=EXCLUSIVE;"
		     "PRAGMA cell_size_check=ON;"
		     "PRAGMA mmap_size=0;"
		     "PRAGMA temp_store=MEMORY;"
		     "PRAGMA cache_size=-" CACHE_KIB ";",
		     NULL, NULL, NULL);
}

/* The database is at hand, at any place of it. */
static int read_database(struct extraction *x, struct source *database,
			 struct source *wal)
{
	struct sqlite_reader r = {
		.x = x,
		.vfs = { .database = database, .wal = wal },
		.bytes_free = 2 * database->size,
		.text = malloc(COMPOSE_CELL_MAX),
	};
	bool readable = false;
	int code, outcome;

	if (!r.text)
		return problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to read a database");
	code = sqlite_vfs_open(&r.vfs, x->head->bytes, &r.db);
	if (r.vfs.size > database->size) {
		r.partial = true;
		problem_set(x->problem, OUTCOME_PARTIAL, REASON_TRUNCATED,
			    "sqlite: the database ends early");
	}
	if (code == SQLITE_OK) {
		harden(&r);
		compose_start(&r.composer, x->out);
		readable = read_tables(&r);
		if (r.stopped == OUTCOME_OK)
			r.stopped = compose_flush(&r.composer);
	} else {
		sqlite_fault(&r, code);
	}
	outcome = r.stopped;
	if (outcome == OUTCOME_OK && !readable)
		outcome = format_text.extract(x); /* values stand in it */
	sqlite_vfs_close(&r.vfs, r.db);
	free(r.text);
	return outcome == OUTCOME_OK && r.partial ? OUTCOME_PARTIAL : outcome;
}

static int extract(struct extraction *x)
{
	bool forward = x->source->forward;
	struct settled_source settled;
	struct source *database = x->source, *wal = NULL;
	int outcome, settling = OUTCOME_OK;

	if (forward) {
		settling = settled_source_open(&settled, x->source, x->depth,
					       x->problem);
		database = &settled.source;
	}
	outcome = settling;
	if (settling != OUTCOME_FAILED) {
		if (x->source->beside)
			wal = x->source->beside(x->source, NULL, "-wal");
		outcome = read_database(x, database, wal);
		if (wal)
			wal->close(wal);
	}
	if (forward)
		settled_source_release(&settled);
	return outcome == OUTCOME_OK ? settling : outcome;
}

static unsigned bid(const struct head *head)
{
	return head->length >= SQLITE_HEADER_BYTES &&
			       !memcmp(head->bytes, "SQLite format 3", 16)
		       ? 32
		       : 0;
}

const struct format format_sqlite = {
	.name = "sqlite",
	.bid = bid,
	.extract = extract,
};
