/*
 * Character sets: which one bytes are in, and how to read them.
 *
 * ASCII, UTF-8, GB18030 (with GBK and GB2312 in it) and Big5 keep ASCII
 * digits as ASCII bytes, so text in them is scanned in place; only where the
 * second or fourth byte of a character looks like ASCII it is blanked first.
 * UTF-16 and UTF-32 are converted to UTF-8 in blocks.
 */
#ifndef SCANNER_BASE_CHARSET_H
#define SCANNER_BASE_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum charset {
	CHARSET_ASCII, /* no byte above 0x7F seen yet */
	CHARSET_UTF8,
	CHARSET_GB18030,
	CHARSET_BIG5,
	CHARSET_LATIN1, /* none of them: bytes as they are */
	CHARSET_UTF16LE,
	CHARSET_UTF16BE,
	CHARSET_UTF32LE,
	CHARSET_UTF32BE,
	CHARSET_COUNT
};

const char *charset_name(enum charset); /* "utf-8", "gb18030", ... */

/* The byte order mark at the start: its charset and length (0: none, and
 * CHARSET_ASCII). */
enum charset charset_bom(const unsigned char *bytes, size_t length,
			 unsigned *bom_length);

/*
 * Decides the charset of text from a sample that begins at a character:
 * NUL pattern (UTF-16/32 without mark), UTF-8 validity, GB18030 structure
 * and the share of common characters against Big5's. A character cut off at
 * the sample's end is no fault. CHARSET_ASCII when every byte is ASCII.
 * `binary` (may be NULL) is set when the bytes are no text at all.
 */
enum charset charset_detect(const unsigned char *bytes, size_t length,
			    bool *binary);

/* Length of the longest prefix without bytes above 0x7F. Vector speed. */
size_t charset_ascii_prefix(const unsigned char *bytes, size_t length);

/*
 * GB18030 and Big5: copies text to `raw` and blanks (with 0x80) in `text`
 * every second or fourth byte of a character that is in the ASCII range, so
 * that all ASCII bytes left in `text` are ASCII. Returns how many bytes at
 * the end belong to a character that is not complete (0 to 3; they are left
 * as they are).
 */
size_t charset_blank_trails(enum charset, unsigned char *text,
			    unsigned char *raw, size_t length);

/*
 * Converts UTF-16/32 to UTF-8. Takes whole units only: returns the raw bytes
 * consumed, sets *written. Lone surrogates and values above U+10FFFF become
 * U+FFFD.
 */
size_t charset_to_utf8(enum charset, const unsigned char *raw, size_t length,
		       unsigned char *out, size_t room, size_t *written);

/* Converts any charset's text to UTF-8 for labels and names: what cannot be
 * decoded becomes U+FFFD. GB18030 by an own table filled from iconv once
 * (thread-safe). Returns the bytes written, never more than room. */
size_t charset_decode(enum charset, const unsigned char *raw, size_t length,
		      unsigned char *out, size_t room);

/* Decodes one UTF-8 character; *length is set to 1-4. Invalid bytes give
 * U+FFFD and length 1. */
uint32_t utf8_next(const unsigned char *bytes, size_t available,
		   unsigned *length);
/* Writes a character as UTF-8; returns its bytes, 0 without room. */
unsigned utf8_put(uint32_t character, unsigned char *out, size_t room);
bool utf8_valid(const unsigned char *bytes, size_t length);

#endif
