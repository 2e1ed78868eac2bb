/*
 * The inside of the JSON reader: RFC 8259, JSON lines and text sequences, and
 * what is written beside the standard: comments, commas before a closing
 * bracket, NaN.
 *
 * No tree is built: the state is a stack of levels, and the columns' paths.
 */
#ifndef SCANNER_FORMATS_JSON_H
#define SCANNER_FORMATS_JSON_H

#include "scanner/formats/paths.h"
#include "scanner/formats/rows.h"

#define JSON_DEPTH_MAX 256
#define JSON_KEY_MAX 128 /* bytes of a key that are kept for a table's name */
#define JSON_BARE_MAX CHUNK_CONTEXT /* of a number, true, null */
#define JSON_RECORD 0x1E /* before each text of a sequence (RFC 7464) */
#define JSON_ROWS "[]"	 /* what an array adds to a way */

enum { JSON_QUOTES, JSON_FEEDS }; /* marks of struct rows */

/* What comes next in the innermost container. */
enum json_expect {
	JSON_ELEMENT, /* of an array */
	JSON_KEY,
	JSON_COLON,
	JSON_VALUE, /* of a key */
	JSON_AFTER, /* a comma, or the end */
};

struct json {
	struct rows rows;
	bool several; /* values at the root, which are rows, */
	bool lines;   /* each of them on its own line */
	bool wrong;   /* something was no JSON */
	uint32_t depth; /* containers around */
	enum json_expect expect;
	/* A token that goes on behind the chunk, or text that is none. */
	enum json_inside {
		JSON_PLAIN,
		JSON_STRING,
		JSON_LINE,    /* to the line's end */
		JSON_COMMENT, /* a block comment */
		JSON_REST,    /* to the end */
	} inside;
	/* Running text: what is no row. It began at text[from], or in an
	 * earlier chunk when rows.piece is set. */
	bool text;
	uint32_t from;

	uint32_t row_depth; /* of the elements that are rows; 0: no table */
	bool row_used;	    /* the row has a cell */
	uint16_t table;	    /* the path that was opened last, or PATH_NONE */
	uint16_t path;	    /* of the key before a value */
	struct paths paths;
	/* By path: which key came first in it, and which one behind it, when
	 * that was last seen. By position: the column in rows that are
	 * arrays. All path + 1; 0: not known. */
	uint16_t first[PATHS], next[PATHS], columns[PATHS_BELOW];
	struct json_level {
		bool object;
		uint16_t path;	/* inside of rows */
		uint16_t last;	/* key, or PATH_NONE */
		uint32_t count; /* elements of an array so far */
		uint8_t key_length; /* outside of rows: the key before it, */
		unsigned char key[JSON_KEY_MAX]; /* as it is written */
	} levels[JSON_DEPTH_MAX + 1];	  /* [0]: the root */
	uint8_t key_length; /* of the key before a value, outside of rows */
	unsigned char key[JSON_KEY_MAX];
	/* Names of columns to come: C strings, as they are written. */
	struct buffer titles;
	unsigned title_count;
	bool described; /* the rows tell of columns: their names are such */
	bool exports;   /* of tables, by phpMyAdmin */
};

/* The innermost container. */
static inline struct json_level *json_top(struct json *v)
{
	return &v->levels[v->depth];
}

/* A character of a number or of a word. */
static inline bool json_is_bare(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	       (c >= 'A' && c <= 'Z') || c == '-' || c == '+' || c == '.';
}

static inline bool json_is_space(unsigned char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' ||
	       c == JSON_RECORD;
}

static inline uint32_t json_skip_space(const struct chunk *c, uint32_t at)
{
	while (at < c->length && json_is_space(c->text[at]))
		at++;
	return at;
}

/* ---- json_look.c ---- */

/* What the head of a file holds. */
enum json_kind {
	JSON_NONE,
	JSON_DOCUMENT, /* one value */
	JSON_LINES,    /* one a line */
	JSON_VALUES,   /* one behind the other */
};
enum json_kind json_look(const struct head *);

/* ---- json_escape.c ---- */

/* Undoes escapes, which makes no text longer. What is no ASCII becomes UTF-8,
 * or in text of another charset the ASCII that a full-width form stands for,
 * or a question mark. `out` may be `text`. */
size_t json_unescape(const unsigned char *text, size_t length, bool utf8,
		     unsigned char *out);

/* ---- json_rows.c ---- */

/* Begins running text, unless it has begun; ends it, if it has. */
void json_text_begin(struct json *, uint32_t at);
void json_text_end(struct json *, uint32_t at);
/* Reads on; the token at rows.at, and the text that is open, stay as they
 * are. Text that fills half of the chunk goes in pieces. */
int json_read_on(struct json *);

/* Whether the element at hand, an object or an array, makes a table of the
 * array that it is the first one of. */
bool json_makes_table(struct json *);
/* Makes it one; else, where there is no room for another, goes on with
 * text. */
int json_table_begin(struct json *);
/* The array of the rows ends, or what was in it is no JSON. */
void json_table_end(struct json *);
void json_row_end(struct json *);

/* What is at rows.at is no JSON: goes on with it as text. */
int json_damaged(struct json *);
/* The file ends inside of a value. */
void json_truncated(struct json *);

/* ---- json_values.c ---- */

/* Take the token at rows.at; the rest of a string that is larger than a
 * chunk. */
int json_string(struct json *);
int json_bare(struct json *);
int json_long_string(struct json *);

/* The end of the string, number or word at `at`, or `at` when it is none, or
 * reaches over the chunk's end. */
uint32_t json_scalar_end(const struct json *, uint32_t at);

/* ---- json_map.c ---- */

/* Whether the object at rows.at is a map: its members are rows. */
bool json_is_map(const struct json *);
/* Makes it a table, behind the bracket that opens it. */
int json_map_begin(struct json *);
/* Adds the key text[from, to) to the row that it begins. */
void json_map_key(struct json *, uint32_t from, uint32_t to);

/* ---- json_columns.c ---- */

/* Opens the table of the array whose first element is at hand, or of a map; of
 * all values at the root when depth is 0. Sets row_depth, unless there was no
 * room. */
int json_table(struct json *);
/* Notes the key text[from, to) before a value. */
void json_key(struct json *, uint32_t from, uint32_t to, bool escaped);
/* The column of the value at hand, which may be a row itself; PATH_NONE: none,
 * it stands for itself. */
uint16_t json_field(struct json *);
/* The path of the container that opens, inside of rows. */
uint16_t json_container(struct json *, bool object);
/* A key may be a value: a map from phone numbers to people. */
bool json_is_name(const unsigned char *text, size_t length);
/* The path of a key, as it is written. */
uint16_t json_below(struct json *, uint16_t path, const unsigned char *key,
		    size_t length);

/* ---- json_titles.c ---- */

/* Behind the bracket of a table's first row, which is an array: names its
 * columns. When the row is nothing but names, returns the offset of the bracket
 * that closes it; else 0. */
uint32_t json_titles(struct json *);
/* Behind the bracket of an array that is no table: the same of a list of the
 * names of columns, which are kept. */
uint32_t json_list_of_titles(struct json *);
/* The same of the first of several lines, and of one below it that names
 * types: returns how many bytes of head->text they are. */
uint32_t json_lines_of_titles(struct json *, const struct head *);
/* Names the columns of the table that opens by what was kept. */
void json_name_columns(struct json *);

/* Whether an export of phpMyAdmin begins here. */
bool json_exports(const struct head *);
/* Notes the table that opens, and a string that is a value. */
void json_note_table(struct json *);
void json_note_string(struct json *, uint32_t from, uint32_t to);

#endif
