/*
 * Sifting by bit masks: digits and what else could lead to a seed are marked
 * in all of the chunk, and a cell of usual length is told by its part of the
 * marks; some rows' cells of one column at once. One loop, inlined around the
 * classifiers of each engine, like that of the seeds.
 */
#ifndef DETECTORS_SIFT_LOOP_H
#define DETECTORS_SIFT_LOOP_H

#include "detectors/cell.h"
#include "detectors/seeds_loop.h"
#include "detectors/sift.h"
#include "scanner/base/marks.h"

typedef void sift_map_fn(const struct chunk *, enum seeds_wide,
			 struct sift_map *);
sift_map_fn sift_map_128, sift_map_avx2, sift_map_avx512;
typedef void sift_fn(const struct sift_rule *, const struct chunk *,
		     const struct sift_map *, uint32_t from, uint64_t row,
		     struct sifted *);
sift_fn sift_128, sift_avx2, sift_avx512;

/* Some words of text; the first is that one of the map. */
INLINE void map_words(const unsigned char *text, uint32_t words,
		      enum seeds_wide wide, struct sift_map *map,
		      uint32_t first, struct engine engine)
{
	struct brief b;

	for (uint32_t i = first; i < first + words; i++, text += 64) {
		if (wide == SEEDS_WIDE_UTF8)
			engine.brief(text, SEEDS_WIDE_UTF8, &b);
		else
			engine.brief(text, SEEDS_WIDE_NONE, &b);
		map->digits[i] = b.digits;
		map->joins[i] = b.joins;
		map->others[i] = b.others;
		map->ats[i] = b.ats;
	}
}

INLINE void map_loop(const struct chunk *c, enum seeds_wide wide,
		     struct sift_map *map, struct engine engine)
{
	uint32_t first = c->begin / 64;

	if (c->side_length)
		map_words(c->side, c->side_length / 64 + 1, wide, map, 0,
			  engine);
	map_words(c->text + first * 64, c->length / 64 + 1 - first, wide, map,
		  SIFT_TEXT / 64 + first, engine);
}

/* Where a cell begins in the map. */
INLINE uint32_t map_at(const struct cell *cell)
{
	return cell->offset + (cell->flags & CELL_SIDE ? 0 : SIFT_TEXT);
}

/* No value is shorter: the least are addresses like a@b.cn. */
#define SHORTEST 6
#define LONGEST 57 /* told by marks_from() */

/* Cells of one column in TOLD rows, which begin at `starts`: the lowest bit is
 * the first row's. What none of them is told of holds nothing. */
#define TOLD 8
struct told {
	unsigned plain;
	unsigned seeds;   /* digits stand close together */
	unsigned address; /* an @ is all else that may be a seed */
	unsigned others;  /* there is something else */
	unsigned odd;     /* to be looked at by themselves */
};
typedef void tell_fn(const struct chunk *, const uint32_t starts[TOLD + 1],
		     uint32_t column, const struct sift_map *, uint64_t plain,
		     struct told *);

/* Digits that may be seeds, by themselves or with what goes on behind them. */
INLINE bool are_dense(uint64_t digits, uint64_t joins)
{
	uint64_t run3 = digits & digits << 1 & digits << 2;
	uint64_t run6 = run3 & run3 << 3;

	return (run6 & run6 << 5) | (run3 & run3 << 4 & joins << 3) |
	       (run6 << 1 & joins);
}

enum sift_class { SIFT_PLAIN = 1, SIFT_ADDRESS = 2, SIFT_SEEDS = 4 };

/* A text that holds an @, or what full-width forms and invisible marks begin
 * with. */
INLINE unsigned class_of_others(const unsigned char *p, uint64_t own,
				uint64_t digits, enum seeds_wide wide,
				struct engine engine)
{
	uint64_t behind = digits << 1;
	struct common c;

	engine.classify(p, &c);
	behind |= (behind & c.separator) << 1;
	if (c.high & own &&
	    high_seeds(p, wide, c.high & behind & own, engine.equal) & own)
		return SIFT_SEEDS;
	return c.at & own ? SIFT_ADDRESS : 0;
}

/* A text of SHORTEST to LONGEST bytes. */
INLINE unsigned class_of(const unsigned char *p, uint32_t length,
			 const struct brief *brief,
			 const struct sift_rule *rule, struct engine engine)
{
	uint64_t own = ~0ULL >> (64 - length), digits = brief->digits & own;

	if (digits == own || (length == 18 && digits == own >> 1 &&
			      p[17] == 'X'))
		return rule->plain >> (length - 1) & 1 ? SIFT_PLAIN : 0;
	if (are_dense(digits, brief->joins))
		return SIFT_SEEDS;
	return brief->others & own ? class_of_others(p, own, digits,
						     rule->wide, engine)
				   : 0;
}

