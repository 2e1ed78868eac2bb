/*
 * The counting hash of many values at once: SipHash-2-4-128 in eight lanes,
 * as AVX-512, AVX2 or what the machine has. One result on all: that of
 * hash_count(). J.-P. Aumasson, D. J. Bernstein, SipHash, 2012.
 */
#ifndef SCANNER_BASE_HASH_MANY_H
#define SCANNER_BASE_HASH_MANY_H

#include "scanner/base/hash.h"

/* out[i] = hash_count(keys, 0, value i). The values lie `step` bytes apart:
 * members of a struct, mostly. */
void hash_count_many(const struct keys *, const struct secret *values,
		     size_t step, size_t count, struct hash128 *out);

#endif
