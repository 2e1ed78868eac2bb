/* Names of files, tables and columns without the values in them. See
 * detectors/name_masker.h. */
#include "reports/inventory/part.h"

#include <stdlib.h>
#include <string.h>

#include "detectors/match_run.h"
#include "scanner/base/gettext.h"

static int no_memory(struct problem *problem)
{
	return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			   _("no memory for the inventory"));
}

/* Values of a name belong to the object, at no place in it. */
static int count_values(struct part *part, const struct match *matches,
			size_t count, struct problem *problem)
{
	struct match placed[NAME_VALUES];
	struct match_run runs[NAME_VALUES];
	struct batch batch = { .runs = runs, .table = UINT32_MAX };

	for (size_t i = 0; i < count; i++) {
		placed[i] = matches[i];
		placed[i].offset = 0;
		run_add(runs, &batch.count, &placed[i]);
	}
	return part_take(part, &batch, problem);
}

/* They are handed on from asset to asset, one for each thread: to make one
 * takes longer than to mask many names. */
static struct name_masker *masker_take(struct collector *collector)
{
	struct name_masker *masker;

	for (size_t i = 0; i < MASKERS; i++) {
		masker = atomic_exchange(&collector->maskers[i], NULL);
		if (masker)
			return masker;
	}
	return name_masker_new(collector->options.today);
}

static void masker_leave(struct collector *collector,
			 struct name_masker *masker)
{
	struct name_masker *none;

	for (size_t i = 0; i < MASKERS; i++) {
		none = NULL;
		if (atomic_compare_exchange_strong(&collector->maskers[i],
						   &none, masker))
			return;
	}
	name_masker_free(masker);
}

int cleaner_add(struct cleaner *cleaner, struct collector *collector,
		const char *name, struct part *part, struct problem *problem)
{
	const struct collector_options *options = &collector->options;
	size_t begin = cleaner->text.length, count;
	const struct match *matches;
	int outcome = OUTCOME_OK;

	if (!name_may_hold(name)) {
		buffer_text(&cleaner->text, name);
	} else {
		if (!cleaner->masker)
			cleaner->masker = masker_take(collector);
		if (!cleaner->masker)
			return no_memory(problem);
		count = name_masker_mask(cleaner->masker, name,
					 &cleaner->text, &matches);
		if (part && count)
			outcome = count_values(part, matches, count, problem);
		if (options->reveal) {
			cleaner->text.length = begin;
			buffer_text(&cleaner->text, name);
		}
	}
	buffer_byte(&cleaner->text, 0);
	return cleaner->text.failed ? no_memory(problem) : outcome;
}

/* The texts of a table in one order: its name and comment, the names,
 * comments and types of its columns; NULL where there is none. */
static size_t text_count(const struct table *t)
{
	return t->columns ? 2 + 3 * (size_t)t->column_count : 2;
}

static const char *text_of(const struct table *t, size_t i)
{
	const char *const *lists[] = { t->columns, t->comments, t->types };
	const char *const *list;

	if (i < 2)
		return i ? t->comment : t->name;
	i -= 2;
	list = lists[i / t->column_count];
	return list ? list[i % t->column_count] : NULL;
}

bool cleaner_needed(const struct table *t)
{
	size_t i, n = text_count(t);

	for (i = 0; i < n; i++)
		if (text_of(t, i) && name_may_hold(text_of(t, i)))
			return true;
	return false;
}

int cleaner_table(struct cleaner *cleaner, struct part *part,
		  const struct table *t, struct table *clean)
{
	struct problem problem = { 0 };
	size_t i, n = text_count(t);
	const char *text;

	cleaner->texts = calloc(n, sizeof(*cleaner->texts));
	if (!cleaner->texts)
		return OUTCOME_FATAL;
	for (i = 0; i < n; i++)
		if (text_of(t, i) &&
		    cleaner_add(cleaner, part->collector, text_of(t, i), part,
				&problem) != OUTCOME_OK)
			return OUTCOME_FATAL;
	text = buffer_string(&cleaner->text);
	for (i = 0; i < n; i++) {
		if (!text_of(t, i))
			continue;
		cleaner->texts[i] = text;
		text += strlen(text) + 1;
	}
	*clean = *t;
	clean->name = cleaner->texts[0];
	clean->comment = cleaner->texts[1];
	if (t->columns)
		clean->columns = cleaner->texts + 2;
	if (t->columns && t->comments)
		clean->comments = cleaner->texts + 2 + t->column_count;
	if (t->columns && t->types)
		clean->types = cleaner->texts + 2 + 2 * t->column_count;
	return OUTCOME_OK;
}

void cleaner_release(struct cleaner *cleaner, struct collector *collector)
{
	if (cleaner->masker)
		masker_leave(collector, cleaner->masker);
	free(cleaner->texts);
	buffer_release(&cleaner->text);
}
