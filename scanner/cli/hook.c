/* The hook's way: what to read, and reading it. See hook.h. */
#include "scanner/cli/hook.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "reports/writers/output.h"
#include "scanner/base/gettext.h"
#include "scanner/cli/names.h"
#include "scanner/cli/options.h"

#define ALLOW_BYTES_MAX (16 * 1024 * 1024)
#define UNPACKED_MAX (1024ull * 1024 * 1024) /* of one file: nobody waits */

struct job {
	const struct hook_options *options;
	bool repository;
	struct names names;
	struct output sarif; /* with options->sarif */
	bool sarif_open;
	struct git diff;
	struct git_objects objects;
	struct git_changes changes;
	struct allow allow;
	struct hook_taker taker;
	struct collector *collector;
	struct scan_options scan;
	struct worker worker;
	struct problem problem;
};

/* Starts what runs beside us: first of all, since that takes longest. */
static int start_git(struct job *job)
{
	if (git_changes_start(&job->diff, NULL, &job->problem) != OUTCOME_OK)
		return OUTCOME_FATAL;
	return git_objects_start(&job->objects, &job->problem);
}

static int find_repository(struct job *job)
{
	const struct hook_options *o = job->options;
	bool named = *o->names;

	job->repository = true;
	if ((named || o->update) &&
	    !names_take(&job->names, o->names, &job->repository))
		return problem_set(&job->problem, OUTCOME_FATAL, REASON_MEMORY,
				   _("no memory for the names"));
	if (job->repository)
		return start_git(job);
	return named ? OUTCOME_OK
		     : problem_set(&job->problem, OUTCOME_FATAL,
				   REASON_VANISHED,
				   _("hook: run it in a git repository, or "
				     "name files"));
}

/* The text of the allow file, as far as it can be read. */
static int read_allow(struct job *job, struct source *source)
{
	struct problem *problem = &job->problem;
	struct problem ignored = { 0 };
	unsigned char *text;
	ssize_t length;
	int outcome;

	if (source->size > ALLOW_BYTES_MAX)
		return problem_set(problem, OUTCOME_FATAL, REASON_BYTES,
				   _("%s: is too large"), ALLOW_FILE);
	text = malloc(source->size + 1);
	length = text ? source_fill(source, text, source->size, 0, &ignored)
		      : 0;
	outcome = allow_init(&job->allow, (char *)text,
			     length < 0 ? 0 : (size_t)length, problem);
	free(text);
	return outcome;
}

/* What is to be committed counts, so the file is taken from the index. It is
 * updated where it lies, and there is no other without a repository. */
static int open_allow(struct job *job)
{
	struct budget budget = { .bytes_left = ALLOW_BYTES_MAX };
	struct file_source file;
	struct git_blob blob;
	struct stat stat;
	int outcome, fd;

	if (job->repository && !job->options->update) {
		git_blob_open(&blob, &job->objects, ":" ALLOW_FILE, &budget);
		outcome = read_allow(job, blob.source);
		git_blob_release(&blob);
		return outcome;
	}
	fd = open(ALLOW_FILE, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 && errno != ENOENT)
		return problem_errno(&job->problem, OUTCOME_FATAL, ALLOW_FILE);
	file = file_source(fd, fd >= 0 && !fstat(fd, &stat)
				       ? (uint64_t)stat.st_size : 0);
	outcome = read_allow(job, &file.source);
	if (fd >= 0)
		close(fd);
	return outcome;
}

static int open_worker(struct job *job)
{
	struct collector_options collect = {
		.keys = &job->allow.keys,
		.policy = policy_default(),
		.listener = &job->taker.listener,
		.today = today(),
	};

	if (sodium_init() < 0 || open_allow(job) != OUTCOME_OK)
		return OUTCOME_FATAL;
	hook_taker_init(&job->taker, &job->allow, job->options->fail_on);
	job->collector = collector_new(&collect, &job->problem);
	if (!job->collector)
		return OUTCOME_FATAL;
	job->scan = (struct scan_options){
		.limits = scan_limits_default,
		.sink = collector_sink(job->collector),
		.today = today(),
		.threads = 1,
		.engine = SEEDS_BEST,
	};
	job->scan.limits.bytes = UNPACKED_MAX;
	if (worker_init(&job->worker, &job->scan, NULL))
		return OUTCOME_OK;
	return problem_set(&job->problem, OUTCOME_FATAL, REASON_MEMORY,
			   _("no memory for the hook"));
}

