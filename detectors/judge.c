/* The judge of running text: arbitration between kinds. See judge.h, and the
 * order of precedence in detectors.c. Cells are judged in judge_cell.c. */
#include "detectors/judge.h"

#include "detectors/address.h"
#include "detectors/ascii.h"
#include "detectors/claim.h"
#include "detectors/context.h"
#include "detectors/labels.h"
#include "detectors/list.h"

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

static bool is_inside(const struct span *span, const struct match *match)
{
	return match->offset >= span->begin && match->offset < span->end;
}

/* True when anything is found: *count matches of it are written. */
static bool judge_cluster(struct judge *j, const struct stretch *s,
			  uint32_t seed, const struct span *span,
			  struct match *out, size_t room, size_t *count,
			  uint32_t *done)
{
	struct cluster cluster;
	unsigned i = 0;
	bool taken = false;

	if (!plausible(j, s, seed, span->floor, done))
		return false;
	cluster_around(s, seed, span->floor, &cluster);
	*done = seed + 1;
	while (i < cluster.count && *count < room &&
	       cluster.tokens[i].begin <= seed) {
		unsigned used = 1;
		uint32_t end = cluster.tokens[i].end;

		if (cluster.tokens[i].begin >= span->end)
			break;
		/* A word may stand before the value, and be cut off. What is
		 * another's is taken as well. */
		if (judge_token(j, s, &cluster, i, &out[*count], &used,
				&end)) {
			taken = true;
			*count += is_inside(span, &out[*count]);
		}
		if (end > *done)
			*done = end;
		i += used;
	}
	return taken;
}

/* What is tied to others that are values as well. */
static bool judge_list(struct judge *j, const struct stretch *s, uint32_t seed,
		       const struct span *span, struct match *out,
		       size_t *count, uint32_t *done)
{
	struct joined one;
	struct claim claim;

	if (!list_claim(j, s, seed, &one, &claim) || one.begin < span->floor)
		return false;
	claim_write(j, &claim, &one.candidate, one.begin, false, out);
	weigh_label(s, one.begin, one.end, out);
	*count = is_inside(span, out);
	*done = one.end;
	return true;
}

static size_t judge_number(struct judge *j, const struct stretch *s,
			   uint32_t seed, struct span *span,
			   struct match *out, size_t room, uint32_t *done)
{
	size_t count = 0;

	if (judge_cluster(j, s, seed, span, out, room, &count, done) ||
	    judge_list(j, s, seed, span, out, &count, done))
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
	return judge_number(j, s, seed, span, out, room, done);
}