INLINE struct brief brief_at(const struct sift_map *map, uint32_t at)
{
	return (struct brief){ marks_from(map->digits, at),
			       marks_from(map->joins, at),
			       marks_from(map->others, at),
			       marks_from(map->ats, at) };
}

#define OVERLAP 11 /* no group of digits that is a seed is longer */

/* A longer text, window by window. */
INLINE unsigned class_of_long(const struct chunk *c, const struct cell *cell,
			      const struct sift_map *map,
			      enum seeds_wide wide, struct engine engine)
{
	uint32_t at = map_at(cell), end = at + cell->length;
	const unsigned char *p = cell_text(c, cell);

	for (; at < end; at += LONGEST - OVERLAP, p += LONGEST - OVERLAP) {
		uint32_t length = end - at < LONGEST ? end - at : LONGEST;
		uint64_t own = ~0ULL >> (64 - length);
		struct brief brief = brief_at(map, at);

		brief.digits &= own;
		if (are_dense(brief.digits, brief.joins) ||
		    (brief.others & own &&
		     class_of_others(p, own, brief.digits, wide, engine)))
			return SIFT_SEEDS;
	}
	return 0;
}

/* One by itself: very long, running text, which is never a value as a whole,
 * or anything else. */
INLINE unsigned class_of_cell(const struct chunk *c, const struct cell *cell,
			      const struct sift_map *map,
			      const struct sift_rule *rule,
			      struct engine engine)
{
	const unsigned char *p = cell_text(c, cell);
	bool prose = c->prose || cell->flags & CELL_PIECE;
	const struct sift_rule own = { .plain = prose ? ~0ULL : rule->plain,
				       .wide = rule->wide };
	struct brief brief;
	unsigned class;

	if (cell->length < SHORTEST)
		return 0;
	if (cell->length > LONGEST)
		return prose ? SIFT_SEEDS
			     : class_of_long(c, cell, map, rule->wide, engine);
	engine.brief(p, rule->wide, &brief);
	class = class_of(p, cell->length, &brief, &own, engine);
	return prose && class ? SIFT_SEEDS : class;
}

INLINE void add_class(struct sifted_column *column, uint32_t row,
		      unsigned class)
{
	column->plain |= (uint64_t)(class == SIFT_PLAIN) << row;
	column->address |= (uint64_t)(class == SIFT_ADDRESS) << row;
	column->seeds |= (uint64_t)(class == SIFT_SEEDS) << row;
}

/* The scalar twin of the engines' own. */
INLINE void tell_each(const struct chunk *c, const uint32_t *starts,
		      uint32_t column, const struct sift_map *map,
		      uint64_t plain, struct told *told)
{
	*told = (struct told){ 0 };
	for (unsigned i = 0; i < TOLD; i++) {
		const struct cell *cell = &c->cells[starts[i] + column];
		uint64_t own;
		struct brief brief;
		unsigned bit = 1U << i;

		if (starts[i] + column >= starts[i + 1])
			continue;
		if (cell->flags & CELL_PIECE || cell->length > LONGEST)
			told->odd |= bit;
		if (told->odd & bit || cell->length < SHORTEST)
			continue;
		own = ~0ULL >> (64 - cell->length);
		brief = brief_at(map, map_at(cell));
		brief.digits &= own;
		if (brief.digits == own ||
		    (cell->length == 18 && brief.digits == own >> 1 &&
		     cell_text(c, cell)[17] == 'X'))
			told->plain |= plain >> (cell->length - 1) & 1 ? bit
								       : 0;
		else if (are_dense(brief.digits, brief.joins))
			told->seeds |= bit;
		else if (brief.others & own && !((brief.others ^ brief.ats) &
						 own))
			told->address |= bit;
		else if (brief.others & own)
			told->others |= bit;
	}
}

/* Which of at most 64 cells end a row. */
typedef uint64_t ends_fn(const struct cell *, uint32_t count);

INLINE uint64_t ends_each(const struct cell *cells, uint32_t count)
{
	uint64_t ends = 0;

	for (uint32_t i = 0; i < count; i++)
		ends |= (uint64_t)((cells[i].flags & CELL_ROW_END) != 0) << i;
	return ends;
}

INLINE void add_row(struct sifted *out, uint32_t begin, uint32_t end)
{
	out->starts[out->begun++] = begin;
	if (end - begin > out->width)
		out->width = end - begin;
}

/* Finds out which rows one call goes through, and where they begin. */
INLINE void find_rows(const struct chunk *c, uint32_t from,
		      struct sifted *out, ends_fn *find_ends)
{
	uint32_t end = c->cell_count, begin = from, at, i;

