/* Engines of x86-64: SSE2, which all have, AVX2 and AVX-512; each for seeds
 * and for cells. */
#if defined(__x86_64__)
#include <immintrin.h>

#include "detectors/sift_avx512.h"

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

INLINE unsigned mark128(const unsigned char *p, unsigned words,
			uint64_t *digits, uint64_t *others)
{
	__m128i zero = _mm_setzero_si128(), feeds = zero;

	for (unsigned i = 0; i < words; i++) {
		__m128i digit[4], other = zero;

		for (unsigned k = 0; k < 4; k++, p += sizeof(other)) {
			__m128i v = _mm_loadu_si128((const __m128i *)p);
			__m128i at = _mm_cmpeq_epi8(v, _mm_set1_epi8('@'));
			__m128i feed = _mm_cmpeq_epi8(v, _mm_set1_epi8('\n'));

			digit[k] = range128(v, '0', 10);
			other = _mm_or_si128(other, _mm_or_si128(v, at));
			feeds = _mm_sub_epi8(feeds, feed);
		}
		digits[i] = mask128(digit);
		others[i] = (unsigned)_mm_movemask_epi8(other);
	}
	feeds = _mm_sad_epu8(feeds, zero);
	return (unsigned)(_mm_cvtsi128_si32(feeds) +
			  _mm_extract_epi16(feeds, 4));
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

INLINE void brief128(const unsigned char *p, enum seeds_wide wide,
		     struct brief *b)
{
	struct common c;

	(void)wide;
	common128(p, &c);
	b->digits = c.digit;
	b->joins = letters128(p) | c.separator;
	b->others = c.at | c.high;
	b->ats = c.at;
}

static const struct engine engine128 = {
	mark128, some_each, brief128, common128, equal128, letters128
};

void seeds_find_128(const unsigned char *text, size_t low, size_t begin,
		    size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out, engine128);
}

void sift_map_128(const struct chunk *c, enum seeds_wide wide,
		  struct sift_map *map)
{
	map_loop(c, wide, map, engine128);
}

void sift_128(const struct sift_rule *rule, const struct chunk *c,
	       const struct sift_map *map, uint32_t from, uint64_t row,
	       struct sifted *out)
{
	sift_loop(rule, c, map, from, row, out, engine128,
		  tell_each, ends_each);
}

#define AVX2 __attribute__((target("avx2,bmi,bmi2,popcnt")))

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

/* With its bits turned, an @ is 0 and a high byte below, all else above;
 * digits stay together. From the turned bytes alone, for they are loaded
 * once then. */
AVX2 INLINE unsigned mark256(const unsigned char *p, unsigned words,
			     uint64_t *digits, uint64_t *others)
{
	__m256i zero = _mm256_setzero_si256(), feeds = zero;
	__m256i sign = _mm256_set1_epi8('@'), one = _mm256_set1_epi8(1);
	__m128i sum;

	for (unsigned i = 0; i < words; i++, p += 64) {
		__m256i a = _mm256_loadu_si256((const __m256i *)p);
		__m256i b = _mm256_loadu_si256((const __m256i *)p + 1);

		a = _mm256_xor_si256(a, sign);
		b = _mm256_xor_si256(b, sign);
		digits[i] = mask256(range256(a, '0' ^ '@', 10),
				    range256(b, '0' ^ '@', 10));
		others[i] = (unsigned)_mm256_movemask_epi8(
			_mm256_cmpgt_epi8(one, _mm256_min_epi8(a, b)));
		feeds = _mm256_sub_epi8(feeds, equal256v(a, '\n' ^ '@'));
		feeds = _mm256_sub_epi8(feeds, equal256v(b, '\n' ^ '@'));
	}
	feeds = _mm256_sad_epu8(feeds, zero);
	sum = _mm_add_epi64(_mm256_castsi256_si128(feeds),
			    _mm256_extracti128_si256(feeds, 1));
	return (unsigned)(_mm_cvtsi128_si32(sum) + _mm_extract_epi32(sum, 2));
}

