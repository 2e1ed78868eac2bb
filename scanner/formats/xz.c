/*
 * xz, and the older lzma, by liblzma. A stream says how large its dictionary
 * is; liblzma refuses one that is over the limit before it allocates.
 */
#include <lzma.h>
#include <stdlib.h>
#include <string.h>

#include "scanner/base/little.h"
#include "scanner/formats/packed.h"

#define ALONE_HEADER 13
#define ALONE_SIZE_MAX (1ULL << 38) /* liblzma's own test, 256 GiB */

/* The lzma format has no signature: properties as every program writes them,
 * a dictionary of 2^n or 2^n + 2^(n-1) bytes, a size that is believable or
 * not told, and the first byte of the range coder. */
static bool alone_begins(const unsigned char *b, size_t length)
{
	uint64_t dictionary, size, rest;

	if (length <= ALONE_HEADER || b[0] != 0x5D || b[ALONE_HEADER])
		return false;
	dictionary = little32(b + 1);
	size = little64(b + 5);
	if (dictionary < 4096 || (size >= ALONE_SIZE_MAX && size != UINT64_MAX))
		return false;
	rest = dictionary & (dictionary - 1);
	return dictionary == UINT32_MAX || !rest ||
	       dictionary - rest == rest / 2;
}

static bool begins(const unsigned char *b, size_t length)
{
	return (length >= 6 && !memcmp(b, "\xFD" "7zXZ\0", 6)) ||
	       alone_begins(b, length);
}

static void *open_decoder(uint64_t memory)
{
	lzma_stream *z = malloc(sizeof(*z));

	if (!z)
		return NULL;
	*z = (lzma_stream)LZMA_STREAM_INIT;
	if (lzma_auto_decoder(z, memory ? memory : 1, 0) != LZMA_OK) {
		free(z);
		return NULL;
	}
	return z;
}

static void close_decoder(void *decoder)
{
	lzma_end(decoder);
	free(decoder);
}

static uint64_t memory(void *decoder)
{
	return lzma_memusage(decoder);
}

static int fault(lzma_stream *z, lzma_ret status, struct problem *problem)
{
	switch (status) {
	case LZMA_MEMLIMIT_ERROR:
		return problem_set(problem, OUTCOME_FAILED, REASON_MEMORY,
				   "xz: %llu MiB are needed to unpack it",
				   (unsigned long long)lzma_memusage(z) >> 20);
	case LZMA_MEM_ERROR:
		return problem_set(problem, OUTCOME_FAILED, REASON_MEMORY,
				   "xz: no memory");
	case LZMA_OPTIONS_ERROR:
		return problem_set(problem, OUTCOME_FAILED, REASON_UNSUPPORTED,
				   "xz: a filter that liblzma does not know");
	default:
		return problem_set(problem, OUTCOME_FAILED, REASON_DAMAGED,
				   "xz: damaged data");
	}
}

static int decode(void *decoder, struct codec_io *io, bool *ended,
		  struct problem *problem)
{
	lzma_stream *z = decoder;
	lzma_ret status;

	z->next_in = io->in;
	z->avail_in = io->in_left;
	z->next_out = io->out;
	z->avail_out = io->out_left;
	status = lzma_code(z, LZMA_RUN);
	*io = (struct codec_io){ z->next_in, z->avail_in, z->next_out,
				 z->avail_out };
	*ended = status == LZMA_STREAM_END;
	if (status == LZMA_OK || status == LZMA_STREAM_END ||
	    status == LZMA_BUF_ERROR)
		return OUTCOME_OK;
	return fault(z, status, problem);
}

const struct codec codec_xz = {
	.begins = begins,
	.open = open_decoder,
	.decode = decode,
	.close = close_decoder,
	.memory = memory,
};

static unsigned bid(const struct head *head)
{
	return begins(head->bytes, head->length) ? 32 : 0;
}

static int extract(struct extraction *x)
{
	return packed_extract(x, &codec_xz);
}

const struct format format_xz = {
	.name = "xz",
	.bid = bid,
	.extract = extract,
};
