/*
 * Glyphs: the characters of a text as the matcher sees them: full-width
 * forms made ASCII, wide spaces and dashes made ' ' and '-', invisible marks
 * told apart. Reads UTF-8, GB18030, Big5 and single bytes in place, forwards
 * and backwards.
 */
#ifndef DETECTORS_GLYPH_H
#define DETECTORS_GLYPH_H

#include <stdbool.h>
#include <stdint.h>

#include "scanner/base/charset.h"

/* A stretch of text; offsets outside are its borders. */
struct stretch {
	const unsigned char *text; /* trail bytes blanked (charset.h) */
	const unsigned char *raw;  /* as it was; == text for UTF-8 */
	uint32_t low, high;        /* [low, high) may be looked at */
	enum charset charset;
};

enum {
	GLYPH_END = 0,       /* the border of the stretch */
	GLYPH_INVISIBLE = 1, /* zero-width and bidi marks: dropped */
	GLYPH_OTHER = 2,     /* a character that is no ASCII, e.g. 汉字 */
	GLYPH_X = 3,         /* looks like an X: × Х Χ Ⅹ */
	/* from 0x20: the ASCII character it is or stands for */
};

struct glyph {
	unsigned char as;   /* one of the above */
	uint8_t length;     /* bytes; 0 at the border */
	uint8_t wide;       /* not written as ASCII itself */
};

/* For bytes above 0x7F. */
struct glyph glyph_wide_at(const struct stretch *, uint32_t offset);
struct glyph glyph_wide_before(const struct stretch *, uint32_t offset);

/* False for an offset inside of a character. */
bool glyph_begins(const struct stretch *, uint32_t offset);

static inline struct glyph glyph_ascii(unsigned char c)
{
	return (struct glyph){ c < 0x20 ? GLYPH_OTHER : c, 1, 0 };
}

/* The character at an offset, and the one that ends before it. */
static inline struct glyph glyph_at(const struct stretch *s, uint32_t at)
{
	if (at >= s->high)
		return (struct glyph){ GLYPH_END, 0, 0 };
	return s->text[at] < 0x80 ? glyph_ascii(s->text[at])
				  : glyph_wide_at(s, at);
}

static inline struct glyph glyph_before(const struct stretch *s, uint32_t at)
{
	if (at <= s->low)
		return (struct glyph){ GLYPH_END, 0, 0 };
	return s->text[at - 1] < 0x80 ? glyph_ascii(s->text[at - 1])
				      : glyph_wide_before(s, at);
}

#endif
