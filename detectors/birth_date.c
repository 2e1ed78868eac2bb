/*
 * Dates that may be dates of birth, as whole cells: 1990-03-07, 1990/3/7,
 * 1990.3.7, 19900307, 1990年3月7日, 3/7/1990, 7.3.1990, and as Oracle writes
 * them 07-03-1990, 07-MAR-90, 07-3月 -90; with a time of day only if it is
 * midnight, as databases write dates: here, or in UTC, where that is in the
 * afternoon of the day before; such midnights as seconds or milliseconds since
 * 1970, 636739200000; and days as spreadsheets count them, 32939. The value is
 * always 19900307, or 19900300 of a month alone (199003, 1990-03, 1990年3月).
 *
 * Every date from 1900 to the sweep's is a hit; what tells births from orders
 * is the column's name and how the years, which are the strata, spread.
 */
#include "detectors/kinds.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "detectors/ascii.h"
#include "detectors/cell.h"
#include "detectors/checksum.h"

#define FIRST_YEAR 1900
#define CHILD_YEARS 14 /* PIPL, article 31 */
#define DAY_SECONDS 86400
#define SERIAL_1970 25569 /* of a spreadsheet */

struct reader {
	const unsigned char *at;
	bool either; /* what was read may be the month and the day, or the
		      * other way round */
};

static void skip_blanks(struct reader *r)
{
	while (*r->at == ' ')
		r->at++;
}

static bool skip(struct reader *r, const char *text)
{
	size_t n = strlen(text);

	skip_blanks(r);
	if (memcmp(r->at, text, n)) /* 16 bytes behind are readable */
		return false;
	r->at += n;
	return true;
}

/* `least` to `most` digits. */
static int number(struct reader *r, int least, int most)
{
	int n = 0, value = 0;

	skip_blanks(r);
	for (; n < most && ascii_is(*r->at, ASCII_DIGIT); n++)
		value = value * 10 + (*r->at++ - '0');
	return n < least ? -1 : value;
}

/* -1: no such shape. */
static int date_of(int year, int month, int day)
{
	return year < 0 || month < 0 || day < 0
		       ? -1 : year * 10000 + month * 100 + day;
}

/* Behind its year. */
static int read_rest(struct reader *r, int year)
{
	static const char *const separators[][2] = {
		{ "-", "-" }, { "/", "/" }, { ".", "." }, { "年", "月" },
	};
	int month, day = 0;
	size_t i = 0;

	while (i < 4 && !skip(r, separators[i][0]))
		i++;
	if (i == 4)
		return -1;
	month = number(r, 1, 2);
	if (skip(r, separators[i][1]) && (*r->at || i < 3)) {
		day = number(r, 1, 2);
		if (i == 3 && !skip(r, "日"))
			return -1;
	}
	return date_of(year, month, day);
}

/* 1990-03-07 and its kin. */
static int read_year_first(struct reader *r)
{
	int year = number(r, 4, 4), month, day;

	if (year < 0 || !ascii_is(*r->at, ASCII_DIGIT))
		return read_rest(r, year);
	month = number(r, 2, 2);
	day = *r->at ? number(r, 2, 2) : 0;
	return date_of(year, month, day);
}

/* The month of 07-MAR-90 or 07-3月 -90. */
static int read_month(struct reader *r)
{
	static const char names[] = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC";
	int month = number(r, 1, 2);

	if (month >= 0)
		return skip(r, "月") ? month : -1;
	for (month = 0; month < 12; month++)
		if (!strncasecmp((const char *)r->at, names + month * 3, 3))
			break;
	r->at += 3;
	return month < 12 ? month + 1 : -1;
}

/* Of two digits Oracle takes 50 and up for the last century. */
static int read_last_year(struct reader *r)
{
	const unsigned char *from = r->at;
	int year = number(r, 2, 4);

	if (r->at - from == 3)
		return -1;
	return year < 0 || year > 99 ? year
				     : year + (year < 50 ? 2000 : 1900);
}

/* 07-MAR-90 */
static int read_named(struct reader *r)
{
	int day = number(r, 1, 2), month;

	skip(r, "-");
	month = read_month(r);
	return skip(r, "-") ? date_of(read_last_year(r), month, day) : -1;
}

/* 3/7/1990 has the month first, 7-3-1990 and 7.3.1990 the day, unless it
 * cannot be: those of America and of Oracle and Europe. */
static int read_year_last(struct reader *r)
{
	struct reader again = *r;
	int first = number(r, 1, 2), second;
	char separator[2] = { (char)*r->at, 0 };
	bool month_first = *separator == '/';

	if (!*separator || !strchr("/-.", *separator))
		return -1;
	r->at++;
	second = number(r, 1, 2);
	if (!skip(r, separator))
		return *separator == '-' ? (*r = again, read_named(r)) : -1;
	r->either = first <= 12 && second <= 12;
	if (month_first ? first > 12 : second > 12)
		month_first = !month_first;
	return month_first ? date_of(read_last_year(r), first, second)
			   : date_of(read_last_year(r), second, first);
}

