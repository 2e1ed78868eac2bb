/*
 * The matcher. See matcher.h. Here the chunk is walked, in prose by slices
 * and in tables by cells, and found values get their place; what a value is
 * is decided in judge.c.
 */
#include "detectors/matcher.h"

#include <stdlib.h>
#include <string.h>

#include "detectors/cell.h"
#include "scanner/base/marks.h"

#define MATCHES 256 /* handed over at a time: they stay in the first cache */
#define SEED_REACH 512 /* from a value's begin to its seed, at most */
#define MATCHES_OF_SEED 16 /* that one cluster can give at most */

_Static_assert(CHUNK_PAD >= SEEDS_PAD, "seeds are sought up to the end");

struct matcher {
	struct judge judge;
	enum seeds_engine engine;
	enum seeds_wide wide;
	const struct chunk *chunk;
	struct pass {
		const unsigned char *text;
		uint32_t low;   /* nothing before it may be looked at */
		uint32_t known; /* seeds are found up to here */
		uint32_t next;  /* of seeds.at[] */
		struct seeds seeds;
	} block, side;       /* over the chunk's text; over a side cell */
	uint32_t done;       /* seeds before this offset are dealt with */
	uint32_t taken;      /* where the last value ended */
	uint32_t cell;       /* the cell that is being dealt with ... */
	bool opened;         /* ... has been tried as a number */
	uint32_t whole;      /* cells before it have been tried as a whole */
	uint32_t step;       /* of rows whose cells are, less one */
	bool stepped;        /* this row is one of them */
	uint64_t rows, lines;
	uint32_t line_at;    /* lines counted up to this offset, */
	uint32_t line_end;   /* and none ends before this one */
	uint32_t map_at;     /* raw offset known at this offset ... */
	uint64_t map_raw;    /* ... and it is this */
	size_t count;
	struct match matches[MATCHES];
};

struct matcher *matcher_new(int today, enum seeds_engine engine)
{
	struct matcher *m = calloc(1, sizeof(*m));

	if (!m)
		return NULL;
	m->engine = engine == SEEDS_BEST ? seeds_best() : engine;
	judge_init(&m->judge, today);
	return m;
}

void matcher_free(struct matcher *m)
{
	free(m);
}

static enum seeds_wide wide_of(uint8_t charset)
{
	switch (charset) {
	case CHARSET_ASCII:
	case CHARSET_UTF8:
		return SEEDS_WIDE_UTF8;
	case CHARSET_GB18030:
		return SEEDS_WIDE_GB;
	case CHARSET_BIG5:
		return SEEDS_WIDE_BIG5;
	default:
		return SEEDS_WIDE_NONE;
	}
}

static void pass_begin(struct pass *pass, const unsigned char *text,
		       uint32_t low, uint32_t at)
{
	pass->text = text;
	pass->low = low;
	pass->known = at;
	pass->next = pass->seeds.count = 0;
}

/* Whether its cells are tried as a whole. */
static inline void begin_row(struct matcher *m)
{
	m->stepped = !((m->chunk->row + m->rows) & m->step);
}

void matcher_begin(struct matcher *m, const struct chunk *chunk)
{
	m->chunk = chunk;
	m->wide = wide_of(chunk->charset);
	pass_begin(&m->block, chunk->text, 0, chunk->begin);
	m->done = m->taken = 0;
	m->line_at = m->line_end = chunk->begin;
	m->cell = m->whole = 0;
	m->step = chunk->origin < CELL_BYTES ? 0 : CELL_STEP - 1;
	m->opened = false;
	m->rows = m->lines = 0;
	begin_row(m);
	m->map_at = 0;
	m->map_raw = chunk->origin;
}

uint64_t matcher_rows(const struct matcher *m)
{
	return m->rows;
}

uint64_t matcher_lines(const struct matcher *m)
{
	return m->lines;
}

