/* The store: what is written is read back, in order; a file stands in its
 * place only when it is whole; files of others are refused. */
#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "reports/inventory/store.h"

#define FOLDER "/tmp/pandian-store-XXXXXX"

static char folder[sizeof(FOLDER)];
static char file[sizeof(FOLDER) + 16];

static void remove_files(void)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		unlinkat(dirfd(dir), entry->d_name, 0);
	closedir(dir);
}

static int count_files(void)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	int n = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)))
		n += entry->d_name[0] != '.';
	closedir(dir);
	return n;
}

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof(folder), "%s", FOLDER);
	if (!mkdtemp(folder))
		return -1;
	snprintf(file, sizeof(file), "%s/inventory.db", folder);
	return 0;
}

static int drop_folder(void **state)
{
	(void)state;
	remove_files();
	return rmdir(folder);
}

static const struct policy_row *level(const char *code)
{
	return policy_row(policy_default(), code);
}

static void write_asset(struct store *store, const char *path,
			const char *table)
{
	int id = detector_find("cn.resident_id");
	struct asset asset = {
		.path = path, .format = "sql", .encoding = "utf-8",
		.bytes = 1000, .inode = 7, .mtime_ns = -5, .mode = 0100600,
		.depth = 1, .state = STATE_PARTIAL,
		.problem = { REASON_TRUNCATED, "ends early" },
	};
	struct profile profiles[] = {
		{ .path = path, .table = table, .column = "sfzh",
		  .column_index = 2, .detector = id, .rows = 10,
		  .candidates = 9, .passed = 8, .tests = 1, .minors = 2,
		  .high = 7, .low = 1, .distinct_candidates = 6,
		  .distinct_passed = 5, .distinct_exact = true,
		  .chance = 1. / 11, .p_value = -12.5, .real_low = 0.5,
		  .real_high = 0.99, .verdict = VERDICT_CONFIRMED,
		  .confidence = CONFIDENCE_HIGH, .label = "身份证号",
		  .reasons = "a; b", .reasons_zh = "甲; 乙",
		  .policy = level("ID_NUMBER") },
		{ .path = path, .table = table, .column = "tel",
		  .column_index = 4, .detector = detector_find("cn.mobile"),
		  .verdict = VERDICT_CHANCE, .policy = level("MOBILE") },
	};
	struct finding places[] = {
		{ .path = path, .table = table, .column = "sfzh", .line = 3,
		  .row = 2, .offset = 99, .detector = id,
		  .masked = "110101********1234", .fingerprint = "ab",
		  .confidence = CONFIDENCE_HIGH, .checks = CHECK_CHECKSUM,
		  .label = "身份证号", .policy = level("ID_NUMBER") },
		{ .path = path, .table = table, .column = "sfzh", .line = 4,
		  .row = 3, .offset = 199, .detector = id,
		  .masked = "110101********123X", .fingerprint = "cd",
		  .confidence = CONFIDENCE_LOW, .policy = level("ID_NUMBER") },
	};
	struct people people[] = {
		{ .estimate = 7, .low = 4, .high = 9, .sensitive = 6 },
		{ .path = path, .table = table, .estimate = 8, .low = 5,
		  .high = 9, .sensitive = 8, .minors = 2 },
	};
	const struct stored_asset stored = { &asset, profiles, 2, places, 2,
					     people, 2 };
	struct problem problem = { 0 };
	struct column column = {
		.path = path, .table = table, .name = "sfzh", .index = 2,
		.comment = "证件", .type = "varchar(18)", .rows = 10,
		.filled = 7, .blanks = 2, .nulls = 1, .bytes = 126,
		.shortest = 17, .longest = 19, .looked = 6,
		.shapes = { 1, 2, 3, 0, 0 }, .distinct = 5,
		.distinct_error = 0.25, .in_series = 4, .near = 3,
		.label = "身份证号", .means = UINT64_C(1) << id,
	};

	people[1].by[id] = 6;
	people[1].by[detector_find("cn.mobile")] = 2;
	assert_int_equal(store_asset(store, &stored, &problem), OUTCOME_OK);
	assert_int_equal(store_column(store, &column, &problem), OUTCOME_OK);
}

