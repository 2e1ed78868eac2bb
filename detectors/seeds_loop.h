/*
 * Seeds by bit masks: 64 bytes at a time are classified by vector compares,
 * runs and groups of digits are then found by shifts of the masks: first for
 * the words of a slice together whether there may be any, then in those words
 * where. One loop, inlined around the classifiers of each engine (seeds_x86.c,
 * seeds_neon.c, and the scalar twin in seeds.c).
 */
#ifndef DETECTORS_SEEDS_LOOP_H
#define DETECTORS_SEEDS_LOOP_H

#include <stdbool.h>
#include <string.h>

#include "detectors/ascii.h"
#include "detectors/seeds.h"

#define INLINE static inline __attribute__((always_inline))

typedef void seeds_find_fn(const unsigned char *text, size_t low, size_t begin,
			   size_t end, enum seeds_wide, struct seeds *);
seeds_find_fn seeds_find_128, seeds_find_avx2, seeds_find_avx512;

/* Masks of 64 bytes; bit n is byte n. */
struct common {
	uint64_t digit, separator, at, high;
};

static inline bool wide_at(enum seeds_wide wide, const unsigned char *p)
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
static inline bool gap_at(enum seeds_wide wide, const unsigned char *p)
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

/* What a local part may end in before it, what a host may begin with behind:
 * most in source text (decorators, tags of comments) have neither. */
static inline bool sign_at(enum seeds_wide wide, const unsigned char *p)
{
	(void)wide;
	return (p[-1] >= 0x80 || ascii_is(p[-1], ASCII_LOCAL)) &&
	       (p[1] >= 0x80 || ascii_is(p[1], ASCII_DOMAIN));
}

