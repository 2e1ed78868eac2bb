/* The schema of a container, as a graph of types. See avro.h. */
#include <jansson.h>
#include <string.h>

#include "scanner/base/library.h"
#include "scanner/base/sonames.h"
#include "scanner/formats/avro.h"

#define FUNCTIONS(F)                                                           \
	F(json_array_get)                                                      \
	F(json_array_size)                                                     \
	F(json_delete)                                                         \
	F(json_integer_value)                                                  \
	F(json_loadb)                                                          \
	F(json_object_get)                                                     \
	F(json_string_value)
LIBRARY(libjansson, SONAME_jansson, FUNCTIONS)

#define NAME_MAX_BYTES 512

/* One reading: what is the same at every depth. */
struct builder {
	const struct libjansson *json;
	struct avro_schema *schema;
	bool failed; /* not Avro's, or out of memory or of bounds */
};

static uint32_t build(struct builder *, const json_t *, const char *space,
		      unsigned depth);

static uint32_t fail(struct builder *b)
{
	b->failed = true;
	return 0;
}

static uint32_t add_node(struct builder *b, enum avro_type type)
{
	struct avro_schema *s = b->schema;

	if (s->count == AVRO_NODES_MAX)
		return fail(b);
	s->nodes[s->count] = (struct avro_node){ .type = type };
	return (uint32_t)s->count++;
}

/* Room for the parts of a node, side by side. */
static bool add_parts(struct builder *b, uint32_t node, size_t count)
{
	struct avro_schema *s = b->schema;
	size_t room = s->part_room ? s->part_room : 64;
	struct avro_part *parts = s->parts;

	while (room < s->part_count + count)
		room *= 2;
	if (room > s->part_room)
		parts = realloc(parts, room * sizeof(*parts));
	if (!parts) {
		b->failed = true;
		return false;
	}
	s->parts = parts;
	s->part_room = room;
	s->nodes[node].first = (uint32_t)s->part_count;
	s->nodes[node].count = (uint32_t)count;
	memset(parts + s->part_count, 0, count * sizeof(*parts));
	s->part_count += count;
	return true;
}

static const char *text_of(const struct builder *b, const json_t *object,
			   const char *key)
{
	return b->json->json_string_value(
		b->json->json_object_get(object, key));
}

/* A name without a point is in the namespace around it. */
static void full_name(char out[NAME_MAX_BYTES], const char *name,
		      const char *space)
{
	bool whole = strchr(name, '.') || !*space;

	snprintf(out, NAME_MAX_BYTES, "%s%s%s", whole ? "" : space,
		 whole ? "" : ".", name);
}

/* The namespace that a full name is in. */
static void space_of(char *full)
{
	char *dot = strrchr(full, '.');

	*(dot ? dot : full) = 0;
}

static void remember(struct builder *b, const char *full, uint32_t node)
{
	struct avro_schema *s = b->schema;
	struct avro_named *named;

	if (s->named_count % 64 == 0) {
		named = realloc(s->named, (s->named_count + 64) *
						  sizeof(*named));
		if (!named) {
			b->failed = true;
			return;
		}
		s->named = named;
	}
	named = &s->named[s->named_count];
	*named = (struct avro_named){ strdup(full), node };
	b->failed |= !named->name;
	s->named_count += named->name != NULL;
}

static enum avro_type simple_type(const char *name)
{
	static const struct {
		const char *name;
		enum avro_type type;
	} simple[] = {
		{ "null", AVRO_NULL },	   { "boolean", AVRO_BOOLEAN },
		{ "int", AVRO_LONG },	   { "long", AVRO_LONG },
		{ "float", AVRO_FLOAT },   { "double", AVRO_DOUBLE },
		{ "bytes", AVRO_BYTES },   { "string", AVRO_STRING },
		{ "record", AVRO_RECORD }, { "error", AVRO_RECORD },
		{ "enum", AVRO_ENUM },	   { "array", AVRO_ARRAY },
		{ "map", AVRO_MAP },	   { "fixed", AVRO_FIXED },
	};

	for (size_t i = 0; i < sizeof(simple) / sizeof(*simple); i++)
		if (!strcmp(simple[i].name, name))
			return simple[i].type;
	return AVRO_UNION; /* no type has this name */
}

/* A type by its name: one that has no parts, or one that was defined. */
static uint32_t build_name(struct builder *b, const char *name,
			   const char *space)
{
	enum avro_type type = simple_type(name);
	char full[NAME_MAX_BYTES];

	if (type <= AVRO_STRING)
		return add_node(b, type);
	full_name(full, name, space);
	for (size_t i = 0; i < b->schema->named_count; i++)
		if (!strcmp(b->schema->named[i].name, full) ||
		    !strcmp(b->schema->named[i].name, name))
			return b->schema->named[i].node;
	return fail(b);
}

static enum avro_meaning meaning_of(const char *logical)
{
	if (!logical)
		return AVRO_PLAIN;
	if (!strcmp(logical, "date"))
		return AVRO_DAYS;
	if (!strcmp(logical, "decimal"))
		return AVRO_DECIMAL;
	if (strstr(logical, "timestamp-millis"))
		return AVRO_MILLIS;
	return strstr(logical, "timestamp-micros") ? AVRO_MICROS : AVRO_PLAIN;
}

