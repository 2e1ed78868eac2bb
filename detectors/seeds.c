/*
 * Seeds by bit masks: 64 bytes at a time are classified by vector compares,
 * runs and groups of digits are then found by shifts of the masks. One loop,
 * inlined around the classifier of each engine. See seeds.h.
 */
#include "detectors/seeds.h"

#include <stdbool.h>
#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#define INLINE static inline __attribute__((always_inline))

/* Masks of 64 bytes; bit n is byte n. */
struct common {
	uint64_t digit, at, high, wide;
};
struct rare { /* asked for only where digits stand close together */
	uint64_t separator, letter;
};

/* Run masks of the words before: bits shifted in from the left. */
struct carry {
	uint64_t digit, run2, run3, run4, run6, run8, run11, separator;
};

/* The mask one word later: bit i tells of byte i - n. */
INLINE uint64_t earlier(uint64_t word, uint64_t before, unsigned n)
{
	return word << n | before >> (64 - n);
}

static bool wide_at(enum seeds_wide wide, const unsigned char *p)
{
	switch (wide) {
	case SEEDS_WIDE_UTF8:
		return p[1] == 0xBC &&
		       ((p[2] >= 0x90 && p[2] <= 0x99) || p[2] == 0xA0);
	case SEEDS_WIDE_GB:
		return (p[1] >= 0xB0 && p[1] <= 0xB9) || p[1] == 0xC0;
	case SEEDS_WIDE_BIG5:
		return p[1] >= 0xAF && p[1] <= 0xB8;
	default:
		return false;
	}
}

/* Behind a digit: first bytes that an invisible mark, a wide space or a dash
 * may have. 号, 年 and most other characters are none. */
static bool gap_at(enum seeds_wide wide, const unsigned char *p)
{
	switch (wide) {
	case SEEDS_WIDE_UTF8:
		return *p == 0xC2 || *p == 0xE2 || *p == 0xE3 || *p == 0xEF;
	case SEEDS_WIDE_GB:
		return *p == 0xA1 || *p == 0xA3 || *p == 0xA8 || *p == 0xA9 ||
		       *p <= 0x84;
	case SEEDS_WIDE_BIG5:
		return *p == 0xA1 || *p == 0xA2;
	default:
		return *p == 0xA0;
	}
}

typedef bool test_fn(enum seeds_wide, const unsigned char *);

static uint64_t those(test_fn *test, enum seeds_wide wide,
		      const unsigned char *p, uint64_t bits)
{
	uint64_t mask = 0;

	for (; bits; bits &= bits - 1) {
		unsigned i = (unsigned)__builtin_ctzll(bits);

		if (test(wide, p + i))
			mask |= 1ULL << i;
	}
	return mask;
}

typedef void common_fn(const unsigned char *, unsigned char wide,
		       struct common *);
typedef void rare_fn(const unsigned char *, struct rare *);

/* Runs and groups of digits in one word, and the carry for the next. */
INLINE uint64_t digit_seeds(const unsigned char *p, uint64_t d,
			    struct carry *k, rare_fn *classify_rare)
{
	uint64_t run2 = d & earlier(d, k->digit, 1);
	uint64_t run3 = run2 & earlier(d, k->digit, 2);
	uint64_t run4, run6, run8, run11, seeds;
	struct rare r;

	if (!(run3 | k->run3)) { /* single digits and pairs: most there are */
		*k = (struct carry){ .digit = d, .run2 = run2 };
		return 0;
	}
	run4 = run2 & earlier(run2, k->run2, 2);
	run6 = run4 & earlier(run4, k->run4, 2);
	run8 = run4 & earlier(run4, k->run4, 4);
	run11 = run8 & earlier(run8, k->run8, 3);
	classify_rare(p, &r);
	seeds = run3 & earlier(r.separator, k->separator, 3) &
		earlier(run3, k->run3, 4);
	seeds |= r.letter & earlier(run6, k->run6, 1);
	seeds |= r.letter & earlier(r.separator, k->separator, 1) &
		 earlier(run6, k->run6, 2);
	seeds |= run11 & ~earlier(run11, k->run11, 1);
	*k = (struct carry){ d,	   run2, run3,	run4,
			     run6, run8, run11, r.separator };
	return seeds;
}

