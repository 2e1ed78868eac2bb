/*
 * Label search in running text. Tokens are sorted twice, by their text and
 * by their text read from the end; a search narrows a range of them byte by
 * byte. See labels.h; column names are in label_field.c.
 */
#include "detectors/labels.h"

#include <string.h>

#include "detectors/detector.h"
#include "detectors/label_search.h"
#include "detectors/tables/tables.h"

#define BEHIND_WINDOW 8 /* characters */

/* Tokens [low, high) of one of the two orders. */
struct range {
	int low, high;
	bool by_end;
};

static int token_of(const struct range *r, int i)
{
	return r->by_end ? label_tokens_by_end[i] : i;
}

/* The byte of a token at `depth` of its order; -1 behind its last. */
static int byte_at(const struct range *r, int i, size_t depth)
{
	const struct label_token *token = &label_tokens[token_of(r, i)];

	if (depth >= token->length)
		return -1;
	return (unsigned char)
		token->text[r->by_end ? token->length - 1 - depth : depth];
}

/* The first of the range whose byte at `depth` is not below `byte`. */
static int bound(const struct range *r, size_t depth, int byte)
{
	int low = r->low, high = r->high;

	while (low < high) {
		int middle = (low + high) / 2;

		if (byte_at(r, middle, depth) < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Keeps those with `byte` at `depth`; false when none is left. */
static bool narrow(struct range *r, size_t depth, int byte)
{
	r->low = bound(r, depth, byte);
	if (r->low == r->high || byte_at(r, r->low, depth) != byte)
		return false;
	r->high = bound(r, depth, byte + 1);
	return true;
}

/* Latin tokens count as whole words only. */
static bool stands_alone(const struct plain *p, size_t begin, size_t end)
{
	if (plain_is_latin(p->text[begin]) && !(p->edge[begin] & PLAIN_BEGINS))
		return false;
	return !plain_is_latin(p->text[end - 1]) ||
	       p->edge[end - 1] & PLAIN_ENDS;
}

/* Most pairs of bytes end no token. */
static bool ends_some(const unsigned char *pair)
{
	unsigned n = (unsigned)pair[1] << 8 | pair[0];

	return label_end_pairs[n / 64] >> n % 64 & 1;
}

/* The longest token that ends at `end`, or -1. */
static int longest_before(const struct plain *p, size_t end)
{
	unsigned char last = p->text[end - 1];
	/* narrowed to the last byte */
	struct range r = { label_ends[last], label_ends[last + 1], true };
	int best = -1;

	for (size_t depth = 0; depth < end && r.low < r.high; depth++) {
		int token;

		if (depth && !narrow(&r, depth, p->text[end - 1 - depth]))
			break;
		token = token_of(&r, r.low);
		if (label_tokens[token].length == depth + 1 &&
		    label_tokens[token].use & LABEL_IN_TEXT &&
		    stands_alone(p, end - 1 - depth, end))
			best = token;
	}
	return best;
}

/* The longest token at the beginning, or -1. */
static int longest_first(const struct plain *p)
{
	struct range r = { 0, label_token_count, false };
	int best = -1;

	for (size_t depth = 0; depth < p->length; depth++) {
		int token;

		if (!narrow(&r, depth, p->text[depth]))
			break;
		token = token_of(&r, r.low);
		if (label_tokens[token].length == depth + 1 &&
		    label_tokens[token].use & LABEL_IN_TEXT &&
		    stands_alone(p, 0, depth + 1))
			best = token;
	}
	return best;
}

int label_exact(const unsigned char *text, size_t length)
{
	struct range r = { 0, label_token_count, false };

	for (size_t depth = 0; depth < length; depth++)
		if (!narrow(&r, depth, text[depth]))
			return -1;
	if (!length || label_tokens[r.low].length != length)
		return -1;
	return r.low;
}

int label_ending(const struct plain *p, size_t *end)
{
	for (; *end; --*end) {
		bool whole = *end == p->length ||
			     (p->text[*end] & 0xC0) != 0x80;
		bool inside = plain_is_latin(p->text[*end - 1]) &&
			      !(p->edge[*end - 1] & PLAIN_ENDS);
		int token = -1;

		if (whole && !inside &&
		    (*end == 1 || ends_some(p->text + *end - 2)))
			token = longest_before(p, *end);

		if (token >= 0)
			return token;
	}
	return -1;
}

/* A line end, 。 ； ; | or a TAB: what stands before it is another matter.
 * The full-width forms of ; and | are the same here. */
static bool stops(uint32_t code)
{
	return code == '\n' || code == '\r' || code == '\t' || code == '|' ||
	       code == ';' || code == 0x3002;
}

int label_before(const unsigned char *before, size_t length)
{
	size_t begin = length, i, characters = 0;
	struct plain p = { 0 };

	while (begin && characters < LABEL_WINDOW)
		characters += (before[--begin] & 0xC0) != 0x80;
	for (i = begin; i < length;) {
		struct plain_character c = plain_next(before + i, length - i);

		i += c.length;
		if (stops(c.code))
			begin = i;
	}
	plain_add(&p, before + begin, length - begin);
	/* a word cut off by the window is none */
	if (begin && plain_is_latin(before[begin - 1] | 0x20))
		p.edge[0] &= (uint8_t)~PLAIN_BEGINS;
	length = p.length;
	return label_ending(&p, &length);
}

/* What follows shows that a token labels the value after it. */
static bool labels_next(const struct plain *p, size_t end)
{
	return end < p->length && strchr(":=0123456789", p->text[end]);
}

int label_behind(const unsigned char *behind, size_t length)
{
	static const uint32_t openers[] = { '(', '[', ' ', ':', 0x3010, 0 };
	size_t i = 0, end, characters;
	struct plain p = { 0 };
	int token;

	if (length) {
		struct plain_character c = plain_next(behind, length);

		for (const uint32_t *o = openers; *o; o++)
			if (c.code == *o)
				i = c.length;
	}
	for (end = i, characters = 0; end < length; characters++) {
		struct plain_character c =
			plain_next(behind + end, length - end);

		/* two more, to see what follows */
		if (stops(c.code) || characters == BEHIND_WINDOW + 2)
			break;
		end += c.length;
	}
	plain_add(&p, behind + i, end - i);
	token = longest_first(&p);
	if (token < 0 || labels_next(&p, label_tokens[token].length))
		return -1;
	return token;
}

bool label_glued(const unsigned char *before, size_t length)
{
	size_t begin = length;
	struct plain p = { 0 };
	int token;

	while (begin && ((before[begin - 1] | 0x20) >= 'a' &&
			 (before[begin - 1] | 0x20) <= 'z'))
		begin--;
	if (begin == length || length - begin >= PLAIN_MAX)
		return false;
	if (begin && (before[begin - 1] == '_' ||
		      plain_is_latin(before[begin - 1])))
		return false;
	plain_add(&p, before + begin, length - begin);
	token = label_exact(p.text, p.length);
	if (token < 0)
		return false;
	return label_tokens[token].use & LABEL_GLUED ||
	       (label_tokens[token].use & LABEL_IN_TEXT &&
		label_tokens[token].means);
}

static uint64_t types_of(const char *detector)
{
	int low = 0, high = label_kind_count - 1;

	while (low <= high) {
		int middle = (low + high) / 2;
		int order = strcmp(label_kinds[middle].detector, detector);

		if (!order)
			return label_kinds[middle].types;
		if (order < 0)
			low = middle + 1;
		else
			high = middle - 1;
	}
	return 0; /* a kind of the user's own has no labels */
}

bool label_means(int token, int detector)
{
	return label_tokens[token].means & types_of(detectors[detector]->id);
}

bool label_denies(int token, int detector)
{
	uint64_t types = types_of(detectors[detector]->id);

	return label_tokens[token].denies & types &&
	       !(label_tokens[token].means & types);
}

const char *label_text(int token)
{
	return label_tokens[token].text;
}