/* Raw bytes that a character of UTF-8 stood for. */
static unsigned raw_units(uint8_t units, unsigned char lead)
{
	if ((lead & 0xC0) == 0x80)
		return 0;
	return units == UNITS_UTF32 || lead >= 0xF0 ? 4 : 2;
}

/* The raw offset of text[at] in converted or composed text. Asked in ascending
 * order, so that it is counted once. */
static uint64_t raw_offset(struct matcher *m, uint32_t at)
{
	const struct chunk *c = m->chunk;

	if (c->units >= UNITS_NONE)
		return c->origin;
	if (at < m->map_at) {
		m->map_at = 0;
		m->map_raw = c->origin;
	}
	for (; m->map_at < at; m->map_at++)
		m->map_raw += raw_units(c->units, c->text[m->map_at]);
	return m->map_raw;
}

/* Line ends between the chunk's begin and `at`; asked in ascending order,
 * mostly for more than one value of a line. */
static uint64_t lines_before(struct matcher *m, uint32_t at)
{
	const unsigned char *text = m->chunk->text, *end;
	uint32_t length = m->chunk->length;

	if (at <= m->line_end)
		return m->lines;
	m->lines += marks_count(text, m->line_at, at, '\n');
	end = memchr(text + at, '\n', length - at);
	m->line_at = at;
	m->line_end = end ? (uint32_t)(end - text) : length;
	return m->lines;
}

static inline uint64_t line_of(struct matcher *m, uint32_t at,
			       const struct cell *cell)
{
	const struct chunk *c = m->chunk;

	if (c->units == UNITS_NONE)
		return UINT64_MAX;
	if (c->units == UNITS_LINES)
		return cell ? cell->place : c->line;
	return c->line + lines_before(m, at);
}

/* Matches that the judge just wrote, without place, get theirs. */
static inline void place(struct matcher *m, size_t found,
			 const struct cell *cell)
{
	const struct chunk *c = m->chunk;

	for (; found; found--) {
		struct match *match = &m->matches[m->count++];
		uint32_t at = (uint32_t)match->offset;

		match->row = c->row + m->rows;
		match->field = cell ? cell->field : FIELD_NONE;
		if (cell && cell->flags & CELL_SIDE)
			at = cell->place;
		match->line = line_of(m, at, cell);
		match->offset = c->units == UNITS_BYTES ? c->origin + at
							: raw_offset(m, at);
	}
}

static bool full(const struct matcher *m)
{
	return m->count > MATCHES - MATCHES_OF_SEED ||
	       judge_full(&m->judge);
}

static void find_seeds(struct matcher *m, struct pass *pass, uint32_t end)
{
	while (pass->next == pass->seeds.count) {
		uint32_t begin = pass->known;

		if (begin >= end)
			return;
		if (!m->chunk->cell_count && m->chunk->units < UNITS_NONE &&
		    begin > SEED_REACH) /* while they are at hand */
			lines_before(m, begin - SEED_REACH);
		pass->known = end - begin > SEEDS_SLICE ? begin + SEEDS_SLICE
							: end;
		seeds_find(m->engine, m->wide, pass->text, pass->low, begin,
			   pass->known, &pass->seeds);
		pass->next = 0;
	}
}

/* The next seed before `end`, or UINT32_MAX. Finds seeds as it goes. */
static inline uint32_t next_seed(struct matcher *m, struct pass *pass,
				 uint32_t end)
{
	if (pass->next == pass->seeds.count)
		find_seeds(m, pass, end);
	return pass->next < pass->seeds.count &&
			       pass->seeds.at[pass->next] < end
		       ? pass->seeds.at[pass->next]
		       : UINT32_MAX;
}

/* Deals with the seeds before `end` as with running text; values may begin
 * in the chunk's own part only. Returns false when it had to stop because the
 * matches are full. */
