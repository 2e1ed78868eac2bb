/*
 * Tokens and candidates: what stands around a seed, normalised.
 *
 * A token is a longest run of letters, digits and underscores, invisible
 * marks dropped, full-width forms made ASCII, letters made capitals. Tokens
 * joined by one space or hyphen form a cluster; a value is one token, or
 * several whose lengths are a grouping some detector lists.
 */
#ifndef DETECTORS_CANDIDATE_H
#define DETECTORS_CANDIDATE_H

#include <stdbool.h>
#include <stdint.h>

#include "detectors/glyph.h"

#define TOKEN_TEXT 36  /* longer tokens are no values */
#define TOKENS_ASIDE 5 /* the longest grouping has five tokens */
#define TOKENS_MAX (2 * TOKENS_ASIDE + 1)

struct token {
	uint32_t begin, end; /* in the stretch's text */
	uint16_t length;     /* characters; over TOKEN_TEXT: cut off */
	uint8_t digits;      /* leading digits */
	bool wide;           /* not plain ASCII */
	bool x_added;        /* the last character is a look-alike of X */
	unsigned char separator; /* ' ' or '-' before the next token, or 0 */
	unsigned char text[TOKEN_TEXT];
};

struct cluster {
	unsigned count;
	struct token tokens[TOKENS_MAX];
};

/* The cluster around a seed: at most TOKENS_ASIDE tokens on either side of
 * its own, and none before `floor`. */
void cluster_around(const struct stretch *, uint32_t seed, uint32_t floor,
		    struct cluster *);

/* The part of a token at `at`: up to an underscore or invisible mark. Returns
 * where it ends; its length is 0 when none begins there. */
uint32_t token_part(const struct stretch *, uint32_t at, struct token *part);

/* The cluster that begins at `begin`. */
void cluster_from(const struct stretch *, uint32_t begin, struct cluster *);

#endif
