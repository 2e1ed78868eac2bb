/*
 * Sexes, as whole cells: 男 and 女, letters, and the codes of GB/T 2261.1 (0
 * unknown, 1 male, 2 female, 9 not told). Which of them they are the stratum
 * says; a column is told from flags and sizes by its name and by how few
 * different values it has.
 */
#include "detectors/kinds.h"

#include <string.h>

#include "detectors/strata.h"

static const struct {
	uint8_t length;
	char word[7];
	enum sex_word stratum;
} words[] = {
	{ 3, "男", SEX_MALE },     { 3, "女", SEX_FEMALE },
	{ 6, "男性", SEX_MALE },   { 6, "女性", SEX_FEMALE },
	{ 6, "未知", SEX_UNTOLD }, { 6, "保密", SEX_UNTOLD },
	{ 6, "不详", SEX_UNTOLD }, { 4, "male", SEX_LETTER },
	{ 6, "female", SEX_LETTER },
};

static enum sex_word stratum_of(const unsigned char *text, size_t length)
{
	if (length == 1 && strchr("0129", text[0]))
		return SEX_CODE;
	if (length == 1 && strchr("MFmf", text[0]))
		return SEX_LETTER;
	if (length == 1 || length > strlen("female"))
		return SEX_NONE;
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (words[i].length == length &&
		    (text[0] | 0x20) == (unsigned char)words[i].word[0] &&
		    !strncasecmp((const char *)text, words[i].word, length))
			return words[i].stratum;
	return SEX_NONE;
}

static enum answer examine(const struct candidate *c, struct evidence *e)
{
	if (c->count > 2 && c->characters[0] >= 0x80)
		return ANSWER_NO;
	e->stratum = (uint8_t)stratum_of(c->text, c->length);
	if (e->stratum == SEX_NONE) /* sizes, grades: domains too large */
		return c->length == 1 && c->text[0] < 0x80 ? ANSWER_MISS
							   : ANSWER_NO;
	e->checks = CHECK_GRAMMAR;
	e->strength = STRENGTH_MAX;
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
