/*
 * A zip archive that libzip reads through a source, its entries as members,
 * and the walk over local headers for archives that libzip cannot open.
 *
 * After PKWARE's APPNOTE 6.3.
 */
#ifndef SCANNER_FORMATS_ZIP_ARCHIVE_H
#define SCANNER_FORMATS_ZIP_ARCHIVE_H

#include <zip.h>

#include "scanner/base/buffer.h"
#include "scanner/formats/format.h"
#include "scanner/formats/member_source.h"

#define ZIP_UNICODE_PATH 0x7075 /* an extra field */

struct zip_archive {
	struct extraction *x;
	zip_t *zip;
	uint64_t count;       /* entries */
	uint64_t size;        /* bytes of the archive */
	uint64_t position;    /* libzip's, in the source */
	uint64_t packed;      /* bytes of the entries entered so far */
	unsigned char *seen;  /* per entry: it is charged for */
	bool entered;         /* an entry was */
	struct zip_beside *beside; /* zip_beside.h; or NULL */
	struct problem fault; /* of the source below libzip */
	zip_error_t error;
};

/* Opens the archive of an extraction. OUTCOME_FAILED with the reason in
 * `problem` when libzip cannot read its directory. */
int zip_archive_open(struct zip_archive *, struct extraction *,
		     struct problem *);
void zip_archive_close(struct zip_archive *);

/* An entry, while it is a member. */
struct zip_entry {
	struct member_source unpacked; /* first */
	struct member member;
	struct buffer name;
	struct zip_archive *archive;
	uint64_t index;
	zip_file_t *file;
};

/* Makes an entry a member, within the budgets. On OUTCOME_OK it must be left
 * again; otherwise the archive has to be ended with this outcome. */
int zip_entry_enter(struct zip_entry *, struct zip_archive *, uint64_t index);
void zip_entry_leave(struct zip_entry *);

/* Enters an entry, hands it to the emitter, leaves it. `encrypted`: what the
 * archive holds is known to be, although the archive does not say so. */
int zip_entry_deliver(struct zip_archive *, uint64_t index, bool encrypted);

/* Its name as it is written, or NULL; the index of the first entry that has a
 * name, or -1. */
const char *zip_entry_name(const struct zip_archive *, uint64_t index);
int64_t zip_entry_find(const struct zip_archive *, const char *name);

/* The entry is a directory: no member. */
bool zip_entry_directory(struct zip_archive *, uint64_t index);

/* Appends a name like member_name(). `unicode` is the content of extra field
 * 0x7075, or NULL. */
void zip_name(struct buffer *, const unsigned char *raw, size_t length,
	      const unsigned char *unicode, size_t unicode_length);

/* Delivers the members that local headers announce, without a directory and
 * in bounded memory. Sets *whole when the walk met the directory, so that
 * no member is missing. */
int zip_walk(struct extraction *, bool *whole);

/* The extractor of zip and of what is built on it. */
int zip_extract(struct extraction *);

#endif
