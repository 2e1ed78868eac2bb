/* Glyphs. See glyph.h; the rules are those of GB 18030 and Unicode's
 * half- and full-width block. */
#include "detectors/glyph.h"

#include <stdbool.h>

static struct glyph glyph(unsigned char as, unsigned length, bool wide)
{
	return (struct glyph){ as, (uint8_t)length, wide };
}

static bool is_invisible(uint32_t c)
{
	return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	       c == 0x2060 || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
	       c == 0xAD;
}

static bool is_space(uint32_t c)
{
	return c == 0xA0 || (c >= 0x2002 && c <= 0x200A) || c == 0x202F ||
	       c == 0x205F || c == 0x3000;
}

static bool is_dash(uint32_t c)
{
	return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xFE63 ||
	       c == 0x30FC;
}

static bool is_x(uint32_t c)
{
	return c == 0xD7 || c == 0x425 || c == 0x445 || c == 0x3A7 ||
	       c == 0x3C7 || c == 0x2169 || c == 0x2179;
}

static unsigned char of_codepoint(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		return (unsigned char)(c - 0xFEE0);
	if (is_invisible(c))
		return GLYPH_INVISIBLE;
	if (is_space(c))
		return ' ';
	if (is_dash(c))
		return '-';
	return is_x(c) ? GLYPH_X : GLYPH_OTHER;
}

/* Two bytes of GB18030: row A3 holds the full-width ASCII characters. */
static unsigned char of_gb(unsigned char lead, unsigned char trail)
{
	unsigned pair = (unsigned)lead << 8 | trail;

	if (lead == 0xA3 && trail >= 0xA1 && trail <= 0xFE)
		return trail - 0x80;
	switch (pair) {
	case 0xA1A1:
		return ' ';
	case 0xA1AA: /* — */
	case 0xA960: /* ー */
	case 0xA843: /* – */
	case 0xA844: /* ― */
	case 0xA95C: /* ‐ */
	case 0xA981: /* ﹣ */
		return '-';
	case 0xA1C1: /* × */
	case 0xA7B7: /* Х */
	case 0xA7E7: /* х */
	case 0xA6B6: /* Χ */
	case 0xA6D6: /* χ */
	case 0xA2FA: /* Ⅹ */
	case 0xA2AA: /* ⅹ */
		return GLYPH_X;
	default:
		return GLYPH_OTHER;
	}
}

static unsigned char of_big5(unsigned char lead, unsigned char trail)
{
	unsigned pair = (unsigned)lead << 8 | trail;

	if (pair >= 0xA2AF && pair <= 0xA2B8)
		return (unsigned char)('0' + (pair - 0xA2AF));
	switch (pair) {
	case 0xA140:
		return ' ';
	case 0xA158: /* — */
	case 0xA156: /* – */
		return '-';
	case 0xA1D1: /* × */
	case 0xA359: /* Χ */
	case 0xA2C2: /* Ⅹ */
		return GLYPH_X;
	default:
		return GLYPH_OTHER;
	}
}

/* Four bytes of GB18030, by their linear index (2022 edition, annex). */
static unsigned char of_gb_four(const unsigned char *p)
{
	static const struct {
		unsigned first, last;
		unsigned char as;
	} ranges[] = {
		{ 32, 32, ' ' },	       /* U+00A0 */
		{ 42, 42, GLYPH_INVISIBLE },   /* U+00AD */
		{ 7908, 7916, ' ' },	       /* U+2002 to 200A */
		{ 7917, 7921, GLYPH_INVISIBLE }, /* U+200B to 200F */
		{ 7922, 7923, '-' },	       /* U+2011, 2012 */
		{ 7937, 7941, GLYPH_INVISIBLE }, /* U+202A to 202E */
		{ 7942, 7942, ' ' },	       /* U+202F */
		{ 7985, 7985, ' ' },	       /* U+205F */
		{ 7986, 7986, GLYPH_INVISIBLE }, /* U+2060 */
		{ 7992, 7995, GLYPH_INVISIBLE }, /* U+2066 to 2069 */
		{ 8381, 8381, '-' },	       /* U+2212 */
		{ 39263, 39263, GLYPH_INVISIBLE }, /* U+FEFF */
	};
	unsigned linear = ((p[0] - 0x81u) * 10 + (p[1] - 0x30u)) * 1260 +
			  (p[2] - 0x81u) * 10 + (p[3] - 0x30u);

	for (unsigned i = 0; i < sizeof(ranges) / sizeof(*ranges); i++)
		if (linear >= ranges[i].first && linear <= ranges[i].last)
			return ranges[i].as;
	return GLYPH_OTHER;
}

