/*
 * The life of a store: made under a temporary name, put in its place by one
 * rename when the sweep has ended, opened for reading ever after.
 *
 * SQLite gives its journals the mode of the main file, so that is made 0600
 * before SQLite sees it. What is deleted is overwritten (secure_delete), and
 * nothing of it is left in a journal beside the finished file.
 */
#include "reports/inventory/store.h"

#include <fcntl.h>
#include <libgen.h>
#include <sys/stat.h>
#include <unistd.h>

#include "reports/inventory/store_inside.h"
#include "scanner/base/gettext.h"

#define BATCH_ASSETS 5000
#define BATCH_NS 500000000

int store_problem(struct store *store, struct problem *problem,
		  const char *what)
{
	int code = store->db ? sqlite3_errcode(store->db) : SQLITE_NOMEM;
	enum reason reason = code == SQLITE_NOMEM ? REASON_MEMORY : REASON_IO;

	return problem_set(problem, OUTCOME_FATAL, reason,
			   _("inventory: %s: %s%s"), what, sqlite3_errstr(code),
			   code == SQLITE_FULL
				   ? _("; free some space, or name another "
				       "folder with -o")
				   : "");
}

int store_run(struct store *store, const char *sql, struct problem *problem)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_problem(store, problem, _("cannot be written"));
	return OUTCOME_OK;
}

sqlite3_stmt *store_query(struct store *store, const char *sql)
{
	sqlite3_stmt *query = NULL;

	if (sqlite3_prepare_v2(store->db, sql, -1, &query, NULL) != SQLITE_OK)
		return NULL;
	return query;
}

static int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Opens a batch, or ends one that is large or old enough and opens the
 * next. */
int store_begin(struct store *store, struct problem *problem)
{
	int outcome = OUTCOME_OK;

	if (store->in_batch && (store->batch_assets >= BATCH_ASSETS ||
				now_ns() - store->batch_start_ns > BATCH_NS))
		outcome = store_commit(store, problem);
	if (outcome != OUTCOME_OK || store->in_batch)
		return outcome;
	outcome = store_run(store, "BEGIN", problem);
	store->in_batch = outcome == OUTCOME_OK;
	store->batch_assets = 0;
	store->batch_start_ns = now_ns();
	return outcome;
}

int store_commit(struct store *store, struct problem *problem)
{
	if (!store->in_batch)
		return OUTCOME_OK;
	store->in_batch = false;
	return store_run(store, "COMMIT", problem);
}

static int prepare(struct store *store, const char *pragmas,
		   struct problem *problem)
{
	char identity[96];
	int i, outcome;

	snprintf(identity, sizeof(identity),
		 "BEGIN; PRAGMA application_id=%d; PRAGMA user_version=%d;",
		 STORE_APPLICATION_ID, STORE_VERSION);
	outcome = store_run(store, pragmas, problem);
	if (outcome == OUTCOME_OK)
		outcome = store_run(store, identity, problem);
	if (outcome == OUTCOME_OK)
		outcome = store_run(store, store_schema, problem);
	if (outcome == OUTCOME_OK)
		outcome = store_run(store, "COMMIT", problem);
	if (outcome == OUTCOME_OK && store->file)
		outcome = store_run(store, "PRAGMA synchronous=FULL", problem);
	for (i = 0; outcome == OUTCOME_OK && i < INSERT_COUNT; i++)
		if (sqlite3_prepare_v3(store->db, store_inserts[i], -1,
				       SQLITE_PREPARE_PERSISTENT,
				       &store->inserts[i],
				       NULL) != SQLITE_OK)
			outcome = store_problem(store, problem,
						_("cannot be written"));
	return outcome;
}

/* An empty file in the folder where the inventory shall stand. */
static int make_temporary(struct store *store, const char *file,
			  struct problem *problem)
{
	size_t room = strlen(file) + sizeof(".XXXXXX");
	int fd;

	store->file = strdup(file);
	store->temporary = malloc(room);
	if (!store->file || !store->temporary) {
		free(store->temporary);
		store->temporary = NULL;
		return store_problem(store, problem, _("cannot be made"));
	}
	snprintf(store->temporary, room, "%s.XXXXXX", file);
	fd = mkostemp(store->temporary, O_CLOEXEC);
	if (fd < 0) {
		free(store->temporary);
		store->temporary = NULL;
		return problem_errno(problem, OUTCOME_FATAL, file);
	}
	close(fd);
	return OUTCOME_OK;
}

