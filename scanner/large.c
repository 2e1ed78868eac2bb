/* Large files, segment by segment. See large.h. */
#include "scanner/large.h"

#include <stdlib.h>
#include <string.h>

#include "scanner/base/gettext.h"

static void large_free(struct large *l)
{
	if (!l)
		return;
	entry_release(&l->entry);
	free(l->head);
	free(l->text);
	pthread_mutex_destroy(&l->mutex);
	free(l);
}

/* Keeps the head: the worker's buffers are used for other files meanwhile. */
static bool keep_head(struct large *l)
{
	struct head *h = &l->identity.head;

	l->head = malloc(h->length);
	l->text = malloc(h->text_length + CHUNK_PAD);
	if (!l->head || !l->text)
		return false;
	memcpy(l->head, h->bytes, h->length);
	memcpy(l->text, h->text, h->text_length);
	memset(l->text + h->text_length, 0, CHUNK_PAD);
	h->bytes = l->head;
	h->text = l->text;
	h->path = l->entry.path;
	return true;
}

bool large_start(struct worker *w, struct entry *entry, bool *ok)
{
	const struct sink *sink = w->options->sink;
	struct file_source file =
		file_source(entry->fd, (uint64_t)entry->stat.st_size);
	struct large *l = calloc(1, sizeof(*l));

	*ok = l != NULL;
	if (!l)
		return false;
	identify(&w->identifier, w->head, HEAD_BYTES, false, entry->path,
		 &file.source, &l->identity);
	if (!l->identity.format || !l->identity.format->segmented) {
		free(l);
		return false;
	}
	l->entry = *entry;
	*entry = (struct entry){ .fd = -1 };
	pthread_mutex_init(&l->mutex, NULL);
	worker_stat(&l->asset, &l->entry.stat);
	l->asset.path = l->entry.path;
	l->asset.format = l->identity.type;
	l->budget = worker_budget(w);
	l->segments = (unsigned)((l->asset.bytes + SEGMENT_BYTES - 1) /
				 SEGMENT_BYTES);
	l->window = w->options->threads + 2 < LARGE_WINDOW
			    ? w->options->threads + 2
			    : LARGE_WINDOW;
	l->state = (struct stream_state){
		.position = l->identity.head.bom,
		.charset = l->identity.head.charset
	};
	l->account = sink->asset_open(sink->context, l->entry.path);
	*ok = l->account && keep_head(l);
	if (!*ok) {
		problem_set(&w->problem, OUTCOME_FATAL, REASON_MEMORY,
			    _("no memory for a large file"));
		large_free(l);
		return true;
	}
	pool_add_large(w->pool, l);
	return true;
}

bool large_claim(struct large *l, unsigned *segment)
{
	unsigned claimed = atomic_load(&l->claimed);

	if (claimed >= l->segments ||
	    claimed >= atomic_load(&l->committed) + l->window)
		return false;
	*segment = claimed;
	atomic_store(&l->claimed, claimed + 1);
	return true;
}

static uint64_t segment_end(const struct large *l, unsigned segment)
{
	return segment + 1 == l->segments
		       ? UINT64_MAX
		       : (uint64_t)(segment + 1) * SEGMENT_BYTES;
}

static bool run_segment(struct worker *w, struct large *l, unsigned segment,
			struct run *run, const struct stream_state *entry,
			bool guess)
{
	struct file_source file = file_source(l->entry.fd, l->asset.bytes);
	struct budget budget = l->budget;

	*run = (struct run){
		.format = l->identity.format,
		.x = { .source = &file.source,
		       .head = &l->identity.head,
		       .begin = (uint64_t)segment * SEGMENT_BYTES,
		       .end = segment_end(l, segment),
		       .guess = guess,
		       .entry = *entry,
		       .budget = &budget },
	};
	return worker_run(w, run, l->account, l->entry.path);
}

/* A segment that saw only ASCII, or found the same charset by itself, is
 * right whatever charset was decided before it. */
