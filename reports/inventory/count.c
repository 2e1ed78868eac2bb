/* Counting in a book: its censuses, and how books add up. See book.h. */
#include "reports/inventory/book.h"

#include <stdlib.h>
#include <string.h>

#define FIELDS_MIN 4

static struct row_kind *row_kinds_find(const struct row_kinds *k,
				       uint64_t kinds)
{
	uint32_t i;

	for (i = 0; i < k->count; i++)
		if (k->rows[i].kinds == kinds)
			return &k->rows[i];
	return NULL;
}

static struct row_kind *row_kinds_append(struct row_kinds *k, uint64_t kinds)
{
	uint32_t room = k->room ? k->room * 2 : 4;
	struct row_kind *rows;

	if (k->count == k->room) {
		rows = realloc(k->rows, room * sizeof(*rows));
		if (!rows)
			return NULL;
		k->rows = rows;
		k->room = room;
	}
	k->rows[k->count] = (struct row_kind){ .kinds = kinds };
	return &k->rows[k->count++];
}

bool row_kinds_add(struct row_kinds *k, uint64_t kinds, uint64_t rows)
{
	struct row_kind *row;

	if (k->count && k->rows[k->last].kinds == kinds) {
		k->rows[k->last].rows += rows;
		return true;
	}
	row = row_kinds_find(k, kinds);
	if (!row && k->count >= ROW_KINDS_MAX - 1)
		row = row_kinds_find(k, kinds = 0);
	if (!row)
		row = row_kinds_append(k, kinds);
	if (!row)
		return false;
	row->rows += rows;
	k->last = (uint32_t)(row - k->rows);
	return true;
}

static bool widen(struct book *book, struct sheet *sheet, uint32_t fields)
{
	uint32_t room = sheet->fields ? sheet->fields : FIELDS_MIN;
	size_t unit = detector_count * sizeof(struct census *);
	struct census **censuses;

	if (sheet->kind == TABLE_PROSE || sheet->other)
		room = 1;
	while (room < fields)
		room *= 2;
	censuses = realloc(sheet->censuses, room * unit);
	if (!censuses)
		return false;
	memset(censuses + sheet->fields * detector_count, 0,
	       (room - sheet->fields) * unit);
	book->index_bytes += (room - sheet->fields) * unit;
	sheet->censuses = censuses;
	sheet->fields = room;
	return true;
}

static bool full(const struct book *book)
{
	return book->census_count >= book->limits->censuses ||
	       book->index_bytes >= book->limits->indices;
}

bool book_spares(const struct book *book, const struct sheet *sheet,
		 uint32_t field, uint32_t detector)
{
	if (detectors[detector]->seed != SEED_CELL)
		return false;
	if (sheet->other)
		return true;
	if (field < sheet->fields &&
	    sheet->censuses[field * detector_count + detector])
		return false;
	return book->census_count >= book->limits->censuses / 2 ||
	       book->index_bytes >= book->limits->indices / 2;
}

/* The cell for a census that is not there yet; that of "(other tables)" when
 * the book is full. NULL when memory is out. */
static struct census **cell(struct book *book, struct sheet *sheet,
			    uint32_t field, uint32_t detector)
{
	if (full(book) && sheet->kind != TABLE_PROSE)
		sheet = book_other(book);
	if (sheet && sheet->other)
		field = 0;
	if (!sheet || (field >= sheet->fields &&
		       !widen(book, sheet, field + 1)))
		return NULL;
	return &sheet->censuses[field * detector_count + detector];
}

static uint64_t cutoff(const struct book *book, const struct sheet *sheet,
		       uint32_t field, uint32_t detector)
{
	const struct cutoffs *cutoffs = sheet->cutoffs;

	if (!cutoffs || field >= cutoffs->fields || full(book))
		return UINT64_MAX;
	return cutoffs->at[field * detector_count + detector];
}

struct cutoffs *sheet_cutoffs(const struct sheet *sheet)
{
	size_t i, count = sheet->fields * detector_count;
	size_t all = count + sheet->tally_count;
	struct cutoffs *cutoffs = malloc(sizeof(*cutoffs) +
					 all * sizeof(cutoffs->at[0]));

