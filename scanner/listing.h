/*
 * listing: the names in a folder, as they stream from the kernel. Unsorted,
 * in constant memory, however many they are.
 */
#ifndef SCANNER_LISTING_H
#define SCANNER_LISTING_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define LISTING_BYTES (64 * 1024)

struct listing {
	int fd;       /* of the folder; the caller's, as is the buffer */
	void *buffer; /* LISTING_BYTES, aligned as malloc does */
	ssize_t at, length;

	/* Some NFS servers' listings run in a circle. An entry is kept, for
	 * twice as long each time (Brent), and must not come again and
	 * again. */
	uint64_t count, turn;
	unsigned again;
	uint64_t kept_inode;
	char kept_name[256];
};

/* The next name but "." and "..", valid until the next call. NULL at the end
 * with errno 0, or when the listing failed with errno; ELOOP: it repeats
 * itself. */
const char *listing_next(struct listing *);

#endif
