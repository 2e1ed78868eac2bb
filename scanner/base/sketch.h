/*
 * A threshold sample of distinct values: how many there are, and what share
 * of them has some property.
 *
 * Values are known by uniform 64-bit hashes (value_hash.h). Those at or below a
 * threshold are kept, each with a set of traits; when more than `room` would
 * be kept, the threshold is halved, as often as it takes. Up to `room` values
 * the numbers are exact. Beyond, 16,384 values give a standard error of 0.78 %
 * (1.1 % just after a halving): about that of a HyperLogLog of 2^14 registers,
 * but unlike one a sample can be asked afterwards how many of the values
 * passed a check, and merged without counting twice.
 *
 * The threshold only takes values of one fixed sequence, and is the first of
 * them that fits. So the sample depends on the set of values alone, not on
 * the order in which they came or in which samples were merged.
 */
#ifndef SCANNER_BASE_SKETCH_H
#define SCANNER_BASE_SKETCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SKETCH_ROOM 16384
#define SKETCH_ROOM_MIN 64

struct sketch {
	uint64_t threshold;
	uint64_t *hashes;  /* owned, open addressing; 0: an empty slot */
	uint32_t *traits;  /* beside them, in the same allocation */
	uint32_t slots;    /* a power of two, or 0 */
	uint32_t used;
	uint32_t room;     /* a power of two */
	bool cut;          /* by sketch_cut: it keeps few */
};

/* A number with its standard error; exact when that is 0. */
struct estimate {
	double value, error;
};

void sketch_init(struct sketch *, uint32_t room);
void sketch_release(struct sketch *);

/* The rest of sketch_insert. */
bool sketch_keep(struct sketch *, uint64_t hash, uint32_t traits);

/* Adds a value, or adds traits to it. False when memory is out; the sample
 * is then as it was. */
static inline bool sketch_insert(struct sketch *sketch, uint64_t hash,
				 uint32_t traits)
{
	return hash > sketch->threshold || sketch_keep(sketch, hash, traits);
}

/* Where sketch_insert will look, to be fetched ahead of it. */
static inline void sketch_prefetch(const struct sketch *sketch, uint64_t hash)
{
	size_t slot = hash & (sketch->slots - 1);

	if (hash > sketch->threshold || !sketch->slots)
		return;
	__builtin_prefetch(&sketch->hashes[slot], 1);
	__builtin_prefetch(&sketch->traits[slot], 1);
}

/* Adds another's values, with those of their traits that are in `mask`. Of a
 * coarser sample the threshold is taken over, the room is not. */
bool sketch_merge(struct sketch *, const struct sketch *from, uint32_t mask);

/* Takes values up to a threshold of the sequence only, from now on: one that
 * a sample has which this one will be merged into. Then the sum is what it
 * would be without, and much less is kept on the way. */
void sketch_cut(struct sketch *, uint64_t threshold);

/* Makes do with less room (at least SKETCH_ROOM_MIN). */
void sketch_shrink(struct sketch *, uint32_t room);

/* Bytes that it holds allocated, or at most will with this room, once it is
 * not exact and not because it was cut. The more values, the more: so a sum
 * of samples counts for no less than each of them, cut or not; and a part
 * that has several for one of its asset, of which each was cut, for no more
 * than it keeps. */
size_t sketch_bytes(const struct sketch *);

/* True while every value is kept. */
bool sketch_exact(const struct sketch *);

/* How many sampled values have all traits in `with`, none in `without`. */
uint32_t sketch_sampled(const struct sketch *, uint32_t with,
			uint32_t without);

/* How many sampled values have one trait only, and that in `mask`. */
uint32_t sketch_single(const struct sketch *, uint32_t mask);

/* How many values have all traits in `with` and none in `without`. */
struct estimate sketch_count(const struct sketch *, uint32_t with,
			     uint32_t without);

#endif
