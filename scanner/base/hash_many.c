/* SipHash-2-4-128 in eight lanes. See hash_many.h. */
#include "scanner/base/hash_many.h"

#include <stdbool.h>
#include <string.h>

#define LANES 8
#define BLOCKS 4 /* of 8 bytes; the last one holds the length */
#define VALUE_BYTES (8 * BLOCKS - 1) /* longer values are hashed alone */

typedef uint64_t lanes __attribute__((vector_size(8 * LANES)));

/* Eight values. Those of a column are mostly of one length: then they are read
 * where they stand. Others are put into blocks; what stands behind a value's
 * last block is left from values before it and does not count. */
struct batch {
	const unsigned char *bytes[LANES];
	size_t length;          /* of each, if they are alike; else 0, */
	uint64_t blocks[BLOCKS][LANES];
	uint64_t counts[LANES]; /* and the blocks in use */
	unsigned least, most;   /* of them */
};

static uint64_t load(const unsigned char *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	word = __builtin_bswap64(word);
#endif
	return word;
}

/* The last block: up to seven bytes, and the length in the top byte. */
static uint64_t load_tail(const unsigned char *bytes, size_t length)
{
	uint64_t word = (uint64_t)length << 56;
	size_t left = length % 8, i;

	if (!left)
		return word;
	if (length > 8) /* reads back into the block before */
		return word | load(bytes + length - 8) >> (64 - 8 * left);
	for (i = 0; i < left; i++)
		word |= (uint64_t)bytes[i] << 8 * i;
	return word;
}

static void put(struct batch *batch, size_t lane, struct secret value)
{
	unsigned full = (unsigned)(value.length / 8), i;

	for (i = 0; i < full; i++)
		batch->blocks[i][lane] = load(value.bytes + 8 * i);
	batch->blocks[full][lane] = load_tail(value.bytes, value.length);
	batch->counts[lane] = full + 1;
	if (full + 1 > batch->most)
		batch->most = full + 1;
	if (full + 1 < batch->least)
		batch->least = full + 1;
}

/* Up to eight, of which those that are too long do not count. */
static void put_all(struct batch *batch, const struct secret *const *values,
		    size_t count)
{
	size_t length = values[0]->length, other = count ^ LANES, i;

	for (i = 0; i < count; i++) {
		batch->bytes[i] = values[i]->bytes;
		other |= values[i]->length ^ length;
	}
	batch->length = other || length <= 8 || length > VALUE_BYTES ? 0
								      : length;
	if (batch->length)
		return;
	batch->most = 0;
	batch->least = BLOCKS;
	for (i = 0; i < count; i++)
		if (values[i]->length <= VALUE_BYTES)
			put(batch, i, *values[i]);
}

struct state {
	lanes v0, v1, v2, v3;
};

#define INLINE static inline __attribute__((always_inline))

INLINE void rounds(struct state *s, int n)
{
	while (n--) {
		s->v0 += s->v1;
		s->v1 = (s->v1 << 13 | s->v1 >> 51) ^ s->v0;
		s->v0 = s->v0 << 32 | s->v0 >> 32;
		s->v2 += s->v3;
		s->v3 = (s->v3 << 16 | s->v3 >> 48) ^ s->v2;
		s->v0 += s->v3;
		s->v3 = (s->v3 << 21 | s->v3 >> 43) ^ s->v0;
		s->v2 += s->v1;
		s->v1 = (s->v1 << 17 | s->v1 >> 47) ^ s->v2;
		s->v2 = s->v2 << 32 | s->v2 >> 32;
	}
}

INLINE void absorb(struct state *s, const lanes *block)
{
	s->v3 ^= *block;
	rounds(s, 2);
	s->v0 ^= *block;
}

/* Eight bytes of each. */
INLINE void take_words(const struct batch *batch, size_t at, lanes *out)
{
	const unsigned char *const *b = batch->bytes;

	*out = (lanes){ load(b[0] + at), load(b[1] + at), load(b[2] + at),
			load(b[3] + at), load(b[4] + at), load(b[5] + at),
			load(b[6] + at), load(b[7] + at) };
}

