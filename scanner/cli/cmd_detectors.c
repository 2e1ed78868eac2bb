/* pandian detectors: what is looked for. */
#include <stdio.h>
#include <string.h>

#include "detectors/detector.h"
#include "scanner/base/gettext.h"
#include "scanner/cli/language.h"
#include "scanner/cli/options.h"

static const struct option_spec options[] = { { 0 } };

static int set_option(void *context, int option, const char *value,
		      struct problem *problem)
{
	(void)context, (void)option, (void)value, (void)problem;
	return OUTCOME_FATAL; /* there are none */
}

static int run(const struct command *command, int argc, char **argv)
{
	struct problem problem = { 0 };
	int status, first;
	bool zh;

	first = options_parse(command, argc, argv, set_option, NULL, &status);
	if (first < 0)
		return status;
	if (first < argc) {
		problem_set(&problem, OUTCOME_FATAL, REASON_VANISHED,
			    _("detectors: takes no %.60s; see pandian "
			      "detectors --help"),
			    argv[first]);
		complain(&problem);
		return EXIT_TROUBLE;
	}
	zh = !strcmp(language(), "zh");
	for (size_t i = 0; i < detector_count; i++)
		printf("%-20s %s\n", detectors[i]->id,
		       zh ? detectors[i]->zh : detectors[i]->en);
	if (!fflush(stdout))
		return EXIT_DONE;
	problem_errno(&problem, OUTCOME_FATAL, _("standard output"));
	complain(&problem);
	return EXIT_TROUBLE;
}

const struct command command_detectors = {
	.name = "detectors",
	.arguments = "",
	.help = N_("list the kinds of data that are looked for"),
	.options = options,
	.run = run,
};
