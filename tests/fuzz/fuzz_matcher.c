/* The matcher over any bytes as text in any charset; every engine the same. */
#include <assert.h>

#include "tests/unit/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void run(const uint8_t *bytes, size_t length, enum charset charset,
		enum seeds_engine engine, struct buffer *found)
{
	static struct chunk chunk;
	struct reading r = { .emitter.chunk = &chunk,
			     .matcher = matcher_new(READING_TODAY, engine),
			     .found = found };

	chunk = (struct chunk){ .length = (uint32_t)length,
				.end = (uint32_t)length,
				.charset = (uint8_t)charset };
	memcpy(chunk.text, bytes, length);
	if (charset == CHARSET_GB18030 || charset == CHARSET_BIG5) {
		charset_blank_trails(charset, chunk.text, chunk.raw, length);
		chunk.has_raw = 1;
	}
	reading_emit(&r.emitter);
	matcher_free(r.matcher);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct buffer best = { 0 }, scalar = { 0 };

	if (length < 2 || length > 32768)
		return 0;
	run(bytes + 1, length - 1, bytes[0] % (CHARSET_LATIN1 + 1),
	    SEEDS_BEST, &best);
	run(bytes + 1, length - 1, bytes[0] % (CHARSET_LATIN1 + 1),
	    SEEDS_SCALAR, &scalar);
	assert(best.length == scalar.length &&
	       (!best.length ||
		!memcmp(best.bytes, scalar.bytes, best.length)));
	buffer_release(&best);
	buffer_release(&scalar);
	return 0;
}
