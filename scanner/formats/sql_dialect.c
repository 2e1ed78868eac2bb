/* Dialects of SQL. See sql_dialect.h. */
#include "scanner/formats/sql_dialect.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

bool sql_is_word(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == '_' || c == '$' || c == '#' ||
	       c >= 0x80;
}

bool sql_word_is(const unsigned char *text, size_t length, const char *word)
{
	size_t n;

	if (!length || (text[0] ^ word[0]) & ~0x20) /* most differ there */
		return false;
	n = strlen(word);
	return length >= n && !strncasecmp((const char *)text, word, n) &&
	       (length == n || !sql_is_word(text[n]));
}

bool sql_word_in(const unsigned char *text, size_t length,
		 const char *const *words)
{
	while (words && *words)
		if (sql_word_is(text, length, *words++))
			return true;
	return false;
}

/* MySQL, MariaDB and their relatives; what is of no known dialect, too. */
static const struct sql_mark mysql_marks[] = {
	{ "-- MySQL dump", 8 },
	{ "-- MariaDB dump", 8 },
	{ "-- phpMyAdmin", 8 },
	{ "Target Server Type    : MySQL", 8 },
	{ "Target Server Type    : MariaDB", 8 },
	{ "ENGINE=", 4 },
	{ "ENGINE =", 4 },
	{ "AUTO_INCREMENT", 2 },
	{ "/*!", 2 },
	{ "`", 1 },
	{ NULL, 0 },
};

/* With openGauss, Kingbase and HighGo, which came from it. */
static const struct sql_mark postgres_marks[] = {
	{ "PostgreSQL database", 8 },
	{ "Target Server Type    : PostgreSQL", 8 },
	{ "Target Server Type    : Kingbase", 8 },
	{ "Target Server Type    : OpenGauss", 8 },
	{ "Target Server Type    : HighGo", 8 },
	{ "ingbase", 2 },
	{ "enGauss", 2 },
	{ " FROM stdin", 8 },
	{ " FROM STDIN", 8 },
	{ " from stdin", 8 },
	{ "standard_conforming_strings", 8 },
	{ "pg_catalog", 4 },
	{ "character varying", 4 },
	{ " int8", 2 },
	{ ",E'", 2 },
	{ " E'", 2 },
	{ "::", 1 },
	{ NULL, 0 },
};

static const struct sql_mark sqlserver_marks[] = {
	{ "SET ANSI_NULLS", 8 },
	{ "SET QUOTED_IDENTIFIER", 8 },
	{ "Target Server Type    : Microsoft SQL Server", 8 },
	{ "Target Server Type    : SQL Server", 8 },
	{ "INSERT [", 4 },
	{ "[dbo].", 4 },
	{ "\nGO\n", 4 },
	{ "\nGO\r", 4 },
	{ "sp_addextendedproperty", 4 },
	{ "nvarchar(", 2 },
	{ " N'", 2 },
	{ "(N'", 2 },
	{ ",N'", 2 },
	{ NULL, 0 },
};

/* With DM, which is like it. */
static const struct sql_mark oracle_marks[] = {
	{ "SET DEFINE OFF", 8 },
	{ "set define off", 8 },
	{ "REM INSERTING", 8 },
	{ "Target Server Type    : Oracle", 8 },
	{ "Target Server Type    : DM", 8 },
	{ "CLUSTER PRIMARY KEY", 8 },
	{ "VARCHAR2(", 8 },
	{ "varchar2(", 8 },
	{ "SET IDENTITY_INSERT \"", 8 },
	{ "TO_DATE(", 4 },
	{ "to_date(", 4 },
	{ "TO_TIMESTAMP(", 4 },
	{ "to_timestamp(", 4 },
	{ "TO_CLOB(", 4 },
	{ "INSERT ALL", 4 },
	{ "\nprompt ", 4 },
	{ "\n/\n", 2 },
	{ "\n/\r", 2 },
	{ "INTO \"", 2 },
	{ NULL, 0 },
};

static const struct sql_mark sqlite_marks[] = {
	{ "PRAGMA foreign_keys", 8 },
	{ "Target Server Type    : SQLite", 8 },
	{ "sqlite_sequence", 8 },
	{ "AUTOINCREMENT", 4 },
	{ "BEGIN TRANSACTION;", 4 },
	{ "unistr('", 4 },
	{ NULL, 0 },
};

