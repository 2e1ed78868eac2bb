/*
 * The places where an XML document holds values: elements and attributes by
 * their way from the root, each a column. As many as memory is granted for.
 */
#ifndef SCANNER_FORMATS_XML_PATHS_H
#define SCANNER_FORMATS_XML_PATHS_H

#include "scanner/base/buffer.h"
#include "scanner/formats/compose.h"

#define XML_PATHS 4096
#define XML_PATH_NONE UINT16_MAX /* there was no room; above the root */

struct xml_paths {
	struct buffer names; /* C strings */
	uint32_t count;
	struct xml_path {
		uint32_t name;   /* in names */
		uint16_t parent; /* or XML_PATH_NONE */
		bool seen;       /* the caller's, as is */
		bool holds;      /* ... that it has more than text in it */
	} paths[XML_PATHS];
	uint16_t slots[2 * XML_PATHS]; /* path + 1; open addressing */
};

/* The path of a name below another one, made at need. */
uint16_t xml_paths_below(struct xml_paths *, uint16_t parent,
			 const unsigned char *name, size_t length);

/* Tells the table's columns: the paths, by their last names; the whole way is
 * the comment. Returns what the composer does. */
int xml_paths_define(struct xml_paths *, const char *table,
		     struct composer *);

void xml_paths_release(struct xml_paths *);

#endif
