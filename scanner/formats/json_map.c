/* Objects that are maps, from an ID to what is known of it: as many members of
 * one shape as a table has rows; or from a row's number to a value, as pandas
 * writes columns. See json.h. */
#include "scanner/formats/json.h"

#include <string.h>

#define MEMBERS_MIN 8 /* that are looked at; fewer are an object */
#define MEMBER_MAX (16 * 1024) /* bytes of one that is */

/* Behind the container at `at`; 0 when it does not end soon. */
static uint32_t behind_container(const struct json *v, uint32_t at)
{
	const struct chunk *c = v->rows.stream.chunk;
	uint32_t from = at;
	unsigned depth = 0;

	for (; at < c->length && at - from < MEMBER_MAX; at++) {
		unsigned char byte = c->text[at];

		if (byte == '"') {
			uint32_t end = json_scalar_end(v, at);

			if (end == at)
				return 0;
			at = end - 1;
		}
		depth += byte == '{' || byte == '[';
		if ((byte == '}' || byte == ']') && !--depth)
			return at + 1;
	}
	return 0;
}

/* The key at `at` and the value behind its colon; 0: there is none. */
static uint32_t behind_key(const struct json *v, uint32_t at, uint32_t *end)
{
	const struct chunk *c = v->rows.stream.chunk;

	if (at >= c->length || c->text[at] != '"')
		return 0;
	*end = json_scalar_end(v, at);
	if (*end == at)
		return 0;
	at = json_skip_space(c, *end);
	return at < c->length && c->text[at] == ':'
		       ? json_skip_space(c, at + 1)
		       : 0;
}

/* Whether a key is the number `i`. */
static bool counts(const struct json *v, uint32_t key, uint32_t end,
		   unsigned i)
{
	const unsigned char *text = v->rows.stream.chunk->text;

	return end - key == 3 && text[key + 1] == '0' + i;
}

/* Values under 0, 1, 2 and so on. */
static bool is_numbered(const struct json *v)
{
	const struct chunk *c = v->rows.stream.chunk;
	uint32_t at = v->rows.at;

	for (unsigned i = 0; i < MEMBERS_MIN; i++) {
		uint32_t key = json_skip_space(c, at + 1), end, value;

		value = behind_key(v, key, &end);
		if (!value || value >= c->length || !counts(v, key, end, i))
			return false;
		at = json_scalar_end(v, value);
		if (at == value)
			return false;
		at = json_skip_space(c, at);
		if (at >= c->length || c->text[at] != ',')
			return false;
	}
	return true;
}

static bool is_map(const struct json *v)
{
	const struct chunk *c = v->rows.stream.chunk;
	uint32_t at = v->rows.at, first = 0, length = 0;

	for (unsigned i = 0; i < MEMBERS_MIN; i++) {
		uint32_t key, end;

		/* Behind the bracket that opens, or the comma. */
		at = behind_key(v, json_skip_space(c, at + 1), &end);
		if (!at || at >= c->length || c->text[at] != '{')
			return false;
		key = json_skip_space(c, at + 1);
		if (!behind_key(v, key, &end) || counts(v, key, end, 0))
			return false;
		if (!i) {
			first = key;
			length = end - key;
		}
		if (end - key != length ||
		    memcmp(c->text + key, c->text + first, length))
			return false;
		at = behind_container(v, at);
		at = at ? json_skip_space(c, at) : c->length;
		if (at >= c->length || c->text[at] != ',')
			return false;
	}
	return true;
}

bool json_is_map(const struct json *v)
{
	return is_map(v) || is_numbered(v);
}

int json_map_begin(struct json *v)
{
	int outcome;

	json_text_end(v, v->rows.at);
	outcome = json_table(v);
	if (!v->row_depth)
		json_text_begin(v, v->rows.at); /* no room */
	return outcome;
}

void json_map_key(struct json *v, uint32_t from, uint32_t to)
{
	static const unsigned char name[] = "#key";
	uint16_t path = paths_below(&v->paths, v->table, name, 4);

	v->rows.field = path == PATH_NONE
				? path
				: paths_field(&v->paths, v->table, path);
	rows_cell(&v->rows, from, to, 0);
	v->row_used = true;
}
