/*
 * UTF-8 as the Unicode Standard 15, table 3-7 has it: no overlong forms, no
 * surrogates, nothing above U+10FFFF.
 */
#include "scanner/base/charset.h"

#define REPLACEMENT 0xFFFD

static bool trail(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* The second byte's range depends on the first: that is where overlong
 * forms, surrogates and too large values are told. */
static bool second_fits(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xE0:
		return second >= 0xA0 && second <= 0xBF;
	case 0xED:
		return second >= 0x80 && second <= 0x9F;
	case 0xF0:
		return second >= 0x90 && second <= 0xBF;
	case 0xF4:
		return second >= 0x80 && second <= 0x8F;
	default:
		return trail(second);
	}
}

uint32_t utf8_next(const unsigned char *bytes, size_t available,
		   unsigned *length)
{
	unsigned char first = bytes[0];
	uint32_t value;
	unsigned n;

	*length = 1;
	if (first < 0x80)
		return first;
	if (first < 0xC2 || first > 0xF4)
		return REPLACEMENT;
	n = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
	if (available < n || !second_fits(first, bytes[1]))
		return REPLACEMENT;
	value = first & (0x7F >> n);
	value = value << 6 | (bytes[1] & 0x3F);
	for (unsigned i = 2; i < n; i++) {
		if (!trail(bytes[i]))
			return REPLACEMENT;
		value = value << 6 | (bytes[i] & 0x3F);
	}
	*length = n;
	return value;
}

bool utf8_valid(const unsigned char *bytes, size_t length)
{
	size_t at = 0;
	unsigned n;

	while ((at += charset_ascii_prefix(bytes + at, length - at)) < length) {
		utf8_next(bytes + at, length - at, &n);
		if (n == 1)
			return false;
		at += n;
	}
	return true;
}
