/* Verdicts on columns of whole cells. See cells.h. */
#include "reports/inventory/cells.h"

#include <math.h>
#include <string.h>

#include "detectors/strata.h"

#define ENOUGH 8 /* rows, or distinct values; fewer tell nothing */
#define YEARS 256

/* What of a column's cells the census counted. */
struct counts {
	uint64_t all, passed;
	uint64_t distinct;        /* sampled: different ones that passed */
	uint64_t strata[YEARS];   /* passed, by stratum */
};

static struct counts counts_of(const struct census *census)
{
	struct counts c = { 0 };
	uint32_t i;

	if (!census)
		return c;
	for (i = 0; i < census->mark_slots; i++) {
		const struct mark_count *m = &census->marks[i];

		c.all += m->count;
		if (!(m->mark & MARK_PASSED) || m->mark & CHECK_DULL)
			continue;
		c.passed += m->count;
		c.strata[m->mark >> MARK_STRATUM_SHIFT] += m->count;
	}
	c.distinct = sketch_sampled(&census->distinct, TRAIT_PASSED,
				    TRAIT_DULL);
	return c;
}

/* What was counted of another kind in the same column, or NULL. */
static const struct census *beside(const struct holding *h, const char *id)
{
	return h->sheet->censuses[h->field * detector_count +
				  (size_t)detector_find(id)];
}

/* Words in Latin letters, names or not. */
static uint64_t latin_of(const struct census *names)
{
	uint64_t sum = 0;
	uint32_t i;

	for (i = 0; names && i < names->mark_slots; i++)
		if (names->marks[i].mark >> MARK_STRATUM_SHIFT > NAME_SPELT)
			sum += names->marks[i].count;
	return sum;
}

/* Cells of the column that begin with a Han character, of whatever kind. */
static uint64_t texts_of(const struct holding *h)
{
	struct counts sexes = counts_of(beside(h, "sex"));
	const struct census *names = beside(h, "cn.person_name");

	return counts_of(names).all - latin_of(names) +
	       counts_of(beside(h, "cn.address")).all +
	       sexes.strata[SEX_MALE] + sexes.strata[SEX_FEMALE] +
	       sexes.strata[SEX_UNTOLD];
}

static double share(uint64_t part, uint64_t whole)
{
	return whole ? (double)part / (double)whole : 0;
}

static bool label_exact_here(const struct holding *h)
{
	return h->census->judgement.label_points == 3;
}

/* Whether most rows with such a value hold an identifier of a person. */
static bool with_persons(const struct holding *h)
{
	uint64_t bit = UINT64_C(1) << h->detector, persons = 0, all = 0, of = 0;
	const struct row_kinds *kinds = &h->sheet->kinds;
	uint32_t i;

	for (i = 0; i < detector_count; i++)
		if (detectors[i]->person)
			persons |= UINT64_C(1) << i;
	for (i = 0; i < kinds->count; i++) {
		if (!(kinds->rows[i].kinds & bit))
			continue;
		all += kinds->rows[i].rows;
		if (kinds->rows[i].kinds & persons)
			of += kinds->rows[i].rows;
	}
	return share(of, all) >= 0.8;
}

/* The share of names among words in Latin letters where these are most (most
 * words that cannot be pinyin are not counted: fewer say nothing), else among
 * the others. */
static double of_texts_passed(const struct holding *h, const struct counts *c)
{
	uint64_t latin = latin_of(h->census), spelt = 0;
	unsigned i;

	for (i = NAME_SPELT + 1; i < NAME_LATIN; i++)
		spelt += c->strata[i];
	if (latin <= c->all / 2)
		return share(c->passed - spelt, texts_of(h));
	return spelt >= latin * 0.8 ? share(spelt, latin) : 0;
}

/*
 * Surnames are spread over the population so that ten of them make up 40 %,
 * a hundred 85 %; among words, places and products that begin with one of
 * them it is 1 % and 8 %. Names of minorities have no surname, but dots, and
 * nothing else has.
 */
static enum verdict rule_names(struct holding *h)
{
	struct counts c = counts_of(h->census);
	double of_texts = of_texts_passed(h, &c);
	double dotted = share(c.strata[NAME_DOTTED], c.passed);
	double ten = cells_surnames(h, NAME_FREQUENT);
	double hundred = cells_surnames(h, NAME_COMMON);
	int label = h->census->judgement.label_points;

