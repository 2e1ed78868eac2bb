/*
 * filter: what the walk leaves out, by the user's globs, by ignore files,
 * and because this sweep writes it.
 */
#ifndef SCANNER_FILTER_H
#define SCANNER_FILTER_H

#include "scanner/ignore.h"
#include "scanner/trail.h"
#include "scanner/walk.h"

#define IGNORE_FILE ".pandianignore"

struct filter {
	const struct walk_options *options;
	struct ignore include, exclude;
};

/* False when memory is out; to be released either way. */
bool filter_init(struct filter *, const struct walk_options *);

/* Why a path is left out, in words; NULL: it is not. `below` is the offset
 * of its part below the root. --exclude goes before ignore files, the nearer
 * of these before the farther; --include is for files. */
const char *filter_path(const struct filter *, const struct trail *,
			const char *path, size_t below, bool folder);

/* True for what this sweep writes. To be asked before it is opened: closing
 * any descriptor of a database drops the locks that SQLite has on it. */
bool filter_own(const struct filter *, const struct stat *);

/* Reads the ignore file of the trail's last folder. One that is no small
 * regular file is not obeyed: then more is read, not less. False when memory
 * is out. */
bool filter_enter(const struct filter *, struct trail *);

void filter_release(struct filter *);

#endif
