/* The table of reports, and how a document reaches its place. See report.h. */
#include "reports/writers/report.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

extern const struct report report_html, report_xml, report_json, report_jsonl,
	report_csv, report_text;

const struct report *const reports[] = {
	&report_html, &report_xml,  &report_json, &report_jsonl,
	&report_csv,  &report_text, NULL,
};

const struct report *report_find(const char *name)
{
	size_t i;

	for (i = 0; reports[i]; i++)
		if (!strcmp(reports[i]->name, name))
			return reports[i];
	return NULL;
}

/* A job: one report on its way to one file. */
struct job {
	const struct report *report;
	struct store *store;
	const struct report_options *options;
	const char *file; /* as the user named it, for words */
	struct problem *problem;
};

static int fail(const struct job *job)
{
	return problem_errno(job->problem, OUTCOME_FAILED, job->file);
}

/* Writes the document; a full disk may show only when buffers are flushed,
 * or be long past when the writer returns. */
static int compose(const struct job *job, FILE *out)
{
	int outcome;

	outcome = job->report->write(job->store, job->options, out,
				     job->problem);
	if (ferror(out))
		return problem_set(job->problem, OUTCOME_FAILED, REASON_IO,
				   "%s: cannot be written: is the disk full?",
				   job->file);
	if (fflush(out))
		return fail(job);
	return outcome ? problem_set(job->problem, OUTCOME_FAILED, REASON_IO,
				     "%s: the inventory cannot be read",
				     job->file)
		       : OUTCOME_OK;
}

/* Takes over `fd`. */
static int compose_fd(const struct job *job, int fd, bool sync)
{
	FILE *out = fdopen(fd, "w");
	int outcome;

	if (!out) {
		outcome = fail(job);
		close(fd);
		return outcome;
	}
	outcome = compose(job, out);
	if (!outcome && sync && fsync(fd))
		outcome = fail(job);
	if (fclose(out) && !outcome)
		outcome = fail(job);
	return outcome;
}

/* A name that nobody can foresee. */
static int temporary_name(char name[static 40])
{
	uint64_t random[2];

	if (getrandom(random, sizeof(random), 0) != sizeof(random))
		return OUTCOME_FAILED;
	snprintf(name, 40, ".pandian-%016llx%04llx",
		 (unsigned long long)random[0],
		 (unsigned long long)random[1] & 0xFFFF);
	return OUTCOME_OK;
}

/* Under a temporary name in the folder `dir`, then renamed: a reader sees the
 * old document or the new one, and after a power cut too. The kernel applies
 * the umask (and the folder's default ACL). */
static int replace(const struct job *job, int dir, const char *base)
{
	char name[40];
	int fd, outcome;

	if (temporary_name(name))
		return fail(job);
	fd = openat(dir, name,
		    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		    job->options->reveal ? 0600 : 0666);
	if (fd < 0)
		return fail(job);
	outcome = compose_fd(job, fd, true);
	if (!outcome && renameat(dir, name, dir, base))
		outcome = fail(job);
	if (outcome)
		unlinkat(dir, name, 0);
	else if (fsync(dir))
		outcome = fail(job);
	return outcome;
}

static int replace_at_path(const struct job *job)
{
	char *folder = strdup(job->file), *base = strdup(job->file);
	int dir = -1, outcome;

	if (!folder || !base) {
		outcome = fail(job);
		goto out;
	}
	dir = open(dirname(folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	outcome = dir < 0 ? fail(job) : replace(job, dir, basename(base));
out:
	if (dir >= 0)
		close(dir);
	free(folder);
	free(base);
	return outcome;
}

int report_render(const struct report *report, struct store *store,
		  const struct report_options *options, const char *file,
		  struct problem *problem)
{
	struct job job = { report, store, options, file, problem };
	struct stat target, link;
	int fd;

	if (!strcmp(file, "-")) {
		job.file = "standard output";
		return compose(&job, stdout);
	}
	if (stat(file, &target) || lstat(file, &link))
		return replace_at_path(&job);
	if (S_ISDIR(target.st_mode)) {
		errno = EISDIR;
		return fail(&job);
	}
	if (S_ISREG(target.st_mode)) {
		if (!S_ISLNK(link.st_mode))
			return replace_at_path(&job);
		/* To rename over it would replace the link; to follow it
		 * would write where somebody else chose. */
		return problem_set(problem, OUTCOME_FAILED, REASON_SYMLINK,
				   "%s: is a symbolic link; name its target",
				   file);
	}
	/* A device or a pipe cannot be replaced: written as it is. */
	fd = open(file, O_WRONLY | O_NOCTTY | O_CLOEXEC);
	return fd < 0 ? fail(&job) : compose_fd(&job, fd, false);
}
