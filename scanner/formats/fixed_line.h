/* Lines of fixed places, and in what places are counted. */
#ifndef SCANNER_FORMATS_FIXED_LINE_H
#define SCANNER_FORMATS_FIXED_LINE_H

#include "scanner/formats/format.h"

/* What a place is counted in. GBK has as many bytes as places on a screen. */
enum fixed_measure {
	FIXED_BYTES,
	FIXED_CHARACTERS, /* of UTF-8 */
	FIXED_PLACES,     /* of UTF-8 on a screen: a hanzi takes two */
	FIXED_MEASURES
};

/* A line of the head, without its end. */
struct fixed_line {
	const unsigned char *text;
	uint32_t length;
};

/* The line at *at, which is moved behind it. False at the head's end, and for
 * a line that the head cuts. */
bool fixed_line_next(const struct head *, uint32_t *at, struct fixed_line *);

/* Places that the character at *p takes; moves behind it. */
unsigned fixed_step(enum fixed_measure, const unsigned char **p,
		    const unsigned char *end);

/* How many places a line takes. */
unsigned fixed_width(enum fixed_measure, const unsigned char *line,
		     uint32_t length);

/* A line of nothing but groups of dashes; returns how many groups. */
unsigned fixed_dashes(const unsigned char *line, uint32_t length);

#endif
