/*
 * The bytes of a member, unpacked: what can only go forward, made a source.
 *
 * Going back starts over and unpacks again. Who takes the member keeps its
 * head; what has to be read at any place is settled (settled_source.h).
 */
#ifndef SCANNER_FORMATS_MEMBER_SOURCE_H
#define SCANNER_FORMATS_MEMBER_SOURCE_H

#include "scanner/base/buffer.h"
#include "scanner/formats/format.h"

struct member_source {
	struct source source; /* first */
	/* Goes to the member's first byte. OUTCOME_OK or OUTCOME_FAILED. */
	int (*open)(struct member_source *, struct problem *);
	/* The next bytes: like source.read. */
	ssize_t (*next)(struct member_source *, void *into, size_t length,
			struct problem *);
	struct budget *budget; /* charged for all that is unpacked */
	bool opened;
	uint64_t at;        /* of the next byte */
};

/* Sets up source and budget; the caller has set open and next. */
void member_source_init(struct member_source *, struct budget *,
			uint64_t size);

/* Appends a name as UTF-8, without what makes it start at a root. */
void member_name(struct buffer *, const unsigned char *raw, size_t length);

/* Whether the budget has room for one more member of this object: whoever
 * takes it charges for it. */
int member_room(struct extraction *);

/* Unpacks the rest. Returns OUTCOME_OK, or OUTCOME_FAILED with a reason. */
int member_source_drain(struct member_source *, struct problem *);

#endif
