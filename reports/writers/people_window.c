/* A sliding window over the store's people. See people_window.h. */
#include "reports/writers/people_window.h"

#include <stdlib.h>
#include <string.h>

#define WINDOW 256

struct people_window {
	struct store *store;
	struct people rows[WINDOW]; /* their texts are owned */
	size_t count, at;
	uint64_t base; /* rows before rows[0], those over all left out */
	uint64_t seen; /* while filling: rows that went by */
	char *last;    /* path asked for last */
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
	free(window->last);
	free(window);
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

static int start(struct people_window *window, const char *path)
{
	bool over = !window->last || strcmp(path, window->last) <= 0;

	free(window->last);
	window->last = strdup(path);
	if (!window->last)
		return OUTCOME_FATAL;
	return over ? fill(window, 0) : 0;
}

int people_of(struct people_window *window, const char *path,
	      int (*row)(void *context, const struct people *), void *context)
{
	int outcome = start(window, path), order;

	while (!outcome) {
		if (window->at == window->count) {
			if (window->count < WINDOW)
				break;
			outcome = fill(window, window->base + WINDOW);
			continue;
		}
		order = strcmp(window->rows[window->at].path, path);
		if (order > 0)
			break;
		if (!order)
			outcome = row(context, &window->rows[window->at]);
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
