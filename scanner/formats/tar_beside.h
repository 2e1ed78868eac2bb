/* What lies beside a member of a tar archive. */
#ifndef SCANNER_FORMATS_TAR_BESIDE_H
#define SCANNER_FORMATS_TAR_BESIDE_H

#include "scanner/formats/tar.h"

/* The entry that a tar is at, as a stretch of the archive. */
struct tar_member {
	struct window_source data; /* first */
	struct tar *tar;
};
struct tar_member tar_member(struct tar *);

void tar_places_free(struct tar_places *);

#endif
