/* Values in lists. See list.h. */
#include "detectors/list.h"

#include <string.h>

#include "detectors/ascii.h"
#include "detectors/context.h"

#define REACH 256  /* bytes of a list on either side of a seed */
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

static bool goes_on(struct glyph g, unsigned *joints)
{
	*joints += joins(g);
	return joins(g) || ascii_is(g.as, ASCII_ALNUM) || g.as == GLYPH_X;
}

/* From where to where it may be one. False: nothing is joined, it is too long,
 * or itself a part of something. */
static bool reaches(const struct stretch *s, uint32_t seed, uint32_t *begin,
		    uint32_t *end)
{
	unsigned joints = 0;
	struct glyph g;

	for (*begin = seed; g = glyph_before(s, *begin), goes_on(g, &joints);
	     *begin -= g.length)
		if (seed - *begin > REACH)
			return false;
	for (*end = seed; g = glyph_at(s, *end), goes_on(g, &joints);
	     *end += g.length)
		if (*end - seed > REACH)
			return false;
	return joints && g.as != '@' && !context_guarded(s, *begin, *end);
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

/* False when no list has such a part; else *claim says whose it is. */
static bool add_part(struct judge *j, const struct stretch *s,
		     const struct token *part, struct list *list,
		     struct claim *claim)
{
	struct joined one;

	claim->detector = -1;
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

bool list_claim(struct judge *j, const struct stretch *s, uint32_t seed,
		struct joined *out, struct claim *claim)
{
	struct list list = { .values = 0 };
	uint32_t at, end;

	claim->detector = -1;
	if (!reaches(s, seed, &at, &end))
		return false;
	while (at < end) {
		struct glyph g = glyph_at(s, at);
		struct token part;
		struct claim own;

		if (joins(g)) {
			at += g.length;
			continue;
		}
		at = token_part(s, at, &part);
		if (!part.length || !add_part(j, s, &part, &list, &own))
			return false;
		if (own.detector >= 0 && part.begin <= seed && seed <= at) {
			*claim = own;
			*out = list.last;
			out->candidate.text = out->text;
		}
	}
	return claim->detector >= 0 &&
	       (list.sure || (list.values > 1 && !list.numbered));
}
