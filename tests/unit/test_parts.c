/* From parts to an asset: in whatever pieces one is read, the sum is the
 * same, and it is bounded. */
#include "tests/unit/collected.h"

/* One table in one part, or in parts of several sizes: no difference. */
static void parts_add_up(void **state)
{
	static const char *const columns[] = { "n", "sfzh", "mobile" };
	static const uint64_t cuts[][4] = { { 30000 },
					    { 1, 17000, 12999 },
					    { 10000, 10000, 5000, 5000 } };
	struct bench *b = bench_new(false);
	struct seen first = { 0 };
	uint32_t table;
	size_t c, i;
	uint64_t from;

	(void)state;
	for (c = 0; c < 3; c++) {
		open_asset(b);
		for (i = 0, from = 0; i < 4 && cuts[c][i]; i++) {
			open_part(b);
			if (!i) /* told once, and what follows goes on */
				define(b, "customer", columns, NULL, 3);
			table = open_table(b, i ? NULL : "customer", NULL, 0);
			take_customers(b, table, from, cuts[c][i]);
			from += cuts[c][i];
			commit(b, cuts[c][i]);
		}
		close_asset(b);
		if (!c)
			first = b->seen;
		assert_string_equal(b->seen.tables[0], "customer");
		assert_string_equal(b->seen.columns[0], "sfzh");
		assert_int_equal(b->seen.last_row, 30000);
		assert_int_equal(b->seen.findings, 52500);
		assert_int_equal(b->seen.hash, first.hash);
		assert_int_equal(b->seen.profile_count, 2);
		assert_int_equal(b->seen.profiles[0].rows, 30000);
		assert_int_equal(b->seen.profiles[1].distinct_passed,
				 first.profiles[1].distinct_passed);
		assert_memory_equal(&b->seen.people[0].estimate,
				    &first.people[0].estimate,
				    sizeof(uint64_t) * 5);
	}
	bench_free(b);
}

#define WIDE 18 /* more full samples than a book has room for */

/* Phones in every column of the open table; or of another by that name. */
static void take_wide(struct bench *b, const char *name, uint64_t from,
		      uint64_t rows)
{
	uint32_t table = open_table(b, name, NULL, 0);
	struct match m[WIDE];
	char phones[WIDE][12];
	uint64_t i, k;

	for (i = 0; i < rows; i++) {
		for (k = 0; k < WIDE; k++) {
			m[k] = phone_of((from + i) * WIDE + k, phones[k]);
			m[k].row = i;
			m[k].field = (uint16_t)k;
		}
		take(b, table, m, WIDE, 1);
	}
}

static void commit_part(struct bench *b, struct part *part)
{
	assert_true(b->sink->asset_fits(b->account, part));
	b->part = part;
	commit(b, 0);
}

/* A part that was opened when others had been committed keeps less, one that
 * ran ahead keeps all: the sum is the same. */
static void parts_may_run_ahead(void **state)
{
	struct bench *b = bench_new(false);
	struct seen first = { 0 };
	struct part *parts[4];
	unsigned ahead, i;

	(void)state;
	for (ahead = 0; ahead < 4; ahead++) {
		open_asset(b);
		for (i = 0; i < 4; i++) {
			open_part(b);
			take_wide(b, i % 2 ? NULL : "wide", i * 8000, 8000);
			parts[i] = b->part;
			if (i >= ahead)
				commit_part(b, parts[i - ahead]);
		}
		for (i = 4 - ahead; i < 4; i++)
			commit_part(b, parts[i]);
		close_asset(b);
		if (!ahead)
			first = b->seen;
		assert_int_equal(b->seen.profile_count, WIDE);
		assert_false(b->seen.profiles[0].distinct_exact);
		for (i = 0; i < WIDE; i++)
			assert_int_equal(b->seen.profiles[i].distinct_passed,
					 first.profiles[i].distinct_passed);
		assert_int_equal(b->seen.people[0].estimate,
				 first.people[0].estimate);
	}
	bench_free(b);
}

/* What was taken for one table's rows and turns out to be another's. */
static void a_part_may_not_fit(void **state)
{
	struct bench *b = bench_new(false);
	struct part *early;

	(void)state;
	open_asset(b);
	open_part(b);
	take_wide(b, "one", 0, 10);
	commit(b, 0);
	open_part(b);
	take_wide(b, NULL, 10, 10);
	early = b->part;
	open_part(b);
	take_wide(b, "two", 20, 10);
	commit(b, 0);
	assert_false(b->sink->asset_fits(b->account, early));
	b->sink->part_drop(early);
	close_asset(b);
	bench_free(b);
}

