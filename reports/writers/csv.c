/*
 * One row for each kind in each column, as spreadsheets read it: RFC 4180,
 * UTF-8 with byte order mark (Excel takes it for GBK otherwise).
 *
 * What a spreadsheet would run as a formula (OWASP, CSV injection: = + - @
 * TAB CR, and their full-width twins) gets an apostrophe before it.
 */
#include <inttypes.h>
#include <string.h>

#include "reports/writers/out.h"
#include "reports/writers/report.h"
#include "scanner/base/gettext.h"

#define SAMPLES 5

struct sheet {
	struct store *store;
	FILE *out;
	unsigned samples; /* written for this row */
};

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

static void put_text(FILE *out, const char *text)
{
	fputs(",\"", out);
	if (text && is_formula(text))
		fputc('\'', out);
	if (text)
		put_inner(out, text);
	fputc('"', out);
}

static void put_count(FILE *out, uint64_t n)
{
	fprintf(out, ",%" PRIu64, n);
}

static int put_sample(void *context, const struct finding *finding)
{
	struct sheet *sheet = context;

	if (sheet->samples == SAMPLES)
		return 1;
	if (sheet->samples++)
		fputs(" | ", sheet->out);
	else if (is_formula(finding->masked))
		fputc('\'', sheet->out);
	put_inner(sheet->out, finding->masked);
	return 0;
}

static int put_samples(struct sheet *sheet, const struct profile *profile)
{
	int outcome;

	sheet->samples = 0;
	fputs(",\"", sheet->out);
	outcome = store_each_place(sheet->store, profile, put_sample, sheet);
	fputc('"', sheet->out);
	return outcome < 0 ? outcome : 0;
}

static int put_row(void *context, const struct profile *p)
{
	struct sheet *sheet = context;
	const struct policy_row *policy = p->policy;
	const struct detector *detector = detectors[p->detector];
	FILE *out = sheet->out;
	int outcome;

	fputc('"', out);
	if (is_formula(p->path))
		fputc('\'', out);
	put_inner(out, p->path);
	fputc('"', out);
	put_text(out, p->table);
	put_text(out, p->column);
	put_text(out, detector->id);
	put_text(out, policy ? policy->zh : detector->zh);
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
	put_text(out, policy ? policy->seed : NULL);
	put_count(out, policy ? (uint64_t)policy->level : 0);
	put_text(out, policy ? policy->jrt0171 : NULL);
	put_text(out, policy ? policy->pipl : NULL);
	put_text(out, p->reasons);
	outcome = put_samples(sheet, p);
	fputs("\r\n", out);
	return outcome;
}

static int write_csv(struct store *store, const struct report_options *options,
		     FILE *out, struct problem *problem)
{
	struct sheet sheet = { .store = store, .out = out };

	(void)options, (void)problem;
	fputs("\xEF\xBB\xBF"
	      "asset,table,column,detector,kind,rows,candidates,passed,chance,"
	      "distinct,verdict,confidence,findings_high,findings_medium,"
	      "findings_low,level,jrt0197,jrt0171,pipl,reasons,samples\r\n",
	      out);
	return store_each_profile(store, NULL, put_row, &sheet);
}

const struct report report_csv = {
	.name = "csv",
	.extension = "csv",
	.help = N_("table for spreadsheets, a row for each kind in each "
		   "column"),
	.write = write_csv,
};
