/* Reading the tables of an asset and their columns from a store. See
 * store.h. */
#include "reports/inventory/combine.h"
#include "reports/inventory/store_take.h"

struct visit {
	void *context;
	int (*column)(void *, const struct column *);
	int (*table)(void *, const struct table_row *);
	struct store *store;
	const struct asset_row *asset;
};

static int take_column(void *context, struct row *row)
{
	struct visit *visit = context;
	struct column c = { .path = take_path(row) };
	int i;

	c.asset = take_int(row);
	c.number = (uint32_t)take_int(row);
	c.table = take_text(row);
	c.name = take_text_or_empty(row);
	c.index = (int)take_int(row);
	c.comment = take_text(row);
	c.type = take_text(row);
	c.rows = take_count(row);
	c.filled = take_count(row);
	c.blanks = take_count(row);
	c.nulls = take_count(row);
	c.bytes = take_count(row);
	c.shortest = take_count(row);
	c.longest = take_count(row);
	c.looked = take_count(row);
	for (i = 0; i < SHAPE_COUNT; i++)
		c.shapes[i] = take_count(row);
	c.distinct = take_count(row);
	c.distinct_error = take_real(row);
	c.distinct_most = take_count(row);
	c.in_series = take_count(row);
	c.near = take_count(row);
	c.label = take_text(row);
	c.means = take_kinds(row);
	return visit->column(visit->context, &c);
}

int store_each_column(struct store *store, const struct asset_row *of,
		      int (*take)(void *context, const struct column *),
		      void *context)
{
	struct visit visit = { .context = context, .column = take };

	if (of)
		return each_of(store, SELECT_COLUMNS, of->id, 0, take_column,
			       &visit);
	return each_row(store_query(store, "SELECT a.path, c.* FROM asset a "
				       "CROSS JOIN \"column\" c ON "
				       "c.asset=a.id ORDER BY a.path, "
				       "a.depth, a.bytes, a.id, c.number"),
			take_column, &visit);
}

/* Kinds that stood in one row, of those that are believed in its table. */
int take_row_kinds(void *context, struct row *row)
{
	uint64_t kinds = take_kinds(row);
	uint32_t *combined = context;

	kinds &= take_kinds(row);
	*combined |= combinations_of(kinds, take_count(row));
	return 0;
}

struct highest {
	struct store *store;
	const struct policy_row *level, *low;
	enum confidence confidence;
};

static int take_level(void *context, struct row *row)
{
	struct highest *h = context;
	const struct policy_row *level =
		store_level(h->store, take_text_or_empty(row));
	enum confidence confidence = take_confidence(row);
	const struct policy_row **at = confidence < CONFIDENCE_MEDIUM
					       ? &h->low
					       : &h->level;

	if (policy_outranks(level, *at))
		*at = level;
	if (confidence > h->confidence)
		h->confidence = confidence;
	return 0;
}

static int take_table_people(void *context, struct row *row)
{
	take_people_row(row, context);
	return 1; /* texts die with the row, so no more of them */
}

/* What of the asset's profiles and people is the table's. */
static int take_contents(struct visit *visit, struct table_row *t)
{
	struct highest highest = { .store = visit->store };
	int64_t asset = visit->asset->id;
	int outcome = each_of(visit->store, SELECT_TABLE_LEVELS, asset,
			      t->first, take_level, &highest);

	if (!outcome)
		outcome = each_of(visit->store, SELECT_TABLE_PEOPLE, asset,
				  t->first, take_table_people, &t->people);
	if (outcome >= 0 && highest.confidence >= CONFIDENCE_MEDIUM)
		outcome = each_of(visit->store, SELECT_TABLE_KINDS, asset,
				  t->first, take_row_kinds, &t->combined);
	t->people.path = visit->asset->asset.path;
	t->people.table = t->name;
	t->level = highest.level ? highest.level : highest.low;
	t->confidence = highest.confidence;
	t->raised = combinations_level(t->combined);
	return outcome < 0 ? outcome : OUTCOME_OK;
}

static int take_table(void *context, struct row *row)
{
	struct visit *visit = context;
	struct table_row t = { .name = take_text(row) };
	int outcome = OUTCOME_OK;

	t.first = (uint32_t)take_int(row);
	t.columns = (uint32_t)take_int(row);
	t.rows = take_count(row);
	if (visit->asset->confidence != CONFIDENCE_NONE)
		outcome = take_contents(visit, &t);
	return outcome < 0 ? outcome : visit->table(visit->context, &t);
}

int store_each_table(struct store *store, const struct asset_row *of,
		     int (*take)(void *context, const struct table_row *),
		     void *context)
{
	struct visit visit = { .context = context, .table = take,
			       .store = store, .asset = of };

	return each_of(store, SELECT_TABLES, of->id, 0, take_table, &visit);
}
