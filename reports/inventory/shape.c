/* What a text looks like, for the summary of a column. See tally.h. */
#include <string.h>

#include "reports/inventory/tally.h"

static bool is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

/* Eight bytes at a time: most values are of one kind of bytes. */
#define EACH_BYTE UINT64_C(0x0101010101010101)

size_t shape_digits(const unsigned char *text, size_t length)
{
	uint64_t word;
	size_t i = 0;

	for (; length - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, text + i, sizeof(word));
		/* '0' to '9' are 0x30 to 0x39. */
		if ((word & 0xF0 * EACH_BYTE) != 0x30 * EACH_BYTE ||
		    (word + 6 * EACH_BYTE) & 0x40 * EACH_BYTE)
			break;
	}
	while (i < length && is_digit(text[i]))
		i++;
	return i;
}

static size_t ascii_prefix(const unsigned char *text, size_t length)
{
	uint64_t word;
	size_t i = 0;

	for (; length - i >= sizeof(word); i += sizeof(word)) {
		memcpy(&word, text + i, sizeof(word));
		if (word & 0x80 * EACH_BYTE)
			break;
	}
	while (i < length && text[i] < 0x80)
		i++;
	return i;
}

/* The number of `digits` digits at text, or -1. */
static int digits_at(const unsigned char *text, size_t digits)
{
	int value = 0;

	for (; digits; digits--, text++) {
		if (!is_digit(*text))
			return -1;
		value = value * 10 + (*text - '0');
	}
	return value;
}

static bool is_day(int year, int month, int day)
{
	return year >= 1800 && year < 2200 && month >= 1 && month <= 12 &&
	       day >= 1 && day <= 31;
}

/* One or two digits at text[*at], which moves behind them; or -1. */
static int short_number(const unsigned char *text, size_t length, size_t *at)
{
	size_t from = *at;

	while (*at < length && *at < from + 2 && is_digit(text[*at]))
		++*at;
	return *at > from ? digits_at(text + from, *at - from) : -1;
}

/* 2024-03-05, with a time or without; 2024/3/5; 20240305; 5/3/2024. */
static bool is_date(const unsigned char *text, size_t length)
{
	int first, second, third;
	size_t at = 4;

	if (length < 8 || length > 35)
		return false;
	if (length == 8 && digits_at(text, 8) >= 0)
		return is_day(digits_at(text, 4), digits_at(text + 4, 2),
			      digits_at(text + 6, 2));
	first = digits_at(text, 4);
	if (first < 0) {
		at = 0;
		first = short_number(text, length, &at);
	}
	if (first < 0 || at == length || !strchr("-/.", text[at]))
		return false;
	at++;
	second = short_number(text, length, &at);
	if (second < 0 || at == length || !strchr("-/.", text[at]))
		return false;
	at++;
	if (first < 1000)
		return length == at + 4 &&
		       (is_day(digits_at(text + at, 4), second, first) ||
			is_day(digits_at(text + at, 4), first, second));
	third = short_number(text, length, &at);
	return is_day(first, second, third) &&
	       (at == length || text[at] == ' ' || text[at] == 'T');
}

/* A sign, digits with commas between them, a point, an exponent. */
static bool is_number(const unsigned char *text, size_t length)
{
	size_t i = length && (*text == '-' || *text == '+');
	bool point = false, digit = false;

	for (; i < length; i++) {
		if (is_digit(text[i]))
			digit = true;
		else if (text[i] == '.' && !point)
			point = true;
		else if ((text[i] | 0x20) == 'e' && digit && i + 1 < length)
			return is_number(text + i + 1, length - i - 1);
		else if (text[i] != ',' || !digit || point)
			return false;
	}
	return digit;
}

/* A Han character in UTF-8: U+3400 to U+9FFF, or the planes 2 and 3. */
static bool is_han_utf8(const unsigned char *at, size_t left)
{
	return (at[0] >= 0xE4 && at[0] <= 0xE9) ||
	       (left > 1 && ((at[0] == 0xE3 && at[1] >= 0x90) ||
			     (at[0] == 0xF0 && at[1] >= 0xA0)));
}

/* In GB18030 (its levels 2 to 4 of two bytes) and Big5. */
static bool is_han_double(const unsigned char *at, size_t left,
			  enum charset charset)
{
	if (left < 2 || at[1] < 0x40)
		return false;
	if (charset == CHARSET_BIG5)
		return at[0] >= 0xA4 && at[0] <= 0xF9;
	return at[1] >= 0xA1 ? at[0] >= 0xB0 && at[0] <= 0xF7
			     : at[0] <= 0xA0 || at[0] >= 0xAA;
}

static bool has_han(const unsigned char *text, size_t length,
		    enum charset charset)
{
	bool two = charset == CHARSET_GB18030 || charset == CHARSET_BIG5;
	size_t i;

	for (i = 0; i < length; i++) {
		if (text[i] < 0x80)
			continue;
		if (two ? is_han_double(text + i, length - i, charset)
			: is_han_utf8(text + i, length - i))
			return true;
		i += two;
	}
	return false;
}

/* What a date or a number begins with: most other texts do not. */
static bool begins_number(unsigned char c)
{
	return is_digit(c) || c == '-' || c == '+' || c == '.';
}

enum shape shape_of(const unsigned char *text, size_t length,
		    enum charset charset)
{
	size_t ascii;

	if (length && begins_number(*text)) {
		if (shape_digits(text, length) == length)
			return length == 8 && is_date(text, length)
				       ? SHAPE_DATE
				       : SHAPE_NUMBER;
		if (is_date(text, length))
			return SHAPE_DATE;
		if (is_number(text, length))
			return SHAPE_NUMBER;
	}
	ascii = ascii_prefix(text, length);
	if (ascii == length)
		return SHAPE_ASCII;
	return has_han(text + ascii, length - ascii, charset) ? SHAPE_HAN
							      : SHAPE_OTHER;
}
