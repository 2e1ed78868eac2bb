/*
 * The inventory as a workbook, for those who review it line by line (JR/T
 * 0197-2020, 5.4.3: a proposed level is looked at and approved): one row for
 * each kind in each column with masked samples, and empty cells for what the
 * reviewer decides. Beside it the sums and what was not read.
 */
#include "reports/writers/lines.h"
#include "reports/writers/out.h"
#include "reports/writers/report.h"
#include "reports/writers/sheets.h"
#include "scanner/base/gettext.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

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

/* Sheets of one kind follow each other when there are too many rows. */
struct series_of_sheets {
	const char *title[LANGUAGE_COUNT];
	const struct head *heads;
	size_t count; /* of heads */
};

static const struct series_of_sheets columns = {
	{ "字段清单", "Columns" }, column_heads, COUNT(column_heads),
};
static const struct series_of_sheets every = {
	{ "全部字段", "All columns" }, every_heads, COUNT(every_heads),
};
static const struct series_of_sheets unread = {
	{ "未读", "Not read" }, unread_heads, COUNT(unread_heads),
};

struct review {
	struct store *store;
	enum language language;
	struct sheets *out;
	const struct series_of_sheets *series; /* of the sheet at hand */
	unsigned parts; /* of it */
	struct overview overview;
};

static void next_sheet(struct review *r)
{
	const char *title = r->series->title[r->language];
	char name[64];

	snprintf(name, sizeof(name), "%s", title);
	if (r->parts++)
		snprintf(name, sizeof(name), "%s %u", title, r->parts);
	sheet_open(r->out, name);
	if (!sheets_failed(r->out))
		sheet_heads(r->out, r->series->heads, r->series->count,
			    r->language);
}

static void start(struct review *r, const struct series_of_sheets *series)
{
	r->series = series;
	r->parts = 0;
	next_sheet(r);
}

static void end_sheet(struct review *r)
{
	sheet_filter(r->out, r->series->count);
}

/* Room for one more row. False when the workbook has failed. */
static bool has_room(struct review *r)
{
	if (sheet_full(r->out)) {
		end_sheet(r);
		next_sheet(r);
	}
	return !sheets_failed(r->out);
}

/* ---- rows ---- */

/* `raised`: what the asset's combinations of kinds raise it to, or 0. */
static void put_level(struct review *r, const struct policy_row *policy,
		      int raised)
{
	struct sheets *s = r->out;

	sheet_text(s, figure_level(policy->level).text);
	sheet_text(s, raised > policy->level ? figure_level(raised).text
					     : NULL);
	sheet_text(s, policy->jrt0171);
	sheet_text(s, word_seed(r->language, policy->seed));
	sheet_text(s, word_sensitive(r->language, policy));
}

static void put_evidence(struct review *r, const struct profile *p)
{
	struct sheets *s = r->out;

	if (p->rows)
		sheet_count(s, p->rows);
	else
		sheet_skip(s);
	sheet_count(s, p->candidates);
	sheet_count(s, p->passed);
	sheet_share(s, profile_share(p));
	sheet_share(s, p->chance);
	sheet_count(s, p->distinct_passed);
	sheet_text(s, word_verdict(r->language, p->verdict));
	sheet_text(s, word_confidence(r->language, p->confidence));
}

static void put_asset(struct review *r, const struct asset_row *row)
{
	struct sheets *s = r->out;
	char uid[32], day[11];

	snprintf(uid, sizeof(uid), "uid %u", (unsigned)row->asset.uid);
	snprintf(day, sizeof(day), "%.10s",
		 figure_moment(row->asset.mtime_ns).text);
	sheet_text(s, row->owner ? row->owner : uid);
	sheet_text(s, word_exposure(r->language,
				    exposure_of(row->asset.mode)));
	sheet_text(s, day);
}

static int put_line(void *context, const struct line *line)
{
	const struct profile *p = line->profile;
	struct review *r = context;
	struct sheets *s = r->out;

	if (!has_room(r))
		return OUTCOME_FATAL;
	sheet_text(s, p->path);
	sheet_text(s, p->table);
	sheet_text(s, p->column);
	sheet_text(s, word_kind(r->language, p->detector));
	put_level(r, p->policy, line->asset->raised);
	put_evidence(r, p);
	sheet_count(s, line->people.estimate);
	put_asset(r, line->asset);
	sheet_styled(s, word_reasons(r->language, p), STYLE_WRAPPED);
	sheet_styled(s, line->samples, STYLE_WRAPPED);
	sheet_next(s);
	return 0;
}

static int put_column(void *context, const struct column *c)
{
	struct review *r = context;
	struct sheets *s = r->out;
	int i;

	if (!has_room(r))
		return OUTCOME_FATAL;
	sheet_text(s, c->path);
	sheet_text(s, c->table);
	sheet_text(s, c->name);
	sheet_text(s, c->comment);
	sheet_text(s, c->type);
	sheet_count(s, c->rows);
	sheet_count(s, c->filled);
	sheet_share(s, (double)c->filled / (double)c->rows); /* or no number */
	sheet_count(s, c->blanks);
	sheet_count(s, c->nulls);
	sheet_count(s, c->shortest);
	sheet_count(s, c->longest);
	sheet_count(s, c->looked);
	for (i = 0; i < SHAPE_COUNT; i++)
		sheet_count(s, c->shapes[i]);
	sheet_count(s, c->distinct);
	sheet_text(s, word(r->language, column_is_exact(c) ? WORD_YES
							   : WORD_NO));
	sheet_count(s, c->distinct_most);
	sheet_text(s, c->label);
	sheet_next(s);
	return 0;
}

