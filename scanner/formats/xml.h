/*
 * XML as events. The only header whose implementation knows libxml2.
 *
 * No external anything. Documents that declare entities are refused; of a type
 * that is declared elsewhere those of XHTML are known.
 */
#ifndef SCANNER_FORMATS_XML_H
#define SCANNER_FORMATS_XML_H

#include "scanner/base/buffer.h"
#include "scanner/formats/format.h"

struct xml_attribute {
	const char *name; /* without prefix */
	const unsigned char *value; /* "&" stands there as "&#38;" */
	size_t length;
};

/* What the events need, nothing of it outlives the call. */
struct xml_element {
	const char *name; /* without prefix */
	const unsigned char *const *attributes; /* libxml2's, see xml.c */
	size_t count;
};

/* Callbacks return false to end the parsing. Text comes in pieces. */
struct xml_events {
	bool (*open)(void *context, const struct xml_element *);
	bool (*close)(void *context, const char *name);
	bool (*text)(void *context, const unsigned char *, size_t length);
};

struct xml_attribute xml_attribute(const struct xml_element *, size_t index);
/* By name; the value is NULL when there is none. */
struct xml_attribute xml_find(const struct xml_element *, const char *name);
/* Appends a value as it is meant. */
void xml_value(struct buffer *, struct xml_attribute);

/*
 * Parses a source from its start. OUTCOME_OK at the end (also when it is
 * empty), and when a callback has ended it; OUTCOME_PARTIAL when the source
 * failed (its reason); OUTCOME_FAILED when this is no well-formed XML.
 */
int xml_parse(struct source *, const struct xml_events *, void *context,
	      struct problem *);

#endif
