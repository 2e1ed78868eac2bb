/*
 * SQLite databases: the rows of every table, read by libsqlite3 through a
 * file system of ours that cannot write (sqlite_vfs.h). Views and virtual
 * tables are not asked; what these hold stands in tables.
 */
#include <stdlib.h>
#include <string.h>

#include "scanner/formats/compose.h"
#include "scanner/base/number.h"
#include "scanner/formats/settled_source.h"
#include "scanner/formats/sqlite_vfs.h"

#define VALUE_MAX (16 * 1024 * 1024) /* bytes of a value */
#define CACHE_KIB "2000"
#define FIRST_COLUMN 1 /* of the table; before it the row's number */
#define STEPS 10000 /* of SQLite's machine, between looks at the budget */

struct reader {
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

static void fault(struct reader *r, int code)
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

/* A value that is a container or a document becomes a member. */
static bool is_object(const unsigned char *bytes, size_t length)
{
	struct head head = { .bytes = bytes,
			     .length = length < HEAD_BYTES ? length
							   : HEAD_BYTES,
			     .whole = length < HEAD_BYTES,
			     .path = "" };

	for (const struct format *const *f = formats; *f; f++)
		if (!(*f)->textual && (*f)->bid && (*f)->bid(&head) >= 32)
			return true;
	return false;
}

static void deliver_object(struct reader *r, const char *column,
			   const unsigned char *bytes, size_t length)
{
	struct emitter *out = r->x->out;
	struct memory_source source = memory_source(bytes, length);
	struct member member = { .size = length, .source = &source.source };
	struct buffer name = { 0 };

	buffer_format(&name, "%s/%s/%llu", r->table->name, column,
		      (unsigned long long)r->row);
	member.name = buffer_string(&name);
	r->stopped = compose_flush(&r->composer);
	if (r->stopped == OUTCOME_OK)
		r->stopped = out->member(out, &member);
	if (r->stopped == OUTCOME_OK) {
		compose_start(&r->composer, out);
		r->stopped = compose_table(&r->composer, r->table);
	}
	buffer_release(&name);
}

/* Text in whatever charset it is, and bytes that are none as they stand. */
static void add_text(struct reader *r, uint32_t field,
		     const unsigned char *bytes, size_t length)
{
	enum charset charset = CHARSET_UTF8;

	if (!utf8_valid(bytes, length))
		charset = charset_detect(bytes, length, NULL);
	r->stopped = compose_text(&r->composer, field, charset, bytes, length,
				  r->text);
}

static void add_real(struct reader *r, uint32_t field, double value)
{
	char text[NUMBER_TEXT];
	size_t length = number_write(value, text);

	r->stopped = compose_cell(&r->composer, field, CELL_NUMBER,
				  (unsigned char *)text, length);
}

static void add_value(struct reader *r, sqlite3_stmt *rows, int column)
{
	uint32_t field = (uint32_t)(column - FIRST_COLUMN);
	const unsigned char *bytes;
	size_t length;

	switch (sqlite3_column_type(rows, column)) {
	case SQLITE_NULL:
		r->stopped = compose_cell(&r->composer, field, CELL_NULL,
					  NULL, 0);
		return;
	case SQLITE_FLOAT:
		add_real(r, field, sqlite3_column_double(rows, column));
		return;
	case SQLITE_BLOB:
		bytes = sqlite3_column_blob(rows, column);
		length = (size_t)sqlite3_column_bytes(rows, column);
		if (bytes && is_object(bytes, length)) {
			deliver_object(r, sqlite3_column_name(rows, column),
				       bytes, length);
			bytes = NULL;
		}
		break;
	default:
		bytes = sqlite3_column_text(rows, column);
		length = (size_t)sqlite3_column_bytes(rows, column);
	}
	if (r->stopped == OUTCOME_OK)
		add_text(r, field, bytes, bytes ? length : 0);
}

/* No database holds more than its file does; one whose pages are used over
 * and over seems to. That is charged for. */
static int charge(struct reader *r, sqlite3_stmt *rows, int columns)
{
	uint64_t bytes = (uint64_t)columns;

	for (int i = FIRST_COLUMN; i < columns; i++)
		bytes += (uint64_t)sqlite3_column_bytes(rows, i);
	if (bytes <= r->bytes_free) {
		r->bytes_free -= bytes;
		return OUTCOME_OK;
	}
	r->bytes_free = 0;
	return budget_bytes(r->x->budget, bytes, r->x->problem);
}

/* Rows until the end, an error, or the emitter's word. Returns SQLite's.
 * Numbers of rows that do not grow are those of a damaged tree. */
static int read_rows(struct reader *r, sqlite3_stmt *rows)
{
	int code, columns = sqlite3_column_count(rows);

	while ((code = sqlite3_step(rows)) == SQLITE_ROW) {
		int64_t number = sqlite3_column_int64(rows, 0);

		if (r->numbered && r->row && number <= r->last)
			return SQLITE_CORRUPT;
		if (charge(r, rows, columns) != OUTCOME_OK)
			return SQLITE_INTERRUPT;
		r->last = number;
		r->row++;
		for (int i = FIRST_COLUMN; i < columns; i++) {
			add_value(r, rows, i);
			if (r->stopped != OUTCOME_OK)
				return SQLITE_DONE;
		}
		compose_row_end(&r->composer);
	}
	return code;
}

/* Goes to the first row from a number on. */
static bool seek(sqlite3_stmt *rows, int64_t number)
{
	int code;

	sqlite3_reset(rows);
	sqlite3_bind_int64(rows, 1, number);
	code = sqlite3_step(rows);
	sqlite3_reset(rows);
	return code == SQLITE_ROW || code == SQLITE_DONE;
}

/* Behind the last row that was read there is a page that is damaged. Finds
 * the least number from which rows can be read again. */
static bool pass_damage(struct reader *r, sqlite3_stmt *rows)
{
	/* Hardly any program gives numbers below 0. */
	int64_t bad = r->row ? r->last : -1, good, step = 1;

	for (;;) {
		if (budget_time(r->x->budget, r->x->problem) != OUTCOME_OK ||
		    __builtin_add_overflow(bad, step, &good))
			return false;
		if (seek(rows, good))
			break;
		bad = good;
		if (__builtin_mul_overflow(step, 2, &step))
			return false;
	}
	while ((uint64_t)good - (uint64_t)bad > 1) {
		int64_t middle = bad + (int64_t)(((uint64_t)good -
						  (uint64_t)bad) / 2);

		if (seek(rows, middle))
			good = middle;
		else
			bad = middle;
	}
	sqlite3_bind_int64(rows, 1, good);
	return true;
}

static int read_all_rows(struct reader *r, sqlite3_stmt *rows)
{
	int code = read_rows(r, rows);

	while (r->numbered && (code & 0xFF) == SQLITE_CORRUPT) {
		int64_t last = r->last;

		fault(r, code);
		if (!pass_damage(r, rows))
			return SQLITE_DONE;
		code = read_rows(r, rows);
		if (r->last == last && code != SQLITE_DONE)
			break;
	}
	return code;
}

static int open_table(struct reader *r, sqlite3_stmt *rows, const char *name)
{
	int columns = sqlite3_column_count(rows) - FIRST_COLUMN, code;
	const char **names = calloc(2 * (size_t)columns + 1, sizeof(*names));
	struct table table = { .name = name,
			       .columns = names,
			       .types = names + columns,
			       .column_count = (uint32_t)columns,
			       .kind = TABLE_ROWS };

	if (!names)
		return SQLITE_NOMEM;
	for (int i = 0; i < columns; i++) {
		names[i] = sqlite3_column_name(rows, i + FIRST_COLUMN);
		if (!names[i])
			names[i] = "";
		names[columns + i] =
			sqlite3_column_decltype(rows, i + FIRST_COLUMN);
	}
	r->table = &table;
	r->row = 0;
	r->stopped = compose_table(&r->composer, &table);
	code = r->stopped == OUTCOME_OK ? read_all_rows(r, rows)
					: SQLITE_DONE;
	free(names);
	return code;
}

static int prepare(struct reader *r, const char *words, const char *name,
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
static void read_table(struct reader *r, const char *name)
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
		fault(r, code);
	sqlite3_finalize(rows);
}

static int look_at_budget(void *context)
{
	const struct reader *r = context;

	return budget_time(r->x->budget, r->x->problem) != OUTCOME_OK;
}

/* What the schema says in words (defaults, comments, views) is read as a
 * table of its own. False when there is no schema to be read. */
static bool read_tables(struct reader *r)
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
		fault(r, code);
	sqlite3_finalize(names);
	return any || code == SQLITE_DONE;
}

/* Nothing in the file is believed (sqlite.org/security.html). */
static void harden(struct reader *r)
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
	struct reader r = { .x = x,
			    .vfs = { .database = database, .wal = wal },
			    .bytes_free = 2 * database->size,
			    .text = malloc(COMPOSE_CELL_MAX) };
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
		fault(&r, code);
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
	struct settled_source settled;
	struct source *wal = NULL;
	int outcome, settling = OUTCOME_OK;

	if (!x->source->forward) {
		if (x->source->beside)
			wal = x->source->beside(x->source, NULL, "-wal");
		outcome = read_database(x, x->source, wal);
		if (wal)
			wal->close(wal);
		return outcome;
	}
	settling = settled_source_open(&settled, x->source, x->depth,
				       x->problem);
	outcome = settling == OUTCOME_FAILED
			  ? settling
			  : read_database(x, &settled.source, NULL);
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
