/* Values of rows that are selected or assigned: SELECT 'a', 'b' and
 * SET a = 'x', b = 'y'. */
#ifndef SCANNER_FORMATS_SQL_ITEMS_H
#define SCANNER_FORMATS_SQL_ITEMS_H

#include "scanner/formats/sql_reader.h"

struct sql_item {
	uint32_t name, name_end; /* of the column that it is assigned to */
	uint32_t from, to;       /* its text */
	bool cut;                /* the script ends in it */
	enum {
		ITEM_FIELD, /* what follows it: another one, */
		ITEM_ROW,   /* another SELECT, */
		ITEM_ELSEWHERE, /* a table it comes from, */
		ITEM_END,   /* or none of these */
	} then;
};

/* Reads the item at r->at and what follows it. False when that takes more
 * text. */
bool sql_find_item(struct sql_reader *, bool assigned, struct sql_item *);

/* The head of a statement, behind SELECT or SET: looks at its first row. *end:
 * where that begins. */
enum sql_statement sql_items_head(struct sql_reader *, bool assigned,
				  uint32_t *end);

#endif
