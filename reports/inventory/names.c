/* What the tables and columns of a closed book are called. See book.h. */
#include "reports/inventory/book.h"

#include <string.h>
#include <strings.h>

struct sheet *book_definition(const struct book *book,
			      const struct sheet *sheet)
{
	struct table table = { .name = sheet->name, .kind = TABLE_DEFINITION };

	return sheet->name ? book_lookup(book, &table) : NULL;
}

/* Whether a definition may be of a table although its name is another one: it
 * differs in case, or in having a schema. */
static bool is_like(const struct sheet *definition, const struct sheet *sheet)
{
	const char *a = definition->name, *b = sheet->name;
	size_t m, n;

	if (definition->bare_hash != sheet->bare_hash || !b || sheet->late ||
	    definition->kind != TABLE_DEFINITION)
		return false;
	m = strlen(a);
	n = strlen(b);
	if (m < n)
		return b[n - m - 1] == '.' && !strcasecmp(b + n - m, a);
	return (m == n || a[m - n - 1] == '.') && !strcasecmp(a + m - n, b);
}

static const struct columns *definition(const struct book *book,
					const struct sheet *sheet)
{
	struct sheet *found = book_definition(book, sheet);
	uint32_t i;

	for (i = 0; !found && i < book->sheet_count; i++)
		if (is_like(book->sheets[i], sheet))
			found = book->sheets[i];
	return found ? found->columns : NULL;
}

const char *book_defined(const struct book *book, const struct sheet *defined)
{
	const char *like = NULL;
	uint32_t i;

	for (i = 0; i < book->sheet_count; i++) {
		const struct sheet *sheet = book->sheets[i];

		if (sheet->kind != TABLE_ROWS || !is_like(defined, sheet))
			continue;
		if (!strcmp(defined->name, sheet->name))
			return sheet->name;
		like = like ? like : sheet->name;
	}
	return like ? like : defined->name;
}

const struct columns *book_columns(const struct book *book,
				   const struct sheet *sheet)
{
	return sheet->columns ? sheet->columns : definition(book, sheet);
}

int64_t columns_find(const struct columns *columns, const char *name)
{
	uint32_t i;

	for (i = 0; columns && *name && i < columns->count; i++)
		if (!strcmp(columns->names[i], name))
			return i;
	return -1;
}

static const char *text_of(const struct columns *c, int64_t field, bool type)
{
	if (!c || field < 0 || field >= c->count)
		return NULL;
	return type ? c->types[field] : c->comments[field];
}

/* The same for a column whose name may differ in case. */
static const char *text_like(const struct columns *c, const char *name,
			     bool type)
{
	uint32_t i;

	for (i = 0; c && i < c->count; i++)
		if (!strcasecmp(c->names[i], name))
			return text_of(c, i, type);
	return NULL;
}

/* A column's type or comment, wherever it is told. */
static const char *told(const struct book *book, const struct sheet *sheet,
			uint32_t field, bool type)
{
	const struct columns *own = book_columns(book, sheet), *defined;
	const char *text = text_of(own, field, type);
	uint32_t i;

	if (text || !own || field >= own->count)
		return text;
	defined = definition(book, sheet);
	text = text_of(defined, columns_find(defined, own->names[field]), type);
	for (i = 0; !text && i < book->sheet_count; i++)
		if (is_like(book->sheets[i], sheet))
			text = text_like(book->sheets[i]->columns,
					 own->names[field], type);
	return text;
}

const char *book_comment(const struct book *book, const struct sheet *sheet,
			 uint32_t field)
{
	return told(book, sheet, field, false);
}

const char *book_type(const struct book *book, const struct sheet *sheet,
		      uint32_t field)
{
	return told(book, sheet, field, true);
}

struct census *book_find(const struct book *book, uint32_t sheet,
			 uint32_t field, uint32_t detector)
{
	const struct sheet *s = book->sheets[sheet];
	struct census *census = NULL;

	if (field < s->fields)
		census = s->censuses[field * detector_count + detector];
	if (!census && book->other && book->other->fields)
		census = book->other->censuses[detector];
	return census;
}
