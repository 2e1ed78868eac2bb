/*
 * mysqldump --tab writes the rows of a table into NAME.txt, and its CREATE
 * TABLE into NAME.sql beside: there are the names of the columns. (MySQL,
 * Reference Manual: "Dumping Data in Delimited-Text Format with mysqldump".)
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "scanner/formats/csv_lexer.h"

struct definition {
	struct emitter emitter; /* first: of the script */
	struct emitter *out;    /* of the rows */
	const char *first;      /* field of the table */
	unsigned columns;
	bool opened;
	int outcome;
};

/* Whatever it returns, the script ends with the first table. */
static int take_definition(struct emitter *emitter, const struct table *t)
{
	struct definition *d = (struct definition *)emitter;
	struct table rows = *t;

	if (t->kind != TABLE_DEFINITION)
		return OUTCOME_OK;
	if (t->column_count == d->columns &&
	    strcasecmp(t->columns[0], d->first)) {
		rows.kind = TABLE_ROWS;
		d->opened = true;
		d->outcome = d->out->table(d->out, &rows);
	}
	return OUTCOME_PARTIAL;
}

static int ignore(struct emitter *emitter)
{
	(void)emitter;
	return OUTCOME_OK;
}

static void read_script(struct definition *d, struct source *script,
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
				.out = &d->emitter,
				.problem = &ignored };

	if (length > 0)
		format_sql.extract(&x);
	free(text);
}

struct source *csv_script(struct source *source, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *own = slash ? slash + 1 : path;
	size_t length = strlen(own);
	struct source *script;
	char *name;

	if (!source->beside || length < 5 ||
	    strcmp(own + length - 4, ".txt"))
		return NULL;
	name = strndup(own, length - 4);
	script = name ? source->beside(source, name, ".sql") : NULL;
	free(name);
	return script;
}

bool csv_open_beside(struct csv *v, const char *first, int *outcome)
{
	struct extraction *x = v->rows.stream.x;
	struct definition d = { .emitter = { .table = take_definition,
					     .emit = ignore },
				.out = x->out,
				.first = first,
				.columns = v->dialect.columns };
	struct source *script = csv_script(x->source, x->head->path);

	if (!script)
		return false;
	d.emitter.chunk = calloc(1, sizeof(struct chunk));
	if (d.emitter.chunk)
		read_script(&d, script, x->budget);
	free(d.emitter.chunk);
	script->close(script);
	*outcome = d.outcome;
	return d.opened;
}
