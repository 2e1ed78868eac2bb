/* One row for each kind in each column, and one row for each column, as
 * spreadsheets read them. See csv.h. */
#include "reports/writers/csv.h"

#include "reports/writers/lines.h"
#include "reports/writers/out.h"
#include "reports/writers/overview.h"
#include "reports/writers/report.h"
#include "scanner/base/gettext.h"

static void put_profile(FILE *out, const struct profile *p)
{
	csv_count(out, p->rows);
	csv_count(out, p->candidates);
	csv_count(out, p->passed);
	fprintf(out, ",%s", figure_real(p->chance).text);
	csv_count(out, p->distinct_passed);
	csv_text(out, verdict_name(p->verdict));
	csv_text(out, p->confidence ? confidence_name(p->confidence) : NULL);
	csv_count(out, p->high);
	csv_count(out, p->medium);
	csv_count(out, p->low);
}

static void put_level(FILE *out, const struct policy_row *policy)
{
	csv_text(out, policy ? policy->seed : NULL);
	csv_count(out, policy ? (uint64_t)policy->level : 0);
	csv_text(out, policy ? policy->jrt0171 : NULL);
	csv_text(out, policy ? policy->pipl : NULL);
}

/* Whose it is, who can read it, how old it is. */
static void put_asset(FILE *out, const struct asset_row *row)
{
	csv_text(out, state_name(row->asset.state));
	csv_count(out, row->asset.uid);
	csv_text(out, row->owner);
	csv_text(out, exposure_name(exposure_of(row->asset.mode)));
	csv_text(out, figure_moment(row->asset.mtime_ns).text);
	csv_count(out, (uint64_t)row->raised);
}

/* Thresholds of the law that the table's people reach; with a "?" those that
 * lie within the bounds. */
static void put_bands(FILE *out, const struct people *people)
{
	const char *between = ",";
	enum reach reach;
	size_t i;

	for (i = 0; i < band_count; i++) {
		reach = band_reach(&bands[i], people);
		if (reach < REACH_MAYBE)
			continue;
		fprintf(out, "%s%s%s", between, bands[i].id,
			reach == REACH_MAYBE ? "?" : "");
		between = " ";
	}
	if (*between == ',')
		csv_text(out, NULL);
}

static int put_line(void *context, const struct line *line)
{
	const struct profile *p = line->profile;
	const struct detector *detector = detectors[p->detector];
	FILE *out = context;

	csv_first(out, p->path);
	csv_text(out, p->table);
	csv_text(out, p->column);
	csv_text(out, detector->id);
	csv_text(out, p->policy ? p->policy->zh : detector->zh);
	put_profile(out, p);
	put_level(out, p->policy);
	csv_text(out, p->reasons);
	csv_text(out, line->samples);
	csv_count(out, line->people.estimate);
	csv_count(out, line->people.low);
	csv_count(out, line->people.high);
	csv_count(out, line->people.sensitive);
	put_asset(out, line->asset);
	csv_text(out, profile_is_undecided(p) ? "true" : "false");
	put_bands(out, &line->people);
	fputs("\r\n", out);
	return 0;
}

#define BYTE_ORDER_MARK "\xEF\xBB\xBF" /* else Excel takes it for GBK */

static int write_csv(struct store *store, const struct report_options *options,
		     FILE *out, struct problem *problem)
{
	(void)options, (void)problem;
	fputs(BYTE_ORDER_MARK
	      "asset,table,column,detector,kind,rows,candidates,passed,chance,"
	      "distinct,verdict,confidence,findings_high,findings_medium,"
	      "findings_low,level,jrt0197,jrt0171,pipl,reasons,samples,people,"
	      "people_low,people_high,people_sensitive,state,uid,owner,"
	      "exposure,modified,raised,undecided,bands\r\n",
	      out);
	return lines_each(store, put_line, out);
}

const struct report report_csv = {
	.name = "csv",
	.extension = "csv",
	.help = N_("table for spreadsheets, a row for each kind in each "
		   "column"),
	.write = write_csv,
};

static int put_column(void *context, const struct column *c)
{
	FILE *out = context;
	int i;

	csv_first(out, c->path);
	csv_text(out, c->table);
	csv_text(out, c->name);
	csv_count(out, (uint64_t)c->index);
	csv_text(out, c->comment);
	csv_text(out, c->type);
	csv_count(out, c->rows);
	csv_count(out, c->filled);
	csv_count(out, c->blanks);
	csv_count(out, c->nulls);
	csv_count(out, c->shortest);
	csv_count(out, c->longest);
	fprintf(out, ",%s", figure_real(column_mean(c)).text);
	csv_count(out, c->looked);
	for (i = 0; i < SHAPE_COUNT; i++)
		csv_count(out, c->shapes[i]);
	csv_count(out, c->distinct);
	csv_text(out, column_is_exact(c) ? "true" : "false");
	fprintf(out, ",%s", figure_real(c->distinct_error).text);
	csv_count(out, c->distinct_most);
	csv_text(out, column_is_serial(c) ? "true" : "false");
	csv_text(out, c->label);
	fputs("\r\n", out);
	return 0;
}

static int write_columns(struct store *store,
			 const struct report_options *options, FILE *out,
			 struct problem *problem)
{
	(void)options, (void)problem;
	fputs(BYTE_ORDER_MARK
	      "asset,table,column,index,comment,declared,rows,filled,blanks,"
	      "nulls,shortest,longest,mean,looked,number,date,han,ascii,"
	      "other,distinct,distinct_exact,distinct_error,distinct_most,"
	      "serial,label\r\n",
	      out);
	return store_each_column(store, NULL, put_column, out);
}

const struct report report_columns = {
	.name = "columns",
	.extension = "csv",
	.help = N_("table for spreadsheets, a row for each column, whatever "
		   "it holds"),
	.write = write_columns,
};
