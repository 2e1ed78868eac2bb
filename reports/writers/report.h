/*
 * A report: inventory → document. One file each, one line in reports.c.
 * Writers only read the store, so `pandian report` renders the same documents
 * long after the sweep.
 */
#ifndef REPORTS_WRITERS_REPORT_H
#define REPORTS_WRITERS_REPORT_H

#include <stdio.h>

#include "reports/inventory/store.h"

struct report_options {
	const char *lang; /* "zh" or "en" */
	bool colour;      /* text on a terminal */
	bool reveal;
};

struct report {
	const char *name;      /* the option: "html" → --html FILE */
	const char *extension; /* "html" */
	const char *help;      /* one line, N_() */
	/* Writes the document. Errors of `out` are checked by the caller. */
	int (*write)(struct store *, const struct report_options *, FILE *out,
		     struct problem *);
};

/* All reports, NULL-terminated. */
extern const struct report *const reports[];
const struct report *report_find(const char *name);

/* Renders to `file` ("-": standard output) by way of a temporary name in the
 * same folder: written, synced, renamed; what stood there before stays when
 * anything fails. Mode 0600 with reveal, else 0666 less the umask. */
int report_render(const struct report *, struct store *,
		  const struct report_options *, const char *file,
		  struct problem *);

/* The JSON records of the stream (--jsonl), one line each; also used while a
 * sweep runs. */
void json_asset(FILE *, const struct asset *);
void json_finding(FILE *, const struct finding *, bool reveal);
void json_profile(FILE *, const struct profile *);
void json_column(FILE *, const struct column *);
void json_people(FILE *, const struct people *);
void json_summary(FILE *, const struct sweep *);

#endif
