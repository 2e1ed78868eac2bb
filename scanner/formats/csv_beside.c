/* Columns of a delimited table as the script beside it tells them. */
#include <strings.h>

#include "scanner/formats/csv_lexer.h"
#include "scanner/formats/script_beside.h"

struct definition {
	struct emitter emitter; /* first: of the script */
	struct csv *csv;
	uint32_t rows; /* where they begin */
	bool opened;
	int outcome;
};

/* How many of the names stand in the table's first row, in their order; *rows:
 * what is behind them. */
static uint32_t count_names(struct csv *v, const struct table *t,
			    uint32_t *rows)
{
	struct csv_field f = { .last = false };
	char name[CSV_NAME_BYTES];
	uint32_t i;

	for (i = 0; i < t->column_count && !f.last; i++) {
		if (!csv_find_field(v, *rows, i, &f))
			break;
		csv_read_name(v, f.from, f.to, name);
		if (strcasecmp(name, t->columns[i]))
			break;
		*rows = csv_behind(v, &f);
	}
	return i;
}

/* Whatever it returns, the script ends with the first table. One that has
 * other names in its first row is called by these. */
static int take_definition(struct emitter *emitter, const struct table *t)
{
	struct definition *d = (struct definition *)emitter;
	struct emitter *out = d->csv->rows.stream.x->out;
	uint32_t behind = d->rows, names;
	struct table rows = *t;

	if (t->kind != TABLE_DEFINITION)
		return OUTCOME_OK;
	names = count_names(d->csv, t, &behind);
	if (t->column_count == d->csv->dialect.columns &&
	    (!names || names == t->column_count)) {
		rows.kind = TABLE_ROWS;
		d->rows = names ? behind : d->rows;
		d->opened = true;
		d->outcome = out->table(out, &rows);
	}
	return OUTCOME_PARTIAL;
}

bool csv_open_beside(struct csv *v, uint32_t *rows, int *outcome)
{
	struct extraction *x = v->rows.stream.x;
	struct definition d = { .emitter = { .table = take_definition },
				.csv = v,
				.rows = *rows };
	struct source *script = script_beside(x->source, x->head->path);

	if (!script)
		return false;
	script_read(script, &d.emitter, x->budget);
	script->close(script);
	*rows = d.rows;
	*outcome = d.outcome;
	return d.opened;
}
