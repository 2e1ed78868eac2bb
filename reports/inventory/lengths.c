/* Lengths of cells by column. See lengths.h. */
#include "reports/inventory/lengths.h"

#include <string.h>

/* Compiled for vectors of 32 bytes, too; which one runs is settled when the
 * program is loaded. */
#if defined(__x86_64__) && !defined(PANDIAN_SANITIZED)
#define VECTORS __attribute__((target_clones("avx2", "default")))
#else
#define VECTORS
#endif
#define INLINE static inline __attribute__((always_inline))

typedef int32_t lanes __attribute__((vector_size(4 * LENGTHS_STEP)));

static int32_t word_of(uint32_t field, uint32_t flags)
{
	struct cell cell = { .field = (uint16_t)field,
			     .flags = (uint16_t)flags };
	int32_t word;

	memcpy(&word, &cell.field, sizeof(word));
	return word;
}

void lengths_start(struct lengths *l, uint32_t width)
{
	uint32_t passed_by = CELL_SIDE | CELL_NUMBER | CELL_NULL, i;

	l->rows = 0;
	l->width = width <= LENGTHS_MAX ? width : 0;
	l->steps = (l->width + LENGTHS_STEP - 1) / LENGTHS_STEP;
	for (i = 0; i < l->steps * LENGTHS_STEP; i++) {
		l->expected[i] = word_of(i, 0);
		l->relevant[i] = i < l->width ? ~word_of(0, passed_by) : 0;
		l->bytes[i] = l->longest[i] = l->empty[i] = l->nulls[i] = 0;
		l->shortest[i] = INT32_MAX;
	}
	if (l->width)
		l->expected[l->width - 1] |= word_of(0, CELL_ROW_END);
}

/* Turns eight cells into their lengths, and their fields with flags. */
INLINE void turn(const struct cell *cell, lanes *length, lanes *word)
{
	lanes in[4], low, high; /* two cells each, of four numbers */

	memcpy(&in[0], cell, sizeof(lanes));
	memcpy(&in[1], cell + 2, sizeof(lanes));
	memcpy(&in[2], cell + 4, sizeof(lanes));
	memcpy(&in[3], cell + 6, sizeof(lanes));
	low = __builtin_shufflevector(in[0], in[1], 1, 5, 9, 13, 2, 6, 10,
				      14);
	high = __builtin_shufflevector(in[2], in[3], 1, 5, 9, 13, 2, 6, 10,
				       14);
	*length = __builtin_shufflevector(low, high, 0, 1, 2, 3, 8, 9, 10, 11);
	*word = __builtin_shufflevector(low, high, 4, 5, 6, 7, 12, 13, 14, 15);
}

INLINE void load(const int32_t *from, lanes *to)
{
	memcpy(to, from, sizeof(*to));
}

INLINE void store(const lanes *from, int32_t *to)
{
	memcpy(to, from, sizeof(*from));
}

INLINE bool is_usual(const struct lengths *l, const struct cell *cell)
{
	lanes odd = { 0 }, length, word, expected, relevant;
	int64_t any[sizeof(lanes) / 8];
	uint32_t i;

	for (i = 0; i < l->steps; i++) {
		turn(cell + i * LENGTHS_STEP, &length, &word);
		load(l->expected + i * LENGTHS_STEP, &expected);
		load(l->relevant + i * LENGTHS_STEP, &relevant);
		odd |= (word ^ expected) & relevant;
	}
	memcpy(any, &odd, sizeof(any));
	return !(any[0] | any[1] | any[2] | any[3]);
}

/* Some columns of rows; their sums stay in registers meanwhile. */
INLINE void add(struct lengths *l, const struct cell *cell, uint32_t rows,
		uint32_t at)
{
	lanes length, word, less, more, sum, longest, shortest, empty, nulls;

	load(l->bytes + at, &sum);
	load(l->longest + at, &longest);
	load(l->shortest + at, &shortest);
	load(l->empty + at, &empty);
	load(l->nulls + at, &nulls);
	for (cell += at; rows; rows--, cell += l->width) {
		turn(cell, &length, &word);
		sum += length;
		more = length > longest;
		longest = (length & more) | (longest & ~more);
		less = (length - 1) & INT32_MAX; /* of an empty one the most */
		more = less > shortest;
		shortest = (shortest & more) | (less & ~more);
		empty -= length == 0;
		nulls -= (word & word_of(0, CELL_NULL)) != 0;
	}
	store(&sum, l->bytes + at);
	store(&longest, l->longest + at);
	store(&shortest, l->shortest + at);
	store(&empty, l->empty + at);
	store(&nulls, l->nulls + at);
}

VECTORS
static uint32_t add_rows(struct lengths *l, const struct cell *cell,
			 const struct cell *last)
{
	const struct cell *next = cell;
	uint32_t rows = 0, i;

	for (; next <= last && is_usual(l, next); next += l->width)
		rows++;
	for (i = 0; i < l->steps && rows; i++)
		add(l, cell, rows, i * LENGTHS_STEP);
	return rows;
}

uint32_t lengths_add(struct lengths *l, const struct cell *cell, size_t count)
{
	uint32_t read = l->steps * LENGTHS_STEP, rows;

	if (!l->width || count < read)
		return 0;
	rows = add_rows(l, cell, cell + (count - read));
	l->rows += rows;
	return rows;
}