/* During a merge, what the other side brings is in its history already. */
static int meet_merge(struct job *job)
{
	struct budget budget = { .bytes_left = ALLOW_BYTES_MAX };
	struct git_changes theirs = { 0 };
	struct git_blob head;
	struct git diff;
	int outcome;
	bool merging;

	git_blob_open(&head, &job->objects, "MERGE_HEAD", &budget);
	merging = head.problem.reason == REASON_NONE;
	git_blob_release(&head);
	if (!merging)
		return OUTCOME_OK;
	outcome = git_changes_start(&diff, "MERGE_HEAD", &job->problem);
	if (outcome == OUTCOME_OK)
		outcome = git_changes_read(&diff, &theirs, &job->problem);
	if (outcome == OUTCOME_OK &&
	    !git_changes_meet(&job->changes, &theirs))
		outcome = problem_set(&job->problem, OUTCOME_FATAL,
				      REASON_MEMORY,
				      _("no memory for a merge"));
	git_changes_release(&theirs);
	return outcome;
}

static bool read_object(struct job *job, const char *path, const char *id)
{
	struct budget budget = worker_budget(&job->worker);
	struct git_blob blob;
	bool ok;

	git_blob_open(&blob, &job->objects, id, &budget);
	job->taker.source = blob.source;
	ok = worker_source(&job->worker, path, blob.source, &budget);
	job->taker.source = NULL;
	git_blob_release(&blob);
	if (!ok)
		problem_set(&job->problem, OUTCOME_FATAL,
			    job->worker.problem.reason, "%s",
			    job->worker.problem.words);
	return ok;
}

static bool read_old(struct job *job, const struct git_change *change)
{
	bool ok = true;

	hook_taker_before(&job->taker);
	for (unsigned i = 0; ok && i < change->old_count; i++)
		ok = read_object(job, change->path, change->old[i]);
	hook_taker_after(&job->taker);
	return ok;
}

static bool is_as_before(const struct git_change *change)
{
	for (unsigned i = 0; i < change->old_count; i++)
		if (!strcmp(change->id, change->old[i]))
			return true;
	return false;
}

/* Listed by way of the collector, which masks values in names. */
static bool not_merged(struct job *job, const struct git_change *change)
{
	const struct sink *sink = job->scan.sink;
	struct account *account;
	struct asset asset = { .path = change->path,
			       .state = STATE_UNREADABLE };

	problem_set(&asset.problem, OUTCOME_FAILED, REASON_CHANGED,
		    "has conflicts that are not resolved");
	account = sink->asset_open(sink->context, change->path);
	return account && sink->asset_close(account, &asset, &job->problem) ==
				  OUTCOME_OK;
}

/* False when it must stop. */
static bool read_change(struct job *job, const struct git_change *change)
{
	struct hook_taker *t = &job->taker;
	bool ok = true;

	if (change->gone)
		allow_read(&job->allow, change->gone);
	if (change->status == 'D')
		allow_read(&job->allow, change->path);
	if (change->status == 'U')
		return not_merged(job, change);
	if (change->status == 'D' || change->link || is_as_before(change))
		return true;
	hook_taker_file(t, change);
	if (!change->compared && change->old_count)
		ok = read_old(job, change);
	ok = ok && read_object(job, change->path, change->id);
	if (ok && t->wants_old)
		ok = read_old(job, change) &&
		     read_object(job, change->path, change->id);
	t->change = NULL;
	return ok;
}

/* A named file of which something is staged is read as staged; else all of
 * it, from disk. */
