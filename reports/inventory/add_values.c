/*
 * Values on their way into censuses. part_take is the hot path: every value of
 * every row goes through it once. No map is searched and nothing is allocated
 * per value. Values of a column that showed the same come one behind the
 * other, mostly, and are counted together.
 */
#include <stdlib.h>
#include <string.h>

#include "detectors/cell.h"
#include "detectors/matcher.h"
#include "reports/inventory/part.h"
#include "scanner/base/gettext.h"
#include "scanner/base/value_hash.h"

#define LINES_AT_ONCE 64 /* matches of running text */

static uint32_t traits_of(const struct match *m, struct secret value)
{
	uint32_t traits = 0;

	if (m->passed)
		traits |= TRAIT_PASSED;
	else if (m->checks & CHECK_DAMAGED)
		traits |= TRAIT_DAMAGED;
	if (m->checks & CHECK_TEST)
		traits |= TRAIT_TEST;
	if (m->checks & CHECK_DULL)
		traits |= TRAIT_DULL;
	if (m->checks & CHECK_MINOR)
		traits |= TRAIT_MINOR;
	if (value.bytes[value.length - 1] == 'X')
		traits |= TRAIT_ENDS_X;
	return traits;
}

/* `written` is the match's value as people know it. */
static void place_of(const struct part *part, const struct sheet *sheet,
		     const struct match *m, uint32_t mark,
		     struct secret written, struct place *place)
{
	const struct detector *detector = detectors[m->detector];
	const struct collector_options *options = &part->collector->options;
	struct masked masked = { { 0 } };

	*place = (struct place){
		.offset = m->offset, .line = m->line, .row = m->row,
		.mark = mark, .sheet = sheet->index, .field = m->field,
		.token = m->label_token, .detector = m->detector,
		.value_length = options->reveal ? (uint16_t)written.length : 0,
	};
	hash_fingerprint(options->keys, detector->id, m->value,
			 place->fingerprint);
	detector->mask(written, &masked);
	masked.text[sizeof(masked.text) - 1] = 0;
	memcpy(place->masked, masked.text, sizeof(masked.text));
	place->masked_length = (uint8_t)strlen(masked.text);
}

static int no_memory(struct problem *problem)
{
	return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			   _("no memory for the inventory"));
}

/* Those that may be samples. */
static int keep_places(struct part *part, const struct sheet *sheet,
		       struct census *census, const struct match_run *run,
		       struct matcher *matcher, struct problem *problem)
{
	uint32_t mark = mark_of(run->like);
	unsigned char old[OLD_ID];
	struct place place;
	struct match m;
	size_t i;

	for (i = 0; i < run->count && census_wants(census, mark); i++) {
		matcher_match(matcher, run, i, &m);
		place_of(part, sheet, &m, mark, match_written(&m, old),
			 &place);
		if (!census_place(census, &place))
			return no_memory(problem);
	}
	return OUTCOME_OK;
}

/* What all of these add to their census. */
static void count_passed(struct part *part, struct census *census,
			 const struct match_run *run)
{
	const struct kind *kind = &part->collector->kinds[run->like->detector];
	size_t i;

	for (i = 0; kind->number && i < run->count; i++)
		if (!series_add(&census->series, run_value(run, i)))
			break;
	part->found += kind->cell ? 0 : run->count;
}

/* What each of them tells of its row. */
static uint64_t bits_of(const struct kind *kind, const struct match *m)
{
	return row_bits((uint64_t)m->passed << m->detector,
			m->passed && !(m->checks & CHECK_TEST) ? kind->tier
							       : 0);
}

/* The next two by themselves: the loop over all values needs its registers. */
#define ALONE __attribute__((noinline))

ALONE static bool
add_sample(struct at_hand *at_hand, uint32_t row, struct census *census,
	   uint64_t hash, const struct match_run *run, size_t i)
{
	return at_hand_add(at_hand, row, census, hash,
			   traits_of(run->like, run_value(run, i)));
}

/* Counts them, whose rows are at hand; samples get them when these end. */
ALONE static bool
count_in_rows(const struct collector *collector, struct at_hand *at_hand,
	      struct census *census, const struct match_run *run)
{
	const struct kind *kind = &collector->kinds[run->like->detector];
	const uint64_t *key = collector->options.keys->count;
	uint64_t bits = bits_of(kind, run->like), sum = 0, hash;
	struct secret value;
	uint32_t row;
	size_t i;

