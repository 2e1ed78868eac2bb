/*
 * The hash by which values are told apart and counted: of every value of
 * every row, so it is made of as few instructions as spread well. Words are
 * multiplied and the product folded, as in Wang Yi's wyhash; keyed, so that
 * nobody can make a file whose values all fall together.
 *
 * It lives in memory only: whoever saw enough of them could find the key.
 * What is stored is an HMAC (hash.h).
 */
#ifndef SCANNER_BASE_VALUE_HASH_H
#define SCANNER_BASE_VALUE_HASH_H

#include <endian.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The same number on every machine. */
static inline uint64_t value_hash_8(const unsigned char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, 8);
	return le64toh(word);
}

static inline uint64_t value_hash_4(const unsigned char *bytes)
{
	uint32_t word;

	memcpy(&word, bytes, 4);
	return le32toh(word);
}

static inline uint64_t value_hash_fold(uint64_t a, uint64_t b)
{
	uint64_t high = (uint64_t)((unsigned __int128)a * b >> 64);

	return high ^ a * b; /* gcc would put all 128 bits on the stack */
}

/* Pieces of 16 bytes, of which the last one may overlap the one before; a
 * value of fewer bytes overlaps itself. The length tells those apart: added
 * behind the last product, where no byte of a value can make up for it. */
static inline uint64_t value_hash(const uint64_t key[3],
				  const unsigned char *bytes, size_t length)
{
	const unsigned char *end = bytes + length;
	uint64_t hash = key[0], a = 0, b = 0;

	if (length > 16) {
		do {
			hash = value_hash_fold(value_hash_8(bytes) ^ key[1],
					       value_hash_8(bytes + 8) ^ hash);
			bytes += 16;
		} while (bytes < end - 16);
		a = value_hash_8(end - 16);
		b = value_hash_8(end - 8);
	} else if (length >= 8) {
		a = value_hash_8(bytes);
		b = value_hash_8(end - 8);
	} else if (length >= 4) {
		a = value_hash_4(bytes);
		b = value_hash_4(end - 4);
	} else if (length) {
		a = (uint64_t)bytes[0] << 16 |
		    (uint64_t)bytes[length / 2] << 8 | end[-1];
	}
	hash = value_hash_fold(a ^ key[2], b ^ hash) + length;
	return (hash ^ hash >> 32) * 0x9E3779B97F4A7C15;
}

#endif