static int put_unread(void *context, const struct asset_row *row)
{
	const struct asset *asset = &row->asset;
	struct review *r = context;
	struct sheets *s = r->out;

	if (asset->state == STATE_SCANNED)
		return 0;
	if (!has_room(r))
		return OUTCOME_FATAL;
	sheet_text(s, asset->path);
	sheet_text(s, word_state(r->language, asset->state));
	sheet_text(s, word_reason(r->language, asset->problem.reason));
	sheet_text(s, asset->problem.words);
	sheet_count(s, asset->bytes);
	sheet_next(s);
	return 0;
}

/* ---- the summary ---- */

static void put_fact(struct review *r, enum word key, const char *text)
{
	sheet_styled(r->out, word(r->language, key), STYLE_HEAD);
	sheet_styled(r->out, text, STYLE_WRAPPED);
	sheet_next(r->out);
}

static void put_sum(struct review *r, const char *key, uint64_t n,
		    const char *note)
{
	sheet_styled(r->out, key, STYLE_HEAD);
	sheet_count(r->out, n);
	sheet_styled(r->out, note, STYLE_WRAPPED);
	sheet_next(r->out);
}

static void put_bands(struct review *r)
{
	struct sheets *s = r->out;
	const struct band *band;
	enum reach reach;
	char key[64];

	for (band = bands; band < bands + band_count; band++) {
		if (band->of == BAND_TABLE)
			continue;
		snprintf(key, sizeof(key), "≥ %s %s",
			 figure_count(band->least).text,
			 word(r->language, word_of_band(band->of)));
		sheet_styled(s, key, STYLE_HEAD);
		reach = band_reach(band, &r->overview.people);
		sheet_text(s, word(r->language, word_of_reach(reach)));
		sheet_styled(s, r->language == CHINESE ? band->zh : band->en,
			     STYLE_WRAPPED);
		sheet_next(s);
	}
}

static void put_sums(struct review *r)
{
	const struct overview *all = &r->overview;
	int i;

	put_sum(r, word(r->language, WORD_PEOPLE), all->people.estimate,
		word(r->language, WORD_PEOPLE_NOTE));
	put_sum(r, word(r->language, WORD_SENSITIVE_PEOPLE),
		all->people.sensitive, NULL);
	put_sum(r, word(r->language, WORD_MINORS), all->people.minors, NULL);
	put_sum(r, word(r->language, WORD_UNDECIDED), all->undecided, NULL);
	for (i = 0; i < STATE_COUNT; i++)
		put_sum(r, word_state(r->language, (enum state)i),
			all->sweep.states[i],
			word_state_long(r->language, (enum state)i));
}

static void put_summary(struct review *r)
{
	static const double widths[] = { 30, 36, 80 };
	const struct sweep *sweep = &r->overview.sweep;
	unsigned i;

	sheet_open(r->out, r->language == CHINESE ? "概况" : "Summary");
	if (sheets_failed(r->out))
		return;
	for (i = 0; i < COUNT(widths); i++)
		sheet_width(r->out, i, widths[i]);
	put_fact(r, sweep->incomplete ? WORD_INCOMPLETE : WORD_COMPLETE,
		 word(r->language, WORD_TITLE));
	put_fact(r, WORD_ROOTS, sweep->roots);
	put_fact(r, WORD_STARTED, sweep->started);
	put_fact(r, WORD_ENDED, sweep->ended);
	put_fact(r, WORD_VERSION, sweep->version);
	put_fact(r, WORD_RULES, sweep->rules);
	put_fact(r, WORD_KEY, sweep->key_id);
	put_fact(r, WORD_FINGERPRINTS, sweep->fingerprints);
	put_sums(r);
	put_bands(r);
}

/* ---- the workbook ---- */

static int put_sheets(struct review *r)
{
	int outcome;

	put_summary(r);
	if (sheets_failed(r->out))
		return OUTCOME_FATAL;
	start(r, &columns);
	outcome = lines_each(r->store, put_line, r);
	end_sheet(r);
	if (outcome)
		return outcome;
	start(r, &every);
	outcome = store_each_column(r->store, NULL, put_column, r);
	end_sheet(r);
	if (outcome)
		return outcome;
	start(r, &unread);
	outcome = store_each_asset(r->store, put_unread, r);
	end_sheet(r);
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

static int write_book(struct review *r, FILE *file, struct problem *problem)
{
	int outcome = overview_take(r->store, &r->overview);

	if (outcome)
		return outcome;
	r->out = sheets_new(file, r->overview.sweep.ended, problem);
	if (!r->out)
		return OUTCOME_FATAL;
	outcome = sheets_failed(r->out) ? OUTCOME_FATAL
					       : put_sheets(r);
	return sheets_close(r->out) ? OUTCOME_FATAL : outcome;
}

static int write_xlsx(struct store *store,
		      const struct report_options *options, FILE *out,
		      struct problem *problem)
{
	struct review review = { .store = store,
				 .language = language_of(options->lang) };
	FILE *file = tmpfile();
	int outcome;

	if (!file)
		return problem_errno(problem, OUTCOME_FATAL,
				     _("the workbook"));
	outcome = write_book(&review, file, problem);
	if (!outcome)
		outcome = copy(file, out);
	fclose(file);
	return outcome;
}

const struct report report_xlsx = {
	.name = "xlsx",
	.extension = "xlsx",
	.help = N_("workbook for reviewers, a row for each kind in each "
		   "column"),
	.write = write_xlsx,
};
