/*
 * Outcomes and reasons: how a piece of work ended, and why.
 *
 * Bad input is not an error of the program: it becomes the state of an asset
 * in the ledger, with one of the reasons below, and the sweep goes on.
 */
#ifndef SCANNER_BASE_OUTCOME_H
#define SCANNER_BASE_OUTCOME_H

#include <stdbool.h>

/* The ladder. Functions that can fail return one of these as int. */
enum outcome {
	OUTCOME_OK = 0,       /* all of it */
	OUTCOME_PARTIAL = 1,  /* what could be read was read; a reason is set */
	OUTCOME_FAILED = -1,  /* this object cannot be read; a reason is set */
	OUTCOME_FATAL = -2,   /* the sweep must stop; a reason is set */
};

/* The states of the ledger: every object ends in exactly one. */
enum state {
	STATE_SCANNED,
	STATE_PARTIAL,
	STATE_SKIPPED,
	STATE_UNREADABLE,
	STATE_ENCRYPTED,
	STATE_FAILED,
	STATE_COUNT
};

enum reason {
	REASON_NONE,
	/* decided by the user or by the kind of object: nothing is missing */
	REASON_EXCLUDED,
	REASON_SYMLINK,
	REASON_NOT_REGULAR,
	REASON_PSEUDO_FS,
	REASON_OTHER_FS,
	REASON_HARD_LINK,
	REASON_LOOP,
	REASON_VANISHED,
	/* something could not be read: the sweep is incomplete */
	REASON_UNSUPPORTED,
	REASON_DENIED,
	REASON_IO,
	REASON_CHANGED,
	REASON_ENCRYPTED,
	REASON_TRUNCATED,
	REASON_DAMAGED,
	REASON_DEPTH,
	REASON_MEMBERS,
	REASON_BYTES,
	REASON_SECONDS,
	REASON_MEMORY,
	REASON_INTERRUPTED,
	REASON_COUNT
};

/* Why something was not read, or not wholly. Words never hold content of the
 * file: they name types, offsets, limits and remedies. */
struct problem {
	enum reason reason;
	char words[192];
};

/* Sets the reason unless one stands already (the first cause is kept).
 * Returns outcome, so that callers can write `return problem_set(...)`. */
int problem_set(struct problem *p, int outcome, enum reason reason,
		const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Sets the reason that errno stands for, with `what` before it in words: in
 * the user's language for OUTCOME_FATAL, else in that of the inventory. */
int problem_errno(struct problem *p, int outcome, const char *what);

const char *reason_code(enum reason);   /* "truncated": stable, for machines */
const char *state_name(enum state);     /* "partial": stable, for machines */

/* The state of the ledger for an object that ended so. */
enum state state_of(int outcome, enum reason);

/* True when an object that ended for this reason leaves the sweep incomplete
 * (exit status 3). */
bool reason_incomplete(enum reason);

#endif
