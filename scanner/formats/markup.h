/*
 * The lexer of HTML and XML: tags, text, and what is neither. Never fails:
 * whatever is no markup is text, so that nothing is lost of a document that
 * is cut off or wrong. Entities of the document's own are not expanded.
 *
 * After the tokenizer of the HTML standard, 13.2.5, and XML 1.0.
 */
#ifndef SCANNER_FORMATS_MARKUP_H
#define SCANNER_FORMATS_MARKUP_H

#include "scanner/base/buffer.h"
#include "scanner/formats/decoder.h"

struct markup_tag {
	const unsigned char *name;
	size_t name_length;
	const unsigned char *attributes; /* as they stand, entities and all */
	size_t length;
	bool closes; /* </name> */
	bool empty;  /* <name/> */
};

/* Called in order; whatever they return but OUTCOME_OK ends the reading. All
 * that they are given dies on return. */
struct markup_events {
	/* Characters, entities undone; in pieces. */
	int (*text)(void *context, const unsigned char *, size_t length);
	int (*tag)(void *context, const struct markup_tag *);
	/* What is neither: comments, scripts, declarations, as they stand; a
	 * line each, but for lines that are too long. */
	int (*aside)(void *context, const unsigned char *, size_t length);
};

struct markup {
	const struct markup_events *events;
	void *context;
	bool html;    /* <script> and <style> hold no markup */
	uint32_t line; /* where the event stands, from 0 */
	struct decoder *decoder;
	uint32_t at;  /* what is before it in the decoder is done with */
	uint32_t counted; /* lines are known up to here */
	const char *until; /* ends what is neither text nor tag, or NULL */
	bool cdata;        /* and that is text after all */
};

/* Reads to the end of the source; the context's events follow. Returns what
 * an event did, or what reading did. */
int markup_read(struct markup *);

/* Goes through attributes: true with the next one's name and value (as they
 * stand, without quotes); *at begins at 0. */
struct markup_attribute {
	const unsigned char *name, *value;
	size_t name_length, value_length;
};
bool markup_attribute(const struct markup_tag *, size_t *at,
		      struct markup_attribute *);

/* The one of this name, in any case; value NULL when there is none. */
struct markup_attribute markup_find(const struct markup_tag *,
				    const char *name);

/* Equal, in any case. */
bool markup_is(const unsigned char *text, size_t length, const char *name);

/* Appends text with its entities undone. */
void markup_undo(struct buffer *, const unsigned char *text, size_t length);

/*
 * Two stretches of text that only a tag within a line divides are one, unless
 * one of them ends or begins with what is whole: labels and values often
 * stand in <span>s that only the style sheet sets apart. Then puts a blank at
 * `at`, where the second one begins; the first began at `before`.
 */
void markup_join(struct buffer *text, size_t before, size_t at);

/* The bid for a document of HTML, or of XML that is none. */
unsigned markup_bid(const struct head *, bool html);
/* The charset that the first bytes name, in a <meta> or in the XML
 * declaration; CHARSET_ASCII: none that matters. */
enum charset markup_declared(const struct head *);

#endif
