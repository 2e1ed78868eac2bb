/*
 * A decoder: the text of a source as UTF-8, block by block, with what was not
 * used up kept at the front. For extractors that compose what they hand over
 * (compose.h); stream.h is for text that is scanned where it lies.
 */
#ifndef SCANNER_FORMATS_DECODER_H
#define SCANNER_FORMATS_DECODER_H

#include "scanner/formats/format.h"

#define DECODER_TEXT (256 * 1024) /* more than this is never unused */
#define DECODER_RAW (64 * 1024)

struct decoder {
	struct source *source;
	struct budget *budget;
	struct problem *problem;
	enum charset charset;  /* CHARSET_ASCII: still open */
	enum charset declared; /* see decoder_declare(); ASCII: nothing */
	uint64_t next;         /* raw offset of the next byte to read */
	uint32_t held;         /* raw bytes that wait for what follows */
	bool ended;            /* the source has no more */
	uint32_t length;       /* bytes of text */
	unsigned char raw[DECODER_RAW];
	unsigned char text[DECODER_TEXT + 3 * DECODER_RAW + CHUNK_PAD];
};

/* Starts at a raw offset. Reads nothing yet. NULL when memory is out; to be
 * freed with free(). */
struct decoder *decoder_new(struct extraction *, struct source *,
			    uint64_t raw, enum charset);

/* What the text says of itself, before anything is read. Decides between
 * charsets that look alike. */
void decoder_declare(struct decoder *, enum charset);

/* Drops text[0..used) and reads on, unless there is no room. OUTCOME_OK, or
 * OUTCOME_PARTIAL when reading failed or a budget ended (reason set; ended is
 * set as well). */
int decoder_advance(struct decoder *, uint32_t used);

/* The charset that a name means ("gb2312", "utf-8"); CHARSET_ASCII for those
 * that are told by their bytes, or not known here. */
enum charset decoder_charset(const unsigned char *name, size_t length);

#endif
