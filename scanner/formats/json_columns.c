/* Tables and columns of JSON. See json.h. */
#include "scanner/formats/json.h"

#include <stdio.h>
#include <string.h>

#define NAME_BYTES 1024
#define DIGITS_MAX 7 /* so many are no name, but a value */

static const unsigned char rows_name[] = JSON_ROWS;

static uint16_t below_rows(struct json *v, uint16_t path)
{
	return paths_below(&v->paths, path, rows_name, strlen(JSON_ROWS));
}

bool json_is_name(const unsigned char *text, size_t length)
{
	unsigned digits = 0;

	for (size_t i = 0; i < length; i++) {
		digits += text[i] >= '0' && text[i] <= '9';
		if (text[i] == '@' || !text[i] || digits >= DIGITS_MAX)
			return false;
	}
	return length > 0;
}

uint16_t json_below(struct json *v, uint16_t path, const unsigned char *key,
		    size_t length)
{
	const struct chunk *c = v->rows.stream.chunk;
	unsigned char name[NAME_BYTES];
	size_t n = charset_decode((enum charset)c->charset, key, length, name,
				  sizeof(name));

	n = json_unescape(name, n, true, name);
	if (!json_is_name(name, n)) {
		name[0] = '*';
		n = 1;
	}
	return paths_below(&v->paths, path, name, n);
}

/* The path of the table that the array or map at hand is. */
static uint16_t table_here(struct json *v)
{
	uint16_t path = PATH_NONE;

	if (!v->depth)
		return below_rows(v, path);
	if (v->exports && v->depth == 3) /* phpMyAdmin names it */
		return below_rows(v, json_below(v, path, v->levels[2].key,
						v->levels[2].key_length));
	for (uint32_t i = 1; i <= v->depth; i++) {
		const struct json_level *level = &v->levels[i];

		if (i > 1 && v->levels[i - 1].object)
			path = json_below(v, path, level->key,
					  level->key_length);
		if (!level->object || i == v->depth)
			path = below_rows(v, path);
	}
	return path;
}

int json_table(struct json *v)
{
	struct rows *r = &v->rows;
	struct emitter *out = r->stream.x->out;
	struct table table = { .kind = TABLE_ROWS, .late = true };
	struct buffer way = { 0 };
	uint16_t path = table_here(v);
	int outcome = OUTCOME_OK;

	if (path == PATH_NONE)
		return OUTCOME_OK;
	v->row_depth = v->depth + 1;
	json_note_table(v);
	if (path == v->table)
		return OUTCOME_OK;
	v->table = path;
	memset(v->columns, 0, sizeof(v->columns));
	if (!v->depth)
		json_name_columns(v);
	if (r->stream.chunk->cell_count) /* of another table */
		outcome = rows_flush(r);
	paths_way(&v->paths, PATH_NONE, path, &way);
	table.name = buffer_string(&way);
	if (outcome == OUTCOME_OK)
		outcome = out->table(out, &table);
	buffer_release(&way);
	return outcome;
}

/* {"$numberLong": "5"}, as MongoDB writes types: the key is no name. */
static bool is_type(const unsigned char *key, uint32_t length)
{
	static const char *const types[] = {
		"$oid",		 "$date",	   "$numberLong",
		"$numberInt",	 "$numberDouble", "$numberDecimal",
		"$uuid",
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (strlen(types[i]) == length &&
		    !memcmp(key, types[i], length))
			return true;
	return false;
}

/* A key that was not foreseen. One that is not kept as a name is a value, in
 * the column of its like. */
static uint16_t new_key(struct json *v, uint32_t from, uint32_t to)
{
	struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	const unsigned char *key = (c->has_raw ? c->raw : c->text) + from;
	uint16_t path = json_below(v, json_top(v)->path, key, to - from);
	static const unsigned char any[] = "*";

	if (path != PATH_NONE && !paths_is(&v->paths, path, any, 1))
		return path;
	r->field = path == PATH_NONE
			   ? path
			   : paths_field(&v->paths, v->table, path);
	rows_cell(r, from, to, 0);
	v->row_used = true;
	return path;
}

/* Keys come in the same order again and again. */
static uint16_t key_path(struct json *v, uint32_t from, uint32_t to,
			 bool escaped)
{
	const unsigned char *key = v->rows.stream.chunk->text + from;
	struct json_level *top = json_top(v);
	uint16_t *guess, path;

	if (top->path == PATH_NONE || (*key == '$' && is_type(key, to - from)))
		return top->path;
	guess = top->last == PATH_NONE ? &v->first[top->path]
				       : &v->next[top->last];
	path = (uint16_t)(*guess - 1);
	if (!*guess || escaped ||
	    !paths_is(&v->paths, path, key, to - from)) {
		path = new_key(v, from, to);
		if (path == PATH_NONE)
			return path;
		*guess = (uint16_t)(path + 1);
	}
	top->last = path;
	return path;
}

static void note_key(struct json *v, uint32_t from, uint32_t to)
{
	const struct chunk *c = v->rows.stream.chunk;
	size_t length = to - from;

	v->key_length = 0;
	if (length > sizeof(v->key))
		return;
	v->key_length = (uint8_t)length;
	memcpy(v->key, (c->has_raw ? c->raw : c->text) + from, length);
}

void json_key(struct json *v, uint32_t from, uint32_t to, bool escaped)
{
	if (v->depth < v->row_depth)
		json_map_key(v, from, to);
	else if (v->row_depth)
		v->path = key_path(v, from, to, escaped);
	else
		note_key(v, from, to);
}

/* A value in a row that is an array: its column is its position. */
static uint16_t position(struct json *v)
{
	uint32_t at = json_top(v)->count;
	char name[16];

	if (at >= PATHS_BELOW)
		at = PATHS_BELOW - 1;
	if (!v->columns[at]) {
		int length = snprintf(name, sizeof(name), "%u", at + 1);
		uint16_t path = paths_below(&v->paths, v->table,
					    (unsigned char *)name,
					    (size_t)length);

		if (path == PATH_NONE)
			return path;
		v->columns[at] = (uint16_t)(path + 1);
	}
	return (uint16_t)(v->columns[at] - 1);
}

uint16_t json_field(struct json *v)
{
	struct json_level *top = json_top(v);
	uint16_t path = top->object ? v->path : top->path;

	if (v->depth < v->row_depth)
		path = v->table;
	else if (v->depth == v->row_depth && !top->object)
		path = position(v);
	return path == PATH_NONE ? path
				 : paths_field(&v->paths, v->table, path);
}

uint16_t json_container(struct json *v, bool object)
{
	const struct json_level *top = json_top(v);
	uint16_t path = top->object ? v->path : top->path;

	if (v->depth < v->row_depth)
		return v->table;
	if (v->depth == v->row_depth && !top->object && path != PATH_NONE)
		path = below_rows(v, path);
	return object || path == PATH_NONE ? path : below_rows(v, path);
}
