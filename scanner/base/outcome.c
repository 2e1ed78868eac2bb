/* Outcomes and reasons. See outcome.h. */
#include "scanner/base/outcome.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "scanner/base/gettext.h"

static const struct {
	const char *code;
	enum state state; /* when nothing of the object was read */
	bool incomplete;
} reasons[REASON_COUNT] = {
	[REASON_NONE] = { "none", STATE_SCANNED, false },
	[REASON_EXCLUDED] = { "excluded", STATE_SKIPPED, false },
	[REASON_SYMLINK] = { "symlink", STATE_SKIPPED, false },
	[REASON_NOT_REGULAR] = { "not_regular", STATE_SKIPPED, false },
	[REASON_PSEUDO_FS] = { "pseudo_fs", STATE_SKIPPED, false },
	[REASON_OTHER_FS] = { "other_fs", STATE_SKIPPED, false },
	[REASON_HARD_LINK] = { "hard_link", STATE_SCANNED, false },
	[REASON_LOOP] = { "loop", STATE_SKIPPED, false },
	[REASON_VANISHED] = { "vanished", STATE_SKIPPED, false },
	[REASON_UNSUPPORTED] = { "unsupported", STATE_SKIPPED, true },
	[REASON_DENIED] = { "denied", STATE_UNREADABLE, true },
	[REASON_IO] = { "io", STATE_UNREADABLE, true },
	[REASON_CHANGED] = { "changed", STATE_PARTIAL, true },
	[REASON_ENCRYPTED] = { "encrypted", STATE_ENCRYPTED, true },
	[REASON_TRUNCATED] = { "truncated", STATE_FAILED, true },
	[REASON_DAMAGED] = { "damaged", STATE_FAILED, true },
	[REASON_DEPTH] = { "depth", STATE_SKIPPED, true },
	[REASON_MEMBERS] = { "members", STATE_SKIPPED, true },
	[REASON_BYTES] = { "bytes", STATE_SKIPPED, true },
	[REASON_SECONDS] = { "seconds", STATE_SKIPPED, true },
	[REASON_MEMORY] = { "memory", STATE_FAILED, true },
	[REASON_INTERRUPTED] = { "interrupted", STATE_SKIPPED, true },
};

static const char *const states[STATE_COUNT] = {
	[STATE_SCANNED] = "scanned",       [STATE_PARTIAL] = "partial",
	[STATE_SKIPPED] = "skipped",       [STATE_UNREADABLE] = "unreadable",
	[STATE_ENCRYPTED] = "encrypted",   [STATE_FAILED] = "failed",
};

int problem_set(struct problem *p, int outcome, enum reason reason,
		const char *format, ...)
{
	va_list arguments;

	if (p->reason != REASON_NONE)
		return outcome;
	p->reason = reason;
	va_start(arguments, format);
	vsnprintf(p->words, sizeof(p->words), format, arguments);
	va_end(arguments);
	return outcome;
}

static enum reason reason_of_errno(int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
		return REASON_DENIED;
	case ENOENT:
	case ENOTDIR:
		return REASON_VANISHED;
	case ELOOP:
		return REASON_SYMLINK;
	case ENOMEM:
		return REASON_MEMORY;
	default:
		return REASON_IO;
	}
}

/* As libc says it; what users meet is named here to be translated. */
static const char *errno_words(int error)
{
	static const char *const common[] = {
		[EPERM] = N_("Operation not permitted"),
		[ENOENT] = N_("No such file or directory"),
		[EIO] = N_("Input/output error"),
		[ENOMEM] = N_("Cannot allocate memory"),
		[EACCES] = N_("Permission denied"),
		[EEXIST] = N_("File exists"),
		[ENOTDIR] = N_("Not a directory"),
		[EISDIR] = N_("Is a directory"),
		[EMFILE] = N_("Too many open files"),
		[EFBIG] = N_("File too large"),
		[ENOSPC] = N_("No space left on device"),
		[EROFS] = N_("Read-only file system"),
		[ENAMETOOLONG] = N_("File name too long"),
		[ELOOP] = N_("Too many levels of symbolic links"),
	};
	const char *words;

	if ((size_t)error < sizeof(common) / sizeof(*common) && common[error])
		return common[error];
	words = strerrordesc_np(error);
	return words ? words : N_("unknown error");
}

int problem_errno(struct problem *p, int outcome, const char *what)
{
	const char *words = errno_words(errno);
	enum reason reason = reason_of_errno(errno);

	if (outcome == OUTCOME_FATAL)
		words = _(words);
	return problem_set(p, outcome, reason, "%s: %s", what, words);
}

const char *reason_code(enum reason reason)
{
	return reasons[reason].code;
}

const char *state_name(enum state state)
{
	return states[state];
}

enum state state_of(int outcome, enum reason reason)
{
	if (outcome == OUTCOME_OK)
		return STATE_SCANNED;
	if (outcome == OUTCOME_PARTIAL)
		return STATE_PARTIAL;
	return reasons[reason].state;
}

bool reason_incomplete(enum reason reason)
{
	return reasons[reason].incomplete;
}
