/* A spot in a text: the line and the column of an offset, and the text of the
 * line around it. */
#ifndef SCANNER_CLI_SPOT_H
#define SCANNER_CLI_SPOT_H

#include "scanner/base/buffer.h"
#include "scanner/base/charset.h"
#include "scanner/formats/format.h"

#define SPOT_LINE (64 * 1024) /* bytes of a line that are kept */

struct spot {
	uint64_t line;	    /* from 1; line ends as git counts them */
	uint64_t column;    /* from 1, in characters */
	struct buffer text; /* the line's start, UTF-8 */
	/* its own */
	struct source *source;
	enum charset charset;
	unsigned unit;	/* bytes of a line end */
	uint64_t start; /* offset of the line */
	bool read;	/* text is that of the line */
	unsigned char *block;
};

/* Starts on a source. `encoding` as charset_name() has it. Zero-initialise
 * before the first time; the buffers are used again. */
void spot_start(struct spot *, struct source *, const char *encoding);

/* Goes to an offset; cheap when they come in order. False when it cannot be
 * read. */
bool spot_find(struct spot *, uint64_t offset);

void spot_release(struct spot *);

#endif
