/*
 * Runs: values of one column that showed the same, in the order of rows. What
 * they share is told once; so matches go from the matcher to who counts them.
 */
#ifndef DETECTORS_MATCH_RUN_H
#define DETECTORS_MATCH_RUN_H

#include <string.h>

#include "detectors/detector.h"

struct match_run {
	const struct match *like; /* the first; of plain cells only what all
				   * of them show (see matcher_match) */
	size_t count;
	/* Of each: `step` bytes apart, within structs. */
	const struct secret *values;
	const uint64_t *rows;
	size_t step;
};

static inline struct secret run_value(const struct match_run *r, size_t i)
{
	return *(const struct secret *)((const char *)r->values + i * r->step);
}

static inline uint64_t run_row(const struct match_run *r, size_t i)
{
	return *(const uint64_t *)((const char *)r->rows + i * r->step);
}

/* The matches lie side by side, with their places. */
static inline bool run_is_whole(const struct match_run *r)
{
	return r->step == sizeof(struct match);
}

/* A match and `count` - 1 behind it that are like it. */
static inline struct match_run run_of(const struct match *first, size_t count)
{
	return (struct match_run){ .like = first, .count = count,
				   .values = &first->value,
				   .rows = &first->row,
				   .step = sizeof(*first) };
}

/* At most `count` of them, from the one at `at` on. */
static inline struct match_run run_part(const struct match_run *r, size_t at,
					size_t count)
{
	struct match_run some = *r;

	some.values = (const struct secret *)((const char *)r->values +
					      at * r->step);
	some.rows = (const uint64_t *)((const char *)r->rows + at * r->step);
	some.like += run_is_whole(r) ? at : 0;
	some.count = count < r->count - at ? count : r->count - at;
	return some;
}

/* Whether they showed the same in the same column: all but value and place. */
static inline bool match_is_like(const struct match *m, const struct match *n)
{
	return !memcmp(&m->field, &n->field,
		       offsetof(struct match, stratum) + 1 -
			       offsetof(struct match, field));
}

/* Adds a match to the runs: to the last one if it stands behind it and is like
 * it. */
void run_add(struct match_run *runs, size_t *count, const struct match *);

#endif
