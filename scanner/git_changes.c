/*
 * What is staged, from "git diff --cached --raw --patch": first a record for
 * each path, then a patch without context for each, of which only the line
 * numbers are taken. https://git-scm.com/docs/diff-format
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "scanner/base/array.h"
#include "scanner/base/gettext.h"
#include "scanner/git.h"

/* Of one file; a patch with more is taken as new from there on. */
#define HUNKS_MAX 65536
#define LINE_MAX_KEPT 256 /* longer than every line that is looked at */

struct reader {
	FILE *in;
	struct git_changes *changes;
	size_t next;  /* change whose patch comes next */
	struct git_change *change; /* whose patch is read, or NULL */
	char *field;  /* of a raw record; getdelim's */
	size_t field_room;
	struct problem *problem;
};

int git_changes_start(struct git *git, const char *against,
		      struct problem *problem)
{
	const char *const arguments[] = {
		"diff", "--cached", "--raw", "--patch", "-z", "--no-abbrev",
		"--full-index", "--unified=0", "--inter-hunk-context=0",
		"--find-renames", "--irreversible-delete", "--no-color",
		"--no-ext-diff", "--no-textconv", "--no-relative",
		"--submodule=short", "--ignore-submodules=dirty",
		"--diff-algorithm=myers", "-O/dev/null", against, NULL
	};

	return git_start(git, arguments, true, problem);
}

static int no_memory(struct reader *r)
{
	return problem_set(r->problem, OUTCOME_FATAL, REASON_MEMORY,
			   _("no memory for what is staged"));
}

static int not_understood(struct reader *r)
{
	return problem_set(r->problem, OUTCOME_FATAL, REASON_DAMAGED,
			   _("git diff says what is not understood"));
}

/* The next field of a record, without its NUL; NULL at the end. */
static const char *read_field(struct reader *r)
{
	ssize_t n = getdelim(&r->field, &r->field_room, 0, r->in);

	return n > 0 && !r->field[n - 1] ? r->field : NULL;
}

static struct git_change *add_change(struct git_changes *changes)
{
	struct git_change *list = array_grow(changes->list, changes->count,
					     &changes->room, sizeof(*list));

	if (!list)
		return NULL;
	changes->list = list;
	list += changes->count++;
	*list = (struct git_change){ .compared = true };
	return list;
}

static bool add_lines(struct git_change *change, uint64_t first,
		      uint64_t last)
{
	struct git_lines *lines;

	if (change->added_count == HUNKS_MAX) {
		change->added[HUNKS_MAX - 1].last = GIT_LINE_END;
		return true;
	}
	lines = array_grow(change->added, change->added_count,
			   &change->added_room, sizeof(*lines));
	if (!lines)
		return false;
	change->added = lines;
	change->added[change->added_count++] =
		(struct git_lines){ first, last };
	return true;
}

/* "old-mode new-mode old-id new-id status", behind the colon. */
static bool parse_record(struct git_change *change, const char *record)
{
	unsigned from, to;
	char old[GIT_ID];

	if (sscanf(record, "%o %o %64[0-9a-f] %64[0-9a-f] %c", &from, &to,
		   old, change->id, &change->status) != 5)
		return false;
	change->link = to == 0160000;
	if (change->status != 'A' && change->status != 'T' &&
	    change->status != 'U' && from != 0160000)
		memcpy(change->old[change->old_count++], old, sizeof(old));
	return true;
}

/* Everything is new: there was nothing, or something of another type. */
static bool is_whole(const struct git_change *change)
{
	return change->status == 'A' || change->status == 'T';
}

static int read_record(struct reader *r)
{
	struct git_change *change = add_change(r->changes);
	const char *path;

	if (!change)
		return no_memory(r);
	if (!parse_record(change, r->field + 1))
		return not_understood(r);
	path = read_field(r);
	if (path && (change->status == 'R' || change->status == 'C')) {
		if (change->status == 'R' && !(change->gone = strdup(path)))
			return no_memory(r);
		path = read_field(r);
	}
	if (!path)
		return not_understood(r);
	change->path = strdup(path);
	if (!change->path ||
	    (is_whole(change) && !add_lines(change, 1, GIT_LINE_END)))
		return no_memory(r);
	return OUTCOME_OK;
}

/* Records end at an empty field, or with the output when there is none. */
static int read_records(struct reader *r)
{
	const char *record;
	int outcome = OUTCOME_OK;

	while (outcome == OUTCOME_OK && (record = read_field(r)) && *record)
		outcome = *record == ':' ? read_record(r) : not_understood(r);
	return outcome;
}

/* The start of a line; the rest of a long one is dropped. */
static bool read_line(FILE *in, char line[LINE_MAX_KEPT])
{
	size_t length = 0;
	int c;

	while ((c = getc_unlocked(in)) != EOF && c != '\n')
		if (length < LINE_MAX_KEPT - 1)
			line[length++] = (char)c;
	line[length] = 0;
	return c != EOF || length;
}

/* The patches come in the order of the records. What has become of another
 * type has two; what is not merged has none. */
static int start_patch(struct reader *r)
{
	struct git_changes *all = r->changes;

	if (r->change && r->change->status == 'T') {
		r->change = NULL; /* this is the second */
		return OUTCOME_OK;
	}
	while (r->next < all->count && all->list[r->next].status == 'U')
		r->next++;
	if (r->next == all->count)
		return not_understood(r);
	r->change = &all->list[r->next++];
	return OUTCOME_OK;
}

