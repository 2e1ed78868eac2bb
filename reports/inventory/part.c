/* Parts: what one segment of an asset holds. See part.h. */
#include "reports/inventory/part.h"

#include <stdlib.h>
#include <string.h>


struct part *part_open(struct account *account)
{
	struct part *part = malloc(sizeof(*part));

	if (!part)
		return NULL;
	memset(part, 0, offsetof(struct part, lines));
	part->collector = account->collector;
	book_init(&part->book, &book_limits_part);
	at_hand_init(&part->lines, &part->book, 1);
	at_hand_init(&part->rows, &part->book, AT_HAND_ROWS);
	pthread_mutex_lock(&account->lock);
	part->follows = account->open;
	if (part->follows)
		part->cutoffs = sheet_cutoffs(part->follows);
	pthread_mutex_unlock(&account->lock);
	return part;
}

void part_drop(struct part *part)
{
	if (!part)
		return;
	book_release(&part->book);
	spool_release(&part->spool);
	free(part->cutoffs);
	free(part);
}

/* The first table, if nothing is told of it, goes on from the part before. */
static bool may_continue(const struct part *part, const struct table *t)
{
	return t->kind == TABLE_ROWS && !t->name && !t->columns && !part->open;
}

static int64_t enter_table(struct part *part, const struct table *t)
{
	bool continues = may_continue(part, t);
	struct sheet *sheet;

	sheet = t->kind == TABLE_PROSE ? book_prose(&part->book)
				       : book_sheet(&part->book, t);
	if (!sheet)
		return OUTCOME_FATAL;
	sheet->continues |= continues;
	if (t->kind == TABLE_ROWS)
		part->open = sheet;
	if (continues || (t->kind == TABLE_ROWS && t->name && !t->late &&
			  part->follows && sheet_is(part->follows, t)))
		sheet->cutoffs = part->cutoffs;
	return sheet->index;
}

int64_t part_table(struct part *part, const struct table *t)
{
	struct cleaner cleaner = { 0 };
	struct table clean;
	int64_t index = OUTCOME_FATAL;

	if (!cleaner_needed(t))
		return enter_table(part, t);
	if (cleaner_table(&cleaner, part, t, &clean) == OUTCOME_OK)
		index = enter_table(part, &clean);
	cleaner_release(&cleaner, part->collector);
	return index;
}
