/* Pieces of JSON. See json.h. */
#include "reports/writers/json.h"

#include <inttypes.h>
#include <string.h>

#include "reports/writers/out.h"

#define EXACT_MAX ((UINT64_C(1) << 53) - 1)

/* How many bytes stand for themselves: most of names and masked values. */
static size_t plain_prefix(const unsigned char *bytes, size_t length)
{
	size_t n = 0;

	while (n < length && bytes[n] >= ' ' && bytes[n] < 0x7F &&
	       bytes[n] != '"' && bytes[n] != '\\' && bytes[n] != '<')
		n++;
	return n;
}

/* What out.h lets through can only need these. "<" may end the script element
 * that holds a document (HTML, 13.2.5.4). */
static void put_unit(FILE *out, const struct unit *unit)
{
	const char *c;

	for (c = unit->text; *c; c++) {
		if (*c == '<') {
			fputs("\\u003c", out);
			continue;
		}
		if (*c == '"' || *c == '\\')
			fputc('\\', out);
		fputc(*c, out);
	}
}

void json_put_escaped(FILE *out, const void *text, size_t length)
{
	const unsigned char *bytes = text;
	struct unit unit;
	size_t taken;

	while (length) {
		taken = plain_prefix(bytes, length);
		if (taken) {
			fwrite(bytes, 1, taken, out);
		} else {
			taken = unit_next(bytes, length, &unit);
			put_unit(out, &unit);
		}
		bytes += taken;
		length -= taken;
	}
}

void json_put_quoted(FILE *out, const void *bytes, size_t length)
{
	fputc('"', out);
	json_put_escaped(out, bytes, length);
	fputc('"', out);
}

void json_put_text(FILE *out, const char *text)
{
	if (text)
		json_put_quoted(out, text, strlen(text));
	else
		fputs("null", out);
}

void json_put_count(FILE *out, uint64_t n)
{
	fprintf(out, n > EXACT_MAX ? "\"%" PRIu64 "\"" : "%" PRIu64, n);
}

void json_put_key(FILE *out, const char *key)
{
	fprintf(out, ",\"%s\":", key);
}

void json_put_real(FILE *out, double value)
{
	struct figure f = figure_real(value);

	fputs(*f.text ? f.text : "null", out);
}

void json_text(FILE *out, const char *key, const char *text)
{
	json_put_key(out, key);
	json_put_text(out, text);
}

void json_count(FILE *out, const char *key, uint64_t n)
{
	json_put_key(out, key);
	json_put_count(out, n);
}

void json_real(FILE *out, const char *key, double value)
{
	json_put_key(out, key);
	json_put_real(out, value);
}

void json_flag(FILE *out, const char *key, bool value)
{
	fprintf(out, ",\"%s\":%s", key, value ? "true" : "false");
}
