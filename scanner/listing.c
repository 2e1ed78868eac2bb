/* The names in a folder. See listing.h. */
#include "scanner/listing.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* A name may come twice when the folder changes under way, but hardly
 * three times more. */
#define AGAIN_MAX 3

static bool runs_in_circle(struct listing *l, const struct dirent64 *d)
{
	if (l->count && d->d_ino == l->kept_inode &&
	    !strcmp(d->d_name, l->kept_name))
		l->again++;
	if (l->count++ == l->turn) {
		l->turn = 2 * l->turn + 1;
		l->again = 0;
		l->kept_inode = d->d_ino;
		snprintf(l->kept_name, sizeof(l->kept_name), "%s", d->d_name);
	}
	return l->again >= AGAIN_MAX;
}

const char *listing_next(struct listing *l)
{
	const struct dirent64 *d;

	do {
		if (l->at >= l->length) {
			l->at = 0;
			l->length = getdents64(l->fd, l->buffer, LISTING_BYTES);
		}
		if (l->length <= 0) {
			if (!l->length)
				errno = 0;
			return NULL;
		}
		d = (const void *)((const char *)l->buffer + l->at);
		l->at += d->d_reclen;
	} while (!strcmp(d->d_name, ".") || !strcmp(d->d_name, ".."));
	if (runs_in_circle(l, d)) {
		errno = ELOOP;
		return NULL;
	}
	return d->d_name;
}
