/* SQLite databases, made in memory by SQLite itself; whole and damaged. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <sqlite3.h>
#include <stdatomic.h>

#include "tests/unit/archive.h"

#define PAGE 1024

/* Runs the statements in a new database and returns its bytes, which
 * sqlite3_free() takes. */
static unsigned char *database(const char *sql, size_t *length)
{
	sqlite3_int64 size;
	unsigned char *bytes;
	sqlite3 *db;

	assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA page_size=1024", NULL, NULL,
				      NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	bytes = sqlite3_serialize(db, "main", &size, 0);
	assert_non_null(bytes);
	sqlite3_close(db);
	*length = (size_t)size;
	return bytes;
}

/* What the log has from the first table of the user's on. */
static const char *tables(struct record *r)
{
	const char *log = buffer_string(&r->log);
	const char *schema = strstr(log, "table sqlite_schema");

	assert_non_null(schema);
	schema = strstr(schema + 1, "\ntable ");
	return schema ? schema + 1 : "";
}

static void rows_stand_under_their_columns(void **state)
{
	struct record r;
	size_t length;
	unsigned char *bytes = database(
		"CREATE TABLE t (id INTEGER PRIMARY KEY, phone, n REAL, "
		"  g AS (phone || '!'), s AS (id + 1) STORED);"
		"INSERT INTO t VALUES (1, '13800138000', 1.5);"
		"INSERT INTO t VALUES (7, NULL, 13800138001e0);"
		"CREATE TABLE w (k TEXT PRIMARY KEY, v) WITHOUT ROWID;"
		"INSERT INTO w VALUES ('b', 2), ('a', 13900139000);"
		"CREATE INDEX i ON t(phone);"
		"CREATE VIEW x AS SELECT * FROM t;"
		"CREATE TABLE e (only);"
		"CREATE TABLE \"a \"\" b\" (c); INSERT INTO \"a \"\" b\" "
		"  VALUES ('客户')",
		&length);

	(void)state;
	record_start(&r);
	assert_int_equal(record_bytes(&r, bytes, length), OUTCOME_OK);
	assert_string_equal(
		tables(&r),
		"table t: id,phone,n,g,s\n"
		"0=1 1=13800138000 2=1.5# 3=13800138000! 4=2;\n"
		"0=7 1= 2=13800138001# 3= 4=8;\n"
		"table w: k,v\n0=a 1=13900139000;\n0=b 1=2;\n"
		"table e: only\ntable a \" b: c\n0=客户;\n");
	record_release(&r);
	sqlite3_free(bytes);
}

static void values_are_text_in_any_charset_or_objects(void **state)
{
	struct record r;
	size_t length;
	unsigned char *bytes = database(
		"PRAGMA encoding='UTF-16be';"
		"CREATE TABLE t (v);"
		"INSERT INTO t VALUES ('客户'), "
		"  (x'BFCDBBA7' /* GBK */), "
		"  (x'FF3133383030313338303030000102'),"
		"  (x'504B0506000000000000000000000000000000000000'),"
		"  ('after'), (CAST(zeroblob(300000) AS TEXT))",
		&length);

	(void)state;
	record_start(&r);
	assert_int_equal(record_bytes(&r, bytes, length), OUTCOME_OK);
	assert_true(record_has(&r, "0=客户;\n0=客户;\n"));
	assert_true(record_has(&r, "13800138000"));
	assert_true(record_has(&r, "[t/v/4 zip\n]\ntable t: v\n"));
	assert_true(record_has(&r, "0=after;\n"));
	record_release(&r);
	sqlite3_free(bytes);
}

static const char many[] =
	"CREATE TABLE t (id INTEGER PRIMARY KEY, v);"
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
	"  WHERE i < 2000) INSERT INTO t SELECT i, 'value ' || i || "
	"  ' stands here' FROM n";

static unsigned values(struct record *r)
{
	unsigned count = 0;

	for (const char *p = buffer_string(&r->log);
	     (p = strstr(p, " stands here")); p++)
		count++;
	return count;
}

