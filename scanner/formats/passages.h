/*
 * Text of a document's part: runs joined to lines, rows of tables to cells.
 *
 * A vocabulary is a table of what elements mean for the text. What stands
 * beside a line although it is written inside of it (notes, deleted words,
 * text boxes, targets of links) follows the line, so that it parts no value.
 */
#ifndef SCANNER_FORMATS_PASSAGES_H
#define SCANNER_FORMATS_PASSAGES_H

#include "scanner/formats/package.h"

/* Elements are known by their local names. One without a role parts nothing
 * inside of a line, and is a line of its own elsewhere. */
enum passage_role {
	PASSAGE_NONE,
	PASSAGE_LINE,
	PASSAGE_NAMED_LINE, /* begins with what its attribute "name" says */
	PASSAGE_BREAK,
	PASSAGE_TAB,
	PASSAGE_SPACE,
	PASSAGE_HYPHEN,
	PASSAGE_ASIDE,	 /* stands beside the line */
	PASSAGE_CHOICES, /* alternatives: the first one with text is read */
	PASSAGE_CHOICE,
	PASSAGE_TELLS,	 /* all its attributes are words */
	PASSAGE_DRAWING, /* coordinates, no words */
	PASSAGE_TABLE,
	PASSAGE_ROW,
	PASSAGE_CELL,
	PASSAGE_SPAN,	/* its "val" is the columns of the cell around */
	PASSAGE_SHEETS, /* tables in it are sheets, not a part of a text */
};

/* For parts that say where text stands instead of how it goes on. */
struct layout {
	enum placement {
		PLACED_NOWHERE, /* the element holds no text that stands there
				 */
		PLACED_BEHIND,	/* its text goes on with the text before */
		PLACED_APART,	/* it stands in the same line, with a gap */
		PLACED_ELSEWHERE,
	} (*open)(void *state, const struct xml_element *);
	/* Takes notice of the text of the element that was placed. */
	void (*text)(void *state, const unsigned char *, size_t length);
};

struct dialect {
	const struct passage_tag {
		const char *name;
		enum passage_role role;
	} * tags; /* NULL name: the end */
	/* Attributes that hold people's words in any element; NULL: the end */
	const char *const *telling;
	/* Blanks are as good as one (XSL's rule), not as they stand. */
	bool collapse;
	const struct layout *layout; /* or NULL */
};

/* Reads a part; `state` is the layout's. False when the archive has to be
 * ended. */
bool passages_read(struct package *, uint64_t index, const struct dialect *,
		   void *state);

/* Appends the telling attributes, a line each. */
void passages_attributes(struct buffer *, const struct dialect *,
			 const struct xml_element *);

#endif
