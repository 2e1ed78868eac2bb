/* The judge: arbitration between kinds. See judge.h, and the order of
 * precedence in detectors.c. */
#include "detectors/judge.h"

#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "detectors/address.h"
#include "detectors/ascii.h"
#include "detectors/claim.h"
#include "detectors/context.h"
#include "detectors/labels.h"
#include "scanner/base/number.h"

/* The nearest label decides for a value in prose. */
static void weigh_label(const struct stretch *s, uint32_t begin,
			uint32_t end, struct match *match)
{
	int token;

	if (begin == s->low && end == s->high)
		return;
	token = context_label(s, begin, end);
	if (token < 0)
		return;
	match->label_token = (uint16_t)token;
	if (label_means(token, match->detector))
		match->label = LABEL_NEAR;
	else if (label_denies(token, match->detector))
		match->label = LABEL_COUNTER;
}

/* How many of the first 32 bytes are digits, counted from the front. All 32
 * are readable (chunks are padded). */
static unsigned leading_digits(const unsigned char *p)
{
#if defined(__SSE2__)
	const __m128i zero = _mm_set1_epi8((char)(0x80 - '0'));
	const __m128i ten = _mm_set1_epi8((char)(0x80 + 10));
	__m128i a = _mm_loadu_si128((const __m128i *)p);
	__m128i b = _mm_loadu_si128((const __m128i *)p + 1);
	unsigned low = (unsigned)_mm_movemask_epi8(
		_mm_cmplt_epi8(_mm_add_epi8(a, zero), ten));
	unsigned high = (unsigned)_mm_movemask_epi8(
		_mm_cmplt_epi8(_mm_add_epi8(b, zero), ten));
	unsigned other = ~(low | high << 16);

	return other ? (unsigned)__builtin_ctz(other) : 32;
#else
	unsigned n = 0;

	while (n < 32 && p[n] >= '0' && p[n] <= '9')
		n++;
	return n;
#endif
}

/* A cell that is nothing but digits, or 17 digits and an X: the value stays
 * where it is in the text. False when it is another one; else all that can be
 * in it is found. */
static bool judge_plain(struct judge *j, const unsigned char *text,
			uint32_t offset, uint32_t length, struct match *out,
			size_t *found)
{
	unsigned digits = leading_digits(text + offset);
	struct candidate c = { .text = text + offset,
			       .length = (uint16_t)length,
			       .digits = (uint16_t)length,
			       .group_count = 1,
			       .groups = { (uint8_t)length },
			       .form = FORM_CELL };
	struct claim claim;

	*found = 0;
	if (digits < length) {
		if (length != 18 || digits != 17 || text[offset + 17] != 'X')
			return false;
		c.digits = 17;
	}
	if (length > TOKEN_TEXT || !j->digit_kinds[length])
		return true;
	claim_ask(j, &c, claim_kinds(j, &c), &claim);
	if (claim.detector < 0)
		return true;
	claim_write(j, &claim, &c, offset, true, out);
	*found = 1;
	return true;
}

bool judge_plain_address(struct judge *j, const unsigned char *text,
			 uint32_t offset, uint32_t length, struct match *out)
{
	const struct detector *d = detectors[__builtin_ctzll(j->address_kinds)];
	struct candidate c = { .text = text + offset,
			       .length = (uint16_t)length };
	struct claim claim;

	evidence_clear(&claim.evidence);
	if (d->plain_address &&
	    d->plain_address(c.text, length, &claim.evidence)) {
		claim.detector = __builtin_ctzll(j->address_kinds);
		claim.answer = ANSWER_HIT;
	} else {
		if (!address_whole(c.text, length))
			return false;
		claim_ask(j, &c, j->address_kinds, &claim);
	}
	if (claim.answer == ANSWER_HIT)
		claim_write(j, &claim, &c, offset, true, out);
	return claim.answer == ANSWER_HIT;
}

