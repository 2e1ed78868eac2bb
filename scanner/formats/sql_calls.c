/* Functions around the values of rows. See sql_expression.h. */
#include <string.h>

#include "scanner/formats/sql_escapes.h"
#include "scanner/formats/sql_expression.h"

/* Behind the parenthesis that closes the one that is open. */
static bool pass_rest(struct expression *e)
{
	struct sql_scan scan = { .at = e->at,
				 .unit = SQL_VALUE,
				 .last = true,
				 .backslash = e->ways->backslash,
				 .dialect = e->ways->dialect };

	while (sql_scan(&scan, e->text, e->end))
		if (e->text[scan.at++] == ')') {
			e->at = scan.at;
			return true;
		}
	return false;
}

/* CHR(10): the character that was appended as a number. */
static bool character(struct expression *e, uint32_t from)
{
	uint32_t number = 0;

	for (uint32_t i = from; i < e->length; i++) {
		if (e->out[i] < '0' || e->out[i] > '9' || number > 0xFFFF)
			return false;
		number = number * 10 + e->out[i] - '0';
	}
	e->string = true;
	e->length = from;
	e->length += utf8_put(number, e->out + from, e->room - from);
	return sql_take_sign(e, ")");
}

/* HEXTORAW('E5BCA0') */
static bool unhex(struct expression *e, uint32_t from)
{
	uint32_t length = e->length - from;
	uint32_t n = sql_unhex(e->out + from, length, e->out + from);

	if (n == UINT32_MAX)
		return false;
	e->length = from + n;
	return pass_rest(e);
}

/* UNISTR('\4E2D'): the string was appended. */
static bool unistr(struct expression *e, uint32_t from)
{
	e->length = from + sql_unescape_unicode(e->out + from,
						e->length - from,
						e->out + from);
	return pass_rest(e);
}

/* CONCAT('a', 'b') */
static bool concat(struct expression *e, uint32_t from)
{
	(void)from;
	while (sql_take_sign(e, ","))
		if (!sql_read_expression(e))
			return false;
	return sql_take_sign(e, ")");
}

/* SQLite's REPLACE('a\nb', '\n', CHAR(10)), a pattern for one byte. */
static bool replace(struct expression *e, uint32_t from)
{
	uint32_t pattern = e->length, by, n = from, i = from;
	const unsigned char *out = e->out;

	if (!sql_take_sign(e, ",") || !sql_read_expression(e))
		return false;
	by = e->length;
	if (by == pattern || !sql_take_sign(e, ",") ||
	    !sql_read_expression(e) || e->length != by + 1)
		return false;
	while (i < pattern) {
		bool found = pattern - i >= by - pattern &&
			     !memcmp(out + i, out + pattern, by - pattern);

		e->out[n++] = found ? out[by] : out[i];
		i += found ? by - pattern : 1;
	}
	e->length = n;
	return sql_take_sign(e, ")");
}

/* The first argument is what counts: CAST(x AS type), TO_DATE(x, format). */
static bool first(struct expression *e, uint32_t from)
{
	(void)from;
	return pass_rest(e);
}

/* SQL Server's CONVERT(type, x), or MySQL's CONVERT(x, type). */
static bool convert(struct expression *e, uint32_t from)
{
	if (e->string)
		return pass_rest(e);
	e->length = from;
	return sql_take_sign(e, ",") && sql_read_expression(e) && pass_rest(e);
}

static const struct call {
	const char *name;
	/* Goes on behind the first argument, which stands at out[from]. */
	bool (*read)(struct expression *, uint32_t from);
} calls[] = {
	{ "CAST", first },	   { "TO_DATE", first },
	{ "TO_TIMESTAMP", first }, { "TO_TIMESTAMP_TZ", first },
	{ "TO_CLOB", first },	   { "TO_NCLOB", first },
	{ "TO_CHAR", first },	   { "TO_NCHAR", first },
	{ "TO_NUMBER", first },	   { "TO_BLOB", first },
	{ "CONVERT", convert },	   { "CONCAT", concat },
	{ "CHR", character },	   { "CHAR", character },
	{ "NCHAR", character },	   { "REPLACE", replace },
	{ "UNISTR", unistr },	   { "HEXTORAW", unhex },
	{ "UNHEX", unhex },
};

bool sql_read_call(struct expression *e, const unsigned char *word,
		   uint32_t length)
{
	uint32_t from = e->length;
	bool string = e->string, ok;

	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		if (!sql_word_is(word, length, calls[i].name))
			continue;
		e->string = false;
		ok = sql_read_expression(e) && calls[i].read(e, from);
		e->string |= string;
		return ok;
	}
	return false;
}
