/* Lines and columns. See spot.h. */
#include "scanner/cli/spot.h"

#include <stdlib.h>
#include <string.h>

static enum charset charset_of(const char *name)
{
	enum charset c = CHARSET_ASCII;

	while (c < CHARSET_COUNT && strcmp(charset_name(c), name))
		c++;
	return c == CHARSET_COUNT ? CHARSET_ASCII : c;
}

void spot_start(struct spot *spot, struct source *source,
		const char *encoding)
{
	spot->source = source;
	spot->charset = charset_of(encoding);
	spot->unit = spot->charset >= CHARSET_UTF32LE   ? 4
		     : spot->charset >= CHARSET_UTF16LE ? 2
							: 1;
	spot->start = 0;
	spot->line = 1;
	spot->read = false;
}

/* The next line end in a block that begins at a whole unit, or NULL. */
static const unsigned char *line_end(const struct spot *spot,
				     const unsigned char *from,
				     const unsigned char *end,
				     const unsigned char *block)
{
	unsigned low = spot->charset == CHARSET_UTF16BE ||
				       spot->charset == CHARSET_UTF32BE
			       ? spot->unit - 1
			       : 0;

	while ((from = memchr(from, '\n', (size_t)(end - from)))) {
		size_t at = (size_t)(from - block);
		unsigned zeros = 0;

		if (at % spot->unit == low && at - low + spot->unit <=
						      (size_t)(end - block)) {
			for (unsigned i = 0; i < spot->unit; i++)
				zeros += !block[at - low + i];
			if (zeros == spot->unit - 1)
				return from + spot->unit - low;
		}
		from++;
	}
	return NULL;
}

/* Bytes of [from, to) into the block, at most its room. */
static size_t read_block(struct spot *spot, uint64_t from, uint64_t to)
{
	struct problem ignored = { 0 };
	size_t length = to - from < SPOT_LINE ? (size_t)(to - from)
					      : SPOT_LINE;
	ssize_t n;

	if (!spot->block)
		spot->block = malloc(SPOT_LINE * 4);
	if (!spot->block)
		return 0;
	n = source_fill(spot->source, spot->block, length, from, &ignored);
	return n < 0 ? 0 : (size_t)n;
}

/* To the line that holds the offset. */
static bool seek_line(struct spot *spot, uint64_t offset)
{
	uint64_t at = spot->start;

	while (at < offset) {
		size_t n = read_block(spot, at, offset);
		const unsigned char *end = spot->block + n;
		const unsigned char *next = spot->block;

		if (!n)
			return false;
		while ((next = line_end(spot, next, end, spot->block))) {
			spot->line++;
			spot->start = at + (uint64_t)(next - spot->block);
			spot->read = false;
		}
		at += n;
	}
	return true;
}

/* The first bytes of the block as UTF-8, behind it; returns the length. */
static size_t decode(struct spot *spot, size_t length)
{
	return charset_decode(spot->charset, spot->block, length,
			      spot->block + SPOT_LINE, SPOT_LINE * 3);
}

static uint64_t characters(const unsigned char *text, size_t length)
{
	uint64_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += (text[i] & 0xC0) != 0x80;
	return count;
}

/* Characters before the offset. One that the end of a block cuts counts
 * twice, which only a line of many blocks can show. */
static bool count_columns(struct spot *spot, uint64_t offset)
{
	static const unsigned char mark[] = { 0xEF, 0xBB, 0xBF };
	uint64_t at = spot->start;

	spot->column = 1;
	while (at < offset) {
		size_t n = read_block(spot, at, offset), length;
		const unsigned char *text = spot->block + SPOT_LINE;

		if (!n)
			return false;
		length = decode(spot, n);
		spot->column += characters(text, length);
		if (!at && length >= 3 && !memcmp(text, mark, 3))
			spot->column--;
		at += n;
	}
	return true;
}

static void read_line(struct spot *spot)
{
	size_t n = read_block(spot, spot->start, UINT64_MAX);
	const unsigned char *end = n ? line_end(spot, spot->block,
						spot->block + n, spot->block)
				     : NULL;

	if (end)
		n = (size_t)(end - spot->block);
	buffer_clear(&spot->text);
	if (n)
		buffer_append(&spot->text, spot->block + SPOT_LINE,
			      decode(spot, n));
	spot->read = true;
}

bool spot_find(struct spot *spot, uint64_t offset)
{
	if (offset < spot->start) {
		spot->start = 0;
		spot->line = 1;
		spot->read = false;
	}
	if (!seek_line(spot, offset) || !count_columns(spot, offset))
		return false;
	if (!spot->read)
		read_line(spot);
	return true;
}

void spot_release(struct spot *spot)
{
	free(spot->block);
	buffer_release(&spot->text);
}
