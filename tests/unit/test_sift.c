/* Sifting: every engine tells the same, and passes by no cell that holds a
 * seed. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "detectors/ascii.h"
#include "detectors/sift.h"
#include "scanner/base/charset.h"

#define CHUNKS 1000
#define PLAIN (1ULL << 10 | 1ULL << 14 | 1ULL << 17 | 1ULL << 18)

static struct chunk chunk;
static struct sift_map map;
static uint64_t state = 88172645463325252ULL;

static uint32_t draw(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)(state >> 33) % below;
}

/* A cell of what matters: mostly digits, or anything. */
static uint32_t draw_text(unsigned char *out)
{
	static const unsigned char alphabet[] =
		"01234567890123456789 --AXz@.\xEF\xBC\x90\xE2\x80\x8B\xC2\xA3"
		"\xB0\xA1\xE5\x8F\xB7";
	uint32_t length = draw(8) ? draw(24) : draw(100);
	uint32_t kinds = draw(3) ? 10 : sizeof(alphabet) - 1;

	for (uint32_t i = 0; i < length; i++)
		out[i] = alphabet[draw(kinds)];
	if (length && !draw(4))
		out[length - 1] = 'X';
	return length;
}

/* Rows of some cells, in the text or beside it, as a lexer leaves them. */
static void draw_chunk(void)
{
	uint32_t count = 1 + draw(3000), width = 1 + draw(80), at = 0;
	bool ragged = !draw(4);

	memset(&chunk, 0, sizeof(chunk));
	chunk.prose = !draw(8);
	for (uint32_t i = 0; i < count; i++) {
		bool beside = !draw(9) &&
			      chunk.side_length < CHUNK_SIDE - 200;
		struct cell cell = { .field = (uint16_t)(i % width),
				     .place = at };

		cell.offset = beside ? chunk.side_length : at;
		cell.length = draw_text(cell.offset + (beside ? chunk.side
							      : chunk.text));
		cell.flags = beside ? CELL_SIDE : draw(40) ? 0 : CELL_PIECE;
		if (ragged ? !draw(width) : i % width == width - 1)
			cell.flags |= CELL_ROW_END;
		if (beside)
			chunk.side_length += cell.length;
		else
			at += cell.length + 1;
		chunk.cells[chunk.cell_count++] = cell;
	}
	chunk.length = chunk.end = at;
}

/* Leaves it in `map`. */
static void assert_maps_are_one(enum seeds_wide wide)
{
	static struct sift_map other;

	sift_map(SEEDS_SCALAR, wide, &chunk, &map);
	for (int e = SEEDS_VECTOR128; e <= (int)seeds_best(); e++) {
		sift_map((enum seeds_engine)e, wide, &chunk, &other);
		assert_memory_equal(other.digits, map.digits,
				    chunk.length / 64 * 8);
		assert_memory_equal(other.joins, map.joins,
				    chunk.length / 64 * 8);
	}
}

/* Where a cell stands among those that were sifted. */
static const struct sifted_column *place_of(const struct sifted *s,
					    uint32_t cell, uint64_t *bit)
{
	uint32_t row = 0;

	while (s->starts[row + 1] <= cell)
		row++;
	*bit = 1ULL << row;
	return &s->columns[cell - s->starts[row]];
}

static void assert_no_seed_is_lost(const struct sifted *s, uint32_t at,
				   enum seeds_wide wide)
{
	static struct seeds seeds;
	const struct cell *cell = &chunk.cells[at];
	const unsigned char *text =
		(cell->flags & CELL_SIDE ? chunk.side : chunk.text) +
		cell->offset;
	uint32_t digits = 0;
	uint64_t bit;
	const struct sifted_column *column = place_of(s, at, &bit);
	bool plain = column->plain & bit;

	while (digits < cell->length && ascii_is(text[digits], ASCII_DIGIT))
		digits++;
	if (cell->length < 6 || (column->address | column->seeds) & bit)
		return;
	if (digits == cell->length && !chunk.prose &&
	    !(cell->flags & CELL_PIECE)) {
		assert_int_equal(plain, digits <= 64 &&
					PLAIN >> (digits - 1) & 1);
		return;
	}
	if (plain) {
		assert_true(digits == 17 && text[17] == 'X');
		return;
	}
	seeds_find(SEEDS_BEST, wide, text, 0, 0, cell->length, &seeds);
	assert_int_equal(seeds.count, 0);
}