/* A temporary one lies in a file that SQLite unlinks at once; no crash can
 * leave anything, so nothing need be synced. In exclusive locking mode WAL
 * needs no shared memory, so it works on network file systems too. */
static const char temporary_pragmas[] =
	"PRAGMA temp_store=FILE; PRAGMA journal_mode=MEMORY;"
	"PRAGMA synchronous=OFF; PRAGMA secure_delete=ON;";
/* While it is empty nothing need be synced; what follows is. */
static const char durable_pragmas[] =
	"PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous=OFF;"
	"PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON;"
	"PRAGMA temp_store=MEMORY; PRAGMA journal_size_limit=0;";

struct store *store_create(const char *file, struct problem *problem)
{
	struct store *store = calloc(1, sizeof(*store));
	const char *name = "";
	int outcome = OUTCOME_OK;

	if (!store) {
		problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			    _("no memory for the inventory"));
		return NULL;
	}
	store->swept.rows = store->rows;
	if (file) {
		outcome = make_temporary(store, file, problem);
		name = store->temporary;
	}
	if (outcome == OUTCOME_OK &&
	    sqlite3_open_v2(name, &store->db,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
				    SQLITE_OPEN_PRIVATECACHE |
				    SQLITE_OPEN_NOMUTEX, /* the collector's */
			    NULL) != SQLITE_OK)
		outcome = store_problem(store, problem, _("cannot be made"));
	if (outcome == OUTCOME_OK)
		outcome = prepare(store,
				  file ? durable_pragmas : temporary_pragmas,
				  problem);
	if (outcome == OUTCOME_OK)
		return store;
	store_free(store);
	return NULL;
}

static int64_t pragma(struct store *store, const char *sql)
{
	sqlite3_stmt *query = store_query(store, sql);
	int64_t value = -1;

	if (query && sqlite3_step(query) == SQLITE_ROW)
		value = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	return value;
}

static bool is_sound(struct store *store)
{
	sqlite3_stmt *query = store_query(store, "PRAGMA quick_check(1)");
	bool sound = false;

	if (query && sqlite3_step(query) == SQLITE_ROW)
		sound = !strcmp((const char *)sqlite3_column_text(query, 0),
				"ok");
	sqlite3_finalize(query);
	return sound;
}

/* Every kind in it must be one that this program knows. */
static bool knows_detectors(struct store *store)
{
	sqlite3_stmt *query = store_query(store,
					  "SELECT detector FROM profile UNION "
					  "SELECT detector FROM people_kind");
	const char *id;
	bool known = query != NULL;
	int step = SQLITE_DONE;

	while (known && (step = sqlite3_step(query)) == SQLITE_ROW) {
		id = (const char *)sqlite3_column_text(query, 0);
		known = id && detector_find(id) >= 0;
	}
	sqlite3_finalize(query);
	return known && step == SQLITE_DONE;
}

static int check(struct store *store, const char *file,
		 struct problem *problem)
{
	if (pragma(store, "PRAGMA application_id") != STORE_APPLICATION_ID)
		return problem_set(problem, OUTCOME_FATAL, REASON_UNSUPPORTED,
				   _("%.120s: not an inventory of pandian"),
				   file);
	if (pragma(store, "PRAGMA user_version") != STORE_VERSION)
		return problem_set(problem, OUTCOME_FATAL, REASON_UNSUPPORTED,
				   _("%.120s: made by another version of "
				     "pandian; use that one, or scan again"),
				   file);
	if (!is_sound(store))
		return problem_set(problem, OUTCOME_FATAL, REASON_DAMAGED,
				   _("%.120s: damaged; take it from a backup, "
				     "or scan again"),
				   file);
	if (!knows_detectors(store))
		return problem_set(problem, OUTCOME_FATAL, REASON_UNSUPPORTED,
				   _("%.120s: holds kinds of data that this "
				     "version of pandian does not know"),
				   file);
	return OUTCOME_OK;
}

