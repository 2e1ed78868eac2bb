/*
 * Which character set is this? Structure first (NULs, UTF-8's grammar), then
 * how much the text looks like Chinese in GB18030 or in Big5.
 *
 * The weights below are judgement, tried on names and headings of one to
 * four characters, where nothing statistical helps.
 */
#include "scanner/base/charset.h"

#include <string.h>

#include "scanner/base/charset_tables.h"

typedef unsigned char bytes16 __attribute__((vector_size(16)));
typedef uint64_t words2 __attribute__((vector_size(16)));

/* What the bytes are like, before any charset is assumed. */
struct census {
	size_t nuls;
	size_t controls; /* that no text has, NULs not among them */
	bool high;       /* there are bytes above 0x7F */
};

/* Beside white space: 1-3 are the separators of Hive's text tables, 8 and
 * 1B come from terminals, 1A ends DOS files, 1C-1F are ASCII separators. */
static bool text_control(unsigned char c)
{
	return (c >= 1 && c <= 3) || (c >= 8 && c <= 13) ||
	       (c >= 0x1A && c <= 0x1F);
}

static void count_bytes(const unsigned char *bytes, size_t length,
			struct census *census)
{
	for (size_t i = 0; i < length; i++) {
		census->nuls += bytes[i] == 0;
		if (bytes[i] < 0x20 && bytes[i] && !text_control(bytes[i]))
			census->controls++;
	}
}

/* Controls in a block, among them some that text has. */
static bytes16 odd_bytes(bytes16 b)
{
	return (bytes16)(b < 0x20) & (bytes16)(b != '\t') &
	       (bytes16)(b != '\n') & (bytes16)(b != '\r');
}

static struct census take_census(const unsigned char *bytes, size_t length)
{
	struct census census = { 0 };
	size_t at = 0;
	bytes16 b[4], all = { 0 };
	words2 any;

	for (; length - at >= sizeof(b); at += sizeof(b)) {
		memcpy(b, bytes + at, sizeof(b));
		all |= b[0] | b[1] | b[2] | b[3];
		any = (words2)(odd_bytes(b[0]) | odd_bytes(b[1]) |
			       odd_bytes(b[2]) | odd_bytes(b[3]));
		if (any[0] | any[1])
			count_bytes(bytes + at, sizeof(b), &census);
	}
	count_bytes(bytes + at, length - at, &census);
	any = (words2)(all & 0x80);
	census.high = any[0] | any[1] ||
		      charset_ascii_prefix(bytes + at, length - at) <
			      length - at;
	return census;
}

/* How a sample reads as UTF-16 or UTF-32 of one byte order. */
struct units {
	size_t total, ascii, odd;
};

/* Blocks of the BMP that text in our part of the world is made of. */
static bool plausible(uint32_t c)
{
	static const struct {
		uint16_t from, to;
	} blocks[] = {
		{ 0x00A0, 0x017F }, { 0x0370, 0x052F }, { 0x2000, 0x27BF },
		{ 0x2E80, 0x31FF }, { 0x3200, 0x4DBF }, { 0x4E00, 0x9FFF },
		{ 0xAC00, 0xD7A3 }, { 0xF900, 0xFAFF }, { 0xFE10, 0xFE6F },
		{ 0xFEFF, 0xFFEF },
	};

	if (c >= 0x20000 && c <= 0x323AF)
		return true;
	for (size_t i = 0; i < sizeof(blocks) / sizeof(*blocks); i++)
		if (c >= blocks[i].from && c <= blocks[i].to)
			return true;
	return false;
}

