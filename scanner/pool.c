/* The pool. See pool.h. */
#include "scanner/pool.h"

#include "scanner/large.h"

void pool_init(struct pool *p)
{
	*p = (struct pool){ 0 };
	pthread_mutex_init(&p->mutex, NULL);
	pthread_cond_init(&p->changed, NULL);
}

void pool_release(struct pool *p)
{
	for (; p->count; p->count--) { /* after a failure only */
		entry_release(&p->files[p->first]);
		p->first = (p->first + 1) % POOL_FILES;
	}
	pthread_cond_destroy(&p->changed);
	pthread_mutex_destroy(&p->mutex);
}

bool pool_add(struct pool *p, struct entry *entry)
{
	bool added = false;

	pthread_mutex_lock(&p->mutex);
	while (p->count == POOL_FILES && !p->failed)
		pthread_cond_wait(&p->changed, &p->mutex);
	if (p->failed) {
		entry_release(entry);
	} else {
		p->files[(p->first + p->count++) % POOL_FILES] = *entry;
		if (p->count == 1) /* they wait for nothing but the first */
			pthread_cond_broadcast(&p->changed);
		added = true;
	}
	pthread_mutex_unlock(&p->mutex);
	return added;
}

static void set(struct pool *p, bool *flag)
{
	pthread_mutex_lock(&p->mutex);
	*flag = true;
	pthread_cond_broadcast(&p->changed);
	pthread_mutex_unlock(&p->mutex);
}

void pool_close(struct pool *p)
{
	set(p, &p->closed);
}

void pool_fail(struct pool *p)
{
	set(p, &p->failed);
}

static bool take_segment(struct pool *p, struct large **large,
			 unsigned *segment)
{
	for (*large = p->large; *large; *large = (*large)->next)
		if (large_claim(*large, segment))
			return true;
	return false;
}

/* Nothing is left, and nothing can come. */
static bool is_empty(const struct pool *p)
{
	return p->closed && !p->count && !p->large && !p->in_work;
}

enum work pool_take(struct pool *p, enum work done, struct entry *entry,
		    struct large **large, unsigned *segment)
{
	enum work work = WORK_END;

	pthread_mutex_lock(&p->mutex);
	p->in_work -= done == WORK_FILE;
	if (is_empty(p))
		pthread_cond_broadcast(&p->changed);
	while (!p->failed) {
		if (take_segment(p, large, segment)) {
			work = WORK_SEGMENT;
			break;
		}
		if (p->count) {
			*entry = p->files[p->first];
			p->first = (p->first + 1) % POOL_FILES;
			if (--p->count == POOL_FILES / 2)
				pthread_cond_broadcast(&p->changed);
			p->in_work++;
			work = WORK_FILE;
			break;
		}
		if (is_empty(p))
			break;
		pthread_cond_wait(&p->changed, &p->mutex);
	}
	pthread_mutex_unlock(&p->mutex);
	return work;
}

void pool_add_large(struct pool *p, struct large *large)
{
	pthread_mutex_lock(&p->mutex);
	large->next = p->large;
	p->large = large;
	pthread_cond_broadcast(&p->changed);
	pthread_mutex_unlock(&p->mutex);
}

void pool_remove_large(struct pool *p, struct large *large)
{
	struct large **at = &p->large;

	pthread_mutex_lock(&p->mutex);
	while (*at && *at != large)
		at = &(*at)->next;
	if (*at)
		*at = large->next;
	pthread_cond_broadcast(&p->changed);
	pthread_mutex_unlock(&p->mutex);
}

void pool_wake(struct pool *p)
{
	pthread_mutex_lock(&p->mutex);
	pthread_cond_broadcast(&p->changed);
	pthread_mutex_unlock(&p->mutex);
}
