/*
 * SARIF 2.1.0, the format of results of static analysis that code review
 * tools show beside the lines
 * (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): one run
 * with its results, then what could not be read as notifications. There are
 * no snippets: a result holds the masked value only.
 *
 * In this order: sarif_open, any number of sarif_result, sarif_ledger, any
 * number of sarif_unread, sarif_close.
 */
#ifndef REPORTS_WRITERS_SARIF_H
#define REPORTS_WRITERS_SARIF_H

#include <stdio.h>

#include "reports/writers/words.h"
#include "scanner/base/buffer.h"

struct sarif {
	FILE *out;
	enum language language;
	const char *comma; /* before the next of a list */
};

void sarif_open(struct sarif *, FILE *, enum language);
/* `depth` of the finding's asset; column from 1 in characters, 0: not
 * known. A fingerprint of NULL is left out. */
void sarif_result(struct sarif *, const struct finding *, unsigned depth,
		  int64_t column);
void sarif_ledger(struct sarif *);
void sarif_unread(struct sarif *, const struct asset *);
void sarif_close(struct sarif *);

#endif