static int finish(struct store *store)
{
	struct people all = { .estimate = 20, .low = 10, .high = 30 };
	struct sweep sweep = {
		.version = "1", .rules = "r", .key_id = "k",
		.fingerprints = "HMAC-SM3", .roots = "/srv",
		.started = "2026-01-01T00:00:00Z", .seconds = 1.5,
		.threads = 2, .incomplete = true, .assets = 3, .bytes = 3000,
		.findings = { 1, 2, 3, 4 },
	};
	struct problem problem = { 0 };
	int outcome = store_people(store, &all, &problem);

	if (outcome == OUTCOME_OK)
		outcome = store_finish(store, &sweep, &problem);
	return outcome;
}

static struct store *written(const char *name)
{
	struct problem problem = { 0 };
	struct store *store = store_create(name, &problem);

	assert_non_null(store);
	write_asset(store, "b/\xFF.sql", "t2");
	write_asset(store, "a\\b.sql", NULL);
	write_asset(store, "c\n.sql", "t1");
	return store;
}

/* What was read, as one text. */
struct log {
	char text[2048];
	size_t length;
	struct store *store; /* to ask further */
};

static int log_asset(void *context, const struct asset_row *row)
{
	struct log *log = context;
	const struct asset *a = &row->asset;

	assert_int_equal(a->state, STATE_PARTIAL);
	assert_int_equal(a->problem.reason, REASON_TRUNCATED);
	assert_string_equal(a->problem.words, "ends early");
	assert_string_equal(a->format, "sql");
	assert_null(a->link_of);
	assert_int_equal(a->mtime_ns, -5);
	assert_int_equal(a->mode, 0100600);
	assert_int_equal(row->findings, 8);
	assert_int_equal(row->confidence, CONFIDENCE_HIGH);
	assert_string_equal(row->level->code, "ID_NUMBER");
	log->length += (size_t)snprintf(log->text + log->length,
					sizeof(log->text) - log->length,
					"%s|", a->path);
	return 0;
}

static int log_profile(void *context, const struct profile *p)
{
	struct log *log = context;

	if (!strcmp(p->column, "sfzh")) {
		assert_int_equal(p->distinct_passed, 5);
		assert_true(p->distinct_exact);
		assert_true(p->p_value == -12.5 && p->real_high == 0.99);
		assert_int_equal(p->verdict, VERDICT_CONFIRMED);
		assert_int_equal(p->confidence, CONFIDENCE_HIGH);
		assert_string_equal(p->reasons_zh, "甲; 乙");
		assert_string_equal(p->label, "身份证号");
	}
	log->length += (size_t)snprintf(log->text + log->length,
					sizeof(log->text) - log->length,
					"%s.%s:%s|", p->table ? p->table : "",
					p->column, p->policy->jrt0171);
	return 0;
}

static int log_column(void *context, const struct column *c)
{
	struct log *log = context;

	assert_int_equal(c->index, 2);
	assert_string_equal(c->comment, "证件");
	assert_string_equal(c->type, "varchar(18)");
	assert_int_equal(c->filled + c->blanks + c->nulls, c->rows);
	assert_int_equal(c->bytes, 126);
	assert_true(c->shortest == 17 && c->longest == 19);
	assert_true(c->looked == 6 && c->shapes[SHAPE_HAN] == 3);
	assert_true(c->distinct == 5 && c->distinct_error == 0.25);
	assert_true(c->in_series == 4 && c->near == 3);
	assert_string_equal(c->label, "身份证号");
	assert_true(c->means ==
		    UINT64_C(1) << detector_find("cn.resident_id"));
	log->length += (size_t)snprintf(log->text + log->length,
					sizeof(log->text) - log->length,
					"%s.%s|", c->table ? c->table : "",
					c->name);
	return 0;
}

static int count_place(void *context, const struct finding *f)
{
	assert_string_equal(f->column, "sfzh");
	assert_int_equal(f->detector, detector_find("cn.resident_id"));
	++*(int *)context;
	return 0;
}

static int places_of(void *context, const struct profile *p)
{
	int n = 0;

	assert_int_equal(store_each_place(context, p, count_place, &n), 0);
	assert_int_equal(n, strcmp(p->column, "sfzh") ? 0 : 2);
	return 0;
}

