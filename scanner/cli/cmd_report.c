/* pandian report: renders reports from an inventory, without the share. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "scanner/cli/options.h"
#include "scanner/cli/outputs.h"

enum option {
	HTML,
	XML,
	JSON,
	JSONL,
	CSV,
	TEXT,
	POLICY,
	LANGUAGE,
};

static const struct option_spec options[] = {
	[HTML] = { "html", 0, "FILE", "report for people",
		   "供人阅读的报告" },
	[XML] = { "xml", 0, "FILE", "report for other systems",
		  "供其他系统使用的报告" },
	[JSON] = { "json", 0, "FILE", "everything as one document",
		   "单个 JSON 文档" },
	[JSONL] = { "jsonl", 0, "FILE",
		    "records, one a line; of findings the samples kept",
		    "逐行记录；发现只含保留的样本" },
	[CSV] = { "csv", 0, "FILE", "a row for each kind in each column",
		  "每列每类数据一行的表格" },
	[TEXT] = { "text", 0, "FILE", "the summary (default: to -)",
		   "摘要（默认输出到 -）" },
	[POLICY] = { "policy", 0, "FILE",
		     "levels by this table, not as they stood at the sweep",
		     "采用此分级表，而非扫描时的分级" },
	[LANGUAGE] = { "lang", 0, "LANG", "zh or en (default: the locale's)",
		       "zh 或 en（默认取决于区域设置）" },
	{ 0 }
};

struct settings {
	struct {
		const struct report *report;
		const char *file;
	} documents[OUTPUTS_MAX];
	unsigned count;
	struct report_options report;
	const char *policy;
};

static int set_option(void *context, int option, const char *value,
		      struct problem *problem)
{
	struct settings *s = context;

	if (option == POLICY) {
		s->policy = value;
		return OUTCOME_OK;
	}
	if (option == LANGUAGE) {
		s->report.lang = value;
		if (!strcmp(value, "zh") || !strcmp(value, "en"))
			return OUTCOME_OK;
		return problem_set(problem, OUTCOME_FAILED, REASON_DAMAGED,
				   "--lang: zh or en");
	}
	if (s->count == OUTPUTS_MAX)
		return problem_set(problem, OUTCOME_FAILED, REASON_MEMORY,
				   "too many outputs");
	s->documents[s->count].report = report_find(options[option].name);
	s->documents[s->count++].file = value;
	return OUTCOME_OK;
}

static int render(const char *inventory, struct settings *s,
		  struct problem *problem)
{
	struct policy *policy = NULL;
	struct store *store = NULL;
	int outcome = OUTCOME_FAILED;

	if (s->policy) {
		policy = policy_load(s->policy, problem);
		if (!policy)
			return OUTCOME_FAILED;
	}
	store = store_open(inventory, policy, problem);
	if (store)
		outcome = OUTCOME_OK;
	for (unsigned i = 0; i < s->count && outcome == OUTCOME_OK; i++)
		outcome = report_render(s->documents[i].report, store,
					&s->report, s->documents[i].file,
					problem);
	store_free(store);
	policy_free(policy);
	return outcome;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct settings s = { .report.lang = options_language() };
	struct problem problem = { 0 };
	int status, first;

	first = options_parse(command, argc, argv, set_option, &s, &status);
	if (first < 0)
		return status;
	if (argc - first != 1) {
		problem_set(&problem, OUTCOME_FAILED, REASON_VANISHED,
			    "report: name one inventory; see pandian report "
			    "--help");
	} else {
		if (!s.count) {
			s.documents[s.count].report = report_find("text");
			s.documents[s.count++].file = "-";
			s.report.colour = isatty(STDOUT_FILENO);
		}
		if (render(argv[first], &s, &problem) == OUTCOME_OK)
			return EXIT_DONE;
	}
	complain(&problem);
	return EXIT_TROUBLE;
}

const struct command command_report = {
	.name = "report",
	.arguments = "INVENTORY",
	.en = "render reports from an inventory, without reading the share "
	      "again",
	.zh = "由清单生成报告，无需再次读取文件",
	.options = options,
	.run = run,
};
