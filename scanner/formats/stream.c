/* Streams of text. See stream.h. */
#include "scanner/formats/stream.h"

#include <string.h>

static bool is_converted(enum charset charset)
{
	return charset >= CHARSET_UTF16LE && charset <= CHARSET_UTF32BE;
}

static bool is_double_byte(enum charset charset)
{
	return charset == CHARSET_GB18030 || charset == CHARSET_BIG5;
}

static void use_charset(struct stream *s, enum charset charset)
{
	s->charset = charset;
	s->chunk->charset = is_converted(charset) ? CHARSET_UTF8 : charset;
	s->chunk->has_raw = is_double_byte(charset);
	s->chunk->units = UNITS_BYTES;
	if (charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE)
		s->chunk->units = UNITS_UTF16;
	else if (is_converted(charset))
		s->chunk->units = UNITS_UTF32;
}

void stream_start(struct stream *s, struct extraction *x, uint64_t raw,
		  enum charset charset)
{
	*s = (struct stream){ .x = x, .chunk = x->out->chunk, .next = raw };
	use_charset(s, charset);
	s->chunk->origin = raw;
	s->chunk->length = s->chunk->side_length = 0;
	s->chunk->begin = s->chunk->end = 0;
	s->chunk->cell_count = 0;
	s->chunk->line = s->chunk->row = 0;
	s->chunk->prose = 0;
}

/* Raw bytes that a stretch of converted text stood for. */
static uint64_t units_raw(uint8_t units, const unsigned char *text,
			  size_t length)
{
	uint64_t raw = 0;

	for (size_t i = 0; i < length; i++) {
		if ((text[i] & 0xC0) == 0x80)
			continue;
		raw += units == UNITS_UTF32 || text[i] >= 0xF0 ? 4 : 2;
	}
	return raw;
}

uint64_t stream_raw(const struct stream *s, uint32_t at)
{
	const struct chunk *c = s->chunk;

	if (c->units == UNITS_BYTES)
		return c->origin + at;
	return c->origin + units_raw(c->units, c->text, at);
}

uint32_t stream_at(const struct stream *s, uint64_t raw)
{
	const struct chunk *c = s->chunk;
	uint64_t at_raw = c->origin;
	uint32_t at = 0;

	if (raw <= at_raw)
		return 0;
	if (c->units == UNITS_BYTES)
		return raw - at_raw < c->length ? (uint32_t)(raw - at_raw)
						: c->length;
	for (; at < c->length && at_raw < raw; at++)
		at_raw += units_raw(c->units, c->text + at, 1);
	while (at < c->length && (c->text[at] & 0xC0) == 0x80)
		at++;
	return at;
}

size_t stream_decode(const struct stream *s, uint32_t from, uint32_t to,
		     unsigned char *out, size_t room)
{
	const struct chunk *c = s->chunk;

	return charset_decode((enum charset)c->charset,
			      (c->has_raw ? c->raw : c->text) + from,
			      to - from, out, room);
}

static void drop(struct stream *s, uint32_t used)
{
	struct chunk *c = s->chunk;
	uint32_t kept = c->length - used;
	uint32_t unready = s->filled - c->length; /* a character cut in two */

	c->origin = stream_raw(s, used);
	memmove(c->text, c->text + used, kept);
	if (c->has_raw) {
		memmove(c->raw, c->raw + used, kept + unready);
		/* In the text the padding stands there. */
		memcpy(c->text + kept, c->raw + kept, unready);
	}
	c->length = kept;
	s->filled = kept + unready;
}

/* The first byte above 0x7F tells the charset. The sample begins behind a
 * byte that can be no part of a longer character. */
static void decide_charset(struct stream *s, uint32_t from)
{
	struct chunk *c = s->chunk;
	size_t ascii = charset_ascii_prefix(c->text + from, s->filled - from);
	uint32_t at = from + (uint32_t)ascii;
	enum charset found;

	if (at == s->filled)
		return;
	while (at > 0 && c->text[at - 1] >= 0x30)
		at--;
	found = charset_detect(c->text + at, s->filled - at, NULL);
	if (found == CHARSET_ASCII || is_converted(found))
		found = CHARSET_LATIN1;
	if (found == CHARSET_LATIN1 && s->x->head->declared)
		found = s->x->head->declared;
	use_charset(s, found);
	if (c->has_raw)
		memcpy(c->raw, c->text, from);
}

/* Reads raw bytes behind what is there, as they are. */
static int read_bytes(struct stream *s)
{
	struct chunk *c = s->chunk;
	uint32_t from = c->length, room = CHUNK_TEXT - s->filled;
	ssize_t got;

	got = source_fill(s->x->source, c->text + s->filled, room, s->next,
			  s->x->problem);
	if (got < 0) {
		s->ended = true;
		c->length = s->filled;
		return OUTCOME_PARTIAL;
	}
	s->ended = (uint32_t)got < room;
	s->next += (uint64_t)got;
	s->filled += (uint32_t)got;
	c->length = s->filled;
	if (s->charset == CHARSET_ASCII)
		decide_charset(s, from);
	if (c->has_raw) {
		size_t cut = charset_blank_trails(s->charset, c->text + from,
						  c->raw + from,
						  s->filled - from);

		if (!s->ended)
			c->length -= (uint32_t)cut;
	}
	return OUTCOME_OK;
}

/* Reads units of two or four bytes and converts them; chunk->raw is the
 * place where they wait. */
static int read_units(struct stream *s)
{
	struct chunk *c = s->chunk;

	while (CHUNK_TEXT - c->length > 1024 && !s->ended) {
		size_t room = (CHUNK_TEXT - c->length) / 3 * 2 & ~(size_t)3;
		size_t used, written;
		ssize_t got;

		got = source_fill(s->x->source, c->raw + s->held,
				  room - s->held, s->next, s->x->problem);
		if (got < 0) {
			s->ended = true;
			return OUTCOME_PARTIAL;
		}
		s->ended = (size_t)got < room - s->held;
		s->next += (uint64_t)got;
		s->held += (uint32_t)got;
		used = charset_to_utf8(s->charset, c->raw, s->held,
				       c->text + c->length,
				       CHUNK_TEXT - c->length, &written);
		s->held -= (uint32_t)used;
		memmove(c->raw, c->raw + used, s->held);
		c->length += (uint32_t)written;
	}
	s->filled = c->length;
	return OUTCOME_OK;
}

int stream_advance(struct stream *s, uint32_t used)
{
	int outcome = OUTCOME_OK;

	drop(s, used);
	if (budget_time(s->x->budget, s->x->problem) != OUTCOME_OK) {
		s->ended = true;
		outcome = OUTCOME_PARTIAL;
	} else if (!s->ended) {
		outcome = is_converted(s->charset) ? read_units(s)
						   : read_bytes(s);
	}
	memset(s->chunk->text + s->chunk->length, 0, CHUNK_PAD);
	return outcome;
}
