/* Lines of fixed places. See fixed_line.h. */
#include "scanner/formats/fixed_line.h"

#include <string.h>

bool fixed_line_next(const struct head *head, uint32_t *at,
		     struct fixed_line *line)
{
	const unsigned char *text = head->text + *at;
	size_t left = head->text_length - *at;
	const unsigned char *feed = memchr(text, '\n', left);

	if (!left || (!feed && !head->whole))
		return false;
	line->text = text;
	line->length = (uint32_t)(feed ? (size_t)(feed - text) : left);
	*at += line->length + (feed != NULL);
	if (line->length && text[line->length - 1] == '\r')
		line->length--;
	return true;
}

unsigned fixed_step(enum fixed_measure measure, const unsigned char **p,
		    const unsigned char *end)
{
	unsigned char first = *(*p)++;

	if (measure == FIXED_BYTES || first < 0x80)
		return 1;
	while (*p < end && (**p & 0xC0) == 0x80)
		++*p;
	return measure == FIXED_PLACES && first >= 0xE0 ? 2 : 1;
}

unsigned fixed_width(enum fixed_measure measure, const unsigned char *line,
		     uint32_t length)
{
	const unsigned char *p = line, *end = line + length;
	unsigned width = 0;

	if (measure == FIXED_BYTES)
		return length;
	while (p < end)
		width += fixed_step(measure, &p, end);
	return width;
}

unsigned fixed_dashes(const unsigned char *line, uint32_t length)
{
	unsigned groups = 0, dashes = 0;

	for (uint32_t i = 0; i < length; i++) {
		bool dash = line[i] == '-' || line[i] == '=';

		if (!dash && line[i] != ' ')
			return 0;
		groups += dash && (!i || line[i - 1] == ' ');
		dashes += dash;
	}
	return dashes > 2 ? groups : 0;
}
