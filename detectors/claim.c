/* Claims on candidates. See claim.h. */
#include "detectors/claim.h"

#include <string.h>

#include "detectors/checksum.h"
#include "detectors/labels.h"

static void add_groupings(struct judge *j, const struct detector *d)
{
	for (const grouping *g = d->groupings; g && (*g)[0]; g++) {
		unsigned count = 0, total = 0;

		for (; (*g)[count]; count++) {
			total += (*g)[count];
			j->digits_fit[(*g)[count]] = true;
			j->code_fits[(*g)[count]] |=
				(d->seed & SEED_CODE) != 0;
		}
		if (j->grouping_count == JUDGE_GROUPINGS)
			return;
		j->groupings[j->grouping_count].lengths = *g;
		j->groupings[j->grouping_count].count = (uint8_t)count;
		j->groupings[j->grouping_count++].total = (uint8_t)total;
	}
}

/* Longest first: 6222 0200 0000 0007 773 is no 16-digit card. */
static void sort_groupings(struct judge *j)
{
	for (unsigned i = 1; i < j->grouping_count; i++) {
		for (unsigned k = i; k > 0 && j->groupings[k].total >
						      j->groupings[k - 1].total;
		     k--) {
			__typeof__(j->groupings[0]) swap = j->groupings[k];

			j->groupings[k] = j->groupings[k - 1];
			j->groupings[k - 1] = swap;
		}
	}
}

static void add_begins(struct judge *j, const struct detector *d,
		       uint64_t kind)
{
	for (unsigned four = 0; four < 10000; four++)
		if (!d->begins || d->begins(four))
			j->begins[four] |= kind;
}

void judge_init(struct judge *j, int today)
{
	*j = (struct judge){ .today = today };
	for (size_t i = 0; i < detector_count; i++) {
		const struct detector *d = detectors[i];

		if (d->seed == SEED_AT)
			j->address_kinds |= 1ULL << i;
		if (d->seed == SEED_CELL)
			j->cell_kinds |= 1ULL << i;
		for (unsigned n = 1;
		     d->seed & (SEED_DIGITS | SEED_CODE) && n <= TOKEN_TEXT;
		     n++) {
			if (!(d->lengths >> n & 1))
				continue;
			j->code_kinds[n] |= 1ULL << i;
			j->digits_fit[n] = true;
			j->code_fits[n] |=
				(d->seed & SEED_CODE) != 0;
			if (d->seed == SEED_DIGITS || n == 18)
				j->digit_kinds[n] |= 1ULL << i;
		}
		if (d->seed & (SEED_DIGITS | SEED_CODE))
			add_begins(j, d, 1ULL << i);
		add_groupings(j, d);
	}
	sort_groupings(j);
	for (unsigned i = 0; i < j->grouping_count; i++)
		j->starting[j->groupings[i].lengths[0]] |= 1ULL << i;
}

void judge_reset(struct judge *j)
{
	j->used = 0;
}

const unsigned char *claim_keep(struct judge *j, const unsigned char *bytes,
				size_t length)
{
	unsigned char *kept = j->values + j->used;

	memcpy(kept, bytes, length);
	memset(kept + length, 0, 16);
	j->used += length + 16;
	return kept;
}

static bool beats(enum answer answer, const struct evidence *e,
		  const struct claim *best)
{
	if (answer != ANSWER_HIT)
		return answer == ANSWER_STOP;
	return e->strength > best->evidence.strength;
}

void claim_ask(const struct judge *j, struct candidate *c, uint64_t kinds,
		struct claim *best)
{
	best->detector = -1;
	best->answer = ANSWER_NO;
	c->today = j->today;
	for (; kinds; kinds &= kinds - 1) {
		int i = __builtin_ctzll(kinds);
		/* mostly there is but one: it is not copied */
		struct evidence *e = best->detector < 0 ? &best->evidence
							: &best->second;
		enum answer answer;

		evidence_clear(e);
		answer = detectors[i]->examine(c, e);
		if (answer == ANSWER_NO)
			continue;
		if (e == &best->second) {
			if (!beats(answer, e, best))
				continue;
			best->evidence = best->second;
		}
		best->detector = i;
		best->answer = answer;
		if (answer == ANSWER_STOP ||
		    (answer == ANSWER_HIT && best->evidence.strength >=
						     STRENGTH_MAX))
			return;
	}
}

static void join(const struct token *tokens, unsigned count,
		 struct joined *out)
{
	unsigned length = 0;

	memset(&out->candidate, 0, sizeof(out->candidate));
	for (unsigned i = 0; i < count; i++) {
		const struct token *t = &tokens[i];

		memcpy(out->text + length, t->text, t->length);
		length += t->length;
		out->candidate.groups[i] = (uint8_t)t->length;
		if (t->wide)
			out->candidate.form |= FORM_WIDE;
	}
	if (count > 1)
		out->candidate.form |= FORM_GROUPED;
	memset(out->text + length, 0, 16);
	while (out->candidate.digits < length &&
	       out->text[out->candidate.digits] >= '0' &&
	       out->text[out->candidate.digits] <= '9')
		out->candidate.digits++;
	out->candidate.text = out->text;
	out->candidate.length = (uint16_t)length;
	out->candidate.group_count = (uint8_t)count;
	out->begin = tokens[0].begin;
	out->end = tokens[count - 1].end;
	out->count = count;
}

