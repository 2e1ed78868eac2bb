/* Text as UTF-8. See decoder.h. */
#include "scanner/formats/decoder.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TAIL 4096 /* how far back an end of a character is looked for */

struct decoder *decoder_new(struct extraction *x, struct source *source,
			    uint64_t raw, enum charset charset)
{
	struct decoder *d = malloc(sizeof(*d));

	if (!d) {
		problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
			    "no memory to decode text");
		return NULL;
	}
	memset(d, 0, offsetof(struct decoder, raw));
	d->source = source;
	d->budget = x->budget;
	d->problem = x->problem;
	d->charset = charset;
	d->next = raw;
	return d;
}

void decoder_declare(struct decoder *d, enum charset declared)
{
	d->declared = declared;
	if (declared != CHARSET_ASCII && d->charset >= CHARSET_GB18030 &&
	    d->charset < CHARSET_UTF16LE)
		d->charset = declared;
}

static void decide(struct decoder *d, const unsigned char *sample,
		   size_t length)
{
	d->charset = charset_detect(sample, length, NULL);
	decoder_declare(d, d->declared);
	if (d->charset == CHARSET_ASCII || d->charset >= CHARSET_UTF16LE)
		d->charset = CHARSET_LATIN1;
}

/* The bytes that end with a character: up to one that is no part of a longer
 * one. */
static uint32_t whole(const struct decoder *d)
{
	uint32_t low = d->held > TAIL ? d->held - TAIL : 0;

	if (d->ended)
		return d->held;
	for (uint32_t at = d->held; at > low; at--)
		if (d->raw[at - 1] < 0x30)
			return at;
	return d->held;
}

static void take(struct decoder *d, uint32_t used)
{
	d->held -= used;
	memmove(d->raw, d->raw + used, d->held);
}

static void decode(struct decoder *d)
{
	unsigned char *out = d->text + d->length;
	uint32_t n = whole(d);
	uint32_t ascii = (uint32_t)charset_ascii_prefix(d->raw, n);
	size_t written = n;

	if (ascii < n && d->charset == CHARSET_ASCII)
		decide(d, d->raw + ascii, n - ascii);
	if (d->charset >= CHARSET_UTF16LE) {
		n = (uint32_t)charset_to_utf8(d->charset, d->raw, d->held, out,
					      3 * DECODER_RAW, &written);
		if (d->ended)
			n = d->held; /* half a unit */
	} else if (ascii == n || (d->charset == CHARSET_UTF8 &&
				  utf8_valid(d->raw, n))) {
		memcpy(out, d->raw, n);
	} else {
		written = charset_decode(d->charset, d->raw, n, out,
					 3 * DECODER_RAW);
	}
	d->length += (uint32_t)written;
	take(d, n);
}

static int read_raw(struct decoder *d)
{
	uint32_t room = DECODER_RAW - d->held;
	ssize_t got = -1;

	if (budget_time(d->budget, d->problem) == OUTCOME_OK)
		got = source_fill(d->source, d->raw + d->held, room, d->next,
				  d->problem);
	d->ended = got < (ssize_t)room;
	if (got > 0) {
		d->next += (uint64_t)got;
		d->held += (uint32_t)got;
	}
	decode(d);
	return got < 0 ? OUTCOME_PARTIAL : OUTCOME_OK;
}

int decoder_advance(struct decoder *d, uint32_t used)
{
	int outcome = OUTCOME_OK;

	d->length -= used;
	memmove(d->text, d->text + used, d->length);
	if (!d->ended && d->length <= DECODER_TEXT)
		outcome = read_raw(d);
	memset(d->text + d->length, 0, CHUNK_PAD);
	return outcome;
}

enum charset decoder_charset(const unsigned char *name, size_t length)
{
	static const struct {
		const char *name;
		enum charset charset;
	} known[] = {
		{ "gb2312", CHARSET_GB18030 },	 { "gbk", CHARSET_GB18030 },
		{ "gb18030", CHARSET_GB18030 },	 { "cp936", CHARSET_GB18030 },
		{ "x-gbk", CHARSET_GB18030 },
		{ "windows-936", CHARSET_GB18030 },
		{ "big5", CHARSET_BIG5 },	 { "big5-hkscs", CHARSET_BIG5 },
		{ "iso-8859-1", CHARSET_LATIN1 },
		{ "windows-1252", CHARSET_LATIN1 },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (strlen(known[i].name) == length &&
		    !strncasecmp(known[i].name, (const char *)name, length))
			return known[i].charset;
	return CHARSET_ASCII;
}