static int read_date(struct reader *r)
{
	bool year_first = ascii_is(r->at[1], ASCII_DIGIT) &&
			  ascii_is(r->at[2], ASCII_DIGIT);

	return year_first ? read_year_first(r) : read_year_last(r);
}

/* A real date, or a month alone. */
static bool is_real(int date, const unsigned char *yyyymmdd)
{
	int month = date / 100 % 100;

	return date % 100 ? calendar_date(yyyymmdd) != 0
			  : month >= 1 && month <= 12;
}

/* The hour, in UTC, at which a day begins in China; for six years that was
 * an hour earlier in summer. */
static bool begins_day(int hour, int date)
{
	return hour == 16 || (hour == 15 && date >= 19860000 &&
			      date < 19920000);
}

/* Midnight, in whatever zone, or nothing. One in UTC may be that of the next
 * day. */
static bool at_midnight(struct reader *r, const unsigned char *end, int *date)
{
	const char *rest;
	int hour;

	if (r->at == end || !strcmp((const char *)r->at, "000000"))
		return true;
	if (*r->at != ' ' && *r->at != 'T')
		return false;
	r->at++;
	hour = number(r, 1, 2);
	while (r->at < end && strchr("0:. ", *r->at))
		r->at++;
	rest = (const char *)r->at;
	if (begins_day(hour, *date) && *date % 100 &&
	    (*rest == 'Z' || !strncmp(rest, "+00", 3))) {
		*date = calendar_next(*date);
		return true;
	}
	if (hour == 12)
		return !strcasecmp(rest, "AM");
	return !hour && (r->at == end || *rest == 'Z' || *rest == '+');
}

/* The day that begins so many seconds after 1970 did, or -1. */
static int day_at(time_t seconds)
{
	struct tm tm;
	int date;

	if (seconds % 3600 || !gmtime_r(&seconds, &tm))
		return -1;
	date = date_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
	if (!tm.tm_hour)
		return date;
	return begins_day(tm.tm_hour, date) ? calendar_next(date) : -1;
}

static int read_serial(const struct candidate *c)
{
	char *end;
	long serial = strtol((const char *)c->text, &end, 10);

	return end == (const char *)c->text + c->length
		       ? day_at((serial - SERIAL_1970) * DAY_SECONDS) : -1;
}

static bool is_past(int date, int today)
{
	return date / 10000 >= FIRST_YEAR && date <= today;
}

/* Seconds since 1970 or, if that is no day of the past, milliseconds. */
static int read_epoch(const struct candidate *c)
{
	char *end;
	long long count;
	int date = -1;

	if (!cell_may_be_epoch(c->text, c->length))
		return -1;
	count = strtoll((const char *)c->text, &end, 10);
	if (end != (const char *)c->text + c->length)
		return -1;
	if (c->length < 12) /* before the year 5139 */
		date = day_at(count);
	return is_past(date, c->today) || count % 1000
		       ? date : day_at(count / 1000);
}

static void write_value(int date, struct evidence *e)
{
	e->value_length = 8;
	for (int i = 7; i >= 0; i--, date /= 10)
		e->value[i] = (unsigned char)('0' + date % 10);
}

static enum answer examine(const struct candidate *c, struct evidence *e)
{
	struct reader r = { .at = c->text };
	int date;

	if (c->text[0] >= 0x80 || c->length < 5)
		return ANSWER_NO;
	date = cell_may_be_serial(c->text, c->length) ? read_serial(c)
						      : read_epoch(c);
	if (date < 0)
		date = read_date(&r);
	else
		r.at += c->length;
	if (date < 0)
		return ANSWER_NO;
	write_value(date, e);
	if (!is_real(date, e->value) ||
	    !at_midnight(&r, c->text + c->length, &date))
		return ANSWER_NO;
	write_value(date, e);
	e->form = r.either ? FORM_EITHER : 0;
	if (!is_past(date, c->today))
		return ANSWER_MISS;
	e->checks = CHECK_DATE;
	if (c->today - date < CHILD_YEARS * 10000)
		e->checks |= CHECK_MINOR;
	if (date == 19000101 || date == 19700101) /* no date at all */
		e->checks |= CHECK_DULL;
	e->stratum = (uint8_t)(date / 10000 - FIRST_YEAR);
	e->strength = STRENGTH_MAX;
	return ANSWER_HIT;
}

/* The year: 1990-**-** */
static void mask(struct secret value, struct masked *masked)
{
	memcpy(masked->text, value.bytes, 4);
	memcpy(masked->text + 4, "-**-**", 7);
}

const struct detector detector_birth_date = {
	.id = "birth_date",
	.zh = "出生日期",
	.en = "Date of birth",
	.policy = "BIRTH_DATE",
	.seed = SEED_CELL,
	.chance = 0,
	.person = false,
	.examine = examine,
	.mask = mask,
};
