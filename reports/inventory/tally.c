/* Tallies of columns, and the book's sheets of them. See tally.h. */
#include "reports/inventory/tally.h"

#include <math.h>
#include <stdlib.h>

#include "reports/inventory/book.h"

void tally_init(struct tally *tally, uint32_t sketch_room)
{
	*tally = (struct tally){ .shortest = UINT64_MAX };
	sketch_init(&tally->distinct, sketch_room);
}

bool tally_merge(struct tally *tally, const struct tally *later)
{
	int i;

	tally->filled += later->filled;
	tally->blanks += later->blanks;
	tally->bytes += later->bytes;
	if (later->shortest < tally->shortest)
		tally->shortest = later->shortest;
	if (later->longest > tally->longest)
		tally->longest = later->longest;
	for (i = 0; i < SHAPE_COUNT; i++)
		tally->shapes[i] += later->shapes[i];
	series_merge(&tally->series, &later->series);
	return sketch_merge(&tally->distinct, &later->distinct, UINT32_MAX);
}

/* At most so many were to be expected where n came (99 %, Poisson). */
static double expected_most(double n)
{
	return n + QUANTILE_99 * sqrt(n + 1) + QUANTILE_99;
}

/*
 * After Good and Turing (I. J. Good, Biometrika 40, 1953): behind the first
 * rows the share of those with texts that nobody saw is about that of looks
 * at texts that were seen this once. So each of these stands for 63 rows that
 * were not looked at, and no more texts than rows can be new: far too many
 * where equal texts stand together.
 */
uint64_t tally_most(const struct tally *tally)
{
	const struct sketch *sample = &tally->distinct;
	struct estimate seen = sketch_count(sample, 0, 0);
	double most = seen.value + QUANTILE_99 * seen.error, unseen;
	uint64_t rest = tally->filled;
	int i;

	if (!tally->filled)
		return 0;
	for (i = 0; i < SHAPE_COUNT; i++)
		rest -= tally->shapes[i];
	unseen = expected_most(sketch_single(sample, TALLY_TURNS_BEHIND)) *
		 (TALLY_STEP - 1);
	if (!sketch_exact(sample))
		unseen *= seen.value / sample->used;
	most += unseen < (double)rest ? unseen : (double)rest;
	return most < (double)tally->filled ? (uint64_t)most : tally->filled;
}

void book_narrow_tallies(struct book *book, uint32_t room)
{
	struct sheet *sheet;
	struct sketch *sample;
	uint32_t i, k;

	if (room >= book->tally_room)
		return;
	book->tally_room = room;
	book->tally_bytes = 0;
	for (i = 0; i < book->sheet_count; i++) {
		sheet = book->sheets[i];
		for (k = 0; k < sheet->tally_count; k++) {
			sample = &sheet->tallies[k].distinct;
			sketch_shrink(sample, room);
			book->tally_bytes += sketch_bytes(sample);
		}
	}
}

static void cut(struct tally *tally, const struct cutoffs *c, uint32_t field)
{
	if (c && field < c->tallies)
		sketch_cut(&tally->distinct,
			   c->at[c->fields * detector_count + field]);
}

/* Room for one field more, and for all whose names are known. */
static bool widen(struct book *book, struct sheet *sheet, uint32_t field)
{
	uint32_t i, room = sheet->tally_count * 2;
	struct tally *tallies;

	if (sheet->columns && room < sheet->columns->count)
		room = sheet->columns->count;
	if (room <= field)
		room = field + 1;
	tallies = realloc(sheet->tallies, room * sizeof(*tallies));
	if (!tallies)
		return false;
	for (i = sheet->tally_count; i < room; i++) {
		tally_init(&tallies[i], book->tally_room);
		cut(&tallies[i], sheet->cutoffs, i);
		book->tally_bytes += sketch_bytes(&tallies[i].distinct);
	}
	book->tally_count += room - sheet->tally_count;
	sheet->tallies = tallies;
	sheet->tally_count = room;
	return true;
}

struct tally *book_tally_slow(struct book *book, struct sheet *sheet,
			      uint32_t field)
{
	if (!sheet->other &&
	    (field >= book->limits->tallies ||
	     book->tally_count >= book->limits->tallies))
		sheet = book_other(book);
	if (sheet && sheet->other)
		field = 0;
	if (!sheet || (field >= sheet->tally_count &&
		       !widen(book, sheet, field)))
		return NULL;
	return &sheet->tallies[field];
}

bool book_distinct(struct book *book, struct tally *tally, uint64_t hash,
		   uint32_t turn)
{
	size_t before, now;

	if (hash > tally->distinct.threshold)
		return true;
	before = sketch_bytes(&tally->distinct);
	if (!sketch_keep(&tally->distinct, hash, turn))
		return false;
	now = sketch_bytes(&tally->distinct);
	if (now != before) {
		book->tally_bytes += now - before;
		book_shrink(book);
	}
	return true;
}

bool book_merge_tally(struct book *book, struct sheet *into, uint32_t field,
		      struct tally *from)
{
	struct tally *tally;
	size_t before;
	bool ok = true;

	if (!from->filled && !from->blanks)
		return true;
	tally = book_tally(book, into, field);
	if (!tally)
		return false;
	before = sketch_bytes(&tally->distinct);
	if (tally->filled || tally->blanks) {
		ok = tally_merge(tally, from);
	} else {
		sketch_release(&tally->distinct);
		*tally = *from;
		tally_init(from, book->tally_room);
		sketch_shrink(&tally->distinct, book->tally_room);
	}
	book->tally_bytes += sketch_bytes(&tally->distinct) - before;
	return ok;
}
