/* E-mail addresses in running text: how far one reaches around its @. */
#ifndef DETECTORS_ADDRESS_H
#define DETECTORS_ADDRESS_H

#include "detectors/detector.h"
#include "detectors/glyph.h"

struct address {
	uint32_t begin, end; /* in the stretch */
	uint16_t length;
	bool wide;
	unsigned char text[VALUE_MAX + 16]; /* made ASCII */
};

/* The longest run around the @ at `at` that may be an address (RFC 5321,
 * without the quoting and most of the symbols that nobody's address has but
 * programs do). False when it is a part of something else: of a URL, of
 * git@host:path. */
bool address_around(const struct stretch *, uint32_t at, uint32_t floor,
		    struct address *);

/* True when address_around() would find all of the text, which stands alone,
 * if what is behind its first @ is a domain. 16 bytes behind are readable. */
bool address_whole(const unsigned char *text, uint32_t length);

#endif
