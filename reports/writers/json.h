/*
 * Pieces of JSON, for the records and for the documents made of them. Every
 * text is escaped as out.h says, then quoted.
 * RFC 8259, https://www.rfc-editor.org/rfc/rfc8259
 */
#ifndef REPORTS_WRITERS_JSON_H
#define REPORTS_WRITERS_JSON_H

#include "reports/writers/report.h"

/* Values. A NULL text is null, and so is a number that is not finite; a count
 * is a number up to 2^53 - 1, what every reader holds exactly, and a string
 * of digits from there on. */
void json_put_text(FILE *, const char *);
void json_put_quoted(FILE *, const void *bytes, size_t length);
void json_put_escaped(FILE *, const void *bytes, size_t length); /* no quotes */
void json_put_count(FILE *, uint64_t);
void json_put_real(FILE *, double);

/* `key` is a literal of this program; the comma stands before it unless it
 * is the first of its object ("type"). */
void json_put_key(FILE *, const char *key);
void json_text(FILE *, const char *key, const char *text);
void json_count(FILE *, const char *key, uint64_t);
void json_real(FILE *, const char *key, double);
void json_flag(FILE *, const char *key, bool);

/* The records without their closing brace. */
void json_asset_open(FILE *, const struct asset *);
void json_profile_open(FILE *, const struct profile *);

#endif