static inline uint64_t those(test_fn *test, enum seeds_wide wide,
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

/* A code of 18 characters goes on behind six digits and a letter: of the ten
 * digits that may stand before it, two belong to its beginning. In source text
 * a number's suffix or a word stands there. */
static inline bool code_at(enum seeds_wide wide, const unsigned char *p)
{
	(void)wide;
	for (unsigned i = 1; i <= 5; i++)
		if (p[i] < 0x80 && !ascii_is(p[i], ASCII_ALNUM))
			return false;
	return true;
}

/* Classifies 64 bytes. */
typedef void common_fn(const unsigned char *, struct common *);
/* Masks of so many words are looked at together. */
#define LANES 8
/* Of up to LANES words: digits, as bits; whether anything else could lead to a
 * seed, an @ or a high byte. Returns how many of the bytes end a line. */
typedef unsigned mark_fn(const unsigned char *, unsigned words,
			 uint64_t *digit, uint64_t *other);
/* Which of LANES masks have any bit set. */
typedef unsigned some_fn(const uint64_t *);
/* Of 64 bytes, as bits: digits; letters and separators, which may go on a value
 * behind digits; an @, and at the least what full-width forms and invisible
 * marks begin with; an @ alone. */
struct brief {
	uint64_t digits, joins, others, ats;
};
typedef void brief_fn(const unsigned char *, enum seeds_wide, struct brief *);
/* Where one byte, or the letters, stand among them: asked for seldom. */
typedef uint64_t equal_fn(const unsigned char *, unsigned char);
typedef uint64_t letters_fn(const unsigned char *);

struct engine {
	mark_fn *mark;
	some_fn *some;
	brief_fn *brief;
	common_fn *classify;
	equal_fn *equal;
	letters_fn *letters;
};

/* For engines that have nothing better. */
INLINE unsigned some_each(const uint64_t *words)
{
	unsigned some = 0;
	uint64_t all = 0;

	for (unsigned i = 0; i < LANES; i++)
		all |= words[i];
	for (unsigned i = 0; all && i < LANES; i++)
		some |= (unsigned)(words[i] != 0) << i;
	return some;
}

/* Full-width forms, and what may be an invisible mark where there is a gap. */
INLINE uint64_t high_seeds(const unsigned char *p, enum seeds_wide wide,
			   uint64_t gaps, equal_fn *equal)
{
	uint64_t seeds = 0;

	if (gaps)
		seeds = those(gap_at, wide, p, gaps);
	if (wide)
		seeds |= those(wide_at, wide, p,
			       equal(p, (unsigned char)wide));
	return seeds;
}

/* Two words of a mask: bit i of the own one is byte i, the one before is
 * right in its upper half. */
struct mask {
	uint64_t own, before;
};

/* Bit i tells of byte i - n. */
INLINE uint64_t back(struct mask m, unsigned n)
{
	return m.own << n | m.before >> (64 - n);
}

/* Where both tell of the byte, and n bytes before of the other. */
INLINE struct mask chain(struct mask m, struct mask other, unsigned n)
{
	return (struct mask){ m.own & back(other, n),
			      m.before & other.before << n };
}

/* The seeds that digits lead to; each at the end of its group. */
INLINE uint64_t digit_seeds(const unsigned char *p, struct mask digit,
			    struct mask separator, uint64_t letters)
{
	struct mask run2 = chain(digit, digit, 1);
	struct mask run3 = chain(run2, digit, 2);
	struct mask run4 = chain(run2, run2, 2);
	struct mask run6 = chain(run3, run3, 3);
	struct mask run11 = chain(run6, run6, 5);
	uint64_t six_three = run3.own & back(separator, 3) & back(run6, 4);
	uint64_t three_six = run6.own & back(separator, 6) & back(run3, 7);
	uint64_t four_four = run4.own & back(separator, 4) & back(run4, 5);
	uint64_t three_five = run4.own & back(digit, 4) & back(separator, 5) &
			      back(run3, 6);
	uint64_t third = (four_four | three_five) & back(separator, 9) &
			 back(run3, 10);
	uint64_t code = letters & (back(run6, 1) |
				   (back(run6, 2) & back(separator, 1)));

	return six_three | three_six | third |
	       those(code_at, SEEDS_WIDE_NONE, p, code) |
	       (run11.own & ~back(run11, 1));
}

#define SLICE_WORDS (SEEDS_SLICE / 64)

/* What is looked through by one call, and its masks. */
struct slice {
	const unsigned char *text;
	size_t begin, end;
	bool first; /* nothing may be looked at before it */
	enum seeds_wide wide;
	unsigned char before[64]; /* as far as that may */
	uint64_t digit[1 + SLICE_WORDS]; /* from the word before on */
	uint64_t dense[SLICE_WORDS];
	uint64_t other[SLICE_WORDS + LANES];
};

/* Six digits in a row, or three groups of them: what the forms 3 4 4 and 3 3 5
 * have in common are digits 0 to 2, 4 to 6 and 9 to 12. Sums shift by one,
 * faster. */
INLINE uint64_t crowded(uint64_t digits)
{
	uint64_t run2 = digits & (digits + digits);
	uint64_t run3 = run2 & (run2 + run2);
	uint64_t run4 = run3 & (run3 + run3);

	return (run3 & run3 << 3) | (run4 & run3 << 6 & run3 << 10);
}

/* Of words those that have something to be looked at more closely: as they
 * are, or with half of the word before for what crosses the border. Written
 * for the compiler to do it in vectors. */
INLINE void find_dense(struct slice *s, unsigned words)
{
	for (unsigned i = 0; i < words; i++) {
		uint64_t own = s->digit[1 + i];

		s->dense[i] = crowded(own) |
			      crowded(own << 32 | s->digit[i] >> 32);
		s->other[i] |= s->dense[i];
	}
}

INLINE uint64_t word_seeds(const struct slice *s, unsigned word,
			   struct engine engine)
{
	const unsigned char *p = s->text + s->begin + 64 * word;
	struct common c, b;
	struct mask digit, separator;
	uint64_t seeds = 0, dense = s->dense[word];

	engine.classify(p, &c);
	if (c.at)
		seeds = those(sign_at, s->wide, p,
			      c.at & ~(uint64_t)(!word && s->first));
	if (!(dense | c.high))
		return seeds;
	engine.classify(word ? p - 64 : s->before, &b);
	digit = (struct mask){ c.digit, b.digit };
	separator = (struct mask){ c.separator, b.separator };
	if (dense)
		seeds |= digit_seeds(p, digit, separator, engine.letters(p));
	if (c.high) {
		uint64_t behind = back(digit, 1) |
				  (back(digit, 2) & back(separator, 1));

		seeds |= high_seeds(p, s->wide, c.high & behind, engine.equal);
	}
	return seeds;
}

INLINE void find_in_word(const struct slice *s, unsigned word,
			 struct seeds *out, struct engine engine)
{
	uint64_t seeds = word_seeds(s, word, engine);
	size_t at = s->begin + 64 * word;

	if (s->end - at < 64)
		seeds &= (1ULL << (s->end - at)) - 1;
	for (; seeds; seeds &= seeds - 1)
		out->at[out->count++] =
			(uint32_t)(at + (size_t)__builtin_ctzll(seeds));
}

/* Makes the masks. Returns how many of the words' bytes end a line. */
INLINE unsigned mark_slice(struct slice *s, unsigned words, size_t low,
			   struct engine engine)
{
	size_t reach = s->begin - low < 64 ? s->begin - low : 64;
	const unsigned char *p = s->text + s->begin;
	unsigned i = 0, feeds = 0;

	s->first = !reach;
	memset(s->before, 0, sizeof(s->before));
	memcpy(s->before + 64 - reach, p - reach, reach);
	engine.mark(s->before, 1, s->digit, s->other);
	for (; i + LANES <= words; i += LANES)
		feeds += engine.mark(p + 64 * i, LANES, s->digit + 1 + i,
				     s->other + i);
	feeds += engine.mark(p + 64 * i, words - i, s->digit + 1 + i,
			     s->other + i);
	memset(s->other + words, 0, LANES * sizeof(*s->other));
	return feeds;
}

/* In most words of source text nothing has to be looked at. The others of
 * 4 KiB come one behind the other, so that their number alone cannot be
 * predicted, not where they stand. */
INLINE void find_in_slice(const struct slice *s, unsigned words,
			  struct seeds *out, struct engine engine)
{
	for (unsigned first = 0; first < words; first += 64) {
		unsigned left = words - first;
		uint64_t some = 0;

		for (unsigned i = 0; i < 64 && i < left; i += LANES)
			some |= (uint64_t)engine.some(s->other + first + i)
				<< i;
		for (; some; some &= some - 1)
			find_in_word(s,
				     first + (unsigned)__builtin_ctzll(some),
				     out, engine);
	}
}

INLINE void find(const unsigned char *text, size_t low, size_t begin,
		 size_t end, enum seeds_wide wide, struct seeds *out,
		 struct engine engine)
{
	unsigned words = (unsigned)(end - begin + 63) / 64;
	unsigned rest = (unsigned)(end - begin) % 64;
	struct slice s;

	s.text = text;
	s.begin = begin;
	s.end = end;
	s.wide = wide;
	out->count = 0;
	out->lines = mark_slice(&s, words, low, engine);
	if (rest) /* what stands behind the end is not counted */
		out->lines -= (uint32_t)__builtin_popcountll(
			engine.equal(text + end - rest, '\n') >> rest);
	find_dense(&s, words);
	find_in_slice(&s, words, out, engine);
}

#endif
