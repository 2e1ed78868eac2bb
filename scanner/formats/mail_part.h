/* Lines of a mail or a mailbox, and the parts between them as sources. */
#ifndef SCANNER_FORMATS_MAIL_PART_H
#define SCANNER_FORMATS_MAIL_PART_H

#include "scanner/formats/member_source.h"
#include "scanner/formats/mime.h"

/* A line with its end; one that is longer than MIME_PIECE comes in pieces. */
struct mail_line {
	const unsigned char *text;
	size_t length;
	bool begins; /* it is no further piece */
};

/* A place that can be gone back to. */
struct mail_place {
	uint64_t offset;
	uint32_t line; /* from 0 */
	bool begins;
};

struct mail_lines {
	struct source *source;
	struct problem *problem;
	struct budget *budget;
	struct mail_place place; /* of the next line */
	uint32_t at, length;     /* what is left of bytes */
	int outcome;             /* of the reading so far */
	unsigned char bytes[MIME_PIECE];
};

void mail_lines_start(struct mail_lines *, struct extraction *);
/* False at the end, or when reading failed (outcome). The text dies with the
 * next call. */
bool mail_lines_next(struct mail_lines *, struct mail_line *);

/* The body of a part, decoded: from where the lines stand up to one that
 * ends it. */
struct mail_part {
	struct member_source body; /* first */
	struct budget budget; /* nothing here is larger than what it is made
			       * of: only time counts */
	struct mail_lines *lines;
	struct mail_place begin;
	/* Whether a line ends the part, and is none of it. */
	bool (*ends)(void *context, const struct mail_line *);
	void *context;
	struct mime_head *head; /* NULL: as it stands */
	struct mime_decoder *decoder;
	const unsigned char *ready; /* decoded, not yet given */
	size_t ready_length;
	bool ended;
};

void mail_part_start(struct mail_part *, struct extraction *,
		     struct mail_lines *);
/* Goes behind the part, even when nobody has read it. False when that cannot
 * be, since reading failed. */
bool mail_part_end(struct mail_part *);

#endif