	out->begun = out->width = 0;
	if (end - from > SIFT_CELLS)
		end = from + SIFT_CELLS;
	for (at = from; at < end && out->begun < SIFT_ROWS; at += 64) {
		uint32_t count = end - at < 64 ? end - at : 64;
		uint64_t ends = find_ends(c->cells + at, count);

		for (; ends && out->begun < SIFT_ROWS; ends &= ends - 1) {
			uint32_t next = at + 1 +
					(uint32_t)__builtin_ctzll(ends);

			add_row(out, begin, next);
			begin = next;
		}
	}
	out->rows = out->begun;
	if (!out->rows || (end == c->cell_count && begin < end &&
			   out->rows < SIFT_ROWS)) {
		add_row(out, begin, end);
		begin = end;
	}
	out->end = begin;
	for (i = out->begun; i < out->begun + TOLD; i++)
		out->starts[i] = begin;
}

/* One in which digits make no seed. */
INLINE void add_others(const struct sift_rule *rule, const struct chunk *c,
		       const struct sift_map *map, const struct cell *cell,
		       struct sifted_column *column, uint32_t row,
		       struct engine engine)
{
	uint64_t own = ~0ULL >> (64 - cell->length);
	uint64_t digits = marks_from(map->digits, map_at(cell)) & own;

	add_class(column, row, class_of_others(cell_text(c, cell), own,
					       digits, rule->wide, engine));
}

/* Of TOLD rows, their cells of one column. */
INLINE void sift_column(const struct sift_rule *rule, const struct chunk *c,
			const struct sift_map *map, uint32_t row,
			uint32_t at, struct sifted *out, struct engine engine,
			tell_fn *tell)
{
	struct sifted_column *column = &out->columns[at];
	struct told told;
	unsigned some;

	tell(c, out->starts + row, at, map, rule->plain, &told);
	column->plain |= (uint64_t)told.plain << row;
	column->seeds |= (uint64_t)told.seeds << row;
	column->address |= (uint64_t)told.address << row;
	for (some = told.others; some; some &= some - 1) {
		unsigned i = (unsigned)__builtin_ctz(some);

		add_others(rule, c, map,
			   &c->cells[out->starts[row + i] + at], column,
			   row + i, engine);
	}
	for (some = told.odd; some; some &= some - 1) {
		unsigned i = (unsigned)__builtin_ctz(some);

		add_class(column, row + i,
			  class_of_cell(c, &c->cells[out->starts[row + i] + at],
					map, rule, engine));
	}
}

/* Where no cell is a value as a whole. */
INLINE void sift_prose(const struct sift_rule *rule, const struct chunk *c,
		       const struct sift_map *map, struct sifted *out,
		       struct engine engine)
{
	for (uint32_t row = 0; row < out->begun; row++)
		for (uint32_t i = out->starts[row]; i < out->starts[row + 1];
		     i++)
			add_class(&out->columns[i - out->starts[row]], row,
				  class_of_cell(c, &c->cells[i], map, rule,
						engine));
}

static inline bool may_hold(const unsigned char *text, const struct cell *cell)
{
	return cell_may_hold(text, cell->length) ||
	       (cell->flags & CELL_NUMBER &&
		cell_may_be_serial(text, cell->length));
}

/* Adds those of the rows that are tried as a whole. */
static inline void add_whole(const struct chunk *c, uint64_t row,
			     uint64_t step, struct sifted *out)
{
	for (row = -row & step; row < out->begun; row += step + 1) {
		uint32_t begin = out->starts[row];

		for (uint32_t i = begin; i < out->starts[row + 1]; i++) {
			const struct cell *cell = &c->cells[i];

			if (cell->length && cell->field != FIELD_NONE &&
			    !(cell->flags & CELL_PIECE) &&
			    may_hold(cell_text(c, cell), cell))
				out->columns[i - begin].whole |= 1ULL << row;
		}
	}
}

static inline void list_others(struct sifted *out)
{
	out->others = 0;
	for (uint32_t i = 0; i < out->width; i++) {
		const struct sifted_column *column = &out->columns[i];

		if (column->address | column->seeds | column->whole)
			out->other[out->others++] = (uint16_t)i;
	}
}

INLINE void sift_loop(const struct sift_rule *given, const struct chunk *c,
		      const struct sift_map *map, uint32_t from, uint64_t row,
		      struct sifted *out, struct engine engine, tell_fn *tell,
		      ends_fn *find_ends)
{
	const struct sift_rule rule = *given;

	find_rows(c, from, out, find_ends);
	memset(out->columns, 0, out->width * sizeof(out->columns[0]));
	if (c->prose) {
		sift_prose(&rule, c, map, out, engine);
	} else {
		for (uint32_t r = 0; r < out->begun; r += TOLD)
			for (uint32_t i = 0; i < out->width; i++)
				sift_column(&rule, c, map, r, i, out, engine,
					    tell);
		add_whole(c, row, rule.step, out);
	}
	list_others(out);
}

#endif
