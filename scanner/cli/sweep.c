/* A sweep. See sweep.h. */
#include "scanner/cli/sweep.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "detectors/name_masker.h"
#include "reports/inventory/collector.h"
#include "scanner/base/buffer.h"
#include "scanner/base/gettext.h"
#include "scanner/cli/key.h"
#include "scanner/cli/live.h"
#include "scanner/cli/options.h"
#include "scanner/cli/rules.h"
#include "scanner/cli/watch.h"

/* Everything that a sweep needs and that must be given back. */
struct job {
	struct settings *settings;
	struct keys keys;
	struct policy *loaded; /* --policy, or NULL */
	const struct policy *policy;
	struct store *store;
	struct collector *collector;
	struct live live;
	bool live_open;
	struct walk_inode own[OWN_MAX];
	struct scan_progress progress;
	struct watch watch;
	struct buffer roots;
	char started[32], ended[32], rules[RULES_NAME];
	struct sweep sweep;
	struct problem problem;
};

static void time_text(char text[static 32])
{
	time_t now = time(NULL);
	struct tm utc;

	gmtime_r(&now, &utc);
	strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

/* The roots as the reports name them: without the values in their names. */
static int name_root(struct job *job, const char *root)
{
	struct name_masker *masker = NULL;
	const struct match *ignored;

	if (job->roots.length)
		buffer_byte(&job->roots, '\n');
	if (job->settings->report.reveal || !name_may_hold(root)) {
		buffer_text(&job->roots, root);
		return OUTCOME_OK;
	}
	masker = name_masker_new(job->settings->scan.today);
	if (!masker)
		return problem_set(&job->problem, OUTCOME_FATAL,
				   REASON_MEMORY,
				   _("no memory for the inventory"));
	name_masker_mask(masker, root, &job->roots, &ignored);
	name_masker_free(masker);
	return OUTCOME_OK;
}

/* A misspelt root must not leave a folder behind. */
static int check_roots(struct job *job)
{
	const char *const *root = job->settings->scan.walk.roots;
	struct stat s;
	int outcome = OUTCOME_OK;

	for (; *root && outcome == OUTCOME_OK; root++) {
		if (stat(*root, &s))
			return problem_errno(&job->problem, OUTCOME_FATAL,
					     *root);
		outcome = name_root(job, *root);
	}
	return outcome;
}

static int prepare(struct job *job)
{
	struct settings *s = job->settings;
	struct collector_options collect = { .keys = &job->keys,
					     .reveal = s->report.reveal,
					     .every_row = s->every_row,
					     .today = s->scan.today };

	job->keys.digest = s->digest;
	if (check_roots(job) != OUTCOME_OK ||
	    digest_open(s->digest, &job->problem) != OUTCOME_OK ||
	    key_load(s->key, &job->keys, &job->problem) != OUTCOME_OK)
		return OUTCOME_FATAL;
	if (s->policy) {
		job->loaded = policy_load(s->policy, &job->problem);
		if (!job->loaded)
			return OUTCOME_FATAL;
	}
	job->policy = job->loaded ? job->loaded : policy_default();
	rules_name(job->policy, job->rules);
	if (outputs_default(&s->outputs, &job->problem) != OUTCOME_OK ||
	    outputs_check(&s->outputs, &job->problem) != OUTCOME_OK)
		return OUTCOME_FATAL;
	job->store = store_create(s->outputs.inventory, &job->problem);
	if (!job->store)
		return OUTCOME_FATAL;
	collect.policy = job->policy;
	collect.store = job->store;
	if (s->outputs.live) {
		if (live_open(&job->live, s->outputs.live, s->report.reveal,
			      &job->problem) != OUTCOME_OK)
			return OUTCOME_FATAL;
		job->live_open = true;
		collect.listener = &job->live.listener;
	}
	job->collector = collector_new(&collect, &job->problem);
	return job->collector ? OUTCOME_OK : OUTCOME_FATAL;
}

static uint64_t findings(void *context)
{
	return collector_findings(context);
}

static int sweep(struct job *job)
{
	struct settings *s = job->settings;
	struct timespec from, to;
	int outcome;

	s->scan.sink = collector_sink(job->collector);
	s->scan.progress = &job->progress;
	s->scan.stop = s->scan.walk.stop = &job->watch.stop;
	s->scan.walk.own = job->own;
	s->scan.walk.own_count = outputs_own(&s->outputs, job->own);
	job->watch.progress = &job->progress;
	job->watch.findings = findings;
	job->watch.context = job->collector;
	job->watch.show = !s->quiet && isatty(STDERR_FILENO);
	clock_gettime(CLOCK_MONOTONIC, &from);
	time_text(job->started);
	if (!watch_start(&job->watch))
		return problem_set(&job->problem, OUTCOME_FATAL,
				   REASON_MEMORY, _("cannot start a thread"));
	outcome = scan_run(&s->scan, &job->problem);
	watch_end(&job->watch);
	time_text(job->ended);
	clock_gettime(CLOCK_MONOTONIC, &to);
	job->sweep = (struct sweep){
		.version = PANDIAN_VERSION,
		.rules = job->rules,
		.key_id = job->keys.id,
		.fingerprints = digest_name(job->keys.digest),
		.roots = buffer_string(&job->roots),
		.started = job->started,
		.ended = job->ended,
		.seconds = (double)(to.tv_sec - from.tv_sec) +
			   (double)(to.tv_nsec - from.tv_nsec) / 1e9,
		.threads = (int)s->scan.threads,
		.incomplete = outcome != OUTCOME_OK,
		.interrupted = outcome == OUTCOME_PARTIAL,
	};
	return outcome == OUTCOME_FATAL ? outcome : OUTCOME_OK;
}

/* What was gathered goes to its places. */
static int finish(struct job *job)
{
	struct settings *s = job->settings;
	int outcome = collector_finish(job->collector, &job->problem);

	if (outcome != OUTCOME_OK)
		return outcome;
	collector_sweep(job->collector, &job->sweep);
	if (job->live_open) {
		json_summary(job->live.output.file, &job->sweep);
		job->live_open = false;
		outcome = output_close(&job->live.output, OUTCOME_OK,
				       &job->problem);
	}
	if (outcome == OUTCOME_OK)
		outcome = store_finish(job->store, &job->sweep,
				       &job->problem);
	if (outcome == OUTCOME_OK)
		outcome = outputs_render(&s->outputs, job->store, &s->report,
					 &job->problem);
	return outcome;
}

/* The summary, and where the rest is. */
static int show(struct job *job)
{
	struct settings *s = job->settings;
	struct report_options text = s->report;
	int outcome;

	if (s->quiet || outputs_to_stdout(&s->outputs))
		return OUTCOME_OK;
	text.colour = outputs_colour();
	text.reveal = false;
	outcome = report_render(report_find("text"), job->store, &text, "-",
				&job->problem);
	if (outcome != OUTCOME_OK || !s->outputs.by_default)
		return outcome;
	putchar('\n');
	printf(_("Report:    %s\nData:      %s/report.xml, %s\n"),
	       s->outputs.made[1], s->outputs.folder, s->outputs.inventory);
	return outcome;
}

static int exit_status(const struct job *job)
{
	int from = job->settings->fail_on;

	for (int c = from; from >= 0 && c <= CONFIDENCE_HIGH; c++)
		if (job->sweep.findings[c])
			return EXIT_FOUND;
	return job->sweep.incomplete ? EXIT_INCOMPLETE : EXIT_DONE;
}

static void give_back(struct job *job)
{
	struct problem ignored = { 0 };

	if (job->live_open)
		output_close(&job->live.output, OUTCOME_FAILED, &ignored);
	collector_free(job->collector);
	store_free(job->store);
	policy_free(job->loaded);
	outputs_release(&job->settings->outputs);
	buffer_release(&job->roots);
	sodium_memzero(&job->keys, sizeof(job->keys));
	free(job);
}

int sweep_run(struct settings *settings)
{
	struct job *job = calloc(1, sizeof(*job));
	int status = EXIT_TROUBLE;

	if (!job)
		return status;
	job->settings = settings;
	if (prepare(job) == OUTCOME_OK && sweep(job) == OUTCOME_OK &&
	    finish(job) == OUTCOME_OK && show(job) == OUTCOME_OK)
		status = exit_status(job);
	else
		complain(&job->problem);
	give_back(job);
	return status;
}
