/* Marks by vector compares. See marks.h. */
#include "scanner/base/marks.h"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

typedef uint64_t word_fn(const unsigned char *, unsigned char one,
			 unsigned char other);

#if defined(__x86_64__)
/* SSE2 is a part of x86-64. */
static inline uint64_t word(const unsigned char *p, unsigned char one,
			    unsigned char other)
{
	__m128i a = _mm_set1_epi8((char)one), b = _mm_set1_epi8((char)other);
	uint64_t mask = 0;

	for (unsigned i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)p + i);
		__m128i hit = _mm_or_si128(_mm_cmpeq_epi8(v, a),
					   _mm_cmpeq_epi8(v, b));

		mask |= (uint64_t)(unsigned)_mm_movemask_epi8(hit) << 16 * i;
	}
	return mask;
}
#elif defined(__aarch64__)
static inline uint64_t word(const unsigned char *p, unsigned char one,
			    unsigned char other)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 4; i++) {
		uint8x16_t v = vld1q_u8(p + 16 * i);
		uint8x16_t hit = vorrq_u8(vceqq_u8(v, vdupq_n_u8(one)),
					  vceqq_u8(v, vdupq_n_u8(other)));

		for (unsigned k = 0; k < 16; k++)
			mask |= (uint64_t)(hit[k] & 1) << (16 * i + k);
	}
	return mask;
}
#else
static inline uint64_t word(const unsigned char *p, unsigned char one,
			    unsigned char other)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 64; i++)
		mask |= (uint64_t)(p[i] == one || p[i] == other) << i;
	return mask;
}
#endif

static inline __attribute__((always_inline)) void
set(uint64_t *map, const unsigned char *text, uint32_t from, uint32_t to,
    unsigned char one, unsigned char other, word_fn *of)
{
	uint32_t at = from / 64;

	for (; at * 64 < to; at++)
		map[at] = of(text + at * 64, one, other);
	if (to % 64)
		map[to / 64] &= ~(~0ULL << to % 64);
}

/* A counter a lane, in the compiler's vectors. */
typedef uint8_t lanes __attribute__((vector_size(16), aligned(1)));
#define ROUNDS 255 /* until a lane may overflow */

static uint32_t count_long(const unsigned char *text, uint32_t from,
			   uint32_t to, unsigned char byte)
{
	uint32_t found = 0;

	while (to - from >= sizeof(lanes)) {
		lanes counts = { 0 };

		for (unsigned k = 0;
		     k < ROUNDS && to - from >= sizeof(lanes); k++) {
			counts -= *(const lanes *)(text + from) == byte;
			from += sizeof(lanes);
		}
		for (unsigned i = 0; i < sizeof(lanes); i++)
			found += counts[i];
	}
	for (; from < to; from++)
		found += text[from] == byte;
	return found;
}

static uint32_t count(const unsigned char *text, uint32_t from, uint32_t to,
		      unsigned char byte)
{
	uint32_t found = 0;

	if (to - from > 256)
		return count_long(text, from, to, byte);
	for (; from < to; from += 64) {
		uint64_t hits = word(text + from, byte, byte);

		if (to - from < 64)
			hits &= (1ULL << (to - from)) - 1;
		for (; hits; hits &= hits - 1)
			found++;
	}
	return found;
}

#if defined(__x86_64__)
__attribute__((target("avx512bw"))) static inline uint64_t
word512(const unsigned char *p, unsigned char one, unsigned char other)
{
	__m512i v = _mm512_loadu_si512(p);

	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)one)) |
	       _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)other));
}

__attribute__((target("avx512bw,popcnt"))) static uint32_t
count512(const unsigned char *text, uint32_t from, uint32_t to,
	 unsigned char byte)
{
	uint32_t found = 0;

	for (; from < to; from += 64) {
		uint64_t hits = word512(text + from, byte, byte);

		if (to - from < 64)
			hits &= (1ULL << (to - from)) - 1;
		found += (uint32_t)__builtin_popcountll(hits);
	}
	return found;
}

__attribute__((target("avx512bw"))) static void
set512(uint64_t *map, const unsigned char *text, uint32_t from, uint32_t to,
       unsigned char one, unsigned char other)
{
	set(map, text, from, to, one, other, word512);
}
#endif

void marks_set(uint64_t *map, const unsigned char *text, uint32_t from,
	       uint32_t to, unsigned char one, unsigned char other)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512bw")) {
		set512(map, text, from, to, one, other);
		return;
	}
#endif
	set(map, text, from, to, one, other, word);
}

uint32_t marks_count(const unsigned char *text, uint32_t from, uint32_t to,
		     unsigned char byte)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512bw"))
		return count512(text, from, to, byte);
#endif
	return count(text, from, to, byte);
}
