/* Fields of CSV. See csv.h. */
#include "reports/writers/csv.h"

#include <inttypes.h>
#include <string.h>

#include "reports/writers/out.h"

static bool is_formula(const char *text)
{
	static const char *const starts[] = {
		"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠",
	};
	size_t i;

	for (i = 0; i < sizeof(starts) / sizeof(*starts); i++)
		if (!strncmp(text, starts[i], strlen(starts[i])))
			return true;
	return false;
}

/* The inside of a quoted field. */
static void put_inner(FILE *out, const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t left = strlen(text), taken;
	struct unit unit;

	for (; (taken = unit_next(at, left, &unit)); at += taken) {
		left -= taken;
		fputs(*unit.text == '"' ? "\"\"" : unit.text, out);
	}
}

void csv_first(FILE *out, const char *text)
{
	fputc('"', out);
	if (text && is_formula(text))
		fputc('\'', out);
	if (text)
		put_inner(out, text);
	fputc('"', out);
}

void csv_text(FILE *out, const char *text)
{
	fputc(',', out);
	csv_first(out, text);
}

void csv_count(FILE *out, uint64_t n)
{
	fprintf(out, ",%" PRIu64, n);
}
