/*
 * Compressed streams: containers of one member. What gzip, zstd, xz,
 * bzip2 and lz4 share; each brings the codec of its library.
 */
#ifndef SCANNER_FORMATS_PACKED_H
#define SCANNER_FORMATS_PACKED_H

#include "scanner/formats/format.h"

/* Bytes to decode, and room for what they hold. Both move on. */
struct codec_io {
	const unsigned char *in;
	size_t in_left;
	unsigned char *out;
	size_t out_left;
};

struct codec {
	/* True when the bytes begin a stream, or a frame of one. */
	bool (*begins)(const unsigned char *, size_t length);
	/* A decoder that holds at most `memory` bytes; NULL: out of them. */
	void *(*open)(uint64_t memory);
	/* Decodes on; sets *ended behind the last byte of a stream. Without
	 * progress the caller ends it. OUTCOME_OK, or OUTCOME_FAILED with
	 * the reason; what was written to `out` before counts. */
	int (*decode)(void *decoder, struct codec_io *, bool *ended,
		      struct problem *);
	void (*close)(void *decoder);
	/* Bytes a decoder holds. NULL: so few that nobody counts them. */
	uint64_t (*memory)(void *decoder);
	/* The name that the head tells, as it stands there; returns its
	 * length. NULL: heads of this kind tell none. */
	size_t (*name)(const struct head *, const unsigned char **name);
};

/* Streams without a head of their own, as archives of pg_dump hold them. */
extern const struct codec codec_zlib, codec_zstd, codec_lz4;
extern const struct codec codec_deflate, codec_bzip2, codec_xz;

/* What is packed in a source, unpacked: streams one behind the other. Can
 * only go forward, and is charged to the budget. packed_open() returns NULL
 * when there is no memory; close it before the source it reads. */
struct packed;
struct packed *packed_open(struct source *, const struct codec *,
			   struct budget *);
struct source *packed_source(struct packed *);
/* True when what was read so far ended before the source did. */
bool packed_followed(const struct packed *);
void packed_close(struct packed *);

/* An extractor: streams one behind the other are one member, what follows
 * them another one. */
int packed_extract(struct extraction *, const struct codec *);

#endif
