/*
 * Reading text in the character sets of charset.h.
 *
 * GB18030 (GB 18030-2022, with GBK and CP936 in it): one byte 00-7F; two
 * bytes 81-FE, 40-7E or 80-FE; four bytes 81-FE, 30-39, 81-FE, 30-39.
 * Big5: two bytes 81-FE, 40-7E or A1-FE.
 */
#include "scanner/base/charset.h"

#include <string.h>

#include "scanner/base/charset_tables.h"

typedef uint64_t lanes __attribute__((vector_size(16)));
#define BLOCK 256 /* bytes that are looked at together */
#define HIGH_BITS 0x8080808080808080

const char *charset_name(enum charset charset)
{
	static const char *const names[CHARSET_COUNT] = {
		[CHARSET_ASCII] = "us-ascii",
		[CHARSET_UTF8] = "utf-8",
		[CHARSET_GB18030] = "gb18030",
		[CHARSET_BIG5] = "big5",
		[CHARSET_LATIN1] = "iso-8859-1",
		[CHARSET_UTF16LE] = "utf-16le",
		[CHARSET_UTF16BE] = "utf-16be",
		[CHARSET_UTF32LE] = "utf-32le",
		[CHARSET_UTF32BE] = "utf-32be",
	};

	return names[charset];
}

enum charset charset_bom(const unsigned char *bytes, size_t length,
			 unsigned *bom_length)
{
	static const struct {
		unsigned char bytes[4];
		unsigned length;
		enum charset charset;
	} marks[] = { /* UTF-32LE begins like UTF-16LE: longest first */
		{ { 0xFF, 0xFE, 0x00, 0x00 }, 4, CHARSET_UTF32LE },
		{ { 0x00, 0x00, 0xFE, 0xFF }, 4, CHARSET_UTF32BE },
		{ { 0x84, 0x31, 0x95, 0x33 }, 4, CHARSET_GB18030 },
		{ { 0xEF, 0xBB, 0xBF }, 3, CHARSET_UTF8 },
		{ { 0xFF, 0xFE }, 2, CHARSET_UTF16LE },
		{ { 0xFE, 0xFF }, 2, CHARSET_UTF16BE },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		if (length < marks[i].length ||
		    memcmp(bytes, marks[i].bytes, marks[i].length))
			continue;
		*bom_length = marks[i].length;
		return marks[i].charset;
	}
	*bom_length = 0;
	return CHARSET_ASCII;
}

/* The first high byte of bytes[at..to), to within eight; `to` likewise. */
static size_t ascii_words(const unsigned char *bytes, size_t at, size_t to)
{
	uint64_t word;

	for (; to - at >= sizeof(word); at += sizeof(word)) {
		memcpy(&word, bytes + at, sizeof(word));
		if (word & HIGH_BITS)
			break;
	}
	return at;
}

static bool is_ascii(const unsigned char *block)
{
	lanes all = { 0 }, some;

	for (unsigned i = 0; i < BLOCK; i += sizeof(some)) {
		memcpy(&some, block + i, sizeof(some));
		all |= some;
	}
	return !((all[0] | all[1]) & HIGH_BITS);
}

/* Between hanzi there is little: blocks come after the first few words. */
size_t charset_ascii_prefix(const unsigned char *bytes, size_t length)
{
	size_t at = ascii_words(bytes, 0, length < 64 ? length : 64);

	if (at == 64) {
		while (length - at >= BLOCK && is_ascii(bytes + at))
			at += BLOCK;
		at = ascii_words(bytes, at, length);
	}
	while (at < length && bytes[at] < 0x80)
		at++;
	return at;
}

static bool lead(unsigned char byte)
{
	return byte >= 0x81 && byte <= 0xFE;
}

static bool digit(unsigned char byte)
{
	return byte >= '0' && byte <= '9';
}

unsigned charset_wide_length(enum charset charset, const unsigned char *bytes,
			     size_t available)
{
	unsigned char low = charset == CHARSET_BIG5 ? 0xA1 : 0x80;

	if (!lead(bytes[0]))
		return 1;
	if (available < 2)
		return 0;
	if ((bytes[1] >= 0x40 && bytes[1] <= 0x7E) ||
	    (bytes[1] >= low && bytes[1] <= 0xFE))
		return 2;
	if (charset == CHARSET_BIG5 || !digit(bytes[1]))
		return 1;
	if (available < 3)
		return 0;
	if (!lead(bytes[2]))
		return 1;
	if (available < 4)
		return 0;
	return digit(bytes[3]) ? 4 : 1;
}

/* MySQL escapes the first byte of what is no character, in binary data, so
 * that no escape behind it becomes its second. */
static bool is_escaped(const unsigned char *text, size_t at)
{
	size_t from = at;

	while (from && text[from - 1] == '\\')
		from--;
	return (at - from) % 2;
}

size_t charset_blank_trails(enum charset charset, unsigned char *text,
			    unsigned char *raw, size_t length)
{
	size_t at = 0;
	unsigned n;

	memcpy(raw, text, length);
	for (;;) {
		/* Hanzi stand in runs: the vector loop waits for ASCII. */
		if (at < length && text[at] < 0x80)
			at += charset_ascii_prefix(text + at, length - at);
		if (at == length)
			return 0;
		n = charset_wide_length(charset, text + at, length - at);
		if (n == 0)
			return length - at;
		if (n == 2 && text[at + 1] == '\\' && is_escaped(text, at))
			n = 1;
		if (n > 1 && text[at + 1] < 0x80)
			text[at + 1] = 0x80;
		if (n == 4)
			text[at + 3] = 0x80;
		at += n;
	}
}

