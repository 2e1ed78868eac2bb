/* The table of reports. See report.h. */
#include "reports/writers/report.h"

#include <string.h>

#include "reports/writers/output.h"
#include "scanner/base/gettext.h"

extern const struct report report_html, report_xml, report_json, report_jsonl,
	report_csv, report_columns, report_xlsx, report_sarif, report_text;

const struct report *const reports[] = {
	&report_html, &report_xml,  &report_json, &report_jsonl,
	&report_csv,  &report_columns, &report_xlsx, &report_sarif,
	&report_text, NULL,
};

const struct report *report_find(const char *name)
{
	size_t i;

	for (i = 0; reports[i]; i++)
		if (!strcmp(reports[i]->name, name))
			return reports[i];
	return NULL;
}

int report_render(const struct report *report, struct store *store,
		  const struct report_options *options, const char *file,
		  struct problem *problem)
{
	struct output output;
	int outcome = output_open(&output, file, options->reveal, problem);

	if (outcome != OUTCOME_OK)
		return outcome;
	outcome = report->write(store, options, output.file, problem);
	if (outcome != OUTCOME_OK && !ferror(output.file))
		outcome = problem_set(problem, OUTCOME_FATAL, REASON_IO,
				      _("%s: the inventory cannot be read"),
				      output.name);
	else
		outcome = OUTCOME_OK; /* output_close() tells what is wrong */
	return output_close(&output, outcome, problem);
}
