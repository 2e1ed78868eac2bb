/* How many different values a column is told to have, and between which
 * bounds where not all rows are looked at. */
#include "tests/unit/tallied.h"

#include <math.h>

/* A column of `distinct` numbers, each so often, in parts of `rows` rows. */
static void number_column(struct bench *b, unsigned distinct, unsigned times,
			  unsigned rows)
{
	unsigned i, n = distinct * times;
	char text[16];
	const char *cells[] = { text, "", "x" };

	open_table(b, &people);
	for (i = 0; i < n; i++) {
		snprintf(text, sizeof(text), "%u", 100000 + i % distinct);
		put_row(b, cells, 3);
		if (i % rows == rows - 1) {
			hand_over(b);
			next_part(b);
			open_table(b, &people);
		}
	}
	hand_over(b);
	finish(b);
}

static void parts_add_up(void **state)
{
	struct bench *one = bench_new(true), *many = bench_new(true);
	struct column *a = one->columns, *c = many->columns;

	(void)state;
	number_column(one, 5000, 3, 20000);
	number_column(many, 5000, 3, 1234);
	assert_true(one->count == 3 && many->count == 3);
	assert_true(a->rows == 15000 && a->distinct == 5000);
	assert_true(a->looked == 15000 && a->distinct_error == 0);
	assert_true(c->rows == 15000 && c->distinct == 5000);
	assert_true(c->filled == 15000 && c->near * 2 > c->in_series);
	assert_int_equal(c[1].blanks, 15000);
	assert_int_equal(c[2].distinct, 1);
	bench_free(one);
	bench_free(many);
}

static void many_values_are_estimated(void **state)
{
	struct bench *b = bench_new(true);
	const struct column *c = b->columns;
	double off;

	(void)state;
	number_column(b, 100000, 1, 30000);
	assert_in_range((uint64_t)(c->distinct_error * 10000), 100, 170);
	off = (double)c->distinct / 100000 - 1;
	assert_true(off < 4 * c->distinct_error &&
		    off > -4 * c->distinct_error);
	bench_free(b);
}

static void some_rows_are_looked_at(void **state)
{
	struct bench *b = bench_new(false);
	const struct column *c = b->columns;

	(void)state;
	number_column(b, 100000, 1, 1000000);
	assert_int_equal(c->filled, 100000);
	assert_in_range(c->looked, 2048 + (100000 - 2048) / 64,
			2048 + (100000 - 2048) / 64 + 1);
	assert_int_equal(c->distinct, c->looked);
	assert_int_equal(c->bytes, 600000);
	bench_free(b);
}

static void put_table(struct bench *b, const struct table *table)
{
	const char *cells[] = { "1", "", "x" };
	unsigned i;

	open_table(b, table);
	for (i = 0; i < 6400; i++)
		put_row(b, cells, 3);
	hand_over(b);
}

/* Of a table that a later part begins with, and with the rest of a statement
 * about it, there are no first rows in it; of one behind that there are. */
static void a_table_begins_once(void **state)
{
	struct bench *b = bench_new(false);
	const struct column *c = b->columns;
	struct table behind = people, rest = { .kind = TABLE_ROWS };

	(void)state;
	behind.name = "behind";
	put_table(b, &people);
	next_part(b);
	b->chunk->origin = 16 << 20;
	put_table(b, &rest);
	put_table(b, &people);
	put_table(b, &behind);
	finish(b);
	assert_string_equal(c[0].table, "behind");
	assert_int_equal(c[0].looked, 2048 + (6400 - 2048) / 64);
	assert_string_equal(c[3].table, "people");
	assert_int_equal(c[3].filled, 3 * 6400);
	assert_int_equal(c[3].looked, 2048 + (3 * 6400 - 2048) / 64);
	bench_free(b);
}

/* ---- how many there are at most ---- */

#define MOST_ROWS 300000

static uint64_t constant(uint64_t row)
{
	(void)row;
	return 1;
}

static uint64_t mixed(uint64_t n)
{
	n = (n + 1) * 0x9E3779B97F4A7C15;
	n = (n ^ n >> 30) * 0xBF58476D1CE4E5B9;
	n = (n ^ n >> 27) * 0x94D049BB133111EB;
	return n ^ n >> 31;
}

