/*
 * Context: what stands beside a candidate in running text, and what that
 * says. Guards turn down what is a part of something longer; labels speak
 * for a kind or against it.
 */
#ifndef DETECTORS_CONTEXT_H
#define DETECTORS_CONTEXT_H

#include <stdbool.h>
#include <stdint.h>

#include "detectors/glyph.h"

/* True when the number at [begin, end) is a part of a decimal, an escape, a
 * character reference or the like. Hyphens are the caller's business. */
bool context_guarded(const struct stretch *, uint32_t begin, uint32_t end);

/* The label that is nearest to a value, as an index for label_text(), or
 * -1: words before it, the key of a key-value pair or tag, words behind. */
int context_label(const struct stretch *, uint32_t begin, uint32_t end);

#endif
