/* Numbers in cells. See number.h. */
#include "scanner/base/number.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WHOLE_MAX 9.2e18   /* of a long long */
#define EXACT_MAX 0x1p53   /* below, doubles hold every whole number */

size_t number_digits(const unsigned char *text, size_t length,
		     char out[NUMBER_DIGITS])
{
	const unsigned char *p = text, *end = p + length;
	size_t digits = 0;
	int point = -1, exponent = 0;

	for (; p < end && (*p == '.' || (*p >= '0' && *p <= '9')); p++) {
		if (*p == '.' && point >= 0)
			return 0;
		if (*p == '.')
			point = (int)digits;
		else if (digits == 20)
			return 0;
		else
			out[digits++] = (char)*p;
	}
	if (!digits || p == end || (*p != 'E' && *p != 'e'))
		return 0;
	p += p + 1 < end && p[1] == '+' ? 2 : 1;
	if (p == end || end - p > 3)
		return 0;
	for (; p < end && *p >= '0' && *p <= '9'; p++)
		exponent = exponent * 10 + (*p - '0');
	exponent -= point < 0 ? 0 : (int)digits - point;
	if (p < end || exponent < 0 || digits + (size_t)exponent > 19)
		return 0;
	memset(out + digits, '0', (size_t)exponent);
	return digits + (size_t)exponent;
}

size_t number_write(double value, char out[NUMBER_TEXT])
{
	int n = snprintf(out, NUMBER_TEXT, "%.15g", value);
	char digits[NUMBER_DIGITS];
	size_t length;

	if (!(fabs(value) < WHOLE_MAX) || value != trunc(value))
		return (size_t)n;
	if (value >= EXACT_MAX && strtod(out, NULL) == value) {
		length = number_digits((unsigned char *)out, (size_t)n,
				       digits);
		memcpy(out, digits, length);
		return length;
	}
	return (size_t)snprintf(out, NUMBER_TEXT, "%lld", (long long)value);
}
