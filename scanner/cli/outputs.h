/* The outputs that a sweep was asked for, and where they go. */
#ifndef SCANNER_CLI_OUTPUTS_H
#define SCANNER_CLI_OUTPUTS_H

#include "reports/writers/output.h"
#include "reports/writers/report.h"
#include "scanner/walk.h"

#define OUTPUTS_MAX 16
#define OWN_MAX 64

struct outputs {
	const char *folder;    /* -o, or NULL */
	const char *inventory; /* written, or read by `report`; or NULL */
	const char *live;      /* --jsonl: written while the sweep runs */
	struct {
		const struct report *report;
		const char *file;
	} documents[OUTPUTS_MAX];
	unsigned count;
	bool by_default; /* nothing was named: the folder's three files */
	char *made[3];	 /* their names; owned */
};

/* Notes a document to be rendered to `file`. */
int outputs_add(struct outputs *, const struct report *, const char *file,
		struct problem *);

/* When nothing is named, names the three files of the folder (default
 * pandian-report), which is made, mode 0700. */
int outputs_default(struct outputs *, struct problem *);

/* Fails when two outputs would go to one place, or one to the inventory's, or
 * the inventory to standard output. */
int outputs_check(const struct outputs *, struct problem *);

/* True when a document goes to standard output. */
bool outputs_to_stdout(const struct outputs *);

/* True when that is a terminal, and NO_COLOR (https://no-color.org) is not
 * set. */
bool outputs_colour(void);

/* Inodes the sweep must not read: what it has open for writing, what it will
 * replace. Returns how many. */
size_t outputs_own(const struct outputs *, struct walk_inode own[OWN_MAX]);

/* Renders the documents from the store. */
int outputs_render(const struct outputs *, struct store *,
		   const struct report_options *, struct problem *);

void outputs_release(struct outputs *);

#endif
