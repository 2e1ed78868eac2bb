/* A book of sheets. See book.h. */
#include "reports/inventory/book.h"

#include <stdlib.h>
#include <string.h>

#define NAME_MAX_BYTES 256 /* a longer name is cut */

const struct book_limits book_limits_part = {
	.samples = 12 << 20, .tally_samples = 16 << 20, .indices = 2 << 20,
	.censuses = 4096, .tallies = 8192, .sheets = 4096,
};
const struct book_limits book_limits_asset = {
	.samples = 6 << 20, .tally_samples = 8 << 20, .indices = 8 << 20,
	.censuses = 4096, .tallies = 16384, .sheets = 4096,
};

/* Bytes of a name that are kept; a character is not cut in two. */
static size_t clipped(const char *name)
{
	size_t length = strnlen(name, NAME_MAX_BYTES + 1);

	if (length <= NAME_MAX_BYTES)
		return length;
	length = NAME_MAX_BYTES;
	while (length && ((unsigned char)name[length] & 0xC0) == 0x80)
		length--;
	return length;
}

static const char *text_or_empty(const char *text)
{
	return text ? text : "";
}

static char *put_name(char **room, const char *name)
{
	size_t length = clipped(name);
	char *start = *room;

	memcpy(start, name, length);
	start[length] = 0;
	*room += length + 1;
	return start;
}

/* Texts by column in the order in which they are kept: names, comments,
 * types. */
static const char *text_of(const struct table *t, uint32_t list, uint32_t i)
{
	const char *const *lists[] = { t->columns, t->comments, t->types };

	return lists[list] ? lists[list][i] : NULL;
}

struct columns *columns_new(const struct table *t)
{
	uint32_t i, list, n = t->column_count;
	size_t bytes = sizeof(struct columns) + 3 * n * sizeof(char *);
	struct columns *columns;
	const char **texts;
	char *room;

	for (i = 0; i < 3 * n; i++)
		if (text_of(t, i / n, i % n) || i < n)
			bytes += clipped(text_or_empty(
					 text_of(t, i / n, i % n))) + 1;
	columns = malloc(bytes);
	if (!columns)
		return NULL;
	texts = (const char **)(columns + 1);
	*columns = (struct columns){ n, bytes, texts, texts + n,
				     texts + 2 * n };
	room = (char *)(texts + 3 * n);
	for (list = 0; list < 3; list++)
		for (i = 0; i < n; i++, texts++) {
			const char *text = text_of(t, list, i);

			*texts = text || !list
					 ? put_name(&room, text_or_empty(text))
					 : NULL;
		}
	return columns;
}

/* FNV-1a: only looks things up, and a clash costs nothing but time. */
static uint64_t hash_text(uint64_t hash, const char *text, size_t length)
{
	for (; length; length--, text++)
		hash = (hash ^ (unsigned char)*text) * 0x100000001B3;
	return (hash ^ 0xFF) * 0x100000001B3;
}

/* A definition is found by its name, rows by their columns as well: the same
 * name with other columns (INSERT with a column list) is another sheet. */
static uint64_t hash_table(const struct table *t)
{
	uint64_t hash = 0xCBF29CE484222325 ^ (uint64_t)t->kind;
	uint32_t i;

	hash = hash_text(hash, t->name, clipped(t->name));
	if (t->kind != TABLE_ROWS || !t->columns)
		return hash;
	for (i = 0; i < t->column_count; i++)
		hash = hash_text(hash, text_or_empty(t->columns[i]),
				 clipped(text_or_empty(t->columns[i])));
	return hash;
}

/* Of a table's name without its schema, in any case. */
static uint64_t hash_bare(const char *name)
{
	const char *dot = strrchr(name, '.');
	uint64_t hash = 0;

	for (name = dot ? dot + 1 : name; *name; name++) {
		char c = *name | 0x20;

		hash = hash_text(hash, &c, 1);
	}
	return hash;
}

static bool same_name(const char *kept, const char *name)
{
	size_t length = clipped(name);

	return !strncmp(kept, name, length) && !kept[length];
}

bool sheet_is(const struct sheet *sheet, const struct table *t)
{
	const struct columns *c = sheet->columns;
	uint32_t i;

	if (!sheet->name || sheet->kind != t->kind ||
	    !same_name(sheet->name, t->name))
		return false;
	if (t->kind != TABLE_ROWS)
		return true;
	if (!c || !t->columns)
		return !c && !t->columns;
	if (c->count != t->column_count)
		return false;
	for (i = 0; i < c->count; i++)
		if (!same_name(c->names[i], text_or_empty(t->columns[i])))
			return false;
	return true;
}

struct sheet *book_lookup(const struct book *book, const struct table *t)
{
	uint64_t hash = hash_table(t);
	uint32_t slot = (uint32_t)hash & (book->slot_count - 1);
	struct sheet *sheet;

