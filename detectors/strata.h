/* The strata of sexes (detector.h): how one is written. */
#ifndef DETECTORS_SEX_H
#define DETECTORS_SEX_H

enum sex_word {
	SEX_NONE,
	SEX_MALE,   /* 男 */
	SEX_FEMALE, /* 女 */
	SEX_UNTOLD, /* 未知 */
	SEX_LETTER, /* M, female */
	SEX_CODE,   /* 1 */
};

#endif
