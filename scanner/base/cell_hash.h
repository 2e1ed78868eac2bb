/*
 * The hash by which the values of a column are told apart: of every cell of
 * every row, so it is made of as few instructions as spread well, and without
 * branches on the length, which nobody could predict. Words are multiplied
 * and the product folded, as in Wang Yi's wyhash; keyed, so that nobody can
 * make a file whose values all fall together.
 *
 * It lives in memory only; what is stored is counted by hash_count().
 */
#ifndef SCANNER_BASE_CELL_HASH_H
#define SCANNER_BASE_CELL_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define CELL_HASH_BLOCK 32 /* bytes; so many behind a value must be readable */

/* A block of ones, a block of zeros. */
extern const unsigned char cell_hash_masks[2 * CELL_HASH_BLOCK];

/* Eight bytes of a value; those outside of the mask count as zeros. */
static inline uint64_t cell_hash_word(const unsigned char *bytes,
				      const unsigned char *mask)
{
	uint64_t word, kept;

	memcpy(&word, bytes, 8);
	memcpy(&kept, mask, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	return __builtin_bswap64(word & kept);
#else
	return word & kept;
#endif
}

static inline uint64_t cell_hash_fold(uint64_t a, uint64_t b)
{
	unsigned __int128 product = (unsigned __int128)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* At most a block of a value. */
static inline uint64_t cell_hash_block(const uint64_t key[4], uint64_t hash,
				       const unsigned char *bytes,
				       size_t length)
{
	const unsigned char *mask = cell_hash_masks + CELL_HASH_BLOCK - length;

	return cell_hash_fold(cell_hash_word(bytes, mask) ^ key[0],
			      cell_hash_word(bytes + 8, mask + 8) ^ hash) ^
	       cell_hash_fold(cell_hash_word(bytes + 16, mask + 16) ^ key[2],
			      cell_hash_word(bytes + 24, mask + 24) ^ key[3]);
}

static inline uint64_t cell_hash(const uint64_t key[4],
				 const unsigned char *bytes, size_t length)
{
	uint64_t hash = key[1] ^ length;

	for (; length > CELL_HASH_BLOCK; length -= CELL_HASH_BLOCK) {
		hash = cell_hash_block(key, hash, bytes, CELL_HASH_BLOCK);
		bytes += CELL_HASH_BLOCK;
	}
	hash = cell_hash_block(key, hash, bytes, length);
	return (hash ^ hash >> 32) * 0x9E3779B97F4A7C15;
}

#endif
