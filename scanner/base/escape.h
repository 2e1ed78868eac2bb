/*
 * Names of files as text that is safe to print and to store, and back.
 *
 * A file name is bytes. Written out, a backslash is doubled; bytes that are
 * no UTF-8, and the bytes of control characters (C0, DEL, C1), of line and
 * paragraph separators and of bidirectional controls become \xHH. The result
 * is valid UTF-8, one line, and turns back into the same bytes.
 */
#ifndef SCANNER_BASE_ESCAPE_H
#define SCANNER_BASE_ESCAPE_H

#include <stddef.h>

#include "scanner/base/buffer.h"

/* Appends. */
void path_escape(struct buffer *, const char *path);

/* The value of a hexadecimal digit; 16 when it is none. */
static inline unsigned hex_digit(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10u : 16;
}

/* Turns back in place. An escape that is none stays as it is. */
void path_unescape(char *text);

#endif
