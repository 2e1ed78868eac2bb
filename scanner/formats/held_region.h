/*
 * What rows in the middle of a sheet are, once they are held: rows of the
 * table that is open, the names of another one, or a form, where labels stand
 * before their values.
 */
#ifndef SCANNER_FORMATS_HELD_REGION_H
#define SCANNER_FORMATS_HELD_REGION_H

#include "scanner/formats/held_rows.h"

#define LOOKS_KEPT 64 /* columns: it takes no more to tell */

/* What stood in each column last: what held_region.c calls a look. */
struct looks {
	unsigned char at[LOOKS_KEPT];
};

/* Labels stand before values rather than above them. */
bool held_is_form(const struct held_rows *, const struct emitter *);
/* The same where no numbers are, at the beginning. */
bool held_lists_words(const struct held_rows *, const struct emitter *);
/* A label stands before a number: with more rows it may be one. */
bool held_has_pairs(const struct held_rows *, const struct emitter *);

/* Takes the looks of the rows behind the names. */
void held_look(const struct held_rows *, struct looks *);

/* Several numbers, of the row that may name columns if there is one, stand
 * where such stood in the table: these are its rows, although some of their
 * words (有限公司, an address at qq.com) may be labels. */
bool held_goes_on(const struct held_rows *, const struct looks *last);

/* Whether the row that may name columns does, so that the rows behind it are
 * not of the table that looked so far. `apart`: something parts them from
 * it. */
bool held_begins_table(const struct held_rows *, const struct emitter *,
		       const struct looks *last, bool apart);

/* Tells rows that name columns from others: of the names and where they
 * stand. */
uint64_t held_header(const struct held_rows *);

#endif
