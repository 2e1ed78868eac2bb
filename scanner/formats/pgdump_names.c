/* Names of data in archives of pg_dump. See pgdump_names.h. */
#include "scanner/formats/pgdump_names.h"

#include <stdlib.h>

#include "scanner/base/array.h"

#define NAMES_MAX 65536
#define TEXT_MAX (8 * 1024 * 1024) /* bytes of all statements */

void pgdump_names_release(struct pgdump_names *n)
{
	free(n->list);
	buffer_release(&n->text);
}

bool pgdump_names_add(struct pgdump_names *n, const struct pgdump_entry *e)
{
	struct pgdump_name *list;

	if (n->count == NAMES_MAX ||
	    n->text.length + e->copy.length > TEXT_MAX)
		return false;
	list = array_grow(n->list, n->count, &n->room, sizeof(*list));
	if (!list)
		return false;
	n->list = list;
	n->sorted = false;
	n->list[n->count] = (struct pgdump_name){ .id = e->id,
						  .data = e->data,
						  .copy = n->text.length };
	buffer_append(&n->text, e->copy.bytes, e->copy.length);
	buffer_byte(&n->text, 0);
	n->count += !n->text.failed;
	return !n->text.failed;
}

static int by_id(const void *a, const void *b)
{
	int64_t x = ((const struct pgdump_name *)a)->id;
	int64_t y = ((const struct pgdump_name *)b)->id;

	return (x > y) - (x < y);
}

const struct pgdump_name *pgdump_names_find(struct pgdump_names *n,
					    int64_t id)
{
	const struct pgdump_name wanted = { .id = id };
	struct pgdump_name *found = NULL;

	if (n->count && !n->sorted)
		qsort(n->list, n->count, sizeof(*n->list), by_id);
	n->sorted = true;
	if (n->count)
		found = bsearch(&wanted, n->list, n->count, sizeof(*n->list),
				by_id);
	if (found)
		found->met = true;
	return found;
}

const char *pgdump_names_copy(const struct pgdump_names *n,
			      const struct pgdump_name *name)
{
	return (const char *)n->text.bytes + name->copy;
}

uint64_t pgdump_names_behind(const struct pgdump_names *n, uint64_t raw)
{
	uint64_t least = 0;

	for (size_t i = 0; i < n->count; i++)
		if (n->list[i].data > raw &&
		    (!least || n->list[i].data < least))
			least = n->list[i].data;
	return least;
}

bool pgdump_names_met(const struct pgdump_names *n)
{
	for (size_t i = 0; i < n->count; i++)
		if (!n->list[i].met)
			return false;
	return true;
}
