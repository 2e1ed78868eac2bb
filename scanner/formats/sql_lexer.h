/* The lexer of SQL scripts: its state, and the rows of its statements. */
#ifndef SCANNER_FORMATS_SQL_LEXER_H
#define SCANNER_FORMATS_SQL_LEXER_H

#include "scanner/formats/rows.h"
#include "scanner/formats/sql_names.h"
#include "scanner/formats/sql_text.h"

enum sql_where {
	TOP,      /* between statements */
	VALUES,   /* between the rows of an INSERT */
	ROW,      /* inside a row */
	OTHER,    /* inside a statement that is read as running text */
	COPY,     /* between the rows of a COPY */
	COPY_ROW, /* inside one that is larger than a chunk */
	SELECTED, /* between values of SELECT ... UNION ALL SELECT ..., and */
	ASSIGNED, /* of SET: to the end of them by whoever began, as are */
	COPY_OWN, /* the rows of a COPY that has its own ways */
};

/* Of rows.bytes and rows.marks: in statements, and in the rows of a COPY. */
enum { QUOTES, ENDS };
enum { ESCAPES };

struct sql {
	struct rows rows;
	enum sql_where where;
	struct sql_ways ways;
	struct sql_scan scan; /* OTHER, or a piece of a value */
	bool cut;   /* OTHER: the head of an INSERT that is not complete */
	bool quoted; /* COPY_OWN: a piece goes on inside of quotes */
	bool comma; /* VALUES: another row must follow */
	bool alone; /* no statement is around the rows */
	struct sql_names names;
	struct buffer head; /* text of the last INSERT up to its rows */
	struct buffer assigned; /* names of the last table, when its rows are */
};

/* A value of a row. */
struct sql_value {
	uint32_t from, to; /* its text */
	uint32_t end;	   /* the comma or parenthesis behind it */
	unsigned flags;	   /* enum cell_flag */
	bool escaped;	   /* a string with escapes */
	bool composed;	   /* an expression */
};

/* The charset that the head tells where its bytes do not: as mysqldump says,
 * before pictures hide it; CHARSET_ASCII: none. */
enum charset sql_declared(const struct head *);

/* Tells the tables of the script that lies beside this one, if any does. */
void sql_define_beside(struct extraction *);

/* The script ends where it should not. */
int sql_truncated(struct rows *);

/* Starts v->scan at an offset. */
void sql_scan_from(struct sql *, enum sql_unit, uint32_t at);

/* Sets rows.bytes, by where it is. */
void sql_set_bytes(struct sql *);

/* What follows is running text, to the end of a statement. */
void sql_begin_other(struct sql *);

/* Fills in x->entry for a segment that has to guess it. */
int sql_guess(struct sql *, struct extraction *);

/* Between two rows, and inside of one. */
int sql_lex_between(struct sql *);
int sql_lex_value(struct sql *);
/* What stands at r->at when the next row of a statement may begin: passes
 * by commas and comments. False when more text is needed for that; where is
 * TOP when the statement has no more rows. */
bool sql_next_row(struct sql *);

/* A value that is selected or assigned. */
int sql_lex_item(struct sql *);

/* The rows of a COPY. */
int sql_lex_copy(struct sql *);
int sql_lex_copy_cell(struct sql *);
/* A field of those that have their own ways. */
int sql_lex_copy_field(struct sql *);

/* Finds the value at `at`. False when it does not end in the chunk. */
bool sql_find_value(struct sql *, uint32_t at, struct sql_value *);

/* Adds a string with escapes, undone beside the block. False: no room. */
bool sql_unescaped_cell(struct sql *, uint32_t from, uint32_t to);

/* Adds what an expression says, or its text when that is not understood.
 * False: no room. */
bool sql_composed_cell(struct sql *, uint32_t from, uint32_t to);

/* Usual rows, of which the first begins before r->at and the others follow
 * with nothing but a comma between: of strings, numbers, NULL. Puts their
 * cells into the chunk and goes behind them; false, with r->at in the row,
 * when there is something else in it or it is not complete. */
bool sql_usual_rows(struct sql *);

#endif
