/* Excel's binary workbooks. See xls.h. */
#include "scanner/formats/xls.h"

#include <string.h>
#include <strings.h>

#include "scanner/formats/ole2.h"
#include "scanner/formats/ole_properties.h"

#define BOF 0x0809 /* of versions 5 and 8; 4, 3, 2: 0x0409, 0x0209, 0x0009 */
#define EOF_RECORD 0x000A
#define VERSION_8 0x0600
#define SUBSTREAM_CHART 0x0020
#define RECORDS_LOOK 4096 /* records between looks at the budget */
#define SECTORS_LOOK 16	  /* where a workbook's stream may begin a file */

static bool is_bof(uint16_t type)
{
	return type == BOF || type == 0x0409 || type == 0x0209 ||
	       type == 0x0009;
}

static unsigned version_of(uint16_t bof, uint64_t said)
{
	switch (bof) {
	case BOF:
		return said == VERSION_8 ? 8 : 5;
	case 0x0409:
		return 4;
	case 0x0209:
		return 3;
	default:
		return 2;
	}
}

/* Ends the sheet that is open, if one is. */
static int end_sheet(struct xls *w)
{
	int outcome;

	w->depth = 0;
	if (!w->open)
		return OUTCOME_OK;
	outcome = sheet_end(&w->rows);
	sheet_release(&w->rows);
	w->open = false;
	return outcome;
}

static void start_sheet(struct xls *w, const char *name)
{
	sheet_start(&w->rows, &w->composer, name);
	w->open = true;
	w->row = 0;
	w->string_next = false;
}

/* The name of the sheet whose records begin here; what comes before them is
 * the workbook's own. */
static const char *name_here(struct xls *w)
{
	for (unsigned i = 0; i < w->sheet_count; i++)
		if (w->sheets[i].begin == w->biff->begin) {
			w->sheets_read++;
			return w->sheets[i].name ? w->sheets[i].name : "sheet";
		}
	return w->sheet_count || w->biff->version < 5 ? "sheet" : "workbook";
}

/* Within a sheet there are only charts; else its end is missing. */
static int begin_substream(struct xls *w)
{
	uint64_t version = biff_get(w->biff, 2);
	bool chart = biff_get(w->biff, 2) == SUBSTREAM_CHART;
	int outcome = OUTCOME_OK;

	if (w->depth && chart) {
		w->depth++;
		w->chart = true;
		return OUTCOME_OK;
	}
	outcome = end_sheet(w);
	w->biff->version = version_of(w->biff->type, version);
	w->depth = 1;
	w->chart = chart;
	start_sheet(w, name_here(w));
	return outcome;
}

static int end_substream(struct xls *w)
{
	w->chart = false;
	if (w->depth > 1) {
		w->depth--;
		return OUTCOME_OK;
	}
	return end_sheet(w);
}

static int read_record(struct xls *w)
{
	int outcome;

	if (is_bof(w->biff->type))
		return begin_substream(w);
	if (w->biff->type == EOF_RECORD)
		return end_substream(w);
	if (!w->open)
		return OUTCOME_OK;
	return xls_read_global(w, &outcome) ? outcome : xls_read_cells(w);
}

/* Reads all records of a stream. A name: what they stand in, which has no
 * beginning of its own. */
static int read_stream(struct xls *w, struct source *source, const char *name)
{
	unsigned count = 0;
	int outcome = OUTCOME_OK, ended;

	w->biff = biff_new(source, w->x->problem);
	if (!w->biff)
		return problem_set(w->x->problem, OUTCOME_FAILED,
				   REASON_MEMORY, "xls: no memory");
	if (name)
		start_sheet(w, name);
	while (outcome == OUTCOME_OK && biff_next(w->biff)) {
		outcome = read_record(w);
		if (++count % RECORDS_LOOK == 0 && outcome == OUTCOME_OK)
			outcome = budget_time(w->x->budget, w->x->problem);
	}
	if (w->depth && outcome == OUTCOME_OK)
		problem_set(w->x->problem, 0, REASON_TRUNCATED,
			    "xls: ends inside a sheet");
	ended = end_sheet(w);
	biff_free(w->biff);
	return outcome == OUTCOME_OK ? ended : outcome;
}

/* Strings that no cell has shown: left behind by the program that wrote the
 * file, or those of sheets that are cut off. */
static int read_unused_strings(struct xls *w)
{
	int outcome = OUTCOME_OK;

	start_sheet(w, "shared strings");
	for (size_t i = 0; i < w->strings.count && outcome == OUTCOME_OK;
	     i++) {
		const unsigned char *text;
		size_t length;

		if (!w->used || w->used[i / 8] >> i % 8 & 1)
			continue;
		text = shared_strings_get(&w->strings, i, &length);
		outcome = sheet_loose(&w->rows, text, length);
		if (outcome == OUTCOME_OK)
			outcome = sheet_loose(&w->rows,
					      (const unsigned char *)"\n", 1);
	}
	return outcome == OUTCOME_OK ? end_sheet(w) : outcome;
}

static int read_workbook(struct xls *w, struct source *source)
{
	int outcome = read_stream(w, source, NULL);

	if (outcome == OUTCOME_OK)
		outcome = read_unused_strings(w);
	if (outcome == OUTCOME_OK && w->sheets_read < w->sheet_count)
		problem_set(w->x->problem, 0, REASON_DAMAGED,
			    "xls: not all sheets are where the workbook says");
	return outcome;
}

