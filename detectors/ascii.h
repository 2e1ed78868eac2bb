/* Classes of ASCII characters, by one look at a table: what scans text byte
 * by byte asks for one of them at every byte. */
#ifndef DETECTORS_ASCII_H
#define DETECTORS_ASCII_H

#if defined(__SSE2__)
#include <emmintrin.h>
#endif
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum ascii_class {
	ASCII_DIGIT = 1 << 0,
	ASCII_LETTER = 1 << 1,
	ASCII_ALNUM = ASCII_DIGIT | ASCII_LETTER,
	ASCII_UNDERSCORE = 1 << 2,
	ASCII_WORD = ASCII_ALNUM | ASCII_UNDERSCORE,
	ASCII_DOT_HYPHEN = 1 << 3,
	ASCII_DOMAIN = ASCII_ALNUM | ASCII_DOT_HYPHEN, /* of a host name */
	ASCII_PERCENT_PLUS = 1 << 4,
	/* Of the local part of an address, as people have them. */
	ASCII_LOCAL = ASCII_DOMAIN | ASCII_UNDERSCORE | ASCII_PERCENT_PLUS,
	ASCII_ATEXT = 1 << 5, /* of an atom (RFC 5322, 3.2.3) */
};

extern const uint8_t ascii_classes[256];

/* True when the byte is of one of the classes. */
static inline bool ascii_is(unsigned char c, unsigned classes)
{
	return ascii_classes[c] & classes;
}

/* Bit i: text[i] is not ASCII_ALNUM; of the first 64 of n bytes. The end of a
 * shorter text is another. 16 bytes behind it are readable. */
static inline uint64_t ascii_others(const unsigned char *text, size_t n)
{
	uint64_t others = 0;

#if defined(__SSE2__)
	/* what is added puts a range at the bottom of the signed numbers */
	const __m128i zero = _mm_set1_epi8((char)(0x80 - '0'));
	const __m128i ten = _mm_set1_epi8((char)(0x80 + 10));
	const __m128i a = _mm_set1_epi8((char)(0x80 - 'a'));
	const __m128i letters = _mm_set1_epi8((char)(0x80 + 26));
	const __m128i small = _mm_set1_epi8(0x20);

	for (size_t i = 0; i < n && i < 64; i += sizeof(__m128i)) {
		__m128i c = _mm_loadu_si128((const __m128i *)(text + i));
		__m128i digit = _mm_cmplt_epi8(_mm_add_epi8(c, zero), ten);
		__m128i letter = _mm_cmplt_epi8(
			_mm_add_epi8(_mm_or_si128(c, small), a), letters);
		unsigned own = (unsigned)_mm_movemask_epi8(
			_mm_or_si128(digit, letter));

		others |= (uint64_t)(own ^ 0xFFFF) << i;
	}
#else
	for (size_t i = 0; i < n && i < 64; i++)
		others |= (uint64_t)!ascii_is(text[i], ASCII_ALNUM) << i;
#endif
	return n < 64 ? (others & ~(~0ULL << n)) | 1ULL << n : others;
}

/* Which of 32 bytes are these: a bit each. */
struct ascii_marks {
	uint32_t digits, letters, dots, hyphens, underscores, ats;
};

#if defined(__SSE2__)
static inline uint32_t ascii_equal(const __m128i c[2], char byte)
{
	const __m128i all = _mm_set1_epi8(byte);

	return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(c[0], all)) |
	       (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(c[1], all)) << 16;
}

/* Those from `first` on, so many. */
static inline uint32_t ascii_among(const __m128i c[2], char first, char count)
{
	/* puts them at the bottom of the signed numbers */
	const __m128i down = _mm_set1_epi8((char)(0x80 - first));
	const __m128i end = _mm_set1_epi8((char)(0x80 + count));

	return (uint32_t)_mm_movemask_epi8(_mm_cmplt_epi8(
		       _mm_add_epi8(c[0], down), end)) |
	       (uint32_t)_mm_movemask_epi8(_mm_cmplt_epi8(
		       _mm_add_epi8(c[1], down), end)) << 16;
}
#endif

static inline struct ascii_marks ascii_marks(const unsigned char *text)
{
#if defined(__SSE2__)
	const __m128i *from = (const __m128i *)text;
	const __m128i small = _mm_set1_epi8(0x20);
	__m128i c[2] = { _mm_loadu_si128(from), _mm_loadu_si128(from + 1) };
	__m128i lower[2] = { _mm_or_si128(c[0], small),
			     _mm_or_si128(c[1], small) };

	return (struct ascii_marks){
		ascii_among(c, '0', 10), ascii_among(lower, 'a', 26),
		ascii_equal(c, '.'), ascii_equal(c, '-'),
		ascii_equal(c, '_'), ascii_equal(c, '@'),
	};
#else
	struct ascii_marks m = { 0 };

	for (unsigned i = 0; i < 32; i++) {
		m.digits |= (uint32_t)ascii_is(text[i], ASCII_DIGIT) << i;
		m.letters |= (uint32_t)ascii_is(text[i], ASCII_LETTER) << i;
		m.dots |= (uint32_t)(text[i] == '.') << i;
		m.hyphens |= (uint32_t)(text[i] == '-') << i;
		m.underscores |= (uint32_t)(text[i] == '_') << i;
		m.ats |= (uint32_t)(text[i] == '@') << i;
	}
	return m;
#endif
}

#endif
