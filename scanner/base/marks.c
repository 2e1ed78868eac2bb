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
set(uint64_t *first, uint64_t *second, const unsigned char *text,
    uint32_t from, uint32_t to, const unsigned char bytes[2][2], word_fn *of)
{
	unsigned char one = bytes[0][0], other = bytes[0][1];
	unsigned char three = bytes[1][0], four = bytes[1][1];
	uint32_t at = from / 64;

	for (; at * 64 < to; at++) {
		uint64_t word = of(text + at * 64, one, other);

		second[at] = of(text + at * 64, three, four);
		first[at] = word;
	}
	if (to % 64) {
		first[to / 64] &= ~(~0ULL << to % 64);
		second[to / 64] &= ~(~0ULL << to % 64);
	}
	first[at] = second[at] = 0;
}

static inline __attribute__((always_inline)) uint32_t
count(const unsigned char *text, uint32_t from, uint32_t to,
      unsigned char byte, word_fn *of)
{
	uint32_t found = 0;

	for (; from + 4 * 64 <= to; from += 4 * 64) /* at once */
		for (unsigned i = 0; i < 4; i++)
			found += (uint32_t)__builtin_popcountll(
				of(text + from + 64 * i, byte, byte));
	for (; from < to; from += 64) {
		uint64_t hits = of(text + from, byte, byte);

		if (to - from < 64)
			hits &= (1ULL << (to - from)) - 1;
		found += (uint32_t)__builtin_popcountll(hits);
	}
	return found;
}

/* Writes out where the marks of a word stand; returns how many. */
typedef uint32_t place_fn(uint32_t *out, uint64_t word, uint32_t at);

static inline uint32_t place(uint32_t *out, uint64_t word, uint32_t at)
{
	uint32_t count = 0;

	for (; word; word &= word - 1)
		out[count++] = at + (uint32_t)__builtin_ctzll(word);
	return count;
}

static inline __attribute__((always_inline)) void
list(struct marks_list *list, const uint64_t *map, uint32_t from, uint32_t to,
     place_fn *of)
{
	uint32_t at = from & ~63U, *out = list->at;
	uint64_t word = map[from / 64] & ~0ULL << from % 64;

	for (; at < to && out - list->at <= MARKS_LISTED - 64; at += 64) {
		out += of(out, word, at);
		word = map[at / 64 + 1];
	}
	list->from = from;
	list->to = at < to ? at : to;
	list->count = (uint32_t)(out - list->at);
	out[0] = out[1] = to;
}

#if defined(__x86_64__)
__attribute__((target("avx2"))) static inline uint64_t
word256(const unsigned char *p, unsigned char one, unsigned char other)
{
	__m256i a = _mm256_set1_epi8((char)one);
	__m256i b = _mm256_set1_epi8((char)other);
	__m256i low = _mm256_loadu_si256((const __m256i *)p);
	__m256i high = _mm256_loadu_si256((const __m256i *)p + 1);

	low = _mm256_or_si256(_mm256_cmpeq_epi8(low, a),
			      _mm256_cmpeq_epi8(low, b));
	high = _mm256_or_si256(_mm256_cmpeq_epi8(high, a),
			       _mm256_cmpeq_epi8(high, b));
	return (uint64_t)(unsigned)_mm256_movemask_epi8(high) << 32 |
	       (unsigned)_mm256_movemask_epi8(low);
}

__attribute__((target("avx2"))) static void
set256(uint64_t *first, uint64_t *second, const unsigned char *text,
       uint32_t from, uint32_t to, const unsigned char bytes[2][2])
{
	set(first, second, text, from, to, bytes, word256);
}

__attribute__((target("avx2,popcnt"))) static uint32_t
count256(const unsigned char *text, uint32_t from, uint32_t to,
	 unsigned char byte)
{
	return count(text, from, to, byte, word256);
}

/* Eight, whether there are as many or not: a branch on that could not be
 * predicted. */
