/* Rows at hand. See at_hand.h. */
#include "reports/inventory/at_hand.h"

#include <string.h>

void at_hand_init(struct at_hand *h, struct book *book, uint32_t span)
{
	h->book = book;
	h->sheet = NULL;
	h->first = 0;
	h->span = span;
	h->used = h->count = 0;
}

static bool keep(struct book *book, const struct at_hand_value *value,
		 uint32_t traits)
{
	struct sketch *sample = &value->census->distinct;
	size_t before;

	if (value->hash > sample->threshold)
		return true;
	before = sketch_bytes(sample);
	if (!sketch_keep(sample, value->hash, value->traits | traits))
		return false;
	if (sketch_bytes(sample) == before)
		return true;
	book->sample_bytes += sketch_bytes(sample) - before;
	book_shrink(book);
	return true;
}

/* Hands over the values of the first rows. */
static bool keep_values(struct at_hand *h, uint32_t rows)
{
	struct at_hand_value *value = h->values, *end = value + h->count;
	bool ok = true;

	h->count = 0;
	for (; value < end; value++) {
		if (value->row < rows) {
			ok &= keep(h->book, value,
				   row_tiers(h->rows[value->row]));
		} else {
			h->values[h->count] = *value;
			h->values[h->count++].row -= rows;
		}
	}
	return ok;
}

/* What the first rows held goes to their sheet. Mostly they are alike. */
static bool count_kinds(struct at_hand *h, uint32_t rows)
{
	uint32_t i, end;
	bool ok = true;

	for (i = 0; i < rows; i = end) {
		uint64_t kinds = h->rows[i] & ROW_KINDS;

		for (end = i + 1; end < rows; end++)
			if ((h->rows[end] & ROW_KINDS) != kinds)
				break;
		if (kinds)
			ok &= row_kinds_add(&h->sheet->kinds, kinds, end - i);
	}
	return ok;
}

bool at_hand_pass(struct at_hand *h, struct sheet *sheet, uint64_t row)
{
	uint32_t rows = h->used;
	bool ok;

	if (sheet != h->sheet) {
		ok = at_hand_end(h);
		h->sheet = sheet;
		h->first = row;
		return ok;
	}
	if (row <= h->first)
		return true;
	if (row - h->first < rows)
		rows = (uint32_t)(row - h->first);
	ok = keep_values(h, rows);
	ok &= count_kinds(h, rows);
	h->used -= rows;
	memmove(h->rows, h->rows + rows, h->used * sizeof(h->rows[0]));
	h->first = row;
	return ok;
}

bool at_hand_end(struct at_hand *h)
{
	bool ok = keep_values(h, h->used);

	ok &= count_kinds(h, h->used);
	h->sheet = NULL;
	h->used = 0;
	return ok;
}

bool at_hand_extend(struct at_hand *h, struct sheet *sheet, uint64_t row)
{
	uint64_t at = row - h->first;

	if (sheet == h->sheet && at < h->used)
		return true;
	if (!at_hand_reaches(h, sheet, row) || row == UINT64_MAX) {
		if (!at_hand_end(h))
			return false;
		h->sheet = sheet;
		h->first = row == UINT64_MAX ? 0 : row;
		at = 0;
	}
	memset(h->rows + h->used, 0, (at + 1 - h->used) * sizeof(h->rows[0]));
	h->used = (uint32_t)at + 1;
	return true;
}

bool at_hand_add(struct at_hand *h, uint32_t row, struct census *census,
		 uint64_t hash, uint32_t traits)
{
	bool ok = true;

	if (h->count == AT_HAND_VALUES) {
		struct at_hand_value *value = h->values;

		for (; h->count; h->count--, value++)
			ok &= keep(h->book, value,
				   row_tiers(h->rows[value->row]));
	}
	sketch_prefetch(&census->distinct, hash);
	h->values[h->count++] = (struct at_hand_value){
		.census = census, .hash = hash, .traits = traits,
		.row = row,
	};
	return ok;
}
