/* What SQL scripts tell of tables before or behind their rows: CREATE TABLE
 * with types and comments, COMMENT ON, SQL Server's extended properties. See
 * sql_reader.h. */
#include <string.h>
#include <strings.h>

#include "scanner/formats/sql_reader.h"

/* The string behind COMMENT or COMMENT=. */
static uint32_t take_comment(struct sql_reader *r)
{
	uint32_t from, to;

	sql_take_byte(r, '=');
	return sql_take_string(r, &from, &to) ? sql_keep(r, from, to) : 0;
}

/* Goes behind a word, a string, a quoted name, or one byte. */
static void pass(struct sql_reader *r)
{
	uint32_t from, to, at = r->at;

	if (sql_take_string(r, &from, &to))
		return;
	r->at = at;
	if (sql_take_name(r, &from, &to) || r->at == r->end)
		return;
	r->at++;
}

/* To the comma or parenthesis that ends a column; its comment on the way. */
static uint32_t pass_column(struct sql_reader *r)
{
	unsigned depth = 0;
	uint32_t comment = 0;

	for (sql_skip(r); r->at < r->end; sql_skip(r)) {
		unsigned char c = r->text[r->at];

		if (!depth && (c == ',' || c == ')'))
			break;
		depth += (c == '(') - (c == ')');
		if (!depth && sql_take_word(r, "COMMENT"))
			comment = take_comment(r);
		else
			pass(r);
	}
	return comment;
}

/* Words behind the type of a column. */
static const char *const behind_type[] = {
	"NOT",	      "NULL",	    "DEFAULT",	  "PRIMARY",  "UNIQUE",
	"COMMENT",    "REFERENCES", "CHECK",	  "COLLATE",  "CHARSET",
	"CONSTRAINT", "GENERATED",  "IDENTITY",	  "ENCODE",   "AS",
	"ON",	      "KEY",	    "AUTO_INCREMENT", "AUTOINCREMENT",
	"VISIBLE",    "INVISIBLE",  "ENABLE",	  "SPARSE",   "ROWGUIDCOL",
	NULL,
};

static bool at_type(struct sql_reader *r)
{
	const unsigned char *p;
	uint32_t at;
	bool set;

	sql_skip(r);
	p = r->text + r->at;
	if (r->at == r->end || *p == ',' || *p == ')' || *p == ';' ||
	    sql_word_in(p, r->end - r->at, behind_type))
		return false;
	at = r->at;
	set = sql_take_words(r, "CHARACTER", "SET");
	r->at = at;
	return !set;
}

void sql_pass_parentheses(struct sql_reader *r)
{
	unsigned depth = 0;

	do {
		sql_skip(r);
		depth += (r->text[r->at] == '(') - (r->text[r->at] == ')');
		pass(r);
	} while (depth && r->at < r->end);
}

/* The type of a column: "varchar(18)", "timestamp with time zone". */
static uint32_t take_type(struct sql_reader *r)
{
	uint32_t from, to, type = 0;

	while (at_type(r)) {
		unsigned char joint = type ? ' ' : 0;

		if (sql_take_byte(r, '.'))
			joint = '.';
		from = r->at;
		if (r->text[from] == '(') {
			sql_pass_parentheses(r);
			to = r->at;
			joint = 0;
		} else if (!sql_take_name(r, &from, &to)) {
			break;
		} else if (r->text[to] == ']' && !r->ways->dialect->brackets) {
			from--; /* of an array */
			to++;
			joint = 0;
		}
		type = sql_keep_on(r, type, joint, from, to);
	}
	return type;
}

static bool is_constraint(const struct sql_reader *r)
{
	static const char *const words[] = {
		"PRIMARY", "UNIQUE",  "CONSTRAINT", "FOREIGN", "CHECK",
		"EXCLUDE", "CLUSTER", "NOT",	    "LIKE",    NULL,
	};
	static const char *const keys[] = {
		"KEY", "INDEX", "FULLTEXT", "SPATIAL", "PERIOD", NULL,
	};
	const unsigned char *p = r->text + r->at;

	return sql_word_in(p, r->end - r->at, words) ||
	       (r->ways->dialect->keys && sql_word_in(p, r->end - r->at, keys));
}

