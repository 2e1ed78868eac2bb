/* Ways to values in a document. See paths.h. */
#include "scanner/formats/paths.h"

#include <stdlib.h>
#include <string.h>

#define SLOTS_MASK (2 * PATHS - 1)
#define WAY_NAMES 16 /* of a longer way the last ones are told */
#define WAY_BYTES 240

/* FNV-1a: only looks things up. */
static uint32_t hash_of(uint16_t parent, const unsigned char *name,
			size_t length)
{
	uint32_t hash = 0x811C9DC5 ^ parent;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ name[i]) * 0x01000193;
	return hash;
}

bool paths_is(const struct paths *p, uint16_t path, const unsigned char *name,
	      size_t length)
{
	const struct path *known = &p->paths[path];

	return known->length == length &&
	       !memcmp(p->names.bytes + known->name, name, length);
}

/* The slot of a name, or the free one where it would stand. */
static uint32_t slot_of(const struct paths *p, uint16_t parent,
			const unsigned char *name, size_t length)
{
	uint32_t slot = hash_of(parent, name, length) & SLOTS_MASK;

	for (; p->slots[slot]; slot = (slot + 1) & SLOTS_MASK) {
		uint16_t path = (uint16_t)(p->slots[slot] - 1);

		if (p->paths[path].parent == parent &&
		    paths_is(p, path, name, length))
			break;
	}
	return slot;
}

uint16_t paths_below(struct paths *p, uint16_t parent,
		     const unsigned char *name, size_t length)
{
	uint16_t *below = parent == PATH_NONE ? &p->below
					      : &p->paths[parent].below;
	uint32_t slot = slot_of(p, parent, name, length);

	if (!p->slots[slot] &&
	    (*below >= PATHS_BELOW || !length || length > PATHS_NAME_MAX)) {
		name = (const unsigned char *)"*";
		length = 1;
		slot = slot_of(p, parent, name, length);
	}
	if (p->slots[slot])
		return (uint16_t)(p->slots[slot] - 1);
	if (p->count == PATHS)
		return PATH_NONE;
	p->paths[p->count] = (struct path){
		.name = (uint32_t)p->names.length,
		.length = (uint16_t)length,
		.parent = parent,
		.table = PATH_NONE,
	};
	buffer_append(&p->names, name, length);
	if (p->names.failed)
		return PATH_NONE;
	++*below;
	p->slots[slot] = ++p->count;
	return (uint16_t)(p->count - 1);
}

uint16_t paths_field(struct paths *p, uint16_t table, uint16_t path)
{
	struct path *known = &p->paths[path];

	if (known->table == PATH_NONE) {
		known->table = table;
		known->field = p->paths[table].fields++;
	}
	return known->table == table ? known->field : PATH_NONE;
}

/* From where to tell the way to a path that is its own column: numbers[]. */
static uint16_t above_itself(const struct paths *p, uint16_t path)
{
	uint16_t parent = p->paths[path].parent;

	if (parent == PATH_NONE ||
	    p->names.bytes[p->paths[path].name] != '[')
		return parent;
	return p->paths[parent].parent;
}

void paths_way(const struct paths *p, uint16_t above, uint16_t path,
	       struct buffer *out)
{
	uint16_t way[WAY_NAMES];
	size_t count = 0, length = 0, before = out->length;

	if (path == above)
		above = above_itself(p, path);
	do {
		way[count++] = path;
		length += p->paths[path].length + 1u;
		path = p->paths[path].parent;
	} while (path != above && path != PATH_NONE && count < WAY_NAMES &&
		 length < WAY_BYTES);
	if (path != above && path != PATH_NONE)
		buffer_text(out, "..");
	while (count--) {
		const struct path *known = &p->paths[way[count]];
		const unsigned char *name = p->names.bytes + known->name;

		/* What stands in brackets needs no point before it. */
		if (out->length > before && *name != '[')
			buffer_byte(out, '.');
		buffer_append(out, name, known->length);
		if (known->many)
			buffer_text(out, "[]");
	}
}

/* Where the text is kept; 0: there is none. */
static uint32_t keep_text(struct paths *p, const unsigned char *text,
			  size_t length)
{
	uint32_t at = (uint32_t)p->names.length;

	buffer_append(&p->names, text, length);
	buffer_byte(&p->names, 0);
	return length && !p->names.failed ? at : 0;
}

void paths_comment(struct paths *p, uint16_t path, const unsigned char *text,
		   size_t length)
{
	p->paths[path].comment = keep_text(p, text, length);
}

void paths_type(struct paths *p, uint16_t path, const unsigned char *text,
		size_t length)
{
	p->paths[path].type = keep_text(p, text, length);
}

static const char *text_at(const struct paths *p, uint32_t at)
{
	return at ? (const char *)p->names.bytes + at : NULL;
}

enum { COLUMNS, COMMENTS, TYPES, LISTS };

/* The columns' ways are put behind each other in `ways`, from starts[] on. */
static void list_columns(const struct paths *p, uint16_t table, size_t *starts,
			 const char **lists, bool told[LISTS],
			 struct buffer *ways)
{
	const uint16_t count = p->paths[table].fields;

	for (uint16_t i = 0; i < p->count; i++) {
		const struct path *known = &p->paths[i];

		if (known->table != table)
			continue;
		starts[known->field] = ways->length;
		paths_way(p, table, i, ways);
		buffer_byte(ways, 0);
		lists[COMMENTS * count + known->field] =
			text_at(p, known->comment);
		lists[TYPES * count + known->field] = text_at(p, known->type);
		told[COMMENTS] |= known->comment;
		told[TYPES] |= known->type;
	}
	for (uint16_t i = 0; i < count; i++)
		lists[i] = (const char *)ways->bytes + starts[i];
}

static int define(const struct paths *p, uint16_t path, struct emitter *out)
{
	struct table table = { .kind = TABLE_DEFINITION };
	const uint16_t count = p->paths[path].fields;
	size_t *starts = calloc(count, sizeof(*starts));
	const char **lists = calloc((size_t)LISTS * count, sizeof(*lists));
	struct buffer ways = { 0 };
	bool told[LISTS] = { false };
	int outcome = OUTCOME_OK;

	paths_way(p, PATH_NONE, path, &ways);
	buffer_byte(&ways, 0);
	if (starts && lists)
		list_columns(p, path, starts, lists, told, &ways);
	if (starts && lists && !ways.failed) {
		table.name = (const char *)ways.bytes;
		table.comment = text_at(p, p->paths[path].comment);
		table.columns = lists;
		table.comments = told[COMMENTS] ? lists + count : NULL;
		table.types = told[TYPES] ? lists + TYPES * count : NULL;
		table.column_count = count;
		outcome = out->table(out, &table);
	}
	buffer_release(&ways);
	free(lists);
	free(starts);
	return outcome;
}

int paths_define(const struct paths *p, struct emitter *out)
{
	int outcome = OUTCOME_OK;

	for (uint16_t i = 0; i < p->count && outcome == OUTCOME_OK; i++)
		if (p->paths[i].fields)
			outcome = define(p, i, out);
	return outcome;
}

void paths_release(struct paths *p)
{
	buffer_release(&p->names);
}
