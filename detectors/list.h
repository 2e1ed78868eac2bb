/*
 * Lists: values with one character between them that else makes what it joins
 * a part of something longer, an underscore, hyphen, number sign or invisible
 * mark. Files and merged columns have such: 张三_110101..._138....pdf
 */
#ifndef DETECTORS_LIST_H
#define DETECTORS_LIST_H

#include "detectors/claim.h"

/*
 * The value around a seed, when it stands in a list: each part is a value
 * that a table or check of its own tells, or a word of letters. Two values
 * make one, if they are not the ends of a range; or a resident ID, beside
 * which there may be numbers of two digits as well, as pages have them.
 */
bool list_claim(struct judge *, const struct stretch *, uint32_t seed,
		struct joined *, struct claim *);

#endif
