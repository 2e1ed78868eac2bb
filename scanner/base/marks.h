/*
 * Marks: where certain bytes stand in a block, as bit masks. Lexers jump from
 * one to the next instead of looking at every byte.
 */
#ifndef SCANNER_BASE_MARKS_H
#define SCANNER_BASE_MARKS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define MARKS_NONE UINT32_MAX

/*
 * Sets bit i of map[] where text[i] is one of two bytes (the same twice for
 * one), for i from the start of from's word to `to`, in whole words; bits at
 * and behind `to` are zero. Up to 63 bytes behind `to` are read; map[] holds
 * to / 64 + 2 words, the last for marks_next() to look at.
 */
void marks_set(uint64_t *map, const unsigned char *text, uint32_t from,
	       uint32_t to, unsigned char one, unsigned char other);

/* How many of the bytes in [from, to) are this one. Up to 63 bytes behind `to`
 * are read. */
uint32_t marks_count(const unsigned char *text, uint32_t from, uint32_t to,
		     unsigned char byte);

/* The rest of marks_next. */
static inline uint32_t marks_far(const uint64_t *map, uint32_t from,
				 uint32_t to)
{
	uint32_t word = from / 64;
	uint64_t bits = map[word] & ~0ULL << from % 64;

	while (!bits) {
		if (++word * 64 >= to)
			return MARKS_NONE;
		bits = map[word];
	}
	from = word * 64 + (uint32_t)__builtin_ctzll(bits);
	return from < to ? from : MARKS_NONE;
}

/* The first set bit at or after `from` and before `to`, or MARKS_NONE. Mostly
 * it is near: 57 bits are looked at at once, wherever words begin, since a
 * branch on that could not be predicted. */
static inline uint32_t marks_next(const uint64_t *map, uint32_t from,
				  uint32_t to)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint64_t bits;

	if (from >= to)
		return MARKS_NONE;
	memcpy(&bits, (const unsigned char *)map + from / 8, sizeof(bits));
	bits >>= from % 8;
	if (bits) {
		from += (uint32_t)__builtin_ctzll(bits);
		return from < to ? from : MARKS_NONE;
	}
#endif
	return from < to ? marks_far(map, from, to) : MARKS_NONE;
}

#endif
