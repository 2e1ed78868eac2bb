/*
 * What a repository declares to be test data: values in its allow file, and
 * marks on lines.
 *
 * The allow file, .pandian-allow in the top folder, names a value by its
 * fingerprint in one file. Its salt lies in it, so whoever has the file can
 * try all ID numbers against it: it is for invented values only, and says so.
 * Each entry is a line, in the order of bytes, without time or line number,
 * so that branches merge.
 */
#ifndef SCANNER_CLI_ALLOW_H
#define SCANNER_CLI_ALLOW_H

#include "reports/inventory/inventory.h"
#include "scanner/base/buffer.h"

#define ALLOW_FILE ".pandian-allow"
#define ALLOW_MARK "pandian:allow"

struct allow {
	struct keys keys; /* from its salt; a new one when there is no file */
	struct allow_entry {
		char fingerprint[2 * FINGERPRINT_BYTES + 1];
		char *kind; /* detector id; owned */
		char *path; /* bytes; members by "!/"; owned */
		bool used;  /* the value was found there */
		bool read;  /* its file was read wholly, or is gone */
	} *entries; /* by path, then fingerprint */
	size_t count, room;
};

/* Takes the file's text; length 0: there is none. OUTCOME_FATAL with the
 * line when it is no allow file. */
int allow_init(struct allow *, const char *text, size_t length,
	       struct problem *);
void allow_release(struct allow *);

/* True when the value is declared; its entry is marked as used. */
bool allow_has(struct allow *, const struct finding *);

/* The file at this path was read wholly, or is gone: entries for it, and for
 * members in it, that were not used are not needed. */
void allow_read(struct allow *, const char *path);
bool allow_unused(const struct allow_entry *);

/* Declares the value of a finding. False when memory is out. */
bool allow_add(struct allow *, const struct finding *);

/* The file's text, without the entries that are not needed. */
void allow_text(const struct allow *, struct buffer *);

enum mark {
	MARK_NONE,
	MARK_GOOD,
	MARK_NO_REASON, /* for the kind, but without saying why: not obeyed */
};

/* Is there "pandian:allow KIND reason" on a line of UTF-8? */
enum mark allow_mark(const char *line, size_t length, const char *kind);

#endif
