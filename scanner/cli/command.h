/* Commands: one file each (cmd_*.c), one line in main.c's table. */
#ifndef SCANNER_CLI_COMMAND_H
#define SCANNER_CLI_COMMAND_H

#include <stdbool.h>

/* Exit statuses: the contract with scripts. */
enum {
	EXIT_DONE = 0,	     /* done and complete */
	EXIT_FOUND = 1,	     /* findings at or above --fail-on */
	EXIT_TROUBLE = 2,    /* usage, or an error that stopped it */
	EXIT_INCOMPLETE = 3, /* done, but something could not be read */
};

struct report;
struct problem;

/* As option_fn of options.h, for the option of a report. */
typedef int document_fn(void *context, const struct report *,
			const char *file, struct problem *);

struct command {
	const char *name;
	const char *arguments; /* for the usage line: "ROOT..." */
	const char *help;      /* one line, N_() */
	const struct option_spec *options; /* options.h */
	/* Notes --NAME FILE of a report; NULL: it writes none. */
	document_fn *document;
	/* argv[0] is the command's name. */
	int (*run)(const struct command *, int argc, char **argv);
};

extern const struct command command_scan, command_report, command_hook,
	command_detectors;

#endif