/* Writes a character as UTF-8: returns its length, 0 when room is short. */
unsigned utf8_put(uint32_t c, unsigned char *out, size_t room)
{
	unsigned n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char first[] = { 0, 0, 0xC0, 0xE0, 0xF0 };

	if (n > room)
		return 0;
	for (unsigned i = n - 1; i > 0; i--, c >>= 6)
		out[i] = (unsigned char)(0x80 | (c & 0x3F));
	out[0] = (unsigned char)(first[n] | c);
	return n;
}

static uint32_t unit16(bool big, const unsigned char *b)
{
	return big ? (uint32_t)b[0] << 8 | b[1] : (uint32_t)b[1] << 8 | b[0];
}

/* One UTF-16 character: sets *length to 2 or 4, 0 when it is cut off. */
static uint32_t utf16_next(bool big, const unsigned char *bytes,
			   size_t available, unsigned *length)
{
	uint32_t high, low;

	*length = 0;
	if (available < 2)
		return 0;
	high = unit16(big, bytes);
	if (high >= 0xD800 && high <= 0xDBFF && available < 4)
		return 0;
	*length = 2;
	if (high < 0xD800 || high > 0xDFFF)
		return high;
	if (high > 0xDBFF)
		return REPLACEMENT;
	low = unit16(big, bytes + 2);
	if (low < 0xDC00 || low > 0xDFFF)
		return REPLACEMENT;
	*length = 4;
	return 0x10000 + ((high - 0xD800) << 10 | (low - 0xDC00));
}

static uint32_t utf32_next(bool big, const unsigned char *bytes,
			   size_t available, unsigned *length)
{
	uint32_t c;

	*length = available < 4 ? 0 : 4;
	if (!*length)
		return 0;
	c = big ? unit16(true, bytes) << 16 | unit16(true, bytes + 2)
		: unit16(false, bytes + 2) << 16 | unit16(false, bytes);
	return c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) ? REPLACEMENT : c;
}

size_t charset_to_utf8(enum charset charset, const unsigned char *raw,
		       size_t length, unsigned char *out, size_t room,
		       size_t *written)
{
	bool big = charset == CHARSET_UTF16BE || charset == CHARSET_UTF32BE;
	bool wide = charset == CHARSET_UTF32LE || charset == CHARSET_UTF32BE;
	size_t at = 0, to = 0;
	unsigned n, put;
	uint32_t c;

	while (at < length) {
		c = wide ? utf32_next(big, raw + at, length - at, &n)
			 : utf16_next(big, raw + at, length - at, &n);
		if (!n)
			break;
		put = utf8_put(c, out + to, room - to);
		if (!put)
			break;
		at += n;
		to += put;
	}
	*written = to;
	return at;
}

/* A four-byte code, counted from 0x81308130. */
static uint32_t gb_four(const unsigned char *b)
{
	uint32_t index = (b[0] - 0x81u) * 12600 + (b[1] - 0x30u) * 1260 +
			 (b[2] - 0x81u) * 10 + (b[3] - 0x30u);
	/* 0x90308130 is U+10000. */
	uint32_t above = 0x10000 + index - 189000;

	if (index < GB_FOUR_BMP)
		return charset_tables()->gb_four[index];
	return index >= 189000 && above <= 0x10FFFF ? above : REPLACEMENT;
}

static uint32_t wide_next(enum charset charset, const unsigned char *bytes,
			  size_t available, unsigned *length)
{
	unsigned n = charset_wide_length(charset, bytes, available);
	bool big5 = charset == CHARSET_BIG5;
	const uint32_t(*table)[256];

	*length = n ? n : 1;
	if (n == 4)
		return gb_four(bytes);
	if (n != 2) /* CP936 has the euro sign where GB18030 has nothing */
		return bytes[0] == 0x80 && !big5 ? 0x20AC : REPLACEMENT;
	table = big5 ? charset_tables()->big5 : charset_tables()->gb18030;
	return table[bytes[0] - 0x80][bytes[1]] & CHARACTER_VALUE;
}

/* One character of a charset that keeps ASCII as it is. */
static uint32_t narrow_next(enum charset charset, const unsigned char *bytes,
			    size_t available, unsigned *length)
{
	*length = 1;
	if (bytes[0] < 0x80 || charset == CHARSET_LATIN1)
		return bytes[0];
	if (charset == CHARSET_GB18030 || charset == CHARSET_BIG5)
		return wide_next(charset, bytes, available, length);
	return utf8_next(bytes, available, length);
}

size_t charset_decode(enum charset charset, const unsigned char *raw,
		      size_t length, unsigned char *out, size_t room)
{
	size_t at = 0, to = 0;
	unsigned n, put;

	if (charset >= CHARSET_UTF16LE) {
		charset_to_utf8(charset, raw, length, out, room, &to);
		return to;
	}
	while (at < length) {
		uint32_t c = narrow_next(charset, raw + at, length - at, &n);

		put = utf8_put(c, out + to, room - to);
		if (!put)
			break;
		at += n;
		to += put;
	}
	return to;
}
