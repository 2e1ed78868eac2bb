/* What lies beside a member of a zip archive. */
#ifndef SCANNER_FORMATS_ZIP_BESIDE_H
#define SCANNER_FORMATS_ZIP_BESIDE_H

#include "scanner/formats/zip_archive.h"

/* The `beside` of an entry's source: what it gives stays with the archive, and
 * is good until it is asked for another file. */
struct source *zip_beside(struct source *, const char *name,
			  const char *suffix);
void zip_beside_release(struct zip_archive *);

#endif
