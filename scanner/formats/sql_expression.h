/* An expression that is a value of a row, as it is read; for sql_calls.c. */
#ifndef SCANNER_FORMATS_SQL_EXPRESSION_H
#define SCANNER_FORMATS_SQL_EXPRESSION_H

#include "scanner/formats/sql_names.h"
#include "scanner/formats/sql_text.h"

struct expression {
	const struct sql_ways *ways;
	const unsigned char *text;
	uint32_t at, end;
	unsigned char *out; /* what it says so far */
	uint32_t length, room;
	unsigned depth;
	bool string; /* there is one in it */
};

/* Terms, joined by || or + when they are strings. False when it is not
 * understood. */
bool sql_read_expression(struct expression *);

/* Passes blanks, and a sign when that is next. */
bool sql_take_sign(struct expression *, const char *sign);

/* The arguments of a function of that name, and the parenthesis behind. */
bool sql_read_call(struct expression *, const unsigned char *word,
		   uint32_t length);

#endif
