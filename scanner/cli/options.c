/* Options from tables. See options.h. */
#include "scanner/cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "detectors/name_masker.h"
#include "reports/writers/out.h"
#include "reports/writers/report.h"
#include "scanner/base/buffer.h"
#include "scanner/base/gettext.h"
#include "scanner/cli/language.h"

#define OPTIONS_MAX 64
#define WORD_MAX 40
#define HELP_COLUMN 29

void say(const char *format, ...)
{
	struct name_masker *masker = name_masker_new(today());
	struct buffer masked = { 0 };
	const struct match *ignored;
	char *line = NULL;
	va_list arguments;

	va_start(arguments, format);
	if (vasprintf(&line, format, arguments) < 0)
		line = NULL;
	va_end(arguments);
	if (masker && line)
		name_masker_mask(masker, line, &masked, &ignored);
	if (masked.length && !masked.failed)
		fputs(buffer_string(&masked), stderr);
	else
		fprintf(stderr, "pandian: %s\n", _("out of memory"));
	buffer_release(&masked);
	name_masker_free(masker);
	free(line);
}

void complain(const struct problem *problem)
{
	say("pandian: %s\n", problem->words);
}

int wrong_value(const char *option, const char *takes, const char *value,
		struct problem *problem)
{
	return problem_set(problem, OUTCOME_FATAL, REASON_DAMAGED,
			   _("--%s takes %s, not %.60s"), option, takes,
			   value);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein's distance, where two letters that change places are one error
 * (optimal string alignment). */
static size_t distance(const char *a, const char *b)
{
	size_t rows[3][WORD_MAX + 1], n = strlen(b);

	if (strlen(a) > WORD_MAX || n > WORD_MAX)
		return WORD_MAX;
	for (size_t k = 0; k <= n; k++)
		rows[0][k] = k;
	for (size_t i = 1; a[i - 1]; i++) {
		size_t *row = rows[i % 3], *above = rows[(i - 1) % 3];

		row[0] = i;
		for (size_t k = 1; k <= n; k++) {
			row[k] = least(above[k - 1] + (a[i - 1] != b[k - 1]),
				       least(above[k], row[k - 1]) + 1);
			if (i > 1 && k > 1 && a[i - 1] == b[k - 2] &&
			    a[i - 2] == b[k - 1])
				row[k] = least(row[k],
					       rows[(i - 2) % 3][k - 2] + 1);
		}
	}
	return rows[strlen(a) % 3][n];
}

const char *nearest_name(const char *word, const char *const *names)
{
	const char *best = NULL;
	size_t closest = strlen(word) / 3 + 2;

	for (; *names; names++) {
		size_t d = distance(word, *names);

		if (d < closest) {
			closest = d;
			best = *names;
		}
	}
	return best;
}

bool parse_number(const char *text, unsigned long long low,
		  unsigned long long high, unsigned long long *number)
{
	char *end;

	errno = 0;
	*number = strtoull(text, &end, 10);
	return *text >= '0' && *text <= '9' && !*end && !errno &&
	       *number >= low && *number <= high;
}

int today(void)
{
	time_t now = time(NULL);
	struct tm day;

	localtime_r(&now, &day);
	return (day.tm_year + 1900) * 10000 + (day.tm_mon + 1) * 100 +
	       day.tm_mday;
}

/* All options of a command in a row: its own, one for each report, and what
 * every command has. */
struct row {
	const struct command *command;
	struct option_spec all[OPTIONS_MAX + 1];
	int own, language, help, count; /* indexes in all[] */
};

static const struct option_spec option_language = {
	"lang", 0, "LANG", N_("zh or en (default: the locale's)")
};
static const struct option_spec option_help = { "help", 0, NULL,
						N_("show this help") };

static int add(struct row *r, const struct option_spec *option)
{
	if (r->count < OPTIONS_MAX)
		r->all[r->count++] = *option;
	return r->count - 1;
}

static void gather(struct row *r, const struct command *command)
{
	*r = (struct row){ .command = command };
	for (const struct option_spec *o = command->options; o->name; o++)
		add(r, o);
	r->own = r->count;
	for (size_t i = 0; command->document && reports[i]; i++)
		add(r, &(struct option_spec){ reports[i]->name, 0, "FILE",
					      reports[i]->help });
	r->language = add(r, &option_language);
	r->help = add(r, &option_help);
}

static void help_line(const struct option_spec *o)
{
	char letter[8] = "    ";
	int taken;

	if (o->letter)
		snprintf(letter, sizeof(letter), "-%c, ", o->letter);
	taken = printf("  %s--%s%s%s", letter, o->name,
		       o->argument ? " " : "", o->argument ? o->argument : "");
	out_paragraph(stdout, _(o->help), (unsigned)taken, HELP_COLUMN);
}

static void help(const struct row *r)
{
	const struct command *c = r->command;

	printf(_("usage: pandian %s [OPTION...] %s\n"), c->name,
	       c->arguments);
	printf("\n%s\n\n%s\n", _(c->help), _("Options:"));
	for (int i = 0; i < r->count; i++)
		if (i < r->own || i >= r->language)
			help_line(&r->all[i]);
	if (!c->document)
		return;
	printf("\n%s\n", _("Documents (a FILE of - is standard output):"));
	for (int i = r->own; i < r->language; i++)
		help_line(&r->all[i]);
}

static void unknown(const struct row *r, const char *word)
{
	const char *names[OPTIONS_MAX + 1] = { NULL };
	const char *nearest, *bare = word;

	while (*bare == '-')
		bare++;
	for (int i = 0; i < r->count; i++)
		names[i] = r->all[i].name;
	nearest = nearest_name(bare, names);
	if (nearest)
		say(_("pandian %s: unknown option %s; did you mean --%s?\n"),
		    r->command->name, word, nearest);
	else
		say(_("pandian %s: unknown option %s; see --help\n"),
		    r->command->name, word);
}

/* getopt's own tables: a code from 0x100 on is an index in all[]. */
static void long_options(const struct row *r, struct option *options,
			 char *letters)
{
	*letters++ = ':'; /* tell a missing argument apart */
	for (int i = 0; i < r->count; i++) {
		const struct option_spec *o = &r->all[i];

		options[i] = (struct option){
			o->name, o->argument ? required_argument : no_argument,
			NULL, 0x100 + i
		};
		if (o->letter) {
			*letters++ = o->letter;
			if (o->argument)
				*letters++ = ':';
		}
	}
	*letters = 0;
	options[r->count] = (struct option){ 0 };
}

static int index_of(const struct row *r, int code)
{
	int i = 0;

	if (code >= 0x100)
		return code - 0x100;
	while (r->all[i].letter != code)
		i++;
	return i;
}

static int take(const struct row *r, int index, option_fn *set,
		void *context)
{
	struct problem problem = { 0 };
	int outcome = OUTCOME_OK;

	if (index < r->own)
		outcome = set(context, index, optarg, &problem);
	else if (index < r->language)
		outcome = r->command->document(
			context, reports[index - r->own], optarg, &problem);
	else if (index == r->language && !language_choose(optarg))
		outcome = wrong_value("lang", _("zh or en"), optarg, &problem);
	if (outcome != OUTCOME_OK)
		complain(&problem);
	return outcome;
}

int options_parse(const struct command *command, int argc, char **argv,
		  option_fn *set, void *context, int *status)
{
	struct option options[OPTIONS_MAX + 1];
	char letters[2 * OPTIONS_MAX + 2];
	bool helps = false;
	struct row row;
	int code;

	gather(&row, command);
	long_options(&row, options, letters);
	*status = EXIT_TROUBLE;
	opterr = 0;
	while ((code = getopt_long(argc, argv, letters, options, NULL)) !=
	       -1) {
		const char *word = argv[optind - 1];
		int index;

		if (code == '?') {
			unknown(&row, word);
			return -1;
		}
		if (code == ':') {
			say(_("pandian %s: %s needs a value\n"),
			    command->name, word);
			return -1;
		}
		index = index_of(&row, code);
		if (take(&row, index, set, context) != OUTCOME_OK)
			return -1;
		helps = helps || index == row.help;
	}
	if (!helps)
		return optind;
	help(&row); /* in the language of a --lang behind it, too */
	*status = EXIT_DONE;
	return -1;
}
