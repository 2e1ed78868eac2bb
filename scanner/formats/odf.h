/* OpenDocument (ISO/IEC 26300) and its forerunner of OpenOffice.org 1. */
#ifndef SCANNER_FORMATS_ODF_H
#define SCANNER_FORMATS_ODF_H

#include "scanner/formats/zip_archive.h"

/* The archive is such a document. */
bool odf_inside(struct zip_archive *);
/* Reads it. An extractor's outcome. */
int odf_read(struct zip_archive *);

#endif
