/* MIME by gmime. See mime.h. */
#include "scanner/formats/mime.h"

#include <gmime/gmime.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scanner/base/library.h"
#include "scanner/base/sonames.h"

/* Those of GLib come with the library. */
#define FUNCTIONS(F)                                                           \
	F(g_ascii_tolower)                                                     \
	F(g_free)                                                              \
	F(g_object_unref)                                                      \
	F(g_mime_content_disposition_get_parameter)                            \
	F(g_mime_content_disposition_is_attachment)                            \
	F(g_mime_content_disposition_parse)                                    \
	F(g_mime_content_encoding_from_string)                                 \
	F(g_mime_content_type_get_media_subtype)                               \
	F(g_mime_content_type_get_media_type)                                  \
	F(g_mime_content_type_get_parameter)                                   \
	F(g_mime_content_type_parse)                                           \
	F(g_mime_encoding_flush)                                               \
	F(g_mime_encoding_init_decode)                                         \
	F(g_mime_encoding_step)                                                \
	F(g_mime_filter_charset_new)                                           \
	F(g_mime_filter_complete)                                              \
	F(g_mime_filter_filter)                                                \
	F(g_mime_init)                                                         \
	F(g_mime_parser_options_get_default)                                   \
	F(g_mime_parser_options_set_fallback_charsets)                         \
	F(g_mime_utils_header_decode_text)
LIBRARY(gmime, SONAME_gmime, FUNCTIONS)

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

	gmime()->g_mime_init();
	options = gmime()->g_mime_parser_options_get_default();
	gmime()->g_mime_parser_options_set_fallback_charsets(
		options, (const char **)guesses);
}

bool mime_ready(struct problem *problem)
{
	static pthread_once_t prepared = PTHREAD_ONCE_INIT;

	if (!gmime()) {
		library_missing(problem, OUTCOME_FAILED, SONAME_gmime);
		return false;
	}
	pthread_once(&prepared, prepare);
	return true;
}

static GMimeParserOptions *parser_options(void)
{
	return gmime()->g_mime_parser_options_get_default();
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
		buffer_byte(b, (unsigned char)gmime()->g_ascii_tolower(*text));
}

static void content_type(struct mime_head *h, const char *value)
{
	GMimeContentType *t =
		gmime()->g_mime_content_type_parse(parser_options(), value);

	if (!t)
		return;
	if (!h->type.length) {
		set_lower(&h->type,
			  gmime()->g_mime_content_type_get_media_type(t));
		buffer_byte(&h->type, '/');
		set_lower(&h->type,
			  gmime()->g_mime_content_type_get_media_subtype(t));
	}
	set(&h->boundary,
	    gmime()->g_mime_content_type_get_parameter(t, "boundary"));
	set(&h->charset,
	    gmime()->g_mime_content_type_get_parameter(t, "charset"));
	set(&h->name, gmime()->g_mime_content_type_get_parameter(t, "name"));
	set(&h->kind,
	    gmime()->g_mime_content_type_get_parameter(t, "smime-type"));
	gmime()->g_object_unref(t);
}

/* The name that the disposition gives counts more. */
static void disposition(struct mime_head *h, const char *value)
{
	GMimeContentDisposition *d = gmime()->g_mime_content_disposition_parse(
		parser_options(), value);
	const char *name;

	if (!d)
		return;
	name = gmime()->g_mime_content_disposition_get_parameter(d, "filename");
	if (name) {
		buffer_clear(&h->name);
		set(&h->name, name);
	}
	h->attached |= gmime()->g_mime_content_disposition_is_attachment(d);
	gmime()->g_object_unref(d);
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
	char *text = gmime()->g_mime_utils_header_decode_text(parser_options(),
							      value);

	buffer_text(out, text ? text : value);
	(gmime()->g_free)(text);
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
	gmime()->g_mime_encoding_init_decode(
		&d->encoding, gmime()->g_mime_content_encoding_from_string(
				      buffer_string(&h->encoding)));
	d->charset =
		mime_head_is(h, "text/") && hides(charset)
			? gmime()->g_mime_filter_charset_new(charset, "utf-8")
			: NULL;
	return d;
}

void mime_decoder_free(struct mime_decoder *d)
{
	if (d && d->charset)
		gmime()->g_object_unref(d->charset);
	free(d);
}

const unsigned char *mime_decode(struct mime_decoder *d,
				 const unsigned char *bytes, size_t length,
				 size_t *out)
{
	char *text = d->out;
	size_t n, space;

	n = length ? gmime()->g_mime_encoding_step(
			     &d->encoding, (const char *)bytes, length, d->out)
		   : gmime()->g_mime_encoding_flush(&d->encoding, NULL, 0,
						    d->out);
	if (d->charset && length)
		gmime()->g_mime_filter_filter(d->charset, d->out, n, 0, &text,
					      &n, &space);
	else if (d->charset)
		gmime()->g_mime_filter_complete(d->charset, d->out, n, 0, &text,
						&n, &space);
	*out = n;
	return (const unsigned char *)text;
}
