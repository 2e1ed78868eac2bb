/* A census of one kind of value in one column. See census.h. */
#include "reports/inventory/census.h"

#include <stdlib.h>
#include <string.h>

#define MARK_SLOTS_MIN 8
#define NEAR_STEP 1000
#define SERIES_MAX 1024 /* values looked at in one part */

struct census *census_new(uint32_t sketch_room)
{
	struct census *census = calloc(1, sizeof(*census));

	if (census)
		sketch_init(&census->distinct, sketch_room);
	return census;
}

void census_free(struct census *census)
{
	if (!census)
		return;
	sketch_release(&census->distinct);
	free(census->marks);
	free(census->places);
	free(census);
}

static uint32_t find(const struct census *census, uint32_t mark)
{
	uint32_t mask = census->mark_slots - 1;
	uint32_t slot = (mark * 0x9E3779B1U >> 16) & mask;

	while (census->marks[slot].count &&
	       census->marks[slot].mark != mark)
		slot = (slot + 1) & mask;
	return slot;
}

static bool grow(struct census *census)
{
	struct mark_count *old = census->marks;
	uint32_t i, slots = census->mark_slots;

	census->mark_slots = slots ? slots * 2 : MARK_SLOTS_MIN;
	census->marks = calloc(census->mark_slots, sizeof(*old));
	if (!census->marks) {
		census->marks = old;
		census->mark_slots = slots;
		return false;
	}
	for (i = 0; i < slots; i++)
		if (old[i].count)
			census->marks[find(census, old[i].mark)] = old[i];
	free(old);
	census->mark_last = 0;
	return true;
}

bool census_mark_slow(struct census *census, uint32_t mark, uint64_t count)
{
	struct mark_count *entry;

	if (census->mark_used >= census->mark_slots / 4 * 3 &&
	    !grow(census))
		return false;
	census->mark_last = find(census, mark);
	entry = &census->marks[census->mark_last];
	census->mark_used += !entry->count;
	entry->mark = mark;
	entry->count += count;
	return true;
}

/* Eight ASCII digits as a number: pairs, then fours, then eight. */
static uint64_t eight_digits(const unsigned char *digits)
{
	uint64_t v;

	memcpy(&v, digits, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	v = __builtin_bswap64(v);
#endif
	v = (v & 0x0F0F0F0F0F0F0F0F) * 2561 >> 8;
	v = (v & 0x00FF00FF00FF00FF) * 6553601 >> 16;
	return (v & 0x0000FFFF0000FFFF) * 42949672960001 >> 32;
}

bool series_add(struct series *series, struct secret digits)
{
	const unsigned char *at = digits.bytes;
	size_t left = digits.length;
	uint64_t value = 0;

	if (series->count == SERIES_MAX)
		return false;
	if (left > 19)
		return true;
	for (; left >= 8; left -= 8, at += 8)
		value = value * 100000000 + eight_digits(at);
	for (; left; left--, at++)
		value = value * 10 + (*at & 15);
	if (!series->count++) {
		series->first = series->lowest = series->highest = value;
	} else {
		series->near += value - series->last - 1 < NEAR_STEP;
		if (value < series->lowest)
			series->lowest = value;
		if (value > series->highest)
			series->highest = value;
	}
	series->last = value;
	return true;
}

void series_merge(struct series *series, const struct series *later)
{
	if (!later->count)
		return;
	if (!series->count) {
		*series = *later;
		return;
	}
	series->near += later->near +
			(later->first - series->last - 1 < NEAR_STEP);
	series->count += later->count;
	series->last = later->last;
	if (later->lowest < series->lowest)
		series->lowest = later->lowest;
	if (later->highest > series->highest)
		series->highest = later->highest;
}

static void set_floor(struct census *census)
{
	int score, i;

	census->place_floor = INT8_MAX;
	for (i = 0; i < census->place_count; i++) {
		score = place_score(census->places[i].mark);
		if (score < census->place_floor)
			census->place_floor = (int8_t)score;
	}
}

/* Of the weakest the last one goes. */
static void drop_weakest(struct census *census)
{
	int i = census->place_count - 1;

	while (place_score(census->places[i].mark) != census->place_floor)
		i--;
	census->place_count--;
	memmove(&census->places[i], &census->places[i + 1],
		(size_t)(census->place_count - i) * sizeof(*census->places));
}

bool census_place(struct census *census, const struct place *place)
{
	struct place *places;
	int room;

	if (census->place_count == PLACES_MAX)
		drop_weakest(census);
	if (census->place_count == census->place_room) {
		room = census->place_room ? census->place_room * 2 : 2;
		if (room > PLACES_MAX)
			room = PLACES_MAX;
		places = realloc(census->places,
				 (size_t)room * sizeof(*places));
		if (!places)
			return false;
		census->places = places;
		census->place_room = (uint8_t)room;
	}
	census->places[census->place_count++] = *place;
	if (census->place_count == PLACES_MAX)
		set_floor(census);
	return true;
}

bool census_merge(struct census *census, const struct census *later)
{
	const struct mark_count *entry;
	uint32_t i;
	bool ok;

	ok = sketch_merge(&census->distinct, &later->distinct, UINT32_MAX);
	for (i = 0; ok && i < later->mark_slots; i++) {
		entry = &later->marks[i];
		if (entry->count)
			ok = census_mark_slow(census, entry->mark,
						entry->count);
	}
	for (i = 0; ok && i < later->place_count; i++)
		if (census_wants(census, later->places[i].mark))
			ok = census_place(census, &later->places[i]);
	for (i = 0; i < LENGTH_BINS; i++)
		census->lengths[i] += later->lengths[i];
	census->sum += later->sum;
	series_merge(&census->series, &later->series);
	census->compared += later->compared;
	census->agreed += later->agreed;
	census->sparse |= later->sparse;
	return ok;
}

uint64_t census_count(const struct census *census, uint32_t with,
		     uint32_t without)
{
	uint64_t count = 0;
	uint32_t i;

	for (i = 0; i < census->mark_slots; i++)
		if ((census->marks[i].mark & (with | without)) == with)
			count += census->marks[i].count;
	return count;
}