/* All seeds of one word. */
INLINE uint64_t word_seeds(const unsigned char *p, enum seeds_wide wide,
			   const struct common *c, struct carry *k,
			   rare_fn *classify_rare)
{
	uint64_t digits = c->digit, seeds = c->at;

	if (c->high) {
		seeds |= those(gap_at, wide, p,
			       c->high & earlier(digits, k->digit, 1));
		seeds |= those(wide_at, wide, p, c->wide);
	}
	if (digits || k->digit >> 62) /* a letter may follow a separator */
		seeds |= digit_seeds(p, digits, k, classify_rare);
	else
		*k = (struct carry){ 0 };
	return seeds;
}

INLINE void find(const unsigned char *text, size_t low, size_t begin,
		 size_t end, enum seeds_wide wide, struct seeds *out,
		 common_fn *classify, rare_fn *rare)
{
	struct carry carry = { 0 };
	struct common c;
	uint32_t count = 0;
	size_t at = begin;

	/* A word of what stands before tells which runs go on. */
	if (begin >= low + 64) {
		classify(text + begin - 64, (unsigned char)wide, &c);
		word_seeds(text + begin - 64, wide, &c, &carry, rare);
	} else if (begin > low) {
		unsigned char before[64] = { 0 };

		memcpy(before + 64 - (begin - low), text + low, begin - low);
		classify(before, 0, &c);
		c.high = 0;
		word_seeds(before, wide, &c, &carry, rare);
	}
	for (; at < end; at += 64) {
		size_t left = end - at;
		uint64_t seeds, keep = left >= 64 ? ~0ULL : (1ULL << left) - 1;

		classify(text + at, (unsigned char)wide, &c);
		/* Nothing here, and no digits before: most of source text. */
		if (!(c.digit | c.at | c.high | carry.digit))
			continue;
		seeds = word_seeds(text + at, wide, &c, &carry, rare) & keep;
		for (; seeds; seeds &= seeds - 1)
			out->at[count++] =
				(uint32_t)(at + (size_t)__builtin_ctzll(seeds));
	}
	out->count = count;
}

static void common_scalar(const unsigned char *p, unsigned char wide,
			  struct common *c)
{
	*c = (struct common){ 0 };
	for (unsigned i = 0; i < 64; i++) {
		uint64_t bit = 1ULL << i;

		if (p[i] >= '0' && p[i] <= '9')
			c->digit |= bit;
		if (p[i] == '@')
			c->at |= bit;
		if (p[i] >= 0x80)
			c->high |= bit;
		if (wide && p[i] == wide)
			c->wide |= bit;
	}
}

static void rare_scalar(const unsigned char *p, struct rare *r)
{
	*r = (struct rare){ 0, 0 };
	for (unsigned i = 0; i < 64; i++) {
		uint64_t bit = 1ULL << i;
		unsigned char lower = p[i] | 0x20;

		if (p[i] == ' ' || p[i] == '-')
			r->separator |= bit;
		if (lower >= 'a' && lower <= 'z')
			r->letter |= bit;
	}
}

static void find_scalar(const unsigned char *text, size_t low, size_t begin,
			size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out, common_scalar,
	     rare_scalar);
}

#if defined(__x86_64__)
INLINE uint64_t mask128(const __m128i v[4])
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 4; i++)
		mask |= (uint64_t)(unsigned)_mm_movemask_epi8(v[i]) << 16 * i;
	return mask;
}

/* Bytes from `first` on, `count` of them: signed compare after a shift. */
INLINE __m128i range128(__m128i v, unsigned char first, unsigned char count)
{
	return _mm_cmplt_epi8(_mm_add_epi8(v, _mm_set1_epi8(
						      (char)(0x80 - first))),
			      _mm_set1_epi8((char)(0x80 + count)));
}

INLINE void common128(const unsigned char *p, unsigned char wide,
		      struct common *c)
{
	__m128i digit[4], at[4], high[4], lead[4];

