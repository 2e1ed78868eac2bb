/* The text of SQL scripts. See sql_text.h. */
#include "scanner/formats/sql_text.h"

#include <string.h>

uint32_t sql_ender(const struct sql_dialect *dialect,
		   const unsigned char *text, uint32_t at, uint32_t length)
{
	if (!dialect->ender ||
	    !sql_word_is(text + at, length - at, dialect->ender))
		return 0;
	at += (uint32_t)strlen(dialect->ender);
	while (at < length && (text[at] == ' ' || text[at] == '\t' ||
			       (text[at] >= '0' && text[at] <= '9')))
		at++; /* GO 100 */
	if (at < length && text[at] == '\r')
		at++;
	if (at < length && text[at] == '\n')
		at++;
	else if (at < length)
		return 0;
	return at;
}

enum sql_inside sql_comment(const struct sql_dialect *dialect,
			    const unsigned char *text, uint32_t at,
			    uint32_t length)
{
	unsigned char next = at + 1 < length ? text[at + 1] : 0;

	if ((text[at] == '-' && next == '-') ||
	    (text[at] == '#' && dialect->hash))
		return SQL_LINE_COMMENT;
	return text[at] == '/' && next == '*' ? SQL_COMMENT : SQL_PLAIN;
}

unsigned char sql_quoting_close(unsigned char open)
{
	switch (open) {
	case '[':
		return ']';
	case '{':
		return '}';
	case '(':
		return ')';
	case '<':
		return '>';
	default:
		return open;
	}
}

/* Inside of something: true when it ends, with s->at behind it. */
static bool scan_inside(struct sql_scan *s, const unsigned char *text,
			uint32_t length)
{
	const unsigned char *found, *close;
	uint32_t n = 1; /* bytes of what closes it */

	switch (s->inside) {
	case SQL_LINE:
	case SQL_LINE_COMMENT:
		found = memchr(text + s->at, '\n', length - s->at);
		break;
	case SQL_NAME: /* none is longer than its line */
		found = memchr(text + s->at, '\n', length - s->at);
		if (found)
			length = (uint32_t)(found - text);
		close = memchr(text + s->at, s->close, length - s->at);
		found = close ? close : found;
		break;
	case SQL_COMMENT:
		found = memmem(text + s->at, length - s->at, "*/", 2);
		n = 2;
		break;
	case SQL_QUOTED:
		found = memmem(text + s->at, length - s->at,
			       (unsigned char[2]){ s->close, '\'' }, 2);
		n = 2;
		break;
	case SQL_DOLLARS:
		found = memmem(text + s->at, length - s->at, s->tag,
			       s->tag_length);
		n = s->tag_length;
		break;
	default:
		return false;
	}
	if (found) {
		s->at = (uint32_t)(found - text) + n;
		return true;
	}
	/* What closes it may be cut in two. */
	if (length - s->at > SQL_TAG_MAX)
		s->at = length - SQL_TAG_MAX;
	if (s->last)
		s->at = length;
	return false;
}

static bool scan_string(struct sql_scan *s, const unsigned char *text,
			uint32_t length)
{
	while (s->at < length) {
		unsigned char c = text[s->at];

		bool pair = c == '\\' && s->escapes;

		if ((pair || c == '\'') && s->at + 1 == length && !s->last)
			return false;
		pair |= c == '\'' && text[s->at + 1] == '\'';
		s->at += pair ? 2 : 1;
		if (c == '\'' && !pair)
			return true;
	}
	if (s->at > length)
		s->at = length;
	return false;
}

/* From one line with the word DELIMITER to the next. */
static bool scan_delimited(struct sql_scan *s, const unsigned char *text,
			   uint32_t length)
{
	while (s->at < length) {
		const unsigned char *feed =
			memchr(text + s->at, '\n', length - s->at);

		if (!feed) {
			s->at = s->last ? length : s->at;
			return false;
		}
		if (length - (uint32_t)(feed - text) < SQL_AHEAD && !s->last) {
			s->at = (uint32_t)(feed - text);
			return false;
		}
		s->at = (uint32_t)(feed - text) + 1;
		if (sql_word_is(text + s->at, length - s->at, "DELIMITER")) {
			s->inside = SQL_LINE;
			return scan_inside(s, text, length);
		}
	}
	return false;
}

