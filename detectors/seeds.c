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
	uint64_t digit, separator, at, high;
};

/* The word before, as far as a value may reach back into it. */
struct before {
	uint64_t digit, separator, run3, run6;
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

/* Classifies 64 bytes. */
typedef void common_fn(const unsigned char *, struct common *);
/* Whether nothing in 64 bytes could lead to a seed (see quiet_in). */
typedef bool quiet_fn(const unsigned char *);
/* Where one byte, or the letters, stand among them: asked for seldom. */
typedef uint64_t equal_fn(const unsigned char *, unsigned char);
typedef uint64_t letters_fn(const unsigned char *);

struct engine {
	quiet_fn *quiet;
	common_fn *classify;
	equal_fn *equal;
	letters_fn *letters;
};

/* Six digits in a row, or three and three with a separator between; bits of
 * the last digits. */
INLINE uint64_t dense(const struct common *c, struct before *b)
{
	uint64_t run2 = c->digit & earlier(c->digit, b->digit, 1);
	uint64_t run3 = run2 & earlier(c->digit, b->digit, 2);
	uint64_t run6 = run3 & earlier(run3, b->run3, 3);
	uint64_t pair = run3 & earlier(run3, b->run3, 4) &
			earlier(c->separator, b->separator, 3);
	uint64_t open = b->run6 >> 62; /* a letter may follow */

	*b = (struct before){ c->digit, c->separator, run3, run6 };
	return pair | run6 | open;
}

/* The seeds of a word where digits stand close together. All of a run that
 * counts lies in two words. */
INLINE uint64_t digit_seeds(const struct common *c, const struct before *b,
			    uint64_t letters)
{
	uint64_t run2 = c->digit & earlier(c->digit, b->digit, 1);
	uint64_t run3 = run2 & earlier(c->digit, b->digit, 2);
	uint64_t run6 = run3 & earlier(run3, b->run3, 3);
	uint64_t run11 = run6 & earlier(run6, b->run6, 5);
	uint64_t run11_before = b->run6 & b->run6 << 5;

	return (run3 & earlier(run3, b->run3, 4) &
		earlier(c->separator, b->separator, 3)) |
	       (letters & earlier(run6, b->run6, 1)) |
	       (letters & earlier(run6, b->run6, 2) &
		earlier(c->separator, b->separator, 1)) |
	       (run11 & ~earlier(run11, run11_before, 1));
}

/* Full-width forms, and what may be an invisible mark behind a digit. */
INLINE uint64_t high_seeds(const unsigned char *p, enum seeds_wide wide,
			   const struct common *c, const struct before *b,
			   equal_fn *equal)
{
	uint64_t seeds = 0, gaps = c->high & earlier(c->digit, b->digit, 1);

	if (gaps)
		seeds = those(gap_at, wide, p, gaps);
	if (wide)
		seeds |= those(wide_at, wide, p,
			       equal(p, (unsigned char)wide));
	return seeds;
}

/* What stands before `at`: up to a word, not below `low`. */
INLINE void look_back(const unsigned char *text, size_t low, size_t at,
		      common_fn *classify, struct before *b)
{
	unsigned char word[64] = { 0 };
	struct common c;

	*b = (struct before){ 0 };
	if (at - low < 64)
		memcpy(word + 64 - (at - low), text + low, at - low);
	classify(at - low < 64 ? word : text + at - 64, &c);
	dense(&c, b);
}

#define WINDOW_OVERLAP 8 /* no group of digits that opens a value is longer */

/* No six digits, no three and three, nothing of `others`: most of source
 * text. Single digits are common, so there is one branch for all. */
INLINE bool quiet_in(uint64_t digits, uint64_t others)
{
	uint64_t run3 = digits & digits >> 1 & digits >> 2;

	return !((run3 & (run3 >> 3 | run3 >> 4)) | others);
}

/* The seeds of one word; *busy says that the next may go on with some. */
INLINE uint64_t word_seeds(const unsigned char *p, enum seeds_wide wide,
			   struct before *b, struct engine engine, bool *busy)
{
	struct before before = *b;
	struct common c;
	uint64_t seeds;

	engine.classify(p, &c);
	seeds = dense(&c, b);
	*busy = seeds | c.at | c.high;
	if (seeds)
		seeds = digit_seeds(&c, &before, engine.letters(p));
	if (c.high)
		seeds |= high_seeds(p, wide, &c, &before, engine.equal);
	return seeds | c.at;
}

INLINE void find(const unsigned char *text, size_t low, size_t begin,
		 size_t end, enum seeds_wide wide, struct seeds *out,
		 struct engine engine)
{
	struct before b;
	uint32_t count = 0;
	uint64_t seeds;
	size_t at = begin;
	bool busy;

