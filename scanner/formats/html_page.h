/* A page of HTML on its way to passages and tables. */
#ifndef SCANNER_FORMATS_HTML_PAGE_H
#define SCANNER_FORMATS_HTML_PAGE_H

#include "scanner/formats/grid.h"
#include "scanner/formats/markup.h"

#define PAGE_SPANS 256 /* columns whose cells may reach into rows below */

struct page {
	struct markup markup;
	struct composer composer;
	struct grid grid;
	struct buffer aside;   /* a tag's attributes */
	struct buffer passage; /* the text so far, */
	uint32_t line;         /* where it began, */
	size_t node;           /* where its last stretch without tags did, */
	size_t node_before;    /* and the one before that */
	bool blank;            /* before the next character */
	unsigned preformatted; /* <pre> around */
	unsigned depth;        /* tables around */
	unsigned owner;        /* whose table, by depth, the grid is; or 0 */
	bool in_cell, row_used;
	unsigned heads, cells; /* <th> and <td> of the row */
	uint32_t field, span, rows;
	/* Rows that a cell above reaches down yet. */
	uint16_t below[PAGE_SPANS];
};

/* All return OUTCOME_OK, or what the emitter returned. */

/* Ends the passage at hand, outside of cells. */
int page_passage_end(struct page *);

/* ---- html_table.c ---- */

int page_table_begin(struct page *);
int page_table_end(struct page *);
int page_row_begin(struct page *);
int page_row_end(struct page *);
int page_cell_begin(struct page *, const struct markup_tag *, bool head);
int page_cell_end(struct page *);

#endif
