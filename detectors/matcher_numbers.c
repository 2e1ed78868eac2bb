/*
 * Plain numbers, those of a column together. What nearly all of them show is
 * told for all at once (numbers.h); the others are asked one by one.
 */
#include "detectors/matcher_inside.h"

#include <string.h>

_Static_assert(SIFT_ROWS <= NUMBERS, "a column goes in one piece");

/* As many as have one length; they stand behind the plain cells that are
 * taken. Returns the rows of the others. */
static uint64_t gather(struct matcher *m, uint32_t column, uint64_t rows)
{
	const struct column cells = column_of(m, column);
	struct plain *plains = &m->plains[m->plain_count];
	struct numbers *n = &m->numbers;
	unsigned count = 0;
	size_t length = 0;

	for (; rows; rows &= rows - 1, count++) {
		struct plain plain = column_plain(
			&cells, (unsigned)__builtin_ctzll(rows));

		if (!count)
			length = plain.value.length;
		if (plain.value.length != length)
			break;
		numbers_put(n, count, plain.value.bytes);
		plains[count] = plain;
	}
	n->length = (unsigned)length;
	n->count = count;
	return rows;
}

/* Which kinds they may be of: by the length and how they begin. */
struct kinds {
	uint64_t of[NUMBERS], any, each;
};

static void find_kinds(struct matcher *m, struct kinds *kinds)
{
	const struct judge *j = &m->judge;
	struct numbers *n = &m->numbers;
	uint64_t those = j->digit_kinds[n->length], any = 0, each = ~0ULL;
	unsigned count = n->count;

	numbers_begin(n);
	for (unsigned i = 0; i < count; i++) {
		uint64_t own = those & j->begins[n->four[i]];

		kinds->of[i] = own;
		any |= own;
		each &= own;
	}
	kinds->any = any;
	kinds->each = each;
}

/* The first of the kinds tells which are usual values of it; no other may claim
 * them as well. */
static void ask_usual(struct matcher *m, const struct kinds *kinds,
		      struct usual *usual)
{
	int kind = __builtin_ctzll(kinds->any);
	const struct detector *d = detectors[kind];
	uint64_t own = 1ULL << kind, others;
	struct numbers *n = &m->numbers;
	struct evidence e;

	memset(n->sure, d->usual ? 0xFF : 0, sizeof(n->sure));
	if (!d->usual)
		return;
	numbers_go_on(n);
	d->usual(n, &e);
	usual_begin(usual, (unsigned)kind, &e, FORM_CELL);
	others = e.strength < STRENGTH_MAX ? ~0ULL : own;
	if ((kinds->any & others) == own && kinds->each & own)
		return;
	for (unsigned i = 0; i < n->count; i++)
		if ((kinds->of[i] & others) != own)
			n->sure[i] = 0;
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
static void judge_numbers(struct matcher *m, const struct kinds *kinds,
			  struct usual *usual)
{
	const struct plain *plains = &m->plains[m->plain_count];
	const struct numbers *n = &m->numbers;
	struct match match;
	unsigned some;

	for (unsigned i = 0; i < n->count; i += some) {
		some = usual_from(plains, n->sure, n->count, i);
		if (some) {
			usual_add(usual, m, plains + i, some);
			continue;
		}
		some = 1;
		if (kinds->of[i] &&
		    ask(m, n->text[i], kinds->of[i], &match)) {
			matcher_put_plain(m, &match, plains[i].cell,
					  plains[i].row);
			usual->run = NULL;
		}
	}
}

void matcher_numbers(struct matcher *m, uint32_t column, uint64_t rows)
{
	struct kinds kinds;
	struct usual usual;

	while (rows) {
		rows = gather(m, column, rows);
		find_kinds(m, &kinds);
		if (!kinds.any)
			continue;
		ask_usual(m, &kinds, &usual);
		judge_numbers(m, &kinds, &usual);
	}
}
