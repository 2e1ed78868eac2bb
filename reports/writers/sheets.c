/* A workbook on its way into a file. See sheets.h. */
#include "reports/writers/sheets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

#include "reports/writers/out.h"
#include "scanner/base/buffer.h"
#include "scanner/base/gettext.h"
#include "scanner/base/library.h"
#include "scanner/base/sonames.h"

#define FUNCTIONS(F)                                                           \
	F(format_set_align)                                                    \
	F(format_set_bold)                                                     \
	F(format_set_num_format)                                               \
	F(format_set_text_wrap)                                                \
	F(workbook_add_format)                                                 \
	F(workbook_add_worksheet)                                              \
	F(workbook_close)                                                      \
	F(workbook_new_opt)                                                    \
	F(workbook_set_properties)                                             \
	F(worksheet_autofilter)                                                \
	F(worksheet_freeze_panes)                                              \
	F(worksheet_repeat_rows)                                               \
	F(worksheet_set_column)                                                \
	F(worksheet_set_landscape)                                             \
	F(worksheet_write_number)                                              \
	F(worksheet_write_string)
LIBRARY(lxw, SONAME_xlsxwriter, FUNCTIONS)

#define TEXT_MAX 32000 /* of 32,767 characters a cell may hold */

struct sheets {
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *styles[STYLE_WRAPPED + 1], *share, *count;
	lxw_row_t row;
	lxw_col_t column;
	struct buffer text;
	bool failed;
};

/* ---- cells ---- */

static void done(struct sheets *s, lxw_error error)
{
	s->failed |= error != LXW_NO_ERROR;
	s->column++;
}

void sheet_styled(struct sheets *s, const char *text, enum style style)
{
	const unsigned char *at = (const unsigned char *)(text ? text : "");
	size_t left = strlen((const char *)at), taken;
	struct unit unit;

	buffer_clear(&s->text);
	for (; s->text.length < TEXT_MAX &&
	       (taken = unit_next(at, left, &unit));
	     at += taken) {
		left -= taken;
		buffer_text(&s->text, unit.text);
	}
	s->failed |= s->text.failed;
	if (!s->text.length) {
		s->column++;
		return;
	}
	done(s, lxw()->worksheet_write_string(s->sheet, s->row, s->column,
					      buffer_string(&s->text),
					      s->styles[style]));
}

void sheet_text(struct sheets *s, const char *text)
{
	sheet_styled(s, text, STYLE_PLAIN);
}

static void put_number(struct sheets *s, double number, lxw_format *format)
{
	done(s, lxw()->worksheet_write_number(s->sheet, s->row, s->column,
					      number, format));
}

/* Excel's numbers are doubles: exact to 2^53. */
void sheet_count(struct sheets *s, uint64_t n)
{
	put_number(s, (double)n, s->count);
}

void sheet_share(struct sheets *s, double share)
{
	if (isfinite(share))
		put_number(s, share, s->share);
	else
		s->column++;
}

void sheet_skip(struct sheets *s)
{
	s->column++;
}

void sheet_next(struct sheets *s)
{
	s->row++;
	s->column = 0;
}

/* ---- sheets ---- */

void sheet_open(struct sheets *s, const char *name)
{
	s->sheet = lxw()->workbook_add_worksheet(s->book, name);
	s->failed |= !s->sheet;
	s->row = s->column = 0;
}

void sheet_width(struct sheets *s, unsigned column, double width)
{
	lxw()->worksheet_set_column(s->sheet, (lxw_col_t)column,
				    (lxw_col_t)column, width, NULL);
}

void sheet_heads(struct sheets *s, const struct head *heads, size_t count,
		 enum language language)
{
	unsigned i;

	for (i = 0; i < count; i++) {
		sheet_width(s, i, heads[i].width);
		sheet_styled(s, heads[i].title[language], STYLE_HEAD);
	}
	lxw()->worksheet_freeze_panes(s->sheet, 1, 1);
	lxw()->worksheet_set_landscape(s->sheet);
	lxw()->worksheet_repeat_rows(s->sheet, 0, 0);
	sheet_next(s);
}

bool sheet_full(const struct sheets *s)
{
	return s->row == LXW_ROW_MAX;
}

void sheet_filter(struct sheets *s, size_t columns)
{
	if (s->row > 1)
		lxw()->worksheet_autofilter(s->sheet, 0, 0, s->row - 1,
					    (lxw_col_t)(columns - 1));
}

/* ---- the workbook ---- */

static void set_created(struct sheets *s, const char *created)
{
	lxw_doc_properties properties = { .comments = "pandian" };
	struct tm tm = { 0 };

	properties.created = 1;
	if (created && strptime(created, "%Y-%m-%dT%H:%M:%SZ", &tm))
		properties.created = timegm(&tm);
	lxw()->workbook_set_properties(s->book, &properties);
}

static lxw_format *format(struct sheets *s, const char *numbers)
{
	lxw_format *made = lxw()->workbook_add_format(s->book);

	s->failed |= !made;
	if (made && numbers)
		lxw()->format_set_num_format(made, numbers);
	return made;
}

static void add_formats(struct sheets *s)
{
	lxw_format *head = format(s, NULL), *wrapped = format(s, NULL);

	s->share = format(s, "0.0%");
	s->count = format(s, "#,##0");
	if (s->failed)
		return;
	lxw()->format_set_bold(head);
	lxw()->format_set_text_wrap(head);
	lxw()->format_set_align(head, LXW_ALIGN_VERTICAL_TOP);
	lxw()->format_set_text_wrap(wrapped);
	lxw()->format_set_align(wrapped, LXW_ALIGN_VERTICAL_TOP);
	s->styles[STYLE_HEAD] = head;
	s->styles[STYLE_WRAPPED] = wrapped;
}

struct sheets *sheets_new(FILE *file, const char *created,
			  struct problem *problem)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE,
					 .use_zip64 = LXW_FALSE };
	struct sheets *s;
	char name[64];

	if (!lxw()) {
		library_missing(problem, OUTCOME_FATAL, SONAME_xlsxwriter);
		return NULL;
	}
	snprintf(name, sizeof(name), "/proc/self/fd/%d", fileno(file));
	s = calloc(1, sizeof(*s));
	if (s)
		s->book = lxw()->workbook_new_opt(name, &options);
	if (!s || !s->book) {
		free(s);
		problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			    _("out of memory"));
		return NULL;
	}
	set_created(s, created);
	add_formats(s);
	return s;
}

int sheets_close(struct sheets *s)
{
	bool failed = lxw()->workbook_close(s->book) != LXW_NO_ERROR ||
		      s->failed;

	buffer_release(&s->text);
	free(s);
	return failed ? OUTCOME_FATAL : OUTCOME_OK;
}

bool sheets_failed(const struct sheets *s)
{
	return s->failed;
}
