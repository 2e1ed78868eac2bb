/*
 * Parts of a workbook that are no sheets, as prose: comments, text boxes,
 * properties, cached pivot tables, links. Runs of one paragraph are joined.
 */
#include <string.h>

#include "scanner/formats/xlsx.h"

/* Attributes that people's words stand in: cached values (v), targets of
 * links, tips, descriptions of pictures. */
static const char *const telling[] = { "v",	"Target", "tooltip", "display",
				       "descr", "title",  "alt",     "prompt" };

/* Elements within a line of text: they divide no values. */
static const char *const inner[] = { "t", "r", "rPr", "font", "span", "b",
				     "i", "u" };

struct prose {
	struct xlsx *xlsx;
	struct buffer values; /* of attributes */
	unsigned styles;      /* <rPr> around: its elements divide nothing */
	bool divide;          /* before the next text */
};

static bool listed(const char *name, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(name, list[i]))
			return true;
	return false;
}

void xlsx_attributes(struct buffer *out, const struct xml_element *element)
{
	for (size_t i = 0; i < element->count; i++) {
		struct xml_attribute a = xml_attribute(element, i);

		if (!listed(a.name, telling, sizeof(telling) / sizeof(char *)))
			continue;
		xml_value(out, a);
		buffer_byte(out, '\n');
	}
}

static bool add(struct prose *p, const unsigned char *text, size_t length)
{
	static const struct table prose = { .kind = TABLE_PROSE };
	struct composer *composer = &p->xlsx->composer;

	if (!p->xlsx->prose &&
	    !xlsx_went_on(p->xlsx, compose_table(composer, &prose)))
		return false;
	p->xlsx->prose = true;
	return xlsx_went_on(p->xlsx, compose_prose(composer, text, length));
}

static bool on_open(void *context, const struct xml_element *element)
{
	struct prose *p = context;
	bool going = true;

	p->styles += !strcmp(element->name, "rPr");
	buffer_clear(&p->values);
	xlsx_attributes(&p->values, element);
	if (p->values.length)
		going = add(p, p->values.bytes, p->values.length);
	return going;
}

static bool on_text(void *context, const unsigned char *text, size_t length)
{
	struct prose *p = context;

	if (p->divide && !add(p, (const unsigned char *)"\n", 1))
		return false;
	p->divide = false;
	return add(p, text, length);
}

static bool on_close(void *context, const char *name)
{
	struct prose *p = context;

	if (!strcmp(name, "rPr") && p->styles)
		p->styles--;
	else if (!p->styles)
		p->divide |= !listed(name, inner,
				     sizeof(inner) / sizeof(char *));
	return true;
}

bool xlsx_read_prose(struct xlsx *x, uint64_t index)
{
	static const struct xml_events events = { on_open, on_close, on_text };
	struct prose p = { .xlsx = x };
	bool going = xlsx_part(x, index, &events, &p);

	if (going)
		going = xlsx_went_on(x, compose_flush(&x->composer));
	xlsx_release(x, &p.values);
	return going;
}
