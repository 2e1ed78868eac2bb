/*
 * Cells of a chunk. Sifted first (sift.h), so that only those are met here
 * that may hold something: plain numbers column by column, the others as they
 * stand in their rows.
 */
#include "detectors/matcher_inside.h"

/* A cell as one value first, then as running text. False: matches full. */
static bool run_cell(struct matcher *m, const struct cell *cell,
		     const struct stretch *stretch)
{
	bool settled = false;
	size_t found = 0;

	if (!m->opened) {
		if (matcher_full(m))
			return false;
		m->opened = true;
		pass_begin(&m->pass, stretch->text, cell->offset,
			   cell->offset);
		if (!(cell->flags & CELL_PIECE) && !m->chunk->prose)
			found = judge_cell(&m->judge, stretch,
					   &m->matches[m->count], &settled);
		matcher_place(m, found, cell);
		if (settled)
			m->pass.done = stretch->high;
	}
	return matcher_run(m, stretch, stretch->high, cell);
}

/* One that holds an @ and nothing else: mostly an address. */
static bool run_address(struct matcher *m, const struct cell *cell,
			const struct stretch *stretch)
{
	size_t found;

	if (m->opened)
		return run_cell(m, cell, stretch);
	if (matcher_full(m))
		return false;
	found = judge_plain_address(&m->judge, stretch->text, cell->offset,
				    cell->length, &m->matches[m->count]);
	matcher_place(m, found, cell);
	return found || run_cell(m, cell, stretch);
}

/* As a name, an address or the like. False: full. */
static bool run_whole(struct matcher *m, const struct cell *cell,
		      const struct stretch *stretch)
{
	if (m->whole)
		return true;
	if (matcher_full(m))
		return false;
	m->whole = true;
	matcher_place(m, cell_judge(&m->judge, stretch,
				    &m->matches[m->count]), cell);
	return true;
}

/* False: full; it goes on with this cell then. */
static bool take(struct matcher *m, const struct sifted_cell *sifted)
{
	const struct chunk *c = m->chunk;
	const struct cell *cell = &c->cells[sifted->cell];
	struct stretch stretch = stretch_of(c, cell->offset,
					    cell->offset + cell->length);
	bool ok = true;

	if (cell->flags & CELL_SIDE)
		stretch.text = stretch.raw = c->side;
	if (sifted->class & SIFT_WHOLE)
		ok = run_whole(m, cell, &stretch);
	if (ok && sifted->class & SIFT_ADDRESS)
		ok = run_address(m, cell, &stretch);
	else if (ok && sifted->class & SIFT_SEEDS)
		ok = run_cell(m, cell, &stretch);
	if (ok)
		m->whole = m->opened = false;
	return ok;
}

/* Those that are not plain. False: full. */
static bool take_others(struct matcher *m)
{
	const struct sifted *sifted = &m->sifted;

	for (; m->sifted_at < sifted->count; m->sifted_at++) {
		const struct sifted_cell *cell = &sifted->at[m->sifted_at];
		uint64_t row = m->sifted_row + cell->row;

		if (row != m->rows && m->count > MATCHES - MATCHES_OF_ROW)
			return false;
		m->rows = row;
		if (!take(m, cell))
			return false;
	}
	m->rows = m->sifted_row + sifted->rows;
	return true;
}

/* The match of a plain cell; false when it is none. */
static bool judge_plain(struct matcher *m, const struct sifted_plain *plain,
			struct match *match)
{
	const struct chunk *c = m->chunk;
	const struct cell *cell = &c->cells[plain->cell];
	bool beside = cell->flags & CELL_SIDE;
	uint32_t at = beside ? cell->place : cell->offset;
	uint16_t length = (uint16_t)cell->length;
	struct candidate *candidate = &m->plain;
	struct claim *claim = &m->claim;

	candidate->text = (beside ? c->side : c->text) + cell->offset;
	candidate->length = length;
	candidate->digits = length - (candidate->text[length - 1] == 'X');
	candidate->groups[0] = (uint8_t)length;
	claim_ask(&m->judge, candidate, m->judge.digit_kinds[length], claim);
	if (claim->detector < 0)
		return false;
	claim_write(&m->judge, claim, candidate, at, true, match);
	match->offset = matcher_raw(m, at);
	match->line = matcher_line(m, at, cell);
	match->row = m->chunk->row + m->sifted_row + plain->row;
	match->field = cell->field;
	return true;
}

/* Those of a column up to a row. */
static void take_column(struct matcher *m, struct sifted_column *column,
			uint32_t last)
{
	const struct sifted_plain *plain;

	for (; column->count; column->count--) {
		plain = &m->sifted.plain[column->first];
		if (plain->row > last)
			return;
		m->count += judge_plain(m, plain, &m->matches[m->count]);
		column->first = plain->next;
	}
}

/* Goes on to the rows behind those that were sifted. */
static void sift_on(struct matcher *m)
{
	const struct chunk *c = m->chunk;

	m->sifted_row += m->sifted.rows;
	m->rows = m->sifted_row;
	if (!m->next)
		sift_map(m->engine, m->rule.wide, c, &m->map);
	sift(m->engine, &m->rule, c, &m->map, m->next, c->row + m->rows,
	     &m->sifted);
	m->sifted_at = 0;
	if (c->units != UNITS_BYTES) {
		matcher_raw(m, c->cells[m->next].place);
		m->raw_sifted = m->raw_at;
	}
	m->next = m->sifted.end;
}

/* For the plain ones of the rows there is always room. */
void matcher_cells(struct matcher *m)
{
	while (!m->count) {
		if (m->sifted_at == m->sifted.count) {
			if (m->next == m->chunk->cell_count)
				return;
			sift_on(m);
		}
		take_others(m);
		for (unsigned i = 0; i <= SIFT_COLUMNS; i++)
			take_column(m, &m->sifted.columns[i],
				    (uint32_t)(m->rows - m->sifted_row));
	}
}
