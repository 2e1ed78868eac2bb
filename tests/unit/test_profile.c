/* From matches to profiles, findings and people: verdicts on columns. */
#include "tests/unit/collected.h"

/* One column of numbers, of which so many in a thousand are real cards. */
static const struct profile *column_of_cards(struct bench *b,
					     const char *name, uint64_t rows,
					     unsigned thousandths)
{
	char digits[17];
	struct match m;
	uint32_t table;
	uint64_t i;

	open_asset(b);
	open_part(b);
	table = open_table(b, "t", &name, 1);
	for (i = 0; i < rows; i++) {
		m = card(b, digits, draw(b) % 1000 < thousandths);
		m.row = i;
		take(b, table, &m, 1, 1);
	}
	commit(b, rows);
	close_asset(b);
	return profile_of(b, name, "payment_card");
}

static void order_numbers_are_chance(void **state)
{
	struct bench *b = bench_new(false);
	const struct profile *p = column_of_cards(b, "order_no", 100000, 0);

	(void)state;
	assert_non_null(p);
	assert_int_equal(p->verdict, VERDICT_CHANCE);
	assert_int_equal(p->confidence, CONFIDENCE_NONE);
	assert_int_equal(p->candidates, 100000);
	assert_in_range(p->passed, 9500, 10500);
	assert_int_equal(p->rows, 100000);
	assert_in_range(p->distinct_passed, 9000, 11000);
	assert_int_equal(b->seen.findings, 0);
	assert_non_null(strstr(b->seen.reasons[0], "random"));
	assert_non_null(strstr(b->seen.reasons[0], "chance 10.0 %"));
	bench_free(b);
}

static void real_cards_are_confirmed(void **state)
{
	struct bench *b = bench_new(false);
	const struct profile *p = column_of_cards(b, "x", 5000, 990);

	(void)state;
	assert_int_equal(p->verdict, VERDICT_CONFIRMED);
	assert_true(p->confidence >= CONFIDENCE_MEDIUM);
	assert_int_equal(b->seen.findings, p->passed);
	assert_int_equal(p->high + p->medium + p->low, p->passed);
	bench_free(b);
}

static void some_real_cards_are_mixed(void **state)
{
	struct bench *b = bench_new(false);
	const struct profile *p = column_of_cards(b, "x", 5000, 100);

	(void)state;
	assert_int_equal(p->verdict, VERDICT_MIXED);
	assert_int_equal(b->seen.findings, p->passed);
	assert_int_equal(b->seen.by_confidence[CONFIDENCE_LOW], p->passed);
	bench_free(b);
}

static void reveal_carries_values(void **state)
{
	struct bench *b = bench_new(true);

	(void)state;
	column_of_cards(b, "x", 100, 1000);
	assert_int_equal(b->seen.revealed, 100);
	bench_free(b);
	b = bench_new(false);
	column_of_cards(b, "x", 100, 1000);
	assert_int_equal(b->seen.findings, 100);
	assert_int_equal(b->seen.revealed, 0);
	bench_free(b);
}

static void people_are_counted_once(void **state)
{
	static const char *const columns[] = { "n", "sfzh", "mobile" };
	struct bench *b = bench_new(false);
	const struct people *all;
	uint32_t table;
	int round;

	(void)state;
	for (round = 0; round < 2; round++) { /* the same people again */
		open_asset(b);
		open_part(b);
		table = open_table(b, "customer", columns, 3);
		take_customers(b, table, 0, 1000);
		commit(b, 1000);
		close_asset(b);
		assert_int_equal(b->seen.people_count, 1);
		assert_int_equal(b->seen.people[0].estimate, 1000);
		assert_int_equal(b->seen.people[0].low, 750);
		assert_int_equal(b->seen.people[0].high, 1000);
		assert_int_equal(b->seen.people[0].sensitive, 750);
		assert_int_equal(b->seen.people[0].by
				 [detector_find("cn.resident_id")], 750);
		assert_int_equal(b->seen.people[0].by
				 [detector_find("cn.mobile")], 250);
	}
	memset(&b->seen, 0, sizeof(b->seen));
	assert_int_equal(collector_finish(b->collector, &b->problem),
			 OUTCOME_OK);
	all = &b->seen.people[0];
	assert_true(b->seen.over_all[0]);
	assert_int_equal(all->estimate, 1000);
	bench_free(b);
}

