/*
 * Text as labels are compared: lower case, full-width forms made ASCII,
 * spaces and `_ . -` dropped, and where words of Latin letters begin and end.
 */
#ifndef DETECTORS_LABEL_PLAIN_H
#define DETECTORS_LABEL_PLAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLAIN_MAX 128

enum plain_edge {
	PLAIN_BEGINS = 1, /* a Latin word, or a part of CamelCase, begins */
	PLAIN_ENDS = 2,   /* no Latin letter follows */
};

struct plain {
	size_t length;
	unsigned char text[PLAIN_MAX];
	uint8_t edge[PLAIN_MAX]; /* enum plain_edge bits of each byte */
};

/* One character of UTF-8; a byte that begins none stands for itself. */
struct plain_character {
	uint32_t code; /* full-width forms as the ASCII they stand for */
	size_t length;
};
struct plain_character plain_next(const unsigned char *text, size_t length);

/* Appends `text`, as much as fits. */
void plain_add(struct plain *, const unsigned char *text, size_t length);

static inline bool plain_is_latin(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

#endif
