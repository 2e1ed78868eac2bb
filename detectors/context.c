/* Context of a candidate in running text. See context.h. */
#include "detectors/context.h"

#include <string.h>

#include "detectors/ascii.h"
#include "detectors/labels.h"

static unsigned char ascii_before(const struct stretch *s, uint32_t at)
{
	return glyph_before(s, at).as;
}

static bool guarded_before(const struct stretch *s, uint32_t begin)
{
	struct glyph g = glyph_before(s, begin);

	switch (g.as) {
	case '.':
		return ascii_is(ascii_before(s, begin - g.length), ASCII_DIGIT);
	case '#':
	case '%':
		return true;
	default:
		return false;
	}
}

static bool guarded_behind(const struct stretch *s, uint32_t end)
{
	struct glyph g = glyph_at(s, end), next;

	if (g.as != '.')
		return false;
	next = glyph_at(s, end + g.length);
	if (!ascii_is(next.as, ASCII_DIGIT))
		return false;
	/* 13800138000.0 is a number that went through floating point. */
	return next.as != '0' ||
	       ascii_is(glyph_at(s, end + g.length + next.length).as,
			ASCII_WORD);
}

bool context_guarded(const struct stretch *s, uint32_t begin, uint32_t end)
{
	return guarded_before(s, begin) || guarded_behind(s, end);
}

/* The key in `"sfzh": "`, `sfzh=`, `<sfzh>` that ends before `at`. */
static int key_label(const struct stretch *s, uint32_t at)
{
	char name[64];
	uint32_t end, begin;
	bool pair = false;

	while (at > s->low && strchr("\"' =:>", s->text[at - 1]) &&
	       s->text[at - 1]) {
		pair |= s->text[at - 1] == '=' || s->text[at - 1] == ':' ||
			s->text[at - 1] == '>';
		at--;
	}
	end = begin = at;
	while (begin > s->low && ascii_is(s->text[begin - 1], ASCII_WORD))
		begin--;
	if (!pair || end == begin || end - begin >= sizeof(name))
		return -1;
	memcpy(name, s->text + begin, end - begin);
	name[end - begin] = 0;
	return label_field(name, NULL).token;
}

/* A character of UTF-8 has at most four bytes. */
#define WINDOW (LABEL_WINDOW * 4)

int context_label(const struct stretch *s, uint32_t begin, uint32_t end)
{
	unsigned char decoded[WINDOW * 2];
	uint32_t low = begin - s->low > WINDOW ? begin - WINDOW : s->low;
	uint32_t high = s->high - end > WINDOW ? end + WINDOW : s->high;
	size_t length;
	int token;

	if (s->charset == CHARSET_ASCII || s->charset == CHARSET_UTF8) {
		token = label_before(s->text + low, begin - low);
		if (token < 0)
			token = key_label(s, begin);
		if (token < 0)
			token = label_behind(s->text + end, high - end);
		return token;
	}
	/* Begin at a character: behind the last ASCII byte there is. */
	for (uint32_t i = low; low > s->low && i < begin; i++) {
		if (s->text[i] < 0x80) {
			low = i;
			break;
		}
	}
	length = charset_decode(s->charset, s->raw + low, begin - low,
				decoded, sizeof(decoded));
	token = label_before(decoded, length);
	if (token < 0)
		token = key_label(s, begin);
	if (token >= 0)
		return token;
	length = charset_decode(s->charset, s->raw + end, high - end, decoded,
				sizeof(decoded));
	return label_behind(decoded, length);
}
