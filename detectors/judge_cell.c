/* The judge of cells that are one value each. See judge.h; running text is
 * judged in judge.c. */
#include "detectors/judge.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "detectors/address.h"
#include "detectors/claim.h"
#include "scanner/base/number.h"

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

bool judge_plain_address(struct judge *j, struct secret text,
			 struct match *out)
{
	struct candidate c = { .text = text.bytes,
			       .length = (uint16_t)text.length };
	struct claim claim;

	if (!address_whole(text.bytes, (uint32_t)text.length))
		return false;
	claim_ask(j, &c, j->address_kinds, &claim);
	if (claim.answer == ANSWER_HIT)
		claim_write(j, &claim, &c, 0, true, out);
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
