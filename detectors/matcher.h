/*
 * The matcher: chunk → matches. Seeds ▸ normalise ▸ validate ▸ context ▸
 * arbitrate between kinds that claim one span.
 */
#ifndef DETECTORS_MATCHER_H
#define DETECTORS_MATCHER_H

#include "detectors/detector.h"
#include "scanner/base/chunk.h"

struct matcher; /* one per thread: buffers, and the cursor of one part */

/* `today` is the scan's date as yyyymmdd. NULL when memory is out. */
struct matcher *matcher_new(int today);
void matcher_free(struct matcher *);

/*
 * Finds the values in a chunk, in order of their places. Rows are numbered
 * from chunk->row, lines from chunk->line.
 *
 * *matches belongs to the matcher and is valid until the next call. *rows is
 * set to the row ends in the chunk, *lines to the line ends between begin
 * and end. Returns the number of matches. When there are more than fit, it
 * returns with *more set: call again with the same chunk for the rest (rows
 * and lines are then given by the last call).
 */
size_t matcher_run(struct matcher *, const struct chunk *,
		   const struct match **matches, uint64_t *rows,
		   uint64_t *lines, bool *more);

#endif
