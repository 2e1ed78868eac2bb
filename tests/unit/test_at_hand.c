/* Rows at hand: values may come column by column, and a row in two batches;
 * what stands in one row belongs to one person all the same. */
#include "tests/unit/collected.h"

#define ROWS 40

static char ids[ROWS][19], phones[ROWS][12];

/* IDs of the rows [from, to), then their phones. */
static size_t by_column(struct match *m, uint64_t from, uint64_t to)
{
	size_t n = 0;
	uint64_t row;

	for (row = from; row < to; row++) {
		m[n] = id_of(row, ids[row]);
		m[n].field = 1;
		m[n++].row = row;
	}
	for (row = from; row < to; row++) {
		m[n] = phone_of(row, phones[row]);
		m[n].field = 2;
		m[n++].row = row;
	}
	return n;
}

static uint64_t people_of(struct bench *b, void (*fill)(struct bench *,
							uint32_t table))
{
	static const char *const columns[] = { "c1", "c2", "c3" };
	uint64_t estimate;

	open_asset(b);
	open_part(b);
	fill(b, open_table(b, "t", columns, 3));
	commit(b, ROWS);
	close_asset(b);
	assert_true(b->seen.people_count > 0);
	estimate = b->seen.people[0].estimate;
	bench_free(b);
	return estimate;
}

static void fill_whole(struct bench *b, uint32_t table)
{
	struct match m[2 * ROWS];

	take_batch(b, table, 0, m, by_column(m, 0, ROWS), ROWS);
}

/* The ID of a row ends one batch, its phone begins the next. */
static void fill_cut(struct bench *b, uint32_t table)
{
	struct match m[2 * ROWS];
	uint64_t row;
	size_t n;

	for (row = 0; row + 1 < ROWS; row += 2) {
		n = by_column(m, row, row + 2);
		/* row, row + 1 | phones: row, row + 1 */
		take_batch(b, table, row, m, n - 1, 1);
		take_batch(b, table, row + 1, m + n - 1, 1, 1);
	}
}

/* The first row has no ID. */
static void fill_late(struct bench *b, uint32_t table)
{
	struct match m[2 * ROWS];

	take_batch(b, table, 0, m + 1, by_column(m, 0, ROWS) - 1, ROWS);
}

/* Phones that stand in rows of their own. */
static void fill_apart(struct bench *b, uint32_t table)
{
	struct match m[2 * ROWS];
	uint64_t row;

	by_column(m, 0, ROWS);
	for (row = 0; row < ROWS; row++)
		m[ROWS + row].row = ROWS + row;
	take_batch(b, table, 0, m, 2 * ROWS, 2 * ROWS);
}

static void rows_are_persons(void **state)
{
	(void)state;
	assert_int_equal(people_of(bench_new(false), fill_whole), ROWS);
	assert_int_equal(people_of(bench_new(false), fill_cut), ROWS);
	assert_int_equal(people_of(bench_new(false), fill_late), ROWS);
	assert_int_equal(people_of(bench_new(false), fill_apart), 2 * ROWS);
}

/* A listener is told of findings as they stand, whatever their order was. */
static void findings_in_order(void **state)
{
	struct bench *whole = bench_new(false), *cut = bench_new(false);
	static const char *const columns[] = { "c1", "c2", "c3" };

	(void)state;
	open_asset(whole);
	open_part(whole);
	fill_whole(whole, open_table(whole, "t", columns, 3));
	commit(whole, ROWS);
	close_asset(whole);
	open_asset(cut);
	open_part(cut);
	fill_cut(cut, open_table(cut, "t", columns, 3));
	commit(cut, ROWS);
	close_asset(cut);
	assert_int_equal(whole->seen.findings, 2 * ROWS);
	assert_true(whole->seen.hash == cut->seen.hash);
	bench_free(whole);
	bench_free(cut);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_persons),
		cmocka_unit_test(findings_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