/* Parts that are fields of a record. */
static void build_fields(struct builder *b, uint32_t node,
			 const json_t *fields, const char *space,
			 unsigned depth)
{
	size_t count = b->json->json_array_size(fields);

	if (!add_parts(b, node, count))
		return;
	for (size_t i = 0; i < count && !b->failed; i++) {
		const json_t *field = b->json->json_array_get(fields, i);
		const char *name = text_of(b, field, "name");
		uint32_t type = build(b, b->json->json_object_get(field,
								  "type"),
				      space, depth);
		struct avro_part *part =
			&b->schema->parts[b->schema->nodes[node].first + i];

		*part = (struct avro_part){ name ? name : "", type };
	}
}

static void build_symbols(struct builder *b, uint32_t node,
			  const json_t *symbols)
{
	size_t count = b->json->json_array_size(symbols);

	if (!add_parts(b, node, count))
		return;
	for (size_t i = 0; i < count; i++) {
		const char *name = b->json->json_string_value(
			b->json->json_array_get(symbols, i));

		b->schema->parts[b->schema->nodes[node].first + i].name =
			name ? name : "";
	}
}

static void build_one(struct builder *b, uint32_t node, const json_t *json,
		      const char *space, unsigned depth)
{
	if (add_parts(b, node, 1)) {
		uint32_t part = build(b, json, space, depth);

		b->schema->parts[b->schema->nodes[node].first].node = part;
	}
}

/* Its name is known before its fields are read: they may be of its type. */
static void name_node(struct builder *b, uint32_t node, const json_t *json,
		      const char *space, char full[NAME_MAX_BYTES])
{
	const char *name = text_of(b, json, "name");
	const char *own = text_of(b, json, "namespace");

	full_name(full, name ? name : "", own ? own : space);
	remember(b, full, node);
	if (!node && name)
		b->schema->row = strdup(strrchr(name, '.')
						? strrchr(name, '.') + 1
						: name);
}

static uint32_t build_object(struct builder *b, const json_t *json,
			     const char *space, unsigned depth)
{
	const char *name = text_of(b, json, "type");
	enum avro_type type = name ? simple_type(name) : AVRO_UNION;
	char full[NAME_MAX_BYTES];
	struct avro_node *n;
	uint32_t node;

	if (type == AVRO_UNION)
		return build(b, b->json->json_object_get(json, "type"), space,
			     depth);
	node = add_node(b, type);
	if (b->failed)
		return 0;
	n = &b->schema->nodes[node];
	n->meaning = meaning_of(text_of(b, json, "logicalType"));
	n->scale = (uint32_t)b->json->json_integer_value(
		b->json->json_object_get(json, "scale"));
	n->size = (uint32_t)b->json->json_integer_value(
		b->json->json_object_get(json, "size"));
	if (type == AVRO_RECORD || type == AVRO_ENUM || type == AVRO_FIXED)
		name_node(b, node, json, space, full);
	if (type == AVRO_ARRAY || type == AVRO_MAP)
		build_one(b, node,
			  b->json->json_object_get(
				  json, type == AVRO_MAP ? "values" : "items"),
			  space, depth);
	if (type == AVRO_ENUM)
		build_symbols(b, node,
			      b->json->json_object_get(json, "symbols"));
	if (type == AVRO_RECORD) {
		space_of(full);
		build_fields(b, node, b->json->json_object_get(json, "fields"),
			     full, depth);
	}
	return node;
}

static uint32_t build_union(struct builder *b, const json_t *json,
			    const char *space, unsigned depth)
{
	uint32_t node = add_node(b, AVRO_UNION);
	size_t count = b->json->json_array_size(json);

	if (b->failed || !add_parts(b, node, count))
		return 0;
	for (size_t i = 0; i < count && !b->failed; i++) {
		uint32_t part = build(b, b->json->json_array_get(json, i),
				      space, depth);

		b->schema->parts[b->schema->nodes[node].first + i].node =
			part;
	}
	return node;
}

/* A type: a name, an object, or an array of alternatives. */
static uint32_t build(struct builder *b, const json_t *json,
		      const char *space, unsigned depth)
{
	if (!json || b->failed || depth == AVRO_DEPTH_MAX)
		return fail(b);
	if (json_is_string(json))
		return build_name(b, b->json->json_string_value(json), space);
	if (json_is_object(json))
		return build_object(b, json, space, depth + 1);
	return json_is_array(json) ? build_union(b, json, space, depth + 1)
				   : fail(b);
}

int avro_schema_read(struct avro_schema *s, const char *text, size_t length,
		     struct problem *problem)
{
	struct builder b = { .json = libjansson(), .schema = s };

	*s = (struct avro_schema){ 0 };
	if (!b.json)
		return library_missing(problem, OUTCOME_FAILED,
				       SONAME_jansson);
	s->nodes = calloc(AVRO_NODES_MAX, sizeof(*s->nodes));
	s->json = b.json->json_loadb(text, length, JSON_DECODE_ANY, NULL);
	if (!s->nodes || !s->json) {
		b.failed = true;
	} else {
		build(&b, s->json, "", 0);
		if (!s->row)
			s->row = strdup("rows");
	}
	if (!b.failed && s->row)
		return OUTCOME_OK;
	return problem_set(problem, OUTCOME_FAILED, REASON_DAMAGED,
			   "avro: no schema that could be read");
}

void avro_schema_release(struct avro_schema *s)
{
	for (size_t i = 0; i < s->named_count; i++)
		free(s->named[i].name);
	free(s->named);
	free(s->nodes);
	free(s->parts);
	free(s->row);
	if (s->json)
		libjansson()->json_delete(s->json);
}
