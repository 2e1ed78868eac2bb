/* The collector. See collector.h; parts are in part.c, accounts in account.c,
 * the end of an asset in close.c. */
#include "reports/inventory/collector.h"

#include <stdlib.h>
#include <string.h>

#include "reports/inventory/part.h"
#include "scanner/base/gettext.h"

static bool wants_columns(const struct collector_options *options)
{
	return options->store ||
	       (options->listener && options->listener->column);
}

struct collector *collector_new(const struct collector_options *options,
				struct problem *problem)
{
	struct collector *collector = calloc(1, sizeof(*collector));
	size_t i;

	if (!collector) {
		problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			    _("no memory for the inventory"));
		return NULL;
	}
	collector->options = *options;
	collector->sink = (struct sink){
		.context = collector,
		.part_open = part_open, .part_table = part_table,
		.part_take = part_take, .part_drop = part_drop,
		.part_cells = wants_columns(options) ? part_cells : NULL,
		.asset_open = asset_open, .asset_fits = asset_fits,
		.asset_commit = asset_commit,
		.asset_close = asset_close,
	};
	for (i = 0; i < detector_count; i++)
		collector->kinds[i] = (struct kind){
			.tier = people_trait((int)i),
			.cell = detectors[i]->seed == SEED_CELL,
			.number = detectors[i]->seed == SEED_DIGITS,
			.role = agree_role_of(detectors[i]->id),
		};
	for (i = 0; i < detector_count; i++)
		if (collector->kinds[i].role > AGREE_ID)
			collector->compared |= UINT64_C(1) << i;
	pthread_mutex_init(&collector->lock, NULL);
	pthread_cond_init(&collector->taken, NULL);
	collector->last = &collector->first;
	crowd_init(&collector->everyone);
	return collector;
}

void collector_free(struct collector *collector)
{
	if (!collector)
		return;
	for (size_t i = 0; i < MASKERS; i++)
		name_masker_free(collector->maskers[i]);
	crowd_release(&collector->everyone);
	pthread_cond_destroy(&collector->taken);
	pthread_mutex_destroy(&collector->lock);
	free(collector);
}

const struct sink *collector_sink(struct collector *collector)
{
	return &collector->sink;
}

uint64_t collector_findings(struct collector *collector)
{
	return atomic_load_explicit(&collector->found, memory_order_relaxed);
}

int collector_finish(struct collector *collector, struct problem *problem)
{
	const struct collector_options *options = &collector->options;
	struct people people = { .items = collector->items };
	int outcome = OUTCOME_OK;

	crowd_count(&collector->everyone, options->policy, &people);
	if (options->store)
		outcome = store_people(options->store, &people, problem);
	if (outcome == OUTCOME_OK && options->listener &&
	    options->listener->people(options->listener->context, &people))
		outcome = problem_set(problem, OUTCOME_FATAL, REASON_IO,
				      _("the findings could not be written"));
	return outcome;
}

void collector_sweep(struct collector *collector, struct sweep *sweep)
{
	const struct sweep *totals = &collector->totals;

	sweep->assets = totals->assets;
	sweep->bytes = totals->bytes;
	sweep->incomplete |= totals->incomplete;
	memcpy(sweep->states, totals->states, sizeof(totals->states));
	memcpy(sweep->state_bytes, totals->state_bytes,
	       sizeof(totals->state_bytes));
	memcpy(sweep->findings, totals->findings, sizeof(totals->findings));
}
