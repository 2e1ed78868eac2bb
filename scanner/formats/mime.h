/*
 * MIME (RFC 2045 to 2047, 2231): what header fields mean, and the transfer
 * encodings of bodies. The only header whose implementation knows gmime.
 */
#ifndef SCANNER_FORMATS_MIME_H
#define SCANNER_FORMATS_MIME_H

#include "scanner/base/buffer.h"
#include "scanner/base/outcome.h"

/* Opens and sets up gmime, before anything below is called; false with the
 * reason set when it is not there. */
bool mime_ready(struct problem *);

#define MIME_PIECE (64 * 1024) /* bytes that are decoded at a time, at most */

/* What the header of a part says of its body. Zero-initialised it is that of
 * a body that nothing is said of. */
struct mime_head {
	struct buffer type;     /* "text/html", lower case; empty: none */
	struct buffer boundary; /* of a multipart */
	struct buffer charset;
	struct buffer name;     /* of a file, UTF-8 */
	struct buffer encoding; /* of the transfer */
	struct buffer kind;     /* parameter smime-type */
	bool attached;          /* rather a file than a text */
};
void mime_head_clear(struct mime_head *);
void mime_head_release(struct mime_head *);

/* Takes note of a field, if it says anything of the body. Both are C
 * strings; the value is unfolded. */
void mime_head_field(struct mime_head *, const char *name, const char *value);

/* True for "text/" and the like. */
bool mime_head_is(const struct mime_head *, const char *type);

/* Appends a field's value as UTF-8: encoded words (RFC 2047) are decoded,
 * charsets that are not named are guessed. */
void mime_text(struct buffer *out, const char *value);

/* Undoes the encoding of a transfer; and the charset, when it is one that
 * hides digits or that nobody else here reads. */
struct mime_decoder;
struct mime_decoder *mime_decoder_new(struct mime_head *);
void mime_decoder_free(struct mime_decoder *);
/* At most MIME_PIECE bytes; length 0 ends it. What comes out dies with the
 * next call. */
const unsigned char *mime_decode(struct mime_decoder *,
				 const unsigned char *bytes, size_t length,
				 size_t *out);

#endif
