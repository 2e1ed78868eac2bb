/*
 * The matcher. See matcher.h. Here running text is walked by slices, and found
 * values get their place; cells are walked in matcher_cells.c, and what a value
 * is is decided by the judge.
 */
#include "detectors/matcher.h"

#include <stdlib.h>
#include <string.h>

#include "detectors/matcher_inside.h"
#include "scanner/base/marks.h"

#define SEED_REACH 512 /* from a value's begin to its seed, at most */

_Static_assert(CHUNK_PAD >= SEEDS_PAD, "seeds are sought up to the end");

struct matcher *matcher_new(int today, enum seeds_engine engine)
{
	struct matcher *m = calloc(1, sizeof(*m));

	if (!m)
		return NULL;
	m->engine = engine == SEEDS_BEST ? seeds_best() : engine;
	judge_init(&m->judge, today);
	m->numbers.today = today;
	m->numbers.engine = m->texts.engine = m->engine;
	for (unsigned n = 1; n <= TOKEN_TEXT; n++)
		m->rule.plain |= (uint64_t)(m->judge.digit_kinds[n] != 0)
				 << (n - 1);
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

void pass_begin(struct pass *pass, const unsigned char *text, uint32_t low,
		uint32_t at)
{
	pass->text = text;
	pass->low = low;
	pass->done = pass->taken = low;
	pass->known = at;
	pass->lines = 0;
	pass->next = pass->seeds.count = 0;
}

void matcher_begin(struct matcher *m, const struct chunk *chunk)
{
	m->chunk = chunk;
	m->rule.wide = wide_of(chunk->charset);
	m->rule.step = chunk->origin < CELL_BYTES ? 0 : CELL_STEP - 1;
	pass_begin(&m->pass, chunk->text, 0, chunk->begin);
	m->line_at = m->line_end = chunk->begin;
	m->next = m->row = m->other = 0;
	m->sifted.begun = m->sifted.rows = 0;
	m->whole = m->opened = false;
	m->rows = m->lines = m->sifted_row = 0;
	m->raw_at = m->raw_sifted = (struct raw_at){ 0, chunk->origin };
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

uint64_t matcher_raw(struct matcher *m, uint32_t at)
{
	const struct chunk *c = m->chunk;

	if (c->units == UNITS_BYTES)
		return c->origin + at;
	if (c->units >= UNITS_NONE)
		return c->origin;
	if (at < m->raw_at.at)
		m->raw_at = at < m->raw_sifted.at
				    ? (struct raw_at){ 0, c->origin }
				    : m->raw_sifted;
	for (; m->raw_at.at < at; m->raw_at.at++)
		m->raw_at.raw += raw_units(c->units, c->text[m->raw_at.at]);
	return m->raw_at.raw;
}

/* Line ends between the chunk's begin and `at`. Mostly asked for what stands
 * near to where it was asked for last, or in the same line. */
static uint64_t lines_before(struct matcher *m, uint32_t at)
{
	const unsigned char *text = m->chunk->text, *end;
	uint32_t length = m->chunk->length, from = m->line_at;
	uint64_t lines = m->lines;

	if (at >= from && at <= m->line_end)
		return lines;
	m->lines += at > from ? marks_count(text, from, at, '\n')
			      : -(uint64_t)marks_count(text, at, from, '\n');
	m->line_at = at;
	if (at < from && m->lines == lines) /* in that line as well */
		return lines;
	end = memchr(text + at, '\n', length - at);
	m->line_end = end ? (uint32_t)(end - text) : length;
	return m->lines;
}

uint64_t matcher_line(struct matcher *m, uint32_t at,
		      const struct cell *cell)
{
	const struct chunk *c = m->chunk;

	if (c->units == UNITS_NONE)
		return UINT64_MAX;
	if (c->units == UNITS_LINES)
		return cell ? cell->place : c->line;
	return c->line + lines_before(m, at);
}

void matcher_place(struct matcher *m, size_t found, const struct cell *cell)
{
	for (; found; found--) {
		struct match *match = &m->matches[m->count++];
		uint32_t at = (uint32_t)match->offset;

		match->row = m->chunk->row + m->rows;
		match->field = cell ? cell->field : FIELD_NONE;
		if (cell && cell->flags & CELL_SIDE)
			at = cell->place;
		match->line = matcher_line(m, at, cell);
		match->offset = matcher_raw(m, at);
		run_add(m->runs, &m->run_count, match);
	}
}

struct match_run *matcher_begin_run(struct matcher *m, const struct match *like)
{
	struct match_run *run = &m->runs[m->run_count++];
	const struct plain *next = &m->plains[m->plain_count];

	m->matches[m->count] = *like;
	*run = (struct match_run){ .like = &m->matches[m->count++],
			     .values = &next->value, .rows = &next->row,
			     .step = sizeof(*next) };
	return run;
}

void matcher_put_plain(struct matcher *m, struct match *match,
		       const struct cell *cell, uint64_t row)
{
	struct match_run *run = m->run_count ? &m->runs[m->run_count - 1]
					     : NULL;

	match->field = cell->field;
	if (!run || run_is_whole(run) || !match_is_like(run->like, match))
		run = matcher_begin_run(m, match);
	matcher_add_plain(m, run, match->value, cell, row);
}

void matcher_match(struct matcher *m, const struct match_run *run, size_t i,
		   struct match *out)
{
	const struct plain *plain;
	const struct cell *cell;
	uint32_t at;

	*out = run_is_whole(run) ? run->like[i] : *run->like;
	if (run_is_whole(run))
		return;
	plain = (const struct plain *)run->values + i;
	cell = plain->cell;
	at = cell->flags & CELL_SIDE ? cell->place : cell->offset;
	out->value = plain->value;
	out->row = plain->row;
	out->line = matcher_line(m, at, cell);
	out->offset = matcher_raw(m, at);
}

/* No value of the seeds from `at` on begins more than SEED_REACH before it:
 * lines are counted from there. */
static void skip_lines(struct matcher *m, uint32_t at)
{
	uint32_t begin = at > SEED_REACH ? at - SEED_REACH : 0;

	if (begin <= m->line_at)
		return;
	m->lines = m->pass.lines -
		   marks_count(m->chunk->text, begin, at, '\n');
	m->line_at = m->line_end = begin;
}

static void find_seeds(struct matcher *m, uint32_t end)
{
	struct pass *pass = &m->pass;

	while (pass->next == pass->seeds.count) {
		uint32_t begin = pass->known;

		if (begin >= end)
			return;
		if (!m->chunk->cell_count)
			skip_lines(m, begin);
		pass->known = end - begin > SEEDS_SLICE ? begin + SEEDS_SLICE
							: end;
		seeds_find(m->engine, m->rule.wide, pass->text, pass->low,
			   begin, pass->known, &pass->seeds);
		pass->lines += pass->seeds.lines;
		pass->next = 0;
	}
}

/* The next seed before `end`, or UINT32_MAX. Finds seeds as it goes. */
static inline uint32_t next_seed(struct matcher *m, uint32_t end)
{
	struct pass *pass = &m->pass;

	if (pass->next == pass->seeds.count)
		find_seeds(m, end);
	return pass->next < pass->seeds.count ? pass->seeds.at[pass->next]
					      : UINT32_MAX;
}

bool matcher_run(struct matcher *m, const struct stretch *stretch,
		 uint32_t end, const struct cell *cell)
{
	bool own = !cell || cell->flags & CELL_PIECE;
	struct span span = { .begin = own ? m->chunk->begin : 0,
			     .end = own ? m->chunk->end : end };
	struct pass *pass = &m->pass;
	uint32_t at;

	while ((at = next_seed(m, end)) < end) {
		size_t found;

		if (matcher_full(m))
			return false;
		pass->next++;
		if (at < pass->done)
			continue;
		span.floor = pass->done;
		span.taken = pass->taken;
		found = judge_prose(&m->judge, stretch, at, &span,
				    &m->matches[m->count], MATCHES_OF_SEED,
				    &pass->done);
		pass->taken = span.taken;
		matcher_place(m, found, cell);
	}
	return true;
}

/* Running text: the chunk's own part, with context on both sides. */
static void run_prose(struct matcher *m)
{
	const struct chunk *c = m->chunk;
	struct stretch stretch = stretch_of(c, 0, c->length);
	/* The seed of a value may lie behind the end, its begin before. */
	uint32_t end = c->length - c->end > SEED_REACH ? c->end + SEED_REACH
						       : c->length;

	matcher_run(m, &stretch, end, NULL);
}

/* Line ends in the chunk's own part, when all of it has been gone through. */
static uint64_t all_lines(struct matcher *m)
{
	const struct chunk *c = m->chunk;

	if (c->units >= UNITS_NONE)
		return 0;
	if (c->cell_count)
		return lines_before(m, c->end);
	return m->pass.lines - marks_count(c->text, c->end, m->pass.known,
					   '\n');
}

size_t matcher_next(struct matcher *m, const struct match_run **runs)
{
	m->count = m->run_count = m->plain_count = 0;
	judge_reset(&m->judge);
	if (m->chunk->cell_count)
		matcher_cells(m);
	else
		run_prose(m);
	if (!m->count)
		m->lines = all_lines(m);
	*runs = m->runs;
	return m->run_count;
}
