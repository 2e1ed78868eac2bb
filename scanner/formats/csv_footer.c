/*
 * What stands below the last row of a delimited table and is none: how many
 * rows there were, a sum, who printed it, the prompt of a shell.
 */
#include "scanner/formats/csv_lexer.h"

#include <string.h>
#include <strings.h>

#define FOOTER_LINES 4096 /* blank ones come in great numbers */

static bool begins_with(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (!strncasecmp(text, *words, strlen(*words)))
			return true;
	return false;
}

/* A number of rows: (260 rows), 共 260 条. */
static bool counts_rows(const char *text)
{
	static const char *const units[] = { "row", "record", "line", "条",
					     "行",  "笔",     "项",   NULL };

	while (*(text += strcspn(text, "0123456789"))) {
		text += strspn(text, "0123456789");
		text += strspn(text, " ");
		if (begins_with(text, units))
			return true;
	}
	return false;
}

static bool is_note(const char *text)
{
	static const char *const words[] = {
		"合计", "总计", "小计", "共计", "总共",	 "制表",    "填表",
		"审核", "导出", "打印", "total", "elapsed", "SQL>", NULL
	};

	return begins_with(text + strspn(text, "(-* "), words) ||
	       counts_rows(text);
}

struct line {
	unsigned fields, filled;
	bool digits, words; /* stand in it */
};

static struct line read_line(const struct csv *v, uint32_t at, uint32_t end)
{
	const struct csv_dialect *d = &v->dialect;
	const unsigned char *text = v->rows.stream.chunk->text;
	struct line line = { .fields = 1 };
	bool blank = true;

	while (at < end) {
		if (!memcmp(text + at, d->delimiter, d->delimiter_length)) {
			line.fields++;
			blank = true;
			at += d->delimiter_length;
			continue;
		}
		line.filled += blank && text[at] > ' ';
		blank &= text[at] <= ' ';
		line.digits |= text[at] >= '0' && text[at] <= '9';
		line.words |= text[at] > '9';
		at++;
	}
	return line;
}

/* The text in [at, end) is no row: it has too few fields, where all others
 * have as many; or it says so. The last line of a file may be cut. */
static bool is_footer(const struct csv *v, uint32_t at, uint32_t end)
{
	const struct csv_dialect *d = &v->dialect;
	const struct chunk *c = v->rows.stream.chunk;
	struct line line = read_line(v, at, end);
	bool cut = end == c->length && !v->below;
	char text[CSV_NAME_BYTES];

	if (!line.filled)
		return true;
	if (d->quote && memchr(c->text + at, d->quote, end - at))
		return false;
	if (d->even && (line.words || !line.digits) &&
	    line.fields * 2 <= d->columns && !cut)
		return true;
	if (line.filled > 1 && line.filled * 2 >= d->columns)
		return false;
	csv_read_name(v, at, end, text);
	return is_note(text);
}

bool csv_is_below(const struct csv *v, uint32_t at)
{
	const struct chunk *c = v->rows.stream.chunk;
	unsigned lines = 0;

	if (!v->rows.stream.ended || v->dialect.columns < 2 ||
	    v->dialect.drawn || c->length - at >= CSV_LOOK_BYTES)
		return false;
	while (at < c->length) {
		const unsigned char *feed = memchr(c->text + at, '\n',
						   c->length - at);
		uint32_t end = feed ? (uint32_t)(feed - c->text) : c->length;

		if (lines++ > FOOTER_LINES || !is_footer(v, at, end))
			return false;
		at = end + 1;
	}
	return lines;
}

bool csv_may_be_below(const struct csv *v, uint32_t at)
{
	const struct rows *r = &v->rows;

	return r->stream.ended ? csv_is_below(v, at)
			       : at && r->stream.chunk->length - at <
					       CSV_LOOK_BYTES;
}
