/* The stream of records. See live.h. */
#include "scanner/cli/live.h"

#include "reports/writers/report.h"

static int written(const struct live *live)
{
	return ferror(live->output.file) ? OUTCOME_FATAL : OUTCOME_OK;
}

static int asset(void *context, const struct asset *asset)
{
	struct live *live = context;

	json_asset(live->output.file, asset);
	return written(live);
}

static int finding(void *context, const struct finding *finding)
{
	struct live *live = context;

	json_finding(live->output.file, finding, live->reveal);
	return written(live);
}

static int profile(void *context, const struct profile *profile)
{
	struct live *live = context;

	json_profile(live->output.file, profile);
	return written(live);
}

static int column(void *context, const struct column *column)
{
	struct live *live = context;

	json_column(live->output.file, column);
	return written(live);
}

static int people(void *context, const struct people *people)
{
	struct live *live = context;

	json_people(live->output.file, people);
	return written(live);
}

int live_open(struct live *live, const char *file, bool reveal,
	      struct problem *problem)
{
	live->reveal = reveal;
	live->listener = (struct listener){ live, asset, finding, profile,
					    column, people };
	return output_open(&live->output, file, reveal, problem);
}
