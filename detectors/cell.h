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

#include "detectors/ascii.h"
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

/* 3/7/1990, 07-MAR-90, 7.3.1990: behind the first number. */
static inline bool cell_ends_in_year(const unsigned char *text, uint32_t length)
{
	unsigned char joint = text[1] < '0' ? text[1] : text[2];

	return joint == '/' || joint == '-' ||
	       (joint == '.' && length <= 10 && text[length - 5] == '.');
}

/* A day as spreadsheets count them, where they show it as a number: 32939. */
static inline bool cell_may_be_serial(const unsigned char *text,
				      uint32_t length)
{
	return length == 5 && *text >= '1' && *text <= '4';
}

/* What a date of birth may look like, from its first digit on: see
 * birth_date.c. */
static inline bool cell_may_be_date(const unsigned char *text, uint32_t length)
{
	if (length < 6)
		return false;
	if (text[1] < '0' || text[2] < '0')
		return length >= 8 && cell_ends_in_year(text, length);
	if (memcmp(text, "19", 2) != 0 && memcmp(text, "20", 2) != 0)
		return false;
	if (text[4] >= '0' && text[4] <= '9')
		return length == 6 || length == 8 ||
		       (length == 14 && !memcmp(text + 8, "000000", 6));
	return length < 19 || text[4] == ' ' || text[4] >= 0x80 ||
	       !memcmp(text + 13, ":00", 3);
}

/* What syllables of pinyin end in: vowels, of which v is one, n, g, r. */
static inline bool cell_ends_syllable(unsigned char c)
{
	const uint32_t letters = 1U << ('a' & 31) | 1U << ('e' & 31) |
				 1U << ('i' & 31) | 1U << ('o' & 31) |
				 1U << ('u' & 31) | 1U << ('v' & 31) |
				 1U << ('n' & 31) | 1U << ('g' & 31) |
				 1U << ('r' & 31);

	return letters >> (c & 31) & 1;
}

/* Two or three words of letters that end as names in pinyin do; 32 readable
 * bytes. */
static inline bool cell_may_be_spelt(const unsigned char *text, uint32_t length)
{
	uint32_t others, more;

	if (length < 4 || length > 30 || !cell_ends_syllable(text[length - 1]))
		return false;
	others = ~ascii_marks(text).letters & ((1U << length) - 1);
	more = others & (others - 1);
	return others && !(others & 1) && !(more & (more - 1)) &&
	       cell_ends_syllable(text[__builtin_ctz(others) - 1]);
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
		       (text[length - 1] >= 0x80 && length <= 24) ||
		       (length == 2 && first == '0') ||
		       cell_may_be_date(text, length) ||
		       cell_may_be_epoch(text, length);
	if (first == '\'' || first == '"' || first == '=' || first == ' ' ||
	    first == '\t')
		return true;
	if (first == '-')
		return cell_may_be_epoch(text, length);
	return (length == 4 && (first | 0x20) == 'm') ||
	       (length == 6 && (first | 0x20) == 'f') ||
	       (ascii_is(first, ASCII_LETTER) &&
		cell_may_be_spelt(text, length));
}

/* As judge_cell; the value is always copied. */
size_t cell_judge(struct judge *, const struct stretch *, struct match *out);

/* The characters of a value of these kinds; at most `room`. */
size_t cell_characters(struct secret value, uint32_t *out, size_t room);

#endif
