/* The assets that matter most. See top.h. */
#include "reports/writers/top.h"

#include <stdlib.h>
#include <string.h>

static bool outranks(const struct asset_row *row, const struct top_asset *top)
{
	int level = asset_level(row);

	if (level != top->level)
		return level > top->level;
	if (row->people.estimate != top->people)
		return row->people.estimate > top->people;
	return row->findings > top->findings;
}

static int take_asset(void *context, const struct asset_row *row)
{
	struct top *top = context;
	size_t at = top->count;

	if (!asset_level(row))
		return 0;
	while (at && outranks(row, &top->assets[at - 1]))
		at--;
	if (at == TOP_MAX)
		return 0;
	if (top->count == TOP_MAX)
		free(top->assets[--top->count].path);
	memmove(&top->assets[at + 1], &top->assets[at],
		(top->count++ - at) * sizeof(*top->assets));
	top->assets[at] = (struct top_asset){
		.path = strdup(row->asset.path), .id = row->id,
		.level = asset_level(row), .findings = row->findings,
		.people = row->people.estimate,
	};
	return top->assets[at].path ? 0 : OUTCOME_FATAL;
}

int top_take(struct store *store, struct top *top)
{
	return store_each_asset(store, take_asset, top);
}

void top_release(struct top *top)
{
	while (top->count)
		free(top->assets[--top->count].path);
}
