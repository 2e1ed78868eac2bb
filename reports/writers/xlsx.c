/*
 * The inventory as a workbook (ECMA-376), for those who review it line by
 * line (JR/T 0197-2020, 5.4.3: a proposed level is looked at and approved):
 * one row for each kind in each column with masked samples, and empty cells
 * for what the reviewer decides. Beside it the sums and what was not read.
 *
 * By libxlsxwriter, row by row, nothing of it kept in memory. Its strings are
 * never formulas. It opens its file by name: that of an unlinked one.
 */
#include <math.h>
#include <string.h>
#include <time.h>
#include <xlsxwriter.h>

#include "reports/writers/lines.h"
#include "reports/writers/out.h"
#include "reports/writers/report.h"
#include "reports/writers/words.h"
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

struct book {
	struct store *store;
	enum language language;
	lxw_workbook *workbook;
	lxw_worksheet *sheet;
	lxw_format *head, *wrapped, *share, *count;
	lxw_row_t row;
	lxw_col_t column;
	unsigned parts, every_parts; /* sheets of columns */
	struct overview overview;
	struct buffer text;
	bool failed;
};

struct head {
	double width; /* in characters */
	const char *title[LANGUAGE_COUNT];
};

static const struct head column_heads[] = {
	{ 48, { "资产", "Asset" } },
	{ 20, { "表", "Table" } },
	{ 18, { "字段", "Column" } },
	{ 18, { "数据类别", "Kind" } },
	{ 9, { "级别 JR/T 0197", "Level JR/T 0197" } },
	{ 9, { "组合提升", "Raised by combination" } },
	{ 9, { "类 JR/T 0171", "Class JR/T 0171" } },
	{ 10, { "三级分类", "Three-class level" } },
	{ 9, { "敏感 个保法28条", "Sensitive PIPL 28" } },
	{ 11, { "记录数", "Rows" } },
	{ 11, { "形似", "Candidates" } },
	{ 11, { "通过校验", "Passed" } },
	{ 9, { "通过率", "Pass rate" } },
	{ 9, { "随机", "Chance" } },
	{ 11, { "去重", "Distinct" } },
	{ 10, { "判定", "Verdict" } },
	{ 9, { "置信度", "Confidence" } },
	{ 11, { "涉及人数", "People" } },
	{ 12, { "所有者", "Owner" } },
	{ 12, { "暴露面", "Exposure" } },
	{ 11, { "修改日期", "Modified" } },
	{ 50, { "理由", "Reasons" } },
	{ 40, { "脱敏样例", "Masked samples" } },
	/* for the reviewer */
	{ 12, { "人工定级", "Level decided" } },
	{ 20, { "定级理由", "Reason for it" } },
	{ 10, { "复核人", "Reviewed by" } },
	{ 11, { "复核日期", "Reviewed on" } },
};

static const struct head every_heads[] = {
	{ 48, { "资产", "Asset" } },
	{ 20, { "表", "Table" } },
	{ 18, { "字段", "Column" } },
	{ 24, { "注释", "Comment" } },
	{ 14, { "声明类型", "Declared type" } },
	{ 11, { "记录数", "Rows" } },
	{ 11, { "非空", "Filled" } },
	{ 9, { "填充率", "Fill" } },
	{ 11, { "空白", "Blank" } },
	{ 11, { "NULL 或缺失", "NULL or missing" } },
	{ 9, { "最短（字节）", "Shortest, bytes" } },
	{ 9, { "最长（字节）", "Longest, bytes" } },
	{ 11, { "已查看", "Looked at" } },
	{ 9, { "数字", "Numbers" } },
	{ 9, { "日期", "Dates" } },
	{ 9, { "汉字", "Han text" } },
	{ 9, { "ASCII", "ASCII" } },
	{ 9, { "其他", "Other" } },
	{ 11, { "不同值", "Distinct" } },
	{ 9, { "精确", "Exact" } },
	{ 11, { "全部至多", "In all rows, at most" } },
	{ 14, { "标签", "Label" } },
};