static bool is_four(const unsigned char *p, uint32_t left)
{
	return left >= 4 && p[0] >= 0x81 && p[0] <= 0xFE && p[1] >= '0' &&
	       p[1] <= '9' && p[2] >= 0x81 && p[2] <= 0xFE && p[3] >= '0' &&
	       p[3] <= '9';
}

/* A character of two or four bytes. */
static struct glyph double_byte(const struct stretch *s, uint32_t at)
{
	const unsigned char *p = s->raw + at;
	uint32_t left = s->high - at;

	if (left < 2 || p[0] < 0x81 || p[0] == 0xFF)
		return glyph(GLYPH_OTHER, 1, true);
	if (s->charset == CHARSET_BIG5)
		return glyph(of_big5(p[0], p[1]), 2, true);
	if (is_four(p, left))
		return glyph(of_gb_four(p), 4, true);
	return glyph(of_gb(p[0], p[1]), 2, true);
}

struct glyph glyph_wide_at(const struct stretch *s, uint32_t at)
{
	unsigned length;
	uint32_t c;

	switch (s->charset) {
	case CHARSET_GB18030:
	case CHARSET_BIG5:
		return double_byte(s, at);
	case CHARSET_LATIN1:
		return glyph(s->text[at] == 0xA0 ? ' ' : GLYPH_OTHER, 1, true);
	default:
		c = utf8_next(s->text + at, s->high - at, &length);
		return glyph(of_codepoint(c), length, true);
	}
}

/* Characters of GB18030 and Big5 have an even number of bytes, and after
 * blanking all of them are high: the start of the run of high bytes tells
 * where characters begin. */
static uint32_t run_start(const struct stretch *s, uint32_t at)
{
	while (at > s->low && s->text[at - 1] >= 0x80)
		at--;
	return at;
}

bool glyph_begins(const struct stretch *s, uint32_t at)
{
	switch (s->charset) {
	case CHARSET_GB18030:
	case CHARSET_BIG5:
		return s->text[at] < 0x80 || (at - run_start(s, at)) % 2 == 0;
	case CHARSET_LATIN1:
		return true;
	default:
		return (s->text[at] & 0xC0) != 0x80;
	}
}

static struct glyph double_byte_before(const struct stretch *s, uint32_t at)
{
	uint32_t start = run_start(s, at);

	if ((at - start) % 2 || at - start < 2)
		return glyph(GLYPH_OTHER, 1, true);
	if (s->charset == CHARSET_GB18030 && at - start >= 4 &&
	    is_four(s->raw + at - 4, 4))
		return glyph(of_gb_four(s->raw + at - 4), 4, true);
	return double_byte(s, at - 2);
}

struct glyph glyph_wide_before(const struct stretch *s, uint32_t at)
{
	uint32_t start = at;
	unsigned length;
	uint32_t c;

	switch (s->charset) {
	case CHARSET_GB18030:
	case CHARSET_BIG5:
		return double_byte_before(s, at);
	case CHARSET_LATIN1:
		return glyph(s->text[at - 1] == 0xA0 ? ' ' : GLYPH_OTHER, 1,
			     true);
	default:
		do
			start--;
		while (start > s->low && at - start < 4 &&
		       (s->text[start] & 0xC0) == 0x80);
		c = utf8_next(s->text + start, at - start, &length);
		if (length != at - start)
			return glyph(GLYPH_OTHER, 1, true);
		return glyph(of_codepoint(c), length, true);
	}
}
