/* The words of SQL scripts. See sql_text.h. */
#include "scanner/formats/sql_text.h"

#include <string.h>
#include <strings.h>

static bool is_word(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || c == '_' || c == '$' || c >= 0x80;
}

bool sql_word_is(const unsigned char *text, size_t length, const char *word)
{
	size_t n = strlen(word);

	return length >= n && !strncasecmp((const char *)text, word, n) &&
	       (length == n || !is_word(text[n]));
}

static bool is_two_words(const unsigned char *text, size_t length,
			 const char *first, const char *second)
{
	size_t at = strlen(first);

	if (!sql_word_is(text, length, first))
		return false;
	while (at < length && (text[at] == ' ' || text[at] == '\t'))
		at++;
	return sql_word_is(text + at, length - at, second);
}

bool sql_speaks(const unsigned char *text, size_t length)
{
	const unsigned char *p = text, *end = text + length;

	while (p && p < end) {
		size_t left;

		while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
			p++;
		left = (size_t)(end - p);
		if (is_two_words(p, left, "INSERT", "INTO") ||
		    is_two_words(p, left, "REPLACE", "INTO") ||
		    is_two_words(p, left, "CREATE", "TABLE") ||
		    is_two_words(p, left, "DROP", "TABLE"))
			return true;
		p = memchr(p, '\n', left);
		p = p ? p + 1 : NULL;
	}
	return false;
}

bool sql_has_backslash(const unsigned char *text, size_t length)
{
	static const char *const others[] = {
		"PostgreSQL database dump", "SET ANSI_NULLS", "[dbo].",
		"PRAGMA foreign_keys", "SET DEFINE OFF", "NVARCHAR2",
		"SET IDENTITY_INSERT",
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		if (memmem(text, length, others[i], strlen(others[i])))
			return false;
	return true;
}

/* Inside of something: true when it ends, with s->at behind it. */
static bool scan_inside(struct sql_scan *s, const unsigned char *text,
			uint32_t length)
{
	while (s->at < length) {
		uint32_t at = s->at++;
		unsigned char c = text[at];

		switch (s->inside) {
		case SQL_STRING:
			if (c == '\\' && s->backslash)
				s->at++;
			else if (c == '\'')
				return true;
			break;
		case SQL_NAME:
			if (c == s->close)
				return true;
			break;
		case SQL_LINE_COMMENT:
			if (c == '\n')
				return true;
			break;
		default:
			if (c == '/' && at && text[at - 1] == '*')
				return true;
		}
	}
	return false;
}

static enum sql_inside opens(const unsigned char *text, uint32_t at,
			     uint32_t length, unsigned char *close)
{
	unsigned char c = text[at], next = at + 1 < length ? text[at + 1] : 0;

	if (c == '\'')
		return SQL_STRING;
	if (c == '`' || c == '"') {
		*close = c;
		return SQL_NAME;
	}
	if (c == '-' && next == '-')
		return SQL_LINE_COMMENT;
	return c == '/' && next == '*' ? SQL_COMMENT : SQL_PLAIN;
}

bool sql_scan(struct sql_scan *s, const unsigned char *text, uint32_t length)
{
	while (s->at < length) {
		bool comment;

		if (s->inside == SQL_PLAIN) {
			s->inside = opens(text, s->at, length, &s->close);
			if (s->inside == SQL_PLAIN) {
				s->begun |= text[s->at] > ' ';
				if (text[s->at++] == ';')
					return true;
				continue;
			}
			s->at += s->inside == SQL_COMMENT ? 2 : 1;
		}
		comment = s->inside == SQL_LINE_COMMENT ||
			  s->inside == SQL_COMMENT;
		if (!scan_inside(s, text, length))
			return false;
		s->inside = SQL_PLAIN;
		s->begun |= !comment;
		if (comment && !s->begun)
			return true;
	}
	return false;
}

unsigned char sql_escaped(unsigned char c)
{
	switch (c) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'r':
		return '\r';
	case '0':
		return 0;
	case 'b':
		return '\b';
	case 'Z':
		return 26;
	default:
		return c;
	}
}