__attribute__((target("bmi,popcnt"))) static inline uint32_t
place_bmi(uint32_t *out, uint64_t word, uint32_t at)
{
	uint32_t count = (uint32_t)_mm_popcnt_u64(word), i;

	for (i = 0; i < 8; i++, word = _blsr_u64(word))
		out[i] = at + (uint32_t)_tzcnt_u64(word);
	for (; i < count; i++, word = _blsr_u64(word))
		out[i] = at + (uint32_t)_tzcnt_u64(word);
	return count;
}

__attribute__((target("bmi,popcnt"))) static void
list_bmi(struct marks_list *l, const uint64_t *map, uint32_t from, uint32_t to)
{
	list(l, map, from, to, place_bmi);
}

#define COMPRESSES __attribute__((target("avx512bw,avx512vbmi2,popcnt")))
#define AT_ONCE 16

COMPRESSES static inline uint32_t place512(uint32_t *out, uint64_t word,
					   uint32_t at)
{
	static const unsigned char each[64] = {
		0,  1,	2,  3,	4,  5,	6,  7,	8,  9,	10, 11, 12, 13, 14, 15,
		16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
		32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
		48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
	};
	uint32_t count = (uint32_t)_mm_popcnt_u64(word), i;
	unsigned char places[64];
	__m512i set = _mm512_maskz_compress_epi8(word,
						 _mm512_loadu_si512(each));
	__m128i some = _mm512_castsi512_si128(set);

	_mm512_storeu_si512(out, _mm512_add_epi32(_mm512_cvtepu8_epi32(some),
						  _mm512_set1_epi32((int)at)));
	if (count > AT_ONCE) {
		_mm512_storeu_si512(places, set);
		for (i = AT_ONCE; i < count; i++)
			out[i] = at + places[i];
	}
	return count;
}

COMPRESSES static void list512(struct marks_list *l, const uint64_t *map,
			       uint32_t from, uint32_t to)
{
	list(l, map, from, to, place512);
}

__attribute__((target("avx512bw"))) static inline uint64_t
word512(const unsigned char *p, unsigned char one, unsigned char other)
{
	__m512i v = _mm512_loadu_si512(p);

	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)one)) |
	       _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)other));
}

__attribute__((target("avx512bw"))) static void
set512(uint64_t *first, uint64_t *second, const unsigned char *text,
       uint32_t from, uint32_t to, const unsigned char bytes[2][2])
{
	set(first, second, text, from, to, bytes, word512);
}

__attribute__((target("avx512bw,popcnt"))) static uint32_t
count512(const unsigned char *text, uint32_t from, uint32_t to,
	 unsigned char byte)
{
	return count(text, from, to, byte, word512);
}
#endif

void marks_set(uint64_t *first, uint64_t *second, const unsigned char *text,
	       uint32_t from, uint32_t to, const unsigned char bytes[2][2])
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512bw")) {
		set512(first, second, text, from, to, bytes);
		return;
	}
	if (__builtin_cpu_supports("avx2")) {
		set256(first, second, text, from, to, bytes);
		return;
	}
#endif
	set(first, second, text, from, to, bytes, word);
}

void marks_list(struct marks_list *l, const uint64_t *map, uint32_t from,
		uint32_t to)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512vbmi2")) {
		list512(l, map, from, to);
		return;
	}
	if (__builtin_cpu_supports("bmi") && __builtin_cpu_supports("popcnt")) {
		list_bmi(l, map, from, to);
		return;
	}
#endif
	list(l, map, from, to, place);
}

uint32_t marks_count(const unsigned char *text, uint32_t from, uint32_t to,
		     unsigned char byte)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512bw"))
		return count512(text, from, to, byte);
	if (__builtin_cpu_supports("avx2"))
		return count256(text, from, to, byte);
#endif
	return count(text, from, to, byte, word);
}

__attribute__((noinline)) uint32_t
marks_far(const uint64_t *map, size_t from, uint32_t to)
{
	size_t word = from / 64;
	uint64_t bits = map[word] & ~0ULL << from % 64;

	while (!bits) {
		if (++word * 64 >= to)
			return MARKS_NONE;
		bits = map[word];
	}
	from = word * 64 + (size_t)__builtin_ctzll(bits);
	return from < to ? (uint32_t)from : MARKS_NONE;
}
