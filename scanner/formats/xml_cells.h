/*
 * Cells of an XML document: values under their ways, in the table of the
 * record that is at hand, or else of the root.
 */
#ifndef SCANNER_FORMATS_XML_CELLS_H
#define SCANNER_FORMATS_XML_CELLS_H

#include "scanner/formats/compose.h"
#include "scanner/formats/paths.h"

#define XML_VALUE_MAX (64 * 1024) /* bytes; what is longer is a passage */

struct xml_cells {
	struct composer composer;
	struct paths paths;
	struct buffer name; /* of a table */
	uint16_t open;      /* the table that is open */
	uint16_t root;      /* the first element; PATH_NONE: none yet */
	uint16_t record;    /* whose row is at hand; PATH_NONE: the root's */
	bool row_used, root_used; /* the row has a cell */
};

/* Functions that return an int return what the emitter does. */

void xml_cells_start(struct xml_cells *, struct emitter *);
void xml_cells_release(struct xml_cells *);

static inline bool xml_is_blank(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Running text, if it may hold anything. */
int xml_cells_passage(struct xml_cells *, const unsigned char *text,
		      size_t length);

/* A value under its path; without one (PATH_NONE), it stands for itself. */
int xml_cells_value(struct xml_cells *, uint16_t path,
		    const unsigned char *text, size_t length);

/* The value of this path is blank, or `null`, in the record at hand. */
int xml_cells_blank(struct xml_cells *, uint16_t path, bool null);

/* The record at hand ends, and the row of the root. */
int xml_cells_end_record(struct xml_cells *);
int xml_cells_end_root(struct xml_cells *);

#endif
