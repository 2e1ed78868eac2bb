/* From counts to profiles. See profile.h. */
#include "reports/inventory/profile.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "detectors/labels.h"
#include "reports/inventory/cells.h"

#define COUNTER_MIN 20 /* values; fewer may be in order by chance */
#define GRAMMAR_CHANCE 0.2 /* from here on no check digit: tables only */

static void name_holding(const struct book *book, struct holding *h)
{
	const struct columns *columns = book_columns(book, h->sheet);

	if (h->sheet->kind == TABLE_PROSE)
		return;
	h->table = h->sheet->name;
	if (h->sheet->other) {
		h->column = BOOK_OTHER_COLUMNS;
		return;
	}
	if (columns && h->field < columns->count && *columns->names[h->field])
		h->column = columns->names[h->field];
	else
		snprintf(h->unnamed, sizeof(h->unnamed), "#%u", h->field + 1);
}

/* Of holdings the arrays may move, so an unnamed column's name is looked up
 * when it is asked for. */
static const char *column_of(const struct holding *h)
{
	return *h->unnamed ? h->unnamed : h->column;
}

/* +3 for an exact name, +1 for one that may mean the kind, -3 for one that
 * speaks against it. A comment is as good as a name. */
static int points_of_name(const struct book *book, struct holding *h)
{
	const char *comment = book_comment(book, h->sheet, h->field);
	uint64_t bit = UINT64_C(1) << h->detector;
	struct field_label label;

	if ((!h->column && !comment) || h->sheet->other)
		return 0;
	label = label_field(h->column, comment);
	if (!((label.means | label.weak | label.denies) & bit))
		return 0;
	h->label = label.token < 0 ? h->column : label_text(label.token);
	if (label.means & bit)
		return 3;
	return label.denies & bit ? -3 : 1;
}

/*
 * Numbers that count up: more than half are at most 1,000 above the one
 * before, and the leading digits (all but 4 of a short number, 10 of a long
 * one) never change. Identifiers section 16.5 of the domain's rules.
 */
static bool runs_on(const struct series *s)
{
	uint64_t tail = 10000, head; /* of 15 digits the last 5, ... */

	if (s->count < COUNTER_MIN || s->near * 2 <= s->count)
		return false;
	for (head = s->highest / 100000000000000; head; head /= 10)
		tail *= 10;
	return s->lowest / tail == s->highest / tail;
}

static void try_chance(struct holding *h)
{
	const struct sketch *sample = &h->census->distinct;
	uint32_t dull = TRAIT_TEST | TRAIT_DULL;

	if (cells_judge(h->detector))
		return;
	h->trial = (struct trial){
		.values = sketch_sampled(sample, 0, dull),
		.passed = sketch_sampled(sample, TRAIT_PASSED, dull),
		.chance = detectors[h->detector]->chance,
		.prose = h->prose,
	};
	h->counter = runs_on(&h->census->series);
}

static void rule(struct holding *h, unsigned columns)
{
	if (cells_judge(h->detector))
		return;
	h->trial.columns = columns;
	h->ruling = verdict_rule(&h->trial);
	/* What has no check digit cannot speak against its own order, nor what
	 * is but written well, as numbers of messages are, against its name. */
	if ((h->counter && h->trial.chance >= GRAMMAR_CHANCE) ||
	    (h->trial.chance <= 0 && h->census->judgement.label_points < 0))
		h->ruling.verdict = VERDICT_CHANCE;
	if (h->census->judgement.damaged)
		h->ruling.verdict = VERDICT_CONFIRMED;
}

static void count_findings(struct profile *p, const struct census *census)
{
	uint64_t *const at[] = { NULL, &p->low, &p->medium, &p->high };
	const struct mark_count *mark;
	enum confidence confidence;
	uint32_t i;

	for (i = 0; i < census->mark_slots; i++) {
		mark = &census->marks[i];
		if (!mark->count)
			continue;
		confidence = confidence_of(&census->judgement, mark->mark);
		if (confidence != CONFIDENCE_NONE)
			*at[confidence] += mark->count;
	}
}

