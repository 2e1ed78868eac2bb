/*
 * Scripts composed of an archive of pg_dump, read by sql.c: definitions, or a
 * COPY statement and its data, which come from elsewhere.
 */
#ifndef SCANNER_FORMATS_PGDUMP_SCRIPT_H
#define SCANNER_FORMATS_PGDUMP_SCRIPT_H

#include "scanner/formats/pgdump_toc.h"

struct pgdump_script {
	/* Stands before x->out: what it is given has no place in the file. */
	struct emitter emitter; /* first */
	struct extraction *x;
	struct buffer intro; /* of every script: settings of the archive */
	struct buffer text;  /* that is being composed */
	bool partial;	     /* something was not read; the reason is set */
};
void pgdump_script_init(struct pgdump_script *, struct extraction *);
void pgdump_script_release(struct pgdump_script *);

bool pgdump_is_kind(const struct pgdump_entry *, const char *kind);
bool pgdump_is_setting(const struct pgdump_entry *);

/* Adds the definition of an entry; settings hold for later scripts, too. */
void pgdump_script_define(struct pgdump_script *, const struct pgdump_entry *);

/* Adds the statement that the data of an entry follow: "" when there is none;
 * NULL when it is not known, and columns have no names. */
void pgdump_script_copy(struct pgdump_script *, int64_t id, const char *copy);

/* Reads what was composed, and what follows it unless `rest` is NULL; then
 * begins another one. A script that is not whole makes the archive partial.
 * Returns OUTCOME_OK, or what the emitter returned. */
int pgdump_script_run(struct pgdump_script *, struct source *rest);

#endif
