/* Escapes in strings of SQL. See sql_escapes.h. */
#include "scanner/formats/sql_escapes.h"

#include "scanner/base/charset.h"

unsigned char sql_escaped(unsigned char c)
{
	/* To be added; a switch could not be predicted. */
	static const unsigned char change[256] = {
		['n'] = (unsigned char)('\n' - 'n'),
		['t'] = (unsigned char)('\t' - 't'),
		['r'] = (unsigned char)('\r' - 'r'),
		['b'] = (unsigned char)('\b' - 'b'),
		['0'] = (unsigned char)-'0',
		['Z'] = (unsigned char)(26 - 'Z'),
	};

	return (unsigned char)(c + change[c]);
}

static int digit(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* Up to `most` digits of a base; how many there are. */
static uint32_t digits(const unsigned char *text, uint32_t length,
		       uint32_t most, int base, uint32_t *number)
{
	uint32_t n = 0;

	*number = 0;
	for (; n < most && n < length && digit(text[n]) < base; n++)
		*number = *number * (uint32_t)base + (uint32_t)digit(text[n]);
	return n;
}

/* The escape behind a backslash: its length, and what it stands for. */
static uint32_t escape_c(const unsigned char *text, uint32_t length,
			 bool string, unsigned char *out, uint32_t *written)
{
	uint32_t number, n = digits(text, length, 3, 8, &number);

	*written = 1;
	*out = (unsigned char)number;
	if (n)
		return n;
	n = digits(text + 1, length - 1, 2, 16, &number);
	if (*text == 'x' && n) {
		*out = (unsigned char)number;
		return n + 1;
	}
	n = *text == 'u' ? 4 : *text == 'U' ? 8 : 0;
	if (string && n &&
	    digits(text + 1, length - 1, n, 16, &number) == n) {
		*written = utf8_put(number, out, 4);
		return n + 1;
	}
	if (*text == 'f' || *text == 'v')
		*out = *text == 'f' ? '\f' : '\v';
	else
		*out = *text == 'Z' ? 'Z' : sql_escaped(*text);
	return 1;
}

uint32_t sql_unescape_c(const unsigned char *text, uint32_t length,
			bool string, unsigned char *out)
{
	uint32_t n = 0;

	for (uint32_t i = 0; i < length;) {
		unsigned char c = text[i++];
		uint32_t written;

		if (c == '\\' && i < length) {
			i += escape_c(text + i, length - i, string, out + n,
				      &written);
			n += written;
			continue;
		}
		i += string && c == '\'' && i < length && text[i] == '\'';
		out[n++] = c;
	}
	return n;
}

uint32_t sql_unescape_unicode(const unsigned char *text, uint32_t length,
			      unsigned char *out)
{
	uint32_t n = 0, number;

	for (uint32_t i = 0; i < length;) {
		unsigned char c = text[i++];
		uint32_t sign, most;

		if (c == '\\' && i < length) {
			sign = text[i] == '+' || (text[i] | 0x20) == 'u';
			most = text[i] == '+' ? 6 : text[i] == 'U' ? 8 : 4;
			if (digits(text + i + sign, length - i - sign, most, 16,
				   &number) == most) {
				n += utf8_put(number, out + n, 4);
				i += sign + most;
				continue;
			}
			i += text[i] == '\\';
		}
		out[n++] = c;
	}
	return n;
}

uint32_t sql_unhex(const unsigned char *text, uint32_t length,
		   unsigned char *out)
{
	uint32_t number;

	if (length % 2)
		return UINT32_MAX;
	for (uint32_t i = 0; i < length; i += 2) {
		if (digits(text + i, 2, 2, 16, &number) != 2)
			return UINT32_MAX;
		out[i / 2] = (unsigned char)number;
	}
	return length / 2;
}
