/*
 * A document of XML 1.0 on its way into a file: elements with attributes and
 * text. By libxml2's text writer, streamed: nothing of it is kept.
 *
 * When memory runs out, that is remembered, and told at the end.
 */
#ifndef REPORTS_WRITERS_XML_TREE_H
#define REPORTS_WRITERS_XML_TREE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "scanner/base/buffer.h"
#include "scanner/base/outcome.h"
#include "scanner/base/secret.h"

struct tree {
	struct _xmlTextWriter *writer;
	struct buffer escaped;
	bool failed;
};

/* Begins the document. False with the problem set. */
bool tree_open(struct tree *, FILE *, struct problem *);
/* Ends it. OUTCOME_FATAL with the problem set when memory was out. */
int tree_close(struct tree *, struct problem *);

void tree_element(struct tree *, const char *name);
void tree_end(struct tree *);

/* Attributes of the element that was opened last, before anything in it. One
 * without text is left out. */
void tree_text(struct tree *, const char *name, const char *text);
void tree_value(struct tree *, const char *name, struct secret);
void tree_count(struct tree *, const char *name, uint64_t n);
void tree_real(struct tree *, const char *name, double value);
void tree_flag(struct tree *, const char *name, bool value);

/* An element for each part of a text that `between` separates; `lang` may be
 * NULL. */
void tree_list(struct tree *, const char *name, const char *lang,
	       const char *text, const char *between);

#endif
