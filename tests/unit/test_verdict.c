/* Verdicts at the exact limits, and the bands of confidence. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "reports/inventory/verdict.h"

static enum verdict verdict_of(uint64_t n, uint64_t k, double chance)
{
	struct trial trial = { .values = n, .passed = k, .chance = chance };

	return verdict_rule(&trial).verdict;
}

static void limits_are_exact(void **state)
{
	static const struct {
		double chance;
		uint64_t n, mixed, real; /* the least k of each */
	} limits[] = {
		{ 1. / 10, 8, 4, 8 },     { 1. / 10, 20, 7, 17 },
		{ 1. / 10, 50, 11, 37 },  { 1. / 10, 200, 31, 127 },
		{ 1. / 10, 1000, 124, 581 },
		{ 1. / 11, 8, 4, 8 },     { 1. / 11, 20, 6, 17 },
		{ 1. / 11, 50, 11, 36 },  { 1. / 11, 200, 29, 126 },
		{ 1. / 11, 1000, 114, 577 },
		{ 1. / 31, 8, 3, 8 },     { 1. / 31, 20, 4, 16 },
		{ 1. / 31, 50, 6, 35 },   { 1. / 31, 200, 14, 120 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
		uint64_t n = limits[i].n, m = limits[i].mixed;
		uint64_t r = limits[i].real;
		double p = limits[i].chance;

		assert_int_equal(verdict_of(n, m - 1, p), VERDICT_CHANCE);
		assert_int_equal(verdict_of(n, m, p), VERDICT_MIXED);
		assert_int_equal(verdict_of(n, r - 1, p), VERDICT_MIXED);
		assert_int_equal(verdict_of(n, r, p), VERDICT_CONFIRMED);
		assert_int_equal(verdict_of(n, n, p), VERDICT_CONFIRMED);
		assert_int_equal(verdict_of(n, 0, p), VERDICT_CHANCE);
	}
}

static void worked_examples(void **state)
{
	double low, high;
	struct trial mixed = { .values = 100, .passed = 24, .chance = 0.1 };

	(void)state;
	assert_int_equal(verdict_of(20, 18, 0.1), VERDICT_CONFIRMED);
	assert_true(fabs(exp(binomial_tail_ln(20, 18, 0.1)) / 1.6e-16 - 1) <
		    0.05);
	wilson_interval(20, 18, QUANTILE_99, &low, &high);
	assert_true(fabs(low - 0.62) < 0.01 && fabs(high - 0.98) < 0.01);
	assert_int_equal(verdict_of(40, 3, 0.1), VERDICT_CHANCE);
	assert_true(fabs(exp(binomial_tail_ln(40, 3, 0.1)) - 0.78) < 0.01);
	assert_int_equal(verdict_of(100, 24, 0.1), VERDICT_MIXED);
	assert_true(fabs(verdict_real_share(&mixed) - 0.16) < 0.005);
	assert_true(fabs(verdict_posterior(&mixed) - 0.65) < 0.01);
	/* 10 % real cards among 5,000 order numbers must not be lost */
	assert_int_equal(verdict_of(5000, 940, 0.1), VERDICT_MIXED);
}

static void few_say_nothing(void **state)
{
	(void)state;
	assert_int_equal(verdict_of(7, 7, 1. / 11), VERDICT_INSUFFICIENT);
	assert_int_equal(verdict_of(0, 0, 0.1), VERDICT_INSUFFICIENT);
	assert_int_equal(verdict_of(1000, 1000, 1), VERDICT_INSUFFICIENT);
}

static void grammar_has_no_chance(void **state)
{
	(void)state;
	assert_int_equal(verdict_of(7, 7, 0), VERDICT_INSUFFICIENT);
	assert_int_equal(verdict_of(8, 4, 0), VERDICT_CONFIRMED);
	assert_int_equal(verdict_of(8, 3, 0), VERDICT_INSUFFICIENT);
}

/* Ten thousand columns need ten thousand times the evidence. */
static void many_columns_weaken(void **state)
{
	struct trial trial = { .values = 8, .passed = 4, .chance = 0.1 };

	(void)state;
	assert_int_equal(verdict_rule(&trial).verdict, VERDICT_MIXED);
	trial.columns = 10;
	assert_int_equal(verdict_rule(&trial).verdict, VERDICT_CHANCE);
	/* what may as well be genuine is not called chance */
	trial = (struct trial){ .values = 12, .passed = 12, .chance = 0.53,
				.columns = 200 };
	assert_int_equal(verdict_rule(&trial).verdict, VERDICT_INSUFFICIENT);
	trial.passed = 8;
	assert_int_equal(verdict_rule(&trial).verdict, VERDICT_CHANCE);
}