static bool ascii_text(uint32_t c)
{
	return (c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r';
}

static struct units read_units(enum charset charset,
			       const unsigned char *bytes, size_t length)
{
	struct units units = { 0 };
	unsigned char utf8[4 * 64];
	unsigned n;

	while (length) {
		size_t written, some = length < 128 ? length : 128;
		size_t used = charset_to_utf8(charset, bytes, some, utf8,
					      sizeof(utf8), &written);

		for (size_t i = 0; i < written; i += n) {
			uint32_t c = utf8_next(utf8 + i, written - i, &n);

			units.total++;
			units.ascii += ascii_text(c);
			units.odd += !ascii_text(c) && !plausible(c);
		}
		if (!used)
			break;
		bytes += used;
		length -= used;
	}
	return units;
}

/*
 * Text without a mark in 16 or 32 bits a unit: swapped ASCII looks like rare
 * hanzi, so the order with more ASCII in it is the right one. Some ASCII
 * there always is: NULs are its high bytes.
 */
static enum charset detect_units(const unsigned char *bytes, size_t length)
{
	static const enum charset orders[] = { CHARSET_UTF32LE, CHARSET_UTF32BE,
					       CHARSET_UTF16LE,
					       CHARSET_UTF16BE };
	enum charset best = CHARSET_ASCII;
	size_t ascii = 0;

	for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++) {
		struct units u = read_units(orders[i], bytes, length);

		if (u.ascii <= ascii || u.odd > u.total / 50)
			continue;
		ascii = u.ascii;
		best = orders[i];
	}
	return best;
}

struct sequences {
	size_t two, longer, broken;
	size_t alone; /* with no other beside them */
};

/* A good beginning of a character whose rest lies beyond the sample. */
static bool cut_off(const unsigned char *bytes, size_t available)
{
	unsigned char padded[4] = { 0, 0x80, 0x80, 0x80 };
	unsigned n;

	if (available == 1)
		return bytes[0] >= 0xC2 && bytes[0] <= 0xF4;
	if (available >= sizeof(padded))
		return false;
	memcpy(padded, bytes, available);
	utf8_next(padded, sizeof(padded), &n);
	return n > available;
}

static struct sequences read_utf8(const unsigned char *bytes, size_t length)
{
	struct sequences s = { 0 };
	size_t at = 0, run = 0;
	unsigned n;

	while (at < length) {
		if (bytes[at] < 0x80) {
			s.alone += run == 1;
			run = 0;
			at += charset_ascii_prefix(bytes + at, length - at);
			continue;
		}
		utf8_next(bytes + at, length - at, &n);
		if (n == 1 && cut_off(bytes + at, length - at))
			break;
		s.two += n == 2;
		s.longer += n > 2;
		s.broken += n == 1;
		at += n;
		run++;
	}
	s.alone += run == 1;
	return s;
}

/* How a sample reads as GB18030 or Big5. */
struct reading {
	size_t characters, common;
	size_t four, broken; /* of four bytes; bytes of no character */
	long points;
};

enum {
	POINTS_COMMON = 4,
	POINTS_LIKELY = 1,  /* level 1 hanzi, punctuation, full-width forms */
	POINTS_RARE = -1,   /* level 2 hanzi: some are frequent in names */
	POINTS_ODD = -2,    /* legal, hardly ever written */
	POINTS_ABSENT = -4, /* user-defined or not assigned */
	POINTS_BROKEN = -8,
	/* What GB18030 is given for being what our users write. */
	POINTS_PRIOR = 3,
};

static int points_gb18030(const unsigned char *b, uint32_t c)
{
	bool gb2312 = b[1] >= 0xA1 && b[0] >= 0xA1;

	if (c == REPLACEMENT || (c >= 0xE000 && c <= 0xF8FF))
		return POINTS_ABSENT;
	if (!gb2312)
		return POINTS_ODD;
	if (b[0] >= 0xB0)
		return b[0] <= 0xD7 ? POINTS_LIKELY : POINTS_RARE;
	return b[0] <= 0xA3 ? POINTS_LIKELY : 0;
}

static int points_big5(const unsigned char *b, uint32_t c)
{
	if (c == REPLACEMENT || (c >= 0xE000 && c <= 0xF8FF))
		return POINTS_ABSENT;
	if (b[0] >= 0xA1 && b[0] <= 0xC6)
		return POINTS_LIKELY;
	return b[0] >= 0xC9 && b[0] <= 0xF9 ? POINTS_RARE : POINTS_ABSENT;
}

