/* Cells told by vectors of AVX-512: see tell_fn. Included by the engines. With
 * AVX2 each by itself is as fast: its gathers are slow, its vectors short. */
#ifndef DETECTORS_SIFT_AVX512_H
#define DETECTORS_SIFT_AVX512_H

#if defined(__x86_64__)
#include <immintrin.h>

#include "detectors/sift_loop.h"

#define AVX512 __attribute__((target("avx512bw,avx512vl,bmi,bmi2,popcnt")))

/* A cell is two words. In the second the flags stand here. */
#define FLAGS_AT 16
_Static_assert(offsetof(struct chunk, text) ==
		       offsetof(struct chunk, side) + SIFT_TEXT,
	       "texts lie as in the map");
_Static_assert(sizeof(struct cell) == 16 &&
	       offsetof(struct cell, flags) == 8 + FLAGS_AT / 8,
	       "cells are loaded as two words");

AVX512 INLINE __m512i number512(uint64_t n)
{
	return _mm512_set1_epi64((long long)n);
}

/* One word of each of eight cells that stand side by side. */
AVX512 INLINE __m512i words512(const struct cell *cells, uint64_t word)
{
	const __m512i even = _mm512_setr_epi64(0, 2, 4, 6, 8, 10, 12, 14);

	return _mm512_permutex2var_epi64(
		_mm512_loadu_si512(cells),
		_mm512_or_si512(even, number512(word)),
		_mm512_loadu_si512(cells + 4));
}

AVX512 INLINE uint64_t ends512(const struct cell *cells, uint32_t count)
{
	uint64_t ends = 0;
	uint32_t i;

	for (i = 0; i + 8 <= count; i += 8)
		ends |= (uint64_t)_mm512_test_epi64_mask(
				words512(cells + i, 1),
				number512(CELL_ROW_END << FLAGS_AT))
			<< i;
	return i < count ? ends | ends_each(cells + i, count - i) << i : ends;
}

/* marks_from() of eight texts. */
AVX512 INLINE __m512i marks512(const uint64_t *map, __m512i at,
			       __mmask8 those)
{
	__m512i bits = _mm512_mask_i64gather_epi64(
		_mm512_setzero_si512(), those, _mm512_srli_epi64(at, 3), map,
		1);

	return _mm512_srlv_epi64(bits, _mm512_and_si512(at, number512(7)));
}

/* As are_dense(), with the digits of the texts. */
AVX512 INLINE __mmask8 dense512(__m512i digits, const uint64_t *joins,
				__m512i at, __mmask8 those)
{
	__m512i run3 = _mm512_and_si512(
		_mm512_and_si512(digits, _mm512_slli_epi64(digits, 1)),
		_mm512_slli_epi64(digits, 2));
	__m512i run6 = _mm512_and_si512(run3, _mm512_slli_epi64(run3, 3));
	__m512i pair = _mm512_and_si512(run3, _mm512_slli_epi64(run3, 4));
	__mmask8 may = _mm512_mask_test_epi64_mask(
		those, _mm512_or_si512(run6, pair),
		_mm512_or_si512(run6, pair));
	__m512i join;

	if (!may)
		return 0;
	join = marks512(joins, at, may);
	return _mm512_mask_test_epi64_mask(may, run6,
					   _mm512_slli_epi64(run6, 5)) |
	       _mm512_mask_test_epi64_mask(may, pair,
					   _mm512_slli_epi64(join, 3)) |
	       _mm512_mask_test_epi64_mask(may, _mm512_slli_epi64(run6, 1),
					   join);
}

/* Which of those texts, of 17 digits and another character, are of that one an
 * X. */
AVX512 INLINE __mmask8 ends_in_x512(const struct chunk *c, __m512i at,
				 __mmask8 those)
{
	__m512i last = _mm512_mask_i64gather_epi64(
		_mm512_setzero_si512(), those, at,
		(const char *)c + offsetof(struct chunk, side) + 17, 1);

	return _mm512_mask_cmpeq_epi64_mask(
		those, _mm512_and_si512(last, number512(0xFF)),
		number512('X'));
}

