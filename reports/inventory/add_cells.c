/*
 * Cells on their way into tallies. Every cell of every row passes here once:
 * rows as most rows are by vectors (lengths.h), others cell by cell.
 */
#include "reports/inventory/lengths.h"
#include "reports/inventory/part.h"
#include "scanner/base/chunk.h"
#include "scanner/base/gettext.h"
#include "scanner/base/value_hash.h"

static int no_memory(struct problem *problem)
{
	return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			   _("no memory for the inventory"));
}

/* How many rows of a sheet are first ones, which are all looked at. */
static uint64_t first_rows(const struct part *part, const struct sheet *sheet)
{
	if (part->collector->options.every_row)
		return UINT64_MAX;
	return sheet->goes_on ? 0 : TALLY_FIRST;
}

static void add_length(struct tally *tally, uint64_t length)
{
	tally->filled++;
	tally->bytes += length;
	if (length < tally->shortest)
		tally->shortest = length;
	if (length > tally->longest)
		tally->longest = length;
}

static bool is_long_text(const struct long_text *t, const struct sheet *sheet,
			 uint64_t row, uint32_t field)
{
	return t->sheet == sheet && t->row == row && t->field == field;
}

/* Whether a text that is a number is a whole one. */
static bool is_whole(const unsigned char *text, uint32_t length)
{
	size_t digits = shape_digits(text, length);

	return digits == length ||
	       (digits && !memchr(text, '.', length) &&
		!memchr(text, ',', length));
}

/* Shape of a text in a row that is looked at; returns the hash of its value. */
static uint64_t look(const struct part *part, struct tally *tally,
		     const struct chunk *c, const struct cell *cell)
{
	const uint64_t *key = part->collector->options.keys->count;
	const unsigned char *text = cell->flags & CELL_SIDE ? c->side
				    : c->has_raw ? c->raw : c->text;
	uint32_t length = cell->length;
	enum shape shape;

	text += cell->offset;
	shape = shape_of(text, length, (enum charset)c->charset);
	tally->shapes[shape]++;
	if (shape == SHAPE_NUMBER && is_whole(text, length))
		series_add(&tally->series, (struct secret){ text, length });
	return value_hash(key, text, length);
}

bool part_end_text(struct part *part)
{
	const uint64_t *key = part->collector->options.keys->count;
	struct long_text *t = &part->text;
	struct sheet *sheet = t->sheet;
	struct tally *tally;
	uint64_t first;

	t->sheet = NULL;
	if (!sheet || !t->length)
		return true;
	tally = book_tally(&part->book, sheet, t->field);
	if (!tally)
		return false;
	add_length(tally, t->length);
	first = first_rows(part, sheet);
	if (tally_next_look(first, t->row) != t->row)
		return true;
	tally->shapes[t->shape]++;
	return book_distinct(&part->book, tally,
			     value_hash_fold(t->hash ^ key[0],
					     t->length ^ key[1]),
			     tally_turn(first, t->row));
}

/* A piece of a text: its own part of the chunk, without the context. Hashed
 * byte by byte, wherever it was cut. */
static bool add_piece(struct part *part, struct sheet *sheet, uint64_t row,
		      const struct chunk *c, const struct cell *cell)
{
	const uint64_t *key = part->collector->options.keys->count;
	uint32_t at = cell->offset, end = cell->offset + cell->length;
	struct long_text *t = &part->text;

	if (at < c->begin)
		at = c->begin;
	if (end > c->end)
		end = c->end;
	if (!is_long_text(t, sheet, row, cell->field)) {
		if (!part_end_text(part))
			return false;
		*t = (struct long_text){
			.sheet = sheet, .row = row, .field = cell->field,
			.shape = shape_of(c->text + at, at < end ? end - at : 0,
					  (enum charset)c->charset),
		};
	}
	for (; at < end; at++, t->length++)
		t->hash = (t->hash ^ c->text[at]) * (key[0] | 1);
	return true;
}

static bool add_cell(struct part *part, struct sheet *sheet, uint64_t row,
		     const struct chunk *c, const struct cell *cell)
{
	uint64_t first = first_rows(part, sheet);
	struct tally *tally;

	if (cell->field == FIELD_NONE)
		return true;
	if (cell->flags & CELL_PIECE)
		return add_piece(part, sheet, row, c, cell);
	/* A row that ends behind a text in pieces ends in an empty cell. */
	if (cell->flags & CELL_NULL ||
	    (!cell->length &&
	     is_long_text(&part->text, sheet, row, cell->field)))
		return true;
	tally = book_tally(&part->book, sheet, cell->field);
	if (!tally)
		return false;
	if (!cell->length) {
		tally->blanks++;
		return true;
	}
	add_length(tally, cell->length);
	return tally_next_look(first, row) != row ||
	       book_distinct(&part->book, tally, look(part, tally, c, cell),
			     tally_turn(first, row));
}

