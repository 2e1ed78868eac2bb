/*
 * The flow of a document's text: lines, cells of a table, and what stands
 * beside a line although it is written inside of it.
 */
#ifndef SCANNER_FORMATS_FLOW_H
#define SCANNER_FORMATS_FLOW_H

#include "scanner/formats/passage_table.h"

enum channel { IN_LINE, BESIDE };

struct flow {
	struct package *package;
	struct passage_table table;
	unsigned lines;      /* that are open, one in the other */
	unsigned asides;     /* likewise, as far as they began in a line */
	struct buffer aside; /* what stands beside the line, until its end */
	bool continued;      /* it goes on with what was too much to wait */
	bool divide[2];      /* per channel: a new line before the next text */
	bool blank[2];       /* ... a blank before it */
	unsigned char last;  /* byte in the line */
};

static inline bool flow_blank(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Where text goes now. */
enum channel flow_channel(const struct flow *);

/* All return false when the archive has to be ended. */
bool flow_say(struct flow *, enum channel, const unsigned char *text,
	      size_t length);
/* Says the words of a text with one blank between them. */
bool flow_words(struct flow *, enum channel, const unsigned char *text,
		size_t length);
/* A tab parts columns; but a label goes with its value. */
bool flow_tab(struct flow *);
/* What stands beside follows, unless a line is still open; in a table it
 * waits for the end, since it would part the row. */
bool flow_end_line(struct flow *);
bool flow_spill(struct flow *);

#endif
