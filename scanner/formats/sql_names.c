/* Names of tables and columns in SQL: the heads of INSERT, and CREATE TABLE
 * with its comments. See sql_text.h. */
#include <string.h>

#include "scanner/formats/sql_text.h"

/* A reader over a statement in the chunk. */
struct reader {
	const struct stream *stream;
	const unsigned char *text;
	uint32_t at, end;
	bool backslash;
	struct sql_names *names;
};

void sql_names_release(struct sql_names *names)
{
	buffer_release(&names->text);
}

static const char *name_at(const struct sql_names *names, uint32_t offset)
{
	return offset && !names->text.failed
		       ? (const char *)names->text.bytes + offset
		       : NULL;
}

void sql_names_table(struct sql_names *names, struct table *table)
{
	bool comments = false;

	for (unsigned i = 0; i < names->count; i++) {
		names->pointers[0][i] = name_at(names, names->columns[i]);
		names->pointers[1][i] = name_at(names, names->comments[i]);
		comments |= names->comments[i] != 0;
	}
	table->name = name_at(names, names->name);
	table->comment = name_at(names, names->comment);
	table->column_count = names->count;
	table->columns = names->count ? names->pointers[0] : NULL;
	table->comments = comments ? names->pointers[1] : NULL;
}

static void names_clear(struct sql_names *names)
{
	buffer_clear(&names->text);
	buffer_byte(&names->text, 0); /* offset 0 means none */
	names->name = names->comment = 0;
	names->count = 0;
}

static void skip_space(struct reader *r)
{
	while (r->at < r->end) {
		const unsigned char *close;

		if (r->text[r->at] <= ' ') {
			r->at++;
			continue;
		}
		if (r->end - r->at < 4 || memcmp(r->text + r->at, "/*", 2))
			return;
		close = memmem(r->text + r->at + 2, r->end - r->at - 2, "*/",
			       2);
		r->at = close ? (uint32_t)(close - r->text) + 2 : r->end;
	}
}

static bool take_word(struct reader *r, const char *word)
{
	skip_space(r);
	if (!sql_word_is(r->text + r->at, r->end - r->at, word))
		return false;
	r->at += (uint32_t)strlen(word);
	return true;
}

static bool take_byte(struct reader *r, unsigned char byte)
{
	skip_space(r);
	if (r->at >= r->end || r->text[r->at] != byte)
		return false;
	r->at++;
	return true;
}

/* Text of the chunk as UTF-8 behind the other names; its offset. */
static uint32_t keep_text(struct reader *r, uint32_t from, uint32_t to)
{
	struct buffer *text = &r->names->text;
	unsigned char decoded[512];
	uint32_t offset = (uint32_t)text->length;
	size_t length = stream_decode(r->stream, from, to, decoded,
				      sizeof(decoded));

	buffer_append(text, decoded, length);
	buffer_byte(text, 0);
	return text->failed ? 0 : offset;
}

static bool is_bare(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == '_' || c == '$' || c == '#' ||
	       c >= 0x80;
}

/* `name`, "name", [name] or name; false when there is none. */
static bool take_name(struct reader *r, uint32_t *from, uint32_t *to)
{
	unsigned char open, close;
	const unsigned char *found;

	skip_space(r);
	if (r->at >= r->end)
		return false;
	open = r->text[r->at];
	if (open == '`' || open == '"' || open == '[') {
		close = open == '[' ? ']' : open;
		*from = r->at + 1;
		found = memchr(r->text + *from, close, r->end - *from);
		if (!found)
			return false;
		*to = (uint32_t)(found - r->text);
		r->at = *to + 1;
		return true;
	}
	*from = r->at;
	while (r->at < r->end && is_bare(r->text[r->at]))
		r->at++;
	*to = r->at;
	return *to > *from;
}

/* A table's name with the schema before it, in one text: schema.table. */
static bool take_table(struct reader *r)
{
	struct buffer *text = &r->names->text;
	uint32_t from, to, start = (uint32_t)text->length;

	do {
		uint32_t part;

		if (!take_name(r, &from, &to))
			return false;
		part = keep_text(r, from, to);
		if (part && part != start)
			text->bytes[part - 1] = '.';
	} while (take_byte(r, '.'));
	r->names->name = text->failed ? 0 : start;
	return true;
}

static bool take_columns(struct reader *r)
{
	struct sql_names *n = r->names;
	uint32_t from, to;

	do {
		if (!take_name(r, &from, &to))
			return false;
		if (n->count < SQL_COLUMNS_MAX) {
			n->columns[n->count] = keep_text(r, from, to);
			n->comments[n->count++] = 0;
		}
	} while (take_byte(r, ','));
	return take_byte(r, ')');
}