	for (unsigned i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)p + i);

		digit[i] = range128(v, '0', 10);
		at[i] = _mm_cmpeq_epi8(v, _mm_set1_epi8('@'));
		high[i] = v;
		lead[i] = _mm_cmpeq_epi8(v, _mm_set1_epi8((char)wide));
	}
	c->digit = mask128(digit);
	c->at = mask128(at);
	c->high = mask128(high);
	c->wide = wide ? mask128(lead) : 0;
}

INLINE void rare128(const unsigned char *p, struct rare *r)
{
	__m128i separator[4], letter[4];

	for (unsigned i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)p + i);

		separator[i] =
			_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')),
				     _mm_cmpeq_epi8(v, _mm_set1_epi8('-')));
		letter[i] = range128(_mm_or_si128(v, _mm_set1_epi8(0x20)),
				     'a', 26);
	}
	r->separator = mask128(separator);
	r->letter = mask128(letter);
}

static void find128(const unsigned char *text, size_t low, size_t begin,
		    size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out, common128, rare128);
}

#define AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define AVX512 __attribute__((target("avx512bw,avx512vl,bmi,bmi2,popcnt")))

AVX2 INLINE uint64_t mask256(__m256i a, __m256i b)
{
	return (uint32_t)_mm256_movemask_epi8(a) |
	       (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
}

AVX2 INLINE __m256i range256(__m256i v, unsigned char first,
			     unsigned char count)
{
	return _mm256_cmpgt_epi8(
		_mm256_set1_epi8((char)(0x80 + count)),
		_mm256_add_epi8(v, _mm256_set1_epi8((char)(0x80 - first))));
}

AVX2 INLINE uint64_t equal256(__m256i a, __m256i b, unsigned char byte)
{
	__m256i value = _mm256_set1_epi8((char)byte);

	return mask256(_mm256_cmpeq_epi8(a, value),
		       _mm256_cmpeq_epi8(b, value));
}

AVX2 INLINE void common256(const unsigned char *p, unsigned char wide,
			   struct common *c)
{
	__m256i a = _mm256_loadu_si256((const __m256i *)p);
	__m256i b = _mm256_loadu_si256((const __m256i *)p + 1);

	c->digit = mask256(range256(a, '0', 10), range256(b, '0', 10));
	c->at = equal256(a, b, '@');
	c->high = mask256(a, b);
	c->wide = wide && c->high ? equal256(a, b, wide) : 0;
}

AVX2 INLINE void rare256(const unsigned char *p, struct rare *r)
{
	__m256i a = _mm256_loadu_si256((const __m256i *)p);
	__m256i b = _mm256_loadu_si256((const __m256i *)p + 1);
	__m256i lower = _mm256_set1_epi8(0x20);

	r->separator = equal256(a, b, ' ') | equal256(a, b, '-');
	r->letter = mask256(range256(_mm256_or_si256(a, lower), 'a', 26),
			    range256(_mm256_or_si256(b, lower), 'a', 26));
}

AVX2 static void find256(const unsigned char *text, size_t low, size_t begin,
			 size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out, common256, rare256);
}

AVX512 INLINE void common512(const unsigned char *p, unsigned char wide,
			     struct common *c)
{
	__m512i v = _mm512_loadu_si512(p);

	c->digit = _mm512_cmplt_epu8_mask(
		_mm512_sub_epi8(v, _mm512_set1_epi8('0')),
		_mm512_set1_epi8(10));
	c->at = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('@'));
	c->high = _mm512_movepi8_mask(v);
	c->wide = wide && c->high ? _mm512_cmpeq_epi8_mask(
					    v, _mm512_set1_epi8((char)wide))
				  : 0;
}

AVX512 INLINE void rare512(const unsigned char *p, struct rare *r)
{
	__m512i v = _mm512_loadu_si512(p);

	r->separator = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(' ')) |
		       _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('-'));
	r->letter = _mm512_cmplt_epu8_mask(
		_mm512_sub_epi8(_mm512_or_si512(v, _mm512_set1_epi8(0x20)),
				_mm512_set1_epi8('a')),
		_mm512_set1_epi8(26));
}