static int log_people(void *context, const struct people *people)
{
	struct log *log = context;

	log->length += (size_t)snprintf(
		log->text + log->length, sizeof(log->text) - log->length,
		"%s=%d/%d|", people->table ? people->table : "-",
		(int)people->estimate,
		(int)people->by[detector_find("cn.resident_id")]);
	return 0;
}

/* An asset, and what belongs to it alone. */
static int log_inside(void *context, const struct asset_row *row)
{
	struct log *log = context;

	log->length += (size_t)snprintf(
		log->text + log->length, sizeof(log->text) - log->length,
		"%d<%d %s:", (int)row->people.estimate, (int)row->people.high,
		row->owner);
	assert_int_equal(store_each_profile(log->store, row, log_profile, log),
			 0);
	return store_each_people(log->store, row, log_people, log);
}

static void assert_content(struct store *store)
{
	struct sweep sweep;
	struct log log = { .length = 0 };
	int n = 0;

	assert_int_equal(store_sweep(store, &sweep), OUTCOME_OK);
	assert_string_equal(sweep.fingerprints, "HMAC-SM3");
	assert_string_equal(sweep.roots, "/srv");
	assert_int_equal(sweep.states[STATE_PARTIAL], 3);
	assert_int_equal(sweep.state_bytes[STATE_PARTIAL], 3000);
	assert_int_equal(sweep.findings[CONFIDENCE_HIGH], 4);
	assert_int_equal(sweep.findings[CONFIDENCE_NONE], 1);
	assert_true(sweep.incomplete && !sweep.interrupted);
	assert_int_equal(store_each_asset(store, log_asset, &log), 0);
	assert_string_equal(log.text, "a\\b.sql|b/\xFF.sql|c\n.sql|");
	log.length = 0;
	assert_int_equal(store_each_profile(store, NULL, log_profile, &log),
			 0);
	assert_string_equal(log.text, ".sfzh:C2|.tel:C2|t2.sfzh:C2|"
				      "t2.tel:C2|t1.sfzh:C2|t1.tel:C2|");
	log.length = 0;
	assert_int_equal(store_each_column(store, NULL, log_column, &log), 0);
	assert_string_equal(log.text, ".sfzh|t2.sfzh|t1.sfzh|");
	log.length = 0;
	log.store = store;
	assert_int_equal(store_each_asset(store, log_inside, &log), 0);
	assert_string_equal(log.text, "7<9 root:.sfzh:C2|.tel:C2|-=8/6|"
				      "7<9 root:t2.sfzh:C2|t2.tel:C2|t2=8/6|"
				      "7<9 root:t1.sfzh:C2|t1.tel:C2|t1=8/6|");
	assert_int_equal(store_each_profile(store, NULL, places_of, store),
			 0);
	assert_int_equal(store_each_place(store, NULL, count_place, &n), 0);
	assert_int_equal(n, 6);
	log.length = 0;
	assert_int_equal(store_each_people(store, NULL, log_people, &log), 0);
	assert_string_equal(log.text, "-=20/0|-=8/6|t2=8/6|t1=8/6|");
}

static void comes_back(void **state)
{
	struct store *store = written(file);
	struct problem problem = { 0 };
	struct stat st;

	(void)state;
	assert_int_equal(access(file, F_OK), -1); /* not before the end */
	assert_int_equal(finish(store), OUTCOME_OK);
	assert_content(store);
	store_free(store);
	assert_int_equal(count_files(), 1);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	store = store_open(file, NULL, &problem);
	assert_non_null(store);
	assert_content(store);
	store_free(store);
	store = store_open(file, policy_default(), &problem);
	assert_non_null(store);
	assert_content(store);
	store_free(store);
	assert_int_equal(count_files(), 1);
}

static void a_temporary_one_vanishes(void **state)
{
	struct store *store = written(NULL);

	(void)state;
	assert_int_equal(finish(store), OUTCOME_OK);
	assert_content(store);
	store_free(store);
	assert_int_equal(count_files(), 0);
}

static void unfinished_leaves_nothing(void **state)
{
	struct store *store = written(file);

	(void)state;
	store_free(store);
	assert_int_equal(count_files(), 0);
}