static bool is_tag(unsigned char c)
{
	return sql_is_word(c) && c != '$' && c != '#';
}

/* $tag$ at s->at: kept, to be found again. */
static bool open_dollars(struct sql_scan *s, const unsigned char *text,
			 uint32_t length)
{
	uint32_t end = s->at + 1;

	while (end < length && end - s->at < SQL_TAG_MAX - 1 &&
	       is_tag(text[end]))
		end++;
	if (end == length || text[end] != '$' ||
	    (text[s->at + 1] >= '0' && text[s->at + 1] <= '9'))
		return false;
	s->tag_length = end + 1 - s->at;
	memcpy(s->tag, text + s->at, s->tag_length);
	s->at = end + 1;
	return true;
}

static bool follows_word(const unsigned char *text, uint32_t at)
{
	return at && sql_is_word(text[at - 1]);
}

/* E'...' and q'[...]', by the letter before the quote. */
static void open_string(struct sql_scan *s, const unsigned char *text)
{
	unsigned char letter = s->at ? text[s->at - 1] | 0x20 : 0;
	bool escapes = letter == 'e' && s->dialect->dollar &&
		       !follows_word(text, s->at - 1);

	s->inside = SQL_STRING;
	s->escapes = s->backslash || escapes;
	s->at++;
	if (letter != 'q' || !s->dialect->quoting || !text[s->at])
		return;
	if (!follows_word(text, s->at - 2) ||
	    ((text[s->at - 3] | 0x20) == 'n' &&
	     !follows_word(text, s->at - 3))) {
		s->inside = SQL_QUOTED;
		s->close = sql_quoting_close(text[s->at++]);
	}
}

/* True when something opens at s->at, which then is behind what opens it. */
static bool opens(struct sql_scan *s, const unsigned char *text,
		  uint32_t length)
{
	unsigned char c = text[s->at];

	if (c == '\'') {
		open_string(s, text);
		return true;
	}
	if (c == '`' || c == '"' || (c == '[' && s->dialect->brackets)) {
		s->inside = SQL_NAME;
		s->close = c == '[' ? ']' : c;
		s->at++;
		return true;
	}
	if (c == '$' && s->dialect->dollar && !follows_word(text, s->at) &&
	    open_dollars(s, text, length)) {
		s->inside = SQL_DOLLARS;
		return true;
	}
	s->inside = sql_comment(s->dialect, text, s->at, length);
	if (s->inside == SQL_PLAIN)
		return false;
	s->at += s->inside == SQL_COMMENT ? 2 : 1;
	return true;
}

/* The first word of a statement that is not like others. */
static bool begin_statement(struct sql_scan *s, const unsigned char *text,
			    uint32_t length)
{
	const unsigned char *p = text + s->at;
	uint32_t left = length - s->at;

	s->begun = true;
	s->creates = sql_word_is(p, left, "CREATE") ||
		     sql_word_is(p, left, "ALTER");
	if ((*p == '\\' && s->dialect->copy) ||
	    sql_word_in(p, left, s->dialect->commands)) {
		s->inside = sql_word_is(p, left, "DELIMITER") ? SQL_DELIMITED
							       : SQL_LINE;
		return true;
	}
	return false;
}

/* What CREATE makes: a routine has a body, which BEGIN opens where no line
 * ends it. */
static void note_word(struct sql_scan *s, const unsigned char *text,
		      uint32_t length)
{
	static const char *const routines[] = { "PROCEDURE", "FUNCTION",
						"TRIGGER",   "PACKAGE",
						"PROC",	     NULL };
	static const char *const others[] = { "TABLE",	  "VIEW",
					      "INDEX",	  "SEQUENCE",
					      "DATABASE", "SCHEMA",
					      "USER",	  "SYNONYM",
					      NULL };
	const unsigned char *p = text + s->at;

	if (!s->routine) {
		s->routine = sql_word_in(p, length - s->at, routines);
		s->creates = s->routine ||
			     !sql_word_in(p, length - s->at, others);
	} else if (s->dialect->ender ||
		   sql_word_is(p, length - s->at, "BEGIN")) {
		s->body = true;
		s->creates = false;
	}
}

