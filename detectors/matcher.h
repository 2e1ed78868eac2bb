/*
 * The matcher: chunk → matches. Seeds ▸ normalise ▸ validate ▸ context ▸
 * arbitrate between kinds that claim one span.
 */
#ifndef DETECTORS_MATCHER_H
#define DETECTORS_MATCHER_H

#include "detectors/match_run.h"
#include "detectors/seeds.h"
#include "scanner/base/chunk.h"

struct matcher; /* one per thread */

/* `today` is the scan's date as yyyymmdd. NULL when memory is out. */
struct matcher *matcher_new(int today, enum seeds_engine);
void matcher_free(struct matcher *);

/*
 * Goes through a chunk: matcher_begin(), then matcher_next() until it
 * returns 0, else the number of runs. Matches come as many at a time as fit, in
 * prose in the order of places, in tables for some rows at a time: those of one
 * column stand in the order of rows. They and their values die at the next
 * call. The chunk must stay as it is meanwhile.
 */
void matcher_begin(struct matcher *, const struct chunk *);
size_t matcher_next(struct matcher *, const struct match_run **runs);

/* A match of such a run, with its place: of plain cells it is sought only now.
 * For a whole run the matcher may be NULL. */
void matcher_match(struct matcher *, const struct match_run *, size_t i,
		   struct match *);

/* Row ends in the chunk that are dealt with: no match to come stands in a row
 * before them. After the last matcher_next() all of them. */
uint64_t matcher_rows(const struct matcher *);
/* After the last matcher_next(): the line ends between begin and end. */
uint64_t matcher_lines(const struct matcher *);

#endif
