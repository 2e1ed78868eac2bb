/* What agrees with the ID in its row. See agree.h. */
#include "reports/inventory/agree.h"

#include <string.h>

#include "detectors/strata.h"

#define ID_BIRTH 6 /* offsets in an ID */
#define ID_SEX 16

enum agree_role agree_role_of(const char *detector)
{
	return !strcmp(detector, "cn.resident_id") ? AGREE_ID
	       : !strcmp(detector, "birth_date")   ? AGREE_BIRTH
	       : !strcmp(detector, "sex")	   ? AGREE_SEX
						   : AGREE_NONE;
}

/* Of a month alone the day is 00. */
static bool is_born(const struct agree_id *id, const struct agree_cell *cell)
{
	size_t told = memcmp(cell->birth + 6, "00", 2) ? 8 : 6;

	return !memcmp(id->birth, cell->birth, told) ||
	       !memcmp(id->birth, cell->turned, told);
}

/* Any ID of the row will do: who stands in it beside the customer has one,
 * too. */
static void compare_birth(const struct agree *a, const struct agree_cell *cell)
{
	unsigned i = 0;

	while (i < a->ids.count && !is_born(&a->ids.list[i], cell))
		i++;
	cell->census->compared++;
	cell->census->agreed += i < a->ids.count;
}

/* Of couples any sex would do. Men and women take turns: where nearly all are
 * of one sex, a flag that is nearly always set would agree as well. */
static void compare_sex(const struct agree *a, const struct agree_cell *cell)
{
	struct census *census = cell->census;
	bool male = a->ids.list[0].male;

	if (a->ids.count > 1 ||
	    (census->compared && census->last_male == male))
		return;
	census->last_male = male;
	census->compared++;
	census->agreed += male == cell->male;
}

void agree_end(struct agree *a)
{
	const struct agree_cell *cell = a->cells;

	for (; a->ids.count && cell < a->cells + a->cell_count; cell++) {
		if (cell->role == AGREE_BIRTH)
			compare_birth(a, cell);
		else
			compare_sex(a, cell);
	}
	a->ids.count = a->cell_count = 0;
}

static void take_id(struct agree_ids *ids, struct secret value)
{
	struct agree_id *id = &ids->list[ids->count];

	if (ids->count == AGREE_IDS || value.length <= ID_SEX)
		return;
	memcpy(id->birth, value.bytes + ID_BIRTH, sizeof(id->birth));
	id->male = value.bytes[ID_SEX] & 1;
	ids->count++;
}

static bool is_of(const struct agree_ids *ids, const struct sheet *sheet,
		  uint64_t row)
{
	return ids->sheet == sheet && ids->row == row;
}

void agree_keep(struct agree *a, const struct sheet *sheet, uint64_t row,
		struct secret id)
{
	struct agree_ids *last = &a->last;

	if (last->sheet != sheet || last->row < row)
		*last = (struct agree_ids){ .sheet = sheet, .row = row };
	if (last->row == row) /* columns come one behind the other */
		take_id(last, id);
}

void agree_go_on(struct agree *a, const struct sheet *sheet, uint64_t row)
{
	if (!is_of(&a->last, sheet, row) || is_of(&a->ids, sheet, row))
		return;
	agree_end(a);
	a->ids = a->last;
}

bool agree_has(const struct agree *a, const struct sheet *sheet, uint64_t row)
{
	return a->cell_count && is_of(&a->ids, sheet, row);
}

/* Of codes 1 is taken for men, as GB/T 2261.1 has it; where it is the other
 * way round the rows never agree, which tells as much. */
static bool is_male(const struct match *m)
{
	return m->stratum == SEX_LETTER ? (m->value.bytes[0] | 0x20) == 'm'
	       : m->stratum == SEX_CODE ? m->value.bytes[0] == '1'
					: m->stratum == SEX_MALE;
}

static void take_birth(struct agree_cell *cell, const struct match *m)
{
	memcpy(cell->birth, m->value.bytes, sizeof(cell->birth));
	memcpy(cell->turned, cell->birth, sizeof(cell->turned));
	if (m->form & FORM_EITHER) {
		memcpy(cell->turned + 4, cell->birth + 6, 2);
		memcpy(cell->turned + 6, cell->birth + 4, 2);
	}
}

static void take_cell(struct agree *a, struct census *census,
		      enum agree_role role, const struct match *m)
{
	struct agree_cell *cell = &a->cells[a->cell_count];

	if (a->cell_count == AGREE_CELLS || m->checks & CHECK_DULL ||
	    (role == AGREE_BIRTH && m->value.length != sizeof(cell->birth)) ||
	    (role == AGREE_SEX && m->stratum == SEX_UNTOLD))
		return;
	*cell = (struct agree_cell){ .census = census, .role = role };
	if (role == AGREE_BIRTH)
		take_birth(cell, m);
	else
		cell->male = is_male(m);
	a->cell_count++;
}

void agree_take(struct agree *a, const struct sheet *sheet,
		struct census *census, enum agree_role role,
		const struct match *m)
{
	if (!is_of(&a->ids, sheet, m->row)) {
		agree_end(a);
		a->ids.sheet = sheet;
		a->ids.row = m->row;
	}
	if (role == AGREE_ID)
		take_id(&a->ids, m->value);
	else
		take_cell(a, census, role, m);
}