static bool is_guard(unsigned char c)
{
	return c == '\'' || c == '"' || c == '=' || c == '\t' || c == ' ' ||
	       c == '+';
}

/* Without what spreadsheets and people put around a value. */
static struct stretch trimmed(const struct stretch *s)
{
	struct stretch t = *s;

	while (t.low < t.high && is_guard(t.text[t.low]))
		t.low++;
	while (t.high > t.low && is_guard(t.text[t.high - 1]))
		t.high--;
	return t;
}

/* Longest cell that is tried as one value: 19 characters of four bytes, with
 * as many marks between. */
#define CELL_MAX 160

/* Most cells are no values: told by their first character. */
static bool may_be_value(const struct stretch *s, uint32_t begin)
{
	unsigned char first = glyph_at(s, begin).as;

	return s->high - s->low <= CELL_MAX &&
	       ((first >= '0' && first <= '9') ||
		(first >= 'A' && first <= 'Z' && s->high - begin >= 11 &&
		 s->high - begin <= TOKEN_TEXT) ||
		(first >= 'a' && first <= 'z' && s->high - begin == 18));
}

/* A cell that is a number like 1.10101199003E+17. */
static bool judge_number(struct judge *j, const struct stretch *s,
			 struct match *out)
{
	char digits[NUMBER_DIGITS + 16] = { 0 }; /* readable behind it */
	size_t n = number_digits(s->text + s->low, s->high - s->low, digits);
	struct candidate c = { .text = (unsigned char *)digits,
			       .length = (uint16_t)n,
			       .digits = (uint16_t)n,
			       .group_count = 1,
			       .groups = { (uint8_t)n },
			       .form = FORM_CELL };
	struct claim claim;

	if (!n || n > TOKEN_TEXT || !j->digit_kinds[n])
		return false;
	claim_ask(j, &c, claim_kinds(j, &c), &claim);
	if (claim.detector < 0)
		return false;
	claim_write(j, &claim, &c, s->low, false, out);
	return true;
}

size_t judge_cell(struct judge *j, const struct stretch *cell,
		  struct match *out, bool *settled)
{
	struct stretch s = trimmed(cell);
	struct cluster cluster;
	struct joined joined;
	struct claim claim;
	uint32_t begin = s.low, end;
	size_t found;

	*settled = judge_plain(j, s.text, s.low, s.high - s.low, out, &found);
	if (*settled)
		return found;
	*settled = judge_number(j, &s, out);
	if (*settled)
		return 1;
	while (glyph_at(&s, begin).as == GLYPH_INVISIBLE ||
	       glyph_at(&s, begin).as == ' ')
		begin += glyph_at(&s, begin).length;
	if (!may_be_value(&s, begin))
		return 0;
	cluster_from(&s, begin, &cluster);
	if (!cluster.count || cluster.count > 8)
		return 0;
	claim = cluster.count == 1
			? claim_single(j, &s, &cluster.tokens[0], FORM_CELL,
				     &joined)
			: claim_groups(j, cluster.tokens, cluster.count, true,
				     FORM_CELL, &joined);
	if (claim.detector < 0)
		return 0;
	end = joined.end;
	while (glyph_at(&s, end).as == GLYPH_INVISIBLE ||
	       glyph_at(&s, end).as == ' ')
		end += glyph_at(&s, end).length;
	if (end != s.high)
		return 0;
	claim_write(j, &claim, &joined.candidate, joined.begin, false, out);
	*settled = true;
	return 1;
}

static bool has_digit(const struct token *t)
{
	for (unsigned i = 0; i < t->length && i < TOKEN_TEXT; i++)
		if (t->text[i] >= '0' && t->text[i] <= '9')
			return true;
	return false;
}

