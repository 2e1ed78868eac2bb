/* Escapes of JSON strings. See json.h. */
#include "scanner/formats/json.h"

#include <string.h>

#include "scanner/base/escape.h"

/* The code of \uXXXX at p, or -1. */
static int32_t unit_at(const unsigned char *p, const unsigned char *end)
{
	int32_t unit = 0;

	if (end - p < 6 || p[0] != '\\' || p[1] != 'u')
		return -1;
	for (unsigned i = 2; i < 6; i++) {
		unsigned digit = hex_digit(p[i]);

		if (digit == 16)
			return -1;
		unit = unit << 4 | (int32_t)digit;
	}
	return unit;
}

static size_t put_utf8(unsigned char *out, uint32_t code)
{
	size_t n = 0;

	if (code < 0x80) {
		out[n++] = (unsigned char)code;
		return n;
	}
	if (code < 0x800) {
		out[n++] = (unsigned char)(0xC0 | code >> 6);
	} else {
		if (code < 0x10000) {
			out[n++] = (unsigned char)(0xE0 | code >> 12);
		} else {
			out[n++] = (unsigned char)(0xF0 | code >> 18);
			out[n++] = (unsigned char)(0x80 | (code >> 12 & 63));
		}
		out[n++] = (unsigned char)(0x80 | (code >> 6 & 63));
	}
	out[n++] = (unsigned char)(0x80 | (code & 63));
	return n;
}

static unsigned char without_utf8(uint32_t code)
{
	if (code >= 0xFF01 && code <= 0xFF5E)
		code -= 0xFEE0;
	return code < 0x80 ? (unsigned char)code : '?';
}

/* \uXXXX, and the second one of a pair of surrogates. Returns the bytes taken,
 * or 0 when there is none. */
static size_t unicode(const unsigned char *p, const unsigned char *end,
		      uint32_t *code)
{
	int32_t unit = unit_at(p, end), low;

	if (unit < 0)
		return 0;
	*code = (uint32_t)unit;
	if (unit < 0xD800 || unit > 0xDFFF)
		return 6;
	low = unit < 0xDC00 ? unit_at(p + 6, end) : -1;
	if (low >= 0xDC00 && low <= 0xDFFF) {
		*code = 0x10000 + ((*code & 0x3FF) << 10 | (low & 0x3FF));
		return 12;
	}
	*code = 0xFFFD;
	return 6;
}

static unsigned char simple(unsigned char c)
{
	switch (c) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'r':
		return '\r';
	case 'b':
		return '\b';
	case 'f':
		return '\f';
	default:
		return c;
	}
}

size_t json_unescape(const unsigned char *text, size_t length, bool utf8,
		     unsigned char *out)
{
	const unsigned char *p = text, *end = text + length;
	size_t n = 0;

	while (p < end) {
		uint32_t code;
		size_t used;

		if (*p != '\\' || p + 1 == end) {
			out[n++] = *p++;
			continue;
		}
		used = unicode(p, end, &code);
		if (!used)
			out[n++] = simple(p[1]);
		else if (utf8)
			n += put_utf8(out + n, code);
		else
			out[n++] = without_utf8(code);
		p += used ? used : 2;
	}
	return n;
}
