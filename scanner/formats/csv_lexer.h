/* The lexer of delimited tables: its state, its fields, and their names. */
#ifndef SCANNER_FORMATS_CSV_LEXER_H
#define SCANNER_FORMATS_CSV_LEXER_H

#include "scanner/formats/csv_dialect.h"
#include "scanner/formats/rows.h"

#define CSV_COLUMNS_MAX 4096

enum { QUOTES, ENDS };

struct csv {
	struct rows rows;
	struct csv_dialect dialect;
	bool lines; /* one byte parts fields, and nothing hides it but quotes
		     * and backslashes; */
	bool plain; /* ... but quotes at a field's beginning */
	bool stray; /* a quote opened a field and did not close it */
	bool cut;   /* the table ends inside a row */
};

/* A field of the block. */
struct csv_field {
	uint32_t from, to; /* its text */
	uint32_t end;	   /* the delimiter or line feed; length at the end */
	bool escaped;	   /* quotes are doubled, or a backslash stands there */
	bool last;         /* of its row */
};

/* The field that begins at `at`, the `index`th of its row. False when it does
 * not end in the chunk. */
bool csv_find_field(struct csv *, uint32_t at, unsigned index,
		    struct csv_field *);

/* Where a field that was handed over in pieces ends; `from` is of no use. */
bool csv_find_piece_end(const struct csv *, bool quoted,
			struct csv_field *);

/* Where the field behind this one begins. */
uint32_t csv_behind(const struct csv *, const struct csv_field *);

/* The field's text says that it has none: \N, as MySQL and Hive write NULL. */
bool csv_is_null(const struct csv_dialect *, const unsigned char *text,
		 uint32_t length);

/* Writes the field's text as it is meant; returns its length, at most that of
 * the field. */
uint32_t csv_unescape(const struct csv_dialect *, const unsigned char *text,
		      uint32_t length, unsigned char *out);

/* A line that holds no row begins at `at`: blank, or drawn. Moves behind it. */
bool csv_skip_line(const struct csv *, uint32_t *at);

/* Opens the table, named by the first rows if they do, and goes behind what
 * is no data. Returns what the emitter does. */
int csv_open_table(struct csv *);

/* The same, named by the script that lies beside the table, when there is one
 * and the table has not the names itself: `first` is its first field. */
bool csv_open_beside(struct csv *, const char *first, int *outcome);

#endif
