/*
 * A growing byte buffer. Zero-initialised it is empty and valid.
 *
 * Allocation failure is sticky: `failed` stays set, further appends do
 * nothing, and the owner checks once at the end.
 */
#ifndef SCANNER_BASE_BUFFER_H
#define SCANNER_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

struct buffer {
	unsigned char *bytes; /* owned; not NUL-terminated */
	size_t length, room;
	bool failed;
};

void buffer_append(struct buffer *, const void *bytes, size_t length);
void buffer_byte(struct buffer *, unsigned char);
void buffer_text(struct buffer *, const char *text);
void buffer_format(struct buffer *, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* The bytes as a C string (a NUL is put behind them), "" when it failed.
 * Stays valid until the next change. */
const char *buffer_string(struct buffer *);

void buffer_clear(struct buffer *);   /* empty, keeps its room */
void buffer_release(struct buffer *); /* frees the contents */

#endif
