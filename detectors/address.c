/* E-mail addresses in running text. See address.h. */
#include "detectors/address.h"

#include <string.h>

#include "detectors/ascii.h"

#define LOCAL_MAX 64	/* RFC 5321, 4.5.3.1.1 */
#define DOMAIN_MAX 190	/* with the local part within VALUE_MAX */

/* O'Brien's apostrophe, but not the quote of N'x@y.z' or 'x@y.z'. */
static bool is_apostrophe(const struct stretch *s, uint32_t at)
{
	struct glyph before = glyph_before(s, at);

	return ascii_is(before.as, ASCII_ALNUM) && before.as != 'N' &&
	       before.as != 'n';
}

/* Fills the local part from the end of the room backwards. */
static unsigned read_local(const struct stretch *s, uint32_t at,
			   uint32_t floor, struct address *a,
			   unsigned char *room)
{
	unsigned length = 0;

	a->begin = at;
	while (length < LOCAL_MAX && a->begin > floor) {
		struct glyph g = glyph_before(s, a->begin);

		if (!ascii_is(g.as, ASCII_LOCAL) &&
		    !(g.as == '\'' && length &&
		      is_apostrophe(s, a->begin - g.length)))
			break;
		a->begin -= g.length;
		a->wide |= g.wide;
		room[LOCAL_MAX - ++length] = g.as;
	}
	/* Punctuation before an address is not a part of it. */
	while (length && !ascii_is(room[LOCAL_MAX - length],
				   ASCII_ALNUM | ASCII_UNDERSCORE)) {
		a->begin += glyph_at(s, a->begin).length;
		length--;
	}
	return length;
}

static unsigned read_domain(const struct stretch *s, uint32_t at,
			    struct address *a, unsigned char *room)
{
	unsigned length = 0, kept = 0;

	a->end = at;
	while (length < DOMAIN_MAX) {
		struct glyph g = glyph_at(s, at);

		if (!ascii_is(g.as, ASCII_DOMAIN))
			break;
		at += g.length;
		a->wide |= g.wide;
		room[length++] = g.as;
		/* no dot or hyphen at the end */
		if (ascii_is(g.as, ASCII_ALNUM)) {
			kept = length;
			a->end = at;
		}
	}
	return kept;
}

/* ASCII on both sides, as nearly always: copied in one piece. Returns false
 * when another character or an apostrophe may belong to it. */
static bool read_plain(const struct stretch *s, uint32_t at, uint32_t floor,
		       struct address *a)
{
	const unsigned char *text = s->text;
	uint32_t low = at - floor > LOCAL_MAX ? at - LOCAL_MAX : floor;
	uint32_t high = s->high - at - 1 > DOMAIN_MAX ? at + 1 + DOMAIN_MAX
						      : s->high;
	uint32_t begin = at, end = at + 1;

	while (begin > low && ascii_is(text[begin - 1], ASCII_LOCAL))
		begin--;
	while (end < high && ascii_is(text[end], ASCII_DOMAIN))
		end++;
	if ((begin > low && (text[begin - 1] >= 0x80 ||
			     text[begin - 1] == '\'')) ||
	    (end < high && text[end] >= 0x80))
		return false;
	while (begin < at &&
	       !ascii_is(text[begin], ASCII_ALNUM | ASCII_UNDERSCORE))
		begin++;
	while (end > at + 1 && !ascii_is(text[end - 1], ASCII_ALNUM))
		end--;
	a->begin = begin;
	a->end = end;
	a->length = (uint16_t)(end - begin);
	memcpy(a->text, text + begin, end - begin);
	return true;
}

bool address_whole(const unsigned char *text, uint32_t length)
{
	uint64_t others;

	if (!length || !ascii_is(*text, ASCII_ALNUM | ASCII_UNDERSCORE) ||
	    !ascii_is(text[length - 1], ASCII_ALNUM))
		return false;
	for (others = ascii_others(text, length); others;
	     others &= others - 1) { /* of LOCAL_MAX characters */
		uint32_t at = (uint32_t)__builtin_ctzll(others);

		if (at < length && text[at] == '@')
			return length - at <= DOMAIN_MAX;
		if (at == length || !ascii_is(text[at], ASCII_LOCAL))
			return false;
	}
	return false;
}

/* The same, character by character. */
static bool read_wide(const struct stretch *s, uint32_t at, uint32_t floor,
		      struct address *a)
{
	unsigned char local[LOCAL_MAX];
	struct glyph sign = glyph_at(s, at);
	unsigned before, behind;

	a->wide = sign.wide;
	before = read_local(s, at, floor, a, local);
	memcpy(a->text, local + LOCAL_MAX - before, before);
	a->text[before] = '@';
	behind = read_domain(s, at + sign.length, a, a->text + before + 1);
	a->length = (uint16_t)(before + 1 + behind);
	return before && behind;
}

/* user:password@host in a URL: before its path and its query. */
static bool in_url(const struct stretch *s, uint32_t begin)
{
	uint32_t low = begin - s->low > 96 ? begin - 96 : s->low;

	for (uint32_t i = begin; i > low; i--) {
		unsigned char c = s->text[i - 1];

		if (c <= ' ' || c >= 0x80)
			return false;
		if (c == '/' && i >= 3 && i - 3 >= low &&
		    !memcmp(s->text + i - 3, "://", 3))
			return true;
		if (c == '/' || c == '?' || c == '#')
			return false;
	}
	return false;
}

/* Whether a local part may end before an ASCII @ and a domain begin behind
 * it: most in source text (decorators, tags) are told by their neighbours. */
static bool between_parts(const struct stretch *s, uint32_t at, uint32_t floor)
{
	return at > floor && at + 1 < s->high &&
	       (s->text[at - 1] >= 0x80 ||
		ascii_is(s->text[at - 1], ASCII_LOCAL)) &&
	       (s->text[at + 1] >= 0x80 ||
		ascii_is(s->text[at + 1], ASCII_DOMAIN));
}

bool address_around(const struct stretch *s, uint32_t at, uint32_t floor,
		    struct address *a)
{
	struct glyph next;

	if (s->text[at] == '@' && !between_parts(s, at, floor))
		return false;
	a->wide = false;
	if (s->text[at] != '@' || !read_plain(s, at, floor, a)) {
		if (!read_wide(s, at, floor, a))
			return false;
	} else if (a->begin == at || a->end == at + 1) {
		return false;
	}
	memset(a->text + a->length, 0, 16);
	next = glyph_at(s, a->end);
	if (next.as == '@' || next.as == '_')
		return false;
	if (next.as == ':') {
		next = glyph_at(s, a->end + next.length);
		if (ascii_is(next.as, ASCII_ALNUM) || next.as == '/' ||
		    next.as == '~')
			return false;
	}
	return !in_url(s, a->begin);
}
