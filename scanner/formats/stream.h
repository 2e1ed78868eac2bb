/*
 * A stream: the text of a source, block by block in a chunk, with what was
 * not used up kept at the front. For extractors of text formats.
 *
 * Decides the charset at the first byte that is not ASCII, blanks trail
 * bytes, converts UTF-16 and UTF-32.
 */
#ifndef SCANNER_FORMATS_STREAM_H
#define SCANNER_FORMATS_STREAM_H

#include "scanner/formats/format.h"

struct stream {
	struct extraction *x;
	struct chunk *chunk;  /* x->out->chunk */
	enum charset charset; /* CHARSET_ASCII: still open */
	uint64_t next;        /* raw offset of the next byte to read */
	uint32_t filled;      /* bytes of text; behind chunk->length there may
			       * be some of a character that is cut in two */
	uint32_t held;        /* raw units that wait to be converted */
	bool ended;           /* the source has no more */
};

/* Starts at a raw offset, in a charset (CHARSET_ASCII: to be decided). The
 * offset must be at the start of a character. Reads nothing yet. */
void stream_start(struct stream *, struct extraction *, uint64_t raw,
		  enum charset);

/* Drops text[0..used) and reads on until the chunk is full or the source
 * ends. Sets chunk->length to what may be used. Returns OUTCOME_OK, or
 * OUTCOME_PARTIAL when reading failed or a budget ended (reason set; the
 * text before is there, and ended is set). */
int stream_advance(struct stream *, uint32_t used);

/* The raw offset of text[at]. */
uint64_t stream_raw(const struct stream *, uint32_t at);

/* The other way: the first character at or behind a raw offset; the text's
 * length when that lies behind it, 0 when before. */
uint32_t stream_at(const struct stream *, uint64_t raw);

/* The text at [from, to) as it was, as UTF-8; returns its length. */
size_t stream_decode(const struct stream *, uint32_t from, uint32_t to,
		     unsigned char *out, size_t room);

#endif
