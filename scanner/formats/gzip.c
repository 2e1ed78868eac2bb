/*
 * gzip (RFC 1952) by zlib: also of several members, as pigz, bgzip and cat
 * make them.
 */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "scanner/base/little.h"
#include "scanner/formats/packed.h"

#define WRAPPED 16 /* added to the window's bits: a gzip header is there */
#define FLAGS_AT 3
#define HEADER_BYTES 10
enum { FLAG_EXTRA = 4, FLAG_NAME = 8 };

static bool begins(const unsigned char *b, size_t length)
{
	return length > FLAGS_AT && !memcmp(b, "\x1F\x8B\x08", 3) &&
	       b[FLAGS_AT] < 0x20;
}

static void *open_window(uint64_t memory, int bits)
{
	z_stream *z = memory ? calloc(1, sizeof(*z)) : NULL;

	if (z && inflateInit2(z, bits) != Z_OK) {
		free(z);
		return NULL;
	}
	return z;
}

static void *open_decoder(uint64_t memory)
{
	return open_window(memory, MAX_WBITS + WRAPPED);
}

static void close_decoder(void *decoder)
{
	inflateEnd(decoder);
	free(decoder);
}

static int decode(void *decoder, struct codec_io *io, bool *ended,
		  struct problem *problem)
{
	z_stream *z = decoder;
	uInt room = io->out_left < UINT32_MAX / 2 ? (uInt)io->out_left
						  : UINT32_MAX / 2;
	int status;

	z->next_in = (Bytef *)(uintptr_t)io->in;
	z->avail_in = (uInt)io->in_left;
	z->next_out = io->out;
	z->avail_out = room;
	status = inflate(z, Z_NO_FLUSH);
	io->in = z->next_in;
	io->in_left = z->avail_in;
	io->out = z->next_out;
	io->out_left -= room - z->avail_out;
	*ended = status == Z_STREAM_END;
	if (status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR)
		return OUTCOME_OK;
	return problem_set(problem, OUTCOME_FAILED,
			   status == Z_MEM_ERROR ? REASON_MEMORY
						 : REASON_DAMAGED,
			   "gzip: %s", z->msg ? z->msg : zError(status));
}

/* Written by gzip when it packs a file, without its folder. */
static size_t name(const struct head *head, const unsigned char **found)
{
	const unsigned char *b = head->bytes, *end;
	size_t at = HEADER_BYTES;

	if (head->length < HEADER_BYTES || !(b[FLAGS_AT] & FLAG_NAME))
		return 0;
	if (b[FLAGS_AT] & FLAG_EXTRA) {
		if (head->length < at + 2)
			return 0;
		at += 2 + little16(b + at);
	}
	if (at >= head->length)
		return 0;
	end = memchr(b + at, 0, head->length - at);
	*found = b + at;
	return end ? (size_t)(end - *found) : 0;
}

static const struct codec codec = {
	.begins = begins,
	.open = open_decoder,
	.decode = decode,
	.close = close_decoder,
	.name = name,
};

/* zlib's own wrapping (RFC 1950): told by a sum over its two bytes. */
static bool zlib_begins(const unsigned char *b, size_t length)
{
	return length >= 2 && (b[0] & 15) == Z_DEFLATED &&
	       (b[0] << 8 | b[1]) % 31 == 0;
}

static void *open_zlib(uint64_t memory)
{
	return open_window(memory, MAX_WBITS);
}

const struct codec codec_zlib = {
	.begins = zlib_begins,
	.open = open_zlib,
	.decode = decode,
	.close = close_decoder,
};

/* Without any wrapping (RFC 1951): whoever asks knows what is there. */
static bool deflate_begins(const unsigned char *b, size_t length)
{
	(void)b;
	return length > 0;
}

static void *open_deflate(uint64_t memory)
{
	return open_window(memory, -MAX_WBITS);
}

const struct codec codec_deflate = {
	.begins = deflate_begins,
	.open = open_deflate,
	.decode = decode,
	.close = close_decoder,
};

static unsigned bid(const struct head *head)
{
	return begins(head->bytes, head->length) ? 32 : 0;
}

static int extract(struct extraction *x)
{
	return packed_extract(x, &codec);
}

const struct format format_gzip = {
	.name = "gzip",
	.bid = bid,
	.extract = extract,
};
