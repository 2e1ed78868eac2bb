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

void buffer_format(struct buffer *b, const char *format, ...)
{
	va_list arguments;
	int length;

	va_start(arguments, format);
	length = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (length < 0 || !reserve(b, (size_t)length + 1))
		return;
	va_start(arguments, format);
	vsnprintf((char *)b->bytes + b->length, (size_t)length + 1, format,
		  arguments);
	va_end(arguments);
	b->length += (size_t)length;
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