static int read_names(struct job *job)
{
	const struct names *names = &job->names;
	const char **rest = calloc(names->count + 1, sizeof(*rest));
	int outcome = rest ? OUTCOME_OK : OUTCOME_FATAL;
	size_t count = 0;

	for (size_t i = 0; outcome == OUTCOME_OK && i < names->count; i++) {
		const struct git_change *change =
			git_changes_find(&job->changes, names->list[i]);

		if (!change)
			rest[count++] = names->list[i];
		else if (!read_change(job, change))
			outcome = OUTCOME_FATAL;
	}
	job->scan.walk.roots = rest;
	if (outcome == OUTCOME_OK && count)
		outcome = scan_run(&job->scan, &job->problem);
	free(rest);
	return outcome;
}

static int read_all(struct job *job)
{
	if (job->repository &&
	    (git_changes_read(&job->diff, &job->changes, &job->problem) !=
		     OUTCOME_OK ||
	     meet_merge(job) != OUTCOME_OK))
		return OUTCOME_FATAL;
	if (*job->options->names)
		return read_names(job);
	for (size_t i = 0; i < job->changes.count; i++)
		if (!read_change(job, &job->changes.list[i]))
			return OUTCOME_FATAL;
	return OUTCOME_OK;
}

/* Writes the allow file with what was found, without what is not needed. */
static int update(struct job *job)
{
	const struct hook_hits *hits = &job->taker.hits;
	struct buffer text = { 0 };
	struct output output;
	int outcome;
	bool ok = true;

	for (size_t i = 0; i < hits->count; i++)
		ok &= allow_add(&job->allow, &hits->list[i].finding);
	allow_text(&job->allow, &text);
	if (!ok || text.failed)
		outcome = problem_set(&job->problem, OUTCOME_FATAL,
				      REASON_MEMORY,
				      _("no memory for the hook"));
	else
		outcome = output_open(&output, ALLOW_FILE, false,
				      &job->problem);
	if (outcome == OUTCOME_OK) {
		fwrite(text.bytes, 1, text.length, output.file);
		outcome = output_close(&output, OUTCOME_OK, &job->problem);
	}
	buffer_release(&text);
	return outcome;
}

static int tell(struct job *job)
{
	const struct hook_options *o = job->options;
	struct hook_taker *t = &job->taker;

	if (o->update && update(job) != OUTCOME_OK)
		return OUTCOME_FATAL;
	hook_tell(t, o);
	if (ferror(stdout))
		return problem_set(&job->problem, OUTCOME_FATAL, REASON_IO,
				   _("standard output cannot be written"));
	if (!job->sarif_open)
		return OUTCOME_OK;
	hook_sarif(t, job->sarif.file);
	job->sarif_open = false;
	return output_close(&job->sarif, OUTCOME_OK, &job->problem);
}

static int open_sarif(struct job *job)
{
	const char *file = job->options->sarif;

	if (!file)
		return OUTCOME_OK;
	if (output_open(&job->sarif, file, false, &job->problem) != OUTCOME_OK)
		return OUTCOME_FATAL;
	job->sarif_open = true;
	return OUTCOME_OK;
}

static void give_back(struct job *job)
{
	struct problem ignored = { 0 };

	if (job->sarif_open)
		output_close(&job->sarif, OUTCOME_FAILED, &ignored);
	git_end(&job->diff);
	git_objects_end(&job->objects);
	git_changes_release(&job->changes);
	worker_release(&job->worker);
	collector_free(job->collector);
	hook_taker_release(&job->taker);
	allow_release(&job->allow);
	names_release(&job->names);
	free(job);
}

int hook_run(const struct hook_options *options)
{
	struct job *job = calloc(1, sizeof(*job));
	int status = EXIT_TROUBLE;

	if (!job)
		return status;
	job->options = options;
	job->taker.fd = -1;
	if (open_sarif(job) == OUTCOME_OK &&
	    find_repository(job) == OUTCOME_OK &&
	    open_worker(job) == OUTCOME_OK && read_all(job) == OUTCOME_OK &&
	    tell(job) == OUTCOME_OK)
		status = job->taker.hits.count && !options->update
				 ? EXIT_FOUND
			 : job->taker.unread.count ? EXIT_INCOMPLETE
						   : EXIT_DONE;
	else
		complain(&job->problem);
	give_back(job);
	return status;
}
