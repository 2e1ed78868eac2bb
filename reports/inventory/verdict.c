/* Verdicts and confidence. See verdict.h. */
#include "reports/inventory/verdict.h"

#include <math.h>

#define LN_P_REAL (-13.815510557964274) /* ln 1e-6 */
#define LN_P_CHANCE (-4.605170185988091) /* ln 0.01 */
#define NEGLIGIBLE 45 /* nats below the largest term */

/* lgamma() itself writes a global. */
static double ln_factorial(uint64_t n)
{
	int sign;

	return lgamma_r((double)n + 1, &sign);
}

/* Sums the terms from k upward, each from the one before. */
double binomial_tail_ln(uint64_t n, uint64_t k, double p)
{
	double odds, term, largest, sum = 1;
	uint64_t i;

	if (k == 0)
		return 0;
	if (k > n || p <= 0)
		return -INFINITY;
	if (p >= 1)
		return 0;
	odds = log(p) - log1p(-p);
	term = ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k) +
	       (double)k * log(p) +
	       (double)(n - k) * log1p(-p);
	largest = term;
	for (i = k; i < n; i++) {
		term += log((double)(n - i) / ((double)i + 1)) + odds;
		if (term > largest) {
			sum = sum * exp(largest - term) + 1;
			largest = term;
		} else if (term < largest - NEGLIGIBLE) {
			break;
		} else {
			sum += exp(term - largest);
		}
	}
	return fmin(largest + log(sum), 0);
}

void wilson_interval(uint64_t n, uint64_t k, double z, double *low,
		     double *high)
{
	double count = (double)n, rate, scale, centre, half;

	if (!n) {
		*low = 0;
		*high = 1;
		return;
	}
	rate = (double)k / count;
	scale = 1 + z * z / count;
	centre = (rate + z * z / (2 * count)) / scale;
	half = z / scale *
	       sqrt(rate * (1 - rate) / count + z * z / (4 * count * count));
	*low = fmax(centre - half, 0);
	*high = fmin(centre + half, 1);
}

/* Without a check digit there is no chance to compare with: the share of
 * what keeps to the grammar decides. */
static enum verdict rule_by_grammar(const struct trial *t)
{
	return t->passed * 2 >= t->values ? VERDICT_CONFIRMED
					  : VERDICT_INSUFFICIENT;
}

static enum verdict rule_by_chance(const struct trial *t,
				   const struct ruling *r)
{
	double gap = GENUINE_RATE - t->chance;

	if (r->ln_p < LN_P_REAL && r->low >= t->chance + 0.5 * gap)
		return VERDICT_CONFIRMED;
	/* In running text anything may stand beside anything: that a few do
	 * not pass says nothing of the others, unless hardly any can. */
	if (t->prose && r->high > t->chance + 0.25 * gap)
		return r->ln_p > LN_P_CHANCE ? VERDICT_INSUFFICIENT
					     : VERDICT_MIXED;
	/* Of twelve phones all pass, and so do twelve random numbers now and
	 * then, among many columns. */
	if (r->ln_p > LN_P_CHANCE && r->high >= GENUINE_RATE)
		return VERDICT_INSUFFICIENT;
	if (r->ln_p > LN_P_CHANCE || r->high <= t->chance + 0.03 * gap)
		return VERDICT_CHANCE;
	return VERDICT_MIXED;
}

struct ruling verdict_rule(const struct trial *t)
{
	struct ruling r = { .verdict = VERDICT_INSUFFICIENT };
	unsigned columns = t->columns ? t->columns : 1;

	wilson_interval(t->values, t->passed, QUANTILE_99, &r.low, &r.high);
	if (t->chance > 0)
		r.ln_p = fmin(binomial_tail_ln(t->values, t->passed,
					       t->chance) +
				      log(columns),
			      0);
	if (t->values < TRIAL_MIN || t->chance >= GENUINE_RATE)
		return r;
	r.verdict = t->chance > 0 ? rule_by_chance(t, &r)
				  : rule_by_grammar(t);
	return r;
}

double verdict_real_share(const struct trial *t)
{
	double rate;

	if (!t->values || t->chance >= GENUINE_RATE)
		return 0;
	rate = (double)t->passed / (double)t->values;
	return fmax(0, fmin(1, (rate - t->chance) /
				       (GENUINE_RATE - t->chance)));
}

double verdict_posterior(const struct trial *t)
{
	double real = verdict_real_share(t);
	double all = real * GENUINE_RATE + (1 - real) * t->chance;

	return all > 0 ? real * GENUINE_RATE / all : 0;
}

/* The label nearest to the value has the last word; a column's name that
 * means the kind outweighs words inside the cell that speak against it. */
static int label_points(const struct judgement *j, uint32_t mark)
{
	switch (mark >> MARK_LABEL_SHIFT & 3) {
	case LABEL_NEAR:
		return 3;
	case LABEL_COUNTER:
		return j->label_points == 3 ? 3 : -3;
	default:
		return j->label_points;
	}
}

static enum confidence band(int points)
{
	if (points >= 6)
		return CONFIDENCE_HIGH;
	if (points >= 3)
		return CONFIDENCE_MEDIUM;
	return points >= 1 ? CONFIDENCE_LOW : CONFIDENCE_NONE;
}

static enum confidence confidence_of_damaged(const struct judgement *j,
					     int label, int points)
{
	enum confidence c = band(points);

	if (c == CONFIDENCE_NONE || j->verdict == VERDICT_CHANCE)
		return CONFIDENCE_NONE;
	return j->damaged || (label == 3 && c >= CONFIDENCE_MEDIUM)
		       ? CONFIDENCE_MEDIUM
		       : CONFIDENCE_LOW;
}

enum confidence confidence_of(const struct judgement *j, uint32_t mark)
{
	static const int column_points[] = {
		[VERDICT_INSUFFICIENT] = 0, [VERDICT_CHANCE] = -4,
		[VERDICT_MIXED] = 1, [VERDICT_CONFIRMED] = 4,
	};
	int label = label_points(j, mark);
	int points = (int8_t)(mark >> MARK_POINTS_SHIFT) + label +
		     column_points[j->verdict];

	if (!(mark & MARK_PASSED))
		return mark & CHECK_DAMAGED
			       ? confidence_of_damaged(j, label, points)
			       : CONFIDENCE_NONE;
	if (mark & CHECK_TEST)
		return CONFIDENCE_LOW;
	if (mark & MARK_LOOSE)
		points -= 2;
	if (j->verdict == VERDICT_CHANCE) {
		if (label != 3 || !(mark & (CHECK_ISSUER | CHECK_REGION)))
			return CONFIDENCE_NONE;
		points = points < 1 ? 1 : points; /* not lost */
	}
	/* Of such a column some pass by chance. */
	if (j->damaged && points > 5)
		points = 5;
	return band(points);
}
