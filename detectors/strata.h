/* The strata of kinds that are told by whole columns (detector.h). Those of
 * birth_date are years since 1900, those of cn.address parts. */
#ifndef DETECTORS_STRATA_H
#define DETECTORS_STRATA_H

/* Of sexes: how one is written. */
enum sex_word {
	SEX_NONE,
	SEX_MALE,   /* 男 */
	SEX_FEMALE, /* 女 */
	SEX_UNTOLD, /* 未知 */
	SEX_LETTER, /* M, female */
	SEX_CODE,   /* 1 */
};

/* Of names: how frequent the surname is. */
enum name_stratum {
	NAME_RARE = 1,
	NAME_COMMON,   /* of the hundred most frequent, or of two characters */
	NAME_FREQUENT, /* one of the ten most frequent */
	NAME_DOTTED,   /* none: parts with dots between */
	/* In Latin letters: the surname's own stratum is added. */
	NAME_SPELT = NAME_DOTTED,
	NAME_LATIN = NAME_SPELT + NAME_FREQUENT + 1, /* none: other words */
};

#endif
