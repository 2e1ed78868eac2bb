/*
 * The layout of a table in lines of fixed places: where its columns are, found
 * from the first lines. Dashes below the names tell them exactly; else lines
 * of one width with digits at the same places do.
 */
#ifndef SCANNER_FORMATS_FIXED_LAYOUT_H
#define SCANNER_FORMATS_FIXED_LAYOUT_H

#include "scanner/formats/fixed_line.h"

#define FIXED_COLUMNS_MAX 256
#define FIXED_WIDTH_MAX 4096

struct fixed_layout {
	enum fixed_measure measure;
	bool ruled;     /* told by dashes: lines may be shorter */
	/* Places of a line, and how many it has at least: blanks at its end may
	 * be missing. Not when it is ruled. */
	unsigned width, least;
	unsigned count;
	struct fixed_column {
		unsigned from, to; /* places */
	} columns[FIXED_COLUMNS_MAX];
	/* The line of names in head->text; none: from == to. */
	uint32_t names_from, names_to;
	uint32_t rows; /* where the lines begin that may be rows, there too */
};

/* False when this seems to be no such table. */
bool fixed_layout_find(const struct head *, struct fixed_layout *);

/* The line's columns, without blanks around; `from` and `to` become bytes. */
void fixed_cut(const struct fixed_layout *, const unsigned char *line,
	       uint32_t length, struct fixed_column *columns);

/* Whether the line has blanks between its columns, or the right width. */
bool fixed_fits(const struct fixed_layout *, const unsigned char *line,
		uint32_t length);

/* Parts numbers that stand side by side in one column, by what `proven` says
 * of them (struct emitter). */
void fixed_layout_part(const struct head *, struct fixed_layout *,
		       bool (*proven)(const unsigned char *, uint32_t));

#endif
