/* What a layout of fixed places makes of a line. See fixed_layout.h. */
#include "scanner/formats/fixed_layout.h"

void fixed_cut(const struct fixed_layout *l, const unsigned char *line,
	       uint32_t length, struct fixed_column *columns)
{
	const unsigned char *p = line, *end = line + length;
	unsigned place = 0;

	for (unsigned i = 0; i < l->count; i++) {
		const unsigned char *from;

		while (p < end && place < l->columns[i].from)
			place += fixed_step(l->measure, &p, end);
		from = p;
		while (p < end && place < l->columns[i].to)
			place += fixed_step(l->measure, &p, end);
		columns[i].to = (unsigned)(p - line);
		columns[i].from = (unsigned)(from - line);
		while (columns[i].from < columns[i].to &&
		       line[columns[i].from] == ' ')
			columns[i].from++;
		while (columns[i].to > columns[i].from &&
		       line[columns[i].to - 1] == ' ')
			columns[i].to--;
	}
}

/* Whether every column begins at a character, with a blank before it, as far
 * as the line goes: into the second one at least. */
static bool has_gaps(const struct fixed_layout *l, const unsigned char *line,
		     uint32_t length)
{
	const unsigned char *p = line, *end = line + length;
	unsigned place = 0;

	for (unsigned i = 1; i < l->count; i++) {
		while (p < end && place < l->columns[i].from)
			place += fixed_step(l->measure, &p, end);
		if (p >= end)
			return i > 1;
		if (place > l->columns[i].from || p[-1] != ' ')
			return false;
	}
	return true;
}

bool fixed_fits(const struct fixed_layout *l, const unsigned char *line,
		uint32_t length)
{
	unsigned width;

	if (l->ruled)
		return has_gaps(l, line, length);
	width = fixed_width(l->measure, line, length);
	return width >= l->least && width <= l->width;
}
