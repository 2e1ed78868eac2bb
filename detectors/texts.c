/* Marks of short texts. See texts.h. */
#include "detectors/texts.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "detectors/ascii.h"

#define INLINE static inline __attribute__((always_inline))

INLINE void put(struct texts *t, unsigned i, const struct ascii_marks *m)
{
	size_t n = t->text[i].length;
	uint32_t own = n < 32 ? (1U << n) - 1 : n == 32 ? ~0U : 0;

	t->own[i] = own;
	t->digits[i] = m->digits & own;
	t->letters[i] = m->letters & own;
	t->dots[i] = m->dots & own;
	t->hyphens[i] = m->hyphens & own;
	t->underscores[i] = m->underscores & own;
	t->ats[i] = m->ats & own;
}

static void mark_each(struct texts *t)
{
	for (unsigned i = 0; i < t->count; i++) {
		struct ascii_marks m = ascii_marks(t->text[i].bytes);

		put(t, i, &m);
	}
}

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2,bmi,bmi2")))

AVX2 INLINE uint32_t equal256(__m256i v, char byte)
{
	return (uint32_t)_mm256_movemask_epi8(
		_mm256_cmpeq_epi8(v, _mm256_set1_epi8(byte)));
}

/* Those from `first` on, so many: put at the bottom of the signed numbers. */
AVX2 INLINE uint32_t among256(__m256i v, char first, char count)
{
	v = _mm256_add_epi8(v, _mm256_set1_epi8((char)(0x80 - first)));
	return (uint32_t)_mm256_movemask_epi8(_mm256_cmpgt_epi8(
		_mm256_set1_epi8((char)(0x80 + count)), v));
}

AVX2 static void mark_avx2(struct texts *t)
{
	const __m256i small = _mm256_set1_epi8(0x20);

	for (unsigned i = 0; i < t->count; i++) {
		__m256i v = _mm256_loadu_si256(
			(const __m256i *)t->text[i].bytes);
		struct ascii_marks m = {
			among256(v, '0', 10),
			among256(_mm256_or_si256(v, small), 'a', 26),
			equal256(v, '.'), equal256(v, '-'), equal256(v, '_'),
			equal256(v, '@'),
		};

		put(t, i, &m);
	}
}
#endif

void texts_mark(struct texts *t)
{
#if defined(__x86_64__)
	if (t->engine == SEEDS_AVX512 || t->engine == SEEDS_AVX2)
		mark_avx2(t);
	else
#endif
		mark_each(t);
}
