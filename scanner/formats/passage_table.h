/*
 * A table in a document. One with a header gives fields, like a sheet. A
 * form, where labels stand before their values, gives lines.
 */
#ifndef SCANNER_FORMATS_PASSAGE_TABLE_H
#define SCANNER_FORMATS_PASSAGE_TABLE_H

#include "scanner/formats/package.h"
#include "scanner/formats/sheet_rows.h"

#define TABLE_COLUMNS_MAX 16384

struct passage_table {
	struct package *package;
	struct held_rows *held; /* owned; made for the first table, */
	struct sheet_rows *rows; /* ... for the first sheet */
	struct buffer name;
	struct buffer cell; /* text of the open cell */
	bool number;	    /* ... is a number as it is stored */
	bool open;
	bool sheet; /* a table without a text around it */
	bool in_cell, row_used;
	bool overflowed;        /* the cell's text goes beside it */
	bool boxed; /* the last cell of the line is a character */
	enum table_use { USE_HELD, USE_FIELDS, USE_LINES } use;
	uint32_t column, span;
	uint32_t copies; /* of the open cell, beside each other */
};

/* All return false when the archive has to be ended. */
bool passage_table_open(struct passage_table *, struct xml_attribute name,
			bool sheet);
void passage_table_row(struct passage_table *);
void passage_table_cell(struct passage_table *, uint32_t span,
			uint32_t copies);
bool passage_table_cell_end(struct passage_table *);
bool passage_table_row_end(struct passage_table *);
bool passage_table_end(struct passage_table *);
/* Text that is in no cell. */
bool passage_table_loose(struct passage_table *, const unsigned char *,
			 size_t length);
void passage_table_release(struct passage_table *);

#endif
