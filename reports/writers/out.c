/* Escaping, column widths and numbers. See out.h. */
#include "reports/writers/out.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "scanner/base/charset.h"

/* Changes the order of the text around it, or is an invisible mark of
 * direction (Unicode UAX 9; CVE-2021-42574). */
static bool is_bidi(uint32_t c)
{
	return c == 0x061C || c == 0x200E || c == 0x200F ||
	       (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* May not stand in a document or on a terminal as it is: C0, DEL and C1,
 * line and paragraph separators, noncharacters (XML 1.0, 2.2). */
static bool is_barred(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 ||
	       c == 0x2029 || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE ||
	       (c >= 0xFDD0 && c <= 0xFDEF) || is_bidi(c);
}

/* East Asian Wide and Fullwidth (UAX 11), as blocks. */
static bool is_wide(uint32_t c)
{
	return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
	       (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
	       (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
	       (c >= 0xFFE0 && c <= 0xFFE6) ||
	       (c >= 0x1F300 && c <= 0x1FAFF) ||
	       (c >= 0x20000 && c <= 0x3FFFD);
}

/* Combining marks and joiners that take no column of their own. */
static bool is_narrow(uint32_t c)
{
	return (c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200D) ||
	       (c >= 0xFE00 && c <= 0xFE0F);
}

size_t unit_next(const unsigned char *bytes, size_t length, struct unit *unit)
{
	unsigned taken, i;
	uint32_t c;

	if (!length)
		return 0;
	c = utf8_next(bytes, length, &taken);
	if (bytes[0] == '\\') {
		memcpy(unit->text, "\\\\", 3);
		unit->width = 2;
	} else if (is_barred(c) || (bytes[0] >= 0x80 && taken == 1)) {
		for (i = 0; i < taken; i++)
			snprintf(unit->text + 4 * i, 5, "\\x%02x", bytes[i]);
		unit->width = 4 * taken;
	} else {
		memcpy(unit->text, bytes, taken);
		unit->text[taken] = 0;
		unit->width = is_narrow(c) ? 0 : is_wide(c) ? 2 : 1;
	}
	return taken;
}

void out_text(FILE *out, const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t left = strlen(text), taken;
	struct unit unit;

	for (; (taken = unit_next(at, left, &unit)); at += taken) {
		fputs(unit.text, out);
		left -= taken;
	}
}

unsigned out_width(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t left = strlen(text), taken;
	unsigned width = 0;
	struct unit unit;

	for (; (taken = unit_next(at, left, &unit)); at += taken) {
		width += unit.width;
		left -= taken;
	}
	return width;
}

static void fill(FILE *out, unsigned columns)
{
	while (columns--)
		fputc(' ', out);
}

/* Leaves out what stands between the columns `from` and `to`; returns the
 * columns written. */
static unsigned out_without(FILE *out, const char *text, unsigned from,
			    unsigned to)
{
	const unsigned char *at = (const unsigned char *)text;
	size_t left = strlen(text), taken;
	unsigned column = 0, written = 0;
	bool cut = false;
	struct unit unit;

	for (; (taken = unit_next(at, left, &unit)); at += taken) {
		left -= taken;
		if (column + unit.width <= from || column >= to) {
			fputs(unit.text, out);
			written += unit.width;
		} else if (!cut) {
			cut = true;
			fputs("…", out);
			written++;
		}
		column += unit.width;
	}
	return written;
}

unsigned out_cut(FILE *out, const char *text, unsigned columns)
{
	unsigned width = out_width(text), head;

	if (width > columns) { /* the end of a path says more than its start */
		head = (columns - 1) / 3;
		return out_without(out, text, head,
				   width - (columns - 1 - head));
	}
	out_text(out, text);
	return width;
}

void out_cell(FILE *out, const char *text, int columns)
{
	unsigned room = (unsigned)(columns < 0 ? -columns : columns);
	unsigned width = out_width(text), before = 0;

	if (columns < 0 && width < room)
		before = room - width;
	fill(out, before);
	fill(out, room - before - out_cut(out, text, room));
}

static bool is_one_of(const struct unit *unit, const char *marks)
{
	return strstr(marks, unit->text) != NULL;
}

/* Behind a space, and beside a Chinese character that is no mark which closes
 * what is before it or opens what is behind. */
static bool may_break(const struct unit *before, const struct unit *after)
{
	if (is_one_of(after, " ，。；：、！？）〕》”"))
		return false;
	if (is_one_of(before, " "))
		return true;
	return (before->width > 1 || after->width > 1) &&
	       !is_one_of(before, "（〔《“");
}

/* How many bytes make a line, with the spaces at its end. */
static size_t line_length(const char *words, unsigned columns)
{
	const unsigned char *bytes = (const unsigned char *)words;
	size_t length = strlen(words), at = 0, end = 0, taken;
	struct unit before = { " ", 1 }, unit;
	unsigned width = 0;

	for (; (taken = unit_next(bytes + at, length - at, &unit));
	     at += taken) {
		if (may_break(&before, &unit))
			end = at;
		width += unit.width;
		if (width > columns && end && *unit.text != ' ')
			return end;
		before = unit;
	}
	return length;
}

void out_paragraph(FILE *out, const char *words, unsigned taken,
		   unsigned indent)
{
	for (; *words; taken = 0) {
		size_t length = line_length(words, OUT_COLUMNS - indent);
		size_t shown = length;

		while (shown && words[shown - 1] == ' ')
			shown--;
		fill(out, taken < indent ? indent - taken : taken > 0);
		fprintf(out, "%.*s\n", (int)shown, words);
		words += length;
	}
}

struct figure figure_count(uint64_t n)
{
	struct figure plain, f;
	size_t length, i, at = 0;

	length = (size_t)snprintf(plain.text, sizeof(plain.text), "%" PRIu64,
				  n);
	for (i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			f.text[at++] = ',';
		f.text[at++] = plain.text[i];
	}
	f.text[at] = 0;
	return f;
}

struct figure figure_level(int level)
{
	struct figure f;

	snprintf(f.text, sizeof(f.text), "L%d", level);
	return f;
}

struct figure figure_bytes(uint64_t n)
{
	static const char *const units[] = { "B",   "KiB", "MiB", "GiB",
					     "TiB", "PiB", "EiB" };
	uint64_t tenths, rest = 0;
	struct figure f;
	size_t i;

	for (i = 0; n >= 1024 && i < 6; i++) {
		rest = n % 1024;
		n /= 1024;
	}
	tenths = rest * 10 / 1024;
	if (i)
		snprintf(f.text, sizeof(f.text), "%" PRIu64 ".%" PRIu64 " %s",
			 n, tenths, units[i]);
	else
		snprintf(f.text, sizeof(f.text), "%" PRIu64 " B", n);
	return f;
}

struct figure figure_share(double share)
{
	struct figure f = { "–" };
	long long tenths;

	if (!(share >= 0 && share <= 1))
		return f;
	tenths = llround(share * 1000);
	if (tenths == 0 && share > 0)
		snprintf(f.text, sizeof(f.text), "< 0.1 %%");
	else if (tenths == 1000 && share < 1)
		snprintf(f.text, sizeof(f.text), "> 99.9 %%");
	else
		snprintf(f.text, sizeof(f.text), "%lld.%lld %%", tenths / 10,
			 tenths % 10);
	return f;
}

struct figure figure_real(double value)
{
	const long long unit = 1000000000;
	struct figure f = { "" };
	long long scaled;
	size_t length;

	if (!isfinite(value) || fabs(value) >= 9e15)
		return f;
	if (fabs(value) >= 9e9) {
		snprintf(f.text, sizeof(f.text), "%lld", llround(value));
		return f;
	}
	scaled = llround(value * (double)unit);
	length = (size_t)snprintf(f.text, sizeof(f.text), "%s%lld.%09lld",
				  scaled < 0 ? "-" : "", llabs(scaled) / unit,
				  llabs(scaled) % unit);
	while (f.text[length - 1] == '0')
		f.text[--length] = 0;
	if (f.text[length - 1] == '.')
		f.text[--length] = 0;
	return f;
}

struct figure figure_moment(int64_t ns)
{
	const int64_t second = 1000000000;
	time_t seconds = (time_t)(ns / second - (ns % second < 0));
	struct figure f = { "" };
	struct tm tm;
	size_t length;

	if (!ns || !gmtime_r(&seconds, &tm))
		return f;
	length = strftime(f.text, sizeof(f.text), "%Y-%m-%dT%H:%M:%S", &tm);
	snprintf(f.text + length, sizeof(f.text) - length, ".%09" PRId64 "Z",
		 ns - seconds * second);
	return f;
}