uint64_t claim_kinds(const struct judge *j, const struct candidate *c)
{
	if (c->length > TOKEN_TEXT)
		return 0;
	if (c->digits >= 4 &&
	    (c->digits == c->length ||
	     (c->digits + 1 == c->length && c->text[c->digits] == 'X')))
		return claim_kinds_of_number(j, c->text, c->length);
	return j->code_kinds[c->length];
}

static bool is_alone(const struct token *tokens, unsigned count)
{
	unsigned char separator = tokens[0].separator;

	for (unsigned i = 0; i + 1 < count; i++)
		if (tokens[i].separator != separator)
			return false;
	return true;
}

static bool grouped_as(const struct token *tokens, const uint8_t *lengths,
		       unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (tokens[i].length != lengths[i])
			return false;
	return is_alone(tokens, count);
}

struct claim claim_groups(struct judge *j, const struct token *tokens,
			       unsigned count, bool exactly, uint8_t form,
			       struct joined *out)
{
	struct claim miss = { .detector = -1 };
	struct joined missed;
	uint64_t may = tokens[0].length <= TOKEN_TEXT
			       ? j->starting[tokens[0].length]
			       : 0;

	for (; may; may &= may - 1) {
		unsigned i = (unsigned)__builtin_ctzll(may);
		unsigned n = j->groupings[i].count;
		struct claim claim;

		if (n > count || n < 2 || (exactly && n != count) ||
		    !grouped_as(tokens, j->groupings[i].lengths, n))
			continue;
		join(tokens, n, out);
		out->candidate.form |= form;
		claim_ask(j, &out->candidate,
			  claim_kinds(j, &out->candidate), &claim);
		if (claim.answer == ANSWER_HIT)
			return claim;
		if (claim.detector >= 0 && miss.detector < 0) {
			miss = claim;
			missed = *out;
		}
	}
	if (miss.detector >= 0) {
		*out = missed;
		out->candidate.text = out->text;
	}
	return miss;
}

/*
 * The token without what may be glued to a value: letters before it that are
 * a label (SFZ110101..., TEL138...), underscores on either side, as in the
 * names 张三_110101....jpg of files. False when there is no such thing.
 */
static bool unglued(const struct token *t, struct token *bare)
{
	unsigned begin = 0, end = t->length, letters;

	if (t->wide)
		return false;
	while (end && t->text[end - 1] == '_')
		end--;
	while (begin < end && t->text[begin] == '_')
		begin++;
	if (!begin && !t->digits) {
		while (begin < end &&
		       (t->text[begin] < '0' || t->text[begin] > '9'))
			begin++;
		for (letters = begin; letters && t->text[letters - 1] == '_';)
			letters--;
		if (!label_glued(t->text, letters))
			return false;
	}
	if (begin == end || (!begin && end == t->length))
		return false;
	*bare = *t;
	bare->begin += begin;
	bare->end = bare->begin + end - begin;
	bare->length = (uint16_t)(end - begin);
	memmove(bare->text, t->text + begin, bare->length);
	return true;
}

/* A '*' behind 17 digits stands for the X that their check demands. */
static bool starred_x(const struct stretch *s, struct joined *one)
{
	struct candidate *c = &one->candidate;

	if (c->length != 17 || c->digits != 17 ||
	    glyph_at(s, one->end).as != '*' ||
	    glyph_at(s, one->end + 1).as == '*' ||
	    checksum_mod11_2_of(c->text) != 'X')
		return false;
	one->text[c->length++] = 'X';
	one->end++;
	c->form |= FORM_WIDE;
	return true;
}

/* Most tokens are of no length that any kind has, and hold no label. */
static bool hopeless(const struct judge *j, const struct token *t)
{
	unsigned length = t->length;

	if (length > TOKEN_TEXT)
		return true;
	while (t->digits && t->text[length - 1] == '_')
		length--;
	return t->digits && length != 17 && !j->code_kinds[length];
}

struct claim claim_single(struct judge *j, const struct stretch *s,
			       const struct token *t, uint8_t form,
			       struct joined *out)
{
	struct claim claim = { .detector = -1 };
	struct token bare;

	out->candidate.length = 0;
	if (hopeless(j, t))
		return claim;
	join(t, 1, out);
	out->candidate.form |= form;
	starred_x(s, out);
	claim_ask(j, &out->candidate, claim_kinds(j, &out->candidate), &claim);
	if (claim.answer == ANSWER_HIT)
		return claim;
	if (!unglued(t, &bare))
		return claim;
	join(&bare, 1, out);
	out->candidate.form |= form | FORM_PREFIXED;
	out->candidate.labelled = t->text[0] > '9' && t->text[0] != '_';
	claim_ask(j, &out->candidate, claim_kinds(j, &out->candidate), &claim);
	return claim;
}
