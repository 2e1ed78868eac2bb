/*
 * Options: one table per command, from which parsing and --help follow. Every
 * command has --lang and --help as well, and one that writes documents an
 * option for each report (reports/writers/reports.c).
 */
#ifndef SCANNER_CLI_OPTIONS_H
#define SCANNER_CLI_OPTIONS_H

#include "scanner/base/outcome.h"
#include "scanner/cli/command.h"

struct option_spec {
	const char *name;     /* "follow": --follow; NULL ends the table */
	char letter;	      /* -f, or 0 */
	const char *argument; /* "FILE", or NULL: takes none */
	const char *help;     /* N_() */
};

/* Called per option, with its index in the table and its value (or NULL).
 * Returns OUTCOME_OK, or OUTCOME_FATAL with words for the user. */
typedef int option_fn(void *context, int index, const char *value,
		      struct problem *);

/* Parses argv[1] on. Returns the index of the first argument that is no
 * option, or -1: then *status is what to exit with, and everything has been
 * said (an error with a hint, or the help). */
int options_parse(const struct command *, int argc, char **argv, option_fn *,
		  void *context, int *status);

/* Writes to standard error; values in it are masked. What a user types may
 * hold some, and messages end in logs. */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Says what is wrong on standard error, as "pandian: ...". */
void complain(const struct problem *);

/* Fails: an option takes something else, such as "low, medium or high". */
int wrong_value(const char *option, const char *takes, const char *value,
		struct problem *);

/* Of NULL-terminated names the one a misspelt word may stand for, or NULL. */
const char *nearest_name(const char *word, const char *const *names);

/* A number of [low, high]; false for anything else. */
bool parse_number(const char *text, unsigned long long low,
		  unsigned long long high, unsigned long long *number);

/* The local date as yyyymmdd. */
int today(void);

#endif
