/*
 * Parts: what one segment of an asset holds. part_take is the hot path:
 * every value of every row goes through it once. No map is searched and
 * nothing is allocated per value; samples are kept for the end of the row,
 * when what stands beside a value is known and its slot has been fetched.
 */
#include "reports/inventory/part.h"

#include <stdlib.h>
#include <string.h>

struct part *part_open(void *context)
{
	struct part *part = malloc(sizeof(*part));

	if (!part)
		return NULL;
	memset(part, 0, offsetof(struct part, pending));
	part->collector = context;
	book_init(&part->book, &book_limits_part);
	return part;
}

void part_drop(struct part *part)
{
	if (!part)
		return;
	book_release(&part->book);
	spool_release(&part->spool);
	free(part);
}

/* The first table, if nothing is told of it, goes on from the part before. */
static bool may_continue(const struct part *part, const struct table *t)
{
	return t->kind == TABLE_ROWS && !t->name && !t->columns && !part->open;
}

int64_t part_table(struct part *part, const struct table *t)
{
	bool continues = may_continue(part, t);
	struct sheet *sheet;

	sheet = t->kind == TABLE_PROSE ? book_prose(&part->book)
				       : book_sheet(&part->book, t);
	if (!sheet)
		return OUTCOME_FATAL;
	sheet->continues |= continues;
	if (t->kind == TABLE_ROWS)
		part->open = sheet;
	return sheet->index;
}

/* Hands the pending values to their samples, with the traits of the row as
 * far as it is known. */
static bool flush(struct part *part)
{
	struct sketch *sample;
	struct pending *p = part->pending, *end = p + part->pending_count;
	uint32_t slots;

	part->pending_count = 0;
	for (; p < end; p++) {
		sample = &p->census->distinct;
		if (p->hash > sample->threshold)
			continue;
		slots = sample->slots;
		if (!sketch_keep(sample, p->hash,
				 p->traits | part->row_traits))
			return false;
		if (sample->slots == slots)
			continue;
		part->book.sample_bytes += sketch_bytes(sample) / sample->slots *
					   (sample->slots - slots);
		book_shrink(&part->book);
	}
	return true;
}

bool part_end_row(struct part *part)
{
	bool ok = flush(part);

	if (part->row_kinds)
		ok &= row_kinds_add(&part->row_sheet->kinds, part->row_kinds,
				    1);
	part->row_kinds = 0;
	part->row_traits = 0;
	part->row_sheet = NULL;
	return ok;
}

static uint32_t traits_of(const struct match *m)
{
	uint32_t traits = 0;

	if (m->passed)
		traits |= TRAIT_PASSED;
	if (m->checks & CHECK_TEST)
		traits |= TRAIT_TEST;
	if (m->checks & CHECK_DULL)
		traits |= TRAIT_DULL;
	if (m->checks & CHECK_MINOR)
		traits |= TRAIT_MINOR;
	if (m->value.bytes[m->value.length - 1] == 'X')
		traits |= TRAIT_ENDS_X;
	return traits;
}

static void place_of(const struct part *part, const struct sheet *sheet,
		     const struct match *m, uint32_t mark,
		     struct place *place)
{
	const struct detector *detector = detectors[m->detector];
	const struct collector_options *options = &part->collector->options;
	struct masked masked = { { 0 } };

	*place = (struct place){
		.offset = m->offset, .line = m->line, .row = m->row,
		.mark = mark, .sheet = sheet->index, .field = m->field,
		.token = m->label_token, .detector = m->detector,
		.value_length = options->reveal ? (uint16_t)m->value.length
						: 0,
	};
	hash_fingerprint(options->keys, detector->id, m->value,
			 place->fingerprint);
	detector->mask(m->value, &masked);
	masked.text[sizeof(masked.text) - 1] = 0;
	memcpy(place->masked, masked.text, sizeof(masked.text));
	place->masked_length = (uint8_t)strlen(masked.text);
}

/* A value that passed and is a sample, or wanted by a listener. */
static int keep_place(struct part *part, const struct sheet *sheet,
		      struct census *census, const struct match *m,
		      uint32_t mark, struct problem *problem)
{
	struct place place;

	place_of(part, sheet, m, mark, &place);
	if (census_wants(census, mark) && !census_place(census, &place))
		return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				   "no memory for the inventory");
	if (!part->collector->options.listener)
		return OUTCOME_OK;
	return spool_put(&part->spool, &place, m->value.bytes, problem);
}

static bool count(struct part *part, struct census *census,
		  const struct match *m, uint32_t mark)
{
	const struct kind *kind = &part->collector->kinds[m->detector];
	struct hash128 hash = hash_count(part->collector->options.keys,
					 kind->salt, m->value);
	size_t length = m->value.length;

	sketch_prefetch(&census->distinct, hash.low);
	part->pending[part->pending_count++] = (struct pending){
		.census = census, .hash = hash.low, .traits = traits_of(m),
	};
	census->lengths[length < LENGTH_BINS ? length : LENGTH_BINS - 1]++;
	if (m->passed) {
		census->sum.low += hash.low;
		census->sum.high += hash.high + (census->sum.low < hash.low);
		if (kind->number)
			series_add(&census->series, m->value);
		part->row_kinds |= UINT64_C(1) << m->detector;
		if (!(m->checks & CHECK_TEST))
			part->row_traits |= kind->tier;
		part->found++;
	}
	return census_mark(census, mark) &&
	       (part->pending_count < ROW_VALUES || flush(part));
}

static int take(struct part *part, struct sheet *sheet, const struct match *m,
		struct problem *problem)
{
	bool prose = sheet->kind == TABLE_PROSE;
	uint64_t row = prose ? m->line : m->row;
	uint32_t mark = mark_of(m);
	struct census *census;

	if (sheet != part->row_sheet || row != part->row ||
	    row == UINT64_MAX) {
		if (!part_end_row(part))
			goto no_memory;
		part->row_sheet = sheet;
		part->row = row;
	}
	census = book_census(&part->book, sheet, prose ? 0 : m->field,
			     m->detector);
	if (!census || !count(part, census, m, mark))
		goto no_memory;
	if (m->passed && (census_wants(census, mark) ||
			  part->collector->options.listener))
		return keep_place(part, sheet, census, m, mark, problem);
	return OUTCOME_OK;

no_memory:
	return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			   "no memory for the inventory");
}

int part_take(struct part *part, const struct batch *batch,
	      struct problem *problem)
{
	struct book *book = &part->book;
	struct sheet *table = NULL, *sheet;
	const struct match *m = batch->matches, *end = m + batch->count;
	int outcome;

	if (batch->table < book->sheet_count)
		table = book->sheets[batch->table];
	for (; m < end; m++) {
		sheet = table;
		if (!table || m->field == FIELD_NONE)
			sheet = book_prose(book);
		if (!sheet)
			return problem_set(problem, OUTCOME_FATAL,
					   REASON_MEMORY,
					   "no memory for the inventory");
		outcome = take(part, sheet, m, problem);
		if (outcome != OUTCOME_OK)
			return outcome;
	}
	if (table)
		table->rows += batch->rows;
	return OUTCOME_OK;
}
