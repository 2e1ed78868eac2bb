/* Properties of documents. See ole_properties.h, and [MS-OLEPS] 2 for the
 * layout. */
#include "scanner/formats/ole_properties.h"

#include <string.h>

#include "scanner/base/little.h"

#define SETS_AT 24	/* in the stream: how many there are */
#define SET_BYTES 20	/* class, and where it is */
#define CODE_PAGE 1	/* the property that tells it */
#define TYPE_STRING 0x1E
#define TYPE_WIDE 0x1F
#define TYPE_VECTOR 0x1000

struct set {
	const unsigned char *bytes;
	size_t length;
	enum charset charset;
	struct buffer *out;
};

enum charset ole_code_page(unsigned page)
{
	switch (page) {
	case 936:   /* GBK */
	case 54936: /* GB18030 */
	case 10008: /* Macintosh, simplified Chinese */
		return CHARSET_GB18030;
	case 950:
	case 10002:
		return CHARSET_BIG5;
	case 1200:
		return CHARSET_UTF16LE;
	case 65001:
		return CHARSET_UTF8;
	default:
		return CHARSET_LATIN1;
	}
}

/* Four bytes at an offset; 0 behind the end. */
static uint32_t get(const struct set *s, uint64_t at)
{
	return at + 4 > s->length ? 0 : little32(s->bytes + at);
}

/* Adds a string behind its length, in bytes or, a wide one, in units.
 * Returns where the next one of a vector begins: only wide ones are padded
 * ([MS-OSHARED] 2.3.3.1.8). */
static uint64_t add_string(struct set *s, uint64_t at, bool wide)
{
	uint64_t length = (uint64_t)get(s, at) * (wide ? 2 : 1);
	unsigned char text[4096];
	size_t n = 0;

	at += 4;
	if (at >= s->length)
		return at;
	if (length > s->length - at)
		length = s->length - at;
	/* A longer one is told by its beginning. */
	n = charset_decode(wide ? CHARSET_UTF16LE : s->charset, s->bytes + at,
			   length < sizeof(text) / 3 ? (size_t)length
						     : sizeof(text) / 3,
			   text, sizeof(text));
	while (n && !text[n - 1])
		n--;
	buffer_append(s->out, text, n);
	buffer_byte(s->out, '\n');
	return at + (wide ? (length + 3) / 4 * 4 : length);
}

static void add_property(struct set *s, uint64_t at)
{
	uint32_t type = get(s, at), count = 1;
	bool wide = (type & 0xFF) == TYPE_WIDE;

	at += 4;
	if ((type & ~(uint32_t)TYPE_VECTOR) != TYPE_STRING && !wide)
		return;
	if (type & TYPE_VECTOR) {
		count = get(s, at);
		at += 4;
	}
	while (count-- && at < s->length)
		at = add_string(s, at, wide);
}

static void read_set(struct set *s)
{
	uint32_t count = get(s, 4);

	if (count > s->length / 8)
		count = (uint32_t)(s->length / 8);
	for (uint32_t i = 0; i < count; i++)
		if (get(s, 8 + 8ull * i) == CODE_PAGE)
			s->charset = ole_code_page(
				get(s, get(s, 12 + 8ull * i) + 4ull) & 0xFFFF);
	for (uint32_t i = 0; i < count; i++)
		add_property(s, get(s, 12 + 8ull * i));
}

bool ole_properties_name(const char *name)
{
	return !strcmp(name, "\5SummaryInformation") ||
	       !strcmp(name, "\5DocumentSummaryInformation");
}

void ole_properties_read(struct source *source, struct buffer *out,
			 struct problem *problem)
{
	struct set stream = { .charset = CHARSET_LATIN1, .out = out };
	unsigned char *bytes = malloc(OLE_PROPERTIES_MAX);
	ssize_t n;

	if (!bytes) {
		problem_set(problem, 0, REASON_MEMORY,
			    "no memory for properties");
		return;
	}
	n = source_fill(source, bytes, OLE_PROPERTIES_MAX, 0, problem);
	stream.bytes = bytes;
	stream.length = n > 0 ? (size_t)n : 0;
	for (uint32_t i = 0; i < get(&stream, SETS_AT) && i < 2; i++) {
		uint32_t at = get(&stream, SETS_AT + 20 + SET_BYTES * i);
		struct set set = stream;

		if (at >= stream.length)
			break;
		set.bytes += at;
		set.length -= at;
		read_set(&set);
	}
	free(bytes);
}
