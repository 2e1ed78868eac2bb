/* Paths of an XML document. See xml_paths.h. */
#include "scanner/formats/xml_paths.h"

#include <stdlib.h>
#include <string.h>

#define NAME_MAX_BYTES 128
#define WAY_NAMES 4 /* of the way to a value that its comment tells */

/* FNV-1a: only looks things up. */
static uint32_t hash_of(uint16_t parent, const unsigned char *name,
			size_t length)
{
	uint32_t hash = 0x811C9DC5 ^ parent;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ name[i]) * 0x01000193;
	return hash;
}

static bool is_path(const struct xml_paths *p, uint32_t path, uint16_t parent,
		    const unsigned char *name, size_t length)
{
	const char *known = (const char *)p->names.bytes + p->paths[path].name;

	return p->paths[path].parent == parent && strlen(known) == length &&
	       !memcmp(known, name, length);
}

uint16_t xml_paths_below(struct xml_paths *p, uint16_t parent,
			 const unsigned char *name, size_t length)
{
	const uint32_t mask = 2 * XML_PATHS - 1;
	uint32_t slot, start;

	if (length > NAME_MAX_BYTES || memchr(name, 0, length) ||
	    p->names.failed)
		return XML_PATH_NONE;
	for (slot = hash_of(parent, name, length) & mask; p->slots[slot];
	     slot = (slot + 1) & mask)
		if (is_path(p, p->slots[slot] - 1u, parent, name, length))
			return p->slots[slot] - 1u;
	if (p->count == XML_PATHS)
		return XML_PATH_NONE;
	start = (uint32_t)p->names.length;
	buffer_append(&p->names, name, length);
	buffer_byte(&p->names, 0);
	if (p->names.failed)
		return XML_PATH_NONE;
	p->paths[p->count] = (struct xml_path){ .name = start,
						.parent = parent };
	p->slots[slot] = (uint16_t)++p->count;
	return (uint16_t)(p->count - 1);
}

/* Appends "customer/mobile": the last names of the way. */
static void put_way(const struct xml_paths *p, uint32_t path,
		    struct buffer *out)
{
	const char *names[WAY_NAMES];
	unsigned count = 0;

	for (; path != XML_PATH_NONE && count < WAY_NAMES;
	     path = p->paths[path].parent)
		names[count++] =
			(const char *)p->names.bytes + p->paths[path].name;
	while (count--)
		buffer_format(out, "%s%s", names[count], count ? "/" : "");
	buffer_byte(out, 0);
}

int xml_paths_define(struct xml_paths *p, const char *table,
		     struct composer *composer)
{
	struct table definition = { .name = table, .kind = TABLE_DEFINITION,
				    .column_count = p->count };
	const char **columns = calloc(2 * (size_t)p->count + 1,
				      sizeof(*columns));
	struct buffer ways = { 0 };
	int outcome = OUTCOME_OK;
	size_t at = 0;

	for (uint32_t i = 0; i < p->count; i++)
		put_way(p, i, &ways);
	if (columns && !ways.failed && !p->names.failed) {
		for (uint32_t i = 0; i < p->count; i++) {
			columns[i] = (const char *)p->names.bytes +
				     p->paths[i].name;
			columns[p->count + i] = (const char *)ways.bytes + at;
			at += strlen(columns[p->count + i]) + 1;
		}
		definition.columns = columns;
		definition.comments = columns + p->count;
		outcome = compose_table(composer, &definition);
	}
	buffer_release(&ways);
	free(columns);
	return outcome;
}

void xml_paths_release(struct xml_paths *p)
{
	buffer_release(&p->names);
}
