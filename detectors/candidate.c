/* Tokens around a seed. See candidate.h. */
#include "detectors/candidate.h"

#include "detectors/ascii.h"

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

		if (!ascii_is(g.as, ASCII_WORD) && g.as != GLYPH_INVISIBLE)
			break;
		at -= g.length;
		if (g.as != GLYPH_INVISIBLE)
			begin = at;
	}
	return begin < floor ? floor : begin;
}

static unsigned char upper(unsigned char c)
{
	return c >= 'a' && c <= 'z' ? c - 0x20 : c;
}

static void token_add(struct token *t, struct glyph g)
{
	if (t->length < TOKEN_TEXT) {
		t->text[t->length] = upper(g.as);
		if (t->digits == t->length && ascii_is(g.as, ASCII_DIGIT))
			t->digits++;
	}
	t->length++;
	t->wide |= g.wide;
}

/* What of the token is plain ASCII, from its beginning on: mostly all. */
static inline uint32_t read_plain(const struct stretch *s, uint32_t at,
				  unsigned classes, struct token *t)
{
	const unsigned char *text = s->text + at;
	uint32_t room = s->high > at ? s->high - at : 0, n = 0, kept;

	if (room > WORD_MAX)
		room = WORD_MAX;
	while (n < room && ascii_is(text[n], classes))
		n++;
	kept = n < TOKEN_TEXT ? n : TOKEN_TEXT;
	for (uint32_t i = 0; i < kept; i++)
		t->text[i] = upper(text[i]);
	while (t->digits < kept && ascii_is(text[t->digits], ASCII_DIGIT))
		t->digits++;
	t->length = (uint16_t)n;
	t->end = at + n;
	return at + n;
}

/* Reads the token at `at`, of characters of these classes; returns where it
 * ends. With underscores it holds invisible marks, too. */
static inline uint32_t token_read(const struct stretch *s, uint32_t at,
				  unsigned classes, struct token *t)
{
	struct glyph g;

	t->begin = t->end = at;
	t->length = 0;
	t->digits = 0;
	t->wide = t->x_added = false;
	t->separator = 0;
	for (at = read_plain(s, at, classes, t);; at += g.length) {
		g = glyph_at(s, at);
		if (ascii_is(g.as, classes)) {
			token_add(t, g);
			t->end = at + g.length;
		} else if (g.as == GLYPH_INVISIBLE &&
			   classes & ASCII_UNDERSCORE) {
			t->wide = true;
		} else {
			break;
		}
		if (t->length > WORD_MAX)
			return t->end;
	}
	if (g.as == GLYPH_X && t->digits == t->length &&
	    t->length < TOKEN_TEXT &&
	    !ascii_is(glyph_at(s, at + g.length).as, classes)) {
		t->text[t->length++] = 'X';
		t->x_added = t->wide = true;
		t->end = at + g.length;
	}
	return t->end;
}

uint32_t token_part(const struct stretch *s, uint32_t at, struct token *part)
{
	return token_read(s, at, ASCII_ALNUM, part);
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
	return ascii_is(g.as, ASCII_WORD) ? at : 0;
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
	return ascii_is(glyph_at(s, end).as, ASCII_WORD) ? end : at;
}

static void read_cluster(const struct stretch *s, uint32_t begin,
			 uint32_t seed, struct cluster *cluster)
{
	uint32_t at = begin;
	unsigned behind = 0;

	cluster->count = 0;
	do {
		struct token *t = &cluster->tokens[cluster->count];

		at = token_read(s, at, ASCII_WORD, t);
		if (!t->length)
			return;
		cluster->count++;
		behind += t->begin > seed;
		at = joined(s, at, &t->separator);
		if (!at)
			t->separator = 0;
	} while (at && behind < TOKENS_ASIDE && cluster->count < TOKENS_MAX);
}

void cluster_from(const struct stretch *s, uint32_t begin,
		  struct cluster *cluster)
{
	read_cluster(s, begin, begin, cluster);
}

void cluster_around(const struct stretch *s, uint32_t seed, uint32_t floor,
		    struct cluster *cluster)
{
	uint32_t begin = word_begin(s, seed, floor);

	for (unsigned i = 0; i < TOKENS_ASIDE; i++) {
		uint32_t left = joined_before(s, begin, floor);

		if (left == begin)
			break;
		begin = left;
	}
	read_cluster(s, begin, seed, cluster);
}
