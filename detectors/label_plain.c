/* Text as labels are compared. See label_plain.h. */
#include "detectors/label_plain.h"

#include <string.h>

static size_t utf8_length(unsigned char first)
{
	if (first < 0xC2 || first > 0xF4)
		return 1;
	return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

struct plain_character plain_next(const unsigned char *text, size_t length)
{
	size_t n = utf8_length(text[0]);
	uint32_t code = n == 1 ? text[0] : text[0] & (0xFFU >> (n + 1));

	if (n > length)
		return (struct plain_character){ text[0], 1 };
	for (size_t i = 1; i < n; i++) {
		if ((text[i] & 0xC0) != 0x80)
			return (struct plain_character){ text[0], 1 };
		code = code << 6 | (text[i] & 0x3F);
	}
	if (code >= 0xFF01 && code <= 0xFF5E)
		code -= 0xFEE0;
	else if (code == 0x3000 || code == 0xA0)
		code = ' ';
	return (struct plain_character){ code, n };
}

static bool is_lower(uint32_t c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_upper(uint32_t c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

static void put(struct plain *p, unsigned char c, unsigned edge)
{
	p->text[p->length] = c;
	p->edge[p->length++] = (uint8_t)edge;
}

void plain_add(struct plain *p, const unsigned char *text, size_t length)
{
	uint32_t before = ' ';

	for (size_t i = 0; i < length && p->length + 4 <= PLAIN_MAX;) {
		struct plain_character c = plain_next(text + i, length - i);
		bool letter = is_lower(c.code) || is_upper(c.code);
		bool humped = is_upper(c.code) && !is_upper(before);

		if (p->length && !letter)
			p->edge[p->length - 1] |= PLAIN_ENDS;
		if (letter || is_digit(c.code)) {
			bool inside = is_lower(before) || is_upper(before) ||
				      is_digit(before);

			put(p, (unsigned char)(c.code | 0x20),
			    humped || !inside ? PLAIN_BEGINS : 0);
		} else if (c.code < 0x80) {
			if (!strchr(" _.-", (int)c.code) || !c.code)
				put(p, (unsigned char)c.code, 0);
		} else {
			for (size_t k = 0; k < c.length; k++)
				put(p, text[i + k], 0);
		}
		before = c.code;
		i += c.length;
	}
	if (p->length)
		p->edge[p->length - 1] |= PLAIN_ENDS;
}
