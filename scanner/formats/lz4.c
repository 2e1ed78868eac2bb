/*
 * LZ4 frames by liblz4: one behind the other, and those that are to be
 * skipped. Not the frames of before 2013, which have another signature.
 */
#include <lz4frame.h>
#include <string.h>

#include "scanner/formats/packed.h"

/* Blocks of 4 MiB, the largest: one packed, one unpacked with a window. */
#define DECODER_BYTES (9 * 1024 * 1024)

static bool frame_begins(const unsigned char *b, size_t length)
{
	return length >= 4 && !memcmp(b, "\x04\x22\x4D\x18", 4);
}

static bool begins(const unsigned char *b, size_t length)
{
	return frame_begins(b, length) ||
	       (length >= 8 && b[0] >> 4 == 5 &&
		!memcmp(b + 1, "\x2A\x4D\x18", 3));
}

static void *open_decoder(uint64_t memory)
{
	LZ4F_dctx *z = NULL;

	if (memory < DECODER_BYTES ||
	    LZ4F_isError(LZ4F_createDecompressionContext(&z, LZ4F_VERSION)))
		return NULL;
	return z;
}

static void close_decoder(void *decoder)
{
	LZ4F_freeDecompressionContext(decoder);
}

static uint64_t memory(void *decoder)
{
	(void)decoder;
	return DECODER_BYTES;
}

static int decode(void *decoder, struct codec_io *io, bool *ended,
		  struct problem *problem)
{
	size_t in = io->in_left, out = io->out_left;
	size_t status = LZ4F_decompress(decoder, io->out, &out, io->in, &in,
					NULL);

	if (LZ4F_isError(status))
		return problem_set(problem, OUTCOME_FAILED, REASON_DAMAGED,
				   "lz4: %s", LZ4F_getErrorName(status));
	*io = (struct codec_io){ io->in + in, io->in_left - in,
				 io->out + out, io->out_left - out };
	*ended = !status;
	return OUTCOME_OK;
}

const struct codec codec_lz4 = {
	.begins = begins,
	.open = open_decoder,
	.decode = decode,
	.close = close_decoder,
	.memory = memory,
};

static unsigned bid(const struct head *head)
{
	return frame_begins(head->bytes, head->length) ? 32 : 0;
}

static int extract(struct extraction *x)
{
	return packed_extract(x, &codec_lz4);
}

const struct format format_lz4 = {
	.name = "lz4",
	.bid = bid,
	.extract = extract,
};
