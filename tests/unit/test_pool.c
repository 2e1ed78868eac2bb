/* The pool: who waits for work gets what a file turns out to be. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <time.h>

#include "scanner/large.h"
#include "scanner/pool.h"

struct waiter {
	struct pool *pool;
	enum work got;
	atomic_bool over;
};

static void *wait_for_work(void *argument)
{
	struct waiter *w = argument;
	struct entry entry;
	struct large *large;
	unsigned segment;

	w->got = pool_take(w->pool, WORK_END, &entry, &large, &segment);
	atomic_store(&w->over, true);
	return NULL;
}

/* Long enough for a thread to come to an end that it should not. */
static void let_run(const struct waiter *w)
{
	const struct timespec nap = { .tv_nsec = 1000000 };

	for (unsigned i = 0; i < 100 && !atomic_load(&w->over); i++)
		nanosleep(&nap, NULL);
}

static void begin(struct pool *pool, struct waiter *w, pthread_t *thread)
{
	struct entry entry = { .fd = -1 };
	struct large *large;
	unsigned segment;

	pool_init(pool);
	assert_true(pool_add(pool, &entry));
	pool_close(pool);
	assert_int_equal(pool_take(pool, WORK_END, &entry, &large, &segment),
			 WORK_FILE);
	*w = (struct waiter){ .pool = pool };
	assert_int_equal(pthread_create(thread, NULL, wait_for_work, w), 0);
	let_run(w);
}

/* The last file is in work when another thread asks: it may be shared out. */
static void last_file_is_large(void **unused)
{
	struct large large = { .segments = 2, .window = 2 };
	struct waiter w;
	struct pool pool;
	pthread_t thread;

	(void)unused;
	begin(&pool, &w, &thread);
	pool_add_large(&pool, &large);
	pthread_join(thread, NULL);
	assert_int_equal(w.got, WORK_SEGMENT);
	pool_remove_large(&pool, &large);
	pool_release(&pool);
}

static void last_file_is_small(void **unused)
{
	struct waiter w;
	struct pool pool;
	pthread_t thread;
	struct entry entry;
	struct large *large;
	unsigned segment;

	(void)unused;
	begin(&pool, &w, &thread);
	assert_false(atomic_load(&w.over));
	assert_int_equal(pool_take(&pool, WORK_FILE, &entry, &large, &segment),
			 WORK_END);
	pthread_join(thread, NULL);
	assert_int_equal(w.got, WORK_END);
	pool_release(&pool);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(last_file_is_large),
		cmocka_unit_test(last_file_is_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
