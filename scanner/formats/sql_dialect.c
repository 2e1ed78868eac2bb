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
