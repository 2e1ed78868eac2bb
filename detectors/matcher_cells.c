/*
 * Cells of a chunk. Sifted first (sift.h), so that only those are met here
 * that may hold something: plain numbers and addresses column by column, the
 * others as they stand in their rows.
 */
#include "detectors/matcher_inside.h"

#include <string.h>

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
	struct secret text = { stretch->text + cell->offset, cell->length };
	struct match *match = &m->matches[m->count];
	bool found;

	if (m->opened)
		return run_cell(m, cell, stretch);
	if (matcher_full(m))
		return false;
	found = judge_plain_address(&m->judge, text, match);
	match->offset = cell->offset;
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
static bool take(struct matcher *m, const struct cell *cell,
		 const struct sifted_column *column, uint64_t bit)
{
	const struct chunk *c = m->chunk;
	struct stretch stretch = stretch_of(c, cell->offset,
					    cell->offset + cell->length);
	bool ok = true;

	if (cell->flags & CELL_SIDE)
		stretch.text = stretch.raw = c->side;
	if (column->whole & bit)
		ok = run_whole(m, cell, &stretch);
	if (ok && column->address & bit)
		ok = run_address(m, cell, &stretch);
	else if (ok && column->seeds & bit)
		ok = run_cell(m, cell, &stretch);
	if (ok)
		m->whole = m->opened = false;
	return ok;
}

/* Those of a row that are not plain. False: full. */
static bool take_row(struct matcher *m)
{
	const struct sifted *sifted = &m->sifted;
	uint64_t bit = 1ULL << m->row;

	for (; m->other < sifted->others; m->other++) {
		uint32_t at = sifted->other[m->other];
		const struct sifted_column *column = &sifted->columns[at];

		if ((column->whole | column->address | column->seeds) & bit &&
		    !take(m, &m->chunk->cells[sifted->starts[m->row] + at],
			  column, bit))
			return false;
	}
	m->other = 0;
	return true;
}

static void take_rows(struct matcher *m)
{
	for (; m->row < m->sifted.begun; m->row++) {
		if (!(m->pending >> m->row & 1))
			continue;
		if (m->other == 0 && m->count > MATCHES - MATCHES_OF_ROW)
			return;
		m->rows = m->sifted_row + m->row;
		if (!take_row(m))
			return;
	}
	m->rows = m->sifted_row + m->sifted.rows;
}

/* The addresses of a column, and which of them are usual. */
static void gather_addresses(struct matcher *m, uint32_t column,
			     struct usual *usual)
{
	unsigned kind = (unsigned)__builtin_ctzll(m->judge.address_kinds);
	uint64_t rows = m->sifted.columns[column].address;
	struct plain *plains = &m->plains[m->plain_count];
	const struct detector *d = detectors[kind];
	const struct column cells = column_of(m, column);
	struct texts *t = &m->texts;
	struct evidence e = { 0 };
	unsigned count = 0;

	for (; rows; rows &= rows - 1, count++) {
		plains[count] = column_plain(&cells,
					     (unsigned)__builtin_ctzll(rows));
		t->text[count] = plains[count].value;
	}
	t->count = count;
	memset(t->sure, d->usual_texts ? 0xFF : 0, sizeof(t->sure));
	if (d->usual_texts) {
		texts_mark(t);
		d->usual_texts(t, &e);
	}
	usual_begin(usual, kind, &e, 0);
}

/* The addresses of a column that may hold no other text, up to the first that
 * takes a longer look. */
static void take_addresses(struct matcher *m, uint32_t column)
{
	struct sifted_column *sifted = &m->sifted.columns[column];
	const struct plain *plains = &m->plains[m->plain_count];
	struct usual usual;
	struct match match;
	unsigned i, some;

	if (!sifted->address || sifted->whole | sifted->seeds)
		return;
	gather_addresses(m, column, &usual);
	for (i = 0; i < m->texts.count; i += some) {
		some = usual_from(plains, m->texts.sure, m->texts.count, i);
		if (some) {
			usual_add(&usual, m, plains + i, some);
			continue;
		}
		some = 1;
		if (!judge_plain_address(&m->judge, plains[i].value, &match))
			break;
		matcher_put_plain(m, &match, plains[i].cell, plains[i].row);
		usual.run = NULL;
	}
	for (; i; i--)
		sifted->address &= sifted->address - 1;
}

/* What is to be dealt with row by row. */
static void list_pending(struct matcher *m)
{
	struct sifted *sifted = &m->sifted;
	uint32_t count = 0;

	m->row = m->other = 0;
	m->pending = 0;
	for (uint32_t i = 0; i < sifted->others; i++) {
		const struct sifted_column *column;
		uint64_t rows;

		take_addresses(m, sifted->other[i]);
		column = &sifted->columns[sifted->other[i]];
		rows = column->whole | column->address | column->seeds;
		m->pending |= rows;
		if (rows)
			sifted->other[count++] = sifted->other[i];
	}
	sifted->others = count;
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
	if (c->units != UNITS_BYTES) {
		matcher_raw(m, c->cells[m->next].place);
		m->raw_sifted = m->raw_at;
	}
	m->next = m->sifted.end;
	list_pending(m);
}

static void take_columns(struct matcher *m, uint64_t rows)
{
	for (uint32_t i = 0; i < m->sifted.width; i++) {
		struct sifted_column *column = &m->sifted.columns[i];
		uint64_t those = column->plain & rows;

		if (those) {
			column->plain &= ~those;
			matcher_numbers(m, i, those);
		}
	}
}

/* For plain numbers and addresses there is always room. */
void matcher_cells(struct matcher *m)
{
	while (!m->count) {
		uint64_t last;

		if (m->row == m->sifted.begun) {
			if (m->next == m->chunk->cell_count)
				return;
			sift_on(m);
		}
		take_rows(m);
		last = m->rows - m->sifted_row;
		if (last >= SIFT_ROWS)
			last = SIFT_ROWS - 1;
		take_columns(m, (2ULL << last) - 1);
	}
}