/* "index OLD..NEW": are these the patch and the record of one path? */
static int check_ids(struct reader *r, const char *line)
{
	const char *at = strstr(line, "..");

	if (!r->change || is_whole(r->change))
		return OUTCOME_OK;
	return at && !strncmp(at + 2, r->change->id, strlen(r->change->id))
		       ? OUTCOME_OK : not_understood(r);
}

/* Reads over the lines of a hunk: `old` that went, `new` that came. */
static int skip_hunk(struct reader *r, uint64_t old, uint64_t new)
{
	char line[LINE_MAX_KEPT];

	while (old || new) {
		if (!read_line(r->in, line))
			return not_understood(r);
		if (*line == '-' && old)
			old--;
		else if (*line == '+' && new)
			new--;
		else if (*line != '\\') /* "\ No newline at end of file" */
			return not_understood(r);
	}
	return OUTCOME_OK;
}

/* "first" or "first,count"; moves behind it. */
static bool parse_range(const char **at, uint64_t *first, uint64_t *count)
{
	char *end;

	*first = strtoull(*at, &end, 10);
	*count = 1;
	if (*end == ',')
		*count = strtoull(end + 1, &end, 10);
	*at = end;
	return *end == ' ';
}

/* "@@ -1,2 +3,4 @@" */
static int read_hunk(struct reader *r, const char *line)
{
	uint64_t first, old, new;
	const char *at = line + 4;

	if (strncmp(line, "@@ -", 4) || !parse_range(&at, &first, &old) ||
	    at[1] != '+')
		return not_understood(r);
	at += 2;
	if (!parse_range(&at, &first, &new))
		return not_understood(r);
	if (r->change && new && !is_whole(r->change) &&
	    !add_lines(r->change, first, first + new - 1))
		return no_memory(r);
	return skip_hunk(r, old, new);
}

static int read_patches(struct reader *r)
{
	char line[LINE_MAX_KEPT];
	int outcome = OUTCOME_OK;

	while (outcome == OUTCOME_OK && read_line(r->in, line)) {
		if (!strncmp(line, "diff --git ", 11))
			outcome = start_patch(r);
		else if (!strncmp(line, "index ", 6))
			outcome = check_ids(r, line);
		else if (!strncmp(line, "@@ ", 3))
			outcome = read_hunk(r, line);
		else if (!strncmp(line, "Binary files ", 13) && r->change)
			r->change->compared = is_whole(r->change);
	}
	return outcome;
}

int git_changes_read(struct git *git, struct git_changes *changes,
		     struct problem *problem)
{
	struct reader r = { .in = git->from, .changes = changes,
			    .problem = problem };
	int outcome = read_records(&r);

	if (outcome == OUTCOME_OK)
		outcome = read_patches(&r);
	free(r.field);
	if (git_end(git) != 0 && outcome == OUTCOME_OK)
		outcome = problem_set(problem, OUTCOME_FATAL, REASON_IO,
				      _("git cannot tell what is staged: run "
					"it in a repository, and see git diff "
					"--cached"));
	return outcome;
}

static void change_release(struct git_change *change)
{
	free(change->path);
	free(change->gone);
	free(change->added);
}

void git_changes_release(struct git_changes *changes)
{
	for (size_t i = 0; i < changes->count; i++)
		change_release(&changes->list[i]);
	free(changes->list);
	*changes = (struct git_changes){ 0 };
}

static int compare_paths(const void *path, const void *change)
{
	return strcmp(path, ((const struct git_change *)change)->path);
}

struct git_change *git_changes_find(const struct git_changes *changes,
				    const char *path)
{
	return changes->count
		       ? bsearch(path, changes->list, changes->count,
				 sizeof(*changes->list), compare_paths)
		       : NULL;
}

bool git_change_adds(const struct git_change *change, uint64_t line)
{
	size_t low = 0, high = change->added_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (change->added[middle].last < line)
			low = middle + 1;
		else
			high = middle;
	}
	return low < change->added_count && change->added[low].first <= line;
}

/* Lines that both have. False when memory is out. */
static bool meet(struct git_change *change, const struct git_change *other)
{
	struct git_change both = { 0 };
	size_t i = 0, k = 0;
	bool ok = true;

	while (ok && i < change->added_count && k < other->added_count) {
		struct git_lines a = change->added[i], b = other->added[k];
		uint64_t first = a.first > b.first ? a.first : b.first;
		uint64_t last = a.last < b.last ? a.last : b.last;

		if (first <= last)
			ok = add_lines(&both, first, last);
		if (a.last <= b.last)
			i++;
		else
			k++;
	}
	free(change->added);
	change->added = both.added;
	change->added_count = both.added_count;
	change->added_room = both.added_room;
	change->compared &= other->compared;
	for (k = 0; k < other->old_count; k++)
		if (change->old_count < GIT_OLD_MAX)
			memcpy(change->old[change->old_count++],
			       other->old[k], GIT_ID);
	return ok;
}

bool git_changes_meet(struct git_changes *changes,
		      const struct git_changes *other)
{
	struct git_change *kept = changes->list;
	const struct git_change *found;
	bool ok = true;

	for (size_t i = 0; i < changes->count; i++) {
		struct git_change *change = &changes->list[i];

		found = git_changes_find(other, change->path);
		if (!found) { /* as the other parent has it */
			change_release(change);
			continue;
		}
		ok &= meet(change, found);
		*kept++ = *change;
	}
	changes->count = (size_t)(kept - changes->list);
	return ok;
}
