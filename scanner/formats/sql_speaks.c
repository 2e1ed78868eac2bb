/* Whether a text is a script of SQL, by what its lines begin with. See
 * sql_dialect.h. */
#include "scanner/formats/sql_dialect.h"

#include <string.h>

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

/* Behind the row that begins at p, of *values; NULL: it is none, or does not
 * end. */
static const unsigned char *pass_row(const unsigned char *p,
				     const unsigned char *end,
				     unsigned *values)
{
	bool quoted = false;

	*values = 1;
	if (p == end || *p++ != '(')
		return NULL;
	for (; p < end && (quoted || *p != ')'); p++) {
		quoted ^= *p == '\'';
		*values += !quoted && *p == ',';
		p += quoted && *p == '\\';
		if (!quoted && (*p == '(' || *p == '\n'))
			return NULL;
	}
	return p < end ? p + 1 : NULL;
}

#define ROWS_ENOUGH 3

bool sql_rows_alone(const unsigned char *text, size_t length)
{
	const unsigned char *p = text, *end = text + length;
	unsigned first = 0, values;

	for (unsigned i = 0; i < ROWS_ENOUGH; i++) {
		p = pass_row(p, end, &values);
		if (!p || values < 2 || (i && values != first))
			return false;
		first = values;
		if (p == end || *p != ',')
			return false;
		for (p++; p < end && (*p == '\n' || *p == ' ');)
			p++;
	}
	return true;
}
