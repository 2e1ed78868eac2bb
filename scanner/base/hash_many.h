/*
 * The counting hash of many values at once: SipHash-2-4-128 in eight lanes,
 * as AVX-512, AVX2 or what the machine has. One result on all: that of
 * hash_count(). J.-P. Aumasson, D. J. Bernstein, SipHash, 2012.
 */
#ifndef SCANNER_BASE_HASH_MANY_H
#define SCANNER_BASE_HASH_MANY_H

#include "scanner/base/hash.h"

#define HASHED_AT_ONCE 64 /* a multiple of the lanes */

/* hash_count() of some values of one kind, with its salt. */
struct hashes {
	uint64_t low[HASHED_AT_ONCE]; /* lower halves */
	struct hash128 sum;           /* of them all, mod 2^128 */
	size_t length; /* of each of the values; 0: of several lengths */
};

/* At most HASHED_AT_ONCE. The values lie `step` bytes apart: members of a
 * struct, mostly. */
void hash_many(const struct keys *, uint64_t salt, const struct secret *values,
	       size_t step, size_t count, struct hashes *);

/* Adds, mod 2^128. */
static inline void hash_add(struct hash128 *sum, const struct hash128 *more)
{
	sum->low += more->low;
	sum->high += more->high + (sum->low < more->low);
}

#endif