static void pages_that_are_damaged_cost_their_rows(void **state)
{
	struct record r;
	size_t length;
	unsigned char *bytes = database(many, &length), *copy;

	(void)state;
	record_start(&r);
	assert_int_equal(record_bytes(&r, bytes, length), OUTCOME_OK);
	assert_int_equal(values(&r), 2000);
	copy = malloc(length);
	for (size_t page = 3; page < length / PAGE; page += 5) {
		memcpy(copy, bytes, length);
		memset(copy + page * PAGE, 0xEE, PAGE);
		assert_int_equal(record_bytes(&r, copy, length),
				 OUTCOME_PARTIAL);
		assert_int_equal(r.problem.reason, REASON_DAMAGED);
		assert_true(values(&r) > 1900);
		/* A second one, and the first leaf. */
		memset(copy + 2 * PAGE, 0, PAGE);
		assert_int_equal(record_bytes(&r, copy, length),
				 OUTCOME_PARTIAL);
		assert_true(values(&r) > 1850);
	}
	free(copy);
	record_release(&r);
	sqlite3_free(bytes);
}

static void cut_databases_give_what_is_there(void **state)
{
	struct record r;
	size_t length;
	unsigned char *bytes = database(many, &length), *copy;

	(void)state;
	record_start(&r);
	for (size_t cut = 100; cut < length; cut += 1536) {
		copy = malloc(cut); /* for the sanitizer */
		memcpy(copy, bytes, cut);
		assert_int_equal(record_bytes(&r, copy, cut),
				 OUTCOME_PARTIAL);
		assert_int_equal(r.problem.reason, REASON_TRUNCATED);
		if (cut > 4 * PAGE)
			assert_true(values(&r) > cut / PAGE * 15);
		free(copy);
	}
	record_release(&r);
	sqlite3_free(bytes);
}

static void without_a_schema_it_is_read_as_text(void **state)
{
	struct record r;
	size_t length;
	unsigned char *bytes = database(many, &length);

	(void)state;
	memset(bytes + 100, 0xEE, PAGE - 100);
	record_start(&r);
	assert_int_equal(record_bytes(&r, bytes, length), OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_DAMAGED);
	assert_true(record_has(&r, "prose -:\n\"SQLite format 3"));
	record_release(&r);
	sqlite3_free(bytes);
}

/* In a stream: settled first, the larger one in a file. */
static void packed_databases_are_settled(void **state)
{
	static const char *const sizes[] = { "10", "6000000" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct archive a = { 0 };
		struct record r;
		char sql[256];
		size_t length;
		unsigned char *bytes;

		snprintf(sql, sizeof(sql),
			 "CREATE TABLE b (v); INSERT INTO b VALUES "
			 "(randomblob(%s)); CREATE TABLE t (v); INSERT INTO "
			 "t VALUES ('13800138000');", sizes[i]);
		bytes = database(sql, &length);
		archive_add(&a, "a.db", bytes, length, 0);
		archive_end(&a);
		record_start(&r);
		assert_int_equal(record_bytes(&r, a.bytes.bytes,
					      a.bytes.length),
				 OUTCOME_OK);
		assert_true(record_has(&r, "[a.db sqlite\n"));
		assert_true(record_has(&r, "table t: v\n0=13800138000;\n"));
		record_release(&r);
		archive_release(&a);
		sqlite3_free(bytes);
	}
}

static void a_signal_ends_it(void **state)
{
	struct record r;
	size_t length;
	unsigned char *bytes = database(
		"CREATE TABLE a (v); CREATE TABLE t (x, y AS (x || hex("
		"zeroblob(1000000)))); INSERT INTO t (x) VALUES (1),(2),(3)",
		&length);
	atomic_int stop = 1;

	(void)state;
	record_start(&r);
	r.budget.stop = &stop;
	assert_int_equal(record_bytes(&r, bytes, length), OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_INTERRUPTED);
	/* What is computed is charged for. */
	r.budget.stop = NULL;
	r.budget.bytes_left = 3000000;
	assert_int_equal(record_bytes(&r, bytes, length), OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_BYTES);
	record_release(&r);
	sqlite3_free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_stand_under_their_columns),
		cmocka_unit_test(values_are_text_in_any_charset_or_objects),
		cmocka_unit_test(pages_that_are_damaged_cost_their_rows),
		cmocka_unit_test(cut_databases_give_what_is_there),
		cmocka_unit_test(without_a_schema_it_is_read_as_text),
		cmocka_unit_test(packed_databases_are_settled),
		cmocka_unit_test(a_signal_ends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
