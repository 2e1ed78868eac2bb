/* Lines of a table for people. See lines.h. */
#include "reports/writers/lines.h"

#include <string.h>

#include "scanner/base/buffer.h"

struct reader {
	struct store *store;
	int (*take)(void *context, const struct line *);
	void *context;
	struct line line;
	struct buffer samples, table; /* table: whose people stand in line */
	bool has_people;
	unsigned sample_count;
};

static bool same_table(struct reader *r, const char *table)
{
	return r->has_people && (r->table.length > 0) == (table != NULL) &&
	       (!table || !strcmp(buffer_string(&r->table), table));
}

static int take_people(void *context, const struct people *people)
{
	struct reader *r = context;
	const char *table = r->line.profile->table;

	if (people->table && table ? strcmp(people->table, table) != 0
				   : people->table != table)
		return 0;
	r->line.people = *people;
	return 1;
}

/* The profiles of a table follow each other: its people are asked for once. */
static int read_people(struct reader *r)
{
	const char *table = r->line.profile->table;
	int outcome;

	if (same_table(r, table))
		return 0;
	r->line.people = (struct people){ 0 };
	outcome = store_each_people(r->store, r->line.asset, take_people, r);
	buffer_clear(&r->table);
	buffer_text(&r->table, table ? table : "");
	r->has_people = true;
	return outcome < 0 ? outcome : 0;
}

static int take_sample(void *context, const struct finding *finding)
{
	struct reader *r = context;

	if (r->sample_count++ == LINE_SAMPLES)
		return 1;
	if (r->sample_count > 1)
		buffer_text(&r->samples, " | ");
	buffer_text(&r->samples, finding->masked);
	return 0;
}

static int take_profile(void *context, const struct profile *profile)
{
	struct reader *r = context;
	int outcome;

	r->line.profile = profile;
	r->sample_count = 0;
	buffer_clear(&r->samples);
	outcome = read_people(r);
	if (!outcome)
		outcome = store_each_place(r->store, profile, take_sample, r);
	if (outcome < 0)
		return outcome;
	r->line.samples = buffer_string(&r->samples);
	if (r->samples.failed || r->table.failed)
		return OUTCOME_FATAL;
	return r->take(r->context, &r->line);
}

static int take_asset(void *context, const struct asset_row *row)
{
	struct reader *r = context;

	r->line.asset = row;
	r->has_people = false;
	return store_each_profile(r->store, row, take_profile, r);
}

int lines_each(struct store *store,
	       int (*take)(void *context, const struct line *), void *context)
{
	struct reader r = { .store = store, .take = take, .context = context };
	int outcome = store_each_asset(store, take_asset, &r);

	buffer_release(&r.samples);
	buffer_release(&r.table);
	return outcome;
}
