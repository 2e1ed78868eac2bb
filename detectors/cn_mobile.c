/*
 * Mobile numbers of the mainland: 11 digits of the MIIT numbering plan
 * (2017, and what was opened since), with 86, 0086 or an old 0 before them;
 * and the 13 digits of machines (物联网), which are nobody's number.
 *
 * There is no check digit: more than half of what begins with 1 is valid.
 */
#include "detectors/kinds.h"

#include <string.h>

#include "detectors/digits.h"
#include "detectors/tables/tables.h"

enum { LENGTH_PERSON = 11, LENGTH_MACHINE = 13 };

static const grouping groupings[] = {
	{ 3, 4, 4 }, { 3, 3, 5 }, { 2, 11 }, { 4, 11 }, { 2, 3, 4, 4 },
	{ 4, 3, 4, 4 }, { 2, 3, 3, 5 }, { 4, 3, 3, 5 }, { 5, 4, 4 },
	{ 7, 4, 4 }, { 3, 8 }, { 0 }
};

/* Three and eight are how tables print them; in prose it is anything. */
static bool grouped_well(const struct candidate *c)
{
	if (c->group_count == 2 && c->groups[1] == 8 &&
	    !(c->form & FORM_CELL))
		return false;
	return candidate_written_as(c, groupings);
}

/* 13x, 013x, 86-13x, 0086-13x. */
static bool begins(unsigned four)
{
	return four / 1000 == 1 || four / 100 == 1 || four / 10 == 861 ||
	       four == 86;
}

/* The 11 digits without what stands before them, or NULL. */
static const unsigned char *national(const struct candidate *c)
{
	const unsigned char *t = c->text;

	switch (c->length) {
	case 11:
		return t;
	case 12:
		return t[0] == '0' ? t + 1 : NULL;
	case 13:
		return !memcmp(t, "86", 2) ? t + 2 : NULL;
	case 15:
		return !memcmp(t, "0086", 4) ? t + 4 : NULL;
	}
	return NULL;
}

/* Seven digits, a byte each, are equal, or go up or down one by one. */
static bool is_run(uint64_t seven)
{
	uint64_t six = ~0ULL >> 16, up = six & DIGITS_EACH(1);
	uint64_t next = seven >> 8;

	seven &= six;
	return next == seven || next == seven + up || next + up == seven;
}

/* What manuals print. */
static bool is_example(const unsigned char *digits)
{
	return !memcmp(digits, "13800138000", 11) ||
	       !memcmp(digits, "13552535506", 11); /* UnionPay's sandbox */
}

/* Milliseconds of 2014 to 2017 begin with 14 as these do: only a label tells,
 * and a column by those that are none. */
static enum answer examine_machine(const struct candidate *c,
				   struct evidence *e)
{
	if ((c->text[1] != '4' && c->text[1] != '0') || c->group_count > 1 ||
	    !(c->labelled || c->form & FORM_CELL))
		return ANSWER_NO;
	if (mobile_segment(c->text, LENGTH_MACHINE) != SEGMENT_IOT)
		return c->form & FORM_CELL ? ANSWER_MISS : ANSWER_NO;
	e->checks = CHECK_ISSUER | CHECK_ROLE;
	e->points = c->labelled ? 0 : -4;
	e->strength = 10;
	return ANSWER_HIT;
}

static enum answer examine(const struct candidate *c, struct evidence *e)
{
	const unsigned char *digits;
	enum segment segment;

	if (c->digits != c->length)
		return ANSWER_NO;
	if (c->length == LENGTH_MACHINE && c->text[0] == '1')
		return examine_machine(c, e);
	digits = national(c);
	if (!digits || digits[0] != '1' || !grouped_well(c))
		return ANSWER_NO;

	segment = mobile_segment(digits, LENGTH_PERSON);
	if (segment != SEGMENT_PERSONAL && segment != SEGMENT_SATELLITE)
		return ANSWER_MISS;
	e->checks = CHECK_ISSUER;
	if (is_run(digits_eight(digits + LENGTH_PERSON - 8) >> 8) ||
	    is_example(digits))
		e->checks |= CHECK_TEST;
	e->points = 1;
	e->strength = 50;
	if (digits != c->text) {
		memcpy(e->value, digits, LENGTH_PERSON);
		e->value_length = LENGTH_PERSON;
	}
	return ANSWER_HIT;
}

static void usual(struct numbers *n, struct evidence *e)
{
	uint64_t last;
	unsigned i;

	*e = (struct evidence){
		.checks = CHECK_ISSUER, .points = 1, .strength = 50,
	};
	for (i = 0; i < n->count; i++) {
		last = n->words[0][i] >> 32 | n->words[1][i] << 32;
		if (n->length != LENGTH_PERSON || is_run(last) ||
		    mobile_segment(n->text[i], LENGTH_PERSON) !=
			    SEGMENT_PERSONAL ||
		    is_example(n->text[i]))
			n->sure[i] = 0;
	}
}

static void mask(struct secret value, struct masked *masked)
{
	mask_middle(value, 3, 4, masked);
}

const struct detector detector_cn_mobile = {
	.id = "cn.mobile",
	.zh = "手机号",
	.en = "Mobile number",
	.policy = "MOBILE",
	.seed = SEED_DIGITS,
	.lengths = 1ULL << 11 | 1ULL << 12 | 1ULL << 13 | 1ULL << 15,
	.groupings = groupings,
	.begins = begins,
	.chance = 0.53,
	.person = true,
	.examine = examine,
	.usual = usual,
	.mask = mask,
};
