/* Words, names and strings of a statement. See sql_reader.h. */
#include "scanner/formats/sql_reader.h"

#include <string.h>

#include "scanner/formats/sql_text.h"

void sql_skip(struct sql_reader *r)
{
	while (r->at < r->end) {
		enum sql_inside comment;
		const unsigned char *close;

		if (r->text[r->at] <= ' ') {
			r->at++;
			continue;
		}
		comment = sql_comment(r->ways->dialect, r->text, r->at,
				      r->end);
		if (comment == SQL_PLAIN)
			return;
		close = comment == SQL_COMMENT
				? memmem(r->text + r->at + 2,
					 r->end - r->at - 2, "*/", 2)
				: memchr(r->text + r->at, '\n',
					 r->end - r->at);
		r->at = r->end;
		if (close)
			r->at = (uint32_t)(close - r->text) +
				(comment == SQL_COMMENT ? 2 : 1);
	}
}

bool sql_take_byte(struct sql_reader *r, unsigned char byte)
{
	sql_skip(r);
	if (r->at >= r->end || r->text[r->at] != byte)
		return false;
	r->at++;
	return true;
}

bool sql_take_word(struct sql_reader *r, const char *word)
{
	sql_skip(r);
	if (!sql_word_is(r->text + r->at, r->end - r->at, word))
		return false;
	r->at += (uint32_t)strlen(word);
	return true;
}

bool sql_take_words(struct sql_reader *r, const char *first,
		    const char *second)
{
	uint32_t at = r->at;

	if (sql_take_word(r, first) && sql_take_word(r, second))
		return true;
	r->at = at;
	return false;
}

/* What `close` ends, where two of them stand for one. */
static bool take_quoted(struct sql_reader *r, unsigned char close,
			bool escapes, uint32_t *from, uint32_t *to)
{
	*from = r->at;
	for (; r->at < r->end; r->at++) {
		unsigned char c = r->text[r->at];

		if (c == close) {
			if (r->at + 1 == r->end ||
			    r->text[r->at + 1] != close)
				break;
			r->at++;
		} else if (c == '\\' && escapes) {
			r->at++;
		}
	}
	if (r->at >= r->end) {
		r->at = r->end;
		return false;
	}
	*to = r->at++;
	return true;
}

/* MariaDB's dumps in GBK have the names and comments of CREATE TABLE in UTF-8.
 * What can be nothing else is taken for it: hardly any GBK can. */
static bool is_utf8(const struct chunk *c, uint32_t from, uint32_t to)
{
	const unsigned char *raw = c->raw + from;
	size_t ascii;

	if (!c->has_raw)
		return false;
	ascii = charset_ascii_prefix(raw, to - from);
	return ascii < to - from && raw[ascii] >= 0xE0 &&
	       utf8_valid(raw, to - from);
}

/* A name up to what closes it; in UTF-8 that may seem to be a trail byte. */
static bool take_quoted_name(struct sql_reader *r, unsigned char close,
			     uint32_t *from, uint32_t *to)
{
	const struct chunk *c = r->stream->chunk;
	const unsigned char *found =
		c->has_raw ? memchr(c->raw + r->at, close, r->end - r->at)
			   : NULL;

	if (!found || !is_utf8(c, r->at, (uint32_t)(found - c->raw)))
		return take_quoted(r, close, false, from, to);
	*from = r->at;
	*to = (uint32_t)(found - c->raw);
	r->at = *to + 1;
	return true;
}

bool sql_take_name(struct sql_reader *r, uint32_t *from, uint32_t *to)
{
	unsigned char c;

	sql_skip(r);
	if (r->at >= r->end)
		return false;
	c = r->text[r->at];
	if (c == '`' || c == '"' || c == '[') {
		r->at++;
		return take_quoted_name(r, c == '[' ? ']' : c, from, to);
	}
	*from = r->at;
	while (r->at < r->end && sql_is_word(r->text[r->at]))
		r->at++;
	*to = r->at;
	return *to > *from;
}

