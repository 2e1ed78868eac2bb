/*
 * Numbers that stand side by side in lines of fixed places, without a blank
 * between them. Where the same places of nearly all lines are a number whose
 * check digit holds, it is no accident (one in ten would be): a column is
 * there, and what stands before and behind it are others. So are mobile
 * numbers, which have none, but all begin with 1 and with one of several
 * digits above 2 behind it.
 */
#include "scanner/formats/fixed_layout.h"

#include <stdlib.h>
#include <string.h>

#define LINES_TRIED 64
#define LINES_ENOUGH 20
#define LENGTH_MIN 15	/* of a number that is looked for: a card of a bank */
#define LENGTH_MAX 19	/* the same; others have 16, and IDs have 18 */
#define DIGITS_MIN 5	/* different check digits, that it is no constant */
#define MOBILE_LENGTH 11
#define SECONDS_MIN 3 /* different second digits of mobile numbers */

struct trial {
	struct fixed_line lines[LINES_TRIED];
	unsigned count;
	bool (*proven)(const unsigned char *text, uint32_t length);
};

static void take_lines(struct trial *t, const struct head *head,
		       const struct fixed_layout *l)
{
	struct fixed_line line;
	uint32_t at = l->rows;

	while (t->count < LINES_TRIED && fixed_line_next(head, &at, &line))
		if (fixed_fits(l, line.text, line.length))
			t->lines[t->count++] = line;
}

/* The bytes at places [from, from + length), when they are ASCII. */
static const unsigned char *bytes_at(const struct fixed_layout *l,
				     const struct fixed_line *line,
				     unsigned from, unsigned length)
{
	const unsigned char *p = line->text, *end = p + line->length;
	unsigned place = 0;

	while (p < end && place < from)
		place += fixed_step(l->measure, &p, end);
	return place == from && (size_t)(end - p) >= length ? p : NULL;
}

static bool is_mobile(const unsigned char *text)
{
	for (unsigned i = 0; i < MOBILE_LENGTH; i++)
		if (text[i] < '0' || text[i] > '9')
			return false;
	return text[0] == '1' && text[1] > '2';
}

static bool is_blank(const unsigned char *text, unsigned length)
{
	while (length && text[length - 1] == ' ')
		length--;
	return !length;
}

/* Whether nearly all lines have such a number there, but for those, less than
 * half, that have none. */
static bool is_column(const struct trial *t, const struct fixed_layout *l,
		      unsigned from, unsigned length)
{
	bool mobile = length == MOBILE_LENGTH;
	unsigned misses = 0, blanks = 0, digits = 0;

	for (unsigned i = 0; i < t->count; i++) {
		const unsigned char *text =
			bytes_at(l, &t->lines[i], from, length);

		if (text && (mobile ? is_mobile(text)
				    : t->proven(text, length)))
			digits |= 1U << (text[mobile ? 1 : length - 1] & 15);
		else if (text && is_blank(text, length))
			blanks++;
		else if (++misses * 20 > t->count)
			return false;
	}
	return blanks * 2 < t->count &&
	       __builtin_popcount(digits) >=
		       (mobile ? SECONDS_MIN : DIGITS_MIN);
}

/* Whether other text stands there in some line. */
static bool holds_text(const struct trial *t, const struct fixed_layout *l,
		       unsigned from, unsigned to)
{
	for (unsigned i = 0; i < t->count; i++) {
		const struct fixed_line *line = &t->lines[i];
		const unsigned char *p = bytes_at(l, line, from, 0);

		for (unsigned at = from; p && at < to; at++, p++)
			if (p < line->text + line->length && *p > ' ')
				return true;
	}
	return false;
}

/* The length of the number that begins at a place; 0: none does. */
static unsigned number_at(const struct trial *t, const struct fixed_layout *l,
			  unsigned from, unsigned to)
{
	for (unsigned length = LENGTH_MAX; length >= LENGTH_MIN; length--)
		if (from + length <= to && is_column(t, l, from, length))
			return length;
	return from + MOBILE_LENGTH <= to &&
			       is_column(t, l, from, MOBILE_LENGTH)
		       ? MOBILE_LENGTH
		       : 0;
}

/* Begins another column inside of the one at `index`. */
static void part(struct fixed_layout *l, unsigned index, unsigned place)
{
	struct fixed_column *c = &l->columns[index];

	memmove(c + 1, c, (l->count - index) * sizeof(*c));
	l->count++;
	c[0].to = c[1].from = place;
}

/* Looks for a number in a column that others stand in as well; what is behind
 * it becomes the next column, to be looked at in its turn. */
static void part_column(const struct trial *t, struct fixed_layout *l,
			unsigned index)
{
	unsigned from = l->columns[index].from, to = l->columns[index].to;
	unsigned length = 0;

	while (from + MOBILE_LENGTH <= to &&
	       !(length = number_at(t, l, from, to)))
		from++;
	if (!length)
		return;
	if (holds_text(t, l, from + length, to))
		part(l, index, from + length);
	if (holds_text(t, l, l->columns[index].from, from))
		part(l, index, from);
}

void fixed_layout_part(const struct head *head, struct fixed_layout *l,
		       bool (*proven)(const unsigned char *, uint32_t))
{
	struct trial *t;

	if (l->ruled || !proven)
		return;
	t = calloc(1, sizeof(*t));
	if (!t)
		return;
	t->proven = proven;
	take_lines(t, head, l);
	for (unsigned i = 0; t->count >= LINES_ENOUGH && i < l->count &&
			     l->count + 2 <= FIXED_COLUMNS_MAX; i++)
		part_column(t, l, i);
	free(t);
}
