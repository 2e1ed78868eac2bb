/*
 * Zstandard (RFC 8878) by libzstd: frames one behind the other, and those
 * that are to be skipped, which pzstd puts before each.
 */
#include <stdlib.h>
#include <string.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "scanner/base/little.h"
#include "scanner/formats/packed.h"

#define WINDOW_LOG_MIN 10 /* the least that libzstd can be told */
#define WINDOW_LOG_MAX 27 /* what every decoder takes (RFC 8878, 7.1.2) */

static bool frame_begins(const unsigned char *b, size_t length)
{
	return length >= 4 && !memcmp(b, "\x28\xB5\x2F\xFD", 4);
}

static bool skippable_begins(const unsigned char *b, size_t length)
{
	return length >= 8 && b[0] >> 4 == 5 && !memcmp(b + 1, "\x2A\x4D\x18",
							3);
}

static bool begins(const unsigned char *b, size_t length)
{
	return frame_begins(b, length) || skippable_begins(b, length);
}

static void *open_decoder(uint64_t memory)
{
	ZSTD_DStream *z = ZSTD_createDStream();
	int bits = WINDOW_LOG_MAX;

	while (bits > WINDOW_LOG_MIN && 1ULL << bits > memory)
		bits--;
	if (z)
		ZSTD_DCtx_setParameter(z, ZSTD_d_windowLogMax, bits);
	return z;
}

static void close_decoder(void *decoder)
{
	ZSTD_freeDStream(decoder);
}

static uint64_t memory(void *decoder)
{
	return ZSTD_sizeof_DStream(decoder);
}

static int decode(void *decoder, struct codec_io *io, bool *ended,
		  struct problem *problem)
{
	ZSTD_inBuffer in = { io->in, io->in_left, 0 };
	ZSTD_outBuffer out = { io->out, io->out_left, 0 };
	size_t status = ZSTD_decompressStream(decoder, &out, &in);
	enum reason reason = REASON_DAMAGED;

	*io = (struct codec_io){ io->in + in.pos, io->in_left - in.pos,
				 io->out + out.pos, io->out_left - out.pos };
	*ended = !status;
	if (!ZSTD_isError(status))
		return OUTCOME_OK;
	switch (ZSTD_getErrorCode(status)) {
	case ZSTD_error_memory_allocation:
	case ZSTD_error_frameParameter_windowTooLarge:
		reason = REASON_MEMORY;
		break;
	case ZSTD_error_version_unsupported:
	case ZSTD_error_frameParameter_unsupported:
	case ZSTD_error_dictionary_wrong:
		reason = REASON_UNSUPPORTED;
		break;
	default:
		break;
	}
	return problem_set(problem, OUTCOME_FAILED, reason, "zstd: %s",
			   ZSTD_getErrorName(status));
}

const struct codec codec_zstd = {
	.begins = begins,
	.open = open_decoder,
	.decode = decode,
	.close = close_decoder,
	.memory = memory,
};

/* A frame to be skipped may belong to lz4 as well: ask what follows it. */
static unsigned bid(const struct head *head)
{
	const unsigned char *b = head->bytes;
	size_t left = head->length, skip;

	while (skippable_begins(b, left)) {
		skip = little32(b + 4);
		if (skip > left - 8)
			return 16;
		b += 8 + skip;
		left -= 8 + skip;
	}
	return frame_begins(b, left) ? 32 : 0;
}

static int extract(struct extraction *x)
{
	return packed_extract(x, &codec_zstd);
}

const struct format format_zstd = {
	.name = "zstd",
	.bid = bid,
	.extract = extract,
};