/* A hyphen before the candidate, and a digit in the word before that. */
static bool tied_before(const struct stretch *s, uint32_t begin, bool code)
{
	struct glyph g = glyph_before(s, begin);

	if (g.as != '-')
		return false;
	for (unsigned i = 0; i < TOKEN_TEXT; i++) {
		begin -= g.length;
		g = glyph_before(s, begin);
		if (g.as >= '0' && g.as <= '9')
			return true;
		if (!((g.as | 0x20) >= 'a' && (g.as | 0x20) <= 'z'))
			return code && i;
	}
	return true;
}

/* True when a hyphen ties the candidate to a neighbour that makes both a
 * part of something longer: a UUID, a composite number. */
static bool tied(const struct stretch *s, const struct cluster *cluster,
		 unsigned first, const struct joined *one)
{
	unsigned last = first + one->count - 1;
	const struct token *after;
	bool code = one->candidate.digits + 1 < one->candidate.length;

	if (tied_before(s, one->begin, code))
		return true;
	if (last + 1 >= cluster->count ||
	    cluster->tokens[last].separator != '-')
		return false;
	after = &cluster->tokens[last + 1];
	/* 13800138000-1234: the extension of a privacy number. */
	if (one->candidate.length == 11 && after->digits == after->length &&
	    after->length <= 4 && after->separator != '-')
		return false;
	return code || has_digit(after);
}

/* Digits before the token that are no group with others before them, as those
 * of 1995-2021 are. */
static bool digits_before(const struct cluster *cluster, unsigned first)
{
	const struct token *t = &cluster->tokens[first];

	if (!first || !t[-1].digits)
		return false;
	return first == 1 || t[-1].digits < 3 || t[-2].digits < 3 ||
	       t[-2].digits < t[-2].length;
}

/* Other digits beside a grouped value: less sure where it begins. */
static bool is_loose(const struct cluster *cluster, unsigned first,
		     const struct joined *one)
{
	unsigned next = first + one->count;

	return one->count > 1 &&
	       (digits_before(cluster, first) ||
		(next < cluster->count && cluster->tokens[next].digits));
}

/* 13 digits may be the number of a machine, when a label says so. */
static struct claim ask_labelled(struct judge *j, const struct stretch *s,
				 struct joined *one, struct claim claim)
{
	int token;

	if (claim.detector >= 0 || one->candidate.length != 13 ||
	    one->candidate.digits != 13 || one->candidate.text[0] != '1')
		return claim;
	token = context_label(s, one->begin, one->end);
	for (size_t i = 0; token >= 0 && i < detector_count; i++)
		one->candidate.labelled |= label_means(token, (int)i);
	if (one->candidate.labelled)
		claim_ask(j, &one->candidate,
			  claim_kinds(j, &one->candidate), &claim);
	return claim;
}

/* The value that begins with token `first`, if any: *used tokens are its. */
static bool judge_token(struct judge *j, const struct stretch *s,
			const struct cluster *cluster, unsigned first,
			struct match *out, unsigned *used, uint32_t *end)
{
	const struct token *tokens = &cluster->tokens[first];
	struct joined one;
	struct claim claim = { .detector = -1 };

	if (tokens->separator)
		claim = claim_groups(j, tokens, cluster->count - first, false,
				   0, &one);
	if (claim.answer != ANSWER_HIT) {
		struct joined single;
		struct claim alone = claim_single(j, s, tokens, 0, &single);

		alone = ask_labelled(j, s, &single, alone);
		if (alone.detector >= 0 && (alone.answer == ANSWER_HIT ||
					    claim.detector < 0)) {
			claim = alone;
			one = single;
			one.candidate.text = one.text;
		}
	}
	if (claim.detector < 0 || tied(s, cluster, first, &one) ||
	    context_guarded(s, one.begin, one.end))
		return false;
	if (is_loose(cluster, first, &one))
		one.candidate.form |= FORM_LOOSE;
	claim_write(j, &claim, &one.candidate, one.begin, false, out);
	if (claim.answer == ANSWER_HIT)
		weigh_label(s, one.begin, one.end, out);
	*used = one.count;
	*end = one.end;
	return true;
}