static void put_old(void)
{
	int fd = open(file, O_CREAT | O_WRONLY, 0600);

	assert_int_equal(write(fd, "old", 3), 3);
	close(fd);
}

static void assert_old(void)
{
	char text[4] = "";
	int fd = open(file, O_RDONLY);

	assert_int_equal(read(fd, text, 4), 3);
	assert_string_equal(text, "old");
	close(fd);
}

static void killed_leaves_the_old_one(void **state)
{
	pid_t child;
	int status;

	(void)state;
	put_old();
	child = fork();
	if (!child) {
		written(file);
		kill(getpid(), SIGKILL);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_old();
}

/* The disk is full: a limit on the size of files says the same. */
static void full_leaves_the_old_one(void **state)
{
	struct rlimit limit = { 512 * 1024, 512 * 1024 };
	struct problem problem = { 0 };
	const struct asset asset = { .path = "x" };
	const struct stored_asset stored = { .asset = &asset };
	struct store *store;
	int status, i, outcome = OUTCOME_OK;
	pid_t child;

	(void)state;
	put_old();
	child = fork();
	if (!child) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &limit);
		store = store_create(file, &problem);
		for (i = 0; store && outcome == OUTCOME_OK && i < 50000; i++)
			outcome = store_asset(store, &stored, &problem);
		if (outcome == OUTCOME_OK && store)
			outcome = finish(store);
		store_free(store);
		_exit(outcome == OUTCOME_FATAL ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_old();
	assert_int_equal(count_files(), 1);
}

static void refused(const char *words)
{
	struct problem problem = { 0 };

	assert_null(store_open(file, NULL, &problem));
	assert_non_null(strstr(problem.words, words));
}

static void change(const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void others_are_refused(void **state)
{
	struct problem problem = { 0 };
	struct store *store;

	(void)state;
	refused("");
	put_old();
	refused("");
	unlink(file);
	change("CREATE TABLE asset (id INTEGER)");
	refused("not an inventory");
	unlink(file);
	store = written(file);
	assert_int_equal(finish(store), OUTCOME_OK);
	store_free(store);
	change("UPDATE profile SET detector='martian' WHERE number=0");
	refused("does not know");
	change("UPDATE profile SET detector='email' WHERE number=0;"
	       "UPDATE asset SET state='?', reason='?', confidence='?'");
	store = store_open(file, NULL, &problem);
	assert_non_null(store);
	store_free(store);
	change("PRAGMA user_version=2");
	refused("another version");
}

/* A byte changed anywhere: refused, or read without a crash. */
static int ignore_asset(void *context, const struct asset_row *row)
{
	(void)context;
	return row->asset.path ? 0 : OUTCOME_FATAL;
}

static int ignore_profile(void *context, const struct profile *p)
{
	(void)context;
	return p->policy ? 0 : OUTCOME_FATAL;
}

static void damage_is_no_crash(void **state)
{
	struct problem problem;
	struct store *store = written(file);
	unsigned char byte, flipped;
	struct stat st;
	off_t at;
	int fd;

	(void)state;
	assert_int_equal(finish(store), OUTCOME_OK);
	store_free(store);
	assert_int_equal(stat(file, &st), 0);
	for (at = 0; at < st.st_size; at += 97) {
		fd = open(file, O_RDWR);
		assert_int_equal(pread(fd, &byte, 1, at), 1);
		flipped = byte ^ 0xFF;
		assert_int_equal(pwrite(fd, &flipped, 1, at), 1);
		problem = (struct problem){ 0 };
		store = store_open(file, NULL, &problem);
		if (store) {
			store_each_asset(store, ignore_asset, NULL);
			store_each_profile(store, NULL, ignore_profile, NULL);
		} else {
			assert_int_not_equal(problem.reason, REASON_NONE);
		}
		store_free(store);
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
		close(fd);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(comes_back, make_folder,
						drop_folder),
		cmocka_unit_test_setup_teardown(a_temporary_one_vanishes,
						make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(unfinished_leaves_nothing,
						make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(killed_leaves_the_old_one,
						make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(full_leaves_the_old_one,
						make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(others_are_refused,
						make_folder, drop_folder),
		cmocka_unit_test_setup_teardown(damage_is_no_crash,
						make_folder, drop_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
