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

void path_escape(struct buffer *out, const char *path)
{
	const unsigned char *at = (const unsigned char *)path;
	size_t left = strlen(path);
	unsigned length, i;
	uint32_t c;

	for (; left; at += length, left -= length) {
		c = utf8_next(at, left, &length);
		if (*at == '\\')
			buffer_text(out, "\\\\");
		else if (deceives(c) || (*at >= 0x80 && length == 1))
			for (i = 0; i < length; i++)
				buffer_format(out, "\\x%02x", at[i]);
		else
			buffer_append(out, at, length);
	}
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void path_unescape(char *text)
{
	char *out = text;

	for (; *text; text++) {
		if (text[0] == '\\' && text[1] == '\\') {
			text++;
		} else if (text[0] == '\\' && text[1] == 'x' &&
			   hex_digit(text[2]) >= 0 && hex_digit(text[3]) >= 0) {
			*out++ = (char)(hex_digit(text[2]) << 4 |
					hex_digit(text[3]));
			text += 3;
			continue;
		}
		*out++ = *text;
	}
	*out = 0;
}
