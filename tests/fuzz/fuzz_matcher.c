/* The matcher over any bytes as text in any charset, or as cells, a line each;
 * every engine the same. */
#include <assert.h>

#include "tests/unit/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Lines as cells, three a row. */
static void make_cells(struct chunk *chunk)
{
	uint32_t begin = 0, at;

	for (at = 0; at < chunk->length; at++) {
		if (chunk->text[at] != '\n')
			continue;
		chunk->cells[chunk->cell_count] = (struct cell){
			.offset = begin, .length = at - begin,
			.field = (uint16_t)(chunk->cell_count % 3),
			.flags = chunk->cell_count % 3 == 2 ? CELL_ROW_END
							    : CELL_NUMBER,
		};
		begin = at + 1;
		if (++chunk->cell_count == CHUNK_CELLS)
			return;
	}
}

static void run(const uint8_t *bytes, size_t length, uint8_t choice,
		enum seeds_engine engine, struct buffer *found)
{
	uint8_t charset = (choice & 0x7F) % (CHARSET_LATIN1 + 1);
	static struct chunk chunk;
	struct reading r = { .emitter.chunk = &chunk,
			     .matcher = matcher_new(READING_TODAY, engine),
			     .found = found };

	chunk = (struct chunk){ .length = (uint32_t)length,
				.end = (uint32_t)length,
				.charset = charset };
	memcpy(chunk.text, bytes, length);
	if (charset == CHARSET_GB18030 || charset == CHARSET_BIG5) {
		charset_blank_trails((enum charset)charset, chunk.text,
				     chunk.raw, length);
		chunk.has_raw = 1;
	}
	if (choice & 0x80)
		make_cells(&chunk);
	reading_emit(&r.emitter);
	matcher_free(r.matcher);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct buffer best = { 0 }, scalar = { 0 };

	if (length < 2 || length > 32768)
		return 0;
	run(bytes + 1, length - 1, bytes[0], SEEDS_BEST, &best);
	run(bytes + 1, length - 1, bytes[0], SEEDS_SCALAR, &scalar);
	assert(best.length == scalar.length &&
	       (!best.length ||
		!memcmp(best.bytes, scalar.bytes, best.length)));
	buffer_release(&best);
	buffer_release(&scalar);
	return 0;
}