static uint64_t five(uint64_t row)
{
	return mixed(row) % 5;
}

/* The n-th most frequent has about 1/n of what the first has. */
static uint64_t zipf(uint64_t row)
{
	double u = (double)(mixed(row) >> 11) / 9007199254740992.0;

	return (uint64_t)exp(u * log(50000));
}

static uint64_t unique(uint64_t row)
{
	return row;
}

static uint64_t twice(uint64_t row)
{
	return mixed(row) % (MOST_ROWS / 2);
}

static uint64_t blocks_of_10(uint64_t row)
{
	return row / 10;
}

static uint64_t blocks_of_1000(uint64_t row)
{
	return row / 1000;
}

static uint64_t cycle_of_4096(uint64_t row)
{
	return row % 4096;
}

static uint64_t cycle_of_3000(uint64_t row)
{
	return row % 3000;
}

static uint64_t late(uint64_t row)
{
	return row < MOST_ROWS / 2 ? 0 : row;
}

/* One row in a thousand is another. */
static uint64_t rare(uint64_t row)
{
	return mixed(row) % 1000 ? 0 : row;
}

static int compare_numbers(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* How many different ones there are. */
static uint64_t count_of(uint64_t (*value)(uint64_t))
{
	uint64_t *all = calloc(MOST_ROWS, sizeof(*all)), count = 0, i;

	assert_non_null(all);
	for (i = 0; i < MOST_ROWS; i++)
		all[i] = value(i);
	qsort(all, MOST_ROWS, sizeof(*all), compare_numbers);
	for (i = 0; i < MOST_ROWS; i++)
		count += !i || all[i] != all[i - 1];
	free(all);
	return count;
}

/* The bounds that the column is told with, of rows in parts of that many. */
static void bounds_hold(uint64_t (*value)(uint64_t), uint64_t rows,
			uint64_t most)
{
	struct bench *b = bench_new(false);
	const struct column *c = b->columns;
	uint64_t count = count_of(value), i;
	char text[24];
	const char *cells[] = { text, "", "x" };

	open_table(b, &people);
	for (i = 0; i < MOST_ROWS; i++) {
		snprintf(text, sizeof(text), "v%llu",
			 (unsigned long long)value(i));
		put_row(b, cells, 3);
		if (i % rows == rows - 1) {
			hand_over(b);
			next_part(b);
			b->chunk->origin = (i + 1) * 200;
			open_table(b, &people);
		}
	}
	hand_over(b);
	finish(b);
	assert_true(c->looked < c->filled);
	if ((double)c->distinct * (1 - 3 * c->distinct_error) > (double)count)
		fail_msg("at least %d of %d", (int)c->distinct, (int)count);
	if (c->distinct_most < count || c->distinct_most > most)
		fail_msg("at most %d of %d", (int)c->distinct_most,
			 (int)count);
	assert_true(c->distinct_most <= c->filled);
	bench_free(b);
}

static void bounds_of_all_rows(void **state)
{
	static const uint64_t rows[] = { MOST_ROWS, 100000 };
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		bounds_hold(constant, rows[i], 400);
		bounds_hold(five, rows[i], 400);
		bounds_hold(cycle_of_4096, rows[i], 100000);
		bounds_hold(cycle_of_3000, rows[i], 100000);
		bounds_hold(blocks_of_1000, rows[i], 900);
		bounds_hold(zipf, rows[i], 200000);
		bounds_hold(rare, rows[i], 3000);
		bounds_hold(blocks_of_10, rows[i], MOST_ROWS);
		bounds_hold(twice, rows[i], MOST_ROWS);
		bounds_hold(late, rows[i], MOST_ROWS);
		bounds_hold(unique, rows[i], MOST_ROWS);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_add_up),
		cmocka_unit_test(many_values_are_estimated),
		cmocka_unit_test(some_rows_are_looked_at),
		cmocka_unit_test(a_table_begins_once),
		cmocka_unit_test(bounds_of_all_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