static bool run_seeds(struct matcher *m, struct pass *pass,
		      const struct stretch *stretch, uint32_t end,
		      uint32_t known, const struct cell *cell)
{
	bool own = !cell || cell->flags & CELL_PIECE;
	struct span span = { .begin = own ? m->chunk->begin : 0,
			     .end = own ? m->chunk->end : end };
	uint32_t at;

	while ((at = next_seed(m, pass, known)) < end) {
		size_t found;

		if (full(m))
			return false;
		pass->next++;
		if (at < m->done)
			continue;
		span.floor = m->done;
		span.taken = m->taken;
		found = judge_prose(&m->judge, stretch, at, &span,
				    &m->matches[m->count], MATCHES_OF_SEED,
				    &m->done);
		if (found)
			m->taken = m->done;
		place(m, found, cell);
	}
	return true;
}

static struct stretch stretch_of(const struct chunk *c, uint32_t low,
				 uint32_t high)
{
	return (struct stretch){ c->text, c->has_raw ? c->raw : c->text, low,
				 high, (enum charset)c->charset };
}

/* Running text: the chunk's own part, with context on both sides. */
static void run_prose(struct matcher *m)
{
	const struct chunk *c = m->chunk;
	struct stretch stretch = stretch_of(c, 0, c->length);
	/* The seed of a value may lie behind the end, its begin before. */
	uint32_t end = c->length - c->end > SEED_REACH ? c->end + SEED_REACH
						       : c->length;

	run_seeds(m, &m->block, &stretch, end, end, NULL);
}

/* A cell as one value first, then as running text. False: matches full. */
static bool run_cell(struct matcher *m, const struct cell *cell)
{
	const struct chunk *c = m->chunk;
	uint32_t end = cell->offset + cell->length;
	bool beside = cell->flags & CELL_SIDE;
	struct pass *pass = beside ? &m->side : &m->block;
	struct stretch stretch = stretch_of(c, cell->offset, end);

	if (beside)
		stretch.text = stretch.raw = c->side;
	if (!m->opened) {
		bool settled = false;
		size_t found = 0;

		if (full(m))
			return false;
		m->opened = true;
		m->done = m->taken = cell->offset;
		if (beside)
			pass_begin(pass, c->side, cell->offset, cell->offset);
		if (!(cell->flags & CELL_PIECE) && !c->prose)
			found = judge_cell(&m->judge, &stretch,
					   &m->matches[m->count], &settled);
		place(m, found, cell);
		if (settled)
			m->done = end;
	}
	return run_seeds(m, pass, &stretch, end, beside ? end : c->length,
			 cell);
}

/* Sixteen characters, in the compiler's vectors. */
typedef unsigned char lanes __attribute__((vector_size(16), aligned(1)));

/* A cell beside the block without a digit or an @ in any form holds nothing.
 * Cheaper than to look for seeds in each of many small cells. */
static bool may_hold(const struct matcher *m, const struct cell *cell)
{
	const unsigned char *p = m->chunk->side + cell->offset;
	lanes found = { 0 };
	uint64_t halves[2];

	for (uint32_t i = 0; i < cell->length; i += sizeof(lanes)) {
		lanes v = *(const lanes *)(p + i); /* and a bit behind it */

		found |= (v - '0' < 10) | (v == '@') |
			 (v == (unsigned char)m->wide);
	}
	memcpy(halves, &found, sizeof(halves));
	return halves[0] | halves[1];
}

/* Goes on to the cell behind this one. */
static inline const struct cell *pass_cell(struct matcher *m,
					   const struct cell *cell)
{
	if (cell->flags & CELL_ROW_END) {
		m->rows++;
		begin_row(m);
	}
	return cell + 1;
}

/* A cell that may be a name, an address or the like, of a row that is tried
 * for them. */
static inline bool is_whole(const struct matcher *m, const struct cell *cell)
{
	const struct chunk *c = m->chunk;
	const unsigned char *text;

	if (!m->stepped)
		return false;
	text = cell->flags & CELL_SIDE ? c->side : c->text;
	return cell_may_hold(text + cell->offset, cell->length) &&
	       !(cell->flags & CELL_PIECE) && !c->prose &&
	       cell->field != FIELD_NONE && cell >= c->cells + m->whole;
}