/* Rows follow on each other; what is not only plain is listed. */
static void assert_rows(const struct sifted *s, uint32_t from)
{
	uint32_t others = 0;

	assert_int_equal(s->starts[0], from);
	assert_int_equal(s->starts[s->begun], s->end);
	for (uint32_t i = 0; i < s->begun; i++) {
		uint32_t last = s->starts[i + 1] - 1;

		assert_in_range(last, s->starts[i],
				s->starts[i] + s->width - 1);
		assert_int_equal(i < s->rows,
				 (chunk.cells[last].flags & CELL_ROW_END) != 0);
	}
	for (uint32_t i = 0; i < s->width; i++) {
		const struct sifted_column *column = &s->columns[i];

		if (column->address | column->seeds | column->whole)
			assert_int_equal(s->other[others++], i);
	}
	assert_int_equal(others, s->others);
}

static void assert_same(const struct sifted *a, const struct sifted *b)
{
	assert_int_equal(a->end, b->end);
	assert_int_equal(a->rows, b->rows);
	assert_int_equal(a->begun, b->begun);
	assert_int_equal(a->width, b->width);
	assert_memory_equal(a->starts, b->starts,
			    (a->begun + 1) * sizeof(a->starts[0]));
	assert_memory_equal(a->columns, b->columns,
			    a->width * sizeof(a->columns[0]));
}

static void same_on_all_engines(void **unused)
{
	static const enum seeds_wide wides[] = {
		SEEDS_WIDE_NONE, SEEDS_WIDE_UTF8, SEEDS_WIDE_GB,
		SEEDS_WIDE_BIG5
	};
	static struct sifted expected, found;

	(void)unused;
	for (unsigned n = 0; n < CHUNKS; n++) {
		struct sift_rule rule = { .plain = PLAIN, .wide = wides[n % 4],
					  .step = n % 3 ? 63 : 0 };
		uint32_t from = 0;
		uint64_t row = 0;

		draw_chunk();
		assert_maps_are_one(wides[n % 4]);
		while (from < chunk.cell_count) {
			sift(SEEDS_SCALAR, &rule, &chunk, &map, from, row,
			     &expected);
			for (int e = SEEDS_VECTOR128; e <= (int)seeds_best();
			     e++) {
				sift((enum seeds_engine)e, &rule, &chunk,
				     &map, from, row, &found);
				assert_same(&found, &expected);
			}
			assert_true(expected.end > from);
			assert_rows(&expected, from);
			for (uint32_t i = from; !(n % 16) && i < expected.end;
			     i++)
				assert_no_seed_is_lost(&expected, i,
						       rule.wide);
			from = expected.end;
			row += expected.rows;
		}
	}
}

/* Blocks end with rows; a row that is larger is cut. */
static void whole_rows(void **unused)
{
	static struct sifted s;
	struct sift_rule rule = { .plain = PLAIN };

	(void)unused;
	memset(&chunk, 0, sizeof(chunk));
	chunk.cell_count = 3 * SIFT_CELLS;
	for (uint32_t i = 8; i < 2 * SIFT_CELLS; i += 9)
		chunk.cells[i].flags = CELL_ROW_END;
	sift(SEEDS_BEST, &rule, &chunk, &map, 0, 0, &s);
	assert_int_equal(s.end, SIFT_CELLS / 9 * 9);
	assert_int_equal(s.rows, SIFT_CELLS / 9);
	assert_int_equal(s.begun, s.rows);
	sift(SEEDS_BEST, &rule, &chunk, &map, 2 * SIFT_CELLS - 1, 0, &s);
	assert_int_equal(s.end, 3 * SIFT_CELLS - 1);
	assert_int_equal(s.rows, 0);
	sift(SEEDS_BEST, &rule, &chunk, &map, s.end, s.rows, &s);
	assert_int_equal(s.end, 3 * SIFT_CELLS);
	assert_int_equal(s.begun, 1);
	for (uint32_t i = 0; i < SIFT_CELLS; i++)
		chunk.cells[i].flags = CELL_ROW_END;
	sift(SEEDS_BEST, &rule, &chunk, &map, 0, 0, &s);
	assert_int_equal(s.end, SIFT_ROWS);
	assert_int_equal(s.rows, SIFT_ROWS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(same_on_all_engines),
		cmocka_unit_test(whole_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
