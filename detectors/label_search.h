/* Searches in the label tokens that labels.c and label_field.c share. */
#ifndef DETECTORS_LABEL_SEARCH_H
#define DETECTORS_LABEL_SEARCH_H

#include "detectors/label_plain.h"

/* The token with this text, or -1. */
int label_exact(const unsigned char *text, size_t length);

/* The token that ends last in text[0..*end), the longest of those that end
 * there, or -1; *end becomes its end. Of tokens for running text. */
int label_ending(const struct plain *, size_t *end);

#endif