/* Passes by the cells of the block that end before the next seed. */
static const struct cell *skip_cells(struct matcher *m,
				     const struct cell *cell,
				     const struct cell *end, uint32_t seed)
{
	while (cell < end && !(cell->flags & CELL_SIDE) &&
	       cell->offset + cell->length <= seed && !is_whole(m, cell))
		cell = pass_cell(m, cell);
	return cell;
}

/* The cell as a name, an address or the like. False: full. */
static bool take_whole(struct matcher *m, const struct cell *cell)
{
	const struct chunk *c = m->chunk;
	struct stretch stretch;

	if (!is_whole(m, cell))
		return true;
	if (full(m))
		return false;
	stretch = stretch_of(c, cell->offset, cell->offset + cell->length);
	if (cell->flags & CELL_SIDE)
		stretch.text = stretch.raw = c->side;
	place(m, cell_judge(&m->judge, &stretch, &m->matches[m->count]), cell);
	m->whole = (uint32_t)(cell - c->cells) + 1;
	return true;
}

/* The first seed of the block at or behind an offset. */
static uint32_t seed_from(struct matcher *m, uint32_t offset)
{
	uint32_t seed = next_seed(m, &m->block, m->chunk->length);

	while (seed < offset) {
		m->block.next++;
		seed = next_seed(m, &m->block, m->chunk->length);
	}
	return seed;
}

/* One cell that holds a seed, or lies beside the block. False: full. */
static bool take_cell(struct matcher *m, const struct cell *cell,
		      uint32_t seed)
{
	const struct chunk *c = m->chunk;
	size_t found;

	if (full(m))
		return false;
	if (cell->flags & (CELL_SIDE | CELL_PIECE) || c->prose)
		return run_cell(m, cell);
	if (c->text[seed] == '@' && !m->opened) { /* no value but addresses */
		if (judge_plain_address(&m->judge, c->text, cell->offset,
					cell->length, &m->matches[m->count])) {
			place(m, 1, cell);
			return true;
		}
		m->opened = true;
		m->done = m->taken = cell->offset;
		return run_cell(m, cell);
	}
	if (!judge_plain(&m->judge, c->text, cell->offset, cell->length,
			 &m->matches[m->count], &found))
		return run_cell(m, cell);
	place(m, found, cell);
	return true;
}

/* Seeds and cells in one order: a seed's field is its cell's. Most cells have
 * none, and cost a comparison; most that have one are plain. */
static void run_cells(struct matcher *m)
{
	const struct chunk *c = m->chunk;
	const struct cell *cell = c->cells + m->cell;
	const struct cell *end = c->cells + c->cell_count;

	for (;;) {
		bool beside = cell < end && cell->flags & CELL_SIDE;
		uint32_t seed = seed_from(m, beside || cell == end
						     ? 0
						     : cell->offset);

		cell = skip_cells(m, cell, end, seed);
		m->cell = (uint32_t)(cell - c->cells);
		if (cell == end || !take_whole(m, cell))
			return;
		beside = cell->flags & CELL_SIDE;
		if (!beside && seed < cell->offset)
			continue; /* a seed between cells */
		if (beside ? may_hold(m, cell)
			   : seed < cell->offset + cell->length) {
			if (!take_cell(m, cell, seed))
				return;
			m->opened = false;
		}
		cell = pass_cell(m, cell);
	}
}

size_t matcher_next(struct matcher *m, const struct match **matches)
{
	m->count = 0;
	judge_reset(&m->judge);
	if (m->chunk->cell_count)
		run_cells(m);
	else
		run_prose(m);
	if (!m->count && m->chunk->units < UNITS_NONE)
		lines_before(m, m->chunk->end);
	*matches = m->matches;
	return m->count;
}