/* Of a column what most of its values have; test values speak only where
 * there is nothing else. Of running text what the best value has. */
static enum confidence confidence_of_all(const struct profile *p,
					 const struct census *census)
{
	uint64_t counts[CONFIDENCE_HIGH + 1] = { 0 };
	const struct mark_count *mark;
	int i, best = CONFIDENCE_NONE;
	uint32_t k;

	if (p->column_index < 0)
		return p->high ? CONFIDENCE_HIGH
		       : p->medium ? CONFIDENCE_MEDIUM
		       : p->low ? CONFIDENCE_LOW : CONFIDENCE_NONE;
	for (k = 0; k < census->mark_slots; k++) {
		mark = &census->marks[k];
		if (mark->mark & (MARK_PASSED | CHECK_DAMAGED) &&
		    !(mark->mark & CHECK_TEST))
			counts[confidence_of(&census->judgement,
					     mark->mark)] += mark->count;
	}
	if (p->passed == p->tests && !p->damaged)
		return p->tests ? CONFIDENCE_LOW : CONFIDENCE_NONE;
	for (i = CONFIDENCE_LOW; i <= CONFIDENCE_HIGH; i++)
		if (counts[i] >= counts[best] && counts[i])
			best = i;
	return best;
}

static void fill(struct profile *p, struct holding *h, const char *path,
		 const struct policy *policy)
{
	const struct census *c = h->census;
	const struct sketch *sample = &c->distinct;

	*p = (struct profile){
		.path = path, .table = h->table, .column = column_of(h),
		.column_index = h->column || *h->unnamed ? (int)h->field : -1,
		.detector = h->detector,
		.rows = h->sheet->kind == TABLE_ROWS ? h->sheet->rows : 0,
		.candidates = census_count(c, 0, 0),
		.passed = census_count(c, MARK_PASSED, 0),
		.damaged = census_count(c, CHECK_DAMAGED, MARK_PASSED),
		.tests = census_count(c, MARK_PASSED | CHECK_TEST, 0),
		.minors = census_count(c, MARK_PASSED | CHECK_MINOR, 0),
		.distinct_candidates =
			(uint64_t)llround(sketch_count(sample, 0, 0).value),
		.distinct_passed = (uint64_t)llround(
			sketch_count(sample, TRAIT_PASSED, 0).value),
		.distinct_exact = sketch_exact(sample),
		.chance = h->trial.chance, .p_value = h->ruling.ln_p,
		.real_low = h->ruling.low, .real_high = h->ruling.high,
		.verdict = h->ruling.verdict, .label = h->label,
		.policy = policy_row(policy, cells_policy(h)),
		.census = c,
	};
	count_findings(p, c);
	p->confidence = confidence_of_all(p, c);
}

/* The order of everything that is told: table, column, detector. */
static int compare(const void *a, const void *b)
{
	const struct holding *x = a, *y = b;
	int order;

	if (!x->table != !y->table)
		return x->table ? 1 : -1;
	order = x->table ? strcmp(x->table, y->table) : 0;
	if (order)
		return order;
	if (x->sheet->kind != y->sheet->kind)
		return x->sheet->kind == TABLE_PROSE ? -1 : 1;
	if (x->field != y->field)
		return x->field < y->field ? -1 : 1;
	order = strcmp(detectors[x->detector]->id, detectors[y->detector]->id);
	return order ? order : (x->sheet->index > y->sheet->index) -
				       (x->sheet->index < y->sheet->index);
}

/* Whether the column is one of numbers that a spreadsheet has kept as
 * doubles: nearly all that fail have lost digits, few pass, as chance has it,
 * and enough of all rows have the shape. */
