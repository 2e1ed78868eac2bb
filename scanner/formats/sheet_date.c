/* Dates in cells. See sheet_date.h. */
#include "scanner/formats/sheet_date.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define DAY_SECONDS 86400
#define DAYS_1904 1462	   /* from the one count to the other */
#define DAYS_TO_1970 25569 /* 1970-01-01 */
#define DAYS_MAX 2958465   /* 9999-12-31 */

bool sheet_date_builtin(unsigned format)
{
	/* 27 to 36 and 50 to 58 are dates where East Asia's Office runs. */
	return (format >= 14 && format <= 17) || format == 22 ||
	       (format >= 27 && format <= 31) || format == 36 ||
	       (format >= 50 && format <= 54) ||
	       (format >= 57 && format <= 58);
}

/* Behind what stands at p by itself: quoted, escaped, in brackets. */
static size_t pass_literal(const unsigned char *p, size_t length)
{
	const unsigned char *end = NULL;

	switch (*p) {
	case '"':
		end = memchr(p + 1, '"', length - 1);
		break;
	case '[':
		end = memchr(p, ']', length);
		break;
	case '\\':
	case '_':
	case '*':
		return length < 2 ? length : 2;
	default:
		return 0;
	}
	return end ? (size_t)(end - p) + 1 : length;
}

/* A year or a day; what stands behind ; is for other numbers. */
bool sheet_date_code(const unsigned char *code, size_t length)
{
	for (size_t i = 0; i < length && code[i] != ';';) {
		size_t literal = pass_literal(code + i, length - i);

		if (!literal && strchr("yYdD", code[i]) && code[i])
			return true;
		i += literal ? literal : 1;
	}
	return false;
}

size_t sheet_date_write(double days, bool from_1904,
			char out[SHEET_DATE_TEXT])
{
	struct tm tm;
	time_t at;
	int n;

	if (from_1904)
		days += DAYS_1904;
	if (!(days >= 1 && days < DAYS_MAX + 1))
		return 0;
	/* Lotus had a 29 February 1900, day 60, that the others keep. */
	if (days < 60)
		days++;
	at = (time_t)floor((days - DAYS_TO_1970) * DAY_SECONDS + 0.5);
	if (!gmtime_r(&at, &tm))
		return 0;
	n = snprintf(out, SHEET_DATE_TEXT, "%04d-%02d-%02d",
		     tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	if (tm.tm_hour || tm.tm_min || tm.tm_sec)
		n += snprintf(out + n, (size_t)(SHEET_DATE_TEXT - n),
			      " %02d:%02d:%02d", tm.tm_hour, tm.tm_min,
			      tm.tm_sec);
	return (size_t)n;
}