static enum sql_statement insert_head(struct reader *r, uint32_t *end)
{
	static const char *const options[] = { "LOW_PRIORITY", "DELAYED",
					       "HIGH_PRIORITY", "IGNORE",
					       "INTO" };

	names_clear(r->names);
	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		take_word(r, options[i]);
	if (!take_table(r) || (take_byte(r, '(') && !take_columns(r)))
		return r->at < r->end ? SQL_OTHER : SQL_CUT;
	if (!take_word(r, "VALUES") && !take_word(r, "VALUE"))
		return r->end - r->at < 8 ? SQL_CUT : SQL_OTHER;
	skip_space(r);
	*end = r->at;
	return r->at < r->end ? SQL_INSERT : SQL_CUT;
}

/* The string behind COMMENT or COMMENT=. */
static uint32_t take_comment(struct reader *r)
{
	uint32_t from, length;
	unsigned char text[512];

	take_byte(r, '=');
	if (!take_byte(r, '\''))
		return 0;
	from = r->at;
	while (r->at < r->end) {
		if (r->text[r->at] == '\\' && r->backslash)
			r->at++;
		else if (r->text[r->at] == '\'')
			break;
		r->at++;
	}
	if (r->at > r->end)
		r->at = r->end;
	length = r->at - from;
	r->at += r->at < r->end;
	if (length > sizeof(text))
		length = sizeof(text);
	return keep_text(r, from, from + length);
}

/* To the comma or parenthesis that ends a column; its comment on the way. */
static uint32_t skip_column(struct reader *r)
{
	unsigned depth = 0;
	uint32_t comment = 0;

	while (r->at < r->end) {
		unsigned char c;

		if (take_word(r, "COMMENT")) {
			comment = take_comment(r);
			continue;
		}
		if (r->at >= r->end)
			break;
		c = r->text[r->at];
		if (c == '\'') { /* a default, or the words of an ENUM */
			take_comment(r);
			continue;
		}
		if (!depth && (c == ',' || c == ')'))
			break;
		depth += (c == '(') - (c == ')');
		r->at++;
		while (is_bare(c) && r->at < r->end && is_bare(r->text[r->at]))
			r->at++;
	}
	return comment;
}

static bool is_constraint(const struct reader *r)
{
	static const char *const words[] = {
		"PRIMARY", "KEY",     "UNIQUE", "CONSTRAINT", "INDEX",
		"FULLTEXT", "SPATIAL", "FOREIGN", "CHECK",    "PERIOD",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (sql_word_is(r->text + r->at, r->end - r->at, words[i]))
			return true;
	return false;
}

static void take_definitions(struct reader *r)
{
	struct sql_names *n = r->names;

	do {
		uint32_t from, to, column = 0, comment;
		bool constraint;

		skip_space(r);
		constraint = is_constraint(r);
		if (!constraint && take_name(r, &from, &to))
			column = keep_text(r, from, to);
		comment = skip_column(r);
		if (column && n->count < SQL_COLUMNS_MAX) {
			n->columns[n->count] = column;
			n->comments[n->count++] = comment;
		}
	} while (take_byte(r, ','));
}

static enum sql_statement create_table(struct reader *r, uint32_t *end)
{
	struct sql_scan scan = { .at = r->at, .backslash = r->backslash };

	if (!sql_scan(&scan, r->text, r->end))
		return SQL_CUT;
	*end = r->end = scan.at;
	names_clear(r->names);
	if (take_word(r, "IF"))
		take_word(r, "NOT"), take_word(r, "EXISTS");
	if (!take_table(r) || !take_byte(r, '('))
		return SQL_OTHER;
	take_definitions(r);
	while (take_byte(r, ')') || r->at < r->end) {
		if (take_word(r, "COMMENT"))
			r->names->comment = take_comment(r);
		else
			skip_column(r), r->at += r->at < r->end;
	}
	return SQL_CREATE;
}

enum sql_statement sql_head(const struct stream *stream, uint32_t at,
			    bool backslash, struct sql_names *names,
			    uint32_t *end)
{
	struct reader r = { stream, stream->chunk->text, at,
			    stream->chunk->length, backslash, names };

	if (r.end - r.at < 16 && !stream->ended)
		return SQL_CUT;
	if (take_word(&r, "INSERT") || take_word(&r, "REPLACE"))
		return insert_head(&r, end);
	if (take_word(&r, "CREATE")) {
		take_word(&r, "TEMPORARY");
		if (take_word(&r, "TABLE"))
			return create_table(&r, end);
	}
	return SQL_OTHER;
}