/*
 * False when the token at the seed can't be a value or a group of one: by its
 * length, or for letters in it. Most hexadecimal numbers and words with
 * numbers in them end here. *end is where the token ends.
 */
static bool plausible(const struct judge *j, const struct stretch *s,
		      uint32_t seed, uint32_t floor, uint32_t *end)
{
	const unsigned char *text = s->text;
	uint32_t begin = seed, length, digits = 0;

	while (begin > floor && ascii_is(text[begin - 1], ASCII_WORD))
		begin--;
	for (*end = seed; *end < s->high && ascii_is(text[*end], ASCII_WORD);)
		++*end;
	length = *end - begin;
	/* Wide characters, and labels glued to a number, take the long way. */
	if (!length || (begin > floor && text[begin - 1] >= 0x80) ||
	    (*end < s->high && text[*end] >= 0x80) ||
	    !ascii_is(text[begin], ASCII_DIGIT))
		return true;
	if (length > TOKEN_TEXT)
		return false;
	while (digits < length && ascii_is(text[begin + digits], ASCII_DIGIT))
		digits++;
	if (digits == length || (digits + 1 == length &&
				 (text[begin + digits] | 0x20) == 'x'))
		return j->digits_fit[length] || length == 17;
	return j->code_fits[length];
}

static size_t judge_cluster(struct judge *j, const struct stretch *s,
			    uint32_t seed, struct span *span,
			    struct match *out, size_t room, uint32_t *done)
{
	struct cluster cluster;
	size_t count = 0;
	unsigned i = 0;
	bool taken = false;

	if (!plausible(j, s, seed, span->floor, done))
		return 0;
	cluster_around(s, seed, span->floor, &cluster);
	*done = seed + 1;
	while (i < cluster.count && count < room &&
	       cluster.tokens[i].begin <= seed) {
		unsigned used = 1;
		uint32_t end = cluster.tokens[i].end;

		if (cluster.tokens[i].begin >= span->end)
			break;
		/* A word may stand before the value, and be cut off. What is
		 * another's is taken as well. */
		if (judge_token(j, s, &cluster, i, &out[count], &used, &end)) {
			taken = true;
			count += out[count].offset >= span->begin &&
				 out[count].offset < span->end;
		}
		if (end > *done)
			*done = end;
		i += used;
	}
	if (taken)
		span->taken = *done;
	return count;
}

static size_t judge_address(struct judge *j, const struct stretch *s,
			    uint32_t seed, struct span *span,
			    struct match *out, uint32_t *done)
{
	struct address address;
	struct candidate c = { .text = address.text };
	struct claim claim;

	*done = seed + 1;
	if (!address_around(s, seed, span->taken, &address))
		return 0;
	c.length = address.length;
	c.form = address.wide ? FORM_WIDE : 0;
	claim_ask(j, &c, j->address_kinds, &claim);
	if (claim.answer != ANSWER_HIT)
		return 0;
	*done = span->taken = address.end;
	if (address.begin < span->begin || address.begin >= span->end)
		return 0;
	claim_write(j, &claim, &c, address.begin, false, out);
	weigh_label(s, address.begin, address.end, out);
	/* Nothing but a label tells <20240131.7@example.com>, the number of
	 * a message, from an address. */
	if (out->label == LABEL_COUNTER && out->points > 0)
		out->points = 0;
	return 1;
}

size_t judge_prose(struct judge *j, const struct stretch *s, uint32_t seed,
		   struct span *span, struct match *out, size_t room,
		   uint32_t *done)
{
	*done = seed + 1;
	if (!glyph_begins(s, seed))
		return 0;
	if (glyph_at(s, seed).as == '@')
		return judge_address(j, s, seed, span, out, done);
	return judge_cluster(j, s, seed, span, out, room, done);
}
