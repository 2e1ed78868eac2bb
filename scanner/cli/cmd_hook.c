/* pandian hook: what a change would add to a repository. */
#include "scanner/base/gettext.h"
#include "scanner/cli/hook.h"
#include "scanner/cli/options.h"

enum option {
	FAIL_ON,
	SARIF,
	UPDATE_ALLOW,
};

static const struct option_spec options[] = {
	[FAIL_ON] = { "fail-on", 0, "LEVEL",
		      N_("tell findings of low, medium (default) or high "
			 "confidence and above, and exit 1 for them") },
	[SARIF] = { "sarif", 0, "FILE",
		    N_("SARIF 2.1.0, for tools of code review") },
	[UPDATE_ALLOW] = { "update-allow", 0, NULL,
			   N_("declare what is found to be test data, in "
			      ".pandian-allow") },
	{ 0 }
};

static int set_option(void *context, int option, const char *value,
		      struct problem *problem)
{
	struct hook_options *o = context;
	int confidence;

	switch ((enum option)option) {
	case FAIL_ON:
		confidence = confidence_parse(value);
		if (confidence < 0)
			return wrong_value("fail-on",
					   _("low, medium or high"), value,
					   problem);
		o->fail_on = (enum confidence)confidence;
		return OUTCOME_OK;
	case SARIF:
		o->sarif = value;
		return OUTCOME_OK;
	case UPDATE_ALLOW:
		o->update = true;
		return OUTCOME_OK;
	}
	return OUTCOME_FATAL;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct hook_options o = { .fail_on = CONFIDENCE_MEDIUM };
	int status, first;

	first = options_parse(command, argc, argv, set_option, &o, &status);
	if (first < 0)
		return status;
	o.names = (const char *const *)argv + first;
	return hook_run(&o);
}

const struct command command_hook = {
	.name = "hook",
	.arguments = "[FILE...]",
	.help = N_("check what is staged in a git repository, or files"),
	.options = options,
	.run = run,
};
