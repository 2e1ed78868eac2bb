/* The outputs of a sweep. See outputs.h. */
#include "scanner/cli/outputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scanner/base/gettext.h"

int outputs_add(struct outputs *o, const struct report *report,
		const char *file, struct problem *problem)
{
	if (o->count == OUTPUTS_MAX)
		return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				   _("more than %d documents"), OUTPUTS_MAX);
	o->documents[o->count].report = report;
	o->documents[o->count++].file = file;
	return OUTCOME_OK;
}

int outputs_default(struct outputs *o, struct problem *problem)
{
	static const char *const files[] = { "inventory.db", "report.html",
					     "report.xml" };
	const char *folder = o->folder ? o->folder : "pandian-report";

	if (!o->folder && (o->inventory || o->live || o->count))
		return OUTCOME_OK;
	if (mkdir(folder, 0700) && errno != EEXIST)
		return problem_errno(problem, OUTCOME_FATAL, folder);
	for (size_t i = 0; i < 3; i++)
		if (asprintf(&o->made[i], "%s/%s", folder, files[i]) < 0)
			return problem_set(problem, OUTCOME_FATAL,
					   REASON_MEMORY, _("out of memory"));
	o->folder = folder;
	o->by_default = true;
	if (!o->inventory)
		o->inventory = o->made[0];
	if (outputs_add(o, report_find("html"), o->made[1], problem))
		return OUTCOME_FATAL;
	return outputs_add(o, report_find("xml"), o->made[2], problem);
}

/* By name, or one file by two. */
static bool are_same(const char *a, const char *b)
{
	struct stat first, second;

	if (!strcmp(a, b))
		return true;
	return !stat(a, &first) && !stat(b, &second) &&
	       S_ISREG(first.st_mode) && first.st_dev == second.st_dev &&
	       first.st_ino == second.st_ino;
}

int outputs_check(const struct outputs *o, struct problem *problem)
{
	const char *files[OUTPUTS_MAX + 2] = { o->inventory, o->live };

	for (unsigned i = 0; i < o->count; i++)
		files[i + 2] = o->documents[i].file;
	for (unsigned i = 0; i < o->count + 2; i++)
		for (unsigned k = 0; files[i] && k < i; k++)
			if (files[k] && are_same(files[i], files[k]))
				return problem_set(
					problem, OUTCOME_FATAL, REASON_DENIED,
					k ? _("two outputs would go to %.120s")
					  : _("%.120s is the inventory; name "
					      "another file"),
					files[i]);
	if (o->inventory && !strcmp(o->inventory, "-"))
		return problem_set(problem, OUTCOME_FATAL, REASON_DENIED,
				   _("the inventory needs a file"));
	return OUTCOME_OK;
}

bool outputs_to_stdout(const struct outputs *o)
{
	for (unsigned i = 0; i < o->count; i++)
		if (!strcmp(o->documents[i].file, "-"))
			return true;
	return o->live && !strcmp(o->live, "-");
}

bool outputs_colour(void)
{
	const char *none = getenv("NO_COLOR");

	return isatty(STDOUT_FILENO) && !(none && *none);
}

static size_t own(struct walk_inode *inodes, size_t count,
		  const struct stat *s)
{
	if (count < OWN_MAX)
		inodes[count++] = (struct walk_inode){ s->st_dev, s->st_ino };
	return count;
}

static size_t own_named(struct walk_inode *inodes, size_t count,
			const char *name)
{
	struct stat s;

	return name && !stat(name, &s) ? own(inodes, count, &s) : count;
}

/* Temporary files of the outputs and of SQLite are open by now. */
static size_t own_open(struct walk_inode *inodes, size_t count)
{
	DIR *fds = opendir("/proc/self/fd");
	struct dirent *entry;
	struct stat s;

	while (fds && (entry = readdir(fds))) {
		int fd = (int)strtol(entry->d_name, NULL, 10);
		int mode = fcntl(fd, F_GETFL);

		if (fd > 2 && mode >= 0 && (mode & O_ACCMODE) != O_RDONLY &&
		    !fstat(fd, &s) && S_ISREG(s.st_mode))
			count = own(inodes, count, &s);
	}
	if (fds)
		closedir(fds);
	return count;
}

size_t outputs_own(const struct outputs *o, struct walk_inode inodes[OWN_MAX])
{
	size_t count = own_open(inodes, 0);
	struct stat s;

	if (!fstat(STDOUT_FILENO, &s) && S_ISREG(s.st_mode))
		count = own(inodes, count, &s);
	count = own_named(inodes, count, o->inventory);
	count = own_named(inodes, count, o->live);
	for (unsigned i = 0; i < o->count; i++)
		count = own_named(inodes, count, o->documents[i].file);
	return count;
}

int outputs_render(const struct outputs *o, struct store *store,
		   const struct report_options *options,
		   struct problem *problem)
{
	int worst = OUTCOME_OK;

	for (unsigned i = 0; i < o->count; i++) {
		int outcome = report_render(o->documents[i].report, store,
					    options, o->documents[i].file,
					    problem);

		if (outcome != OUTCOME_OK)
			worst = outcome;
	}
	return worst;
}

void outputs_release(struct outputs *o)
{
	for (size_t i = 0; i < 3; i++)
		free(o->made[i]);
}
