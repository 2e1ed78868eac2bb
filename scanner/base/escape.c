/* Names of files as text. See escape.h. */
#include "scanner/base/escape.h"

#include <string.h>

#include "scanner/base/charset.h"

/* Characters that change how a terminal or a reader shows what is around
 * them. UAX #9: the bidirectional controls. */
static bool deceives(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C ||
	       c == 0x200E || c == 0x200F ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) ||
	       c == 0xFEFF || (c & 0xFFFE) == 0xFFFE ||
	       (c >= 0xFDD0 && c <= 0xFDEF);
}

static bool is_kept(const unsigned char *at, size_t left, unsigned *length)
{
	uint32_t c = utf8_next(at, left, length);

	return *at != '\\' && !deceives(c) && (*at < 0x80 || *length > 1);
}

void path_escape(struct buffer *out, const char *path)
{
	const unsigned char *at = (const unsigned char *)path;
	const unsigned char *end = at + strlen(path), *kept = at;
	unsigned length, i;

	for (; at < end; at += length) {
		if (is_kept(at, (size_t)(end - at), &length))
			continue;
		buffer_append(out, kept, (size_t)(at - kept));
		kept = at + length;
		if (*at == '\\')
			buffer_text(out, "\\\\");
		else
			for (i = 0; i < length; i++)
				buffer_format(out, "\\x%02x", at[i]);
	}
	buffer_append(out, kept, (size_t)(at - kept));
}

static unsigned digit(char c)
{
	return hex_digit((unsigned char)c);
}

void path_unescape(char *text)
{
	char *out = text;

	for (; *text; text++) {
		if (text[0] == '\\' && text[1] == '\\') {
			text++;
		} else if (text[0] == '\\' && text[1] == 'x' &&
			   digit(text[2]) < 16 && digit(text[3]) < 16) {
			*out++ = (char)(digit(text[2]) << 4 | digit(text[3]));
			text += 3;
			continue;
		}
		*out++ = *text;
	}
	*out = 0;
}
