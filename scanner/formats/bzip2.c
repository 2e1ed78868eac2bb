/* bzip2 by libbz2: also of several streams, as pbzip2 and cat make them. */
#include <bzlib.h>
#include <stdlib.h>
#include <string.h>

#include "scanner/formats/packed.h"

/* "BZh", the size of blocks, and a block's mark (digits of pi) or, when
 * nothing was packed, the end's (of its square root). */
static bool begins(const unsigned char *b, size_t length)
{
	return length >= 10 && !memcmp(b, "BZh", 3) && b[3] >= '1' &&
	       b[3] <= '9' &&
	       (!memcmp(b + 4, "\x31\x41\x59\x26\x53\x59", 6) ||
		!memcmp(b + 4, "\x17\x72\x45\x38\x50\x90", 6));
}

static void *open_decoder(uint64_t memory)
{
	bz_stream *z = memory ? calloc(1, sizeof(*z)) : NULL;

	if (z && BZ2_bzDecompressInit(z, 0, 0) != BZ_OK) {
		free(z);
		return NULL;
	}
	return z;
}

static void close_decoder(void *decoder)
{
	BZ2_bzDecompressEnd(decoder);
	free(decoder);
}

static int decode(void *decoder, struct codec_io *io, bool *ended,
		  struct problem *problem)
{
	bz_stream *z = decoder;
	unsigned room = io->out_left < UINT32_MAX / 2 ? (unsigned)io->out_left
						      : UINT32_MAX / 2;
	int status;

	z->next_in = (char *)(uintptr_t)io->in;
	z->avail_in = (unsigned)io->in_left;
	z->next_out = (char *)io->out;
	z->avail_out = room;
	status = BZ2_bzDecompress(z);
	io->in += io->in_left - z->avail_in;
	io->in_left = z->avail_in;
	io->out += room - z->avail_out;
	io->out_left -= room - z->avail_out;
	*ended = status == BZ_STREAM_END;
	if (status == BZ_OK || status == BZ_STREAM_END)
		return OUTCOME_OK;
	if (status == BZ_MEM_ERROR)
		return problem_set(problem, OUTCOME_FAILED, REASON_MEMORY,
				   "bzip2: no memory");
	return problem_set(problem, OUTCOME_FAILED, REASON_DAMAGED,
			   "bzip2: damaged data");
}

const struct codec codec_bzip2 = {
	.begins = begins,
	.open = open_decoder,
	.decode = decode,
	.close = close_decoder,
};

static unsigned bid(const struct head *head)
{
	return begins(head->bytes, head->length) ? 32 : 0;
}

static int extract(struct extraction *x)
{
	return packed_extract(x, &codec_bzip2);
}

const struct format format_bzip2 = {
	.name = "bzip2",
	.bid = bid,
	.extract = extract,
};