INLINE void absorb_alike(struct state *s, const struct batch *batch)
{
	size_t length = batch->length, left = length % 8, i;
	const lanes zero = { 0 };
	lanes block = zero;

	for (i = 0; i + 8 <= length; i += 8) {
		take_words(batch, i, &block);
		absorb(s, &block);
	}
	take_words(batch, length - 8, &block); /* back into the one before */
	block = (left ? block >> (64 - 8 * left) : zero) |
		(uint64_t)length << 56;
	absorb(s, &block);
}

INLINE void absorb_all(struct state *s, const struct batch *batch, unsigned i)
{
	lanes block;

	memcpy(&block, batch->blocks[i], sizeof(block));
	absorb(s, &block);
}

/* Lanes whose value has ended keep their state. */
INLINE void absorb_some(struct state *s, const struct batch *batch, unsigned i)
{
	struct state next = *s;
	lanes active;

	memcpy(&active, batch->counts, sizeof(active));
	active = (lanes)(active > i);
	absorb_all(&next, batch, i);
	s->v0 = (next.v0 & active) | (s->v0 & ~active);
	s->v1 = (next.v1 & active) | (s->v1 & ~active);
	s->v2 = (next.v2 & active) | (s->v2 & ~active);
	s->v3 = (next.v3 & active) | (s->v3 & ~active);
}

INLINE void hash_batch(const struct batch *batch, uint64_t k0, uint64_t k1,
		       uint64_t *low, uint64_t *high)
{
	const lanes zero = { 0 };
	struct state s = {
		zero + (k0 ^ 0x736f6d6570736575), /* "somepseu" */
		zero + (k1 ^ 0x646f72616e646f6d ^ 0xEE), /* "dorandom" */
		zero + (k0 ^ 0x6c7967656e657261), /* "lygenera" */
		zero + (k1 ^ 0x7465646279746573), /* "tedbytes" */
	};
	lanes sum;
	unsigned i;

	if (batch->length) {
		absorb_alike(&s, batch);
	} else {
		for (i = 0; i < batch->least; i++)
			absorb_all(&s, batch, i);
		for (; i < batch->most; i++)
			absorb_some(&s, batch, i);
	}
	s.v2 ^= zero + 0xEE;
	rounds(&s, 4);
	sum = s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
	memcpy(low, &sum, sizeof(sum));
	s.v1 ^= zero + 0xDD;
	rounds(&s, 4);
	sum = s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
	memcpy(high, &sum, sizeof(sum));
}

typedef void hasher(const struct batch *, uint64_t k0, uint64_t k1,
		    uint64_t low[LANES], uint64_t high[LANES]);

static void hash_plain(const struct batch *batch, uint64_t k0, uint64_t k1,
		       uint64_t *low, uint64_t *high)
{
	hash_batch(batch, k0, k1, low, high);
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void
hash_avx2(const struct batch *batch, uint64_t k0, uint64_t k1, uint64_t *low,
	  uint64_t *high)
{
	hash_batch(batch, k0, k1, low, high);
}

__attribute__((target("avx512f"))) static void
hash_avx512(const struct batch *batch, uint64_t k0, uint64_t k1,
	    uint64_t *low, uint64_t *high)
{
	hash_batch(batch, k0, k1, low, high);
}
#endif

static hasher *choose(void)
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("avx512f"))
		return hash_avx512;
	if (__builtin_cpu_supports("avx2"))
		return hash_avx2;
#endif
	return hash_plain;
}

void hash_count_many(const struct keys *keys, const struct secret *values,
		     size_t step, size_t count, struct hash128 *out)
{
	uint64_t k0 = load(keys->count), k1 = load(keys->count + 8);
	const char *at = (const char *)values;
	const struct secret *eight[LANES];
	hasher *hash = choose();
	struct batch batch = { .most = 0 };
	uint64_t low[LANES], high[LANES];
	size_t i, n;

	for (; count; count -= n, out += n) {
		n = count < LANES ? count : LANES;
		for (i = 0; i < n; i++, at += step)
			eight[i] = (const struct secret *)at;
		put_all(&batch, eight, n);
		hash(&batch, k0, k1, low, high);
		for (i = 0; i < n; i++)
			out[i] = (struct hash128){ low[i], high[i] };
		for (i = 0; i < n; i++)
			if (eight[i]->length > VALUE_BYTES)
				out[i] = hash_count(keys, *eight[i]);
	}
}