/* The cells of one row, or of what there is of it. Returns the next row's,
 * or NULL when memory is out. */
static const struct cell *add_row(struct part *part, struct sheet *sheet,
				  uint64_t row, const struct chunk *c,
				  const struct cell *cell)
{
	const struct cell *end = c->cells + c->cell_count;

	for (; cell < end; cell++) {
		if (!add_cell(part, sheet, row, c, cell))
			return NULL;
		if (cell->flags & CELL_ROW_END)
			return cell + 1;
	}
	return cell;
}

/* Samples are asked for all values of the row before the first one is added:
 * each of them is far from the others. */
static bool look_at_row(struct part *part, struct sheet *sheet, uint32_t turn,
			const struct chunk *c, const struct cell *cells,
			uint32_t width)
{
	struct tally *tallies = sheet->tallies;
	uint64_t hashes[LENGTHS_MAX];
	uint32_t i;

	for (i = 0; i < width; i++) {
		if (!cells[i].length)
			continue;
		hashes[i] = look(part, &tallies[i], c, &cells[i]);
		sketch_prefetch(&tallies[i].distinct, hashes[i]);
	}
	for (i = 0; i < width; i++)
		if (cells[i].length &&
		    !book_distinct(&part->book, &tallies[i], hashes[i], turn))
			return false;
	return true;
}

/* Some rows of that many cells, of which the first has that number. */
static bool look_at_rows(struct part *part, struct sheet *sheet,
			 const struct chunk *c, const struct cell *cell,
			 uint64_t row, uint32_t rows, uint32_t width)
{
	uint64_t first = first_rows(part, sheet);
	uint64_t at = tally_next_look(first, row);

	for (; at - row < rows; at = tally_next_look(first, at + 1))
		if (!look_at_row(part, sheet, tally_turn(first, at), c,
				 cell + (at - row) * width, width))
			return false;
	return true;
}

/* The lengths go to the tallies of their columns. */
static void flush(struct sheet *sheet, struct lengths *l)
{
	struct tally *tally = sheet->tallies;
	uint32_t i, k;

	for (i = 0; i < l->width && l->rows; i++, tally++) {
		const struct length_sums *sums = &l->sums[i / LENGTHS_STEP];
		uint32_t empty;

		k = i % LENGTHS_STEP;
		empty = (uint32_t)sums->empty[k];
		tally->filled += l->rows - empty;
		tally->blanks += empty - (uint32_t)sums->nulls[k];
		tally->bytes += (uint32_t)sums->bytes[k];
		if (l->rows == empty)
			continue;
		if ((uint32_t)sums->shortest[k] + 1 < tally->shortest)
			tally->shortest = (uint32_t)sums->shortest[k] + 1;
		if ((uint32_t)sums->longest[k] > tally->longest)
			tally->longest = (uint32_t)sums->longest[k];
	}
	l->width = 0;
}

/* Starts to take lengths of rows like this one. */
static void begin(const struct sheet *sheet, struct lengths *l,
		  const struct cell *cell, const struct cell *end)
{
	if (end[-1].flags & CELL_ROW_END && !sheet->other &&
	    end - cell <= sheet->tally_count)
		lengths_start(l, (uint32_t)(end - cell));
}

/* Whether the part begins with that table: if with the rest of a statement,
 * the one behind is the same. */
static bool is_first(const struct book *book, const struct sheet *sheet)
{
	return sheet->index <= book->sheets[0]->continues;
}

int part_cells(struct part *part, const struct chunk *c,
	       struct problem *problem)
{
	const struct cell *cell = c->cells, *end = cell + c->cell_count;
	struct lengths lengths;
	struct sheet *sheet;
	uint64_t row = c->row;
	bool ok = true;

	if (c->table >= part->book.sheet_count)
		return OUTCOME_OK;
	sheet = part->book.sheets[c->table];
	if (sheet->kind != TABLE_ROWS)
		return OUTCOME_OK;
	if (!row && c->origin >= TALLY_GOES_ON)
		sheet->goes_on = is_first(&part->book, sheet);
	lengths_start(&lengths, 0);
	while (ok && cell < end) {
		uint32_t rows = lengths_add(&lengths, cell,
					    (size_t)(end - cell));
		const struct cell *from;

		ok = look_at_rows(part, sheet, c, cell, row, rows,
				  lengths.width);
		row += rows;
		cell += (size_t)rows * lengths.width;
		if (!ok || cell == end)
			break;
		flush(sheet, &lengths);
		from = cell;
		cell = add_row(part, sheet, row++, c, cell);
		ok = cell != NULL;
		if (ok)
			begin(sheet, &lengths, from, cell);
	}
	flush(sheet, &lengths);
	return ok ? OUTCOME_OK : no_memory(problem);
}
