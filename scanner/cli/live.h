/* The stream of records (--jsonl), written while a sweep runs. */
#ifndef SCANNER_CLI_LIVE_H
#define SCANNER_CLI_LIVE_H

#include "reports/inventory/collector.h"
#include "reports/writers/output.h"

struct live {
	struct output output;
	bool reveal;
	struct listener listener;
};

int live_open(struct live *, const char *file, bool reveal,
	      struct problem *);

#endif
