/* Documents of fixed layout after GB/T 33190-2016 (OFD). */
#ifndef SCANNER_FORMATS_OFD_H
#define SCANNER_FORMATS_OFD_H

#include "scanner/formats/zip_archive.h"

/* The archive is such a document. */
bool ofd_inside(struct zip_archive *);
/* Reads it. An extractor's outcome. */
int ofd_read(struct zip_archive *);

#endif
