/*
 * links: where a symbolic link leads, as long as that lies inside the roots.
 *
 * The kernel resolves the link, /proc names what it found, and that name is
 * opened again beneath its root without following anything: so a link that
 * is changed under way leads nowhere.
 */
#ifndef SCANNER_LINKS_H
#define SCANNER_LINKS_H

#include <sys/types.h>

#include "scanner/base/outcome.h"
#include "scanner/beneath.h"

/* The folders that links may lead into. Zero-initialised: none. */
struct links {
	struct link_root {
		const char *given; /* as the user named it; he keeps it */
		size_t given_length; /* without slashes at the end */
		char *real; /* absolute, free of links; "" is the top */
		dev_t device;
		ino_t inode;
	} *roots;
	size_t count;
};

/* Adds a root that is a folder. False with errno. */
bool links_add(struct links *, const char *given);

/* Opens what a link in `folder` leads to. Returns the descriptor, or -1 with
 * the reason. */
int links_open(const struct links *, const struct beneath *, int folder,
	       const char *name, int flags, struct problem *);

/* The name of an open file as the walk spells it: the root as given, then
 * what is below it. malloc'd; NULL when it lies in no root or memory is
 * out. */
char *links_name(const struct links *, int fd);

void links_release(struct links *);

#endif
