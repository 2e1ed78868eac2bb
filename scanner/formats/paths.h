/*
 * The places where a document of nested values holds them: each has a way
 * from the root, written `data.customers[].contact.phone`. Some are tables,
 * and what lies below them are their columns.
 *
 * As many as memory is granted for.
 */
#ifndef SCANNER_FORMATS_PATHS_H
#define SCANNER_FORMATS_PATHS_H

#include "scanner/base/buffer.h"
#include "scanner/formats/format.h"

#define PATHS 4096
#define PATHS_NAME_MAX 128	  /* bytes of a name */
#define PATHS_BELOW 256		  /* names below one path */
#define PATH_NONE UINT16_MAX	  /* there was no room; above the root */

struct paths {
	struct buffer names;
	uint16_t count, below; /* `below`: at the root */
	struct path {
		uint32_t name;	 /* in names */
		uint16_t length; /* of it */
		uint16_t parent; /* or PATH_NONE */
		uint16_t below;	 /* names below it */
		uint16_t table;	 /* whose column it is, or PATH_NONE */
		uint16_t field;	 /* which one */
		uint16_t fields; /* of a table: its columns */
		uint32_t comment, type; /* C strings in names; 0: none */
		bool many;	 /* comes several times: written name[] */
		bool seen, holds; /* the caller's, as are */
	} paths[PATHS];
	uint16_t slots[2 * PATHS]; /* path + 1; open addressing */
};

/* The path of a name (UTF-8) below another one, made at need. A name that is
 * empty, too long or one of too many is not kept: all these are "*". */
uint16_t paths_below(struct paths *, uint16_t parent,
		     const unsigned char *name, size_t length);

/* True for the path of this name. */
bool paths_is(const struct paths *, uint16_t path, const unsigned char *name,
	      size_t length);

/* The column of a table that a path is, numbered at need; PATH_NONE when it is
 * another table's. */
uint16_t paths_field(struct paths *, uint16_t table, uint16_t path);

/* Appends the way to a path from one that lies above it (PATH_NONE: from the
 * root), or is it; of a very long one its end. */
void paths_way(const struct paths *, uint16_t above, uint16_t path,
	       struct buffer *out);

/* Notes what a document tells of a column or, a comment, of a table. */
void paths_comment(struct paths *, uint16_t path, const unsigned char *text,
		   size_t length);
void paths_type(struct paths *, uint16_t path, const unsigned char *text,
		size_t length);

/* Tells the columns of all tables. Returns what the emitter does. */
int paths_define(const struct paths *, struct emitter *);

void paths_release(struct paths *);

#endif