static const struct head unread_heads[] = {
	{ 60, { "资产", "Asset" } },  { 10, { "状态", "State" } },
	{ 20, { "原因", "Reason" } }, { 50, { "说明", "In words" } },
	{ 14, { "字节", "Bytes" } },
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* ---- cells ---- */

static void done(struct book *b, lxw_error error)
{
	b->failed |= error != LXW_NO_ERROR;
	b->column++;
}

/* An empty text leaves the cell empty. */
static void put_text(struct book *b, const char *text, lxw_format *format)
{
	const unsigned char *at = (const unsigned char *)(text ? text : "");
	size_t left = strlen((const char *)at), taken;
	struct unit unit;

	buffer_clear(&b->text);
	for (; b->text.length < TEXT_MAX &&
	       (taken = unit_next(at, left, &unit));
	     at += taken) {
		left -= taken;
		buffer_text(&b->text, unit.text);
	}
	b->failed |= b->text.failed;
	if (!b->text.length) {
		b->column++;
		return;
	}
	done(b, lxw()->worksheet_write_string(b->sheet, b->row, b->column,
					      buffer_string(&b->text), format));
}

/* Excel's numbers are doubles: exact to 2^53. */
static void put_count(struct book *b, uint64_t n)
{
	done(b, lxw()->worksheet_write_number(b->sheet, b->row, b->column,
					      (double)n, b->count));
}

static void put_share(struct book *b, double share)
{
	if (!isfinite(share)) {
		b->column++;
		return;
	}
	done(b, lxw()->worksheet_write_number(b->sheet, b->row, b->column,
					      share, b->share));
}

static void next_row(struct book *b)
{
	b->row++;
	b->column = 0;
}

/* ---- sheets ---- */

static void open_sheet(struct book *b, const char *name)
{
	b->sheet = lxw()->workbook_add_worksheet(b->workbook, name);
	b->failed |= !b->sheet;
	b->row = b->column = 0;
}

static void put_heads(struct book *b, const struct head *heads, size_t count)
{
	lxw_col_t i;

	for (i = 0; i < count; i++) {
		lxw()->worksheet_set_column(b->sheet, i, i, heads[i].width,
					    NULL);
		put_text(b, heads[i].title[b->language], b->head);
	}
	lxw()->worksheet_freeze_panes(b->sheet, 1, 1);
	lxw()->worksheet_set_landscape(b->sheet);
	lxw()->worksheet_repeat_rows(b->sheet, 0, 0);
	next_row(b);
}

static void close_sheet(struct book *b, size_t columns)
{
	if (b->row > 1)
		lxw()->worksheet_autofilter(b->sheet, 0, 0, b->row - 1,
					    (lxw_col_t)(columns - 1));
}

static void open_columns(struct book *b)
{
	const char *title = b->language == CHINESE ? "字段清单" : "Columns";
	char name[64];

	snprintf(name, sizeof(name), "%s", title);
	if (b->parts++)
		snprintf(name, sizeof(name), "%s %u", title, b->parts);
	open_sheet(b, name);
	if (!b->failed)
		put_heads(b, column_heads, COUNT(column_heads));
}

/* `raised`: what the asset's combinations of kinds raise it to, or 0. */
static void put_level(struct book *b, const struct policy_row *policy,
		      int raised)
{
	put_text(b, figure_level(policy->level).text, NULL);
	put_text(b, raised > policy->level ? figure_level(raised).text : NULL,
		 NULL);
	put_text(b, policy->jrt0171, NULL);
	put_text(b, word_seed(b->language, policy->seed), NULL);
	put_text(b, word_sensitive(b->language, policy), NULL);
}

static void put_evidence(struct book *b, const struct profile *p)
{
	if (p->rows)
		put_count(b, p->rows);
	else
		b->column++;
	put_count(b, p->candidates);
	put_count(b, p->passed);
	put_share(b, profile_share(p));
	put_share(b, p->chance);
	put_count(b, p->distinct_passed);
	put_text(b, word_verdict(b->language, p->verdict), NULL);
	put_text(b, word_confidence(b->language, p->confidence), NULL);
}

static void put_asset(struct book *b, const struct asset_row *row)
{
	char uid[32], day[11];

	snprintf(uid, sizeof(uid), "uid %u", (unsigned)row->asset.uid);
	snprintf(day, sizeof(day), "%.10s",
		 figure_moment(row->asset.mtime_ns).text);
	put_text(b, row->owner ? row->owner : uid, NULL);
	put_text(b, word_exposure(b->language, exposure_of(row->asset.mode)),
		 NULL);
	put_text(b, day, NULL);
}

static int put_line(void *context, const struct line *line)
{
	const struct profile *p = line->profile;
	struct book *b = context;

	if (b->row == LXW_ROW_MAX) {
		close_sheet(b, COUNT(column_heads));
		open_columns(b);
	}
	if (b->failed)
		return OUTCOME_FATAL;
	put_text(b, p->path, NULL);
	put_text(b, p->table ? p->table : "", NULL);
	put_text(b, p->column ? p->column : "", NULL);
	put_text(b, word_kind(b->language, p->detector), NULL);
	put_level(b, p->policy, line->asset->raised);
	put_evidence(b, p);
	put_count(b, line->people.estimate);
	put_asset(b, line->asset);
	put_text(b, word_reasons(b->language, p), b->wrapped);
	put_text(b, line->samples, b->wrapped);
	next_row(b);
	return 0;
}

/* Sheets of the same kind follow each other when there are too many rows. */
static void open_every(struct book *b)
{
	const char *title = b->language == CHINESE ? "全部字段"
						   : "All columns";
	char name[64];

	snprintf(name, sizeof(name), "%s", title);
	if (b->every_parts++)
		snprintf(name, sizeof(name), "%s %u", title, b->every_parts);
	open_sheet(b, name);
	if (!b->failed)
		put_heads(b, every_heads, COUNT(every_heads));
}

static int put_column(void *context, const struct column *c)
{
	struct book *b = context;
	int i;

	if (b->row == LXW_ROW_MAX) {
		close_sheet(b, COUNT(every_heads));
		open_every(b);
	}
	if (b->failed)
		return OUTCOME_FATAL;
	put_text(b, c->path, NULL);
	put_text(b, c->table, NULL);
	put_text(b, c->name, NULL);
	put_text(b, c->comment, NULL);
	put_text(b, c->type, NULL);
	put_count(b, c->rows);
	put_count(b, c->filled);
	put_share(b, (double)c->filled / (double)c->rows); /* or no number */
	put_count(b, c->blanks);
	put_count(b, c->nulls);
	put_count(b, c->shortest);
	put_count(b, c->longest);
	put_count(b, c->looked);
	for (i = 0; i < SHAPE_COUNT; i++)
		put_count(b, c->shapes[i]);
	put_count(b, c->distinct);
	put_text(b, word(b->language, column_is_exact(c) ? WORD_YES : WORD_NO),
		 NULL);
	put_count(b, c->distinct_most);
	put_text(b, c->label, NULL);
	next_row(b);
	return 0;
}

static int put_unread(void *context, const struct asset_row *row)
{
	const struct asset *asset = &row->asset;
	struct book *b = context;

	if (asset->state == STATE_SCANNED || b->row == LXW_ROW_MAX)
		return 0;
	put_text(b, asset->path, NULL);
	put_text(b, word_state(b->language, asset->state), NULL);
	put_text(b, word_reason(b->language, asset->problem.reason), NULL);
	put_text(b, asset->problem.words, NULL);
	put_count(b, asset->bytes);
	next_row(b);
	return b->failed ? OUTCOME_FATAL : 0;
}

/* ---- the summary ---- */

static void put_fact(struct book *b, enum word key, const char *text)
{
	put_text(b, word(b->language, key), b->head);
	put_text(b, text, b->wrapped);
	next_row(b);
}

static void put_sum(struct book *b, const char *key, uint64_t n,
		    const char *note)
{
	put_text(b, key, b->head);
	put_count(b, n);
	put_text(b, note, b->wrapped);
	next_row(b);
}

static void put_bands(struct book *b)
{
	const struct band *band;
	enum reach reach;
	char key[64];

	for (band = bands; band < bands + band_count; band++) {
		if (band->of == BAND_TABLE)
			continue;
		snprintf(key, sizeof(key), "≥ %s %s",
			 figure_count(band->least).text,
			 word(b->language, word_of_band(band->of)));
		put_text(b, key, b->head);
		reach = band_reach(band, &b->overview.people);
		put_text(b, word(b->language, word_of_reach(reach)), NULL);
		put_text(b, b->language == CHINESE ? band->zh : band->en,
			 b->wrapped);
		next_row(b);
	}
}

static void put_summary(struct book *b)
{
	const struct overview *all = &b->overview;
	const struct sweep *sweep = &all->sweep;
	int i;

	open_sheet(b, b->language == CHINESE ? "概况" : "Summary");
	if (b->failed)
		return;
	lxw()->worksheet_set_column(b->sheet, 0, 0, 30, NULL);
	lxw()->worksheet_set_column(b->sheet, 1, 1, 36, NULL);
	lxw()->worksheet_set_column(b->sheet, 2, 2, 80, NULL);
	put_fact(b, sweep->incomplete ? WORD_INCOMPLETE : WORD_COMPLETE,
		 word(b->language, WORD_TITLE));
	put_fact(b, WORD_ROOTS, sweep->roots);
	put_fact(b, WORD_STARTED, sweep->started);
	put_fact(b, WORD_ENDED, sweep->ended);
	put_fact(b, WORD_VERSION, sweep->version);
	put_fact(b, WORD_RULES, sweep->rules);
	put_fact(b, WORD_KEY, sweep->key_id);
	put_sum(b, word(b->language, WORD_PEOPLE), all->people.estimate,
		word(b->language, WORD_PEOPLE_NOTE));
	put_sum(b, word(b->language, WORD_SENSITIVE_PEOPLE),
		all->people.sensitive, NULL);
	put_sum(b, word(b->language, WORD_MINORS), all->people.minors, NULL);
	put_sum(b, word(b->language, WORD_UNDECIDED), all->undecided, NULL);
	for (i = 0; i < STATE_COUNT; i++)
		put_sum(b, word_state(b->language, (enum state)i),
			sweep->states[i],
			word_state_long(b->language, (enum state)i));
	put_bands(b);
}

/* ---- the workbook ---- */

/* The time of the sweep, so that the same inventory gives the same file. */
static void put_properties(struct book *b)
{
	lxw_doc_properties properties = { .comments = "pandian" };
	struct tm tm = { 0 };

	properties.created = 1;
	if (b->overview.sweep.ended &&
	    strptime(b->overview.sweep.ended, "%Y-%m-%dT%H:%M:%SZ", &tm))
		properties.created = timegm(&tm);
	lxw()->workbook_set_properties(b->workbook, &properties);
}

static lxw_format *format(struct book *b, const char *numbers)
{
	lxw_format *made = lxw()->workbook_add_format(b->workbook);

	b->failed |= !made;
	if (made && numbers)
		lxw()->format_set_num_format(made, numbers);
	return made;
}

static void put_formats(struct book *b)
{
	b->head = format(b, NULL);
	b->wrapped = format(b, NULL);
	b->share = format(b, "0.0%");
	b->count = format(b, "#,##0");
	if (b->failed)
		return;
	lxw()->format_set_bold(b->head);
	lxw()->format_set_text_wrap(b->head);
	lxw()->format_set_align(b->head, LXW_ALIGN_VERTICAL_TOP);
	lxw()->format_set_text_wrap(b->wrapped);
	lxw()->format_set_align(b->wrapped, LXW_ALIGN_VERTICAL_TOP);
}

static int put_sheets(struct book *b)
{
	int outcome = OUTCOME_OK;

	put_properties(b);
	put_formats(b);
	if (!b->failed)
		put_summary(b);
	if (!b->failed)
		open_columns(b);
	if (!b->failed)
		outcome = lines_each(b->store, put_line, b);
	if (b->failed || outcome)
		return OUTCOME_FATAL;
	close_sheet(b, COUNT(column_heads));
	open_every(b);
	if (!b->failed)
		outcome = store_each_column(b->store, NULL, put_column, b);
	if (b->failed || outcome)
		return OUTCOME_FATAL;
	close_sheet(b, COUNT(every_heads));
	open_sheet(b, b->language == CHINESE ? "未读" : "Not read");
	if (b->failed)
		return OUTCOME_FATAL;
	put_heads(b, unread_heads, COUNT(unread_heads));
	outcome = store_each_asset(b->store, put_unread, b);
	close_sheet(b, COUNT(unread_heads));
	return outcome;
}

static int copy(FILE *from, FILE *to)
{
	char room[65536];
	size_t n;

	rewind(from);
	while ((n = fread(room, 1, sizeof(room), from)))
		fwrite(room, 1, n, to);
	return ferror(from) ? OUTCOME_FATAL : OUTCOME_OK;
}

static int write_book(struct book *b, FILE *file)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE,
					 .use_zip64 = LXW_FALSE };
	char name[64];
	int outcome;

	snprintf(name, sizeof(name), "/proc/self/fd/%d", fileno(file));
	b->workbook = lxw()->workbook_new_opt(name, &options);
	if (!b->workbook)
		return OUTCOME_FATAL;
	outcome = put_sheets(b);
	if (lxw()->workbook_close(b->workbook) != LXW_NO_ERROR || b->failed)
		return OUTCOME_FATAL;
	return outcome;
}

static int write_xlsx(struct store *store,
		      const struct report_options *options, FILE *out,
		      struct problem *problem)
{
	struct book book = { .store = store,
			     .language = language_of(options->lang) };
	FILE *file;
	int outcome;

	if (!lxw())
		return library_missing(problem, OUTCOME_FATAL,
				       SONAME_xlsxwriter);
	file = tmpfile();
	if (!file)
		return problem_errno(problem, OUTCOME_FATAL,
				     _("the workbook"));
	outcome = overview_take(store, &book.overview);
	if (!outcome)
		outcome = write_book(&book, file);
	if (!outcome)
		outcome = copy(file, out);
	fclose(file);
	buffer_release(&book.text);
	return outcome;
}

const struct report report_xlsx = {
	.name = "xlsx",
	.extension = "xlsx",
	.help = N_("workbook for reviewers, a row for each kind in each "
		   "column"),
	.write = write_xlsx,
};
