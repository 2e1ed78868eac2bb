/*
 * beneath: opens what lies beneath a folder, and nothing else.
 *
 * openat2(2) with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS; where the kernel
 * lacks it (before 5.6, or a filter forbids it), openat(2) with O_NOFOLLOW
 * component by component. Nobody who swaps a folder for a link while we walk
 * leads us out.
 */
#ifndef SCANNER_BENEATH_H
#define SCANNER_BENEATH_H

#include <fcntl.h>
#include <stdatomic.h>
#include <stdbool.h>

/* Flags for reading: a file is opened so that a FIFO or a device that took
 * its place does not block or grab the terminal; the caller checks the type
 * again by fstat. The access time is left alone where the kernel allows. */
#define OPEN_FILE (O_RDONLY | O_NONBLOCK | O_NOCTTY)
#define OPEN_FOLDER (O_RDONLY | O_DIRECTORY)
/* Only to look at: triggers no automount, opens no device. */
#define OPEN_LOOK O_PATH

struct beneath {
	bool openat2;
	const atomic_int *stop; /* ends waiting; may be NULL */
};

struct beneath beneath_probe(bool no_openat2, const atomic_int *stop);

/*
 * Opens a name, or names joined by slashes (no ".."), beneath a folder.
 * Returns the descriptor (O_CLOEXEC), or -1 with errno. While descriptors
 * are short (others will close theirs) or somebody holds a lease on the file
 * it waits, within bounds.
 */
int beneath_open(const struct beneath *, int folder, const char *path,
		 int flags);

/* The same for a path that the user named: links are followed. */
int beneath_open_named(const struct beneath *, int folder, const char *path,
		       int flags);

/* The name of the pseudo file system (proc, sysfs, ...) that the descriptor
 * lies on, or NULL: its files hold no data, and reading some of them has
 * side effects. */
const char *pseudo_file_system(int fd);

#endif
