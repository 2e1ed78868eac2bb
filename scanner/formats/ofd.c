/*
 * OFD: text stands in TextCode elements at places on a page, a line, a word
 * or a glyph in each; what stands close together is one text. See ofd.h.
 */
#include "scanner/formats/ofd.h"

#include <math.h>
#include <string.h>

#include "scanner/formats/passages.h"

/* Between texts, in parts of the size of a character: less is no gap, more
 * up or down is another line. */
#define GAP 0.7
#define RISE 0.4

/* Where a page's text goes on; in millimetres. */
struct pen {
	double matrix[6]; /* of the text object (GB/T 33190, 8.5) */
	double left, top; /* of its boundary */
	double size;	  /* of its characters */
	double x, y;	  /* of its last code, in the object */
	bool any;
	/* of the last code, in the direction of its text and across */
	double begin, across;
	double em;	/* size of a character */
	double advance; /* from the first character to the last, or 0 */
	double width;	/* of all characters, by guess ... */
	double last;	/* ... and of the last one */
};

/* Reads a decimal; false when there is none. */
static bool next_number(struct xml_attribute *a, double *number)
{
	double value = 0, unit = 1;
	bool minus, digits = false, fraction = false;

	while (a->length && (*a->value == ' ' || *a->value == ',')) {
		a->value++;
		a->length--;
	}
	minus = a->length && *a->value == '-';
	for (size_t i = minus; i < a->length; i++) {
		unsigned char c = a->value[i];

		if (c >= '0' && c <= '9') {
			value = value * 10 + (c - '0');
			unit *= fraction ? 10 : 1;
			digits = true;
		} else if (c == '.' && !fraction) {
			fraction = true;
		} else {
			a->value += i;
			a->length -= i;
			*number = (minus ? -value : value) / unit;
			return digits;
		}
	}
	a->length = 0;
	*number = (minus ? -value : value) / unit;
	return digits;
}

static double number_of(const struct xml_element *element, const char *name,
			double otherwise)
{
	struct xml_attribute a = xml_find(element, name);
	double number;

	return a.value && next_number(&a, &number) ? number : otherwise;
}

static void open_object(struct pen *pen, const struct xml_element *element)
{
	static const double identity[6] = { 1, 0, 0, 1, 0, 0 };
	struct xml_attribute matrix = xml_find(element, "CTM");
	struct xml_attribute boundary = xml_find(element, "Boundary");
	double width, height;

	for (size_t i = 0; i < 6; i++)
		if (!matrix.value || !next_number(&matrix, &pen->matrix[i]))
			pen->matrix[i] = identity[i];
	if (!boundary.value || !next_number(&boundary, &pen->left) ||
	    !next_number(&boundary, &pen->top) ||
	    !next_number(&boundary, &width) || !next_number(&boundary, &height))
		pen->left = pen->top = height = 0;
	pen->size = number_of(element, "Size", height);
	pen->x = pen->y = 0;
}

/* The sum of "2.5 g 3 1.25": steps, of which g repeats one. */
static double sum_of(struct xml_attribute steps)
{
	double sum = 0, count, step;

	while (steps.length) {
		if (next_number(&steps, &step)) {
			sum += step;
		} else if (steps.length && *steps.value == 'g') {
			steps.value++;
			steps.length--;
			if (next_number(&steps, &count) &&
			    next_number(&steps, &step))
				sum += count * step;
		} else {
			break;
		}
	}
	return sum;
}

/* Takes the pen to a code's first character. */
static void move(struct pen *pen, const struct xml_element *element)
{
	struct xml_attribute steps = xml_find(element, "DeltaX");
	const double *m = pen->matrix;
	double scale = hypot(m[0], m[1]), x, y;

	pen->x = number_of(element, "X", pen->x);
	pen->y = number_of(element, "Y", pen->y);
	x = pen->left + m[0] * pen->x + m[2] * pen->y + m[4];
	y = pen->top + m[1] * pen->x + m[3] * pen->y + m[5];
	scale = scale > 0 ? scale : 1;
	pen->begin = (x * m[0] + y * m[1]) / scale;
	pen->across = (y * m[0] - x * m[1]) / scale;
	pen->em = pen->size * scale;
	pen->advance = steps.value ? sum_of(steps) * scale : 0;
	pen->width = pen->last = 0;
}

static enum placement open_code(struct pen *pen,
				const struct xml_element *element)
{
	bool first = !pen->any;
	double across = pen->across, gap;
	double end = pen->begin +
		     (pen->advance > 0 ? pen->advance + pen->last : pen->width);

	move(pen, element);
	pen->any = true;
	gap = pen->begin - end;
	if (first || fabs(pen->across - across) > RISE * pen->em ||
	    gap < -pen->em)
		return PLACED_ELSEWHERE;
	return gap > GAP * pen->em ? PLACED_APART : PLACED_BEHIND;
}

static enum placement on_element(void *state, const struct xml_element *element)
{
	struct pen *pen = state;

	if (!strcmp(element->name, "TextCode"))
		return open_code(pen, element);
	if (!strcmp(element->name, "TextObject"))
		open_object(pen, element);
	return PLACED_NOWHERE;
}

/* Chinese characters are as wide as they are high, others about half. */
static void on_words(void *state, const unsigned char *text, size_t length)
{
	struct pen *pen = state;

	for (size_t i = 0; i < length; i++) {
		if ((text[i] & 0xC0) == 0x80)
			continue;
		pen->last = text[i] < 0x80 ? pen->em / 2 : pen->em;
		pen->width += pen->last;
	}
}

static const struct passage_tag tags[] = {
	{ "CustomData", PASSAGE_NAMED_LINE },
	{ "AbbreviatedData", PASSAGE_DRAWING },
	{ "Glyphs", PASSAGE_DRAWING },
	{ "FillColor", PASSAGE_DRAWING },
	{ "StrokeColor", PASSAGE_DRAWING },
	{ 0 },
};

static const char *const telling[] = { "URI",	 "Title",  "Creator",
				       "Author", "Remark", NULL };

static const struct layout layout = { on_element, on_words };

static const struct dialect dialect = {
	.tags = tags,
	.telling = telling,
	.layout = &layout,
};

bool ofd_inside(struct zip_archive *a)
{
	return package_has(a, "OFD.xml");
}

static bool read_part(struct package *p, uint64_t index, const char *name)
{
	struct pen pen = { 0 };

	(void)name;
	return passages_read(p, index, &dialect, &pen);
}

int ofd_read(struct zip_archive *a)
{
	static const char *const suffixes[] = { ".xml", NULL };
	struct package p;

	if (!package_start(&p, a))
		return OUTCOME_FAILED;
	package_rest(&p, suffixes, read_part);
	return package_end(&p);
}

static unsigned bid(const struct head *head)
{
	return package_bid(head, "OFD.xml") | package_bid(head, "Doc_0/");
}

const struct format format_ofd = {
	.name = "ofd",
	.bid = bid,
	.extract = zip_extract,
};
