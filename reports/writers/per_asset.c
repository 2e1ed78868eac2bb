/* People and profiles of one asset. See per_asset.h. */
#include "reports/writers/per_asset.h"

#include <stdlib.h>
#include <string.h>

#define WINDOW 4096

struct people_window {
	struct store *store;
	struct people rows[WINDOW]; /* their texts are owned */
	size_t count, at;
	uint64_t base; /* rows before rows[0], those over all left out */
	uint64_t seen; /* while filling: rows that went by */
	bool filled;   /* rows were asked for since the last rewind */
	bool failed;   /* memory is out */
};

struct people_window *people_window_new(struct store *store)
{
	struct people_window *window = calloc(1, sizeof(*window));

	if (window)
		window->store = store;
	return window;
}

static void empty(struct people_window *window)
{
	size_t i;

	for (i = 0; i < window->count; i++) {
		free((char *)window->rows[i].path);
		free((char *)window->rows[i].table);
	}
	window->count = window->at = 0;
}

void people_window_free(struct people_window *window)
{
	if (!window)
		return;
	empty(window);
	free(window);
}

void people_rewind(struct people_window *window)
{
	empty(window);
	window->filled = false;
}

static int fill_row(void *context, const struct people *people)
{
	struct people_window *window = context;
	struct people *row = &window->rows[window->count];

	if (!people->path || window->seen++ < window->base)
		return 0;
	if (window->count == WINDOW)
		return 1;
	*row = *people;
	row->path = strdup(people->path);
	row->table = people->table ? strdup(people->table) : NULL;
	window->count++;
	window->failed |= !row->path || (people->table && !row->table);
	return window->failed;
}

/* Loads the rows from number `base` on. */
static int fill(struct people_window *window, uint64_t base)
{
	int end;

	empty(window);
	window->base = base;
	window->seen = 0;
	end = store_each_people(window->store, fill_row, window);
	if (window->failed)
		return OUTCOME_FATAL;
	return end < 0 ? end : 0;
}

/* The next row, or NULL: no more, or *outcome says what went wrong. */
static const struct people *next(struct people_window *window, int *outcome)
{
	if (!window->filled)
		*outcome = fill(window, 0);
	else if (window->at == WINDOW)
		*outcome = fill(window, window->base + WINDOW);
	window->filled = true;
	if (*outcome || window->at == window->count)
		return NULL;
	return &window->rows[window->at];
}

int people_of(struct people_window *window, const char *path,
	      int (*take)(void *context, const struct people *), void *context)
{
	const struct people *row;
	int outcome = 0;

	while (!outcome && (row = next(window, &outcome)) &&
	       !strcmp(row->path, path)) {
		if (take)
			outcome = take(context, row);
		window->at++;
	}
	return outcome;
}

static int take_total(void *context, const struct people *people)
{
	if (people->path)
		return 1;
	*(struct people *)context = *people;
	return 0;
}

int people_total(struct store *store, struct people *total)
{
	int outcome;

	*total = (struct people){ 0 };
	outcome = store_each_people(store, take_total, total);
	return outcome < 0 ? outcome : 0;
}

struct filter {
	int64_t asset;
	int (*take)(void *context, const struct profile *);
	void *context;
};

static int take_own(void *context, const struct profile *profile)
{
	const struct filter *filter = context;

	if (profile->asset != filter->asset)
		return 0;
	return filter->take(filter->context, profile);
}

int profiles_of(struct store *store, const struct asset_row *row,
		int (*take)(void *context, const struct profile *),
		void *context)
{
	struct filter filter = { row->id, take, context };

	return store_each_profile(store, row->asset.path, take_own, &filter);
}