	if (label < 0 || (c.all >= ENOUGH && of_texts < 0.3))
		return VERDICT_CHANCE;
	if (c.distinct < ENOUGH)
		return VERDICT_INSUFFICIENT;
	if (dotted >= 0.5 && of_texts >= (label > 0 ? 0.8 : 0.9))
		return VERDICT_CONFIRMED;
	if (label > 0 && of_texts >= 0.8 && hundred >= 0.5 &&
	    (ten >= 0.12 || hundred >= 0.9 || c.distinct < 20))
		return VERDICT_CONFIRMED;
	if (label == 3 && of_texts >= 0.3 && hundred >= 0.7 && ten >= 0.25)
		return VERDICT_MIXED;
	return of_texts >= 0.9 && ten >= 0.25 && hundred >= 0.7 &&
			       h->ruling.verdict == VERDICT_CONFIRMED
		       ? VERDICT_CONFIRMED : VERDICT_CHANCE;
}

static enum verdict rule_addresses(struct holding *h)
{
	struct counts c = counts_of(h->census);
	double of_texts = share(c.passed, texts_of(h));

	if (c.distinct < ENOUGH)
		return VERDICT_INSUFFICIENT;
	if (of_texts >= 0.5)
		return VERDICT_CONFIRMED;
	return of_texts >= 0.1 ? VERDICT_MIXED : VERDICT_CHANCE;
}

/* The share of the fullest `width` years in a row. */
static double fullest(const struct counts *c, int width)
{
	uint64_t sum = 0, most = 0;
	int i;

	for (i = 0; i < YEARS; i++) {
		sum += c->strata[i];
		if (i >= width)
			sum -= c->strata[i - width];
		if (sum > most)
			most = sum;
	}
	return share(most, c->passed);
}

/* Business has its dates within few years; people are born over many, but of
 * one age in a school. */
static bool spread_like_births(const struct counts *c, int label)
{
	return share(c->passed, c->all) >= 0.8 &&
	       fullest(c, label == 3 ? 1 : 10) <= 0.8;
}

/* The IDs bear it out, whatever the column's name says. */
static enum verdict agree(struct holding *h)
{
	struct judgement *judgement = &h->census->judgement;

	if (judgement->label_points < 0) {
		judgement->label_points = 0;
		h->label = NULL;
	}
	return VERDICT_CONFIRMED;
}

/* By chance no date is that of the ID beside it. One that never is may still
 * be another person's, if its column's name says what it is. */
static enum verdict rule_births(struct holding *h)
{
	struct counts c = counts_of(h->census);
	int label = h->census->judgement.label_points;
	uint64_t compared = h->census->compared;
	double agreed = share(h->census->agreed, compared);

	if (compared >= ENOUGH && agreed >= 0.9)
		return agree(h);
	if (label <= 0)
		return compared >= ENOUGH && agreed >= 0.1 ? VERDICT_MIXED
							   : VERDICT_CHANCE;
	if (c.distinct < ENOUGH)
		return VERDICT_INSUFFICIENT;
	if (!spread_like_births(&c, label))
		return VERDICT_CHANCE;
	if (compared < ENOUGH || agreed >= 0.1)
		return VERDICT_CONFIRMED;
	return label_exact_here(h) ? VERDICT_MIXED : VERDICT_CHANCE;
}

/* How surely a column tells what the IDs beside it do, or its opposite (0 for
 * men, say): a flag is right as often as wrong, 1 of 30,000 so often. */
static bool sexes_agree(const struct census *census)
{
	double agreed = share(census->agreed, census->compared);

	return census->compared >= 20 && (agreed >= 0.95 || agreed <= 0.05);
}

static bool sexes_differ(const struct census *census)
{
	double agreed = share(census->agreed, census->compared);

	return census->compared >= 50 && agreed > 0.2 && agreed < 0.8;
}

/* Flags have two values, too: only 男 and 女 tell themselves, and what agrees
 * with the IDs. */
static enum verdict rule_sexes(struct holding *h)
{
	struct counts c = counts_of(h->census);
	uint64_t words = c.strata[SEX_MALE] + c.strata[SEX_FEMALE];
	uint64_t told = words + c.strata[SEX_UNTOLD];
	bool both = c.strata[SEX_MALE] && c.strata[SEX_FEMALE];
	int label = h->census->judgement.label_points;