static int points_of(enum charset charset, const unsigned char *b, unsigned n,
		     struct reading *r)
{
	const struct charset_tables *t = charset_tables();
	uint32_t c;

	if (n == 1) {
		r->broken++;
		return POINTS_BROKEN;
	}
	r->four += n == 4;
	r->characters++;
	if (n == 4)
		return POINTS_ODD;
	c = charset == CHARSET_BIG5 ? t->big5[b[0] - 0x80][b[1]]
				    : t->gb18030[b[0] - 0x80][b[1]];
	if (c & CHARACTER_COMMON) {
		r->common++;
		return POINTS_COMMON;
	}
	return charset == CHARSET_BIG5 ? points_big5(b, c)
				       : points_gb18030(b, c);
}

#define FOUR_ENOUGH 4	 /* characters of four bytes, to be no accident */
#define READ_ENOUGH 2000 /* characters, to know for sure */

static struct reading read_wide(enum charset charset,
				const unsigned char *bytes, size_t length)
{
	struct reading r = { 0 };
	size_t at = 0;
	unsigned n;

	while (r.characters < READ_ENOUGH &&
	       (at += charset_ascii_prefix(bytes + at, length - at)) < length) {
		n = charset_wide_length(charset, bytes + at, length - at);
		if (n == 0)
			break;
		r.points += points_of(charset, bytes + at, n, &r);
		at += n;
	}
	return r;
}

/*
 * A few GB18030 hanzi may be good UTF-8 of two bytes each (the famous 联通).
 * They are hanzi when all are frequent ones and none stands alone, as the
 * accented letters of Latin text do.
 */
static bool hanzi_after_all(const struct sequences *s,
			    const unsigned char *bytes, size_t length)
{
	struct reading r;

	if (!s->two || s->two > 64 || s->longer || s->broken || s->alone)
		return false;
	r = read_wide(CHARSET_GB18030, bytes, length);
	return r.common == r.characters && r.common == s->two;
}

static enum charset detect_wide(const unsigned char *bytes, size_t length)
{
	struct reading gb = read_wide(CHARSET_GB18030, bytes, length);
	struct reading big5 = read_wide(CHARSET_BIG5, bytes, length);

	gb.points += POINTS_PRIOR;
	/* Letter, digit, letter, digit: nothing but GB18030 has many. */
	if (gb.four >= FOUR_ENOUGH && !gb.broken)
		return CHARSET_GB18030;
	if (gb.points <= 0 && big5.points <= 0)
		return CHARSET_LATIN1;
	return gb.points >= big5.points ? CHARSET_GB18030 : CHARSET_BIG5;
}

enum charset charset_detect(const unsigned char *bytes, size_t length,
			    bool *binary)
{
	struct census census = take_census(bytes, length);
	enum charset charset;
	struct sequences s;
	bool ignored;

	binary = binary ? binary : &ignored;
	*binary = false;
	/* Read as 16-bit units, pairs of ASCII letters look like hanzi: where
	 * only NULs are odd, they must be many. */
	if (census.nuls > length / 1000) {
		charset = census.high || census.controls ||
					  census.nuls > length / 4
				  ? detect_units(bytes, length)
				  : CHARSET_ASCII;
		*binary = charset == CHARSET_ASCII;
		return charset;
	}
	*binary = census.controls > length / 50;
	if (!census.high)
		return CHARSET_ASCII;
	s = read_utf8(bytes, length);
	/* Now and then a broken one: rows cut by length, a pasted word. */
	if (s.broken * 50 < s.two + s.longer || s.broken * 4 < s.longer ||
	    !(s.broken + s.two + s.longer))
		return hanzi_after_all(&s, bytes, length) ? CHARSET_GB18030
							  : CHARSET_UTF8;
	charset = detect_wide(bytes, length);
	/* Pictures between: by accident there are few as long. */
	if (charset == CHARSET_LATIN1 && s.longer * 4 > s.broken)
		return CHARSET_UTF8;
	return charset;
}
