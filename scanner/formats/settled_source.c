/* Sources settled in memory and in a file. See settled_source.h. */
#include "scanner/formats/settled_source.h"

#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "scanner/base/unnamed.h"

#define MEMORY_BYTES (8 * 1024 * 1024) /* halved at each level */
#define BLOCK_BYTES (64 * 1024)
#define UNIT 64 /* bytes of the cipher's block; each has its number */

/* Each key is used for one file, so that the nonce may be the same. */
static void cipher(const struct settled_source *s, unsigned char *bytes,
		   size_t length, uint64_t offset)
{
	static const unsigned char nonce[crypto_stream_chacha20_NONCEBYTES];

	crypto_stream_chacha20_xor_ic(bytes, bytes, length, nonce,
				      offset / UNIT, s->key);
}

static bool put(struct settled_source *s, size_t length, uint64_t offset,
		struct problem *problem)
{
	if (s->file < 0) {
		s->file = unnamed_file();
		randombytes_buf(s->key, sizeof(s->key));
	}
	if (s->file >= 0) {
		ssize_t n;

		cipher(s, s->block, length, offset);
		n = pwrite(s->file, s->block, length, (off_t)offset);
		if (n == (ssize_t)length)
			return true;
		if (n >= 0)
			errno = ENOSPC;
	}
	problem_errno(problem, OUTCOME_PARTIAL, "temporary file");
	return false;
}

static ssize_t read_file(struct settled_source *s, void *into, size_t length,
			 uint64_t offset, struct problem *problem)
{
	size_t before = offset % UNIT;
	ssize_t n;

	if (length > BLOCK_BYTES - before)
		length = BLOCK_BYTES - before;
	n = pread(s->file, s->block, length + before,
		  (off_t)(offset - before));
	if (n < (ssize_t)before)
		return problem_errno(problem, -1, "temporary file");
	cipher(s, s->block, (size_t)n, offset - before);
	n -= (ssize_t)before;
	memcpy(into, s->block + before, (size_t)n);
	return n;
}

static ssize_t read_settled(struct source *source, void *into, size_t length,
			    uint64_t offset, struct problem *problem)
{
	struct settled_source *s = (struct settled_source *)source;

	if (offset >= source->size)
		return 0;
	if (length > source->size - offset)
		length = (size_t)(source->size - offset);
	if (offset >= s->memory.length)
		return read_file(s, into, length, offset, problem);
	if (length > s->memory.length - offset)
		length = s->memory.length - (size_t)offset;
	memcpy(into, s->memory.bytes + offset, length);
	return (ssize_t)length;
}

int settled_source_open(struct settled_source *s, struct source *from,
			unsigned depth, struct problem *problem)
{
	uint64_t at = 0, memory = MEMORY_BYTES >> (depth < 16 ? depth : 16);
	ssize_t n = 0;
	bool kept = true;

	*s = (struct settled_source){ .source.read = read_settled,
				      .file = -1,
				      .block = malloc(BLOCK_BYTES) };
	if (!s->block)
		return problem_set(problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to unpack into");
	while (kept && at < SETTLED_MAX &&
	       (n = source_fill(from, s->block, BLOCK_BYTES, at, problem)) >
		       0) {
		if (at < memory)
			buffer_append(&s->memory, s->block, (size_t)n);
		else
			kept = put(s, (size_t)n, at, problem);
		at += kept ? (uint64_t)n : 0;
	}
	s->refused = n > 0;
	if (s->refused && kept)
		problem_set(problem, OUTCOME_PARTIAL, REASON_BYTES,
			    "larger than what is unpacked to be read at any "
			    "place");
	if (s->memory.failed)
		return problem_set(problem, OUTCOME_FAILED, REASON_MEMORY,
				   "no memory to unpack into");
	s->source.size = at;
	if (!at && n < 0)
		return OUTCOME_FAILED;
	return n || !kept ? OUTCOME_PARTIAL : OUTCOME_OK;
}

void settled_source_release(struct settled_source *s)
{
	if (s->file >= 0)
		close(s->file);
	buffer_release(&s->memory);
	free(s->block);
}