static const char *const mysql_commands[] = { "DELIMITER", NULL };
static const char *const sqlserver_commands[] = { "SET", "PRINT", NULL };
static const char *const sqlserver_starters[] = {
	"INSERT", "EXEC", "EXECUTE", "SET", "CREATE", "ALTER", "DROP", "USE",
	"PRINT", "IF", "UPDATE", "DELETE", NULL,
};
/* Those of SQL*Plus. */
static const char *const oracle_commands[] = {
	"PROMPT", "REM", "REMARK", "SET", "SPOOL", "WHENEVER", "EXIT", NULL,
};

/* When two are as likely, the first one it is. */
static const struct sql_dialect dialects[] = {
	{ .marks = mysql_marks, .backslash = true, .hash = true, .keys = true,
	  .runs_comments = true, .commands = mysql_commands },
	{ .marks = postgres_marks, .dollar = true, .copy = true },
	{ .marks = sqlserver_marks, .brackets = true, .ender = "GO",
	  .commands = sqlserver_commands, .starters = sqlserver_starters },
	{ .marks = oracle_marks, .quoting = true, .ender = "/",
	  .commands = oracle_commands },
	{ .marks = sqlite_marks, .brackets = true },
};

/* Of no known dialect, with strings as the standard has them. */
static const struct sql_dialect standard = { .marks = NULL };

/* True when a backslash before a quote is the end of a string, never an
 * escape. */
static bool ends_strings(const unsigned char *p, size_t length)
{
	const unsigned char *end = p + length;
	bool any = false;

	while ((p = memmem(p, (size_t)(end - p), "\\'", 2)) && end - p > 2) {
		if (p[2] != ',' && p[2] != ')')
			return false;
		any = true;
		p += 2;
	}
	return any;
}

/* Which pairs of bytes a text has. Most marks have one that it has not, and
 * need not be searched for. */
struct pairs {
	uint64_t has[65536 / 64];
};

static void note_pairs(struct pairs *pairs, const unsigned char *text,
		       size_t length)
{
	memset(pairs, 0, sizeof(*pairs));
	for (size_t i = 1; i < length; i++) {
		unsigned pair = text[i - 1] * 256U + text[i];

		pairs->has[pair / 64] |= 1ULL << pair % 64;
	}
}

static bool may_hold(const struct pairs *pairs, const char *mark)
{
	for (; mark[0] && mark[1]; mark++) {
		unsigned pair = (unsigned char)mark[0] * 256U +
				(unsigned char)mark[1];

		if (!(pairs->has[pair / 64] >> pair % 64 & 1))
			return false;
	}
	return true;
}

/* Every segment of a script asks again: what tells stands soon. */
#define TELLING (16 * 1024)

const struct sql_dialect *sql_dialect_of(const unsigned char *head,
					 size_t length)
{
	const struct sql_dialect *best = dialects;
	unsigned most = 1; /* one faint mark is none */
	struct pairs pairs;

	if (length > TELLING)
		length = TELLING;
	note_pairs(&pairs, head, length);
	for (size_t i = 0; i < sizeof(dialects) / sizeof(*dialects); i++) {
		const struct sql_mark *mark = dialects[i].marks;
		unsigned weight = 0;

		for (; mark->text; mark++)
			if (may_hold(&pairs, mark->text) &&
			    memmem(head, length, mark->text,
				   strlen(mark->text)))
				weight += mark->weight;
		if (weight > most) {
			most = weight;
			best = &dialects[i];
		}
	}
	return most == 1 && ends_strings(head, length) ? &standard : best;
}

/* Statements that scripts of data have, by their first two words. */
static const char *const telling[][2] = {
	{ "INSERT", "INTO" },	  { "INSERT", "IGNORE" },
	{ "INSERT", "ALL" },	  { "REPLACE", "INTO" },
	{ "CREATE", "TABLE" },	  { "DROP", "TABLE" },
	{ "COMMENT", "ON" },	  { "SET", "IDENTITY_INSERT" },
	{ "REM", "INSERTING" },	  { "PRAGMA", "foreign_keys" },
	{ "SET", "ANSI_NULLS" },  { "SET", "statement_timeout" },
};

