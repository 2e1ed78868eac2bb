/* Sources and budgets. See format.h. */
#include "scanner/formats/format.h"

#include <string.h>

/* What was read before a failure is returned, beside the reason. */
ssize_t source_fill(struct source *source, void *into, size_t length,
		    uint64_t offset, struct problem *problem)
{
	unsigned char *bytes = into;
	size_t done = 0;
	ssize_t n = 1;

	while (done < length && n > 0) {
		n = source->read(source, bytes + done, length - done,
				 offset + done, problem);
		if (n > 0)
			done += (size_t)n;
	}
	return n < 0 && !done ? -1 : (ssize_t)done;
}

static ssize_t memory_read(struct source *source, void *into, size_t length,
			   uint64_t offset, struct problem *problem)
{
	const struct memory_source *m = (const struct memory_source *)source;

	(void)problem;
	if (offset >= m->length)
		return 0;
	if (length > m->length - offset)
		length = m->length - (size_t)offset;
	memcpy(into, m->bytes + offset, length);
	return (ssize_t)length;
}

struct memory_source memory_source(const void *bytes, size_t length)
{
	return (struct memory_source){
		.source = { .read = memory_read, .size = length },
		.bytes = bytes,
		.length = length,
	};
}

static ssize_t headed_read(struct source *source, void *into, size_t length,
			   uint64_t offset, struct problem *problem)
{
	struct headed_source *h = (struct headed_source *)source;
	ssize_t n;

	if (offset >= h->length) {
		n = h->rest->read(h->rest, into, length, offset, problem);
		h->source.size = h->rest->size;
		return n;
	}
	if (length > h->length - offset)
		length = h->length - (size_t)offset;
	memcpy(into, h->head + offset, length);
	return (ssize_t)length;
}

static struct source *headed_beside(struct source *source, const char *name,
				    const char *suffix)
{
	struct headed_source *h = (struct headed_source *)source;

	return h->rest->beside(h->rest, name, suffix);
}

struct headed_source headed_source(struct source *rest, const void *head,
				   size_t length)
{
	return (struct headed_source){
		.source = { .read = headed_read,
			    .size = rest->size,
			    .forward = rest->forward,
			    .beside = rest->beside ? headed_beside : NULL },
		.rest = rest,
		.head = head,
		.length = length,
	};
}

static ssize_t window_read(struct source *source, void *into, size_t length,
			   uint64_t offset, struct problem *problem)
{
	const struct window_source *w = (const struct window_source *)source;
	ssize_t n;

	if (offset >= source->size)
		return 0;
	if (length > source->size - offset)
		length = (size_t)(source->size - offset);
	n = w->whole->read(w->whole, into, length, w->begin + offset, problem);
	if (n || source->size == SOURCE_UNKNOWN)
		return n;
	return problem_set(problem, -1, REASON_TRUNCATED,
			   "the archive ends inside a member");
}

struct window_source window_source(struct source *whole, uint64_t begin,
				   uint64_t size)
{
	return (struct window_source){
		.source = { .read = window_read,
			    .size = size,
			    .forward = whole->forward },
		.whole = whole,
		.begin = begin,
	};
}

void keep_release(struct keep *keep)
{
	if (keep->release)
		keep->release(keep->state);
	*keep = (struct keep){ 0 };
}

int budget_bytes(struct budget *b, uint64_t bytes, struct problem *problem)
{
	if (bytes <= b->bytes_left) {
		b->bytes_left -= bytes;
		return OUTCOME_OK;
	}
	b->bytes_left = 0;
	return problem_set(problem, OUTCOME_FAILED, REASON_BYTES,
			   "more decompressed bytes than one file may have");
}

int budget_member(struct budget *b, unsigned depth, struct problem *problem)
{
	if (depth > b->depth_max)
		return problem_set(problem, OUTCOME_FAILED, REASON_DEPTH,
				   "more than %u containers inside each other",
				   b->depth_max);
	if (!b->members_left)
		return problem_set(problem, OUTCOME_FAILED, REASON_MEMBERS,
				   "more members than one file may have");
	b->members_left--;
	return OUTCOME_OK;
}

int budget_time(struct budget *b, struct problem *problem)
{
	struct timespec now;

	if (b->stop && *b->stop)
		return problem_set(problem, OUTCOME_FAILED, REASON_INTERRUPTED,
				   "stopped by a signal");
	if (!b->deadline_ns)
		return OUTCOME_OK;
	clock_gettime(CLOCK_MONOTONIC, &now);
	if ((int64_t)now.tv_sec * 1000000000 + now.tv_nsec < b->deadline_ns)
		return OUTCOME_OK;
	return problem_set(problem, OUTCOME_FAILED, REASON_SECONDS,
			   "more seconds than one file may take");
}
