/*
 * Sifting by bit masks: digits and what else could lead to a seed are marked
 * in all of the chunk, and a cell of usual length is told by its part of the
 * marks. One loop, inlined around the classifiers of each engine, like that of
 * the seeds.
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

INLINE void map_loop(const struct chunk *c, enum seeds_wide wide,
		     struct sift_map *map, struct engine engine)
{
	struct brief b;

	for (uint32_t i = c->begin / 64; i <= c->length / 64; i++) {
		if (wide == SEEDS_WIDE_UTF8)
			engine.brief(c->text + i * 64, SEEDS_WIDE_UTF8, &b);
		else
			engine.brief(c->text + i * 64, SEEDS_WIDE_NONE, &b);
		map->digits[i] = b.digits;
		map->joins[i] = b.joins;
		map->others[i] = b.others;
	}
}

/* No value is shorter: the least are addresses like a@b.cn. */
#define SHORTEST 6
#define LONGEST 57 /* told by marks_from() */

/* Digits that may be seeds, by themselves or with what goes on behind them. */
INLINE bool are_dense(uint64_t digits, uint64_t joins)
{
	uint64_t run3 = digits & digits << 1 & digits << 2;
	uint64_t run6 = run3 & run3 << 3;

	return (run6 & run6 << 5) | (run3 & run3 << 4 & joins << 3) |
	       (run6 << 1 & joins);
}

/* A text that holds an @, or what full-width forms and invisible marks begin
 * with. */
INLINE unsigned class_of_others(const unsigned char *p, uint64_t own,
				uint64_t digits, enum seeds_wide wide,
				struct engine engine)
{
	struct before none = { 0 };
	struct common c;

	engine.classify(p, &c);
	c.digit = digits;
	c.high &= own;
	if (c.high && high_seeds(p, wide, &c, &none, engine.equal) & own)
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
			       marks_from(map->others, at) };
}

#define OVERLAP 11 /* no group of digits that is a seed is longer */

/* A longer text, window by window. */
INLINE unsigned class_of_long(const struct chunk *c, const struct cell *cell,
			      const struct sift_map *map,
			      enum seeds_wide wide, struct engine engine)
{
	uint32_t at = cell->offset, end = at + cell->length;

	for (; at < end; at += LONGEST - OVERLAP) {
		uint32_t length = end - at < LONGEST ? end - at : LONGEST;
		uint64_t own = ~0ULL >> (64 - length);
		struct brief brief = brief_at(map, at);

		brief.digits &= own;
		if (are_dense(brief.digits, brief.joins) ||
		    (brief.others & own &&
		     class_of_others(c->text + at, own, brief.digits, wide,
				     engine)))
			return SIFT_SEEDS;
	}
	return 0;
}

INLINE unsigned class_in_text(const struct chunk *c, const struct cell *cell,
			      const struct sift_map *map,
			      const struct sift_rule *rule,
			      struct engine engine)
{
	struct brief brief;

	if (cell->length > LONGEST)
		return class_of_long(c, cell, map, rule->wide, engine);
	if (cell->length < SHORTEST)
		return 0;
	brief = brief_at(map, cell->offset);
	return class_of(c->text + cell->offset, cell->length, &brief, rule,
			engine);
}

INLINE unsigned class_beside(const unsigned char *p, uint32_t length,
			     const struct sift_rule *rule,
			     struct engine engine)
{
	struct brief brief;

	if (length > LONGEST)
		return SIFT_SEEDS;
	if (length < SHORTEST)
		return 0;
	engine.brief(p, rule->wide, &brief);
	return class_of(p, length, &brief, rule, engine);
}

/* A cell beside the text, or one of running text, which is never a value as a
 * whole, or one of a row that is tried for SIFT_WHOLE. */
INLINE unsigned class_of_odd(const struct chunk *c, const struct cell *cell,
			     const struct sift_rule *rule, bool tried,
			     struct engine engine)
{
	const unsigned char *p = cell->offset +
				 (cell->flags & CELL_SIDE ? c->side : c->text);
	bool prose = c->prose || cell->flags & CELL_PIECE;
	const struct sift_rule own = { .plain = prose ? ~0ULL : rule->plain,
				       .wide = rule->wide };
	unsigned class = class_beside(p, cell->length, &own, engine);

	if (prose)
		return class ? SIFT_SEEDS : 0;
	if (tried && cell->length && cell->field != FIELD_NONE &&
	    cell_may_hold(p, cell->length))
		class |= SIFT_WHOLE;
	return class;
}

INLINE void add_plain(struct sifted *out, const struct cell *cell,
		      uint32_t at, uint32_t row)
{
	struct sifted_column *column =
		&out->columns[cell->field % SIFT_COLUMNS];
	uint32_t n = out->plain_count++;

	if (column->count && column->field != cell->field)
		column = &out->columns[SIFT_COLUMNS];
	if (column->count++)
		out->plain[column->last].next = (uint16_t)n;
	else
		column->first = (uint16_t)n;
	column->field = cell->field;
	column->last = (uint16_t)n;
	out->plain[n].cell = at;
	out->plain[n].row = (uint16_t)row;
}

/* Where the cells end that one call goes through: mostly with a row. */
INLINE uint32_t sift_end(const struct chunk *c, uint32_t from)
{
	uint32_t end = c->cell_count;

	if (end - from <= SIFT_CELLS)
		return end;
	end = from + SIFT_CELLS;
	while (end > from && !(c->cells[end - 1].flags & CELL_ROW_END))
		end--;
	return end > from ? end : from + SIFT_CELLS;
}

INLINE void sift_loop(const struct sift_rule *given, const struct chunk *c,
		      const struct sift_map *map, uint32_t from, uint64_t row,
		      struct sifted *out, struct engine engine)
{
	uint32_t end = sift_end(c, from), count = 0, rows = 0, i;
	const struct sift_rule rule = *given;
	bool prose = c->prose, odd = prose || !(row & rule.step);

	out->plain_count = 0;
	memset(out->columns, 0, sizeof(out->columns));
	for (i = from; i < end; i++) {
		const struct cell *cell = &c->cells[i];
		unsigned flags = cell->flags, class;

		if (odd || flags & (CELL_SIDE | CELL_PIECE))
			class = class_of_odd(c, cell, &rule, odd, engine);
		else
			class = class_in_text(c, cell, map, &rule, engine);
		if (class & SIFT_PLAIN)
			add_plain(out, cell, i, rows);
		if (class & ~(unsigned)SIFT_PLAIN)
			out->at[count++] = (struct sifted_cell){
				i, (uint16_t)rows,
				(uint16_t)(class & ~(unsigned)SIFT_PLAIN) };
		if (flags & CELL_ROW_END)
			odd = prose || !((row + ++rows) & rule.step);
	}
	out->end = end;
	out->rows = rows;
	out->count = count;
}

#endif