static bool charset_fits(const struct large *l, const struct run *run)
{
	uint8_t decided = l->state.charset;

	return run->x.entry.charset == decided ||
	       (run->x.entry.charset == CHARSET_ASCII &&
		(run->x.exit.charset == CHARSET_ASCII ||
		 run->x.exit.charset == decided));
}

static bool guessed_right(const struct large *l, const struct run *run)
{
	return run->x.entry.position == l->state.position &&
	       run->x.entry.where == l->state.where &&
	       !strcmp(run->x.entry.scope, l->state.scope) &&
	       charset_fits(l, run);
}

static void settle(struct large *l, const struct run *run)
{
	uint8_t charset = l->state.charset;

	l->state = run->x.exit;
	if (l->state.charset == CHARSET_ASCII)
		l->state.charset = charset;
	if (run->outcome != OUTCOME_OK && l->outcome == OUTCOME_OK) {
		l->outcome = OUTCOME_PARTIAL;
		l->problem = run->problem;
	}
}

/* The next segment in the order of the file, which is ready. */
static bool commit(struct worker *w, struct large *l, unsigned segment)
{
	struct run *run = &l->slots[segment % l->window].run;
	const struct sink *sink = w->options->sink;
	uint64_t lines;

	if (l->state.position >= segment_end(l, segment)) {
		/* One record reaches over all of it. */
		sink->part_drop(run->part);
		return true;
	}
	if (segment && !(guessed_right(l, run) &&
			 sink->asset_fits(l->account, run->part))) {
		struct stream_state entry = l->state;

		sink->part_drop(run->part);
		if (!run_segment(w, l, segment, run, &entry, false)) {
			sink->part_drop(run->part);
			return false;
		}
	}
	lines = run->x.lines;
	settle(l, run);
	return sink->asset_commit(l->account, run->part, lines,
				  &w->problem) == OUTCOME_OK;
}

static bool close_large(struct worker *w, struct large *l)
{
	const struct sink *sink = w->options->sink;
	int outcome = worker_unchanged(l->entry.fd, &l->entry.stat,
				       l->outcome, &l->problem);
	bool ok;

	l->asset.problem = l->problem;
	l->asset.encoding = charset_name((enum charset)l->state.charset);
	l->asset.state = state_of(outcome, l->problem.reason);
	ok = sink->asset_close(l->account, &l->asset, &w->problem) ==
	     OUTCOME_OK;
	pool_remove_large(w->pool, l);
	large_free(l);
	return ok;
}

/* Commits what is ready, one thread at a time. The one that commits the last
 * segment closes the file. */
static bool commit_ready(struct worker *w, struct large *l)
{
	bool ok = true, last = false;

	pthread_mutex_lock(&l->mutex);
	if (l->committing) {
		pthread_mutex_unlock(&l->mutex);
		return true;
	}
	l->committing = true;
	while (ok && !last) {
		unsigned next = atomic_load(&l->committed);
		struct segment *slot = &l->slots[next % l->window];

		if (!slot->ready)
			break;
		pthread_mutex_unlock(&l->mutex);
		ok = commit(w, l, next);
		pthread_mutex_lock(&l->mutex);
		memcpy(l->scope, l->state.scope, sizeof(l->scope));
		slot->ready = false;
		last = next + 1 == l->segments;
		atomic_store(&l->committed, next + 1);
		pool_wake(w->pool);
	}
	l->committing = false;
	pthread_mutex_unlock(&l->mutex);
	return ok && last ? close_large(w, l) : ok;
}

bool large_segment(struct worker *w, struct large *l, unsigned segment)
{
	struct stream_state entry = { .position = l->identity.head.bom,
				      .charset = l->identity.head.charset };
	struct run run;
	bool ok;

	pthread_mutex_lock(&l->mutex);
	memcpy(entry.scope, l->scope, sizeof(entry.scope));
	pthread_mutex_unlock(&l->mutex);
	ok = run_segment(w, l, segment, &run, &entry, segment > 0);
	pthread_mutex_lock(&l->mutex);
	l->slots[segment % l->window].run = run;
	l->slots[segment % l->window].ready = true;
	pthread_mutex_unlock(&l->mutex);
	return ok && commit_ready(w, l);
}