static bool is_damaged(const struct holding *h)
{
	uint64_t lost = census_count(h->census, CHECK_DAMAGED, MARK_PASSED);
	uint64_t passed = census_count(h->census, MARK_PASSED, 0);
	uint64_t failed = census_count(h->census, 0, MARK_PASSED);
	struct judgement sure = { VERDICT_CONFIRMED,
				  h->census->judgement.label_points, true };
	const struct mark_count *m = h->census->marks;
	bool believed = false;

	for (uint32_t i = 0; i < h->census->mark_slots; i++)
		believed |= m[i].count && m[i].mark & CHECK_DAMAGED &&
			    confidence_of(&sure, m[i].mark) != CONFIDENCE_NONE;
	return believed && !h->prose &&
	       sketch_sampled(&h->census->distinct, TRAIT_DAMAGED, 0) >=
		       TRIAL_MIN &&
	       lost * 10 >= failed * 9 && passed * 2 <= failed &&
	       lost * 4 >= h->sheet->rows;
}

/* What only has the shape, here and there, is no holding. */
static bool is_holding(struct holding *h)
{
	if (cells_judge(h->detector)) {
		cells_rule(h);
		return cells_holding(h);
	}
	h->census->judgement.damaged = is_damaged(h);
	return census_count(h->census, MARK_PASSED, 0) ||
	       h->census->judgement.damaged ||
	       h->census->judgement.label_points == 3;
}

/* Judges what is on one sheet by the names of its columns; keeps what is a
 * holding. */
static size_t gather(const struct book *book, const struct sheet *sheet,
		     struct holding *list)
{
	struct census *census;
	struct holding h;
	size_t i, n = 0;

	for (i = 0; i < sheet->fields * detector_count; i++) {
		census = sheet->censuses[i];
		if (!census)
			continue;
		h = (struct holding){
			.census = census, .sheet = sheet,
			.field = (uint32_t)(i / detector_count),
			.detector = (int)(i % detector_count),
			.prose = sheet == book->prose,
		};
		name_holding(book, &h);
		census->profile = UINT32_MAX;
		census->judgement.label_points = points_of_name(book, &h);
		if (is_holding(&h))
			list[n++] = h;
	}
	return n;
}

static unsigned count_tested(const struct holdings *all)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < all->count; i++)
		n += !cells_judge(all->list[i].detector) &&
		     all->list[i].trial.chance > 0 &&
		     all->list[i].trial.values >= TRIAL_MIN;
	return n;
}

bool holdings_take(struct holdings *all, struct book *book, const char *path,
		   const struct policy *policy)
{
	size_t i, room = book->census_count;
	struct holding *h;
	unsigned columns;
	bool ok = true;

	*all = (struct holdings){ 0 };
	if (!room)
		return true;
	all->list = calloc(room, sizeof(*all->list));
	all->profiles = calloc(room, sizeof(*all->profiles));
	if (!all->list || !all->profiles)
		return false;
	for (i = 0; i < book->sheet_count; i++)
		if (!book->sheets[i]->folded)
			all->count += gather(book, book->sheets[i],
					     all->list + all->count);
	qsort(all->list, all->count, sizeof(*all->list), compare);
	for (i = 0; i < all->count; i++)
		try_chance(&all->list[i]);
	columns = count_tested(all);
	for (i = 0; i < all->count; i++) {
		h = &all->list[i];
		rule(h, columns);
		h->census->judgement.verdict = h->ruling.verdict;
		h->census->profile = (uint32_t)i;
		fill(&all->profiles[i], h, path, policy);
		holding_explain(h, &all->profiles[i]);
		all->profiles[i].reasons = buffer_string(&h->reasons);
		all->profiles[i].reasons_zh = buffer_string(&h->reasons_zh);
		ok &= !h->reasons.failed && !h->reasons_zh.failed;
	}
	return ok;
}

void holdings_release(struct holdings *all)
{
	size_t i;

	for (i = 0; i < all->count; i++) {
		buffer_release(&all->list[i].reasons);
		buffer_release(&all->list[i].reasons_zh);
	}
	free(all->list);
	free(all->profiles);
}
