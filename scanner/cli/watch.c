/* The watch beside a sweep. See watch.h. */
#include "scanner/cli/watch.h"

#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "reports/writers/out.h"
#include "scanner/base/gettext.h"

#define TICK_NS 250000000 /* four lines a second */

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void show(const struct watch *w, double started)
{
	const struct scan_progress *p = w->progress;
	uint64_t done = atomic_load(&p->bytes_done);
	uint64_t all = atomic_load(&p->bytes_seen);
	double rate = (double)done / (now() - started);
	char left[48] = "";

	if (atomic_load(&p->walked) && rate > 0 && all > done) {
		unsigned remain = (unsigned)((double)(all - done) / rate);

		snprintf(left, sizeof(left), _(", %u:%02u left"),
			 remain / 60, remain % 60);
	}
	fputs("\r\033[K", stderr);
	fprintf(stderr, _("%s of %s files, %s, %s/s, %s findings%s"),
		figure_count(atomic_load(&p->files_done)).text,
		figure_count(atomic_load(&p->files_seen)).text,
		figure_bytes(done).text, figure_bytes((uint64_t)rate).text,
		figure_count(w->findings(w->context)).text, left);
}

/* What ends a sweep, and SIGUSR1, which wakes the watch at the end. Under
 * nohup a terminal that is closed ends nothing. */
static void awaited(sigset_t *signals)
{
	struct sigaction hangup;

	sigemptyset(signals);
	sigaddset(signals, SIGINT);
	sigaddset(signals, SIGTERM);
	sigaddset(signals, SIGUSR1);
	if (!sigaction(SIGHUP, NULL, &hangup) && hangup.sa_handler != SIG_IGN)
		sigaddset(signals, SIGHUP);
}

static void *watch(void *argument)
{
	const struct timespec tick = { .tv_nsec = TICK_NS };
	struct watch *w = argument;
	double started = now();
	sigset_t signals;

	awaited(&signals);
	for (;;) {
		int signal = sigtimedwait(&signals, NULL, &tick);

		if (atomic_load(&w->done))
			break;
		if (signal > 0 && signal != SIGUSR1) {
			if (atomic_load(&w->stop))
				_exit(128 + signal);
			atomic_store(&w->stop, 1);
		}
		if (w->show)
			show(w, started);
	}
	if (w->show)
		fprintf(stderr, "\r\033[K");
	return NULL;
}

bool watch_start(struct watch *w)
{
	sigset_t signals;

	awaited(&signals);
	pthread_sigmask(SIG_BLOCK, &signals, NULL);
	return !pthread_create(&w->thread, NULL, watch, w);
}

void watch_end(struct watch *w)
{
	atomic_store(&w->done, true);
	pthread_kill(w->thread, SIGUSR1);
	pthread_join(w->thread, NULL);
}
