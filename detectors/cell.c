/* Cells as a whole. See cell.h. */
#include "detectors/cell.h"

#include <string.h>

#include "detectors/claim.h"

/* A longer cell is cut off: it is none of ours, but counts in its column. */
#define CELL_TEXT (VALUE_MAX - 1)

static bool is_blank(uint32_t c)
{
	return c <= ' ' || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) ||
	       c == 0x202F || (c >= 0x2060 && c <= 0x2064) || c == 0x3000 ||
	       c == 0xFEFF;
}

static bool is_dot(uint32_t c)
{
	return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x2219 ||
	       c == 0x22C5 || c == 0x25CF || c == 0x30FB || c == 0xFF0E ||
	       c == 0xFF65;
}

/* What a character stands for in a value; 0: dropped. */
static uint32_t plain(uint32_t c, bool wide)
{
	if (is_blank(c))
		return wide ? 0 : ' ';
	if (wide && is_dot(c))
		return 0xB7;
	if (c >= 0xFF01 && c <= 0xFF5E)
		return c - 0xFEE0;
	return c;
}

static bool is_guard(unsigned char c)
{
	return c == '\'' || c == '"' || c == '=' || c <= ' ';
}

/* Writes the value of a cell in UTF-8; returns its bytes. */
static uint16_t normalise(const unsigned char *text, size_t length,
			  unsigned char *out)
{
	uint16_t n = 0;
	bool wide;

	for (; length && is_guard(*text); length--)
		text++;
	while (length && is_guard(text[length - 1]))
		length--;
	wide = length && *text >= 0x80;
	for (size_t at = 0; at < length && n + 4 <= CELL_TEXT;) {
		unsigned used;
		uint32_t c = utf8_next(text + at, length - at, &used);

		at += used;
		c = plain(c, wide);
		if (c)
			n += (uint16_t)utf8_put(c, out + n, 4);
	}
	while (n && out[n - 1] == ' ')
		n--;
	return n;
}

size_t cell_judge(struct judge *j, const struct stretch *s, struct match *out)
{
	unsigned char decoded[2 * VALUE_MAX], text[VALUE_MAX + 16];
	const unsigned char *raw = s->raw + s->low;
	size_t length = s->high - s->low;
	struct candidate c = { .text = text, .form = FORM_CELL };
	struct claim claim;

	if (s->charset != CHARSET_UTF8 && s->charset != CHARSET_ASCII) {
		if (length > sizeof(decoded))
			length = sizeof(decoded);
		length = charset_decode(s->charset, raw, length, decoded,
					sizeof(decoded));
		raw = decoded;
	}
	c.length = normalise(raw, length, text);
	if (!c.length)
		return 0;
	memset(text + c.length, 0, 16);
	claim_ask(j, &c, j->cell_kinds, &claim);
	if (claim.detector < 0)
		return 0;
	claim_write(j, &claim, &c, s->low, false, out);
	return 1;
}

size_t cell_characters(const struct candidate *c, uint32_t *out, size_t room)
{
	size_t n = 0;
	unsigned used;

	for (size_t at = 0; at < c->length && n < room; at += used)
		out[n++] = utf8_next(c->text + at, c->length - at, &used);
	return n;
}
