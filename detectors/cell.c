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

/* A cell's text and characters, as a candidate has them. */
struct reading {
	unsigned char text[VALUE_MAX + 16];
	uint32_t characters[VALUE_MAX];
	uint16_t length, count;
};

static bool is_han(const unsigned char *text, size_t length)
{
	return length >= 3 && text[0] >= 0xE4 && text[0] <= 0xE9 &&
	       (text[1] & 0xC0) == 0x80 && (text[2] & 0xC0) == 0x80;
}

/* Reads a character; sets *used to its bytes. Han characters, of which most
 * texts are made, take the short way. */
static inline uint32_t next(const unsigned char *text, size_t length,
			    bool wide, unsigned *used)
{
	if (is_han(text, length)) {
		*used = 3;
		return (text[0] & 0xFU) << 12 | (text[1] & 0x3FU) << 6 |
		       (text[2] & 0x3FU);
	}
	*used = 1;
	return text[0] > ' ' && text[0] < 0x7F
		       ? text[0] : plain(utf8_next(text, length, used), wide);
}

/* A byte behind the text is readable. */
static void normalise(const unsigned char *text, size_t length,
		      struct reading *r)
{
	uint16_t n = 0, count = 0;
	unsigned used;
	bool wide;

	for (; length && is_guard(*text); length--)
		text++;
	while (length && is_guard(text[length - 1]))
		length--;
	wide = length && *text >= 0x80;
	for (; length && n + 4 <= CELL_TEXT; text += used, length -= used) {
		uint32_t c = next(text, length, wide, &used);

		if (!c)
			continue;
		r->characters[count++] = c;
		if (used == 3 && c >= 0x800) {
			memcpy(r->text + n, text, 4); /* one move */
			n += 3;
		} else {
			n += (uint16_t)utf8_put(c, r->text + n, 4);
		}
	}
	for (; count && r->characters[count - 1] == ' '; count--)
		n--;
	memset(r->text + n, 0, 16);
	r->characters[count] = 0;
	r->length = n;
	r->count = count;
}

size_t cell_judge(struct judge *j, const struct stretch *s, struct match *out)
{
	unsigned char decoded[2 * VALUE_MAX + 1];
	const unsigned char *raw = s->raw + s->low;
	size_t length = s->high - s->low;
	struct candidate c = { .form = FORM_CELL };
	struct reading reading;
	struct claim claim;

	if (s->charset != CHARSET_UTF8 && s->charset != CHARSET_ASCII) {
		if (length > 2 * VALUE_MAX)
			length = 2 * VALUE_MAX;
		length = charset_decode(s->charset, raw, length, decoded,
					2 * VALUE_MAX);
		raw = decoded;
	}
	normalise(raw, length, &reading);
	if (!reading.count)
		return 0;
	c.text = reading.text;
	c.length = reading.length;
	c.characters = reading.characters;
	c.count = reading.count;
	claim_ask(j, &c, j->cell_kinds, &claim);
	if (claim.detector < 0)
		return 0;
	claim_write(j, &claim, &c, s->low, false, out);
	return 1;
}

size_t cell_characters(struct secret value, uint32_t *out, size_t room)
{
	size_t n = 0;
	unsigned used;

	for (size_t at = 0; at < value.length && n < room; at += used)
		out[n++] = utf8_next(value.bytes + at, value.length - at,
				     &used);
	return n;
}