AVX2 INLINE unsigned some256(const uint64_t *words)
{
	unsigned none = 0;

	for (unsigned i = 0; i < LANES; i += 4) {
		__m256i v = _mm256_loadu_si256((const __m256i *)(words + i));

		v = _mm256_cmpeq_epi64(v, _mm256_setzero_si256());
		none |= (unsigned)_mm256_movemask_pd(_mm256_castsi256_pd(v))
			<< i;
	}
	return none ^ 0xFF;
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

/* In UTF-8: C2, E2, E3, EF (see gap_at and wide_at). */
AVX2 INLINE __m256i other256(__m256i v, enum seeds_wide wide)
{
	__m256i at = equal256v(v, '@'), e2;

	if (wide != SEEDS_WIDE_UTF8)
		return _mm256_or_si256(at, v);
	e2 = equal256v(_mm256_and_si256(v, _mm256_set1_epi8((char)0xFE)),
		       0xE2);
	return _mm256_or_si256(_mm256_or_si256(at, equal256v(v, 0xC2)),
			       _mm256_or_si256(e2, equal256v(v, 0xEF)));
}

AVX2 INLINE __m256i join256(__m256i v)
{
	__m256i lower = _mm256_or_si256(v, _mm256_set1_epi8(0x20));

	return _mm256_or_si256(range256(lower, 'a', 26), separator256(v));
}

AVX2 INLINE void brief256(const unsigned char *p, enum seeds_wide wide,
			  struct brief *brief)
{
	__m256i a = _mm256_loadu_si256((const __m256i *)p);
	__m256i b = _mm256_loadu_si256((const __m256i *)p + 1);

	brief->digits = mask256(range256(a, '0', 10), range256(b, '0', 10));
	brief->joins = mask256(join256(a), join256(b));
	brief->others = mask256(other256(a, wide), other256(b, wide));
	brief->ats = mask256(equal256v(a, '@'), equal256v(b, '@'));
}

static const struct engine engine256 = {
	mark256, some256, brief256, common256, equal256, letters256
};

AVX2 void seeds_find_avx2(const unsigned char *text, size_t low, size_t begin,
			 size_t end, enum seeds_wide wide, struct seeds *out)
{
	find(text, low, begin, end, wide, out, engine256);
}

AVX2 void sift_map_avx2(const struct chunk *c, enum seeds_wide wide,
		  struct sift_map *map)
{
	map_loop(c, wide, map, engine256);
}

AVX2 void sift_avx2(const struct sift_rule *rule, const struct chunk *c,
	       const struct sift_map *map, uint32_t from, uint64_t row,
	       struct sifted *out)
{
	sift_loop(rule, c, map, from, row, out, engine256,
		  tell_each, ends_each);
}

AVX512 INLINE uint64_t digits512(__m512i v)
{
	return _mm512_cmplt_epu8_mask(
		_mm512_sub_epi8(v, _mm512_set1_epi8('0')),
		_mm512_set1_epi8(10));
}

AVX512 INLINE void common512(const unsigned char *p, struct common *c)
{
	__m512i v = _mm512_loadu_si512(p);

	c->digit = digits512(v);
	c->separator = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8(' ')) |
		       _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('-'));
	c->at = _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('@'));
	c->high = _mm512_movepi8_mask(v);
}

/* As mark256. */
AVX512 INLINE unsigned mark512(const unsigned char *p, unsigned words,
			       uint64_t *digits, uint64_t *others)
{
	unsigned feeds = 0;

	for (unsigned i = 0; i < words; i++, p += 64) {
		__m512i v = _mm512_xor_si512(_mm512_loadu_si512(p),
					     _mm512_set1_epi8('@'));

		digits[i] = _mm512_cmplt_epu8_mask(
			_mm512_sub_epi8(v, _mm512_set1_epi8('0' ^ '@')),
			_mm512_set1_epi8(10));
		others[i] = _mm512_cmple_epi8_mask(v, _mm512_setzero_si512());
		feeds += (unsigned)__builtin_popcountll(
			_mm512_cmpeq_epi8_mask(
				v, _mm512_set1_epi8('\n' ^ '@')));
	}
	return feeds;
}

AVX512 INLINE unsigned some512(const uint64_t *words)
{
	__m512i v = _mm512_loadu_si512(words);

	return _mm512_test_epi64_mask(v, v);
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

AVX512 INLINE __mmask64 is512(__m512i v, unsigned char byte)
{
	return _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8((char)byte));
}

AVX512 INLINE void brief512(const unsigned char *p, enum seeds_wide wide,
			    struct brief *b)
{
	__m512i v = _mm512_loadu_si512(p);
	__m512i lower = _mm512_or_si512(v, _mm512_set1_epi8(0x20));
	__m512i even = _mm512_and_si512(v, _mm512_set1_epi8((char)0xFE));

	b->digits = digits512(v);
	b->joins = _mm512_cmplt_epu8_mask(
			   _mm512_sub_epi8(lower, _mm512_set1_epi8('a')),
			   _mm512_set1_epi8(26)) |
		   is512(v, ' ') | is512(v, '-');
	b->ats = is512(v, '@');
	b->others = b->ats |
		    (wide == SEEDS_WIDE_UTF8
			     ? is512(v, 0xC2) | is512(even, 0xE2) |
				       is512(v, 0xEF)
			     : _mm512_movepi8_mask(v));
}

static const struct engine engine512 = {
	mark512, some512, brief512, common512, equal512, letters512
};

AVX512 void seeds_find_avx512(const unsigned char *text, size_t low,
			   size_t begin, size_t end, enum seeds_wide wide,
			   struct seeds *out)
{
	find(text, low, begin, end, wide, out, engine512);
}

AVX512 void sift_map_avx512(const struct chunk *c, enum seeds_wide wide,
		  struct sift_map *map)
{
	map_loop(c, wide, map, engine512);
}

AVX512 void sift_avx512(const struct sift_rule *rule, const struct chunk *c,
	       const struct sift_map *map, uint32_t from, uint64_t row,
	       struct sifted *out)
{
	sift_loop(rule, c, map, from, row, out, engine512,
		  tell512, ends512);
}
#endif
