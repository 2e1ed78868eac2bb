/* The script that defines the table whose rows a file holds. */
#ifndef SCANNER_FORMATS_SCRIPT_BESIDE_H
#define SCANNER_FORMATS_SCRIPT_BESIDE_H

#include "scanner/formats/format.h"

/* The script that lies beside a file of that path, which the caller closes.
 * NULL: there is none. */
struct source *script_beside(struct source *, const char *path);

/* Hands the tables that it defines to the emitter's table(), until that
 * returns something else than OUTCOME_OK. The emitter has no chunk. */
void script_read(struct source *script, struct emitter *, struct budget *);

#endif
