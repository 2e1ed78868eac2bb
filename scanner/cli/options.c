/* Options from tables. See options.h. */
#include "scanner/cli/options.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPTIONS_MAX 48
#define WORD_MAX 40

const char *options_language(void)
{
	static const char *const variables[] = { "LC_ALL", "LC_MESSAGES",
						 "LANG" };

	for (size_t i = 0; i < 3; i++) {
		const char *value = getenv(variables[i]);

		if (value && *value)
			return strncmp(value, "zh", 2) ? "en" : "zh";
	}
	return "en";
}

void complain(const struct problem *problem)
{
	fprintf(stderr, "pandian: %s\n", problem->words);
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

static bool is_chinese(void)
{
	return !strcmp(options_language(), "zh");
}

static void help(const struct command *command)
{
	bool zh = is_chinese();

	printf("%s pandian %s [%s] %s\n\n%s\n\n%s\n", zh ? "用法：" : "usage:",
	       command->name, zh ? "选项" : "OPTION...", command->arguments,
	       zh ? command->zh : command->en, zh ? "选项：" : "Options:");
	for (const struct option_spec *o = command->options; o->name; o++) {
		char name[64], letter[8] = "    ";

		if (o->letter)
			snprintf(letter, sizeof(letter), "-%c, ", o->letter);
		snprintf(name, sizeof(name), "--%s%s%s", o->name,
			 o->argument ? " " : "",
			 o->argument ? o->argument : "");
		printf("  %s%-22s %s\n", letter, name, zh ? o->zh : o->en);
	}
	printf("      %-22s %s\n", "--help",
	       zh ? "显示本说明" : "show this help");
}

static void unknown(const struct command *command, const char *word)
{
	const char *names[OPTIONS_MAX + 1];
	const char *nearest, *bare = word;
	size_t count = 0;

	while (*bare == '-')
		bare++;
	for (; command->options[count].name && count < OPTIONS_MAX; count++)
		names[count] = command->options[count].name;
	names[count] = NULL;
	nearest = nearest_name(bare, names);
	fprintf(stderr, "pandian %s: unknown option %s", command->name, word);
	if (nearest)
		fprintf(stderr, "; did you mean --%s?\n", nearest);
	else
		fprintf(stderr, "; see pandian %s --help\n", command->name);
}

/* getopt's own tables. An index over OPTIONS_MAX stands for --help. */
static size_t long_options(const struct option_spec *specs,
			   struct option *options, char *letters)
{
	size_t count = 0;

	*letters++ = ':'; /* tell a missing argument apart */
	for (; specs[count].name && count < OPTIONS_MAX; count++) {
		options[count] = (struct option){
			specs[count].name,
			specs[count].argument ? required_argument
					      : no_argument,
			NULL, 0x100 + (int)count
		};
		if (specs[count].letter) {
			*letters++ = specs[count].letter;
			if (specs[count].argument)
				*letters++ = ':';
		}
	}
	*letters = 0;
	options[count++] = (struct option){ "help", no_argument, NULL,
					    0x100 + OPTIONS_MAX };
	options[count] = (struct option){ 0 };
	return count;
}

static int index_of(const struct option_spec *specs, int code)
{
	if (code >= 0x100)
		return code - 0x100;
	for (int i = 0; specs[i].name; i++)
		if (specs[i].letter == code)
			return i;
	return -1;
}

int options_parse(const struct command *command, int argc, char **argv,
		  option_fn *set, void *context, int *status)
{
	struct option options[OPTIONS_MAX + 2];
	char letters[2 * OPTIONS_MAX + 2];
	int code;

	long_options(command->options, options, letters);
	*status = EXIT_TROUBLE;
	opterr = 0;
	while ((code = getopt_long(argc, argv, letters, options, NULL)) !=
	       -1) {
		struct problem problem = { 0 };
		const char *word = argv[optind - 1];
		int index;

		if (code == '?') {
			unknown(command, word);
			return -1;
		}
		if (code == ':') {
			fprintf(stderr, "pandian %s: %s needs a value\n",
				command->name, word);
			return -1;
		}
		index = index_of(command->options, code);
		if (index == OPTIONS_MAX) {
			help(command);
			*status = EXIT_DONE;
			return -1;
		}
		if (set(context, index, optarg, &problem) != OUTCOME_OK) {
			complain(&problem);
			return -1;
		}
	}
	return optind;
}
