/*
 * What an expression in a row says: the string in CAST(N'...' AS nvarchar),
 * the pieces of TO_CLOB('...') || CHR(10) || '...', the text of 0xE5BCA0. Not
 * an interpreter: what is not a common way to write a text down stays as it
 * stands in the script, and is read as running text.
 */
#include "scanner/formats/sql_expression.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/formats/sql_escapes.h"
#include "scanner/formats/sql_lexer.h"

#define DEPTH_MAX 16

static bool read_term(struct expression *);

static void skip(struct expression *e)
{
	while (e->at < e->end && e->text[e->at] <= ' ')
		e->at++;
}

bool sql_take_sign(struct expression *e, const char *sign)
{
	size_t n = strlen(sign);

	skip(e);
	if (e->end - e->at < n || memcmp(e->text + e->at, sign, n))
		return false;
	e->at += (uint32_t)n;
	return true;
}

/* What is written is never longer than what it is read from. */
static bool put(struct expression *e, const void *bytes, uint32_t length)
{
	if (length > e->room - e->length)
		return false;
	memcpy(e->out + e->length, bytes, length);
	e->length += length;
	return true;
}

/* Behind the quote that opens: to the one that closes. */
static bool find_quote(struct expression *e, bool escapes, uint32_t *to)
{
	const unsigned char *text = e->text;

	for (; e->at < e->end; e->at++) {
		if (text[e->at] == '\\' && escapes) {
			e->at++;
		} else if (text[e->at] == '\'') {
			if (e->at + 1 == e->end || text[e->at + 1] != '\'')
				break;
			e->at++;
		}
	}
	if (e->at >= e->end)
		return false;
	*to = e->at++;
	return true;
}

/* A plain string: doubled quotes, and MySQL's escapes. */
static bool put_string(struct expression *e, uint32_t from, uint32_t to)
{
	bool backslash = e->ways->backslash;

	if (to - from > e->room - e->length)
		return false;
	for (uint32_t i = from; i < to; i++) {
		unsigned char c = e->text[i];

		if (c == '\\' && backslash && i + 1 < to)
			c = sql_escaped(e->text[++i]);
		else if (c == '\'')
			i++;
		e->out[e->length++] = c;
	}
	return true;
}

/* Bytes that are text stand for it, in whatever charset they are; others
 * stay as they are. */
static bool put_hex(struct expression *e, uint32_t from, uint32_t to)
{
	unsigned char *out = e->out + e->length, *bytes;
	enum charset charset = CHARSET_UTF8;
	uint32_t length;
	bool binary = false;

	if (to - from > e->room - e->length)
		return false;
	length = sql_unhex(e->text + from, to - from, out);
	if (length == UINT32_MAX)
		return false;
	if (!utf8_valid(out, length))
		charset = charset_detect(out, length, &binary);
	if (charset > CHARSET_UTF8 && !binary) {
		bytes = malloc(length);
		if (!bytes)
			return false;
		memcpy(bytes, out, length);
		length = (uint32_t)charset_decode(charset, bytes, length, out,
						  e->room - e->length);
		free(bytes);
	}
	e->length += length;
	return true;
}

/* Behind q': a string in whatever parentheses it has. */
static bool read_quoting(struct expression *e)
{
	const unsigned char *from = e->text + e->at + 1, *found;
	unsigned char close[2] = { sql_quoting_close(from[-1]), '\'' };

	if (e->end - e->at < 3)
		return false;
	found = memmem(from, e->end - e->at - 1, close, 2);
	if (!found)
		return false;
	e->at = (uint32_t)(found - e->text) + 2;
	return put(e, from, (uint32_t)(found - from));
}

/* The string at the quote e->at, by the word before it: N'...', X'41'. */
static bool read_string(struct expression *e, const unsigned char *word,
			uint32_t length)
{
	bool c = e->ways->dialect->dollar && sql_word_is(word, length, "E");
	uint32_t from = ++e->at, to;

	e->string = true;
	if (e->ways->dialect->quoting && (sql_word_is(word, length, "Q") ||
					  sql_word_is(word, length, "NQ")))
		return read_quoting(e);
	if (!find_quote(e, c || e->ways->backslash, &to))
		return false;
	if (sql_word_is(word, length, "X"))
		return put_hex(e, from, to);
	if (!c)
		return put_string(e, from, to);
	if (to - from > e->room - e->length)
		return false;
	e->length += sql_unescape_c(e->text + from, to - from, true,
				    e->out + e->length);
	return true;
}

