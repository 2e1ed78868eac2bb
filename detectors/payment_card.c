/*
 * Payment cards: ISO/IEC 7812-1 numbers of 13 to 19 digits whose length and
 * first digits belong to a network or to an issuer of the table, and whose
 * last digit is Luhn's. One of ten numbers passes that alone, so most of the
 * work is to say how much a hit weighs.
 */
#include "detectors/kinds.h"

#include <string.h>

#include "detectors/checksum.h"
#include "detectors/digits.h"
#include "detectors/tables/tables.h"

static const grouping groupings[] = {
	{ 4, 4, 4, 4 }, { 4, 4, 4, 4, 3 }, { 4, 4, 4, 4, 2 }, { 4, 4, 4, 4, 1 },
	{ 4, 6, 5 }, { 4, 6, 4 }, { 6, 10 }, { 6, 11 }, { 6, 12 }, { 6, 13 },
	{ 0 }
};

static bool begins(const struct candidate *c, const char *prefix, size_t n)
{
	return !memcmp(c->text, prefix, n);
}

/* Numbers of other kinds that pass the rule for cards: SIM cards (ICCID),
 * Alipay's users, telephones (IMEI), trade unions (USCC). */
static bool other_kind(const struct candidate *c)
{
	if (c->length == 16 && begins(c, "2088", 4))
		return true;
	if (c->length == 15)
		return begins(c, "86", 2) || begins(c, "35", 2) ||
		       begins(c, "01", 2);
	return c->length >= 18 &&
	       (begins(c, "8986", 4) ||
		(c->length == 18 && begins(c, "81", 2)));
}

/* Prefixes that order numbers and bar codes begin with as well: 13 digits
 * of Visa are EAN, the 2-series of Mastercard is yyMM of 2022 to 2027. */
static bool doubtful(const struct candidate *c)
{
	return c->length == 13 || (c->length == 16 && c->text[0] == '2');
}

/* Two digits at most, or ten equal ones behind the BIN: made up by hand. */
static bool dull(const struct candidate *c, bool few)
{
	const unsigned char *account = c->text + 6;

	return few ||
	       (c->length >= 16 && account[0] == account[1] &&
		!memcmp(account, account + 1, 9));
}

/* Of random numbers of a known BIN one in ten passes, of 19 random digits
 * that begin with 62 one in 200: with nothing beside it that is little. */
static int points_of(const struct candidate *c, enum issuer issuer)
{
	if (issuer == ISSUER_EXACT)
		return c->labelled && c->length >= 17 ? 3 : 2;
	return 1;
}

static enum answer examine(const struct candidate *c, struct evidence *e)
{
	enum issuer issuer;
	bool network, test, few;

	if (c->digits != c->length)
		return ANSWER_NO;
	network = card_network(c->text, c->length);
	issuer = issuer_grade(c->text, c->length);
	if ((!network && issuer == ISSUER_NONE) || other_kind(c) ||
	    !candidate_written_as(c, groupings))
		return ANSWER_NO;

	test = test_pan(c->text, c->length);
	e->checks = (network ? CHECK_NETWORK : 0) |
		    (issuer == ISSUER_EXACT ? CHECK_ISSUER : 0) |
		    (test ? CHECK_TEST : 0);
	if (!checksum_luhn(c->text, c->length)) {
		/* a spreadsheet keeps 15 digits and fills up with zeros, of
		 * which few tell nothing without a label */
		if (c->length > 15 && issuer == ISSUER_EXACT && !test &&
		    !memcmp(c->text + 15, "0000", c->length - 15u)) {
			e->checks |= CHECK_DAMAGED;
			e->points = -4;
		}
		return ANSWER_MISS;
	}
	few = digits_few(c->text, c->length);
	if (few && !test)
		return ANSWER_NO;
	e->checks |= CHECK_CHECKSUM;
	e->points = (int8_t)points_of(c, issuer);
	if (issuer != ISSUER_EXACT && (!network || (doubtful(c) && !test)))
		e->points = 0;
	if (dull(c, few)) {
		e->checks |= CHECK_DULL;
		e->points -= 4;
	}
	e->strength = issuer == ISSUER_EXACT ? 70 : 40;
	return ANSWER_HIT;
}

/* Of a network and of an issuer. */
static void usual(struct numbers *n, struct evidence *e)
{
	*e = (struct evidence){
		.checks = CHECK_NETWORK | CHECK_ISSUER | CHECK_CHECKSUM,
		.points = 2, .strength = 70,
	};
	for (unsigned i = 0; i < n->count; i++) {
		const unsigned char *text = n->text[i];

		if (!card_usual((unsigned)n->four[i], (unsigned)n->two[i],
				n->length) ||
		    (text[6] == text[7] && text[7] == text[8]) ||
		    text[n->length - 1] == 'X' ||
		    !digits_three_differ(n->words[0][i]))
			n->sure[i] = 0;
	}
	numbers_luhn(n);
}

static void mask(struct secret value, struct masked *masked)
{
	mask_middle(value, 6, 4, masked);
}

const struct detector detector_payment_card = {
	.id = "payment_card",
	.zh = "银行卡号",
	.en = "Payment card number",
	.policy = "BANK_CARD",
	.seed = SEED_DIGITS,
	.lengths = 0x7FULL << 13,
	.groupings = groupings,
	.begins = card_begins,
	.chance = 0.1,
	.person = true,
	.examine = examine,
	.usual = usual,
	.mask = mask,
};