	while (at < end) {
		look_back(text, low, at, engine.classify, &b);
		do {
			seeds = word_seeds(text + at, wide, &b, engine, &busy);
			if (end - at < 64)
				seeds &= (1ULL << (end - at)) - 1;
			for (; seeds; seeds &= seeds - 1)
				out->at[count++] = (uint32_t)(
					at + (size_t)__builtin_ctzll(seeds));
			at += 64;
		} while (busy && at < end);
		while (at < end && engine.quiet(text + at - WINDOW_OVERLAP))
			at += 64 - WINDOW_OVERLAP;
	}
	out->count = count;
}

static void common_scalar(const unsigned char *p, struct common *c)
{
	*c = (struct common){ 0 };
	for (unsigned i = 0; i < 64; i++) {
		uint64_t bit = 1ULL << i;

		if (p[i] >= '0' && p[i] <= '9')
			c->digit |= bit;
		if (p[i] == ' ' || p[i] == '-')
			c->separator |= bit;
		if (p[i] == '@')
			c->at |= bit;
		if (p[i] >= 0x80)
			c->high |= bit;
	}
}

static bool quiet_scalar(const unsigned char *p)
{
	struct common c;

	common_scalar(p, &c);
	return quiet_in(c.digit, c.at | c.high);
}

static uint64_t equal_scalar(const unsigned char *p, unsigned char byte)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 64; i++)
		mask |= (uint64_t)(p[i] == byte) << i;
	return mask;
}

static uint64_t letters_scalar(const unsigned char *p)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 64; i++)
		mask |= (uint64_t)((unsigned char)((p[i] | 0x20) - 'a') < 26)
			<< i;
	return mask;
}

static void find_scalar(const unsigned char *text, size_t low, size_t begin,
			size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out,
	     (struct engine){ quiet_scalar, common_scalar, equal_scalar, letters_scalar });
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

INLINE void common128(const unsigned char *p, struct common *c)
{
	__m128i digit[4], separator[4], at[4], high[4];

	for (unsigned i = 0; i < 4; i++) {
		__m128i v = _mm_loadu_si128((const __m128i *)p + i);

		digit[i] = range128(v, '0', 10);
		separator[i] =
			_mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8(' ')),
				     _mm_cmpeq_epi8(v, _mm_set1_epi8('-')));
		at[i] = _mm_cmpeq_epi8(v, _mm_set1_epi8('@'));
		high[i] = v;
	}
	c->digit = mask128(digit);
	c->separator = mask128(separator);
	c->at = mask128(at);
	c->high = mask128(high);
}

INLINE bool quiet128(const unsigned char *p)
{
	struct common c;

	common128(p, &c);
	return quiet_in(c.digit, c.at | c.high);
}

INLINE uint64_t equal128(const unsigned char *p, unsigned char byte)
{
	__m128i v[4];

	for (unsigned i = 0; i < 4; i++)
		v[i] = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)p + i),
				      _mm_set1_epi8((char)byte));
	return mask128(v);
}

INLINE uint64_t letters128(const unsigned char *p)
{
	__m128i v[4];

	for (unsigned i = 0; i < 4; i++)
		v[i] = range128(
			_mm_or_si128(_mm_loadu_si128((const __m128i *)p + i),
				     _mm_set1_epi8(0x20)), 'a', 26);
	return mask128(v);
}

static void find128(const unsigned char *text, size_t low, size_t begin,
		    size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out,
	     (struct engine){ quiet128, common128, equal128, letters128 });
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

AVX2 INLINE __m256i equal256v(__m256i v, unsigned char byte)
{
	return _mm256_cmpeq_epi8(v, _mm256_set1_epi8((char)byte));
}

AVX2 INLINE __m256i separator256(__m256i v)
{
	return _mm256_or_si256(equal256v(v, ' '), equal256v(v, '-'));
}

AVX2 INLINE void common256(const unsigned char *p, struct common *c)
{
	__m256i a = _mm256_loadu_si256((const __m256i *)p);
	__m256i b = _mm256_loadu_si256((const __m256i *)p + 1);

	c->digit = mask256(range256(a, '0', 10), range256(b, '0', 10));
	c->separator = mask256(separator256(a), separator256(b));
	c->at = mask256(equal256v(a, '@'), equal256v(b, '@'));
	c->high = mask256(a, b);
}

AVX2 INLINE __m256i other256(__m256i v)
{
	return _mm256_or_si256(equal256v(v, '@'), v);
}

AVX2 INLINE bool quiet256(const unsigned char *p)
{
	__m256i a = _mm256_loadu_si256((const __m256i *)p);
	__m256i b = _mm256_loadu_si256((const __m256i *)p + 1);

	return quiet_in(mask256(range256(a, '0', 10), range256(b, '0', 10)),
			mask256(other256(a), other256(b)));
}

