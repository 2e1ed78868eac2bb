/*
 * Programs that dump a table into files of its own write its CREATE TABLE into
 * another one: mysqldump --tab writes t.txt and t.sql, dumpling and mydumper
 * db.t.000000000.csv (or .sql, .dat) and db.t-schema.sql, MySQL Shell
 * db@t@@0.tsv and db@t.sql. There are the names of the columns.
 */
#include "scanner/formats/script_beside.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* The length of the name without a number behind `mark` at its end. */
static size_t without_number(const char *name, size_t length, char mark)
{
	size_t end = length;

	while (end && isdigit((unsigned char)name[end - 1]))
		end--;
	if (!end || end == length || name[end - 1] != mark)
		return length;
	while (end && name[end - 1] == mark)
		end--;
	return end;
}

/* The file's name and suffix; false when it is of no such program. */
static bool name_script(char *name, const char **suffix)
{
	char *end = strrchr(name, '.');
	size_t length, before;

	if (!end)
		return false;
	if (!strcmp(end, ".txt")) {
		*end = 0;
		*suffix = ".sql";
		return true;
	}
	*end = 0;
	length = without_number(name, strlen(name), '@');
	if (name[length]) {
		name[length] = 0;
		*suffix = ".sql";
		return true;
	}
	do {
		before = length;
		name[before] = 0;
		length = without_number(name, before, '.');
	} while (length < before);
	*suffix = "-schema.sql";
	return strchr(name, '.');
}

struct source *script_beside(struct source *source, const char *path)
{
	const char *slash = strrchr(path, '/'), *suffix;
	struct source *script = NULL;
	char *name;

	if (!source->beside)
		return NULL;
	name = strdup(slash ? slash + 1 : path);
	if (name && name_script(name, &suffix))
		script = source->beside(source, name, suffix);
	free(name);
	return script;
}

static int ignore(struct emitter *emitter)
{
	(void)emitter;
	return OUTCOME_OK;
}

void script_read(struct source *script, struct emitter *emitter,
		 struct budget *budget)
{
	struct problem ignored = { 0 };
	unsigned char *text = malloc(HEAD_BYTES);
	ssize_t length = text ? source_fill(script, text, HEAD_BYTES, 0,
					    &ignored)
			      : 0;
	struct head head = { .bytes = text, .length = (size_t)length,
			     .path = "",
			     .text = text, .text_length = (size_t)length };
	struct extraction x = { .source = script,
				.head = &head,
				.end = UINT64_MAX,
				.budget = budget,
				.out = emitter,
				.problem = &ignored };

	emitter->emit = ignore;
	emitter->chunk = calloc(1, sizeof(struct chunk));
	if (emitter->chunk && length > 0)
		format_sql.extract(&x);
	free(emitter->chunk);
	free(text);
}