/* What other lines scripts begin with. */
static const char *const beginnings[] = {
	"INSERT", "REPLACE", "CREATE", "DROP", "COMMENT", "SET", "REM",
	"PROMPT", "PRAGMA", "COPY", "USE", "BEGIN", "START", "ALTER", "SELECT",
	"EXEC", "IF", "LOCK", "DELETE", "TRUNCATE", "UPDATE", "GRANT",
	"DECLARE", "SPOOL", "DELIMITER", "PRINT", "GO", "WITH", "COMMIT",
	"WHENEVER", NULL,
};

static const unsigned char *skip_blanks(const unsigned char *p,
					const unsigned char *end)
{
	while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
		p++;
	return p;
}

static bool is_telling(const unsigned char *p, const unsigned char *end)
{
	for (size_t i = 0; i < sizeof(telling) / sizeof(*telling); i++) {
		const char *const *words = telling[i];
		const unsigned char *second;

		if (!sql_word_is(p, (size_t)(end - p), words[0]))
			continue;
		second = skip_blanks(p + strlen(words[0]), end);
		if (second < end && (sql_word_is(second, (size_t)(end - second),
						 words[1]) ||
				     *second == '['))
			return true;
	}
	return false;
}

static const unsigned char *next_word(const unsigned char *p,
				      const unsigned char *end)
{
	while (p < end && *p > ' ' && *p != '=')
		p++;
	return skip_blanks(p, end);
}

static const unsigned char *line_end(const unsigned char *p,
				     const unsigned char *end)
{
	const unsigned char *feed = memchr(p, '\n', (size_t)(end - p));

	return feed ? feed : end;
}

/* INSERT name (...) VALUES, all in a line: some leave INTO out. */
static bool is_insert(const unsigned char *p, const unsigned char *end)
{
	const unsigned char *open;

	if (!sql_word_is(p, (size_t)(end - p), "INSERT"))
		return false;
	end = line_end(p, end);
	open = memchr(p, '(', (size_t)(end - p));
	if (!open || open > next_word(next_word(p, end), end))
		return false;
	while (++open < end)
		if (sql_word_is(open, (size_t)(end - open), "VALUES"))
			return true;
	return false;
}

/* UPDATE name SET name =, all in a line: prose has such words as well. */
static bool is_update(const unsigned char *p, const unsigned char *end)
{
	if (!sql_word_is(p, (size_t)(end - p), "UPDATE"))
		return false;
	end = line_end(p, end);
	p = next_word(next_word(p, end), end);
	if (!sql_word_is(p, (size_t)(end - p), "SET"))
		return false;
	p = next_word(next_word(p, end), end);
	return p < end && *p == '=';
}

/* COPY ... FROM stdin */
static bool is_copy(const unsigned char *p, const unsigned char *end)
{
	size_t length;

	p += *p == '\\'; /* a command of psql */
	if (!sql_word_is(p, (size_t)(end - p), "COPY"))
		return false;
	length = (size_t)(line_end(p, end) - p);
	return (memmem(p, length, " FROM stdin", 11) ||
		memmem(p, length, " FROM STDIN", 11) ||
		memmem(p, length, " from stdin", 11));
}

/* Behind the line, or the comment, that begins at p. */
static const unsigned char *next_line(const unsigned char *p,
				      const unsigned char *end)
{
	if (end - p > 1 && p[0] == '/' && p[1] == '*') {
		p = memmem(p, (size_t)(end - p), "*/", 2);
		return p ? p + 2 : end;
	}
	p = memchr(p, '\n', (size_t)(end - p));
	return p ? p + 1 : end;
}

static bool is_comment(const unsigned char *p, const unsigned char *end)
{
	return *p == '\n' || *p == '#' || *p == '\\' || *p == ';' ||
	       (end - p > 1 && ((p[0] == '-' && p[1] == '-') ||
				(p[0] == '/' && p[1] == '*')));
}

/* One line of something else may stand in front: a program's warning. */
#define OTHER_LINES 1

bool sql_speaks(const unsigned char *text, size_t length)
{
	const unsigned char *p = text, *end = text + length;
	unsigned others = 0;
	bool begun = false;

	for (; p < end; p = next_line(p, end)) {
		p = skip_blanks(p, end);
		if (p == end)
			break;
		if (is_copy(p, end))
			return true;
		if (is_comment(p, end))
			continue;
		if (is_telling(p, end) || is_insert(p, end) ||
		    is_update(p, end))
			return true;
		begun = begun ||
			sql_word_in(p, (size_t)(end - p), beginnings);
		if (!begun && others++ == OTHER_LINES)
			return false;
	}
	return false;
}