/* U&'\4E2D', at the &. */
static bool read_unicode(struct expression *e)
{
	uint32_t from = e->length;

	e->at++;
	if (!read_string(e, NULL, 0))
		return false;
	e->length = from + sql_unescape_unicode(e->out + from,
						e->length - from,
						e->out + from);
	return true;
}

/* $tag$...$tag$ */
static bool read_dollars(struct expression *e)
{
	const unsigned char *open = e->text + e->at, *close;
	const unsigned char *tag = memchr(open + 1, '$', e->end - e->at - 1);
	size_t length;

	if (!tag)
		return false;
	length = (size_t)(++tag - open);
	close = memmem(tag, (size_t)(e->text + e->end - tag), open, length);
	if (!close)
		return false;
	e->at = (uint32_t)(close - e->text) + (uint32_t)length;
	e->string = true;
	return put(e, tag, (uint32_t)(close - tag));
}

/* 0xE5BCA0, or a number. */
static bool read_number(struct expression *e)
{
	uint32_t from = e->at;

	while (e->at < e->end &&
	       (sql_is_word(e->text[e->at]) || e->text[e->at] == '.' ||
		(e->at == from && e->text[from] == '-')))
		e->at++;
	if (e->at - from > 2 && e->text[from] == '0' &&
	    (e->text[from + 1] | 0x20) == 'x')
		return put_hex(e, from + 2, e->at);
	return put(e, e->text + from, e->at - from);
}

static unsigned char next(const struct expression *e)
{
	return e->at < e->end ? e->text[e->at] : 0;
}

/* A word, or what it is the beginning of: _utf8 X'41', DATE '2020-01-01'. */
static bool read_word(struct expression *e)
{
	const unsigned char *word = e->text + e->at;
	uint32_t length;

	while (sql_is_word(next(e)))
		e->at++;
	length = (uint32_t)(e->text + e->at - word);
	if (next(e) == '\'')
		return read_string(e, word, length);
	if (next(e) == '&' && sql_word_is(word, length, "U"))
		return read_unicode(e);
	if (sql_word_is(word, length, "NULL"))
		return true;
	if (sql_take_sign(e, "("))
		return sql_read_call(e, word, length);
	if (next(e) == '\'' || sql_is_word(next(e)))
		return e->depth++ < DEPTH_MAX && read_term(e);
	return put(e, word, length);
}

static bool read_term(struct expression *e)
{
	unsigned char c;

	skip(e);
	c = next(e);
	if (c == '\'')
		return read_string(e, NULL, 0);
	if (c == '$' && e->ways->dialect->dollar)
		return read_dollars(e);
	if ((c >= '0' && c <= '9') || c == '-' || c == '.')
		return read_number(e);
	if (sql_is_word(c))
		return read_word(e);
	return sql_take_sign(e, "(") && sql_read_expression(e) &&
	       sql_take_sign(e, ")");
}

/* '...'::character varying(18) */
static void pass_type(struct expression *e)
{
	unsigned depth = 0;

	for (; e->at < e->end; e->at++) {
		unsigned char c = e->text[e->at];

		if (!depth && (c == ',' || c == ')' || c == '|'))
			break;
		depth += c == '(';
		depth -= c == ')';
	}
}

/* Terms, joined by || or + when they are strings. */
bool sql_read_expression(struct expression *e)
{
	bool ok = ++e->depth < DEPTH_MAX;

	do {
		ok = ok && read_term(e);
		while (ok && sql_take_sign(e, "::"))
			pass_type(e);
	} while (ok && (sql_take_sign(e, "||") ||
			(e->string && sql_take_sign(e, "+"))));
	e->depth--;
	return ok;
}

bool sql_composed_cell(struct sql *v, uint32_t from, uint32_t to)
{
	struct rows *r = &v->rows;
	struct chunk *c = r->stream.chunk;
	struct expression e = { .ways = &v->ways,
				.text = c->text,
				.at = from,
				.end = to,
				.out = c->side + c->side_length,
				.room = CHUNK_SIDE - c->side_length };

	if (to - from > e.room && to - from <= CHUNK_SIDE)
		return false;
	if (to - from <= e.room && sql_read_expression(&e)) {
		skip(&e);
		if (e.at == to)
			return rows_side_cell(r, from, e.length);
	}
	return rows_cell(r, from, to, CELL_PIECE);
}
