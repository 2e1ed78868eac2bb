/*
 * Sexes, as whole cells: 男 and 女, how such people are addressed, letters,
 * and the codes of GB/T 2261.1 (0 unknown, 1 male, 2 female, 9 not told), alone
 * or beside the word: 1-男, 男(1). Which of them they are the stratum says; a
 * column is told from flags and sizes by its name and by how few different
 * values it has.
 */
#include "detectors/kinds.h"

#include <string.h>

#include "detectors/ascii.h"
#include "detectors/strata.h"

#define LONGEST 11 /* characters, with a code: 未说明的性别(01) */
#define CODE_DIGITS 2
#define CODE_LENGTH 5 /* with what stands around it: "01 - " */

#define WORD(text, stratum) { sizeof(text) - 1, text, stratum }

static const struct {
	uint8_t length;
	const char *word;
	enum sex_word stratum;
} words[] = {
	WORD("男", SEX_MALE),		 WORD("女", SEX_FEMALE),
	WORD("男性", SEX_MALE),		 WORD("女性", SEX_FEMALE),
	WORD("男士", SEX_MALE),		 WORD("女士", SEX_FEMALE),
	WORD("先生", SEX_MALE),		 WORD("小姐", SEX_FEMALE),
	WORD("男生", SEX_MALE),		 WORD("女生", SEX_FEMALE),
	WORD("未知", SEX_UNTOLD),	 WORD("保密", SEX_UNTOLD),
	WORD("不详", SEX_UNTOLD),	 WORD("其他", SEX_UNTOLD),
	WORD("不明", SEX_UNTOLD),	 WORD("未说明", SEX_UNTOLD),
	WORD("未知性别", SEX_UNTOLD),	 WORD("未说明性别", SEX_UNTOLD),
	WORD("未知的性别", SEX_UNTOLD),	 WORD("未说明的性别", SEX_UNTOLD),
	WORD("male", SEX_LETTER),	 WORD("female", SEX_LETTER),
};

/* A code and what sets it off, at either end of a text. */
static bool is_beside(unsigned char c)
{
	return c && strchr("0129-_.:() /", c);
}

/* Drops the code beside a word; the two are set off from each other, else it
 * counts: 1男1女 are children. */
static void drop_code(const unsigned char **text, size_t *length)
{
	size_t left = 0, right = *length, digits = 0, rest;

	while (left < right && is_beside((*text)[left]))
		digits += ascii_is((*text)[left++], ASCII_DIGIT);
	while (right > left && is_beside((*text)[right - 1]))
		digits += ascii_is((*text)[--right], ASCII_DIGIT);
	rest = *length - (right - left);
	if (!digits || digits > CODE_DIGITS || rest == digits ||
	    rest > CODE_LENGTH)
		return;
	*text += left;
	*length = right - left;
}

static enum sex_word stratum_of(const unsigned char *text, size_t length)
{
	if (length == 1 && strchr("0129", text[0]))
		return SEX_CODE;
	if (length == 1 && strchr("MFmf", text[0]))
		return SEX_LETTER;
	if (length == 1)
		return SEX_NONE;
	drop_code(&text, &length);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (words[i].length == length &&
		    (text[0] | 0x20) == (unsigned char)words[i].word[0] &&
		    !strncasecmp((const char *)text, words[i].word, length))
			return words[i].stratum;
	return SEX_NONE;
}

/* What one begins with, without a code: most words do not. */
static bool may_begin(uint32_t first)
{
	switch (first) {
	case U'男': case U'女': case U'先': case U'小':
	case U'未': case U'保': case U'不': case U'其':
		return true;
	default:
		return first < 0x80;
	}
}

static enum answer examine(const struct candidate *c, struct evidence *e)
{
	bool zero = c->length == 2 && c->text[0] == '0'; /* 01 is 1 */
	size_t length = c->length - zero;

	if (c->count > LONGEST || !may_begin(c->characters[0]))
		return ANSWER_NO;
	e->stratum = (uint8_t)stratum_of(c->text + zero, length);
	if (e->stratum == SEX_NONE) /* sizes, grades: domains too large */
		return length == 1 && c->text[0] < 0x80 ? ANSWER_MISS
							: ANSWER_NO;
	e->checks = CHECK_GRAMMAR;
	e->strength = STRENGTH_MAX;
	if (zero)
		e->value[e->value_length++] = c->text[1];
	return ANSWER_HIT;
}

/* Of so few values a fingerprint tells which are the same, and one that is
 * shown would tell all of them. */
static void mask(struct secret value, struct masked *masked)
{
	(void)value;
	masked->text[0] = '*';
	masked->text[1] = '\0';
}

const struct detector detector_sex = {
	.id = "sex",
	.zh = "性别",
	.en = "Sex",
	.policy = "SEX_NATIONALITY",
	.seed = SEED_CELL,
	.chance = 0,
	.person = false,
	.examine = examine,
	.mask = mask,
};
