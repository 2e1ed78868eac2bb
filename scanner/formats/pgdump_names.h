/*
 * What data of an archive of pg_dump are called: the COPY statements of its
 * table of contents, by the number of their entry.
 */
#ifndef SCANNER_FORMATS_PGDUMP_NAMES_H
#define SCANNER_FORMATS_PGDUMP_NAMES_H

#include "scanner/formats/pgdump_toc.h"

struct pgdump_name {
	int64_t id;
	uint64_t data; /* raw offset; 0: not known */
	size_t copy;   /* offset of the statement in the text of all */
	bool met;      /* its data were */
};

/* Zero-initialise. */
struct pgdump_names {
	struct pgdump_name *list; /* owned */
	size_t count, room;
	bool sorted;
	struct buffer text;
};
void pgdump_names_release(struct pgdump_names *);

/* Keeps the name of an entry with data. False when there are too many. */
bool pgdump_names_add(struct pgdump_names *, const struct pgdump_entry *);

/* The name, or NULL; marks it as met. It stays until the next add. */
const struct pgdump_name *pgdump_names_find(struct pgdump_names *,
					    int64_t id);

/* The statement; "" when the data are statements themselves. */
const char *pgdump_names_copy(const struct pgdump_names *,
			      const struct pgdump_name *);

/* The least raw offset of data behind another one; 0: there is none. */
uint64_t pgdump_names_behind(const struct pgdump_names *, uint64_t raw);

/* True when the data of all were met. */
bool pgdump_names_met(const struct pgdump_names *);

#endif
