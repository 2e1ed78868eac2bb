/*
 * Seeds by bit masks: 64 bytes at a time are classified by vector compares,
 * runs and groups of digits are then found by shifts of the masks. One loop,
 * inlined around the classifiers of each engine (seeds_x86.c, seeds_neon.c,
 * and the scalar twin in seeds.c).
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

/* The word before, as far as a value may reach back into it. */
struct before {
	uint64_t digit, separator, run3, run6;
};

/* The mask one word later: bit i tells of byte i - n. */
INLINE uint64_t earlier(uint64_t word, uint64_t before, unsigned n)
{
	return word << n | before >> (64 - n);
}

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

/* Classifies 64 bytes. */
typedef void common_fn(const unsigned char *, struct common *);
/* Words that are looked at together. They overlap: in one of them lies the
 * whole of any group of digits that opens a value. */
#define QUICK_WORDS 4
#define QUICK_STEP 58
#define QUICK_OVERLAP (64 - QUICK_STEP)
/* The digits of each of them, and whether anything else in them could lead to
 * a seed: an @ or a high byte. */
typedef bool quick_fn(const unsigned char *, uint64_t digits[QUICK_WORDS]);
/* Of 64 bytes, as bits: digits; letters and separators, which may go on a value
 * behind digits; an @, and at the least what full-width forms and invisible
 * marks begin with. */
struct brief {
	uint64_t digits, joins, others;
};
typedef void brief_fn(const unsigned char *, enum seeds_wide, struct brief *);
/* Where one byte, or the letters, stand among them: asked for seldom. */
typedef uint64_t equal_fn(const unsigned char *, unsigned char);
typedef uint64_t letters_fn(const unsigned char *);

struct engine {
	quick_fn *quick;
	brief_fn *brief;
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

INLINE uint64_t turned(uint64_t word, unsigned n)
{
	return word >> n | word << (64 - n);
}

/* Six digits, or three and three with something between: in both, the first
 * three, the fifth and the sixth are digits. Bits are turned, which is cheaper
 * than to shift them; that a group may seem to go on at the word's other end
 * does no harm. */
INLINE uint64_t groups(uint64_t digits)
{
	uint64_t run2 = digits & turned(digits, 1);

	return run2 & turned(digits, 2) & turned(run2, 4);
}

/* The first of the words from p on that has a group of digits, a high byte or
 * an @ of an address; QUICK_WORDS when none has, as in most of source text.
 * Single digits are common, so there is one branch for all. Other @ are common
 * too, so none asks which word has them. */
INLINE unsigned quiet(const unsigned char *p, struct engine engine)
{
	uint64_t digits[QUICK_WORDS], signs[QUICK_WORDS], found = 0;
	bool others = engine.quick(p, digits);
	unsigned sure = 0, words = 0;

	for (unsigned i = 0; i < QUICK_WORDS; i++)
		found |= groups(digits[i]);
	if (!(found | others))
		return QUICK_WORDS;
	for (unsigned i = 0; i < QUICK_WORDS; i++) {
		struct common c;

		engine.classify(p + i * QUICK_STEP, &c);
		sure |= (unsigned)((groups(c.digit) | c.high) != 0) << i;
		words |= (unsigned)(c.at != 0) << i;
		signs[i] = c.at;
	}
	for (words |= sure; words; words &= words - 1) {
		unsigned n = (unsigned)__builtin_ctz(words);

		if (sure >> n & 1 || those(sign_at, SEEDS_WIDE_NONE,
					   p + n * QUICK_STEP, signs[n]))
			return n;
	}
	return QUICK_WORDS;
}

/* The seeds of one word; `first`: nothing may be looked at before it. *busy
 * says that the next may go on with some. */
INLINE uint64_t word_seeds(const unsigned char *p, bool first,
			   enum seeds_wide wide, struct before *b,
			   struct engine engine, bool *busy)
{
	struct before before = *b;
	struct common c;
	uint64_t seeds;

	engine.classify(p, &c);
	if (c.at)
		c.at = those(sign_at, wide, p, c.at & ~(uint64_t)first);
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
	unsigned words;
	bool busy;

	while (at < end) {
		look_back(text, low, at, engine.classify, &b);
		do {
			seeds = word_seeds(text + at, at == low, wide, &b,
					   engine, &busy);
			if (end - at < 64)
				seeds &= (1ULL << (end - at)) - 1;
			for (; seeds; seeds &= seeds - 1)
				out->at[count++] = (uint32_t)(
					at + (size_t)__builtin_ctzll(seeds));
			at += 64;
		} while (busy && at < end);
		for (words = QUICK_WORDS;
		     words == QUICK_WORDS && at < end;
		     at += words * QUICK_STEP)
			words = quiet(text + at - QUICK_OVERLAP, engine);
	}
	out->count = count;
}

#endif