AVX2 INLINE uint64_t equal256(const unsigned char *p, unsigned char byte)
{
	return mask256(
		equal256v(_mm256_loadu_si256((const __m256i *)p), byte),
		equal256v(_mm256_loadu_si256((const __m256i *)p + 1), byte));
}

AVX2 INLINE uint64_t letters256(const unsigned char *p)
{
	__m256i lower = _mm256_set1_epi8(0x20);
	__m256i a = _mm256_loadu_si256((const __m256i *)p);
	__m256i b = _mm256_loadu_si256((const __m256i *)p + 1);

	return mask256(range256(_mm256_or_si256(a, lower), 'a', 26),
		       range256(_mm256_or_si256(b, lower), 'a', 26));
}

AVX2 static void find256(const unsigned char *text, size_t low, size_t begin,
			 size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out,
	     (struct engine){ quiet256, common256, equal256, letters256 });
}

AVX512 INLINE void common512(const unsigned char *p, struct common *c)
{
	__m512i v = _mm512_loadu_si512(p);

	c->digit = _mm512_cmplt_epu8_mask(
		_mm512_sub_epi8(v, _mm512_set1_epi8('0')),
		_mm512_set1_epi8(10));
	c->separator = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(' ')) |
		       _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('-'));
	c->at = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('@'));
	c->high = _mm512_movepi8_mask(v);
}

AVX512 INLINE bool quiet512(const unsigned char *p)
{
	__m512i v = _mm512_loadu_si512(p);
	uint64_t digits = _mm512_cmplt_epu8_mask(
		_mm512_sub_epi8(v, _mm512_set1_epi8('0')),
		_mm512_set1_epi8(10));
	/* An @ turns 0 and then 0xFF, a high byte stays above 0x7E. */
	__m512i other = _mm512_add_epi8(
		_mm512_xor_si512(v, _mm512_set1_epi8('@')),
		_mm512_set1_epi8(-1));

	__asm__("" : "+r"(digits)); /* moved out of the mask register once */
	return quiet_in(digits, _mm512_cmpge_epu8_mask(
					other, _mm512_set1_epi8(0x7F)));
}

AVX512 INLINE uint64_t equal512(const unsigned char *p, unsigned char byte)
{
	return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p),
				      _mm512_set1_epi8((char)byte));
}

AVX512 INLINE uint64_t letters512(const unsigned char *p)
{
	__m512i v = _mm512_or_si512(_mm512_loadu_si512(p),
				    _mm512_set1_epi8(0x20));

	return _mm512_cmplt_epu8_mask(
		_mm512_sub_epi8(v, _mm512_set1_epi8('a')),
		_mm512_set1_epi8(26));
}

AVX512 static void find512(const unsigned char *text, size_t low,
			   size_t begin, size_t end, enum seeds_wide wide,
			   struct seeds *out)
{
	find(text, low, begin, end, wide, out,
	     (struct engine){ quiet512, common512, equal512, letters512 });
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

INLINE void common128(const unsigned char *p, struct common *c)
{
	uint8x16_t digit[4], separator[4], at[4], high[4];

	for (unsigned i = 0; i < 4; i++) {
		uint8x16_t v = vld1q_u8(p + 16 * i);

		digit[i] = range_neon(v, '0', 10);
		separator[i] = vorrq_u8(vceqq_u8(v, vdupq_n_u8(' ')),
					vceqq_u8(v, vdupq_n_u8('-')));
		at[i] = vceqq_u8(v, vdupq_n_u8('@'));
		high[i] = vcgeq_u8(v, vdupq_n_u8(0x80));
	}
	c->digit = mask_neon(digit);
	c->separator = mask_neon(separator);
	c->at = mask_neon(at);
	c->high = mask_neon(high);
}

INLINE bool quiet128(const unsigned char *p)
{
	struct common c;

	common128(p, &c);
	return quiet_in(c.digit, c.at | c.high);
}

INLINE uint64_t equal128(const unsigned char *p, unsigned char byte)
{
	uint8x16_t v[4];

	for (unsigned i = 0; i < 4; i++)
		v[i] = vceqq_u8(vld1q_u8(p + 16 * i), vdupq_n_u8(byte));
	return mask_neon(v);
}

INLINE uint64_t letters128(const unsigned char *p)
{
	uint8x16_t v[4];

	for (unsigned i = 0; i < 4; i++)
		v[i] = range_neon(
			vorrq_u8(vld1q_u8(p + 16 * i), vdupq_n_u8(0x20)),
			'a', 26);
	return mask_neon(v);
}

static void find128(const unsigned char *text, size_t low, size_t begin,
		    size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out,
	     (struct engine){ quiet128, common128, equal128, letters128 });
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
