/* Tokens around a seed. See candidate.h. */
#include "detectors/candidate.h"

static bool is_word(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == '_';
}

static bool is_separator(unsigned char c)
{
	return c == ' ' || c == '-';
}

/* Longest word looked back over: a longer one is no value, wherever it
 * begins. */
#define WORD_MAX 256

/* Where the word that ends at `at` begins; == at when none does. */
static uint32_t word_begin(const struct stretch *s, uint32_t at,
			   uint32_t floor)
{
	uint32_t begin = at, low = at > WORD_MAX ? at - WORD_MAX : 0;

	if (low < floor)
		low = floor;
	while (at > low) {
		struct glyph g = glyph_before(s, at);

		if (!is_word(g.as) && g.as != GLYPH_INVISIBLE)
			break;
		at -= g.length;
		if (g.as != GLYPH_INVISIBLE)
			begin = at;
	}
	return begin < floor ? floor : begin;
}

static void token_add(struct token *t, struct glyph g)
{
	unsigned char c = g.as;

	if (c >= 'a' && c <= 'z')
		c -= 0x20;
	if (t->length < TOKEN_TEXT) {
		t->text[t->length] = c;
		if (t->digits == t->length && c >= '0' && c <= '9')
			t->digits++;
	}
	t->length++;
	t->wide |= g.wide;
}

/* Reads the token at `at`; returns where it ends. */
static uint32_t token_read(const struct stretch *s, uint32_t at,
			   struct token *t)
{
	struct glyph g;

	t->begin = t->end = at;
	t->length = 0;
	t->digits = 0;
	t->wide = t->x_added = false;
	t->separator = 0;
	for (;; at += g.length) {
		g = glyph_at(s, at);
		if (is_word(g.as)) {
			token_add(t, g);
			t->end = at + g.length;
		} else if (g.as == GLYPH_INVISIBLE) {
			t->wide = true;
		} else {
			break;
		}
		if (t->length > WORD_MAX)
			return t->end;
	}
	if (g.as == GLYPH_X && t->digits == t->length &&
	    t->length < TOKEN_TEXT &&
	    !is_word(glyph_at(s, at + g.length).as)) {
		t->text[t->length++] = 'X';
		t->x_added = t->wide = true;
		t->end = at + g.length;
	}
	return t->end;
}

/* Past invisible marks and one separator, when a word follows; else 0. */
static uint32_t joined(const struct stretch *s, uint32_t at,
		       unsigned char *separator)
{
	struct glyph g = glyph_at(s, at);

	for (; g.as == GLYPH_INVISIBLE; g = glyph_at(s, at))
		at += g.length;
	if (!is_separator(g.as))
		return 0;
	*separator = g.as;
	at += g.length;
	for (g = glyph_at(s, at); g.as == GLYPH_INVISIBLE;
	     g = glyph_at(s, at))
		at += g.length;
	return is_word(g.as) ? at : 0;
}

/* The same towards the left: where the word before begins, else `at`. */
static uint32_t joined_before(const struct stretch *s, uint32_t at,
			      uint32_t floor)
{
	uint32_t end = at;
	struct glyph g = glyph_before(s, end);

	for (; g.as == GLYPH_INVISIBLE; g = glyph_before(s, end))
		end -= g.length;
	if (!is_separator(g.as))
		return at;
	end -= g.length;
	if (end <= floor)
		return at;
	end = word_begin(s, end, floor);
	return is_word(glyph_at(s, end).as) ? end : at;
}

void cluster_from(const struct stretch *s, uint32_t begin,
		  struct cluster *cluster)
{
	uint32_t at = begin;

	cluster->count = 0;
	do {
		struct token *t = &cluster->tokens[cluster->count];

		at = token_read(s, at, t);
		if (!t->length)
			return;
		cluster->count++;
		at = joined(s, at, &t->separator);
		if (!at)
			t->separator = 0;
	} while (at && cluster->count < TOKENS_MAX);
}

void cluster_around(const struct stretch *s, uint32_t seed, uint32_t floor,
		    struct cluster *cluster)
{
	uint32_t begin = word_begin(s, seed, floor);

	for (unsigned i = 0; i < TOKENS_LEFT; i++) {
		uint32_t left = joined_before(s, begin, floor);

		if (left == begin)
			break;
		begin = left;
	}
	cluster_from(s, begin, cluster);
}