	if (!cutoffs)
		return NULL;
	cutoffs->fields = sheet->fields;
	cutoffs->tallies = sheet->tally_count;
	for (i = 0; i < count; i++)
		cutoffs->at[i] =
			sheet->censuses[i]
				? sheet->censuses[i]->distinct.threshold
				: UINT64_MAX;
	for (; i < all; i++)
		cutoffs->at[i] = sheet->tallies[i - count].distinct.threshold;
	return cutoffs;
}

struct census *book_census_slow(struct book *book, struct sheet *sheet,
				uint32_t field, uint32_t detector)
{
	uint64_t threshold = cutoff(book, sheet, field, detector);
	struct census **at = cell(book, sheet, field, detector);

	if (!at)
		return NULL;
	if (!*at) {
		*at = census_new(book->sample_room);
		if (!*at)
			return NULL;
		book->census_count++;
		sketch_cut(&(*at)->distinct, threshold);
		book->sample_bytes += sketch_bytes(&(*at)->distinct);
	}
	return *at;
}

static bool merge_census(struct book *book, struct sheet *into,
			 uint32_t field, uint32_t detector,
			 struct census **from)
{
	struct census **at = NULL;
	size_t before;
	bool ok;

	if (field < into->fields)
		at = &into->censuses[field * detector_count + detector];
	if (book_spares(book, into, field, detector))
		return true;
	if (!at || !*at)
		at = cell(book, into, field, detector);
	if (!at)
		return false;
	if (!*at) {
		*at = *from;
		*from = NULL;
		book->census_count++;
		sketch_shrink(&(*at)->distinct, book->sample_room);
		book->sample_bytes += sketch_bytes(&(*at)->distinct);
		return true;
	}
	before = sketch_bytes(&(*at)->distinct);
	ok = census_merge(*at, *from);
	book->sample_bytes += sketch_bytes(&(*at)->distinct) - before;
	return ok;
}

bool book_merge(struct book *book, struct sheet *into, struct sheet *from,
		const uint32_t *map)
{
	struct census **censuses = from->censuses;
	uint32_t field, detector, i;

	for (field = 0; field < from->fields; field++)
		for (detector = 0; detector < detector_count; detector++)
			if (censuses[field * detector_count + detector] &&
			    !merge_census(book, into,
					  map ? map[field] : field, detector,
					  &censuses[field * detector_count +
						    detector]))
				return false;
	for (field = 0; field < from->tally_count; field++)
		if (!book_merge_tally(book, into, map ? map[field] : field,
				      &from->tallies[field]))
			return false;
	for (i = 0; i < from->kinds.count; i++)
		if (!row_kinds_add(&into->kinds, from->kinds.rows[i].kinds,
				   from->kinds.rows[i].rows))
			return false;
	return true;
}

static void shrink_sheet(struct book *book, const struct sheet *sheet)
{
	struct census *census;
	size_t i;

	for (i = 0; i < sheet->fields * detector_count; i++) {
		census = sheet->censuses[i];
		if (!census)
			continue;
		sketch_shrink(&census->distinct, book->sample_room);
		book->sample_bytes += sketch_bytes(&census->distinct);
	}
}

void book_narrow(struct book *book, uint32_t room)
{
	uint32_t i;

	if (room >= book->sample_room)
		return;
	book->sample_room = room;
	book->sample_bytes = 0;
	for (i = 0; i < book->sheet_count; i++)
		shrink_sheet(book, book->sheets[i]);
}

void book_shrink(struct book *book)
{
	while (book->sample_bytes > book->limits->samples &&
	       book->sample_room > SKETCH_ROOM_MIN)
		book_narrow(book, book->sample_room / 2);
	while (book->tally_bytes > book->limits->tally_samples &&
	       book->tally_room > SKETCH_ROOM_MIN)
		book_narrow_tallies(book, book->tally_room / 2);
}
