/* Records of XML. See xml_records.h. */
#include "scanner/formats/xml_records.h"

#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 32 /* records lie no deeper */
#define VALUE_ATTRIBUTES 3 /* of an element without text: name, value, type */

struct learner {
	struct markup markup;
	struct paths *paths;
	uint32_t depth, count; /* of elements */
	uint16_t stack[DEPTH_MAX + 1]; /* as in xml_document.c */
	uint16_t names[DEPTH_MAX + 1];
	uint32_t numbers[DEPTH_MAX + 1]; /* of the elements that are open */
	uint32_t within[PATHS]; /* number + 1 of the one it was last seen in */
};

void xml_local_name(const unsigned char **name, size_t *length)
{
	const unsigned char *colon = memchr(*name, ':', *length);

	if (colon) {
		*length -= (size_t)(colon + 1 - *name);
		*name = colon + 1;
	}
}

static int on_text(void *context, const unsigned char *text, size_t length)
{
	(void)context;
	(void)text;
	(void)length;
	return OUTCOME_OK;
}

/* The tag says more of its element than one would of a value: <field
 * Field="mobile" Type="char" Null="NO" Key="" Comment=""/> is a record. */
static bool describes(const struct markup_tag *tag)
{
	struct markup_attribute a;
	unsigned count = 0;

	for (size_t at = 0; tag->empty && markup_attribute(tag, &at, &a);)
		count++;
	return count > VALUE_ATTRIBUTES;
}

/* The attribute that names a <field name="mobile">; value NULL when there is
 * none. */
static struct markup_attribute name_of(const struct markup_tag *tag,
				       const unsigned char *local,
				       size_t length)
{
	static const char *const general[] = {
		"field",     "column", "property", "param", "entry",
		"attribute", "item",   "data",	   "var",   "table_data",
		"table",     "database",
	};
	static const char *const names[] = { "name", "field", "key",
					     "column" };
	struct markup_attribute none = { 0 };

	for (size_t i = 0; i < sizeof(general) / sizeof(*general); i++) {
		if (!markup_is(local, length, general[i]))
			continue;
		if (describes(tag))
			break;
		for (size_t k = 0; k < sizeof(names) / sizeof(*names); k++) {
			struct markup_attribute a = markup_find(tag, names[k]);

			if (a.value_length)
				return a;
		}
	}
	return none;
}

uint16_t xml_path(struct paths *paths, uint16_t parent,
		  const struct markup_tag *tag, const unsigned char **naming)
{
	const unsigned char *name = tag->name;
	size_t length = tag->name_length;
	struct markup_attribute a;

	xml_local_name(&name, &length);
	if (!naming)
		return paths_below(paths, parent, name, length);
	a = name_of(tag, name, length);
	*naming = a.value;
	return a.value ? paths_below(paths, parent, a.value, a.value_length)
		       : paths_below(paths, parent, name, length);
}

/* An element comes again when one of the same name does, attribute and all:
 * several <table name="..."> are as many tables, or the rows of one. */
static void opened(struct learner *l, const struct markup_tag *tag)
{
	const unsigned char *naming;
	uint16_t parent, name = PATH_NONE, path = PATH_NONE;
	uint32_t number;

	if (l->depth++ >= DEPTH_MAX)
		return;
	l->numbers[l->depth] = ++l->count;
	number = l->numbers[l->depth - 1] + 1;
	parent = l->names[l->depth - 1];
	if (parent != PATH_NONE || l->depth == 1) {
		name = xml_path(l->paths, parent, tag, NULL);
		path = xml_path(l->paths, l->stack[l->depth - 1], tag,
				&naming);
	}
	l->names[l->depth] = name;
	l->stack[l->depth] = path;
	if (name == PATH_NONE || path == PATH_NONE)
		return;
	l->paths->paths[name].many |= l->within[path] == number;
	l->within[path] = number;
	l->paths->paths[name].holds |= tag->length > 0;
	if (parent != PATH_NONE)
		l->paths->paths[parent].holds = true;
}

static int on_tag(void *context, const struct markup_tag *tag)
{
	struct learner *l = context;

	if (!tag->closes)
		opened(l, tag);
	if (tag->closes || tag->empty)
		l->depth -= l->depth > 0;
	return OUTCOME_OK;
}

void xml_records_learn(struct paths *paths, struct extraction *e)
{
	static const struct markup_events events = { on_text, on_tag,
						     on_text };
	struct memory_source head = memory_source(e->head->bytes,
						  e->head->length);
	struct learner *l = calloc(1, sizeof(*l));
	struct decoder *d = decoder_new(e, &head.source, e->entry.position,
					(enum charset)e->entry.charset);

	if (l && d) {
		l->markup = (struct markup){ .events = &events,
					     .context = l,
					     .decoder = d };
		l->paths = paths;
		l->stack[0] = l->names[0] = PATH_NONE;
		markup_read(&l->markup);
	}
	free(d);
	free(l);
}

/* Notes an attribute of the tag by `note`. */
static void take_attribute(struct paths *paths, uint16_t path,
			   const struct markup_tag *tag, const char *name,
			   void (*note)(struct paths *, uint16_t,
					const unsigned char *, size_t))
{
	struct markup_attribute a = markup_find(tag, name);
	struct buffer text = { 0 };

	markup_undo(&text, a.value, a.value_length);
	if (path != PATH_NONE && !text.failed)
		note(paths, path, text.bytes, text.length);
	buffer_release(&text);
}

void xml_describe(struct paths *paths, uint16_t parent,
		  const struct markup_tag *tag, uint16_t *rows)
{
	static const unsigned char row[] = "row";
	bool begins = markup_is(tag->name, tag->name_length,
				"table_structure");
	struct markup_attribute name =
		markup_find(tag, begins ? "name" : "Field");

	if (begins) {
		*rows = paths_below(paths, parent, name.value,
				    name.value_length);
		if (*rows != PATH_NONE)
			*rows = paths_below(paths, *rows, row, 3);
	} else if (markup_is(tag->name, tag->name_length, "table_data")) {
		*rows = PATH_NONE;
	} else if (markup_is(tag->name, tag->name_length, "options")) {
		take_attribute(paths, *rows, tag, "Comment", paths_comment);
	} else if (*rows != PATH_NONE && name.value) {
		uint16_t path = paths_below(paths, *rows, name.value,
					    name.value_length);

		take_attribute(paths, path, tag, "Comment", paths_comment);
		take_attribute(paths, path, tag, "Type", paths_type);
	}
}

bool xml_is_record(const struct paths *paths, uint16_t path)
{
	const struct path *known = &paths->paths[path];
	bool below_root = known->parent != PATH_NONE &&
			  paths->paths[known->parent].parent == PATH_NONE;

	return known->many && (known->holds || below_root);
}
