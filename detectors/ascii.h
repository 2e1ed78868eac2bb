/* Classes of ASCII characters, by one look at a table: what scans text byte
 * by byte asks for one of them at every byte. */
#ifndef DETECTORS_ASCII_H
#define DETECTORS_ASCII_H

#include <stdbool.h>
#include <stdint.h>

enum ascii_class {
	ASCII_DIGIT = 1 << 0,
	ASCII_LETTER = 1 << 1,
	ASCII_ALNUM = ASCII_DIGIT | ASCII_LETTER,
	ASCII_UNDERSCORE = 1 << 2,
	ASCII_WORD = ASCII_ALNUM | ASCII_UNDERSCORE,
	ASCII_DOT_HYPHEN = 1 << 3,
	ASCII_DOMAIN = ASCII_ALNUM | ASCII_DOT_HYPHEN, /* of a host name */
	ASCII_PERCENT_PLUS = 1 << 4,
	/* Of the local part of an address, as people have them. */
	ASCII_LOCAL = ASCII_DOMAIN | ASCII_UNDERSCORE | ASCII_PERCENT_PLUS,
	ASCII_ATEXT = 1 << 5, /* of an atom (RFC 5322, 3.2.3) */
};

extern const uint8_t ascii_classes[256];

/* True when the byte is of one of the classes. */
static inline bool ascii_is(unsigned char c, unsigned classes)
{
	return ascii_classes[c] & classes;
}

#endif