/* The file may come from anybody: no schema tricks, nothing is written. */
static int open_reading(struct store *store, const char *file,
			struct problem *problem)
{
	if (sqlite3_open_v2(file, &store->db,
			    SQLITE_OPEN_READONLY | SQLITE_OPEN_PRIVATECACHE,
			    NULL) != SQLITE_OK ||
	    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1,
			      NULL) != SQLITE_OK ||
	    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0,
			      NULL) != SQLITE_OK)
		return store_problem(store, problem, _("cannot be opened"));
	if (sqlite3_exec(store->db, "PRAGMA cell_size_check=ON;"
			 "PRAGMA temp_store=MEMORY;", NULL, NULL, NULL))
		return store_problem(store, problem, _("cannot be opened"));
	return OUTCOME_OK;
}

struct store *store_open(const char *file, const struct policy *policy,
			 struct problem *problem)
{
	struct store *store = calloc(1, sizeof(*store));
	int outcome;

	if (!store) {
		problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			    _("no memory for the inventory"));
		return NULL;
	}
	store->policy = policy;
	store->swept.rows = store->rows;
	outcome = open_reading(store, file, problem);
	if (outcome == OUTCOME_OK)
		outcome = check(store, file, problem);
	if (outcome == OUTCOME_OK)
		outcome = store_read_policy(store, problem);
	if (outcome == OUTCOME_OK)
		return store;
	store_free(store);
	return NULL;
}

static void close_db(struct store *store)
{
	int i;

	for (i = 0; i < INSERT_COUNT; i++) {
		sqlite3_finalize(store->inserts[i]);
		store->inserts[i] = NULL;
	}
	for (i = 0; i < SELECT_COUNT; i++) {
		sqlite3_finalize(store->selects[i]);
		store->selects[i] = NULL;
	}
	sqlite3_close(store->db);
	store->db = NULL;
}

static int sync_path(const char *path, int flags, struct problem *problem)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
	int outcome = OUTCOME_OK;

	if (fd < 0 || fsync(fd))
		outcome = problem_errno(problem, OUTCOME_FATAL,
					_("inventory: cannot be synced"));
	if (fd >= 0)
		close(fd);
	return outcome;
}

/* One file, without journal, on the disk, under its name; then the name on
 * the disk too. */
static int put_in_place(struct store *store, struct problem *problem)
{
	char *copy;
	int outcome = sync_path(store->temporary, 0, problem);

	if (outcome != OUTCOME_OK)
		return outcome;
	if (rename(store->temporary, store->file))
		return problem_errno(problem, OUTCOME_FATAL,
				     _("inventory: cannot be put in its "
				       "place"));
	free(store->temporary);
	store->temporary = NULL;
	copy = strdup(store->file);
	if (!copy)
		return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				   _("no memory for the inventory"));
	outcome = sync_path(dirname(copy), O_DIRECTORY, problem);
	free(copy);
	return outcome;
}

int store_finish(struct store *store, const struct sweep *sweep,
		 struct problem *problem)
{
	int outcome = store_begin(store, problem);

	if (outcome == OUTCOME_OK)
		outcome = store_write_sweep(store, sweep, problem);
	if (outcome == OUTCOME_OK)
		outcome = store_write_owners(store, problem);
	if (outcome == OUTCOME_OK)
		outcome = store_commit(store, problem);
	if (outcome != OUTCOME_OK || !store->file)
		return outcome;
	/* All is in the file then, without journal; it is synced once, before
	 * it gets its name. */
	outcome = store_run(store, "PRAGMA synchronous=OFF;"
			    "PRAGMA wal_checkpoint(TRUNCATE);"
			    "PRAGMA journal_mode=DELETE;", problem);
	if (outcome != OUTCOME_OK)
		return outcome;
	close_db(store);
	outcome = put_in_place(store, problem);
	if (outcome != OUTCOME_OK)
		return outcome;
	return open_reading(store, store->file, problem);
}

static void remove_with(const char *file, const char *suffix)
{
	size_t room = strlen(file) + strlen(suffix) + 1;
	char *name = malloc(room);

	if (!name)
		return;
	snprintf(name, room, "%s%s", file, suffix);
	unlink(name);
	free(name);
}

void store_free(struct store *store)
{
	if (!store)
		return;
	close_db(store);
	if (store->temporary) {
		remove_with(store->temporary, "");
		remove_with(store->temporary, "-wal");
		remove_with(store->temporary, "-shm");
		remove_with(store->temporary, "-journal");
	}
	store_forget_sweep(store);
	free(store->temporary);
	free(store->file);
	free(store);
}
