/* A threshold sample of distinct values. See sketch.h. */
#include "scanner/base/sketch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_MIN 32

void sketch_init(struct sketch *sketch, uint32_t room)
{
	*sketch = (struct sketch){ .threshold = UINT64_MAX, .room = room };
}

void sketch_release(struct sketch *sketch)
{
	free(sketch->hashes);
	*sketch = (struct sketch){ 0 };
}

/* The slot of a hash, or the empty one where it belongs. The threshold lies
 * in the high bits, so the low ones stay uniform; half of the slots are empty
 * for the sake of short searches. */
static uint32_t find(const struct sketch *sketch, uint64_t hash)
{
	uint32_t mask = sketch->slots - 1, slot = hash & mask;

	while (sketch->hashes[slot] && sketch->hashes[slot] != hash)
		slot = (slot + 1) & mask;
	return slot;
}

static bool resize(struct sketch *sketch, uint32_t slots)
{
	struct sketch old = *sketch;
	uint32_t i, slot;

	sketch->hashes = calloc(slots, sizeof(*sketch->hashes) +
					       sizeof(*sketch->traits));
	if (!sketch->hashes) {
		*sketch = old;
		return false;
	}
	sketch->traits = (uint32_t *)(sketch->hashes + slots);
	sketch->slots = slots;
	for (i = 0; i < old.slots; i++) {
		if (!old.hashes[i])
			continue;
		slot = find(sketch, old.hashes[i]);
		sketch->hashes[slot] = old.hashes[i];
		sketch->traits[slot] = old.traits[i];
	}
	free(old.hashes);
	return true;
}

static uint32_t count_below(const struct sketch *sketch, uint64_t threshold)
{
	uint32_t i, n = 0;

	for (i = 0; i < sketch->slots; i++)
		n += sketch->hashes[i] - 1 < threshold; /* 0 is not */
	return n;
}

static void put_back(struct sketch *sketch, uint32_t at)
{
	uint64_t hash = sketch->hashes[at];
	uint32_t slot;

	sketch->hashes[at] = 0;
	slot = find(sketch, hash);
	sketch->hashes[slot] = hash;
	sketch->traits[slot] = sketch->traits[at];
}

/*
 * Drops what is above the threshold, in place. Holes then cut off entries
 * that do not stand in their own slot: going on from a slot that was empty
 * before, each of these is taken out and put back where a search finds it
 * first. That is never behind its old slot, so nothing is met twice.
 */
static void drop_above(struct sketch *sketch)
{
	uint32_t mask = sketch->slots - 1, start = 0, i, at, off, used = 0;
	uint64_t *hashes = sketch->hashes, threshold = sketch->threshold, hash;

	if (!sketch->slots)
		return;
	while (hashes[start])
		start++;
	for (i = 0; i <= mask; i++) { /* without branches: nobody could */
		hash = hashes[i];     /* predict them */
		hash &= -(uint64_t)(hash <= threshold);
		hashes[i] = hash;
		used += hash != 0;
	}
	sketch->used = used;
	for (i = 1; i <= mask; i++) {
		at = (start + i) & mask;
		hash = hashes[at];
		off = ((uint32_t)hash ^ at) & mask & -(uint32_t)(hash != 0);
		if (off)
			put_back(sketch, at);
	}
}

/* Lowers the threshold until the sample fits its room. */
static void lower(struct sketch *sketch)
{
	uint64_t threshold = sketch->threshold;

	if (sketch->used <= sketch->room)
		return;
	do
		threshold -= threshold / 2;
	while (count_below(sketch, threshold) > sketch->room);
	sketch->threshold = threshold;
	drop_above(sketch);
}

bool sketch_keep(struct sketch *sketch, uint64_t hash, uint32_t traits)
{
	uint32_t slot;

	hash += !hash; /* 0 is the empty mark */
	if (!sketch->slots && !resize(sketch, SLOTS_MIN))
		return false;
	slot = find(sketch, hash);
	if (sketch->hashes[slot]) {
		sketch->traits[slot] |= traits;
		return true;
	}
	if (sketch->used >= sketch->slots / 2 &&
	    sketch->slots < 2 * sketch->room) {
		if (!resize(sketch, sketch->slots * 2))
			return false;
		slot = find(sketch, hash);
	}
	sketch->hashes[slot] = hash;
	sketch->traits[slot] = traits;
	sketch->used++;
	lower(sketch);
	return true;
}

static void coarsen(struct sketch *sketch, uint64_t threshold)
{
	if (threshold >= sketch->threshold)
		return;
	sketch->threshold = threshold;
	drop_above(sketch);
}

void sketch_cut(struct sketch *sketch, uint64_t threshold)
{
	sketch->cut |= threshold < sketch->threshold;
	coarsen(sketch, threshold);
}

bool sketch_merge(struct sketch *sketch, const struct sketch *from,
		  uint32_t mask)
{
	uint32_t i;

	coarsen(sketch, from->threshold);
	for (i = 0; i < from->slots; i++)
		if (from->hashes[i] &&
		    !sketch_insert(sketch, from->hashes[i],
				   from->traits[i] & mask))
			return false;
	return true;
}

void sketch_shrink(struct sketch *sketch, uint32_t room)
{
	uint32_t slots = SLOTS_MIN;

	if (room < SKETCH_ROOM_MIN)
		room = SKETCH_ROOM_MIN;
	if (room >= sketch->room)
		return;
	sketch->room = room;
	lower(sketch);
	while (sketch->used > slots / 2)
		slots *= 2;
	if (slots < sketch->slots)
		resize(sketch, slots); /* if memory is out: kept as it is */
}

size_t sketch_bytes(const struct sketch *sketch)
{
	size_t slots = sketch_exact(sketch) || sketch->cut
			       ? sketch->slots
			       : 2 * (size_t)sketch->room;

	return slots * (sizeof(*sketch->hashes) + sizeof(*sketch->traits));
}

bool sketch_exact(const struct sketch *sketch)
{
	return sketch->threshold == UINT64_MAX;
}

uint32_t sketch_sampled(const struct sketch *sketch, uint32_t with,
			uint32_t without)
{
	uint32_t i, n = 0;

	for (i = 0; i < sketch->slots; i++) /* without branches, as above */
		n += (sketch->hashes[i] != 0) &
		     ((sketch->traits[i] & (with | without)) == with);
	return n;
}

uint32_t sketch_single(const struct sketch *sketch, uint32_t mask)
{
	uint32_t i, n = 0;

	for (i = 0; i < sketch->slots; i++)
		n += sketch->hashes[i] && sketch->traits[i] & mask &&
		     !(sketch->traits[i] & (sketch->traits[i] - 1));
	return n;
}

/* Each value is in the sample with probability p: a binomial thinning. */
struct estimate sketch_count(const struct sketch *sketch, uint32_t with,
			     uint32_t without)
{
	double sampled = sketch_sampled(sketch, with, without);
	double p = ldexp((double)sketch->threshold, -64);

	if (sketch_exact(sketch))
		return (struct estimate){ .value = sampled };
	return (struct estimate){ .value = sampled / p,
				  .error = sqrt(sampled * (1 - p)) / p };
}
