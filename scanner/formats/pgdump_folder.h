/*
 * A folder that pg_dump wrote: what its toc.dat says of the data in one of
 * its other files. Each file asks, so that an index is kept on each thread.
 */
#ifndef SCANNER_FORMATS_PGDUMP_FOLDER_H
#define SCANNER_FORMATS_PGDUMP_FOLDER_H

#include "scanner/formats/pgdump_script.h"

/* Composes the definition of the table whose data an entry has, what is said
 * of it, and the statement. False when the table of contents has no such
 * entry; its own faults are those of toc.dat. */
bool pgdump_folder_describe(struct pgdump_script *, struct source *toc,
			    int64_t id);

#endif
