/*
 * What a workbook says before its sheets ([MS-XLS] 2.1.7.20.3): their names,
 * the strings that they share, which styles show dates, the code page.
 */
#include <string.h>

#include "scanner/formats/ole_properties.h"
#include "scanner/formats/sheet_date.h"
#include "scanner/formats/xls.h"

static int read_code_page(struct xls *w)
{
	w->biff->charset = ole_code_page((unsigned)biff_get(w->biff, 2));
	return OUTCOME_OK;
}

static int read_sheet_name(struct xls *w)
{
	struct xls_sheet *sheet;

	if (w->sheet_count == XLS_SHEETS_MAX)
		return OUTCOME_OK;
	if (!w->sheets)
		w->sheets = calloc(XLS_SHEETS_MAX, sizeof(*w->sheets));
	if (!w->sheets)
		return OUTCOME_OK;
	sheet = &w->sheets[w->sheet_count++];
	sheet->begin = (uint32_t)biff_get(w->biff, 4);
	biff_pass(w->biff, 2);
	buffer_clear(&w->text);
	biff_string(w->biff, biff_get(w->biff, 1), &w->text);
	sheet->name = strdup(buffer_string(&w->text));
	return OUTCOME_OK;
}

/* What does not fit is looked at now, without its column. */
static int keep_string(struct xls *w)
{
	if (shared_strings_add(&w->strings, w->text.bytes, w->text.length))
		return OUTCOME_OK;
	problem_set(w->x->problem, 0, REASON_BYTES,
		    "xls: shared strings beyond 24 MiB were read apart from "
		    "their columns");
	buffer_byte(&w->text, '\n');
	return sheet_loose(&w->rows, w->text.bytes, w->text.length);
}

static int read_shared_strings(struct xls *w)
{
	struct biff *b = w->biff;
	uint64_t count;
	int outcome = OUTCOME_OK;

	biff_pass(b, 4); /* how often cells show one */
	count = biff_get(b, 4);
	while (outcome == OUTCOME_OK && count-- && biff_more(b)) {
		buffer_clear(&w->text);
		biff_string(b, biff_get(b, 2), &w->text);
		outcome = keep_string(w);
	}
	free(w->used);
	w->used = calloc(w->strings.count / 8 + 1, 1);
	return outcome;
}

static int read_format(struct xls *w)
{
	uint64_t format = biff_get(w->biff, 2);

	buffer_clear(&w->text);
	biff_string(w->biff, biff_get(w->biff, w->biff->version < 8 ? 1 : 2),
		    &w->text);
	if (sheet_date_code(w->text.bytes, w->text.length))
		w->own_dates[format / 8] |= (unsigned char)(1 << format % 8);
	return OUTCOME_OK;
}

static int read_style(struct xls *w)
{
	uint64_t format;
	bool date;

	biff_pass(w->biff, 2);
	format = biff_get(w->biff, 2);
	date = format < SHEET_FORMATS_OWN
		       ? sheet_date_builtin((unsigned)format)
		       : w->own_dates[format / 8] >> format % 8 & 1;
	if (date && w->styles < XLS_STYLES)
		w->dates[w->styles / 8] |=
			(unsigned char)(1 << w->styles % 8);
	w->styles++;
	return OUTCOME_OK;
}

static int read_date_mode(struct xls *w)
{
	w->from_1904 = biff_get(w->biff, 2) == 1;
	return OUTCOME_OK;
}

static int read_password(struct xls *w)
{
	return problem_set(w->x->problem, OUTCOME_FAILED, REASON_ENCRYPTED,
			   "an encrypted workbook");
}

static const struct {
	uint16_t type;
	int (*read)(struct xls *);
} records[] = {
	{ 0x0042, read_code_page },	 /* CODEPAGE */
	{ 0x0085, read_sheet_name },	 /* BOUNDSHEET */
	{ 0x00FC, read_shared_strings }, /* SST */
	{ 0x041E, read_format },	 /* FORMAT, from version 4 on */
	{ 0x00E0, read_style },		 /* XF, from version 5 on */
	{ 0x0022, read_date_mode },	 /* DATEMODE */
	{ 0x002F, read_password },	 /* FILEPASS */
};

bool xls_read_global(struct xls *w, int *outcome)
{
	for (size_t i = 0; i < sizeof(records) / sizeof(*records); i++) {
		if (records[i].type == w->biff->type) {
			*outcome = records[i].read(w);
			return true;
		}
	}
	return false;
}