	if (!book->slot_count)
		return NULL;
	for (; book->slots[slot]; slot = (slot + 1) & (book->slot_count - 1)) {
		sheet = book->sheets[book->slots[slot] - 1];
		if (sheet->hash == hash && sheet_is(sheet, t))
			return sheet;
	}
	return NULL;
}

static void enter(struct book *book, const struct sheet *sheet)
{
	uint32_t slot = (uint32_t)sheet->hash & (book->slot_count - 1);

	while (book->slots[slot])
		slot = (slot + 1) & (book->slot_count - 1);
	book->slots[slot] = sheet->index + 1;
}

/* Room for one sheet more, here and among the slots. */
static bool reserve(struct book *book)
{
	uint32_t i, room = book->sheet_room ? book->sheet_room * 2 : 4;
	struct sheet **sheets;
	uint32_t *slots;

	if (book->sheet_count < book->sheet_room)
		return true;
	sheets = realloc(book->sheets, room * sizeof(struct sheet *));
	if (!sheets)
		return false;
	book->sheets = sheets;
	slots = calloc(room * 2, sizeof(*slots));
	if (!slots)
		return false;
	free(book->slots);
	book->slots = slots;
	book->slot_count = room * 2;
	book->sheet_room = room;
	for (i = 0; i < book->sheet_count; i++)
		if (sheets[i]->name)
			enter(book, sheets[i]);
	return true;
}

static struct sheet *add(struct book *book, enum table_kind kind)
{
	struct sheet *sheet;

	if (!reserve(book))
		return NULL;
	sheet = calloc(1, sizeof(*sheet));
	if (!sheet)
		return NULL;
	sheet->kind = kind;
	sheet->index = book->sheet_count;
	book->sheets[book->sheet_count++] = sheet;
	return sheet;
}

/* Names that would break the limit are left out: "#3" then. */
static bool set_names(struct book *book, struct sheet *sheet,
		      const struct table *t)
{
	if (t->name) {
		sheet->name = strndup(t->name, clipped(t->name));
		if (!sheet->name)
			return false;
		sheet->hash = hash_table(t);
		sheet->name_hash = hash_text(0, sheet->name,
					     strlen(sheet->name));
		sheet->bare_hash = hash_bare(sheet->name);
		enter(book, sheet);
	}
	if (t->columns && book->index_bytes < book->limits->indices) {
		sheet->columns = columns_new(t);
		if (!sheet->columns)
			return false;
		book->index_bytes += sheet->columns->bytes;
	}
	return true;
}

struct sheet *book_other(struct book *book)
{
	static const struct table table = { .name = BOOK_OTHER_TABLES };

	if (book->other)
		return book->other;
	book->other = add(book, TABLE_ROWS);
	if (!book->other)
		return NULL;
	book->other->other = true;
	return set_names(book, book->other, &table) ? book->other : NULL;
}

struct sheet *book_sheet(struct book *book, const struct table *t)
{
	struct sheet *sheet = t->name ? book_lookup(book, t) : NULL;

	if (sheet && t->kind == TABLE_DEFINITION &&
	    !book_learn(book, sheet, t))
		return NULL;
	if (sheet)
		return sheet;
	if (book->sheet_count >= book->limits->sheets)
		return book_other(book);
	sheet = add(book, t->kind);
	if (sheet)
		sheet->late = t->late;
	return sheet && set_names(book, sheet, t) ? sheet : NULL;
}

struct sheet *book_prose(struct book *book)
{
	if (!book->prose)
		book->prose = add(book, TABLE_PROSE);
	return book->prose;
}

struct sheet *book_adopt(struct book *book, const struct sheet *from)
{
	struct columns *c = from->columns;
	struct table table = {
		.name = from->name,
		.kind = from->kind,
		.late = from->late,
		.columns = c ? c->names : NULL,
		.comments = c ? c->comments : NULL,
		.types = c ? c->types : NULL,
		.column_count = c ? c->count : 0,
	};

	if (from->other)
		return book_other(book);
	if (from->kind == TABLE_PROSE)
		return book_prose(book);
	return book_sheet(book, &table);
}

void book_init(struct book *book, const struct book_limits *limits)
{
	*book = (struct book){ .limits = limits, .sample_room = SKETCH_ROOM,
			       .tally_room = TALLY_ROOM };
}

static void sheet_free(struct sheet *sheet)
{
	size_t i;

	for (i = 0; !sheet->folded && i < sheet->fields * detector_count; i++)
		census_free(sheet->censuses[i]);
	free(sheet->censuses);
	for (i = 0; i < sheet->tally_count; i++)
		sketch_release(&sheet->tallies[i].distinct);
	free(sheet->tallies);
	free(sheet->kinds.rows);
	free(sheet->columns);
	free(sheet->name);
	free(sheet);
}

void book_release(struct book *book)
{
	uint32_t i;

	for (i = 0; i < book->sheet_count; i++)
		sheet_free(book->sheets[i]);
	free(book->sheets);
	free(book->slots);
	*book = (struct book){ 0 };
}
