/* Values in lists. See list.h. */
#include "detectors/list.h"

#include <string.h>

#include "detectors/ascii.h"
#include "detectors/context.h"

#define REACH 256  /* bytes of a list on either side of a seed */
#define SHORTEST 11 /* value of a list, a phone */
#define STRONG 50  /* what phones have, and cards of a known issuer */
#define ENDING 4   /* digits that tell the ends of a range apart */
#define ORDINAL 2  /* digits of the longest number of a page */

struct list {
	unsigned values;
	bool sure;	/* one of them can be nothing else */
	bool numbered;	/* there are pages */
	struct joined last;
};

static bool joins(struct glyph g)
{
	return g.as == '_' || g.as == '-' || g.as == '#' ||
	       g.as == GLYPH_INVISIBLE;
}

static bool goes_on(struct glyph g)
{
	return joins(g) || ascii_is(g.as, ASCII_ALNUM) || g.as == GLYPH_X;
}

/* From where to where it may be one. False: it is too long, or itself a part
 * of something. */
static bool reaches(const struct stretch *s, uint32_t seed, uint32_t *begin,
		    uint32_t *end)
{
	struct glyph g;

	for (*begin = seed; g = glyph_before(s, *begin), goes_on(g);
	     *begin -= g.length)
		if (seed - *begin > REACH)
			return false;
	for (*end = seed; g = glyph_at(s, *end), goes_on(g);
	     *end += g.length)
		if (*end - seed > REACH)
			return false;
	return g.as != '@' && !context_guarded(s, *begin, *end);
}

static bool is_word(const struct token *t)
{
	if (t->length > TOKEN_TEXT)
		return false;
	for (unsigned i = 0; i < t->length; i++)
		if (!ascii_is(t->text[i], ASCII_LETTER))
			return false;
	return true;
}

/* 13912340000-13912349999 */
static bool is_range(const struct joined *first, const struct joined *last)
{
	uint16_t length = first->candidate.length;

	return length > ENDING && length == last->candidate.length &&
	       !memcmp(first->text, last->text, length - ENDING);
}

/* False when no list has such a part; *claim is that of a value. */
static bool add_part(struct judge *j, const struct stretch *s,
		     const struct token *part, struct list *list,
		     struct claim *claim)
{
	struct joined one;

	if (is_word(part))
		return true;
	if (part->length <= ORDINAL && part->digits == part->length) {
		list->numbered = true;
		return true;
	}
	*claim = claim_single(j, s, part, FORM_PREFIXED, &one);
	if (claim->answer != ANSWER_HIT || claim->evidence.strength < STRONG)
		return false;
	if (claim->evidence.strength >= STRENGTH_MAX)
		list->sure = true;
	else if (list->values && is_range(&list->last, &one))
		return false;
	list->values++;
	list->last = one;
	return true;
}

/* The value around the seed, if it is joined to anything: most are not, or no
 * values. */
static bool own_part(struct judge *j, const struct stretch *s, uint32_t seed,
		     struct list *own, struct claim *claim)
{
	uint32_t begin = seed, end;
	struct token part;
	struct glyph g;

	while (g = glyph_before(s, begin), ascii_is(g.as, ASCII_ALNUM)) {
		if (seed - begin > REACH)
			return false;
		begin -= g.length;
	}
	end = token_part(s, begin, &part);
	return part.length >= SHORTEST &&
	       (joins(g) || joins(glyph_at(s, end))) &&
	       add_part(j, s, &part, own, claim) && own->values;
}

bool list_claim(struct judge *j, const struct stretch *s, uint32_t seed,
		struct joined *out, struct claim *claim)
{
	struct list own = { .values = 0 }, list = own;
	uint32_t at, end;

	if (!own_part(j, s, seed, &own, claim) || !reaches(s, seed, &at, &end))
		return false;
	while (at < end) {
		struct glyph g = glyph_at(s, at);
		struct token part;
		struct claim other;

		if (joins(g)) {
			at += g.length;
			continue;
		}
		at = token_part(s, at, &part);
		if (!part.length || !add_part(j, s, &part, &list, &other))
			return false;
	}
	*out = own.last;
	out->candidate.text = out->text;
	return list.sure || (list.values > 1 && !list.numbered);
}
