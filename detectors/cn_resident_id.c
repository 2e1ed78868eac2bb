/*
 * Resident ID numbers: GB 11643-1999 (18 characters, ISO 7064 MOD 11-2), the
 * 15 digits issued before 1 October 1999, and the residence permits of
 * people from Hong Kong, Macao and Taiwan (810000, 820000, 830000).
 *
 *   AAAAAA YYYYMMDD SSS C     address code, birth, sequence, check
 *   AAAAAA   YYMMDD SSS
 *
 * Calendar and check are gates; the address code is a score, for people keep
 * the codes of counties that no list holds any more.
 */
#include "detectors/kinds.h"

#include <string.h>

#include "detectors/checksum.h"
#include "detectors/digits.h"
#include "detectors/tables/tables.h"

enum { LENGTH_NOW = 18, LENGTH_OLD = OLD_ID };

static const grouping groupings[] = {
	{ 6, 8, 4 }, { 6, 4, 2, 2, 4 }, { 4, 4, 4, 4, 2 }, { 3, 3, 4, 4, 4 },
	{ 6, 6, 3 }, { 0 }
};

/* UnionPay's public sandbox identity. */
static const char sandbox[] = "341126197709218366";

static bool begins(unsigned four)
{
	return region_begins(four) || four == 8100 || four == 8200 ||
	       four == 8300;
}

static bool permit_region(const unsigned char *six)
{
	return six[0] == '8' && six[1] >= '1' && six[1] <= '3' &&
	       !memcmp(six + 2, "0000", 4);
}

/* Born in 1880 or later, and not after tomorrow: the number may have been
 * written east of where the scan runs. */
static bool birth_possible(int birth, int today)
{
	return birth >= 18800101 &&
	       (birth <= today || birth == calendar_next(today));
}

static void weigh_person(const unsigned char *sequence, int birth, int today,
			 struct evidence *e)
{
	e->checks |= CHECK_DATE;
	if (today - birth < 140000)
		e->checks |= CHECK_MINOR;
	if (today - birth >= 1210000)
		e->points -= 2;
	if (!memcmp(sequence, "000", 3))
		e->points -= 1;
}

/*
 * A number of 18 digits that was kept as a double: Excel keeps 15 of them and
 * fills up with zeros, which hardly any other number has. What others write
 * is a whole number that a double holds (one of 16 to 128 does), or its first
 * 16 or 17 digits; that means something only when a column is full of them.
 */
static bool damaged(const struct candidate *c, struct evidence *e)
{
	uint64_t number = 0, kept;

	if (c->digits != LENGTH_NOW)
		return false;
	for (unsigned i = 0; i < LENGTH_NOW; i++)
		number = number * 10 + (c->text[i] - '0');
	kept = (uint64_t)(double)number;
	if (number % 100 && number != kept && number != (kept + 5) / 10 * 10)
		return false;
	e->checks |= CHECK_DAMAGED;
	e->points = number % 1000 ? -2 : 3; /* that still tells who it is */
	return true;
}

/* Of one that was written with fewer digits, 1.10101199003E+17, the month of
 * birth is left; of 1.10101E+17, as Excel writes them unless it is told
 * otherwise, the county alone. */
static enum answer examine_rest(const struct candidate *c, enum region region,
				struct evidence *e)
{
	bool county = region == REGION_EXACT &&
		      !memcmp(c->text + 6, "000000000000", 12);

	if (memcmp(c->text + 12, "000000", 6) != 0)
		return ANSWER_NO;
	memcpy(e->value, c->text + 6, 6);
	memcpy(e->value + 6, "01", 2);
	if (!(county || birth_possible(calendar_date(e->value), c->today)) ||
	    !damaged(c, e))
		return ANSWER_NO;
	if (county)
		e->points = -2;
	e->strength = 60;
	return ANSWER_STOP;
}

static enum answer examine_now(const struct candidate *c, struct evidence *e)
{
	const unsigned char *t = c->text;
	enum region region;
	int birth;

	if (c->digits < 17 || (c->digits == 17 && t[17] != 'X') ||
	    !candidate_written_as(c, groupings))
		return ANSWER_NO;
	if (t[0] == '8')
		region = permit_region(t) ? REGION_EXACT : REGION_NONE;
	else
		region = region_grade(t);
	if (region == REGION_NONE)
		return ANSWER_NO;
	birth = calendar_date(t + 6);
	if (!birth_possible(birth, c->today))
		return birth ? ANSWER_NO : examine_rest(c, region, e);

