/*
 * Parts: what one segment of an asset holds. part_take is the hot path:
 * every value of every row goes through it once. No map is searched and
 * nothing is allocated per value; samples are kept for the end of the row,
 * when what stands beside a value is known and its slot has been fetched.
 */
#include "reports/inventory/part.h"

#include <stdlib.h>
#include <string.h>

#include "detectors/cell.h"
#include "scanner/base/gettext.h"
#include "scanner/base/hash_many.h"

struct part *part_open(struct account *account)
{
	struct part *part = malloc(sizeof(*part));

	if (!part)
		return NULL;
	memset(part, 0, offsetof(struct part, pending));
	part->collector = account->collector;
	book_init(&part->book, &book_limits_part);
	pthread_mutex_lock(&account->lock);
	part->follows = account->open;
	if (part->follows)
		part->cutoffs = sheet_cutoffs(part->follows);
	pthread_mutex_unlock(&account->lock);
	return part;
}

void part_drop(struct part *part)
{
	if (!part)
		return;
	book_release(&part->book);
	spool_release(&part->spool);
	free(part->cutoffs);
	free(part);
}

/* The first table, if nothing is told of it, goes on from the part before. */
static bool may_continue(const struct part *part, const struct table *t)
{
	return t->kind == TABLE_ROWS && !t->name && !t->columns && !part->open;
}

static int64_t enter_table(struct part *part, const struct table *t)
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
	if (continues || (t->kind == TABLE_ROWS && t->name && !t->late &&
			  part->follows && sheet_is(part->follows, t)))
		sheet->cutoffs = part->cutoffs;
	return sheet->index;
}

int64_t part_table(struct part *part, const struct table *t)
{
	struct cleaner cleaner = { 0 };
	struct table clean;
	int64_t index = OUTCOME_FATAL;

	if (!cleaner_needed(t))
		return enter_table(part, t);
	if (cleaner_table(&cleaner, part, t, &clean) == OUTCOME_OK)
		index = enter_table(part, &clean);
	cleaner_release(&cleaner, part->collector);
	return index;
}

/* Hands the pending values to their samples, with the traits of the row as
 * far as it is known. */
static bool flush(struct part *part)
{
	struct sketch *sample;
	struct pending *p = part->pending, *end = p + part->pending_count;
	size_t before;

	part->pending_count = 0;
	for (; p < end; p++) {
		sample = &p->census->distinct;
		if (p->hash > sample->threshold)
			continue;
		before = sketch_bytes(sample);
		if (!sketch_keep(sample, p->hash,
				 p->traits | part->row_traits))
			return false;
		if (sketch_bytes(sample) == before)
			continue;
		part->book.sample_bytes += sketch_bytes(sample) - before;
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
	else if (m->checks & CHECK_DAMAGED)
		traits |= TRAIT_DAMAGED;
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

static int no_memory(struct problem *problem)
{
	return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			   _("no memory for the inventory"));
}

/* A value that passed and is a sample, or wanted by a listener. */
static int keep_place(struct part *part, const struct sheet *sheet,
		      struct census *census, const struct match *m,
		      uint32_t mark, struct problem *problem)
{
	struct place place;

	place_of(part, sheet, m, mark, &place);
	if (census_wants(census, mark) && !census_place(census, &place))
		return no_memory(problem);
	if (!part->collector->options.listener)
		return OUTCOME_OK;
	return spool_put(&part->spool, &place, m->value.bytes, problem);
}

/* Counts a value; its sample gets it when the row ends. */
static bool count(struct part *part, struct census *census,
		  const struct match *m, uint32_t mark, struct hash128 hash)
{
	const struct kind *kind = &part->collector->kinds[m->detector];
	size_t length = m->value.length;

	if (hash.low <= census->distinct.threshold) {
		sketch_prefetch(&census->distinct, hash.low);
		part->pending[part->pending_count++] = (struct pending){
			.census = census, .hash = hash.low,
			.traits = traits_of(m),
		};
	}
	census->sparse |= kind->cell && m->offset >= CELL_BYTES;
	census->lengths[length < LENGTH_BINS ? length : LENGTH_BINS - 1]++;
	if (m->passed) {
		census->sum.low += hash.low;
		census->sum.high += hash.high + (census->sum.low < hash.low);
		if (kind->number)
			series_add(&census->series, m->value);
		part->row_kinds |= UINT64_C(1) << m->detector;
		if (!(m->checks & CHECK_TEST))
			part->row_traits |= kind->tier;
		part->found += !kind->cell;
	}
	return census_mark(census, mark) &&
	       (part->pending_count < ROW_VALUES || flush(part));
}

static int take(struct part *part, struct sheet *sheet, const struct match *m,
		struct hash128 hash, struct problem *problem)
{
	bool prose = sheet->kind == TABLE_PROSE;
	uint64_t row = prose ? m->line : m->row;
	uint32_t mark = mark_of(m);
	struct census *census;
	enum agree_role role;

	if (sheet != part->row_sheet || row != part->row ||
	    row == UINT64_MAX) {
		if (!part_end_row(part))
			return no_memory(problem);
		part->row_sheet = sheet;
		part->row = row;
	}
	if (part->collector->kinds[m->detector].cell &&
	    book_spares(&part->book, sheet, m->field, m->detector))
		return OUTCOME_OK;
	census = book_census(&part->book, sheet, prose ? 0 : m->field,
			     m->detector);
	if (!census || !count(part, census, m, mark, hash))
		return no_memory(problem);
	role = part->collector->kinds[m->detector].role;
	if (role && m->passed && !prose)
		agree_take(&part->agree, sheet, census, role, m);
	if ((m->passed || m->checks & CHECK_DAMAGED) &&
	    (census_wants(census, mark) ||
			  part->collector->options.listener))
		return keep_place(part, sheet, census, m, mark, problem);
	return OUTCOME_OK;
}

static void hash_matches(struct part *part, const struct match *m,
			 size_t count, struct hash128 *hashes)
{
	const struct kind *kinds = part->collector->kinds;
	size_t i;

	for (i = 0; i < count; i++) {
		part->values[i] = m[i].value;
		part->salts[i] = kinds[m[i].detector].salt;
	}
	hash_count_many(part->collector->options.keys, part->salts,
			part->values, count, hashes);
}

/* `table` may be NULL: running text only. */
static int take_block(struct part *part, struct sheet *table,
		      const struct match *m, size_t count,
		      struct problem *problem)
{
	struct hash128 hashes[HASHED_AT_ONCE];
	struct sheet *sheet;
	int outcome;
	size_t i;

	hash_matches(part, m, count, hashes);
	for (i = 0; i < count; i++) {
		sheet = table;
		if (!table || m[i].field == FIELD_NONE)
			sheet = book_prose(&part->book);
		if (!sheet)
			return no_memory(problem);
		outcome = take(part, sheet, &m[i], hashes[i], problem);
		if (outcome != OUTCOME_OK)
			return outcome;
	}
	return OUTCOME_OK;
}

int part_take(struct part *part, const struct batch *batch,
	      struct problem *problem)
{
	struct sheet *table = NULL;
	size_t at, n;
	int outcome;

	if (batch->table < part->book.sheet_count)
		table = part->book.sheets[batch->table];
	for (at = 0; at < batch->count; at += n) {
		n = batch->count - at;
		if (n > HASHED_AT_ONCE)
			n = HASHED_AT_ONCE;
		outcome = take_block(part, table, batch->matches + at, n,
				     problem);
		if (outcome != OUTCOME_OK)
			return outcome;
	}
	if (table)
		table->rows += batch->rows;
	return OUTCOME_OK;
}
