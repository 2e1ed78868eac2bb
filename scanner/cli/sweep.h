/* A sweep as the user asked for it: from settings to reports. */
#ifndef SCANNER_CLI_SWEEP_H
#define SCANNER_CLI_SWEEP_H

#include "reports/inventory/inventory.h"
#include "scanner/base/hash.h"
#include "scanner/cli/outputs.h"
#include "scanner/scan.h"

#define GLOBS_MAX 256

struct settings {
	struct outputs outputs;
	struct scan_options scan;
	struct report_options report;
	const char *key, *policy;
	enum digest digest; /* of fingerprints */
	const char *exclude[GLOBS_MAX + 1], *include[GLOBS_MAX + 1];
	unsigned excludes, includes;
	int fail_on; /* enum confidence, or -1 */
	bool every_row; /* for the profile of columns */
	bool quiet;
};

/* Sweeps, writes everything, shows the summary. Returns the exit status;
 * says on standard error what went wrong. */
int sweep_run(struct settings *);

#endif
