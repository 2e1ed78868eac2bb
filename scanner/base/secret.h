/*
 * A raw value on its way through the program.
 *
 * Values travel as this type so that no printer accepts them: it is no
 * string, has no terminator, and the only functions that take it mask it
 * (detectors), hash it (hash.h) or, behind --reveal, write it.
 */
#ifndef SCANNER_BASE_SECRET_H
#define SCANNER_BASE_SECRET_H

#include <stddef.h>

struct secret {
	const unsigned char *bytes; /* normalised; owned by whoever found it */
	size_t length;
};

#endif