	e->points = region == REGION_EXACT ? 6 : 5;
	e->strength = region == REGION_EXACT ? 90 : 60;
	if (region == REGION_EXACT)
		e->checks |= CHECK_REGION;
	weigh_person(t + 14, birth, c->today, e);
	if (!checksum_mod11_2(t)) {
		if (!damaged(c, e))
			e->points = 0;
		return ANSWER_STOP;
	}
	e->checks |= CHECK_CHECKSUM;
	if (!memcmp(t, sandbox, LENGTH_NOW))
		e->checks |= CHECK_TEST;
	return ANSWER_HIT;
}

/* Of grown-up people whose county is known: nearly all of a column. */
static void usual(struct numbers *n, struct evidence *e)
{
	uint64_t special;
	unsigned i;

	memcpy(&special, sandbox, sizeof(special));
	special = le64toh(special) - DIGITS_EACH('0');
	*e = (struct evidence){
		.checks = CHECK_DATE | CHECK_REGION | CHECK_CHECKSUM,
		.points = 6, .strength = 90,
	};
	for (i = 0; i < n->count; i++)
		if (n->length != LENGTH_NOW || n->words[0][i] == special ||
		    !region_exact((unsigned)n->four[i], (unsigned)n->two[i]) ||
		    !(n->words[1][i] >> 48 | (n->words[2][i] & 0xFF)))
			n->sure[i] = 0;
	numbers_born(n, n->today - 1210000 + 1, n->today - 140000);
	numbers_mod11_2(n);
}

/* The 18 characters of the same person, so that one person counts once. */
static void convert(const unsigned char *old, struct evidence *e)
{
	memcpy(e->value, old, 6);
	memcpy(e->value + 6, "19", 2);
	memcpy(e->value + 8, old + 6, 9);
	e->value[17] = checksum_mod11_2_of(e->value);
	e->value_length = LENGTH_NOW;
	e->form = FORM_OLD;
}

/* There is no check digit: the date is what chance is measured by. Alone
 * such a number stays weak, one of 500 passes. */
static enum answer examine_old(const struct candidate *c, struct evidence *e)
{
	const unsigned char *t = c->text;
	enum region region;
	int birth;

	if (c->digits != LENGTH_OLD || !candidate_written_as(c, groupings))
		return ANSWER_NO;
	region = region_grade_1999(t);
	if (region == REGION_NONE)
		return ANSWER_NO;
	convert(t, e);
	birth = calendar_date(e->value + 6);
	if (!birth) {
		e->value_length = e->form = 0;
		/* Taxpayers had a county and nine digits: one in ten would be
		 * a card in Anhui and Shandong, 34 and 37, the others none. */
		if (region == REGION_EXACT)
			e->strength = 60;
		return ANSWER_MISS;
	}
	if (region == REGION_EXACT) {
		e->checks |= CHECK_REGION;
		e->points = c->labelled ? 3 : 2;
		e->strength = 75;
	} else {
		e->points = 1;
		e->strength = 30;
	}
	/* 996 to 999: a hundred years or older when it was given out, so
	 * that the century, and with it the age, is not known */
	if (t[12] == '9' && t[13] == '9' && t[14] >= '6')
		e->checks |= CHECK_DATE;
	else
		weigh_person(t + 12, birth, c->today, e);
	return ANSWER_HIT;
}

static enum answer examine(const struct candidate *c, struct evidence *e)
{
	if (c->text[0] < '1' || c->text[0] > '8')
		return ANSWER_NO;
	return c->length == LENGTH_NOW ? examine_now(c, e)
				       : examine_old(c, e);
}

static void mask(struct secret value, struct masked *masked)
{
	mask_middle(value, 6, value.length == LENGTH_OLD ? 3 : 4, masked);
}

const struct detector detector_cn_resident_id = {
	.id = "cn.resident_id",
	.zh = "居民身份证号",
	.en = "Resident ID number",
	.policy = "ID_NUMBER",
	.seed = SEED_DIGITS,
	.lengths = 1ULL << LENGTH_NOW | 1ULL << LENGTH_OLD,
	.groupings = groupings,
	.begins = begins,
	.chance = 1.0 / 11,
	.person = true,
	.examine = examine,
	.usual = usual,
	.mask = mask,
};