static void take_definitions(struct sql_reader *r)
{
	do {
		struct sql_column *column = NULL;
		uint32_t from, to, comment;

		sql_skip(r);
		if (!is_constraint(r) && sql_take_name(r, &from, &to))
			column = sql_names_add(r->names, sql_keep(r, from, to));
		if (column)
			column->type = take_type(r);
		comment = pass_column(r);
		if (column)
			column->comment = comment;
	} while (sql_take_byte(r, ','));
}

enum sql_statement sql_create_table(struct sql_reader *r)
{
	if (sql_take_words(r, "IF", "NOT"))
		sql_take_word(r, "EXISTS");
	if (!sql_take_table(r) || !sql_take_byte(r, '('))
		return SQL_OTHER;
	take_definitions(r);
	sql_take_byte(r, ')');
	for (sql_skip(r); r->at < r->end; sql_skip(r)) {
		if (sql_take_word(r, "COMMENT"))
			r->names->comment = take_comment(r);
		else
			pass(r);
	}
	return SQL_DEFINE;
}

/* COMMENT ON TABLE schema.table IS '...', COMMENT ON COLUMN
 * schema.table.column IS '...' */
enum sql_statement sql_comment_on(struct sql_reader *r)
{
	struct sql_names *n = r->names;
	uint32_t from, to;

	if (sql_take_word(r, "TABLE")) {
		if (!sql_take_table(r) || !sql_take_word(r, "IS"))
			return SQL_OTHER;
		n->comment = take_comment(r);
		return SQL_DEFINE;
	}
	if (!sql_take_word(r, "COLUMN") || !sql_take_column(r, &from, &to) ||
	    !sql_names_add(n, sql_keep(r, from, to)) ||
	    !sql_take_word(r, "IS"))
		return SQL_OTHER;
	n->columns[0].comment = take_comment(r);
	return SQL_DEFINE;
}

/* The value of the next argument, whether it is named or not. */
static uint32_t next_argument(struct sql_reader *r, uint32_t last)
{
	uint32_t from, to;

	if (sql_take_byte(r, '@')) {
		sql_take_name(r, &from, &to);
		sql_take_byte(r, '=');
	}
	if (!sql_take_string(r, &from, &to))
		return 0;
	sql_take_byte(r, ',');
	return sql_keep_on(r, last, '.', from, to);
}

/* What the arguments name beside a word for it: 'TABLE', N't_customer'. */
static uint32_t named_argument(struct sql_reader *r, const char *level,
			       uint32_t last)
{
	uint32_t kind, at = r->at;
	const char *text;

	kind = next_argument(r, 0);
	if (!kind)
		return 0;
	r->names->text.length = kind; /* it is not kept */
	text = (const char *)r->names->text.bytes + kind;
	if (!strcasecmp(text, level))
		return next_argument(r, last);
	r->at = at;
	return 0;
}

/* 'MS_Description', N'the comment', 'SCHEMA', N'dbo', 'TABLE',
 * N't_customer' [, 'COLUMN', N'sfzh'] */
enum sql_statement sql_extended_property(struct sql_reader *r)
{
	struct sql_names *n = r->names;
	uint32_t comment, from, to, schema, column;

	do {
		if (!sql_take_name(r, &from, &to))
			return SQL_OTHER;
	} while (sql_take_byte(r, '.'));
	if (!sql_word_is(r->text + from, to - from, "sp_addextendedproperty") ||
	    !next_argument(r, 0))
		return SQL_OTHER;
	comment = next_argument(r, 0);
	schema = named_argument(r, "SCHEMA", 0);
	n->name = named_argument(r, "TABLE", schema);
	if (!comment || !n->name)
		return SQL_OTHER;
	column = named_argument(r, "COLUMN", 0);
	if (!column)
		n->comment = comment;
	else if (sql_names_add(n, column))
		n->columns[0].comment = comment;
	return SQL_DEFINE;
}