/* The same cell of eight rows. */
struct cells512 {
	__m512i at; /* in the map */
	__m512i length;
	__mmask8 fits; /* of usual length, one value */
	__mmask8 odd;
};

AVX512 INLINE void load512(const struct chunk *c, const uint32_t *starts,
			   uint32_t column, struct cells512 *t)
{
	__m256i cell = _mm256_add_epi32(
		_mm256_loadu_si256((const __m256i *)starts),
		_mm256_set1_epi32((int)column));
	__mmask8 is = _mm256_cmplt_epu32_mask(
		cell, _mm256_loadu_si256((const __m256i *)(starts + 1)));
	__m256i word = _mm256_slli_epi32(cell, 1);
	__m512i none = _mm512_setzero_si512();
	__m512i first = _mm512_mask_i32gather_epi64(none, is, word, c->cells,
						    8);
	__m512i second = _mm512_mask_i32gather_epi64(
		none, is, word, (const long long *)c->cells + 1, 8);
	__mmask8 in_text = _mm512_testn_epi64_mask(
		second, number512(CELL_SIDE << FLAGS_AT));

	t->at = _mm512_and_si512(first, number512(UINT32_MAX));
	t->at = _mm512_mask_add_epi64(t->at, in_text, t->at,
				      number512(SIFT_TEXT));
	t->length = _mm512_srli_epi64(first, 32);
	t->odd = _mm512_cmpgt_epi64_mask(t->length, number512(LONGEST)) |
		 _mm512_test_epi64_mask(second,
					number512(CELL_PIECE << FLAGS_AT));
	t->fits = (__mmask8)(_mm512_cmpge_epi64_mask(t->length,
						     number512(SHORTEST)) &
			     ~t->odd);
}

/* Which are numbers: digits, or 17 of them and an X. */
AVX512 INLINE __mmask8 numbers512(const struct chunk *c,
				  const struct cells512 *t, __m512i digits,
				  __m512i own)
{
	__mmask8 full = _mm512_mask_cmpeq_epi64_mask(t->fits, digits, own);
	__mmask8 but_one = _mm512_mask_cmpeq_epi64_mask(
		_mm512_cmpeq_epi64_mask(t->length, number512(18)), digits,
		number512((1 << 17) - 1));

	return but_one ? full | ends_in_x512(c, t->at, but_one) : full;
}

AVX512 INLINE void tell512(const struct chunk *c, const uint32_t *starts,
			   uint32_t column, const struct sift_map *map,
			   uint64_t plain, struct told *told)
{
	__m512i own, digits, others;
	struct cells512 t;
	__mmask8 rest;

	load512(c, starts, column, &t);
	*told = (struct told){ .odd = t.odd };
	if (!t.fits)
		return;
	own = _mm512_srlv_epi64(number512(~0ULL),
				_mm512_sub_epi64(number512(64), t.length));
	digits = _mm512_and_si512(marks512(map->digits, t.at, t.fits), own);
	rest = numbers512(c, &t, digits, own);
	told->plain = _mm512_mask_test_epi64_mask(
		rest, number512(1),
		_mm512_srlv_epi64(number512(plain),
				  _mm512_sub_epi64(t.length, number512(1))));
	rest = (__mmask8)(t.fits & ~rest);
	if (!rest) /* mostly so in a column of numbers */
		return;
	told->seeds = dense512(digits, map->joins, t.at, rest);
	others = _mm512_and_si512(marks512(map->others, t.at, rest), own);
	rest = _mm512_mask_test_epi64_mask(rest & ~(__mmask8)told->seeds,
					   others, others);
	if (!rest)
		return;
	told->address = _mm512_mask_cmpeq_epi64_mask(
		rest, others,
		_mm512_and_si512(marks512(map->ats, t.at, rest), own));
	told->others = rest & ~told->address;
}

#endif
#endif