	for (i = 0; i < run->count; i++) {
		value = run_value(run, i);
		hash = value_hash(key, value.bytes, value.length);
		sum += hash;
		census->lengths[length_bin(value.length)]++;
		row = at_hand_note(at_hand, run_row(run, i), bits);
		if (hash <= census->distinct.threshold &&
		    !add_sample(at_hand, row, census, hash, run, i))
			return false;
	}
	if (run->like->passed)
		census->sum += sum;
	return true;
}

/* All at once if the last row is reached; rows of running text do one by
 * one. */
static bool count_values(struct part *part, struct sheet *sheet,
			 struct census *census, const struct match_run *run)
{
	struct at_hand *at_hand = sheet->kind == TABLE_PROSE ? &part->lines
							     : &part->rows;
	uint64_t last = run_row(run, run->count - 1);
	size_t at, n;

	n = at_hand_reaches(at_hand, sheet, last) ? run->count : 1;
	for (at = 0; at < run->count; at += n) {
		struct match_run some = run_part(run, at, n);

		if (!at_hand_extend(at_hand, sheet, run_row(&some, n - 1)) ||
		    !count_in_rows(part->collector, at_hand, census, &some))
			return false;
	}
	return true;
}

/* What they say of what stands beside them. Of IDs only those in the last row
 * are kept for it, which may go on in another batch. */
static void note_role(struct part *part, const struct sheet *sheet,
		      const struct match_run *run, enum agree_role role)
{
	uint64_t row = run_row(run, run->count - 1);
	size_t i = run->count;

	if (role != AGREE_ID) {
		part->compares = true;
		return;
	}
	part->compares |= agree_has(&part->agree, sheet, run_row(run, 0));
	for (; i && run_row(run, i - 1) == row; i--)
		agree_keep(&part->agree, sheet, row, run_value(run, i - 1));
}

/* Values of one kind, field and mark. */
static int take_alike(struct part *part, struct sheet *sheet,
		      const struct match_run *run, struct matcher *matcher,
		      struct problem *problem)
{
	const struct match *m = run->like;
	const struct kind *kind = &part->collector->kinds[m->detector];
	uint32_t field = sheet->kind == TABLE_PROSE ? 0 : m->field;
	struct census *census;

	if (kind->cell &&
	    book_spares(&part->book, sheet, m->field, m->detector))
		return OUTCOME_OK;
	census = book_census(&part->book, sheet, field, m->detector);
	if (!census || !count_values(part, sheet, census, run) ||
	    !census_mark(census, mark_of(m), run->count))
		return no_memory(problem);
	census->sparse |= kind->cell &&
			  m[run->count - 1].offset >= CELL_BYTES;
	if (m->passed)
		count_passed(part, census, run);
	if (m->passed && kind->role && sheet->kind == TABLE_ROWS)
		note_role(part, sheet, run, kind->role);
	if (m->passed || m->checks & CHECK_DAMAGED)
		return keep_places(part, sheet, census, run, matcher, problem);
	return OUTCOME_OK;
}

/* The sheet of a value; of one outside of tables that of the running text. */
static struct sheet *sheet_of(struct part *part, struct sheet *table,
			      const struct match *m)
{
	return !table || m->field == FIELD_NONE ? book_prose(&part->book)
						: table;
}

static int by_place(const void *a, const void *b)
{
	const struct match *m = a, *n = b;

	if (m->line != n->line)
		return m->line < n->line ? -1 : 1;
	if (m->row != n->row)
		return m->row < n->row ? -1 : 1;
	if (m->offset != n->offset)
		return m->offset < n->offset ? -1 : 1;
	if (m->field != n->field)
		return m->field < n->field ? -1 : 1;
	return (m->detector > n->detector) - (m->detector < n->detector);
}

/* Whether what a match shows says something of what stands beside it in that
 * row. */
static bool is_compared(const struct part *part, const struct sheet *table,
			const struct match *m, uint64_t row)
{
	const struct collector *collector = part->collector;

	return part->compares && m->passed && m->field != FIELD_NONE &&
	       collector->kinds[m->detector].role &&
	       at_hand_kinds(&part->rows, table, row) & collector->compared;
}

static void compare(struct part *part, struct sheet *table,
		    const struct match *m)
{
	struct census *census = book_counted(table, m->field, m->detector);

	if (census)
		agree_take(&part->agree, table, census,
			   part->collector->kinds[m->detector].role, m);
}

