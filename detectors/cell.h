/*
 * Cells as a whole: names, addresses, dates of birth, sexes. No seed marks
 * them, and one of them says little; what a column holds is told by all of
 * them together (reports/inventory/cells.h).
 *
 * The detectors of SEED_CELL get a cell as UTF-8 without what spreadsheets
 * put around it. Of a cell that begins with a Han or other wide character
 * spaces and invisible marks inside are dropped too, and the dots in the
 * names of minorities are all made U+00B7.
 */
#ifndef DETECTORS_CELL_H
#define DETECTORS_CELL_H

#include <string.h>

#include "detectors/judge.h"

/* Behind so many bytes of an object only the cells of one row in CELL_STEP
 * are tried: for a verdict they are enough. */
#define CELL_BYTES (8 * 1024 * 1024)
#define CELL_STEP 64

/* Seconds or milliseconds since 1970 at which a day begins. */
static inline bool cell_may_be_epoch(const unsigned char *text, uint32_t length)
{
	const unsigned char *end = text + length;

	return length >= 8 && length <= 14 && end[-1] == '0' &&
	       end[-2] == '0' &&
	       (length < 11 || !memcmp(end - 5, "00000", 5));
}

/* What a date of birth may look like, from its first digit on: see
 * birth_date.c. */
static inline bool cell_may_be_date(const unsigned char *text, uint32_t length)
{
	unsigned char joint = text[1] < '0' ? text[1] : text[2];

	if (length < 6)
		return false;
	if (joint == '/' || joint == '-' || /* the year last */
	    (joint == '.' && length <= 10 && text[length - 5] == '.'))
		return length >= 8;
	if (memcmp(text, "19", 2) != 0 && memcmp(text, "20", 2) != 0)
		return false;
	if (text[4] >= '0' && text[4] <= '9')
		return length == 6 || length == 8 ||
		       (length == 14 && !memcmp(text + 8, "000000", 6));
	return length < 19 || text[4] == ' ' || text[4] >= 0x80 ||
	       !memcmp(text + 13, ":00", 3);
}

/* The code of a sex, or one beside the word: 01, 1-男. */
static inline bool cell_may_be_sex(const unsigned char *text, uint32_t length)
{
	return (length == 2 && *text == '0') ||
	       (length <= 24 && text[length - 1] >= 0x80 && *text <= '2');
}

/* Most cells are none, by their length and first bytes: amounts, codes, times
 * of day. 32 readable bytes. */
static inline bool cell_may_hold(const unsigned char *text, uint32_t length)
{
	unsigned char first = *text;

	if (length < 2)
		return length && first > ' ';
	if (first >= 0x80)
		return true;
	if (first >= '0' && first <= '9')
		return text[length - 1] <= ' ' ||
		       cell_may_be_date(text, length) ||
		       cell_may_be_epoch(text, length) ||
		       cell_may_be_sex(text, length);
	if (first == '\'' || first == '"' || first == '=' || first == ' ' ||
	    first == '\t')
		return true;
	if (first == '-')
		return cell_may_be_epoch(text, length);
	return (length == 4 && (first | 0x20) == 'm') ||
	       (length == 6 && (first | 0x20) == 'f');
}

/* As judge_cell; the value is always copied. */
size_t cell_judge(struct judge *, const struct stretch *, struct match *out);

/* The characters of a value of these kinds; at most `room`. */
size_t cell_characters(struct secret value, uint32_t *out, size_t room);

#endif
