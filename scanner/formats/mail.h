/* The inside of the reader of mails. */
#ifndef SCANNER_FORMATS_MAIL_H
#define SCANNER_FORMATS_MAIL_H

#include "scanner/formats/compose.h"
#include "scanner/formats/mail_part.h"

#define MAIL_LEVELS 64 /* multiparts inside of each other */

struct mail_level {
	struct buffer boundary;
	bool digest, encrypted; /* its kind */
	unsigned parts;
};

struct mail {
	struct extraction *x;
	struct composer composer;
	struct mail_lines lines;
	struct mail_level levels[MAIL_LEVELS];
	unsigned depth;
	int hit;     /* the level whose boundary ended the last part, or -1 */
	bool closes; /* ... and the level itself */
	struct mime_head head;
	struct buffer field, value;
	bool locked; /* text that is encrypted stood in it */
};

/* True when the line is a boundary of a level around, the innermost first;
 * hit and closes say which. */
bool mail_boundary(void *mail, const struct mail_line *);

/* All return OUTCOME_OK, or what the emitter returned. */

int mail_compose(struct mail *);
/* Adds a passage, without the end of its line. */
int mail_passage(struct mail *, uint32_t line, const unsigned char *text,
		 size_t length);

/* Reads what is behind the header of a part that has none inside: text that
 * belongs to the mail as passages, anything else as a member. */
int mail_body(struct mail *);

#endif
