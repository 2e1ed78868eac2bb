/*
 * Dates that may be dates of birth, as whole cells: 1990-03-07, 1990/3/7,
 * 1990.3.7, 19900307, 1990年3月7日, with a time of day only if it is
 * midnight, as databases write dates. The value is always 19900307.
 *
 * Every date from 1900 to the sweep's is a hit; what tells births from orders
 * is the column's name and how the years, which are the strata, spread.
 */
#include "detectors/kinds.h"

#include <string.h>

#include "detectors/ascii.h"
#include "detectors/checksum.h"

#define FIRST_YEAR 1900
#define CHILD_YEARS 14 /* PIPL, article 31 */

struct reader {
	const unsigned char *at;
};

static bool skip(struct reader *r, const char *text)
{
	size_t n = strlen(text);

	if (memcmp(r->at, text, n)) /* 16 bytes behind are readable */
		return false;
	r->at += n;
	return true;
}

/* `least` to `most` digits. */
static int number(struct reader *r, int least, int most)
{
	int n = 0, value = 0;

	for (; n < most && ascii_is(*r->at, ASCII_DIGIT); n++)
		value = value * 10 + (*r->at++ - '0');
	return n < least ? -1 : value;
}

/* yyyymmdd, or -1: no such shape. */
static int read_date(struct reader *r)
{
	static const char *const separators[][3] = {
		{ "-", "-", "" }, { "/", "/", "" }, { ".", ".", "" },
		{ "年", "月", "日" },
	};
	int year = number(r, 4, 4), month, day;

	if (year >= 0 && ascii_is(*r->at, ASCII_DIGIT)) {
		month = number(r, 2, 2);
		day = number(r, 2, 2);
		return month < 0 || day < 0 ? -1
					    : year * 10000 + month * 100 + day;
	}
	for (size_t i = 0; year >= 0 && i < 4; i++) {
		if (!skip(r, separators[i][0]))
			continue;
		month = number(r, 1, 2);
		if (month < 0 || !skip(r, separators[i][1]))
			return -1;
		day = number(r, 1, 2);
		if (day < 0 || !skip(r, separators[i][2]))
			return -1;
		return year * 10000 + month * 100 + day;
	}
	return -1;
}

/* Midnight, in whatever zone, or nothing. */
static bool at_midnight(struct reader *r, const unsigned char *end)
{
	if (r->at == end)
		return true;
	if (*r->at != ' ' && *r->at != 'T')
		return false;
	for (r->at++; r->at < end && strchr("0:. ", *r->at);)
		r->at++;
	return r->at == end || *r->at == 'Z' || *r->at == '+';
}

static enum answer examine(const struct candidate *c, struct evidence *e)
{
	struct reader r = { c->text };
	int date, year;

	if (!ascii_is(c->text[0], ASCII_DIGIT) || c->length < 8)
		return ANSWER_NO;
	date = read_date(&r);
	if (date < 0 || !at_midnight(&r, c->text + c->length))
		return ANSWER_NO;
	for (int i = 7, rest = date; i >= 0; i--, rest /= 10)
		e->value[i] = (unsigned char)('0' + rest % 10);
	e->value_length = 8;
	year = date / 10000;
	if (!calendar_date(e->value))
		return ANSWER_NO;
	if (year < FIRST_YEAR || date > c->today)
		return ANSWER_MISS;
	e->checks = CHECK_DATE;
	if (c->today - date < CHILD_YEARS * 10000)
		e->checks |= CHECK_MINOR;
	if (date == 19000101 || date == 19700101) /* no date at all */
		e->checks |= CHECK_DULL;
	e->stratum = (uint8_t)(year - FIRST_YEAR);
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