bool sql_take_string(struct sql_reader *r, uint32_t *from, uint32_t *to)
{
	bool escapes = r->ways->backslash;

	sql_skip(r);
	if (r->end - r->at > 1 && r->text[r->at + 1] == '\'' &&
	    strchr("NnEe", r->text[r->at])) {
		escapes |= (r->text[r->at] | 0x20) == 'e';
		r->at++;
	}
	return sql_take_byte(r, '\'') &&
	       take_quoted(r, '\'', escapes, from, to);
}

#define NAME_ROOM 512

static size_t decode(const struct sql_reader *r, uint32_t from, uint32_t to,
		     unsigned char decoded[NAME_ROOM])
{
	const struct chunk *c = r->stream->chunk;

	if (to - from > NAME_ROOM || !is_utf8(c, from, to))
		return stream_decode(r->stream, from, to, decoded, NAME_ROOM);
	memcpy(decoded, c->raw + from, to - from);
	return to - from;
}

uint32_t sql_keep(struct sql_reader *r, uint32_t from, uint32_t to)
{
	struct buffer *text = &r->names->text;
	unsigned char decoded[NAME_ROOM], close = r->text[to];
	uint32_t offset = (uint32_t)text->length;
	size_t length = decode(r, from, to, decoded);

	for (size_t i = 0; i < length; i++) {
		bool pair = i + 1 < length && decoded[i] == close &&
			    decoded[i + 1] == close && strchr("'`\"]", close);

		pair |= i + 1 < length && close == '\'' &&
			decoded[i] == '\\' && r->ways->backslash;
		buffer_byte(text, decoded[pair ? ++i : i]);
	}
	buffer_byte(text, 0);
	return text->failed ? 0 : offset;
}

uint32_t sql_keep_on(struct sql_reader *r, uint32_t last, unsigned char joint,
		     uint32_t from, uint32_t to)
{
	struct buffer *text = &r->names->text;
	uint32_t offset;

	if (!last)
		return sql_keep(r, from, to);
	text->length--; /* the NUL */
	if (joint)
		buffer_byte(text, joint);
	offset = sql_keep(r, from, to);
	return offset ? last : 0;
}

void sql_names_clear(struct sql_names *names)
{
	buffer_clear(&names->text);
	buffer_byte(&names->text, 0); /* offset 0 means none */
	names->name = names->comment = 0;
	names->count = 0;
}

struct sql_column *sql_names_add(struct sql_names *names, uint32_t name)
{
	struct sql_column *column = &names->columns[names->count];

	if (!name || names->count == SQL_COLUMNS_MAX)
		return NULL;
	names->count++;
	*column = (struct sql_column){ .name = name };
	return column;
}

#define PARTS_MAX 5 /* database, schema, table, column, and one too many */

struct part {
	uint32_t from, to;
};

/* Names with dots between them. Returns how many; 0: none, or too many. */
static unsigned take_parts(struct sql_reader *r, struct part *parts)
{
	unsigned n = 0;

	do {
		if (n == PARTS_MAX ||
		    !sql_take_name(r, &parts[n].from, &parts[n].to))
			return 0;
		n++;
	} while (sql_take_byte(r, '.'));
	return n;
}

/* The parts as one name. The database in use stands before what has no
 * schema; before all that PostgreSQL connects to. */
static void keep_table(struct sql_reader *r, const struct part *parts,
		       unsigned count)
{
	const char *scope = r->ways->scope;
	struct buffer *text = &r->names->text;
	uint32_t path = 0;

	if (*scope && (count == 1 || r->ways->dialect->copy)) {
		path = (uint32_t)text->length;
		buffer_append(text, scope, strlen(scope) + 1);
	}
	for (unsigned i = 0; i < count; i++)
		path = sql_keep_on(r, path, '.', parts[i].from, parts[i].to);
	r->names->name = path;
}

bool sql_take_table(struct sql_reader *r)
{
	struct part parts[PARTS_MAX];
	unsigned count = take_parts(r, parts);

	if (count)
		keep_table(r, parts, count);
	return count != 0;
}

bool sql_take_column(struct sql_reader *r, uint32_t *from, uint32_t *to)
{
	struct part parts[PARTS_MAX];
	unsigned count = take_parts(r, parts);

	if (count < 2)
		return false;
	keep_table(r, parts, count - 1);
	*from = parts[count - 1].from;
	*to = parts[count - 1].to;
	return true;
}
