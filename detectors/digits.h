/*
 * Numbers out of ASCII digits, several at a time and without a branch on any
 * of them. Of other characters they make nonsense: ask before.
 */
#ifndef DETECTORS_DIGITS_H
#define DETECTORS_DIGITS_H

#include <endian.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define DIGITS_EACH(b) (0x0101010101010101ULL * (b))

/* Eight digits, a byte each: the first in the lowest place. */
static inline uint64_t digits_eight(const unsigned char *p)
{
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	return le64toh(word) - DIGITS_EACH('0');
}

/* These as four numbers of two digits: 16 bits each. */
static inline uint64_t digits_pairs(uint64_t eight)
{
	return (eight * 10 + (eight >> 8)) & 0x00FF00FF00FF00FFULL;
}

static inline unsigned digits_two(const unsigned char *p)
{
	return (p[0] - '0') * 10U + (p[1] - '0');
}

static inline unsigned digits_four(const unsigned char *p)
{
	uint32_t word;

	memcpy(&word, p, sizeof(word));
	word = le32toh(word) - (uint32_t)DIGITS_EACH('0');
	word = (word * 10 + (word >> 8)) & 0x00FF00FF;
	return (word & 0xFF) * 100 + (word >> 16);
}

/* Whether there are three different ones among eight digits: the first, the
 * next that is another, and one of the rest. */
static inline bool digits_three_differ(uint64_t eight)
{
	uint64_t others = eight ^ DIGITS_EACH(eight & 0xFF), second, rest;

	if (!others)
		return false;
	second = eight >> (__builtin_ctzll(others) & ~7) & 0xFF;
	rest = eight ^ DIGITS_EACH(second);
	/* 0x7F sets the top bit of all but zeros */
	return (others + DIGITS_EACH(0x7F)) & (rest + DIGITS_EACH(0x7F)) &
	       DIGITS_EACH(0x80);
}

#endif
