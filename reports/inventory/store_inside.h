/* The inside of the store: what its files share. */
#ifndef REPORTS_INVENTORY_STORE_INSIDE_H
#define REPORTS_INVENTORY_STORE_INSIDE_H

#include <sqlite3.h>

#include "reports/inventory/policy_table.h"
#include "reports/inventory/store.h"

#define STORE_APPLICATION_ID 0x70616e64 /* "pand" */
#define STORE_VERSION 7
#define SWEEP_TEXTS 7 /* columns of `sweep` that are text */

/* The statements that write, in the order of store_inserts[]. */
enum insert {
	INSERT_SWEEP,
	INSERT_POLICY,
	INSERT_ASSET,
	INSERT_PROFILE,
	INSERT_COLUMN,
	INSERT_EVIDENCE,
	INSERT_PLACE,
	INSERT_PEOPLE,
	INSERT_BAND,
	INSERT_FLAG,
	INSERT_PEOPLE_KIND,
	INSERT_ROW_KINDS,
	INSERT_OWNER,
	INSERT_COUNT
};

extern const char store_schema[];
extern const char *const store_inserts[INSERT_COUNT];

/* The statements that read what belongs to one asset, for each of thousands:
 * they stay prepared. In the order of store_selects[]. */
enum select {
	SELECT_LOW,    /* codes of policy at this confidence */
	SELECT_HIGHER,
	SELECT_ROW_KINDS,
	SELECT_PROFILES,
	SELECT_COLUMNS,
	SELECT_TABLES,
	SELECT_TABLE_LEVELS, /* of the table that begins with a column */
	SELECT_TABLE_PEOPLE,
	SELECT_TABLE_KINDS,
	SELECT_PLACES,
	SELECT_PEOPLE,
	SELECT_PEOPLE_KINDS,
	SELECT_COUNT
};

extern const char *const store_selects[SELECT_COUNT];

/* Of a place f in a profile p of an asset a. */
#define PLACE_COLUMNS                                                      \
	"a.path, p.\"table\", p.\"column\", p.detector, p.policy, f.line, " \
	"f.row, f.offset, f.masked, f.fingerprint, f.confidence, "          \
	"f.checks, f.label "

#define POLICY_ROWS_MAX 128

struct store {
	sqlite3 *db;
	char *file;      /* where it shall stand; NULL: nowhere */
	char *temporary; /* where it stands until then; NULL: it is there */
	const struct policy *policy; /* to read levels by, or NULL */
	/* Levels as they stood at the sweep. */
	struct policy_row rows[POLICY_ROWS_MAX];
	struct policy swept;
	sqlite3_stmt *inserts[INSERT_COUNT];
	sqlite3_stmt *selects[SELECT_COUNT]; /* NULL: not yet, or in use */
	bool in_batch;
	unsigned batch_assets;
	int64_t batch_start_ns;
	int64_t asset;          /* id of the last one written */
	struct sweep sweep;     /* once asked for; texts are owned */
	char *sweep_texts[SWEEP_TEXTS];
};

/* Sets the reason for what SQLite says now. Never the text of its message:
 * that may hold values. */
int store_problem(struct store *, struct problem *, const char *what);
/* Runs statements that return nothing. */
int store_run(struct store *, const char *sql, struct problem *);
/* Prepares one for reading; NULL when it cannot. */
sqlite3_stmt *store_query(struct store *, const char *sql);
int store_begin(struct store *, struct problem *);
int store_commit(struct store *, struct problem *);
int store_write_sweep(struct store *, const struct sweep *,
		      struct problem *);
/* The names of the accounts that own what was read. */
int store_write_owners(struct store *, struct problem *);
void store_forget_sweep(struct store *);
/* Reads the table of levels. */
int store_read_policy(struct store *, struct problem *);
/* The level for a kind of data, by the store's policy. */
const struct policy_row *store_level(struct store *, const char *code);

#endif
