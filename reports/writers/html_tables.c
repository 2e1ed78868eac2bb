/*
 * HTML: the tables and all of their columns, for the page of a table. Columns
 * lie in blocks that are read when a page is opened, those of one table
 * behind each other. Of objects in which nothing was found only so many are
 * written: nobody opens the page of every table of a share.
 */
#include "reports/writers/html.h"
#include "reports/writers/html_rows.h"

#define BLOCK 256 /* columns */
#define IDLE_MAX 50000 /* columns of objects without findings */

struct shelves {
	struct data_rows rows;
	struct page *page;
	uint64_t written, idle; /* columns */
	const struct asset_row *asset;
	bool told; /* the asset's columns are written */
};

static void put_bands(struct shelves *s, const struct people *people)
{
	uint64_t bits[REACH_YES + 1] = { 0 };
	size_t i;

	for (i = 0; i < band_count; i++)
		bits[band_reach(&bands[i], people)] |= UINT64_C(1) << i;
	data_count(&s->rows, bits[REACH_YES]);
	data_count(&s->rows, bits[REACH_MAYBE]);
}

/* A table: where its columns are, and what they hold together. */
static int put_table(void *context, const struct table_row *t)
{
	struct shelves *s = context;
	struct data_rows *rows = &s->rows;

	data_open(rows);
	data_count(rows, (uint64_t)s->asset->id);
	data_text(rows, t->name);
	data_count(rows, t->rows);
	data_count(rows, t->columns);
	data_count(rows, s->told ? s->written + 1 : 0);
	s->written += s->told ? t->columns : 0;
	if (t->confidence != CONFIDENCE_NONE) {
		data_count(rows, t->level ? (uint64_t)t->level->level : 0);
		data_text(rows, t->level ? t->level->seed : NULL);
		data_count(rows, (uint64_t)t->raised);
		data_count(rows, t->combined);
		put_bands(s, &t->people);
	}
	data_close(rows);
	return 0;
}

/* Decides by the order of assets alone, so that both passes agree. */
static void begin_asset(struct shelves *s, const struct asset_row *asset)
{
	s->asset = asset;
	s->told = asset->confidence != CONFIDENCE_NONE || s->idle < IDLE_MAX;
}

static int count_idle(void *context, const struct table_row *t)
{
	struct shelves *s = context;

	if (s->told && s->asset->confidence == CONFIDENCE_NONE)
		s->idle += t->columns;
	return 0;
}

static int put_tables(void *context, const struct asset_row *asset)
{
	struct shelves *s = context;
	int outcome;

	begin_asset(s, asset);
	outcome = store_each_table(s->page->store, asset, put_table, s);
	return outcome ? outcome : store_each_table(s->page->store, asset,
						    count_idle, s);
}

int html_tables(struct page *page)
{
	struct shelves s = { .page = page, .rows = { .out = page->out } };
	int outcome;

	data_list(&s.rows, "shelves");
	outcome = store_each_asset(page->store, put_tables, &s);
	data_list_end(&s.rows);
	return outcome;
}

/* ---- columns ---- */

static void open_block(struct shelves *s)
{
	if (s->written)
		fputs("]</script>\n", s->rows.out);
	fprintf(s->rows.out,
		"<script type=\"application/json\" id=\"t%d\">[",
		(int)(s->written / BLOCK));
	s->rows.comma = "";
}

static int put_column(void *context, const struct column *c)
{
	struct shelves *s = context;
	struct data_rows *rows = &s->rows;
	int i;

	if (s->written % BLOCK == 0)
		open_block(s);
	s->written++;
	data_open(rows);
	data_text(rows, c->name);
	data_text(rows, c->comment);
	data_text(rows, c->type);
	data_count(rows, c->filled);
	data_count(rows, c->blanks);
	data_count(rows, c->nulls);
	data_count(rows, c->shortest);
	data_count(rows, c->longest);
	data_real(rows, column_mean(c));
	data_count(rows, c->looked);
	for (i = 0; i < SHAPE_COUNT; i++)
		data_count(rows, c->shapes[i]);
	data_count(rows, c->distinct);
	data_count(rows, column_is_exact(c));
	data_count(rows, c->distinct_most);
	data_count(rows, column_is_serial(c));
	data_text(rows, c->label);
	data_close(rows);
	return 0;
}

static int put_columns(void *context, const struct asset_row *asset)
{
	struct shelves *s = context;
	int outcome;

	begin_asset(s, asset);
	outcome = store_each_table(s->page->store, asset, count_idle, s);
	if (outcome || !s->told)
		return outcome;
	return store_each_column(s->page->store, asset, put_column, s);
}

int html_columns(struct page *page)
{
	struct shelves s = { .page = page, .rows = { .out = page->out } };
	int outcome = store_each_asset(page->store, put_columns, &s);

	if (s.written)
		fputs("]</script>\n", s.rows.out);
	return outcome;
}
