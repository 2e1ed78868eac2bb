/* The sweep: a walk, a pool, and workers. See scan.h. */
#include "scanner/scan.h"

#include <stdlib.h>

#include "scanner/base/gettext.h"
#include "scanner/large.h"
#include "scanner/worker.h"

const struct scan_limits scan_limits_default = {
	.depth = 16,
	.members = 1000000,
	.bytes = 64ull * 1024 * 1024 * 1024,
	.seconds = 0,
};

struct sweep_thread {
	pthread_t thread;
	struct worker worker;
	bool started, failed;
};

struct scan {
	const struct scan_options *options;
	struct pool pool;
	struct sweep_thread *threads;
};

static void count(atomic_uint_fast64_t *counter, uint64_t n)
{
	atomic_fetch_add_explicit(counter, n, memory_order_relaxed);
}

static bool work_file(struct worker *w, struct entry *entry)
{
	struct scan_progress *p = w->options->progress;
	uint64_t bytes = entry->fd >= 0 ? (uint64_t)entry->stat.st_size : 0;
	bool large = bytes > 2 * (uint64_t)SEGMENT_BYTES;
	bool ok = worker_file(w, entry);

	if (p) {
		count(&p->files_done, 1);
		if (!large)
			count(&p->bytes_done, bytes);
	}
	return ok;
}

static bool work_segment(struct worker *w, struct large *l, unsigned segment)
{
	struct scan_progress *p = w->options->progress;

	if (p)
		count(&p->bytes_done, SEGMENT_BYTES);
	return large_segment(w, l, segment);
}

static void *work(void *argument)
{
	struct sweep_thread *t = argument;
	struct worker *w = &t->worker;
	enum work done = WORK_END;
	bool ok = true;

	while (ok) {
		struct entry entry;
		struct large *large;
		unsigned segment;

		done = pool_take(w->pool, done, &entry, &large, &segment);
		switch (done) {
		case WORK_FILE:
			ok = work_file(w, &entry);
			break;
		case WORK_SEGMENT:
			ok = work_segment(w, large, segment);
			break;
		case WORK_END:
			return NULL;
		}
	}
	t->failed = true;
	pool_fail(w->pool);
	return NULL;
}

/* What the walk saw goes to the pool, opened or not. */
static int visit(void *context, struct entry *entry)
{
	struct scan *scan = context;
	struct scan_progress *p = scan->options->progress;

	if (p) {
		count(&p->files_seen, 1);
		if (entry->fd >= 0)
			count(&p->bytes_seen,
			      (uint64_t)entry->stat.st_size);
	}
	return pool_add(&scan->pool, entry) ? 0 : 1;
}

static bool start_threads(struct scan *scan, struct problem *problem)
{
	for (unsigned i = 0; i < scan->options->threads; i++) {
		struct sweep_thread *t = &scan->threads[i];

		if (!worker_init(&t->worker, scan->options, &scan->pool)) {
			problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				    _("no memory for a thread"));
			return false;
		}
		t->started = true;
		if (pthread_create(&t->thread, NULL, work, t)) {
			t->started = false;
			worker_release(&t->worker);
			problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				    _("cannot start a thread"));
			return false;
		}
	}
	return true;
}

static int join_threads(struct scan *scan, int outcome,
			struct problem *problem)
{
	for (unsigned i = 0; i < scan->options->threads; i++) {
		struct sweep_thread *t = &scan->threads[i];

		if (!t->started)
			continue;
		pthread_join(t->thread, NULL);
		if (t->failed) {
			outcome = OUTCOME_FATAL;
			problem_set(problem, OUTCOME_FATAL,
				    t->worker.problem.reason, "%s",
				    t->worker.problem.words);
		}
		worker_release(&t->worker);
	}
	return outcome;
}

int scan_run(const struct scan_options *options, struct problem *problem)
{
	struct scan scan = { .options = options };
	int outcome = OUTCOME_FATAL;

	scan.threads = calloc(options->threads, sizeof(*scan.threads));
	if (!scan.threads)
		return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				   _("no memory for threads"));
	pool_init(&scan.pool);
	if (start_threads(&scan, problem))
		outcome = walk(&options->walk, visit, &scan, problem);
	if (options->progress)
		atomic_store(&options->progress->walked, true);
	if (outcome == OUTCOME_FATAL)
		pool_fail(&scan.pool);
	pool_close(&scan.pool);
	outcome = join_threads(&scan, outcome, problem);
	pool_release(&scan.pool);
	free(scan.threads);
	if (outcome == OUTCOME_OK && options->stop && *options->stop)
		outcome = OUTCOME_PARTIAL;
	return outcome;
}
