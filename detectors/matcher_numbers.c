/*
 * Plain numbers, those of a column together. What nearly all of them show is
 * told for all at once (numbers.h); the others are asked one by one.
 */
#include "detectors/matcher_inside.h"

_Static_assert(SIFT_ROWS <= NUMBERS, "a column goes in one piece");

/* Where the numbers stand, and what they may be. */
struct origins {
	const struct cell *cell[NUMBERS];
	uint64_t kinds[NUMBERS]; /* 0: none */
	uint64_t row[NUMBERS];
};

/* The usual value, and of which kind that is. */
struct usual {
	struct match match;
	uint64_t own, others; /* bits: that kind; those that must not claim
			       * the number as well, and that kind */
};

/* Those of the first one's length may be usual. */
static void gather(struct matcher *m, uint32_t column, uint64_t rows,
		   struct origins *from)
{
	const struct chunk *c = m->chunk;
	const struct cell *first = &c->cells[column];
	const uint32_t *starts = m->sifted.starts;
	uint64_t base = c->row + m->sifted_row;
	struct numbers *n = &m->numbers;
	unsigned count = 0;

	n->length = first[starts[__builtin_ctzll(rows)]].length;
	for (; rows; rows &= rows - 1) {
		unsigned row = (unsigned)__builtin_ctzll(rows);
		const struct cell *cell = &first[starts[row]];

		from->cell[count] = cell;
		from->row[count] = base + row;
		n->sure[count] = -(uint64_t)(cell->length == n->length);
		n->text[count++] = cell->offset + (cell->flags & CELL_SIDE
							   ? c->side
							   : c->text);
	}
	n->count = count;
}

/* Which kinds they may be of: by their lengths and how they begin. */
static uint64_t find_kinds(struct matcher *m, struct origins *from)
{
	const struct judge *j = &m->judge;
	struct numbers *n = &m->numbers;
	uint64_t all = 0;

	numbers_begin(n);
	for (unsigned i = 0; i < n->count; i++) {
		from->kinds[i] = j->digit_kinds[from->cell[i]->length] &
				 j->begins[n->four[i]];
		all |= from->kinds[i];
	}
	return all;
}

/* The first of the kinds tells which are usual values of it. */
static void ask_usual(struct matcher *m, uint64_t kinds, struct usual *usual)
{
	int kind = __builtin_ctzll(kinds);
	const struct detector *d = detectors[kind];
	struct numbers *n = &m->numbers;
	struct evidence e;

	usual->others = 0; /* of nothing */
	usual->own = 1;
	if (!d->usual)
		return;
	numbers_go_on(n);
	d->usual(n, &e);
	usual->own = 1ULL << kind;
	usual->others = e.strength < STRENGTH_MAX ? ~0ULL : usual->own;
	usual->match = (struct match){
		.value.length = n->length,
		.checks = e.checks,
		.detector = (uint8_t)kind,
		.form = FORM_CELL,
		.points = e.points,
		.passed = true,
		.stratum = e.stratum,
	};
}

/* One by itself. False: it is no value. */
static bool ask(struct matcher *m, const unsigned char *text, uint32_t length,
		uint64_t kinds, struct match *match)
{
	struct candidate c = {
		.text = text,
		.length = (uint16_t)length,
		.digits = (uint16_t)(length - (text[length - 1] == 'X')),
		.group_count = 1,
		.groups = { (uint8_t)length },
		.form = FORM_CELL,
	};
	struct claim claim;

	claim_ask(&m->judge, &c, kinds, &claim);
	if (claim.detector < 0)
		return false;
	claim_write(&m->judge, &claim, &c, 0, true, match);
	return true;
}

/* Writes a match for each that is claimed. */
static void judge_numbers(struct matcher *m, const struct origins *from,
			  const struct usual *usual)
{
	const struct numbers *n = &m->numbers;
	struct match *match = &m->matches[m->count];

	for (unsigned i = 0; i < n->count; i++) {
		const struct cell *cell = from->cell[i];
		uint64_t kinds = from->kinds[i];

		if (!kinds)
			continue;
		if (n->sure[i] && (kinds & usual->others) == usual->own) {
			*match = usual->match;
			match->value.bytes = n->text[i];
		} else if (!ask(m, n->text[i], cell->length, kinds, match)) {
			continue;
		}
		match->row = from->row[i];
		match->field = cell->field;
		match->line = cell->place;
		match++->offset = cell->flags & CELL_SIDE ? cell->place
							  : cell->offset;
	}
	matcher_place_numbers(m, (size_t)(match - &m->matches[m->count]));
}

void matcher_numbers(struct matcher *m, uint32_t column, uint64_t rows)
{
	struct origins from;
	struct usual usual;
	uint64_t kinds;

	gather(m, column, rows, &from);
	kinds = find_kinds(m, &from);
	if (!kinds)
		return;
	ask_usual(m, kinds, &usual);
	judge_numbers(m, &from, &usual);
}
