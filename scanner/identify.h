/*
 * identify: entry → object. What a file or member is, from its contents
 * first and its name last. Own probes decide the common types, libmagic
 * (slow: about a millisecond a file) names what is left.
 */
#ifndef SCANNER_IDENTIFY_H
#define SCANNER_IDENTIFY_H

#include "scanner/formats/format.h"

/* Per thread; holds libmagic's handle once it is needed. Zero-initialise. */
struct identifier {
	void *magic; /* magic_t */
	unsigned char *text; /* head as text: HEAD_BYTES * 2, on demand */
};
void identifier_release(struct identifier *);

struct identity {
	const struct format *format; /* NULL: not read by pandian */
	/* Name of the type: format->name, or "pdf", "png", a MIME type; lives
	 * as long as the identifier's next call. */
	char type[64];
	struct head head;
};

/* Fills identity from the head (raw bytes, kept by the caller while identity
 * is used), and from what lies beside the source, unless that is NULL. Never
 * fails: what nobody knows is "binary". */
void identify(struct identifier *, const unsigned char *bytes, size_t length,
	      bool whole, const char *path, struct source *,
	      struct identity *);

#endif
