/*
 * Names that stand apart from what they name. Of columns, where rows are
 * arrays: in the first row; in a list before the rows, as pandas writes
 * "columns", or in objects with a "name", as ClickHouse writes "meta"; in the
 * first of several lines. Of tables: in phpMyAdmin's exports. See json.h.
 */
#include "scanner/formats/json.h"

#include <string.h>
#include <strings.h>

#define HEADER_MAX 256 /* bytes in which phpMyAdmin says what it is */

/* Where strings are looked for. */
struct span {
	const unsigned char *text;
	uint32_t length;
};

static struct span block_of(const struct json *v)
{
	const struct chunk *c = v->rows.stream.chunk;

	return (struct span){ c->text, c->length };
}

/* Its characters as they stand in the file, at the same places. */
static const unsigned char *raw_of(const struct json *v)
{
	const struct chunk *c = v->rows.stream.chunk;

	return c->has_raw ? c->raw : c->text;
}

static uint32_t skip_space(struct span s, uint32_t at)
{
	while (at < s.length && json_is_space(s.text[at]))
		at++;
	return at;
}

/* The string that begins at `at`: where it ends if it may be a title. */
static uint32_t title_end(struct span s, uint32_t at)
{
	uint32_t from = ++at;

	while (at < s.length && s.text[at] != '"' && at - from < JSON_KEY_MAX)
		at += s.text[at] == '\\' ? 2 : 1;
	return at < s.length && s.text[at] == '"' &&
			       json_is_name(s.text + from, at - from)
		       ? at
		       : 0;
}

/* Where the array that begins at `at` ends, if it is nothing but titles. */
static uint32_t titles_end(struct span s, uint32_t at)
{
	do {
		at = skip_space(s, at);
		if (at >= s.length || s.text[at] != '"')
			return 0;
		at = title_end(s, at);
		if (!at)
			return 0;
		at = skip_space(s, at + 1);
	} while (at < s.length && s.text[at++] == ',');
	return at && at <= s.length && s.text[at - 1] == ']' ? at - 1 : 0;
}

static void add_title(struct json *v, const unsigned char *text, size_t length)
{
	if (v->title_count == PATHS_BELOW)
		return;
	buffer_append(&v->titles, text, length);
	buffer_byte(&v->titles, 0);
	v->title_count++;
}

static void clear_titles(struct json *v)
{
	buffer_clear(&v->titles);
	v->title_count = 0;
}

/* Keeps what the array from `at` to `end` holds. */
static void take_titles(struct json *v, struct span s,
			const unsigned char *raw, uint32_t at, uint32_t end)
{
	clear_titles(v);
	while (at < end) {
		uint32_t from = skip_space(s, at), to = title_end(s, from);

		add_title(v, raw + from + 1, to - from - 1);
		at = skip_space(s, to + 1) + 1;
	}
}

void json_name_columns(struct json *v)
{
	const char *title = (const char *)v->titles.bytes;

	for (unsigned i = 0; i < v->title_count && !v->titles.failed; i++) {
		size_t length = strlen(title);
		uint16_t path = json_below(v, v->table,
					   (const unsigned char *)title,
					   length);

		v->columns[i] = (uint16_t)(path + 1);
		title += length + 1;
	}
}

/* How many values the array has whose first one is at rows.at; 0 when it does
 * not end in the chunk. */
static unsigned count_values(const struct json *v)
{
	struct span s = block_of(v);
	unsigned depth = 0, count = 1;

	for (uint32_t at = v->rows.at; at < s.length; at++) {
		unsigned char byte = s.text[at];

		if (byte == '"') {
			uint32_t end = json_scalar_end(v, at);

			if (end == at)
				return 0;
			at = end - 1;
		}
		depth += byte == '[' || byte == '{';
		if ((byte == ']' || byte == '}') && !depth--)
			return count;
		count += byte == ',' && !depth;
	}
	return 0;
}

