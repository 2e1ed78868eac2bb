/* The statistics that a profile was computed from, on their way into a store:
 * verdicts can be computed anew from them. */
#include <inttypes.h>

#include "reports/inventory/census.h"
#include "reports/inventory/store_put.h"

/* {"18":2312,"15":4}: candidates by length in bytes. */
static void format_lengths(struct buffer *out, const struct census *census)
{
	const char *comma = "";
	int i;

	buffer_text(out, "{");
	for (i = 0; i < LENGTH_BINS; i++) {
		if (!census->lengths[i])
			continue;
		buffer_format(out, "%s\"%d\":%" PRIu64, comma, i,
			      census->lengths[i]);
		comma = ",";
	}
	buffer_text(out, "}");
}

void put_census(struct row *row, const struct census *census,
		struct buffer *lengths)
{
	const struct sketch *sample = &census->distinct;
	uint32_t dull = TRAIT_TEST | TRAIT_DULL;

	format_lengths(lengths, census);
	put_int(row, sketch_sampled(sample, 0, dull));
	put_int(row, sketch_sampled(sample, TRAIT_PASSED, dull));
	put_real(row, (double)sample->threshold / (double)UINT64_MAX);
	put_int(row, census->judgement.label_points);
	put_count(row, census->series.count);
	put_count(row, census->series.near);
	put_text(row, buffer_string(lengths));
	put_bytes(row, census->sealed, sizeof(census->sealed));
	put_count(row, census->compared);
	put_count(row, census->agreed);
	row->failed |= lengths->failed;
}

int write_evidence(struct store *store, uint32_t number,
		   const struct census *census, struct problem *problem)
{
	const struct mark_count *mark;
	int outcome = OUTCOME_OK;
	struct row row;
	uint32_t i;

	for (i = 0; outcome == OUTCOME_OK && i < census->mark_slots; i++) {
		mark = &census->marks[i];
		if (!mark->count)
			continue;
		row = row_start(store, INSERT_EVIDENCE);
		put_int(&row, store->asset);
		put_int(&row, number);
		put_int(&row, (mark->mark & MARK_PASSED) != 0);
		put_int(&row, mark->mark & 0xFFF);
		put_int(&row, mark->mark >> MARK_LABEL_SHIFT & 3);
		put_int(&row, (mark->mark & MARK_LOOSE) != 0);
		put_int(&row, (int8_t)(mark->mark >> MARK_POINTS_SHIFT));
		put_int(&row, mark->mark >> MARK_STRATUM_SHIFT);
		put_count(&row, mark->count);
		outcome = row_end(&row, problem);
	}
	return outcome;
}