/* A phone alone in one row, beside an ID in another: one person. */
static void a_phone_once_beside_an_id(void **state)
{
	static const char *const columns[] = { "n", "sfzh", "mobile" };
	struct bench *b = bench_new(false);
	char id[19], phone[12];
	struct match m[20];
	uint32_t table;
	uint64_t i;

	(void)state;
	open_asset(b);
	open_part(b);
	table = open_table(b, "t", columns, 3);
	for (i = 0; i < 10; i++) {
		m[0] = phone_of(i, phone);
		m[0].field = 2;
		m[0].row = 2 * i;
		m[1] = id_of(i, id);
		m[1].field = 1;
		m[2] = m[0];
		m[1].row = m[2].row = 2 * i + 1;
		take(b, table, m, 2, 1); /* the row goes on in the next */
		take(b, table, m + 2, 1, 1);
	}
	commit(b, 20);
	close_asset(b);
	assert_int_equal(b->seen.people[0].estimate, 10);
	assert_int_equal(b->seen.people[0].low, 10);
	bench_free(b);
}

static void a_label_alone_is_nothing(void **state)
{
	static const char *const columns[] = { "sfzh" };
	struct bench *b = bench_new(false);

	(void)state;
	open_asset(b);
	open_part(b);
	take(b, open_table(b, "t", columns, 1), NULL, 0, 500);
	commit(b, 500);
	close_asset(b);
	assert_int_equal(b->seen.profile_count, 0);
	assert_int_equal(b->seen.people_count, 0);
	bench_free(b);
}

static void test_values_are_told_apart(void **state)
{
	struct bench *b = bench_new(false);
	const char *name = "card";
	char digits[17];
	struct match m;
	uint32_t table;
	uint64_t i;

	(void)state;
	open_asset(b);
	open_part(b);
	table = open_table(b, "t", &name, 1);
	for (i = 0; i < 10; i++) {
		m = card(b, digits, true);
		m.checks |= CHECK_TEST;
		m.row = i;
		take(b, table, &m, 1, 1);
	}
	commit(b, 10);
	close_asset(b);
	assert_int_equal(b->seen.profiles[0].tests, 10);
	assert_int_equal(b->seen.profiles[0].confidence, CONFIDENCE_LOW);
	assert_int_equal(b->seen.by_confidence[CONFIDENCE_LOW], 10);
	assert_int_equal(b->seen.people_count, 0);
	bench_free(b);
}

/* Eleven digits that count up are no phones, whatever their segment. */
static void counters_are_no_phones(void **state)
{
	struct bench *b = bench_new(false);
	const char *name = "x";
	char digits[12];
	struct match m;
	uint32_t table;
	uint64_t i;

	(void)state;
	open_asset(b);
	open_part(b);
	table = open_table(b, "t", &name, 1);
	for (i = 0; i < 1000; i++) {
		m = phone_of(0, digits);
		snprintf(digits, sizeof(digits), "1391234%04u", (unsigned)i);
		m.row = i;
		take(b, table, &m, 1, 1);
	}
	commit(b, 1000);
	close_asset(b);
	assert_int_equal(b->seen.profiles[0].verdict, VERDICT_CHANCE);
	assert_non_null(strstr(b->seen.reasons[0], "count up"));
	bench_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_numbers_are_chance),
		cmocka_unit_test(real_cards_are_confirmed),
		cmocka_unit_test(some_real_cards_are_mixed),
		cmocka_unit_test(reveal_carries_values),
		cmocka_unit_test(people_are_counted_once),
		cmocka_unit_test(a_phone_once_beside_an_id),
		cmocka_unit_test(a_label_alone_is_nothing),
		cmocka_unit_test(test_values_are_told_apart),
		cmocka_unit_test(counters_are_no_phones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
