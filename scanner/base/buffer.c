/* A growing byte buffer. See buffer.h. */
#include "scanner/base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(struct buffer *b, size_t more)
{
	size_t room = b->room ? b->room : 256;
	unsigned char *bytes;

	if (b->failed)
		return false;
	if (more <= b->room - b->length)
		return true;
	while (room - b->length < more) {
		if (__builtin_mul_overflow(room, 2, &room)) {
			b->failed = true;
			return false;
		}
	}
	bytes = realloc(b->bytes, room);
	if (!bytes) {
		b->failed = true;
		return false;
	}
	b->bytes = bytes;
	b->room = room;
	return true;
}

void buffer_append(struct buffer *b, const void *bytes, size_t length)
{
	if (!length || !reserve(b, length))
		return;
	memcpy(b->bytes + b->length, bytes, length);
	b->length += length;
}

void buffer_byte(struct buffer *b, unsigned char byte)
{
	buffer_append(b, &byte, 1);
}

void buffer_text(struct buffer *b, const char *text)
{
	buffer_append(b, text, strlen(text));
}

/* Writes what there is room for; returns how much there is in all. */
__attribute__((format(printf, 2, 0))) static size_t
print(struct buffer *b, const char *format, va_list arguments)
{
	int length = vsnprintf((char *)b->bytes + b->length,
			       b->room - b->length, format, arguments);

	return length < 0 ? 0 : (size_t)length;
}

void buffer_format(struct buffer *b, const char *format, ...)
{
	va_list arguments;
	size_t length;

	if (!reserve(b, 1))
		return;
	va_start(arguments, format);
	length = print(b, format, arguments);
	va_end(arguments);
	if (length >= b->room - b->length) { /* and the 0 behind it */
		if (!reserve(b, length + 1))
			return;
		va_start(arguments, format);
		print(b, format, arguments);
		va_end(arguments);
	}
	b->length += length;
}

const char *buffer_string(struct buffer *b)
{
	if (!reserve(b, 1))
		return "";
	b->bytes[b->length] = 0;
	return (const char *)b->bytes;
}

void buffer_clear(struct buffer *b)
{
	b->length = 0;
}

void buffer_release(struct buffer *b)
{
	free(b->bytes);
	*b = (struct buffer){ 0 };
}
