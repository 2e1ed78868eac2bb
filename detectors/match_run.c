/* Runs of matches. See match_run.h. */
#include "detectors/match_run.h"

void run_add(struct match_run *runs, size_t *count, const struct match *match)
{
	struct match_run *last = *count ? &runs[*count - 1] : NULL;

	if (last && run_is_whole(last) && last->like + last->count == match &&
	    match_is_like(last->like, match))
		last->count++;
	else
		runs[(*count)++] = run_of(match, 1);
}
