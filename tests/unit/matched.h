/* What a matcher found, match by match, and matches as a matcher hands them
 * over: for tests, which look at single ones. */
#ifndef TESTS_UNIT_MATCHED_H
#define TESTS_UNIT_MATCHED_H

#include <stdlib.h>

#include "detectors/matcher.h"
#include "scanner/pandian.h"

/* Those of the next runs; 0 at last. The caller frees them. */
static inline size_t matched(struct matcher *m, struct match **matches)
{
	const struct match_run *runs;
	size_t count = matcher_next(m, &runs), all = 0, i, k;

	for (i = 0; i < count; i++)
		all += runs[i].count;
	*matches = calloc(all + 1, sizeof(**matches));
	for (i = all = 0; *matches && i < count; i++)
		for (k = 0; k < runs[i].count; k++)
			matcher_match(m, &runs[i], k, &(*matches)[all++]);
	return all;
}

/* The caller frees the runs of the batch. */
static inline struct batch batch_of(const struct match *matches, size_t count,
				    uint32_t table)
{
	struct match_run *runs = calloc(count + 1, sizeof(*runs));
	struct batch batch = { .runs = runs, .table = table };
	size_t i;

	for (i = 0; runs && i < count; i++)
		run_add(runs, &batch.count, &matches[i]);
	return batch;
}

#endif
