/*
 * ignore: rules that leave paths out, as gitignore(5) writes them: `!`
 * negates, a slash at the start or inside ties a rule to its folder, one at
 * the end means folders only, the last rule that matches wins.
 *
 * Rules and paths are bytes: `?` is one byte of a name.
 */
#ifndef SCANNER_IGNORE_H
#define SCANNER_IGNORE_H

#include <stdbool.h>
#include <stddef.h>

/* A list of rules, in order. Zero-initialised it is empty and valid. */
struct ignore {
	struct ignore_rule {
		char *pattern;
		bool negated;
		bool folders; /* matches folders only */
		bool tied;    /* to the whole path; else to the last name */
	} *rules;
	size_t count, room;
};

enum ignore_answer {
	IGNORE_SILENT, /* no rule matches */
	IGNORE_OUT,    /* leave it out */
	IGNORE_KEEP,   /* a negated rule matches last */
};

/* Adds one pattern, taken as it stands (no comments, no trimming). False
 * when memory is out. */
bool ignore_add(struct ignore *, const char *pattern, size_t length);

/* Adds the lines of an ignore file. False when memory is out. */
bool ignore_parse(struct ignore *, const char *text, size_t length);

/* What the rules say about a path, relative to their folder and without
 * slashes at its ends. The caller asks for every folder on the way first:
 * nothing inside a folder that is out can come back. */
enum ignore_answer ignore_ask(const struct ignore *, const char *path,
			      bool folder);

void ignore_release(struct ignore *);

/* True when the glob matches the whole text. `*`, `?` and classes stop at a
 * slash, a component `**` crosses any number of them. Time is bounded by the
 * product of the lengths, times the components of text when there is a
 * `**`. */
bool glob_match(const char *glob, const char *text);

#endif
