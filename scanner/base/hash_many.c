/* SipHash-2-4-128 in eight lanes. See hash_many.h. */
#include "scanner/base/hash_many.h"

#include <stdbool.h>
#include <string.h>

#define LANES 8
#define BLOCKS 8 /* of 8 bytes; the last one holds the length */
#define VALUE_BYTES (8 * BLOCKS - 1) /* longer values are hashed alone; all
				      * bits are set */

typedef uint64_t lanes __attribute__((vector_size(8 * LANES)));

/* What is to be hashed. */
struct job {
	uint64_t start[4]; /* each lane's state: key and constants */
	uint64_t salt;
	size_t count;
	size_t length; /* of each, if all have one and it fits; else 0 */
	/* Filled up to a multiple of the lanes by some that do not fit. */
	const unsigned char *bytes[HASHED_AT_ONCE];
	size_t lengths[HASHED_AT_ONCE];
};

/* Eight values, not alike. What stands behind one's last block is left from
 * values before it and does not count. */
struct batch {
	uint64_t blocks[BLOCKS][LANES];
	uint64_t counts[LANES]; /* blocks in use */
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

static void put(struct batch *batch, size_t lane, const unsigned char *bytes,
		size_t length)
{
	unsigned full = (unsigned)(length / 8), i;

	for (i = 0; i < full; i++)
		batch->blocks[i][lane] = load(bytes + 8 * i);
	batch->blocks[full][lane] = load_tail(bytes, length);
	batch->counts[lane] = full + 1;
	if (full + 1 > batch->most)
		batch->most = full + 1;
	if (full + 1 < batch->least)
		batch->least = full + 1;
}

/* One that does not fit as if it were empty. */
static void put_all(struct batch *batch, const struct job *job, size_t at)
{
	size_t i, length;

	batch->most = 0;
	batch->least = BLOCKS;
	for (i = 0; i < LANES; i++) {
		length = job->lengths[at + i];
		put(batch, i, job->bytes[at + i],
		    length <= VALUE_BYTES ? length : 0);
	}
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
INLINE void take_words(const unsigned char *const *b, size_t at, lanes *out)
{
	*out = (lanes){ load(b[0] + at), load(b[1] + at), load(b[2] + at),
			load(b[3] + at), load(b[4] + at), load(b[5] + at),
			load(b[6] + at), load(b[7] + at) };
}

INLINE void absorb_alike(struct state *s, const unsigned char *const *bytes,
			 size_t length)
{
	size_t left = length % 8, i;
	const lanes zero = { 0 };
	lanes block = zero;

	for (i = 0; i + 8 <= length; i += 8) {
		take_words(bytes, i, &block);
		absorb(s, &block);
	}
	take_words(bytes, length - 8, &block); /* back into the one before */
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

INLINE void absorb_mixed(struct state *s, const struct batch *batch)
{
	unsigned i;

	for (i = 0; i < batch->least; i++)
		absorb_all(s, batch, i);
	for (; i < batch->most; i++)
		absorb_some(s, batch, i);
}

INLINE void end(struct state *s, lanes *low, lanes *high)
{
	const lanes zero = { 0 };

	s->v2 ^= zero + 0xEE;
	rounds(s, 4);
	*low = s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
	s->v1 ^= zero + 0xDD;
	rounds(s, 4);
	*high = s->v0 ^ s->v1 ^ s->v2 ^ s->v3;
}

/* Adds up those that fit. */
INLINE void hash_all(const struct job *job, struct hashes *out)
{
	lanes low, high, fit, sum = { 0 }, sum_high = { 0 };
	const lanes zero = { 0 };
	const struct state start = {
		zero + job->start[0], zero + job->start[1],
		zero + job->start[2], zero + job->start[3],
	};
	struct state state;
	struct batch batch;
	struct hash128 lane;
	size_t i;

	for (i = 0; i < job->count; i += LANES) {
		state = start;
		if (job->length) {
			absorb_alike(&state, job->bytes + i, job->length);
		} else {
			put_all(&batch, job, i);
			absorb_mixed(&state, &batch);
		}
		end(&state, &low, &high);
		low ^= job->salt;
		memcpy(out->low + i, &low, sizeof(low));
		memcpy(&fit, job->lengths + i, sizeof(fit));
		fit = (lanes)(fit <= VALUE_BYTES);
		low &= fit;
		sum += low;
		sum_high += (high & fit) - (lanes)(sum < low);
	}
	out->sum = (struct hash128){ 0, 0 };
	for (i = 0; i < LANES; i++) {
		lane = (struct hash128){ sum[i], sum_high[i] };
		hash_add(&out->sum, &lane);
	}
}

typedef void hasher(const struct job *, struct hashes *);

static void hash_plain(const struct job *job, struct hashes *out)
{
	hash_all(job, out);
}

#ifdef __x86_64__
__attribute__((target("avx2"))) static void
hash_avx2(const struct job *job, struct hashes *out)
{
	hash_all(job, out);
}

__attribute__((target("avx512f"))) static void
hash_avx512(const struct job *job, struct hashes *out)
{
	hash_all(job, out);
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

/* Those that do not fit. */
static void hash_long(const struct keys *keys, const struct job *job,
		      struct hashes *out)
{
	struct hash128 one;
	size_t i;

	for (i = 0; i < job->count; i++) {
		if (job->lengths[i] <= VALUE_BYTES)
			continue;
		one = hash_count(keys, (struct secret){ job->bytes[i],
							job->lengths[i] });
		one.low ^= job->salt;
		out->low[i] = one.low;
		hash_add(&out->sum, &one);
	}
}

/* The state to begin with, as told in the paper. */
static void start(struct job *job, uint64_t k0, uint64_t k1)
{
	job->start[0] = k0 ^ 0x736f6d6570736575; /* "somepseu" */
	job->start[1] = k1 ^ 0x646f72616e646f6d ^ 0xEE; /* "dorandom" */
	job->start[2] = k0 ^ 0x6c7967656e657261; /* "lygenera" */
	job->start[3] = k1 ^ 0x7465646279746573; /* "tedbytes" */
}

void hash_many(const struct keys *keys, uint64_t salt,
	       const struct secret *values, size_t step, size_t count,
	       struct hashes *out)
{
	const char *at = (const char *)values;
	size_t length = values->length, other = 0, any = 0, i;
	const struct secret *value;
	struct job job;

	start(&job, load(keys->count), load(keys->count + 8));
	job.salt = salt;
	job.count = count;
	for (i = 0; i < count; i++, at += step) {
		value = (const struct secret *)at;
		job.bytes[i] = value->bytes;
		job.lengths[i] = value->length;
		other |= value->length ^ length;
		any |= value->length;
	}
	for (; i % LANES; i++) {
		job.bytes[i] = values->bytes;
		job.lengths[i] = SIZE_MAX;
	}
	job.length = other || length < 8 || length > VALUE_BYTES ? 0 : length;
	out->length = other ? 0 : length;
	choose()(&job, out);
	if (any > VALUE_BYTES)
		hash_long(keys, &job, out);
}
