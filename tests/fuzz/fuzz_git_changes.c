/* What git diff says, whatever it says; and both sides of a merge. */
#include <assert.h>

#include "scanner/git.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static int read_changes(const uint8_t *bytes, size_t length,
			struct git_changes *changes)
{
	struct git git = { .from = fmemopen((void *)bytes, length, "r") };
	struct problem problem = { 0 };
	int outcome = git_changes_read(&git, changes, &problem);

	assert(outcome == OUTCOME_OK || problem.reason != REASON_NONE);
	return outcome;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct git_changes ours = { 0 }, theirs = { 0 };
	int outcome;

	if (!length) /* fmemopen() need not open nothing */
		return 0;
	outcome = read_changes(bytes, length, &ours);
	assert(read_changes(bytes, length, &theirs) == outcome);
	assert(ours.count == theirs.count);
	for (size_t i = 0; i < ours.count; i++)
		git_change_adds(&ours.list[i], length);
	if (outcome == OUTCOME_OK)
		assert(git_changes_meet(&ours, &theirs));
	git_changes_release(&ours);
	git_changes_release(&theirs);
	return 0;
}