	if (c.all < ENOUGH)
		return VERDICT_INSUFFICIENT;
	if (words && share(told, texts_of(h)) >= 0.95 && (both || label > 0))
		return VERDICT_CONFIRMED;
	if (told || share(c.passed, c.all) < 0.95)
		return VERDICT_CHANCE;
	if (c.distinct >= 2 && sexes_agree(h->census))
		return agree(h);
	if (label <= 0 || (label < 3 && sexes_differ(h->census)))
		return VERDICT_CHANCE;
	return c.distinct >= 2 && c.distinct <= 4 ? VERDICT_CONFIRMED
						  : VERDICT_INSUFFICIENT;
}

static const struct {
	const char *id;
	enum verdict (*rule)(struct holding *);
} rules[] = {
	{ "cn.person_name", rule_names },
	{ "cn.address", rule_addresses },
	{ "birth_date", rule_births },
	{ "sex", rule_sexes },
};

/* Of the words a column holds, those that are no names are counted with the
 * names or, longer ones, with the addresses. */
static void try_texts(struct holding *h)
{
	const struct census *longer = beside(h, "cn.address");
	const struct sketch *sample = &h->census->distinct;

	h->trial = (struct trial){
		.values = sketch_sampled(sample, 0, TRAIT_DULL),
		.passed = sketch_sampled(sample, TRAIT_PASSED, TRAIT_DULL),
		.chance = detectors[h->detector]->chance,
	};
	if (longer && h->census != longer && h->trial.chance > 0)
		h->trial.values += sketch_sampled(&longer->distinct, 0, 0);
	h->ruling = verdict_rule(&h->trial);
}

void cells_rule(struct holding *h)
{
	struct judgement *judgement = &h->census->judgement;
	size_t i = 0;

	try_texts(h);
	while (strcmp(rules[i].id, detectors[h->detector]->id))
		i++;
	h->ruling.verdict = h->sheet->other ? VERDICT_INSUFFICIENT
					    : rules[i].rule(h);
	judgement->verdict = h->ruling.verdict;
	if (h->ruling.verdict < VERDICT_MIXED && judgement->label_points > 0 &&
	    !(label_exact_here(h) && with_persons(h)))
		judgement->label_points = 1;
}

bool cells_holding(const struct holding *h)
{
	return h->ruling.verdict >= VERDICT_MIXED ||
	       (h->ruling.verdict == VERDICT_INSUFFICIENT &&
		h->census->judgement.label_points > 0 &&
		census_count(h->census, MARK_PASSED, CHECK_DULL));
}

/* By its column's name, or by the code of a firm in most of its rows. */
static bool is_work(const struct holding *h)
{
	static const char *const labels[] = {
		"公司地址", "单位地址", "companyaddress", "gsdz", "dwdz",
	};
	uint64_t address = UINT64_C(1) << h->detector, all = 0, firms = 0;
	uint64_t firm = UINT64_C(1) << detector_find("cn.uscc");
	const struct row_kinds *kinds = &h->sheet->kinds;
	size_t i;

	for (i = 0; h->label && i < sizeof(labels) / sizeof(*labels); i++)
		if (!strcmp(h->label, labels[i]))
			return true;
	for (i = 0; i < kinds->count; i++) {
		if (!(kinds->rows[i].kinds & address))
			continue;
		all += kinds->rows[i].rows;
		if (kinds->rows[i].kinds & firm)
			firms += kinds->rows[i].rows;
	}
	return share(firms, all) >= 0.5;
}

const char *cells_policy(const struct holding *h)
{
	const char *code = detectors[h->detector]->policy;

	return !strcmp(code, "ADDRESS_HOME") && is_work(h) ? "ADDRESS_WORK"
							   : code;
}

double cells_surnames(const struct holding *h, unsigned least)
{
	struct counts c = counts_of(h->census);
	uint64_t sum = 0;

	for (; least <= NAME_FREQUENT; least++)
		sum += c.strata[least] + c.strata[NAME_SPELT + least];
	return share(sum, c.passed - c.strata[NAME_DOTTED]);
}
