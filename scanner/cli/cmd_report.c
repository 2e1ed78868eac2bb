/* pandian report: renders reports from an inventory, without the share. */
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scanner/base/gettext.h"
#include "scanner/cli/language.h"
#include "scanner/cli/options.h"
#include "scanner/cli/outputs.h"

enum option {
	POLICY,
};

static const struct option_spec options[] = {
	[POLICY] = { "policy", 0, "FILE",
		     N_("levels by this table, not as they stood at the "
			"sweep") },
	{ 0 }
};

struct settings {
	struct outputs outputs;
	struct report_options report;
	const char *policy;
};

static int set_option(void *context, int option, const char *value,
		      struct problem *problem)
{
	struct settings *s = context;

	(void)option, (void)problem; /* there is one, and it takes anything */
	s->policy = value;
	return OUTCOME_OK;
}

static int set_document(void *context, const struct report *report,
			const char *file, struct problem *problem)
{
	struct settings *s = context;

	return outputs_add(&s->outputs, report, file, problem);
}

static int render(const char *inventory, struct settings *s,
		  struct problem *problem)
{
	struct policy *policy = NULL;
	struct store *store = NULL;
	int outcome = OUTCOME_FATAL;
	struct stat found;

	if (access(inventory, R_OK) || stat(inventory, &found))
		return problem_errno(problem, OUTCOME_FATAL, inventory);
	if (S_ISDIR(found.st_mode))
		return problem_set(problem, OUTCOME_FATAL, REASON_NOT_REGULAR,
				   _("%.120s: is a folder; name the inventory "
				     "in it, inventory.db"),
				   inventory);
	if (s->policy) {
		policy = policy_load(s->policy, problem);
		if (!policy)
			return OUTCOME_FATAL;
	}
	store = store_open(inventory, policy, problem);
	if (store)
		outcome = outputs_render(&s->outputs, store, &s->report,
					 problem);
	store_free(store);
	policy_free(policy);
	return outcome;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct settings s = { 0 };
	struct problem problem = { 0 };
	int status, first;

	first = options_parse(command, argc, argv, set_option, &s, &status);
	if (first < 0)
		return status;
	s.report.lang = language();
	if (argc - first != 1) {
		problem_set(&problem, OUTCOME_FATAL, REASON_VANISHED,
			    _("report: name one inventory; see pandian report "
			      "--help"));
	} else {
		s.outputs.inventory = argv[first];
		if (!s.outputs.count) {
			outputs_add(&s.outputs, report_find("text"), "-",
				    &problem);
			s.report.colour = outputs_colour();
		}
		if (outputs_check(&s.outputs, &problem) == OUTCOME_OK &&
		    render(argv[first], &s, &problem) == OUTCOME_OK)
			return EXIT_DONE;
	}
	complain(&problem);
	return EXIT_TROUBLE;
}

const struct command command_report = {
	.name = "report",
	.arguments = "INVENTORY",
	.help = N_("render reports from an inventory, without reading the "
		   "share again"),
	.options = options,
	.document = set_document,
	.run = run,
};
