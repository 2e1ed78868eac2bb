/* The lexer of delimited tables: its state, its fields, and their names. */
#ifndef SCANNER_FORMATS_CSV_LEXER_H
#define SCANNER_FORMATS_CSV_LEXER_H

#include <string.h>

#include "scanner/formats/csv_dialect.h"
#include "scanner/formats/rows.h"

#define CSV_COLUMNS_MAX 4096
#define CSV_NAME_BYTES 256
/* That should be there to be looked at; what may stand below a table begins
 * as near to the end of the file. */
#define CSV_LOOK_BYTES (32 * 1024)

enum { QUOTES, ENDS };

struct csv {
	struct rows rows;
	struct csv_dialect dialect;
	bool lines; /* one byte parts fields, and nothing hides it but quotes
		     * and backslashes; */
	bool plain; /* ... but quotes at a field's beginning */
	bool stray; /* a quote opened a field and did not close it */
	bool cut;   /* the table ends inside a row */
	/* Bytes which may stand third from the end of a field that is more
	 * than its text. */
	bool rare[256];
	struct csv_tables *tables; /* NULL: there is but one */
	unsigned usual; /* fields of a row that begins none */
	bool look;  /* the next row may begin another one; */
	bool apart; /* a blank line stands before it */
	bool form;  /* rows are lines of text */
	bool below; /* the table has ended */
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

/* The field's text says that it has none. */
static inline bool csv_says_null(const struct csv_dialect *d,
				 const unsigned char *text, size_t length)
{
	return (length == 4 && !memcmp(text, "NULL", 4)) ||
	       (*d->null && length == strlen(d->null) &&
		!memcmp(text, d->null, length));
}

/* The same of an escaped one: \N, as MySQL and Hive write it to files. */
bool csv_is_null(const struct csv_dialect *, const unsigned char *text,
		 uint32_t length);

/* Writes the field's text as it is meant; returns its length, at most that of
 * the field. */
uint32_t csv_unescape(const struct csv_dialect *, const unsigned char *text,
		      uint32_t length, unsigned char *out);

/* The text as it may name a column, ended by NUL. */
void csv_read_name(const struct csv *, uint32_t from, uint32_t to,
		   char name[CSV_NAME_BYTES]);

/* A line that holds no row begins at `at`: blank, or drawn. Moves behind it. */
bool csv_skip_line(const struct csv *, uint32_t *at);

/* Opens the table, named by the first rows if they do, and goes behind what
 * is no data. Returns what the emitter does. */
int csv_open_table(struct csv *);

/* The same, named by the script that lies beside the table, if there is one.
 * *rows: where its first row begins; behind it, when it has the names, too. */
bool csv_open_beside(struct csv *, uint32_t *rows, int *outcome);

/*
 * Further tables and forms, of a file that is read as a whole. Functions that
 * return an int return what the emitter does.
 */
struct csv_tables *csv_tables_new(void);
void csv_tables_free(struct csv_tables *);

/* Whether rows from rows->at on are a form: csv->form. */
bool csv_begins_form(struct csv *);
/* Knows the table just opened by its rows: they begin at rows->at. */
void csv_know_table(struct csv *);

/* The row of so many fields that ended last is unlike others: it is taken back
 * to be looked at. Cold, since most rows are not and should not pay for it. */
bool csv_parts(struct csv *, unsigned fields) __attribute__((cold));
/* Looks at the rows from rows->at on, and opens the table that begins. */
int csv_look(struct csv *);
/* Passes a line of text. */
int csv_text_line(struct csv *);

/* Whether the lines from `at` to the file's end stand below the table and are
 * none of its rows; or may be that, when more of the file is read. */
bool csv_is_below(const struct csv *, uint32_t at);
bool csv_may_be_below(const struct csv *, uint32_t at);

#endif
