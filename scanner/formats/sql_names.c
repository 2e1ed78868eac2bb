/* What statements of SQL scripts tell of tables: which one it is, and the
 * heads of rows. See sql_names.h. */
#include "scanner/formats/sql_names.h"

#include <string.h>

#include "scanner/formats/sql_items.h"
#include "scanner/formats/sql_reader.h"
#include "scanner/formats/sql_text.h"

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
	bool comments = false, types = false;

	for (unsigned i = 0; i < names->count; i++) {
		const struct sql_column *c = &names->columns[i];

		names->pointers[0][i] = name_at(names, c->name);
		names->pointers[1][i] = name_at(names, c->comment);
		names->pointers[2][i] = name_at(names, c->type);
		comments |= c->comment != 0;
		types |= c->type != 0;
	}
	table->name = name_at(names, names->name);
	table->comment = name_at(names, names->comment);
	table->column_count = names->count;
	table->columns = names->count ? names->pointers[0] : NULL;
	table->comments = comments ? names->pointers[1] : NULL;
	table->types = types ? names->pointers[2] : NULL;
}

/* The names between parentheses, behind the one that opens. */
static bool take_columns(struct sql_reader *r)
{
	uint32_t from, to;

	do {
		if (!sql_take_name(r, &from, &to))
			return false;
		sql_names_add(r->names, sql_keep(r, from, to));
	} while (sql_take_byte(r, ','));
	return sql_take_byte(r, ')');
}

/* More than the longest word that is looked for. */
#define WORDS_AHEAD 16

static enum sql_statement cut_or_other(const struct sql_reader *r)
{
	return r->end - r->at < WORDS_AHEAD ? SQL_CUT : SQL_OTHER;
}

/* To the first row behind VALUES, which may be ROW(...). */
static enum sql_statement values_head(struct sql_reader *r, uint32_t *end)
{
	sql_take_word(r, "ROW");
	sql_skip(r);
	*end = r->at;
	if (r->at == r->end)
		return SQL_CUT;
	return r->text[r->at] == '(' ? SQL_INSERT : SQL_OTHER;
}

/* INSERT [options] [INTO] table [(columns)] [OVERRIDING ...] VALUES, or
 * SELECT, or SET */
static enum sql_statement insert_head(struct sql_reader *r, uint32_t *end)
{
	static const char *const options[] = {
		"LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "OR",
		"REPLACE", "IGNORE", "ALL", "INTO", "OVERWRITE", "TABLE",
	};
	uint32_t from, to;

	for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
		sql_take_word(r, options[i]);
	if (!sql_take_table(r))
		return r->at < r->end ? SQL_OTHER : SQL_CUT;
	if (sql_take_word(r, "PARTITION"))
		sql_pass_parentheses(r);
	if (sql_take_word(r, "AS"))
		sql_take_name(r, &from, &to);
	if (sql_take_byte(r, '(') && !take_columns(r))
		return r->at < r->end ? SQL_OTHER : SQL_CUT;
	if (sql_take_word(r, "OVERRIDING")) {
		if (!sql_take_word(r, "SYSTEM"))
			sql_take_word(r, "USER");
		sql_take_word(r, "VALUE");
	}
	sql_take_word(r, "FORMAT"); /* ClickHouse's */
	if (sql_take_word(r, "VALUES") || sql_take_word(r, "VALUE"))
		return values_head(r, end);
	if (sql_take_word(r, "SELECT"))
		return sql_items_head(r, false, end);
	if (!r->names->count && sql_take_word(r, "SET"))
		return sql_items_head(r, true, end);
	return cut_or_other(r);
}

/* UPDATE table SET column = value, ... */
static enum sql_statement update_head(struct sql_reader *r, uint32_t *end)
{
	if (!sql_take_table(r) || !sql_take_word(r, "SET"))
		return cut_or_other(r);
	return sql_items_head(r, true, end);
}

/* COPY table [(columns)] FROM stdin ...; the rows begin on the next line. */
static enum sql_statement copy_head(struct sql_reader *r, bool command,
				    uint32_t *end)
{
	if (!sql_take_table(r) ||
	    (sql_take_byte(r, '(') && !take_columns(r)))
		return r->at < r->end ? SQL_OTHER : SQL_CUT;
	return sql_copy_head(r, command, end);
}

/* USE database, \connect database */
static enum sql_statement use_database(struct sql_reader *r)
{
	uint32_t from, to;

	if (!sql_take_name(r, &from, &to))
		return SQL_OTHER;
	r->names->name = sql_keep(r, from, to);
	return SQL_USE;
}

/* Definitions are read when they are complete. */
static enum sql_statement define(struct sql_reader *r,
				 enum sql_statement (*how)(struct sql_reader *))
{
	struct sql_scan scan = { .at = r->at,
				 .begun = true,
				 .last = r->stream->ended,
				 .backslash = r->ways->backslash,
				 .dialect = r->ways->dialect };

	if (!sql_scan(&scan, r->text, r->end) && !scan.last)
		return SQL_CUT;
	r->end = scan.at;
	return how(r);
}

enum sql_statement sql_head(const struct stream *stream,
			    const struct sql_ways *ways, uint32_t at,
			    bool into, struct sql_names *names, uint32_t *end)
{
	struct sql_reader r = { stream, ways, stream->chunk->text, at,
				stream->chunk->length, names };
	bool command;

	if (r.end - r.at < SQL_AHEAD && !stream->ended)
		return SQL_CUT;
	if (sql_comment(ways->dialect, r.text, at, r.end) != SQL_PLAIN)
		return SQL_OTHER;
	sql_names_clear(names);
	if (into ? sql_take_word(&r, "INTO")
		 : sql_take_word(&r, "INSERT") || sql_take_word(&r, "REPLACE"))
		return insert_head(&r, end);
	if (into)
		return SQL_OTHER;
	if (sql_take_word(&r, "UPDATE"))
		return update_head(&r, end);
	command = ways->dialect->copy && sql_take_byte(&r, '\\');
	if (sql_take_word(&r, command ? "connect" : "USE"))
		return use_database(&r);
	if (ways->dialect->copy && sql_take_word(&r, "COPY"))
		return copy_head(&r, command, end);
	if (sql_take_words(&r, "COMMENT", "ON"))
		return define(&r, sql_comment_on);
	if (sql_take_word(&r, "EXEC") || sql_take_word(&r, "EXECUTE"))
		return define(&r, sql_extended_property);
	if (!sql_take_word(&r, "CREATE"))
		return SQL_OTHER;
	while (sql_take_word(&r, "GLOBAL") || sql_take_word(&r, "TEMPORARY") ||
	       sql_take_word(&r, "UNLOGGED") || sql_take_word(&r, "FOREIGN"))
		continue;
	return sql_take_word(&r, "TABLE") ? define(&r, sql_create_table)
					  : SQL_OTHER;
}
