/*
 * Plain numbers, those of a column together. What nearly all of them show is
 * told for all at once (numbers.h); the others are asked one by one.
 */
#include "detectors/matcher_inside.h"

#include <string.h>

_Static_assert(SIFT_ROWS <= NUMBERS, "a column goes in one piece");

/* Of which kind the usual ones are. */
struct claimed {
	uint64_t own, others; /* bits: that kind; those that must not claim
			       * the number as well, and that kind */
};

/* As many as have one length; they stand behind the plain cells that are
 * taken. Returns the rows of the others. */
static uint64_t gather(struct matcher *m, uint32_t column, uint64_t rows)
{
	const struct chunk *c = m->chunk;
	const struct cell *first = &c->cells[column];
	const uint32_t *starts = m->sifted.starts;
	struct plain *plains = &m->plains[m->plain_count];
	uint64_t base = c->row + m->sifted_row;
	struct numbers *n = &m->numbers;
	uint32_t length = first[starts[__builtin_ctzll(rows)]].length;
	unsigned count = 0;

	for (; rows; rows &= rows - 1, count++) {
		unsigned row = (unsigned)__builtin_ctzll(rows);
		const struct cell *cell = &first[starts[row]];
		struct secret value = { cell_text(c, cell), length };

		if (cell->length != length)
			break;
		numbers_put(n, count, value.bytes);
		plains[count] = (struct plain){ value, base + row, cell };
	}
	n->length = length;
	n->count = count;
	return rows;
}

/* Which kinds each may be of: by the length and how it begins. */
static uint64_t find_kinds(struct matcher *m, uint64_t *kinds)
{
	const struct judge *j = &m->judge;
	struct numbers *n = &m->numbers;
	uint64_t those = j->digit_kinds[n->length], all = 0;
	unsigned count = n->count;

	numbers_begin(n);
	for (unsigned i = 0; i < count; i++) {
		kinds[i] = those & j->begins[n->four[i]];
		all |= kinds[i];
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

/* How many usual ones stand side by side, of one field, from that one on. */
static unsigned usual_from(const struct numbers *n, const struct plain *plains,
			   const uint64_t *kinds,
			   const struct claimed *claimed, unsigned from)
{
	uint16_t field = plains[from].cell->field;
	unsigned i = from;

	while (i < n->count && n->sure[i] &&
	       (kinds[i] & claimed->others) == claimed->own &&
	       plains[i].cell->field == field)
		i++;
	return i - from;
}

/* Puts those that are claimed into runs. */
static void judge_numbers(struct matcher *m, const uint64_t *kinds,
			  const struct claimed *claimed, struct usual *usual)
{
	const struct plain *plains = &m->plains[m->plain_count];
	const struct numbers *n = &m->numbers;
	struct match match;
	unsigned some;

	for (unsigned i = 0; i < n->count; i += some) {
		some = usual_from(n, plains, kinds, claimed, i);
		if (some) {
			usual_add(usual, m, plains + i, some);
			continue;
		}
		some = 1;
		if (kinds[i] && ask(m, n->text[i], kinds[i], &match)) {
			matcher_put_plain(m, &match, plains[i].cell,
					  plains[i].row);
			usual->run = NULL;
		}
	}
}

void matcher_numbers(struct matcher *m, uint32_t column, uint64_t rows)
{
	uint64_t kinds[NUMBERS], all;
	struct claimed claimed;
	struct usual usual;

	while (rows) {
		rows = gather(m, column, rows);
		all = find_kinds(m, kinds);
		if (!all)
			continue;
		ask_usual(m, all, &claimed, &usual);
		judge_numbers(m, kinds, &claimed, &usual);
	}
}
