/* Books after EPUB 2 and 3 (ISO/IEC 23736). */
#ifndef SCANNER_FORMATS_EPUB_H
#define SCANNER_FORMATS_EPUB_H

#include "scanner/formats/zip_archive.h"

/* The archive is such a book. */
bool epub_inside(struct zip_archive *);
/* Reads it. An extractor's outcome. */
int epub_read(struct zip_archive *);

#endif
