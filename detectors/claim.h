/*
 * Claims: candidates made of tokens, and which kind they belong to. What the
 * judge asks for each place that he looks at.
 */
#ifndef DETECTORS_CLAIM_H
#define DETECTORS_CLAIM_H

#include "detectors/digits.h"
#include "detectors/judge.h"

/* A claim on a span of text. */
struct claim {
	int detector; /* -1: nobody's */
	enum answer answer;
	struct evidence evidence;
	struct evidence second; /* of a weaker one */
};

/* A candidate made of tokens. */
struct joined {
	struct candidate candidate;
	unsigned char text[TOKEN_TEXT * 2 + 16];
	uint32_t begin, end;
	unsigned count; /* tokens used */
};

/* Asks every kind of the set whose shape fits. The strongest HIT wins; without
 * one, or none that is stronger than it, the first MISS stands for a value
 * whose check fails. */
void claim_ask(const struct judge *, struct candidate *, uint64_t kinds,
	       struct claim *best);

/* The kinds of a number of `length` digits, 4 to TOKEN_TEXT; the last may be
 * an X. */
static inline uint64_t claim_kinds_of_number(const struct judge *j,
					     const unsigned char *text,
					     size_t length)
{
	return j->digit_kinds[length] & j->begins[digits_four(text)];
}

/* The kinds whose candidates have this length and these characters. */
uint64_t claim_kinds(const struct judge *, const struct candidate *);

/* Tries the groupings that fit the tokens from the first on. With `exactly`
 * they must use up all of them. */
struct claim claim_groups(struct judge *, const struct token *,
			  unsigned count, bool exactly, uint8_t form,
			  struct joined *);

/* Tries one token: as it is, with a '*' for an X, without a label or
 * underscores that are glued to it. */
struct claim claim_single(struct judge *, const struct stretch *,
			  const struct token *, uint8_t form,
			  struct joined *);

/* Keeps a value until the matches are handed over. */
const unsigned char *claim_keep(struct judge *, const unsigned char *bytes,
				size_t length);

/* Writes a claim as a match at `begin`. `kept` says that the candidate's text
 * outlives the call (it lies in the chunk); else it is copied. */
static inline void claim_write(struct judge *j, const struct claim *claim,
			       const struct candidate *c, uint32_t begin,
			       bool kept, struct match *out)
{
	const struct evidence *e = &claim->evidence;

	out->value = (struct secret){ c->text, c->length };
	out->offset = begin;
	out->checks = e->checks;
	out->label_token = 0;
	out->detector = (uint8_t)claim->detector;
	out->form = c->form | e->form;
	out->label = LABEL_NONE;
	out->points = e->points;
	out->passed = claim->answer == ANSWER_HIT;
	out->stratum = e->stratum;
	if (e->value_length)
		out->value = (struct secret){
			claim_keep(j, e->value, e->value_length),
			e->value_length,
		};
	else if (!kept)
		out->value.bytes = claim_keep(j, c->text, c->length);
}

#endif