static void tail_is_a_probability(void **state)
{
	(void)state;
	assert_true(binomial_tail_ln(16384, 0, 0.1) == 0);
	assert_true(fabs(binomial_tail_ln(16384, 1, 0.1)) < 1e-9);
	assert_true(binomial_tail_ln(16384, 16384, 0.1) < -37000);
	/* half of a symmetric distribution, its middle to one side */
	assert_true(fabs(exp(binomial_tail_ln(1001, 501, 0.5)) - 0.5) < 1e-9);
}

static uint32_t mark(int points, uint16_t checks, enum label label,
		     uint8_t form)
{
	struct match m = { .points = (int8_t)points, .checks = checks,
			   .label = label, .form = form, .passed = 1 };

	return mark_of(&m);
}

static void bands_of_confidence(void **state)
{
	struct judgement plain = { .verdict = VERDICT_INSUFFICIENT };
	struct judgement named = { VERDICT_INSUFFICIENT, 3, false };
	struct judgement denied = { VERDICT_INSUFFICIENT, -3, false };
	struct judgement real = { .verdict = VERDICT_CONFIRMED };
	struct judgement mixed = { .verdict = VERDICT_MIXED };

	(void)state;
	assert_int_equal(confidence_of(&plain, mark(6, 0, 0, 0)),
			 CONFIDENCE_HIGH);
	assert_int_equal(confidence_of(&plain, mark(5, 0, 0, 0)),
			 CONFIDENCE_MEDIUM);
	assert_int_equal(confidence_of(&plain, mark(2, 0, 0, 0)),
			 CONFIDENCE_LOW);
	assert_int_equal(confidence_of(&plain, mark(0, 0, 0, 0)),
			 CONFIDENCE_NONE);
	assert_int_equal(confidence_of(&plain, mark(-4, 0, 0, 0)),
			 CONFIDENCE_NONE);
	assert_int_equal(confidence_of(&named, mark(3, 0, 0, 0)),
			 CONFIDENCE_HIGH);
	assert_int_equal(confidence_of(&denied, mark(5, 0, 0, 0)),
			 CONFIDENCE_LOW);
	assert_int_equal(confidence_of(&real, mark(2, 0, 0, 0)),
			 CONFIDENCE_HIGH);
	assert_int_equal(confidence_of(&mixed, mark(2, 0, 0, 0)),
			 CONFIDENCE_MEDIUM);
	assert_int_equal(confidence_of(&plain, mark(3, 0, LABEL_NEAR, 0)),
			 CONFIDENCE_HIGH);
	assert_int_equal(confidence_of(&plain, mark(3, 0, LABEL_COUNTER, 0)),
			 CONFIDENCE_NONE);
	assert_int_equal(confidence_of(&plain, mark(6, 0, 0, FORM_LOOSE)),
			 CONFIDENCE_MEDIUM);
}

static void test_values_stay_low(void **state)
{
	struct judgement real = { VERDICT_CONFIRMED, 3, false };
	struct judgement chance = { .verdict = VERDICT_CHANCE };

	(void)state;
	assert_int_equal(confidence_of(&real, mark(6, CHECK_TEST, 0, 0)),
			 CONFIDENCE_LOW);
	assert_int_equal(confidence_of(&chance, mark(-4, CHECK_TEST, 0, 0)),
			 CONFIDENCE_LOW);
}

static void chance_drops_the_rest(void **state)
{
	struct judgement plain = { .verdict = VERDICT_CHANCE };
	struct judgement named = { VERDICT_CHANCE, 3, false };
	uint16_t known = CHECK_CHECKSUM | CHECK_ISSUER;

	(void)state;
	assert_int_equal(confidence_of(&plain, mark(6, known, 0, 0)),
			 CONFIDENCE_NONE);
	assert_int_equal(confidence_of(&named, mark(6, CHECK_CHECKSUM, 0, 0)),
			 CONFIDENCE_NONE);
	assert_int_equal(confidence_of(&named, mark(3, known, 0, 0)),
			 CONFIDENCE_LOW);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(limits_are_exact),
		cmocka_unit_test(worked_examples),
		cmocka_unit_test(few_say_nothing),
		cmocka_unit_test(grammar_has_no_chance),
		cmocka_unit_test(many_columns_weaken),
		cmocka_unit_test(tail_is_a_probability),
		cmocka_unit_test(bands_of_confidence),
		cmocka_unit_test(test_values_stay_low),
		cmocka_unit_test(chance_drops_the_rest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
