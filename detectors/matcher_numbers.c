/*
 * Plain numbers, those of a column together. What nearly all of them show is
 * told for all at once (numbers.h); the others are asked one by one.
 */
#include "detectors/matcher_inside.h"

#include <string.h>

_Static_assert(SIFT_ROWS <= NUMBERS, "a column goes in one piece");

/* Where the numbers stand, and what they may be. */
struct origins {
	const struct cell *cell[NUMBERS];
	uint64_t kinds[NUMBERS]; /* 0: none */
	uint64_t row[NUMBERS];
};

/* Of which kind the usual ones are. */
struct claimed {
	uint64_t own, others; /* bits: that kind; those that must not claim
			       * the number as well, and that kind */
};

/* As many as have one length. Returns the rows of the others. */
static uint64_t gather(struct matcher *m, uint32_t column, uint64_t rows,
		       struct origins *from)
{
	const struct chunk *c = m->chunk;
	const struct cell *first = &c->cells[column];
	const uint32_t *starts = m->sifted.starts;
	uint64_t base = c->row + m->sifted_row;
	struct numbers *n = &m->numbers;
	uint32_t length = first[starts[__builtin_ctzll(rows)]].length;
	unsigned count = 0;

	for (; rows; rows &= rows - 1) {
		unsigned row = (unsigned)__builtin_ctzll(rows);
		const struct cell *cell = &first[starts[row]];

		if (cell->length != length)
			break;
		from->cell[count] = cell;
		from->row[count] = base + row;
		n->text[count++] = cell_text(c, cell);
	}
	n->length = length;
	n->count = count;
	return rows;
}

/* Which kinds they may be of: by their length and how they begin. */
static uint64_t find_kinds(struct matcher *m, struct origins *from)
{
	const struct judge *j = &m->judge;
	struct numbers *n = &m->numbers;
	uint64_t kinds = j->digit_kinds[n->length], all = 0;
	unsigned count = n->count;

	numbers_begin(n);
	for (unsigned i = 0; i < count; i++) {
		from->kinds[i] = kinds & j->begins[n->four[i]];
		all |= from->kinds[i];
	}
	return all;
}

/* The first of the kinds tells which are usual values of it. */
static void ask_usual(struct matcher *m, uint64_t kinds,
		      struct claimed *claimed, struct usual *usual)
{
	int kind = __builtin_ctzll(kinds);
	const struct detector *d = detectors[kind];
	struct numbers *n = &m->numbers;
	struct evidence e;

	claimed->others = 0; /* of nothing */
	claimed->own = 1;
	if (!d->usual)
		return;
	memset(n->sure, 0xFF, sizeof(n->sure));
	numbers_go_on(n);
	d->usual(n, &e);
	claimed->own = 1ULL << kind;
	claimed->others = e.strength < STRENGTH_MAX ? ~0ULL : claimed->own;
	usual_begin(usual, (unsigned)kind, &e, FORM_CELL);
}

/* One by itself. False: it is no value. */
static bool ask(struct matcher *m, const unsigned char *text, uint64_t kinds,
		struct match *match)
{
	unsigned length = m->numbers.length;
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

/* Puts those that are claimed into runs. */
static void judge_numbers(struct matcher *m, const struct origins *from,
			  const struct claimed *claimed, struct usual *usual)
{
	const struct numbers *n = &m->numbers;
	struct match match;

	for (unsigned i = 0; i < n->count; i++) {
		const struct cell *cell = from->cell[i];
		struct secret value = { n->text[i], n->length };
		uint64_t kinds = from->kinds[i];

		if (!kinds)
			continue;
		if (n->sure[i] && (kinds & claimed->others) == claimed->own) {
			usual_add(usual, m, value, cell, from->row[i]);
		} else if (ask(m, n->text[i], kinds, &match)) {
			matcher_put_plain(m, &match, cell, from->row[i]);
			usual->run = NULL;
		}
	}
}

void matcher_numbers(struct matcher *m, uint32_t column, uint64_t rows)
{
	struct origins from;
	struct claimed claimed;
	struct usual usual;
	uint64_t kinds;

	while (rows) {
		rows = gather(m, column, rows, &from);
		kinds = find_kinds(m, &from);
		if (!kinds)
			continue;
		ask_usual(m, kinds, &claimed, &usual);
		judge_numbers(m, &from, &claimed, &usual);
	}
}
