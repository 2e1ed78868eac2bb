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
 * Sets bit i of the first map where text[i] is one of the first two bytes (the
 * same twice for one), and of the second map likewise, for i from the start of
 * from's word to `to`; bits at and behind `to` are zero. Up to 63 bytes behind
 * `to` are read; a map holds to / 64 + 2 words, the last for marks_from() to
 * look at.
 */
void marks_set(uint64_t *first, uint64_t *second, const unsigned char *text,
	       uint32_t from, uint32_t to, const unsigned char bytes[2][2]);

#define MARKS_LISTED 1024

/* Marks one after the other. Whoever goes through many of them finds the next
 * without waiting for where the last one stood. */
struct marks_list {
	uint32_t from, to; /* all marks in [from, to), at most MARKS_LISTED */
	uint32_t count;
	/* In order; behind them twice the end of the map. */
	uint32_t at[MARKS_LISTED + 2];
};

/* Lists the marks from `from` on, to the end of the map or as far as there is
 * room. */
void marks_list(struct marks_list *, const uint64_t *map, uint32_t from,
		uint32_t to);

/* How many of the bytes in [from, to) are this one. Up to 63 bytes behind `to`
 * are read. */
uint32_t marks_count(const unsigned char *text, uint32_t from, uint32_t to,
		     unsigned char byte);

/* The rest of marks_next and marks_until, when no mark is near. */
uint32_t marks_far(const uint64_t *map, size_t from, uint32_t to);

/* The marks from `from` on, itself the lowest bit: at least 57 of them, and
 * zeros behind. Mostly the next one is among them: all are looked at at once,
 * wherever words begin, since a branch on that could not be predicted. */
static inline uint64_t marks_from(const uint64_t *map, size_t from)
{
	uint64_t bits;

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	memcpy(&bits, (const unsigned char *)map + from / 8, sizeof(bits));
	return bits >> from % 8;
#else
	bits = map[from / 64] >> from % 64;
	return from % 64 ? bits | map[from / 64 + 1] << (64 - from % 64)
			 : bits;
#endif
}

/* The first set bit at or after `from` and before `to`, or MARKS_NONE. */
static inline uint32_t marks_next(const uint64_t *map, uint32_t from,
				  uint32_t to)
{
	uint64_t bits;

	if (from >= to)
		return MARKS_NONE;
	bits = marks_from(map, from);
	if (!bits)
		return marks_far(map, from, to);
	from += (uint32_t)__builtin_ctzll(bits);
	return from < to ? from : MARKS_NONE;
}

/* The first set bit at or after `from`, or `to`, which marks_set() was given
 * and `from` is not behind. */
static inline size_t marks_until(const uint64_t *map, size_t from, uint32_t to)
{
	uint64_t bits = marks_from(map, from);
	uint32_t far;

	if (bits)
		return from + (size_t)__builtin_ctzll(bits);
	far = marks_far(map, from, to);
	return far < to ? far : to;
}

#endif