uint32_t json_titles(struct json *v)
{
	uint32_t at = v->rows.at, end = titles_end(block_of(v), at);

	if (end)
		take_titles(v, block_of(v), raw_of(v), at, end);
	if (end || (v->title_count && v->title_count == count_values(v)))
		json_name_columns(v);
	return end;
}

/* A key whose value tells of columns. */
static bool tells_columns(const struct json_level *level)
{
	static const char *const words[] = { "column", "field", "header",
					     "title", "meta" };
	const char *key = (const char *)level->key;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		size_t n = strlen(words[i]);

		for (size_t at = 0; at + n <= level->key_length; at++)
			if (!strncasecmp(key + at, words[i], n))
				return true;
	}
	return false;
}

uint32_t json_list_of_titles(struct json *v)
{
	const struct json_level *top = json_top(v);
	uint32_t at = v->rows.at, end;

	if (!v->levels[v->depth - 1].object || !tells_columns(top))
		return 0;
	end = titles_end(block_of(v), at);
	if (end)
		take_titles(v, block_of(v), raw_of(v), at, end);
	return end;
}

void json_note_table(struct json *v)
{
	v->described = v->depth && tells_columns(json_top(v));
	if (v->described)
		clear_titles(v);
}

static bool is_name_key(const unsigned char *key, size_t length)
{
	return length == 4 && !memcmp(key, "name", 4);
}

void json_note_string(struct json *v, uint32_t from, uint32_t to)
{
	static const unsigned char name[] = "name";
	struct json_level *top = json_top(v);
	const unsigned char *text = raw_of(v) + from;

	if (v->described && v->depth == v->row_depth && top->object &&
	    v->path != PATH_NONE && paths_is(&v->paths, v->path, name, 4)) {
		add_title(v, text, to - from);
	} else if (v->exports && !v->row_depth && v->depth == 2 &&
		   to - from <= JSON_KEY_MAX &&
		   is_name_key(v->key, v->key_length)) {
		top->key_length = (uint8_t)(to - from);
		memcpy(top->key, text, to - from);
	}
}

bool json_exports(const struct head *head)
{
	static const char begin[] = "[{\"type\":\"header\"";
	static const char program[] = "PHPMyAdmin";
	struct span s = { head->text, (uint32_t)head->text_length };
	uint32_t at = 0;

	for (const char *p = begin; *p; p++, at++) {
		at = skip_space(s, at);
		if (at >= s.length || s.text[at] != (unsigned char)*p)
			return false;
	}
	s.length = s.length > HEADER_MAX ? HEADER_MAX : s.length;
	return memmem(s.text, s.length, program, strlen(program));
}

/* Names of types, as ClickHouse has them. */
static bool are_types(struct span s, uint32_t at, uint32_t end)
{
	static const char *const types[] = {
		"String", "FixedString", "UInt", "Int", "Float", "Decimal",
		"Date", "Nullable", "LowCardinality", "UUID", "Bool", "Enum",
		"Array", "Map", "Tuple", "IP",
	};

	while (at < end) {
		uint32_t from = skip_space(s, at), to = title_end(s, from);
		bool type = false;

		for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
			type |= !strncmp((const char *)s.text + from + 1,
					 types[i], strlen(types[i]));
		if (!type)
			return false;
		at = skip_space(s, to + 1) + 1;
	}
	return true;
}

uint32_t json_lines_of_titles(struct json *v, const struct head *head)
{
	bool converted = head->charset >= CHARSET_UTF16LE;
	struct span s = { head->text, (uint32_t)head->text_length };
	uint32_t from = skip_space(s, 0), end, next, types;

	if (from >= s.length || s.text[from] != '[')
		return 0;
	end = titles_end(s, ++from);
	next = end ? skip_space(s, end + 1) : s.length;
	if (next >= s.length || s.text[next] != '[')
		return 0;
	types = titles_end(s, ++next);
	if (types && !are_types(s, next, types))
		return 0; /* all of it is words */
	take_titles(v, s, converted ? s.text : head->bytes + head->bom, from,
		    end);
	return (types ? types : end) + 1;
}
