/* Records of Excel's binary files. See biff.h. */
#include "scanner/formats/biff.h"

#include <string.h>

#include "scanner/base/little.h"

#define HEADER_BYTES 4
#define STRING_WIDE 1 /* flags of a string, and what they announce */
#define STRING_EXTENDED 4
#define STRING_RICH 8

struct biff *biff_new(struct source *source, struct problem *problem)
{
	struct biff *b = calloc(1, sizeof(*b));

	if (!b)
		return NULL;
	b->source = source;
	b->problem = problem;
	b->charset = CHARSET_LATIN1;
	b->version = 8;
	b->block = malloc(BIFF_BLOCK);
	if (b->block)
		return b;
	free(b);
	return NULL;
}

void biff_free(struct biff *b)
{
	if (!b)
		return;
	buffer_release(&b->units);
	free(b->block);
	free(b);
}

/* How many of the bytes at an offset there are. */
static size_t copy(struct biff *b, uint64_t offset, unsigned char *into,
		   size_t length)
{
	size_t done = 0;

	while (done < length) {
		uint64_t at = offset + done - b->block_begin;
		size_t some;

		if (offset + done < b->block_begin || at >= b->block_length) {
			ssize_t n = source_fill(b->source, b->block,
						BIFF_BLOCK, offset + done,
						b->problem);

			b->block_begin = offset + done;
			b->block_length = n > 0 ? (size_t)n : 0;
			if (n <= 0)
				break;
			at = 0;
		}
		some = b->block_length - (size_t)at;
		if (some > length - done)
			some = length - done;
		memcpy(into + done, b->block + at, some);
		done += some;
	}
	return done;
}

/* Reads the record whose header is given. */
static void load(struct biff *b, const unsigned char *header)
{
	size_t length = little16(header + 2);

	b->begin = b->next;
	b->type = little16(header);
	b->length = (uint16_t)copy(b, b->begin + HEADER_BYTES, b->data,
				   length);
	b->at = 0;
	b->next = b->begin + HEADER_BYTES + length;
	b->cut = b->length < length;
	if (b->cut)
		problem_set(b->problem, 0, REASON_TRUNCATED,
			    "xls: ends inside a record");
}

bool biff_next(struct biff *b)
{
	unsigned char header[HEADER_BYTES];

	if (b->cut || copy(b, b->next, header, HEADER_BYTES) != HEADER_BYTES)
		return false;
	load(b, header);
	return true;
}

/* Goes on in a CONTINUE record, if one follows. */
static bool go_on(struct biff *b)
{
	unsigned char header[HEADER_BYTES];

	if (b->cut ||
	    copy(b, b->next, header, HEADER_BYTES) != HEADER_BYTES ||
	    little16(header) != BIFF_CONTINUE)
		return false;
	load(b, header);
	return true;
}

bool biff_more(struct biff *b)
{
	return biff_left(b) || go_on(b);
}

uint64_t biff_get(struct biff *b, unsigned bytes)
{
	uint64_t value;

	if (!biff_more(b))
		return 0;
	if (biff_left(b) < bytes) {
		b->at = b->length;
		return 0;
	}
	value = little(b->data + b->at, bytes);
	b->at = (uint16_t)(b->at + bytes);
	return value;
}

double biff_double(struct biff *b)
{
	uint64_t bits = biff_get(b, 8);
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

void biff_pass(struct biff *b, uint64_t bytes)
{
	while (bytes && biff_more(b)) {
		size_t some = biff_left(b) < bytes ? biff_left(b)
						   : (size_t)bytes;

		b->at = (uint16_t)(b->at + some);
		bytes -= some;
	}
}

/* Appends what raw bytes of a string say. */
static void decode(struct biff *b, enum charset charset,
		   const unsigned char *raw, size_t length, struct buffer *out)
{
	buffer_append(out, b->text, charset_decode(charset, raw, length,
						   b->text, sizeof(b->text)));
}

/* In version 8 they are UTF-16, or the low bytes of it. A CONTINUE record
 * says anew which of these, in its first byte. */
bool biff_characters(struct biff *b, size_t count, bool wide,
		     struct buffer *out)
{
	buffer_clear(&b->units);
	while (count) {
		if (!biff_left(b)) {
			if (!go_on(b))
				break;
			wide = biff_get(b, 1) & STRING_WIDE;
			if (!biff_left(b))
				continue;
		}
		buffer_byte(&b->units, b->data[b->at++]);
		if (!wide)
			buffer_byte(&b->units, 0);
		else if (biff_left(b))
			buffer_byte(&b->units, b->data[b->at++]);
		count--;
	}
	decode(b, CHARSET_UTF16LE, b->units.bytes,
	       b->units.length & ~(size_t)1, out);
	return !count;
}

bool biff_string(struct biff *b, size_t count, struct buffer *out)
{
	uint64_t flags, runs = 0, extension = 0;
	bool whole;

	if (b->version < 8) {
		whole = count <= biff_left(b);
		count = whole ? count : biff_left(b);
		decode(b, b->charset, b->data + b->at, count, out);
		b->at = (uint16_t)(b->at + count);
		return whole;
	}
	flags = biff_get(b, 1);
	if (flags & STRING_RICH)
		runs = biff_get(b, 2);
	if (flags & STRING_EXTENDED)
		extension = biff_get(b, 4);
	whole = biff_characters(b, count, flags & STRING_WIDE, out);
	biff_pass(b, runs * 4 + extension);
	return whole;
}

void biff_wide_rest(struct biff *b, struct buffer *out)
{
	decode(b, CHARSET_UTF16LE, b->data + b->at, biff_left(b) & ~(size_t)1,
	       out);
	b->at = b->length;
}
