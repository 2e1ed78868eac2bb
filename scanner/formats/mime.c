/* MIME by gmime. See mime.h. */
#include "scanner/formats/mime.h"

#include <gmime/gmime.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct mime_decoder {
	GMimeEncoding encoding;
	GMimeFilter *charset; /* or NULL */
	char out[MIME_PIECE + 256];
};

static void prepare(void)
{
	static const char *const guesses[] = { "utf-8", "gb18030",
					       "iso-8859-1", NULL };
	GMimeParserOptions *options;

	g_mime_init();
	options = g_mime_parser_options_get_default();
	g_mime_parser_options_set_fallback_charsets(options,
						    (const char **)guesses);
}

/* The library is set up when a mail comes, not before. */
static GMimeParserOptions *ready(void)
{
	static pthread_once_t prepared = PTHREAD_ONCE_INIT;

	pthread_once(&prepared, prepare);
	return g_mime_parser_options_get_default();
}

static struct buffer *all(struct mime_head *h, size_t i)
{
	struct buffer *const buffers[] = { &h->type, &h->boundary,
					   &h->charset, &h->name,
					   &h->encoding, &h->kind };

	return i < sizeof(buffers) / sizeof(*buffers) ? buffers[i] : NULL;
}

void mime_head_clear(struct mime_head *h)
{
	for (size_t i = 0; all(h, i); i++)
		buffer_clear(all(h, i));
	h->attached = false;
}

void mime_head_release(struct mime_head *h)
{
	for (size_t i = 0; all(h, i); i++)
		buffer_release(all(h, i));
}

static void set(struct buffer *b, const char *text)
{
	if (!text || b->length)
		return;
	buffer_text(b, text);
}

static void set_lower(struct buffer *b, const char *text)
{
	for (; text && *text; text++)
		buffer_byte(b, (unsigned char)g_ascii_tolower(*text));
}

static void content_type(struct mime_head *h, const char *value)
{
	GMimeContentType *t = g_mime_content_type_parse(ready(), value);

	if (!t)
		return;
	if (!h->type.length) {
		set_lower(&h->type, g_mime_content_type_get_media_type(t));
		buffer_byte(&h->type, '/');
		set_lower(&h->type, g_mime_content_type_get_media_subtype(t));
	}
	set(&h->boundary, g_mime_content_type_get_parameter(t, "boundary"));
	set(&h->charset, g_mime_content_type_get_parameter(t, "charset"));
	set(&h->name, g_mime_content_type_get_parameter(t, "name"));
	set(&h->kind, g_mime_content_type_get_parameter(t, "smime-type"));
	g_object_unref(t);
}

/* The name that the disposition gives counts more. */
static void disposition(struct mime_head *h, const char *value)
{
	GMimeContentDisposition *d =
		g_mime_content_disposition_parse(ready(), value);
	const char *name;

	if (!d)
		return;
	name = g_mime_content_disposition_get_parameter(d, "filename");
	if (name) {
		buffer_clear(&h->name);
		set(&h->name, name);
	}
	h->attached |= g_mime_content_disposition_is_attachment(d);
	g_object_unref(d);
}

void mime_head_field(struct mime_head *h, const char *name, const char *value)
{
	if (!strcasecmp(name, "Content-Type"))
		content_type(h, value);
	else if (!strcasecmp(name, "Content-Disposition"))
		disposition(h, value);
	else if (!strcasecmp(name, "Content-Transfer-Encoding"))
		set(&h->encoding, value);
}

bool mime_head_is(const struct mime_head *h, const char *type)
{
	return h->type.length >= strlen(type) &&
	       !memcmp(h->type.bytes, type, strlen(type));
}

void mime_text(struct buffer *out, const char *value)
{
	char *text = g_mime_utils_header_decode_text(ready(), value);

	buffer_text(out, text ? text : value);
	g_free(text);
}

/* Charsets that keep ASCII as it is are read by the bytes, whatever the part
 * says; a wrong name does no harm then. */
static bool hides(const char *charset)
{
	static const char *const known[] = { "iso-2022-", "hz", "koi8",
					     "shift_jis", "sjis", "euc-",
					     "windows-125", "ks_c_" };

	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (!strncasecmp(charset, known[i], strlen(known[i])))
			return true;
	return false;
}

struct mime_decoder *mime_decoder_new(struct mime_head *h)
{
	struct mime_decoder *d = malloc(sizeof(*d));
	const char *charset = buffer_string(&h->charset);

	if (!d)
		return NULL;
	ready();
	g_mime_encoding_init_decode(&d->encoding,
				    g_mime_content_encoding_from_string(
					    buffer_string(&h->encoding)));
	d->charset = mime_head_is(h, "text/") && hides(charset)
			     ? g_mime_filter_charset_new(charset, "utf-8")
			     : NULL;
	return d;
}

void mime_decoder_free(struct mime_decoder *d)
{
	if (d && d->charset)
		g_object_unref(d->charset);
	free(d);
}

const unsigned char *mime_decode(struct mime_decoder *d,
				 const unsigned char *bytes, size_t length,
				 size_t *out)
{
	char *text = d->out;
	size_t n, space;

	n = length ? g_mime_encoding_step(&d->encoding, (const char *)bytes,
					  length, d->out)
		   : g_mime_encoding_flush(&d->encoding, NULL, 0, d->out);
	if (d->charset && length)
		g_mime_filter_filter(d->charset, d->out, n, 0, &text, &n,
				     &space);
	else if (d->charset)
		g_mime_filter_complete(d->charset, d->out, n, 0, &text, &n,
				       &space);
	*out = n;
	return (const unsigned char *)text;
}