AVX512 static void find512(const unsigned char *text, size_t low,
			   size_t begin, size_t end, enum seeds_wide wide,
			   struct seeds *out)
{
	find(text, low, begin, end, wide, out, common512, rare512);
}
#elif defined(__aarch64__)
/* 64 flags of 0x00 or 0xFF to 64 bits: weigh, then add neighbours. */
INLINE uint64_t mask_neon(const uint8x16_t v[4])
{
	static const uint8_t weights[16] = { 1, 2, 4, 8, 16, 32, 64, 128,
					     1, 2, 4, 8, 16, 32, 64, 128 };
	uint8x16_t w = vld1q_u8(weights);
	uint8x16_t low = vpaddq_u8(vandq_u8(v[0], w), vandq_u8(v[1], w));
	uint8x16_t high = vpaddq_u8(vandq_u8(v[2], w), vandq_u8(v[3], w));
	uint8x16_t sum = vpaddq_u8(low, high);

	sum = vpaddq_u8(sum, sum);
	return vgetq_lane_u64(vreinterpretq_u64_u8(sum), 0);
}

INLINE uint8x16_t range_neon(uint8x16_t v, uint8_t first, uint8_t count)
{
	return vcltq_u8(vsubq_u8(v, vdupq_n_u8(first)), vdupq_n_u8(count));
}

INLINE void common128(const unsigned char *p, unsigned char wide,
		      struct common *c)
{
	uint8x16_t digit[4], at[4], high[4], lead[4];

	for (unsigned i = 0; i < 4; i++) {
		uint8x16_t v = vld1q_u8(p + 16 * i);

		digit[i] = range_neon(v, '0', 10);
		at[i] = vceqq_u8(v, vdupq_n_u8('@'));
		high[i] = vcgeq_u8(v, vdupq_n_u8(0x80));
		lead[i] = vceqq_u8(v, vdupq_n_u8(wide));
	}
	c->digit = mask_neon(digit);
	c->at = mask_neon(at);
	c->high = mask_neon(high);
	c->wide = wide ? mask_neon(lead) : 0;
}

INLINE void rare128(const unsigned char *p, struct rare *r)
{
	uint8x16_t separator[4], letter[4];

	for (unsigned i = 0; i < 4; i++) {
		uint8x16_t v = vld1q_u8(p + 16 * i);

		separator[i] = vorrq_u8(vceqq_u8(v, vdupq_n_u8(' ')),
					vceqq_u8(v, vdupq_n_u8('-')));
		letter[i] = range_neon(vorrq_u8(v, vdupq_n_u8(0x20)), 'a',
				       26);
	}
	r->separator = mask_neon(separator);
	r->letter = mask_neon(letter);
}

static void find128(const unsigned char *text, size_t low, size_t begin,
		    size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out, common128, rare128);
}
#endif

enum seeds_engine seeds_best(void)
{
#if defined(__x86_64__)
	if (__builtin_cpu_supports("avx512bw") &&
	    __builtin_cpu_supports("avx512vl") &&
	    __builtin_cpu_supports("bmi2"))
		return SEEDS_AVX512;
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
		return SEEDS_AVX2;
	return SEEDS_VECTOR128;
#elif defined(__aarch64__)
	return SEEDS_VECTOR128;
#else
	return SEEDS_SCALAR;
#endif
}

const char *seeds_engine_name(enum seeds_engine engine)
{
	static const char *const names[] = {
		[SEEDS_SCALAR] = "scalar",
		[SEEDS_VECTOR128] = "128-bit",
		[SEEDS_AVX2] = "AVX2",
		[SEEDS_AVX512] = "AVX-512",
	};

	return names[engine == SEEDS_BEST ? seeds_best() : engine];
}

void seeds_find(enum seeds_engine engine, enum seeds_wide wide,
		const unsigned char *text, size_t low, size_t begin,
		size_t end, struct seeds *out)
{
	switch (engine == SEEDS_BEST ? seeds_best() : engine) {
#if defined(__x86_64__)
	case SEEDS_AVX512:
		find512(text, low, begin, end, wide, out);
		return;
	case SEEDS_AVX2:
		find256(text, low, begin, end, wide, out);
		return;
#endif
#if defined(__x86_64__) || defined(__aarch64__)
	case SEEDS_VECTOR128:
		find128(text, low, begin, end, wide, out);
		return;
#endif
	default:
		find_scalar(text, low, begin, end, wide, out);
	}
}