/* A semicolon. In a body of statements only the one behind END counts. */
static bool ends_statement(const struct sql_scan *s,
			   const unsigned char *text)
{
	uint32_t at = s->at;

	if (!s->body)
		return true;
	if (s->dialect->ender)
		return false;
	while (at && text[at - 1] <= ' ')
		at--;
	return at > 3 && sql_word_is(text + at - 3, 3, "END") &&
	       !follows_word(text, at - 3);
}

/* At a line feed: what the next line begins with may end the statement. */
static bool ends_by_line(struct sql_scan *s, const unsigned char *text,
			 uint32_t length)
{
	uint32_t at = s->at + 1, end = sql_ender(s->dialect, text, at, length);

	if (end)
		s->at = end;
	else if (s->body || s->depth ||
		 !sql_word_in(text + at, length - at, s->dialect->starters))
		return false;
	else
		s->at = at;
	return true;
}

/* Behind a value that is selected or assigned: another one, the rest of the
 * statement, or its end. */
static bool ends_item(const struct sql_scan *s, const unsigned char *text,
		      uint32_t length)
{
	static const char *const words[] = {
		"AS", "FROM", "UNION", "WHERE", "ON", "ORDER", "RETURNING",
		NULL,
	};
	const unsigned char *p = text + s->at;
	uint32_t left = length - s->at;

	if (*p == '\n')
		return sql_ender(s->dialect, text, s->at + 1, length) ||
		       sql_word_in(p + 1, left - 1, s->dialect->starters);
	return *p == ',' || *p == ')' || *p == ';' ||
	       (!follows_word(text, s->at) && sql_word_in(p, left, words));
}

/* A byte outside of everything. True when the unit ends. */
static bool scan_plain(struct sql_scan *s, const unsigned char *text,
		       uint32_t length)
{
	unsigned char c = text[s->at];

	if (s->unit == SQL_VALUE && !s->depth && (c == ',' || c == ')'))
		return true;
	if (s->unit == SQL_ITEM && !s->depth && ends_item(s, text, length))
		return true;
	s->depth += c == '(' || c == '['; /* ARRAY['a','b'] */
	s->depth -= (c == ')' || c == ']') && s->depth;
	if (s->unit == SQL_STATEMENT) {
		if (c == ';' && ends_statement(s, text)) {
			s->at++;
			return true;
		}
		if (c == '\n' && s->begun && ends_by_line(s, text, length))
			return true;
		if (s->creates && (c | 0x20) >= 'a' && (c | 0x20) <= 'z' &&
		    !follows_word(text, s->at))
			note_word(s, text, length);
	}
	s->at++;
	return false;
}

bool sql_scan(struct sql_scan *s, const unsigned char *text, uint32_t length)
{
	while (s->at < length) {
		enum sql_inside was = s->inside;
		bool ended;

		if (was == SQL_PLAIN) {
			bool first = s->unit == SQL_STATEMENT && !s->begun &&
				     text[s->at] > ' ';

			if (length - s->at < SQL_AHEAD && !s->last)
				return false;
			if (opens(s, text, length)) {
				s->begun |= s->inside < SQL_LINE_COMMENT;
				continue;
			}
			if (first && begin_statement(s, text, length))
				continue;
			if (scan_plain(s, text, length))
				return true;
			continue;
		}
		if (was == SQL_STRING)
			ended = scan_string(s, text, length);
		else if (was == SQL_DELIMITED)
			ended = scan_delimited(s, text, length);
		else
			ended = scan_inside(s, text, length);
		if (!ended)
			return false;
		was = s->inside; /* DELIMITER's last line */
		s->inside = SQL_PLAIN;
		if (was == SQL_LINE || (was >= SQL_LINE_COMMENT && !s->begun &&
					s->unit == SQL_STATEMENT))
			return true;
		if (was == SQL_LINE_COMMENT)
			s->at--; /* the line feed may end the statement */
	}
	return false;
}
