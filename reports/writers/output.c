/* How a document reaches its place. See output.h. */
#include "reports/writers/output.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "scanner/base/gettext.h"

/* A name that nobody can foresee. */
static int temporary_name(char name[static 40])
{
	uint64_t random[2];

	if (getrandom(random, sizeof(random), 0) != sizeof(random))
		return -1;
	snprintf(name, 40, ".pandian-%016llx%04llx",
		 (unsigned long long)random[0],
		 (unsigned long long)random[1] & 0xFFFF);
	return 0;
}

/* The kernel applies the umask (and the folder's default ACL). */
static int open_temporary(struct output *o, bool private)
{
	char *folder = strdup(o->name), *base = strdup(o->name);
	int fd = -1;

	if (folder && base)
		o->folder = open(dirname(folder),
				 O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (o->folder >= 0 && !temporary_name(o->temporary)) {
		o->base = strdup(basename(base));
		fd = openat(o->folder, o->temporary,
			    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
				    O_CLOEXEC,
			    private ? 0600 : 0666);
	}
	free(folder);
	free(base);
	return fd;
}

static int open_place(struct output *o, bool private, struct problem *problem)
{
	struct stat target, link;

	if (stat(o->name, &target) || lstat(o->name, &link))
		return open_temporary(o, private);
	if (S_ISDIR(target.st_mode)) {
		errno = EISDIR;
		return -1;
	}
	if (!S_ISREG(target.st_mode)) /* a device or a pipe: as it is */
		return open(o->name, O_WRONLY | O_NOCTTY | O_CLOEXEC);
	if (!S_ISLNK(link.st_mode))
		return open_temporary(o, private);
	/* To rename over it would replace the link; to follow it would write
	 * where somebody else chose. */
	problem_set(problem, OUTCOME_FATAL, REASON_SYMLINK,
		    _("%s: is a symbolic link; name its target"), o->name);
	return -1;
}

static void release(struct output *o)
{
	if (o->folder >= 0)
		close(o->folder);
	free(o->base);
}

int output_open(struct output *o, const char *name, bool private,
		struct problem *problem)
{
	int fd;

	*o = (struct output){ .name = name, .folder = -1 };
	if (!strcmp(name, "-")) {
		o->name = _("standard output");
		o->file = stdout;
		return OUTCOME_OK;
	}
	fd = open_place(o, private, problem);
	o->file = fd < 0 ? NULL : fdopen(fd, "w");
	if (o->file && (o->folder < 0 || o->base))
		return OUTCOME_OK;
	problem_errno(problem, OUTCOME_FATAL, name);
	if (o->file)
		fclose(o->file);
	else if (fd >= 0)
		close(fd);
	if (o->folder >= 0 && fd >= 0)
		unlinkat(o->folder, o->temporary, 0);
	release(o);
	return OUTCOME_FATAL;
}

/* A full disk may show only when buffers are flushed, or be long past. */
static int flush(struct output *o, struct problem *problem)
{
	if (ferror(o->file))
		return problem_set(problem, OUTCOME_FATAL, REASON_IO,
				   _("%s: cannot be written: is the disk "
				     "full?"),
				   o->name);
	if (fflush(o->file) ||
	    (o->folder >= 0 && fsync(fileno(o->file))))
		return problem_errno(problem, OUTCOME_FATAL, o->name);
	return OUTCOME_OK;
}

int output_close(struct output *o, int outcome, struct problem *problem)
{
	if (outcome == OUTCOME_OK)
		outcome = flush(o, problem);
	if (o->file != stdout && fclose(o->file) && outcome == OUTCOME_OK)
		outcome = problem_errno(problem, OUTCOME_FATAL, o->name);
	if (o->folder < 0)
		return outcome;
	if (outcome == OUTCOME_OK &&
	    renameat(o->folder, o->temporary, o->folder, o->base))
		outcome = problem_errno(problem, OUTCOME_FATAL, o->name);
	if (outcome != OUTCOME_OK)
		unlinkat(o->folder, o->temporary, 0);
	else if (fsync(o->folder))
		outcome = problem_errno(problem, OUTCOME_FATAL, o->name);
	release(o);
	return outcome;
}
