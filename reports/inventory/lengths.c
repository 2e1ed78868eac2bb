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

#define ROWS_AT_ONCE 64

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
	}
	memset(l->sums, 0, l->steps * sizeof(l->sums[0]));
	for (i = 0; i < l->steps * LENGTHS_STEP; i++)
		l->sums[i / LENGTHS_STEP].shortest[i % LENGTHS_STEP] =
			INT32_MAX;
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

/* Adds to `odd` where eight cells differ from those of a usual row. */
INLINE void compare(const struct lengths *l, const lanes *word, uint32_t at,
		    lanes *odd)
{
	lanes expected, relevant;

	load(l->expected + at, &expected);
	load(l->relevant + at, &relevant);
	*odd |= (*word ^ expected) & relevant;
}

INLINE bool is_none(const lanes *odd)
{
	int64_t any[sizeof(lanes) / 8];

	memcpy(any, odd, sizeof(any));
	return !(any[0] | any[1] | any[2] | any[3]);
}

INLINE bool is_usual(const struct lengths *l, const struct cell *cell)
{
	lanes odd = { 0 }, length, word;
	uint32_t i;

	for (i = 0; i < l->steps * LENGTHS_STEP; i += LENGTHS_STEP) {
		turn(cell + i, &length, &word);
		compare(l, &word, i, &odd);
	}
	return is_none(&odd);
}

/* Eight columns of rows; their sums stay in registers meanwhile. False when
 * one of the rows is not usual. */
INLINE bool add(struct lengths *l, const struct cell *cell, uint32_t rows,
		uint32_t step)
{
	struct length_sums *sums = &l->sums[step];
	uint32_t at = step * LENGTHS_STEP;
	lanes length, word, less, more, sum, longest, shortest, empty, nulls;
	lanes odd = { 0 };

	load(sums->bytes, &sum);
	load(sums->longest, &longest);
	load(sums->shortest, &shortest);
	load(sums->empty, &empty);
	load(sums->nulls, &nulls);
	for (cell += at; rows; rows--, cell += l->width) {
		turn(cell, &length, &word);
		compare(l, &word, at, &odd);
		sum += length;
		more = length > longest;
		longest = (length & more) | (longest & ~more);
		less = (length - 1) & INT32_MAX; /* of an empty one the most */
		more = less > shortest;
		shortest = (shortest & more) | (less & ~more);
		empty -= length == 0;
		nulls -= (word & word_of(0, CELL_NULL)) != 0;
	}
	store(&sum, sums->bytes);
	store(&longest, sums->longest);
	store(&shortest, sums->shortest);
	store(&empty, sums->empty);
	store(&nulls, sums->nulls);
	return is_none(&odd);
}

INLINE bool add_all(struct lengths *l, const struct cell *cell, uint32_t rows)
{
	bool usual = true;
	uint32_t i;

	for (i = 0; i < l->steps; i++)
		usual &= add(l, cell, rows, i);
	return usual;
}

/* Adds rows up to the first that is not usual; returns how many. Mostly all
 * are, so they are added first: then each is looked at only once. */
VECTORS
static uint32_t add_rows(struct lengths *l, const struct cell *cell,
			 uint32_t rows)
{
	struct length_sums before[LENGTHS_MAX / LENGTHS_STEP];
	size_t bytes = l->steps * sizeof(before[0]);
	uint32_t usual = 0;

	memcpy(before, l->sums, bytes);
	if (add_all(l, cell, rows))
		return rows;
	memcpy(l->sums, before, bytes);
	while (is_usual(l, cell + (size_t)usual * l->width))
		usual++;
	add_all(l, cell, usual);
	return usual;
}

uint32_t lengths_add(struct lengths *l, const struct cell *cell, size_t count)
{
	uint32_t read = l->steps * LENGTHS_STEP, rows = 0, some = 1, all, added;

	if (!l->width || count < read)
		return 0;
	all = (uint32_t)(count - read) / l->width + 1;
	do { /* the more, the more were usual: few are added in vain */
		added = add_rows(l, cell + (size_t)rows * l->width, some);
		rows += added;
		if (added < some)
			break;
		some = rows < ROWS_AT_ONCE ? rows : ROWS_AT_ONCE;
		if (some > all - rows)
			some = all - rows;
	} while (some);
	l->rows += rows;
	return rows;
}
