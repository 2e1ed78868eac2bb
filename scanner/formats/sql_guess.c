/* Where the records of a segment begin, and inside of what. See
 * sql_lexer.h. */
#include <string.h>

#include "scanner/formats/sql_lexer.h"

/* True when a row, or the first statement behind another, begins at `at`. */
static bool is_record(const struct sql_dialect *dialect, const struct chunk *c,
		      uint32_t at, enum sql_where *where)
{
	uint32_t before = at;

	while (before && c->text[before - 1] <= ' ')
		before--;
	if (!before)
		return false;
	if (c->text[at] == '(') {
		*where = VALUES;
		if (before >= 6 &&
		    sql_word_is(c->text + before - 6, 6, "VALUES"))
			return true;
		if (c->text[before - 1] != ',')
			return false;
		for (before--; before && c->text[before - 1] <= ' ';)
			before--;
		return before && c->text[before - 1] == ')';
	}
	*where = TOP;
	if (c->text[at] <= ' ')
		return false;
	return (before < at && c->text[before - 1] == ';') ||
	       (at && c->text[at - 1] == '\n' &&
		sql_word_in(c->text + at, c->length - at, dialect->starters));
}

/* Whether the lines from `at` on are rows of a COPY: the first one that
 * tells. */
static bool is_copy(const struct chunk *c, uint32_t at)
{
	static const char *const statements[] = {
		"INSERT", "COPY", "CREATE", "ALTER", "COMMENT", "SET",
		"SELECT", NULL
	};

	while (at < c->length) {
		const unsigned char *line = c->text + at;
		const unsigned char *feed = memchr(line, '\n', c->length - at);
		size_t length = feed ? (size_t)(feed - line) : c->length - at;

		if (line[0] == '\\' && line[1] == '.')
			return true;
		if (line[0] == '(' || (line[0] == '\t' && line[1] == '(') ||
		    (line[0] == '-' && line[1] == '-') || line[0] == '\\' ||
		    sql_word_in(line, length, statements))
			return false;
		if (memchr(line, '\t', length))
			return true;
		at += (uint32_t)length + 1;
	}
	return false;
}

/* The database that the head of the script comes to use at last. */
static void guess_scope(const struct head *head, char scope[STREAM_SCOPE])
{
	const unsigned char *p = head->text, *end = p + head->text_length;

	while (p && p < end) {
		size_t left = (size_t)(end - p), n = 0;
		const unsigned char *name = NULL;

		if (sql_word_is(p, left, "USE"))
			name = p + 3;
		else if (sql_word_is(p, left, "\\connect"))
			name = p + 8;
		while (name && name < end && strchr(" `[\"", *name))
			name++;
		while (name && name + n < end && n + 1 < STREAM_SCOPE &&
		       sql_is_word(name[n]))
			n++;
		if (n) {
			memcpy(scope, name, n);
			scope[n] = 0;
		}
		p = memchr(p, '\n', left);
		p = p ? p + 1 : NULL;
	}
}

/* Where a segment's first record seems to begin: at what looks like one. */
#define GUESS_BACK 64 /* even, for UTF-16 and UTF-32 */

int sql_guess(struct sql *v, struct extraction *x)
{
	struct rows *r = &v->rows;
	struct chunk *c = x->out->chunk;
	const unsigned char *feed;
	uint32_t at;

	rows_start(r, x, x->begin - GUESS_BACK, x->head->charset);
	at = stream_at(&r->stream, x->begin);
	feed = at ? memchr(c->text + at - 1, '\n', c->length - at + 1) : NULL;
	if (feed && v->ways.dialect->copy &&
	    is_copy(c, (uint32_t)(feed - c->text) + 1)) {
		at = (uint32_t)(feed - c->text) + 1;
		v->where = COPY;
	} else {
		while (at < c->length &&
		       !is_record(v->ways.dialect, c, at, &v->where))
			at++;
	}
	x->entry.position = at < r->stop ? stream_raw(&r->stream, at) : x->end;
	x->entry.charset = (uint8_t)x->head->charset;
	x->entry.where = (uint8_t)v->where;
	if (!*x->entry.scope)
		guess_scope(x->head, x->entry.scope);
	return r->outcome;
}