static void names_are_bound_late(void **state)
{
	static const char *const columns[] = { "c1", "c2", "c3" };
	static const char *const comments[] = { NULL, "身份证号", NULL };
	static const char *const listed[] = { "c3", "c2" };
	static const char *const upper[] = { "C2" };
	struct bench *b = bench_new(false);
	char id[19], phone[12];
	struct match m;
	uint32_t bare, with_list, unnamed;
	uint64_t i;

	(void)state;
	open_asset(b);
	open_part(b);
	bare = open_table(b, "t", NULL, 0);
	with_list = open_table(b, "t", listed, 2);
	unnamed = open_table(b, NULL, NULL, 0);
	assert_int_not_equal(bare, with_list);
	assert_int_equal(bare, open_table(b, "t", NULL, 0));
	for (i = 0; i < 20; i++) {
		m = id_of(i, id);
		m.field = 1;
		m.row = i;
		take(b, bare, &m, 1, 1);
		m = id_of(i + 10, id);
		m.field = 1;
		m.row = i;
		take(b, with_list, &m, 1, 1);
		m = phone_of(i, phone);
		m.field = 4;
		m.row = i;
		take(b, unnamed, &m, 1, 1);
	}
	define(b, "t", columns, NULL, 3);
	define(b, "loan.T", upper, &comments[1], 1); /* of the same table */
	define(b, "t", columns, NULL, 3);
	commit(b, 60);
	close_asset(b);
	assert_int_equal(b->seen.profile_count, 2);
	assert_string_equal(b->seen.columns[0], "#5");
	assert_string_equal(b->seen.columns[1], "c2");
	assert_int_equal(b->seen.profiles[1].passed, 40);
	assert_int_equal(b->seen.profiles[1].distinct_passed, 30);
	assert_int_equal(b->seen.profiles[1].rows, 40);
	assert_non_null(b->seen.profiles[1].label);
	assert_int_equal(b->seen.findings, 60);
	bench_free(b);
}

/* In running text a line is a row, and the second part's lines go on. */
static void prose_has_lines(void **state)
{
	struct bench *b = bench_new(false);
	struct match m[2];
	char id[19], phone[12];
	uint64_t part, i;

	(void)state;
	open_asset(b);
	for (part = 0; part < 2; part++) {
		open_part(b);
		for (i = 0; i < 5; i++) {
			m[0] = id_of(part * 5 + i, id);
			m[1] = phone_of(part * 5 + i, phone);
			m[0].field = m[1].field = FIELD_NONE;
			m[0].line = m[1].line = 10 * i;
			take(b, 0, m, 2, 0);
		}
		commit(b, 100);
	}
	close_asset(b);
	assert_int_equal(b->seen.profile_count, 2);
	assert_int_equal(b->seen.profiles[0].column_index, -1);
	assert_null(b->seen.profiles[0].table);
	assert_int_equal(b->seen.last_line, 141);
	assert_int_equal(b->seen.last_row, 0);
	assert_int_equal(b->seen.people[0].estimate, 10);
	bench_free(b);
}

/* More columns than an inventory keeps: all are counted, few are named. */
static void wide_tables_stay_bounded(void **state)
{
	struct bench *b = bench_new(false);
	struct collector_options options = { .keys = &b->keys,
					     .policy = policy_default() };
	struct collector *quiet = collector_new(&options, &b->problem);
	struct asset asset = { .path = "a.sql" };
	struct sweep sweep = { 0 };
	struct match m;
	char phone[12];
	uint32_t table;
	uint64_t i;

	(void)state;
	assert_non_null(quiet);
	b->sink = collector_sink(quiet);
	open_asset(b);
	open_part(b);
	table = open_table(b, "t", NULL, 0);
	for (i = 0; i < 20000; i++) {
		m = phone_of(i, phone);
		m.field = (uint16_t)i;
		take(b, table, &m, 1, 0);
	}
	commit(b, 1);
	assert_int_equal(b->sink->asset_close(b->account, &asset,
					      &b->problem), OUTCOME_OK);
	collector_sweep(quiet, &sweep);
	assert_int_equal(sweep.findings[0] + sweep.findings[1] +
			 sweep.findings[2] + sweep.findings[3], 20000);
	assert_int_equal(collector_findings(quiet), 20000);
	collector_free(quiet);
	bench_free(b);
}

/* Rows by lists of which none has the columns of all. */
static void lists_of_columns_make_one_table(void **state)
{
	static const char *const lists[][2] = {
		{ "sfzh", "name" }, { "phone", "sfzh" }, { "phone", "email" },
	};
	struct bench *b = bench_new(false);
	char text[19];
	struct match m;
	uint64_t i, k;

	(void)state;
	open_asset(b);
	open_part(b);
	for (k = 0; k < 3; k++) {
		uint32_t table = open_table(b, "t", lists[k], 2);

		for (i = 0; i < 20; i++) {
			m = k ? phone_of(i + k * 10, text) : id_of(i, text);
			m.field = 0;
			m.row = i;
			take(b, table, &m, 1, 1);
		}
	}
	commit(b, 60);
	close_asset(b);
	assert_int_equal(b->seen.profile_count, 2);
	assert_string_equal(b->seen.columns[0], "sfzh");
	assert_int_equal(b->seen.profiles[0].passed, 20);
	assert_int_equal(b->seen.profiles[0].rows, 60);
	assert_string_equal(b->seen.columns[1], "phone");
	assert_int_equal(b->seen.profiles[1].passed, 40);
	assert_int_equal(b->seen.profiles[1].distinct_passed, 30);
	assert_int_equal(b->seen.profiles[1].rows, 60);
	assert_int_equal(b->seen.findings, 60);
	bench_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_add_up),
		cmocka_unit_test(parts_may_run_ahead),
		cmocka_unit_test(a_part_may_not_fit),
		cmocka_unit_test(names_are_bound_late),
		cmocka_unit_test(lists_of_columns_make_one_table),
		cmocka_unit_test(prose_has_lines),
		cmocka_unit_test(wide_tables_stay_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
