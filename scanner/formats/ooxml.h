/* What the documents of Office Open XML share (ECMA-376). */
#ifndef SCANNER_FORMATS_OOXML_H
#define SCANNER_FORMATS_OOXML_H

#include "scanner/formats/passages.h"

/* Elements and attributes of WordprocessingML, DrawingML, VML, comments,
 * charts and properties, by local names: strict documents have other
 * namespaces than transitional ones. */
extern const struct dialect dialect_ooxml;
extern const char *const ooxml_suffixes[];

/* The archive is a package of this kind (ECMA-376 part 2). */
bool ooxml_inside(struct zip_archive *);
/* Reads all its parts. An extractor's outcome. */
int ooxml_read(struct zip_archive *);

#endif
