/*
 * A package: a document that is a zip of XML parts (OOXML, ODF, OFD, EPUB).
 * Parts are read by events, in any order; what is no XML goes on as members.
 */
#ifndef SCANNER_FORMATS_PACKAGE_H
#define SCANNER_FORMATS_PACKAGE_H

#include "scanner/formats/compose.h"
#include "scanner/formats/xml.h"
#include "scanner/formats/zip_archive.h"

enum part_state {
	PART_OPEN, /* not read yet */
	PART_READ,
	PART_RAW,	/* no XML: to be handed over as it is */
	PART_ENCRYPTED, /* by the document's own means */
};

struct package {
	struct zip_archive *archive;
	struct composer composer;
	unsigned char *done; /* per entry: enum part_state */
	unsigned tables;     /* without a name of their own, so far */
	bool prose;	     /* running text is what is open */
	bool partial;	     /* something was not read; the reason is set */
	int stopped;	     /* what the emitter or a budget said */
};

/* False when memory is out (the reason is set). */
bool package_start(struct package *, struct zip_archive *);
/* Releases it; returns the extractor's outcome. */
int package_end(struct package *);

/* Takes the outcome of a composer's function: true when all is well. */
bool package_went_on(struct package *, int outcome);
/* Says that something was not read, and goes on. */
void package_lacks(struct package *, enum reason, const char *words);
/* Releases a buffer that text was gathered in: when memory was out, text is
 * missing. */
void package_release(struct package *, struct buffer *);

/* The entry of this name that was not read yet, or -1. NULL: none. */
int64_t package_find(const struct package *, const char *name);
/* The archive has an entry of this name. */
bool package_has(const struct zip_archive *, const char *name);

/* Takes a part as read: one that only names the type. */
void package_pass(struct package *, const char *name);

/* The functions below return false when the archive has to be ended. */

/* Reads one part by events. One that is no XML will be handed over as a
 * member, to be scanned as text. */
bool package_part(struct package *, uint64_t index, const struct xml_events *,
		  void *context);
/* The same for a part that others are planned by, if it is there: its words
 * are looked at later, like those of every part. */
bool package_plan(struct package *, const char *name,
		  bool (*open)(void *, const struct xml_element *),
		  void *context);
/* Adds running text that is in no table. */
bool package_prose(struct package *, const unsigned char *text, size_t length);
/* Reads every part that was not read yet and whose name ends in one of the
 * suffixes (a NULL ends them), and hands over the others as members. */
bool package_rest(struct package *, const char *const *suffixes,
		  bool (*read)(struct package *, uint64_t index,
			       const char *name));

/* The bid for a package of which an entry's name begins so, by the entries
 * in the head. */
unsigned package_bid(const struct head *, const char *prefix);

#endif