static struct xls *xls_new(struct extraction *x)
{
	struct xls *w = calloc(1, sizeof(*w));

	if (w) {
		w->x = x;
		compose_start(&w->composer, x->out);
	} else {
		problem_set(x->problem, OUTCOME_FAILED, REASON_MEMORY,
			    "xls: no memory");
	}
	return w;
}

/* What text was gathered in says when memory was out. */
static int xls_end(struct xls *w, int outcome)
{
	if (w->text.failed)
		problem_set(w->x->problem, 0, REASON_MEMORY, "xls: no memory");
	for (unsigned i = 0; i < w->sheet_count; i++)
		free(w->sheets[i].name);
	free(w->sheets);
	free(w->used);
	shared_strings_release(&w->strings);
	sheet_release(&w->rows);
	buffer_release(&w->text);
	free(w);
	return outcome;
}

int xls_read_records(struct extraction *x, uint64_t begin)
{
	struct window_source window =
		window_source(x->source, begin, SOURCE_UNKNOWN);
	struct xls *w = xls_new(x);

	return w ? xls_end(w, read_workbook(w, &window.source))
		 : OUTCOME_FAILED;
}

/* The streams that workbooks are in: of versions 8, and 5. */
static int64_t workbook_of(const struct cfb *c)
{
	int64_t stream = cfb_find(c, CFB_ROOT, "Workbook");

	return stream >= 0 ? stream : cfb_find(c, CFB_ROOT, "Book");
}

bool xls_inside(const struct cfb *c)
{
	return workbook_of(c) >= 0;
}

static bool is_pivot_cache(const struct cfb *c, const struct cfb_entry *e)
{
	return !strncasecmp(cfb_entry(c, e->parent)->name, "_SX_DB", 6);
}

static int read_properties(struct xls *w, struct source *source)
{
	start_sheet(w, "properties");
	ole_properties_read(source, &w->rows.loose, w->x->problem);
	return end_sheet(w);
}

/* The caches of pivot tables, which keep cells of sheets that are gone, and
 * the document's properties. */
static int read_other_streams(struct xls *w, struct cfb *c)
{
	int outcome = OUTCOME_OK;

	for (size_t i = 0; i < cfb_count(c) && outcome == OUTCOME_OK; i++) {
		const struct cfb_entry *e = cfb_entry(c, i);
		struct cfb_stream stream = cfb_stream(c, e);

		if (e->type != CFB_STREAM)
			continue;
		if (is_pivot_cache(c, e))
			outcome = read_stream(w, &stream.source,
					      "pivot cache");
		else if (ole_properties_name(e->name))
			outcome = read_properties(w, &stream.source);
	}
	return outcome;
}

static bool is_read(const struct cfb *c, const struct cfb_entry *e)
{
	return is_pivot_cache(c, e) || ole_properties_name(e->name) ||
	       (e->parent == CFB_ROOT && (!strcasecmp(e->name, "Workbook") ||
					  !strcasecmp(e->name, "Book")));
}

int xls_read(struct extraction *x, struct cfb *c)
{
	const struct cfb_entry *e = cfb_entry(c, (size_t)workbook_of(c));
	struct cfb_stream stream = cfb_stream(c, e);
	struct xls *w = xls_new(x);
	int outcome;

	if (!w)
		return OUTCOME_FAILED;
	outcome = read_workbook(w, &stream.source);
	if (outcome == OUTCOME_OK)
		outcome = read_other_streams(w, c);
	if (outcome == OUTCOME_OK)
		outcome = ole2_members(x, c, is_read);
	return xls_end(w, outcome);
}

/* What the records may be of: a workbook, a sheet, a chart, macros. */
static bool is_kind(unsigned kind)
{
	return kind == 0x05 || kind == 0x10 || kind == 0x20 || kind == 0x40;
}

unsigned xls_begins(const unsigned char *bytes, size_t length)
{
	static const struct {
		unsigned char head[4];
		unsigned bits;
	} heads[] = {
		{ { 9, 8, 16, 0 }, 64 }, { { 9, 8, 8, 0 }, 64 },
		{ { 9, 4, 6, 0 }, 48 },	 { { 9, 2, 6, 0 }, 48 },
		{ { 9, 0, 4, 0 }, 48 },
	};

	if (length < 8 || bytes[7] || !is_kind(bytes[6]))
		return 0;
	for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
		if (!memcmp(bytes, heads[i].head, 4))
			return heads[i].bits;
	return 0;
}

/* The directory may lie behind the head; the workbook's stream mostly is the
 * first in the file, behind some sectors of tables. */
static unsigned bid(const struct head *head)
{
	static const char stream[] = "W\0o\0r\0k\0b\0o\0o\0k\0\0";

	if (!ole2_begins(head))
		return xls_begins(head->bytes, head->length);
	for (size_t at = CFB_HEADER_BYTES;
	     at < head->length && at <= SECTORS_LOOK * CFB_HEADER_BYTES;
	     at += CFB_HEADER_BYTES)
		if (xls_begins(head->bytes + at, head->length - at))
			return 128;
	return memmem(head->bytes, head->length, stream, sizeof(stream)) ? 128
									 : 0;
}

static int extract(struct extraction *x)
{
	return ole2_begins(x->head) ? ole2_extract(x)
				    : xls_read_records(x, 0);
}

const struct format format_xls = {
	.name = "xls",
	.bid = bid,
	.extract = extract,
};
