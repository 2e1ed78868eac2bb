/*
 * Verdicts: are the values of a column what they look like, or random
 * numbers some of which pass the check by chance?
 *
 * Of n distinct values of the shape, k pass the checksum. A real column
 * passes at 98 % (typing errors, a few broken numbers), random numbers at
 * the chance of the check (Luhn: 10 %). The binomial tail and Wilson's
 * interval (E. B. Wilson, JASA 22, 1927) tell the two, and what is mixed,
 * apart; nothing is called chance merely because its rate is low.
 */
#ifndef REPORTS_INVENTORY_VERDICT_H
#define REPORTS_INVENTORY_VERDICT_H

#include "reports/inventory/inventory.h"

#define TRIAL_MIN 8         /* distinct values; below nothing is said */
#define GENUINE_RATE 0.98   /* share of a genuine column that passes */
#define QUANTILE_99 2.5758293035489004 /* two-sided, standard normal */

struct trial {
	uint64_t values; /* distinct, without test and dull ones */
	uint64_t passed; /* of them */
	double chance;   /* detector->chance; 0: a grammar, no check digit */
	unsigned columns; /* of the asset that were tested: Bonferroni */
	bool prose;	  /* running text: values of any origin */
};

struct ruling {
	enum verdict verdict;
	double ln_p;      /* ln P(as many or more pass by chance), corrected */
	double low, high; /* Wilson, 99 %: the pass rate */
};

struct ruling verdict_rule(const struct trial *);

/* Estimated share of real values among all of the shape: 0 to 1. */
double verdict_real_share(const struct trial *);
/* The probability that a value that passes is a real one. */
double verdict_posterior(const struct trial *);

/* ln P(X >= k), X binomial (n, p). Exact but for rounding. */
double binomial_tail_ln(uint64_t n, uint64_t k, double p);
void wilson_interval(uint64_t n, uint64_t k, double z, double *low,
		     double *high);

/*
 * The mark of a value: what it showed by itself, in one number, so that
 * values can be counted by it and judged when their column's verdict stands.
 */
enum {
	MARK_PASSED = 1 << 12, /* below: enum check bits */
	MARK_LABEL_SHIFT = 13, /* enum label, 2 bits */
	MARK_LOOSE = 1 << 15,
	MARK_POINTS_SHIFT = 16, /* int8_t */
	MARK_STRATUM_SHIFT = 24,
};

static inline uint32_t mark_of(const struct match *m)
{
	return (m->checks & 0xFFFU) | (m->passed ? MARK_PASSED : 0U) |
	       (m->label & 3U) << MARK_LABEL_SHIFT |
	       (m->form & FORM_LOOSE ? MARK_LOOSE : 0U) |
	       (uint32_t)(uint8_t)m->points << MARK_POINTS_SHIFT |
	       (uint32_t)m->stratum << MARK_STRATUM_SHIFT;
}

/* What speaks for or against all values of a column, beside themselves. */
struct judgement {
	enum verdict verdict;
	int label_points; /* of the column's name: 3, 1, -3 or 0 */
	bool damaged;	  /* its numbers have lost digits to a spreadsheet */
};

/* Total points: 6 and up high, 3 to 5 medium, 1 and 2 low. Published test
 * values are kept at low. In a column of chance only what a label and a known
 * issuer or region vouch for is left. What has lost digits is medium at most,
 * and low where neither its column nor a label speaks for it. */
enum confidence confidence_of(const struct judgement *, uint32_t mark);

#endif
