/* Assets that several threads close: one publishes, and the others leave
 * theirs to it. */
#include <pthread.h>
#include <semaphore.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "reports/inventory/collector.h"

#define ROOM 16 /* of those that wait */
#define SECONDS 60 /* till a test that hangs gives up */

struct stage {
	struct keys keys;
	struct listener listener;
	struct collector *collector;
	sem_t entered; /* the first asset is being told, until */
	sem_t closed;  /* so many others are closed: */
	unsigned wanted;
	bool fails; /* the first one */
	unsigned told;
	int outcome; /* of the thread that closed the first one */
};

static bool wait_for(sem_t *semaphore)
{
	struct timespec till;

	clock_gettime(CLOCK_REALTIME, &till);
	till.tv_sec += SECONDS;
	return !sem_timedwait(semaphore, &till);
}

/* They come in the order in which they were closed. */
static int see_asset(void *context, const struct asset *asset)
{
	struct stage *s = context;
	unsigned i;

	if ((unsigned)strtoul(asset->path, NULL, 10) != s->told++)
		return 1;
	if (s->told > 1)
		return 0;
	sem_post(&s->entered);
	for (i = 0; i < s->wanted; i++)
		if (!wait_for(&s->closed))
			return 1;
	return s->fails;
}

static int see_people(void *context, const struct people *people)
{
	(void)context;
	(void)people;
	return 0;
}

/* Texts of the asset die with the call. */
static int close_asset(struct stage *s, unsigned number)
{
	const struct sink *sink = collector_sink(s->collector);
	struct account *account = sink->asset_open(sink->context, "");
	struct problem problem = { 0 };
	struct asset asset = { 0 };
	char path[16], format[] = "text";
	int outcome;

	if (!account)
		return OUTCOME_FATAL;
	snprintf(path, sizeof(path), "%u", number);
	asset.path = path;
	asset.format = format;
	outcome = sink->asset_close(account, &asset, &problem);
	memset(path, 'x', sizeof(path) - 1);
	return outcome;
}

static void *close_first(void *context)
{
	struct stage *s = context;

	s->outcome = close_asset(s, 0);
	return NULL;
}

static void stage_open(struct stage *s)
{
	struct collector_options options = { .keys = &s->keys,
					     .policy = policy_default(),
					     .listener = &s->listener };
	struct problem problem;

	s->listener = (struct listener){ .context = s, .asset = see_asset,
					 .people = see_people };
	keys_derive(&s->keys);
	s->collector = collector_new(&options, &problem);
	assert_non_null(s->collector);
	sem_init(&s->entered, 0, 0);
	sem_init(&s->closed, 0, 0);
}

static void stage_close(struct stage *s)
{
	sem_destroy(&s->entered);
	sem_destroy(&s->closed);
	collector_free(s->collector);
}

/* While the first is told, as many are closed as there is room for; more wait
 * for room. All are told once, in order. */
static void others_go_on(void **state)
{
	struct stage s = { .wanted = ROOM };
	struct sweep sweep = { 0 };
	pthread_t thread;
	unsigned i;

	(void)state;
	stage_open(&s);
	assert_int_equal(pthread_create(&thread, NULL, close_first, &s), 0);
	assert_true(wait_for(&s.entered));
	for (i = 1; i <= 5 * ROOM; i++) {
		assert_int_equal(close_asset(&s, i), OUTCOME_OK);
		sem_post(&s.closed);
	}
	pthread_join(thread, NULL);
	assert_int_equal(s.outcome, OUTCOME_OK);
	assert_int_equal(s.told, 5 * ROOM + 1);
	collector_sweep(s.collector, &sweep);
	assert_int_equal(sweep.assets, 5 * ROOM + 1);
	stage_close(&s);
}

/* Who publishes hears of the failure, and what waits is dropped. */
static void failure_ends_all(void **state)
{
	struct stage s = { .wanted = 3, .fails = true };
	pthread_t thread;
	unsigned i;

	(void)state;
	stage_open(&s);
	assert_int_equal(pthread_create(&thread, NULL, close_first, &s), 0);
	assert_true(wait_for(&s.entered));
	for (i = 1; i <= 3; i++) {
		assert_int_equal(close_asset(&s, i), OUTCOME_OK);
		sem_post(&s.closed);
	}
	pthread_join(thread, NULL);
	assert_int_equal(s.outcome, OUTCOME_FATAL);
	assert_int_equal(s.told, 1);
	stage_close(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(others_go_on),
		cmocka_unit_test(failure_ends_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