/* For a listener all findings wait. */
static int spool(struct part *part, struct sheet *table,
		 const struct match *m, struct problem *problem)
{
	unsigned char old[OLD_ID];
	struct secret written = match_written(m, old);
	struct place place;

	if (!part->collector->options.listener ||
	    !(m->passed || m->checks & CHECK_DAMAGED))
		return OUTCOME_OK;
	place_of(part, sheet_of(part, table, m), m, mark_of(m), written,
		 &place);
	return spool_put(&part->spool, &place, written.bytes, problem);
}

static int take_sorted(struct part *part, struct sheet *table,
		       struct match *matches, size_t count,
		       struct problem *problem)
{
	const struct match *m = matches, *end = matches + count;
	int outcome = OUTCOME_OK;

	qsort(matches, count, sizeof(*matches), by_place);
	for (; outcome == OUTCOME_OK && m < end; m++) {
		if (is_compared(part, table, m, m->row))
			compare(part, table, m);
		outcome = spool(part, table, m, problem);
	}
	return outcome;
}

/* What is done in the order in which values stand. By so many at a time, it
 * is that of batches. */
static int take_in_order(struct part *part, struct sheet *table,
			 const struct batch *batch, struct problem *problem)
{
	const struct match_run *run = batch->runs, *end = run + batch->count;
	bool all = part->collector->options.listener;
	struct match matches[ORDERED_AT_ONCE];
	int outcome = OUTCOME_OK;
	size_t i, n = 0;

	for (; outcome == OUTCOME_OK && run < end; run++) {
		for (i = 0; i < run->count; i++) {
			if (!all && !is_compared(part, table, run->like,
						 run_row(run, i)))
				continue;
			if (n == ORDERED_AT_ONCE) {
				outcome = take_sorted(part, table, matches, n,
						      problem);
				n = 0;
			}
			matcher_match(batch->matcher, run, i, &matches[n++]);
		}
	}
	return outcome == OUTCOME_OK
		       ? take_sorted(part, table, matches, n, problem)
		       : outcome;
}

/* Values in running text: a line is a row. */
static int take_lines(struct part *part, struct sheet *sheet,
		      const struct match_run *run, struct matcher *matcher,
		      struct problem *problem)
{
	struct match matches[LINES_AT_ONCE];
	struct match_run lines = run_of(matches, run->count);
	size_t i;

	for (i = 0; i < run->count; i++)
		matcher_match(matcher, run, i, &matches[i]);
	lines.rows = &matches->line;
	return take_alike(part, sheet, &lines, matcher, problem);
}

static int take_run(struct part *part, struct sheet *table,
		    const struct match_run *run, struct matcher *matcher,
		    struct problem *problem)
{
	struct sheet *sheet = sheet_of(part, table, run->like);
	int outcome = OUTCOME_OK;
	size_t at;

	if (!sheet)
		return no_memory(problem);
	if (sheet->kind != TABLE_PROSE)
		return take_alike(part, sheet, run, matcher, problem);
	for (at = 0; outcome == OUTCOME_OK && at < run->count;
	     at += LINES_AT_ONCE) {
		struct match_run some = run_part(run, at, LINES_AT_ONCE);

		outcome = take_lines(part, sheet, &some, matcher, problem);
	}
	return outcome;
}

int part_take(struct part *part, const struct batch *batch,
	      struct problem *problem)
{
	struct sheet *table = NULL;
	int outcome = OUTCOME_OK;
	size_t i;

	if (batch->table < part->book.sheet_count)
		table = part->book.sheets[batch->table];
	if (table && table->kind == TABLE_ROWS &&
	    !at_hand_pass(&part->rows, table, batch->row))
		return no_memory(problem);
	if (table)
		agree_go_on(&part->agree, table, batch->row);
	part->compares = false;
	for (i = 0; outcome == OUTCOME_OK && i < batch->count; i++)
		outcome = take_run(part, table, &batch->runs[i],
				   batch->matcher, problem);
	if (outcome == OUTCOME_OK &&
	    (part->compares || part->collector->options.listener))
		outcome = take_in_order(part, table, batch, problem);
	if (table)
		table->rows += batch->rows;
	return outcome;
}

bool part_end_rows(struct part *part)
{
	bool ok = at_hand_end(&part->lines);

	ok &= at_hand_end(&part->rows);
	return ok;
}
