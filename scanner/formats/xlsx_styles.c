/* Which styles of a workbook show dates (ECMA-376 part 1, 18.8), and from
 * when its days are counted. */
#include <string.h>

#include "scanner/formats/sheet_date.h"
#include "scanner/formats/xlsx.h"

struct styles {
	struct xlsx *xlsx;
	bool in_cells; /* what follows are the styles of cells */
	uint32_t count;
	unsigned char own_dates[XLSX_STYLES / 8]; /* formats that are dates */
};

static uint32_t number_of(struct xml_attribute a)
{
	uint32_t number = 0;

	for (size_t i = 0; i < a.length && number < XLSX_STYLES; i++)
		number = number * 10 + (a.value[i] - (uint32_t)'0');
	return number < XLSX_STYLES ? number : 0;
}

static bool on_style(void *context, const struct xml_element *element)
{
	struct styles *s = context;
	uint32_t format = number_of(xml_find(element, "numFmtId"));

	if (!strcmp(element->name, "numFmt")) {
		struct buffer code = { 0 };

		xml_value(&code, xml_find(element, "formatCode"));
		if (sheet_date_code(code.bytes, code.length))
			s->own_dates[format / 8] |=
				(unsigned char)(1 << format % 8);
		buffer_release(&code);
	} else if (!strcmp(element->name, "xf") && s->in_cells) {
		bool own = s->own_dates[format / 8] >> format % 8 & 1;
		bool date = format < SHEET_FORMATS_OWN
				    ? sheet_date_builtin(format)
				    : own;

		if (date && s->count < XLSX_STYLES)
			s->xlsx->dates[s->count / 8] |=
				(unsigned char)(1 << s->count % 8);
		s->count++;
	} else if (!strncmp(element->name, "cell", 4)) {
		s->in_cells = !strcmp(element->name, "cellXfs");
	}
	return true;
}

bool xlsx_read_styles(struct xlsx *x)
{
	struct styles *s = calloc(1, sizeof(*s));
	bool going = true;

	if (!s)
		return true; /* days stay numbers */
	s->xlsx = x;
	going = package_plan(&x->package, "xl/styles.xml", on_style, s);
	free(s);
	return going;
}

bool xlsx_is_date(const struct xlsx *x, struct xml_attribute style)
{
	uint32_t number = number_of(style);

	return x->dates[number / 8] >> number % 8 & 1;
}
