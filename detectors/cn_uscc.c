/*
 * Unified social credit codes, GB 32100-2015:
 *
 *   DC AAAAAA OOOOOOOOO K     registrar and category, region, organisation
 *                             code (GB 11714, with its own check), check
 *
 * Of the region only the province is looked at: registrars of development
 * zones have codes of their own.
 */
#include "detectors/kinds.h"

#include <string.h>

#include "detectors/checksum.h"
#include "detectors/tables/tables.h"

enum { LENGTH = 18 };

static const grouping groupings[] = {
	{ 2, 6, 9, 1 }, { 8, 10 }, { 0 }
};

static bool all_digits(const unsigned char *text, size_t n)
{
	bool all = true;

	for (size_t i = 0; i < n; i++)
		all &= text[i] <= '9';
	return all;
}

/* The set has no I, O, S, V, Z, for they look like digits or U; a token may
 * hold underscores, too. */
static bool in_alphabet(const unsigned char *text, size_t n)
{
	static const uint64_t missing = 1ULL << ('I' & 31) | 1 << ('O' & 31) |
					1 << ('S' & 31) | 1 << ('V' & 31) |
					1 << ('Z' & 31) | 1ULL << ('_' & 31);
	uint64_t found = 0;

	for (size_t i = 0; i < n; i++) /* bit 32 and up: digits */
		found |= 1ULL << ((text[i] & 31) + (text[i] <= '9') * 32);
	return !(found & missing);
}

/* Registrars and categories that cards begin with as well, but for trade
 * unions (81), are hardly in use. Numbers of them that fail as codes would be
 * no candidates of cards, of which all would seem to pass. */
static bool like_card(const unsigned char *text)
{
	return text[0] != '8' && card_network(text, LENGTH);
}

/* Registrar, category and province, in digits. */
static bool begins(unsigned four)
{
	unsigned char text[4];

	for (size_t i = sizeof(text); i--; four /= 10)
		text[i] = (unsigned char)('0' + four % 10);
	return uscc_prefix_known(text) &&
	       (province_known(text + 2) || !memcmp(text + 2, "10", 2)) &&
	       !like_card(text);
}

static enum answer examine(const struct candidate *c, struct evidence *e)
{
	const unsigned char *t = c->text;

	if (!all_digits(t + 2, 6) || !in_alphabet(t, 2) ||
	    !uscc_prefix_known(t) ||
	    !(province_known(t + 2) || !memcmp(t + 2, "100000", 6)) ||
	    !in_alphabet(t + 8, LENGTH - 8) ||
	    (c->digits >= LENGTH - 1 && like_card(t)) ||
	    !candidate_written_as(c, groupings))
		return ANSWER_NO;

	e->checks = CHECK_NETWORK;
	if (t[0] != '9' || t[1] != '2') /* 92 is a sole trader: a person */
		e->checks |= CHECK_ROLE;
	if (!checksum_uscc(t))
		return ANSWER_MISS;
	e->checks |= CHECK_CHECKSUM;
	if (checksum_org_code(t + 8)) {
		e->checks |= CHECK_INNER;
		e->points = 6;
		e->strength = 80;
	} else { /* a few of 10,000 registered ones are so; but also one of
		  * 300 numbers of 18 digits */
		e->points = all_digits(t, LENGTH) ? 1 : 3;
		e->strength = 50;
	}
	return ANSWER_HIT;
}

static void mask(struct secret value, struct masked *masked)
{
	mask_middle(value, 2, 4, masked);
}

const struct detector detector_cn_uscc = {
	.id = "cn.uscc",
	.zh = "统一社会信用代码",
	.en = "Unified social credit code",
	.policy = "USCC_ORG",
	.seed = SEED_DIGITS | SEED_CODE,
	.lengths = 1ULL << LENGTH,
	.groupings = groupings,
	.begins = begins,
	.chance = 1.0 / 31,
	.person = false,
	.examine = examine,
	.mask = mask,
};
