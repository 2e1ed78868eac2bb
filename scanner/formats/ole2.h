/* Documents in compound files: which one it is, and what is embedded. */
#ifndef SCANNER_FORMATS_OLE2_H
#define SCANNER_FORMATS_OLE2_H

#include "scanner/formats/cfb.h"

/* The head is a compound file's. */
bool ole2_begins(const struct head *);
int ole2_extract(struct extraction *);

/* Hands over as members the streams that were not read, but for those that
 * hold no text. What is of an embedded document or of macros is not, but is
 * said. An emitter's outcome. */
int ole2_members(struct extraction *, struct cfb *,
		 bool (*read)(const struct cfb *, const struct cfb_entry *));

#endif
