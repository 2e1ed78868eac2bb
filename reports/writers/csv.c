/*
 * One row for each kind in each column, as spreadsheets read it: RFC 4180,
 * UTF-8 with byte order mark (Excel takes it for GBK otherwise).
 *
 * What a spreadsheet would run as a formula (OWASP, CSV injection: = + - @
 * TAB CR, and their full-width twins) gets an apostrophe before it.
 */
#include <inttypes.h>
#include <string.h>

#include "reports/writers/lines.h"
#include "reports/writers/out.h"
#include "reports/writers/overview.h"
#include "reports/writers/report.h"
#include "scanner/base/gettext.h"

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

static void put_field(FILE *out, const char *text)
{
	fputc('"', out);
	if (text && is_formula(text))
		fputc('\'', out);
	if (text)
		put_inner(out, text);
	fputc('"', out);
}

static void put_text(FILE *out, const char *text)
{
	fputc(',', out);
	put_field(out, text);
}

static void put_count(FILE *out, uint64_t n)
{
	fprintf(out, ",%" PRIu64, n);
}

static void put_profile(FILE *out, const struct profile *p)
{
	put_count(out, p->rows);
	put_count(out, p->candidates);
	put_count(out, p->passed);
	fprintf(out, ",%s", figure_real(p->chance).text);
	put_count(out, p->distinct_passed);
	put_text(out, verdict_name(p->verdict));
	put_text(out, p->confidence ? confidence_name(p->confidence) : NULL);
	put_count(out, p->high);
	put_count(out, p->medium);
	put_count(out, p->low);
}

static void put_level(FILE *out, const struct policy_row *policy)
{
	put_text(out, policy ? policy->seed : NULL);
	put_count(out, policy ? (uint64_t)policy->level : 0);
	put_text(out, policy ? policy->jrt0171 : NULL);
	put_text(out, policy ? policy->pipl : NULL);
}

/* Whose it is, who can read it, how old it is. */
static void put_asset(FILE *out, const struct asset_row *row)
{
	put_text(out, state_name(row->asset.state));
	put_count(out, row->asset.uid);
	put_text(out, row->owner);
	put_text(out, exposure_name(exposure_of(row->asset.mode)));
	put_text(out, figure_moment(row->asset.mtime_ns).text);
	put_count(out, (uint64_t)row->raised);
}

static int put_line(void *context, const struct line *line)
{
	const struct profile *p = line->profile;
	const struct detector *detector = detectors[p->detector];
	FILE *out = context;

	put_field(out, p->path);
	put_text(out, p->table);
	put_text(out, p->column);
	put_text(out, detector->id);
	put_text(out, p->policy ? p->policy->zh : detector->zh);
	put_profile(out, p);
	put_level(out, p->policy);
	put_text(out, p->reasons);
	put_text(out, line->samples);
	put_count(out, line->people.estimate);
	put_count(out, line->people.low);
	put_count(out, line->people.high);
	put_count(out, line->people.sensitive);
	put_asset(out, line->asset);
	put_text(out, profile_is_undecided(p) ? "true" : "false");
	fputs("\r\n", out);
	return 0;
}

static int write_csv(struct store *store, const struct report_options *options,
		     FILE *out, struct problem *problem)
{
	(void)options, (void)problem;
	fputs("\xEF\xBB\xBF"
	      "asset,table,column,detector,kind,rows,candidates,passed,chance,"
	      "distinct,verdict,confidence,findings_high,findings_medium,"
	      "findings_low,level,jrt0197,jrt0171,pipl,reasons,samples,people,"
	      "people_low,people_high,people_sensitive,state,uid,owner,"
	      "exposure,modified,raised,undecided\r\n",
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
