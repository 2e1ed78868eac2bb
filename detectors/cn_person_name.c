/*
 * Names of persons, as whole cells: a surname of one or two characters and a
 * given name of one or two, whatever one is addressed as behind it (张伟先生);
 * names of minorities and foreigners in parts, with dots between
 * (阿卜杜拉·买买提); names in pinyin (Zhang Wei).
 *
 * Ordinary words pass as well, wherever their first character is a surname,
 * too: 安排 江堤. So a hit says little, and tells by its stratum how frequent
 * the surname is: among words the frequent ones are rare.
 */
#include "detectors/kinds.h"

#include <string.h>

#include "detectors/cell.h"
#include "detectors/spelt_name.h"
#include "detectors/strata.h"
#include "detectors/tables/tables.h"

enum {
	CHARACTERS_MAX = 24,
	PART_MAX = 10, /* characters between two dots */
	OTHERS_MAX = 12, /* longer texts are no names and count elsewhere */
};

#define DOT 0xB7

/* Extension B and on, and where GBK systems put what they lack. */
static bool is_rare(uint32_t c)
{
	return (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0xE000 && c <= 0xF8FF) ||
	       (c >= 0x3400 && c <= 0x4DBF) || c == 0x3007;
}

static bool is_han(uint32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || is_rare(c);
}

static bool all_han(const uint32_t *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_han(c[i]))
			return false;
	return n > 0;
}

/* A character of a given name; what a charset had none for is a '?'. */
static bool is_given(const uint32_t *c, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_han(c[i]) && c[i] != '?')
			return false;
	return n == 1 || n == 2;
}

/* Two parts and more, of letters of one kind. */
static bool is_dotted(const uint32_t *c, size_t n)
{
	size_t part = 0, parts = 1;

	for (size_t i = 0; i < n; i++) {
		if (is_han(c[i])) {
			if (++part > PART_MAX)
				return false;
		} else {
			if (!part || (c[i] != DOT && c[i] != '.'))
				return false;
			parts++;
			part = 0;
		}
	}
	return part && parts >= 2 && parts <= 4;
}

/* What no given name ends in: of offices, places, peoples, firms. */
static bool ends_otherwise(uint32_t last)
{
	switch (last) {
	case U'县': case U'区': case U'市': case U'局': case U'部': case U'厂':
	case U'店': case U'院': case U'校': case U'镇': case U'乡': case U'街':
	case U'族': case U'员': case U'款': case U'费': case U'券': case U'件':
	case U'码': case U'率': case U'额': case U'型': case U'类': case U'级':
	case U'户':
		return true;
	default:
		return false;
	}
}

static bool is_word(const uint32_t *c, size_t n)
{
	return ends_otherwise(c[n - 1]) ||
	       word_begins(WORDS_PLAIN, c, n) == n ||
	       word_begins(WORDS_UPPER, c, n) == n ||
	       word_begins(WORDS_LOWER, c, n) == n;
}

/* The surname's rank, of a name of two to four characters; a woman's may have
 * her husband's surname before her own. */
static enum surname surname_of(const uint32_t *c, size_t n)
{
	enum surname rank = surname_rank(c[0]);

	if (n >= 3 && word_begins(WORDS_SURNAMES, c, 2) &&
	    is_given(c + 2, n - 2))
		return SURNAME_COMMON;
	if (n == 4 && (rank < SURNAME_COMMON ||
		       surname_rank(c[1]) < SURNAME_COMMON))
		return SURNAME_NONE;
	return is_given(c + (n == 4 ? 2 : 1), n == 4 ? 2 : n - 1)
		       ? rank : SURNAME_NONE;
}

static enum answer hit(struct evidence *e, unsigned stratum)
{
	e->checks = CHECK_GRAMMAR;
	e->stratum = (uint8_t)stratum;
	e->strength = STRENGTH_MAX;
	return ANSWER_HIT;
}

static enum answer examine_spelt(const struct candidate *candidate,
				 struct evidence *e)
{
	unsigned stratum = spelt_name(candidate->text, candidate->length);

	if (stratum && stratum != NAME_LATIN)
		return hit(e, stratum);
	e->stratum = (uint8_t)stratum;
	return stratum ? ANSWER_MISS : ANSWER_NO;
}

/* 张伟先生: the name alone is the value. */
static size_t drop_address(const struct candidate *candidate,
			   struct evidence *e)
{
	static const uint32_t words[][2] = { U"先生", U"女士", U"小姐" };
	size_t n = candidate->count, i = 0;

	if (n < 4 || n > 6)
		return n;
	while (i < 3 && memcmp(candidate->characters + n - 2, words[i],
			       sizeof(words[i])))
		i++;
	if (i == 3)
		return n;
	e->value_length = (uint8_t)(candidate->length - strlen("先生"));
	memcpy(e->value, candidate->text, e->value_length);
	return n - 2;
}

static enum answer examine(const struct candidate *candidate,
			   struct evidence *e)
{
	const uint32_t *c = candidate->characters;
	size_t n = candidate->count;
	enum surname rank;

	if (c[0] < 0x80)
		return examine_spelt(candidate, e);
	if (n <= CHARACTERS_MAX && is_dotted(c, n))
		return hit(e, NAME_DOTTED);
	if (n > OTHERS_MAX)
		return ANSWER_NO;
	n = drop_address(candidate, e);
	if (n < 2 || n > 4 || !is_han(c[0]))
		return ANSWER_MISS;
	rank = surname_of(c, n);
	if (rank == SURNAME_NONE || (all_han(c, n) && is_word(c, n)))
		return ANSWER_MISS;
	return hit(e, rank == SURNAME_FREQUENT ? NAME_FREQUENT
		      : rank == SURNAME_COMMON ? NAME_COMMON : NAME_RARE);
}

/* The surname's first character: 张** */
static void mask(struct secret value, struct masked *masked)
{
	uint32_t characters[CHARACTERS_MAX];
	size_t n = cell_characters(value, characters, CHARACTERS_MAX);
	unsigned first;

	masked->text[0] = '\0';
	if (!n)
		return;
	first = utf8_put(characters[0], (unsigned char *)masked->text, 4);
	memset(masked->text + first, '*', n - 1);
	masked->text[first + n - 1] = '\0';
}

const struct detector detector_cn_person_name = {
	.id = "cn.person_name",
	.zh = "姓名",
	.en = "Person's name",
	.policy = "NAME",
	.seed = SEED_CELL,
	.chance = 0.2,
	.person = false,
	.examine = examine,
	.mask = mask,
};
