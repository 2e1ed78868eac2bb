/*
 * The collector: takes what the engine finds (struct sink), settles what it
 * means when an asset is closed, and gives it to the store and a listener.
 *
 * Thread-safe as struct sink demands. The same input gives the same inventory
 * for any number of threads.
 */
#ifndef REPORTS_INVENTORY_COLLECTOR_H
#define REPORTS_INVENTORY_COLLECTOR_H

#include "reports/inventory/store.h"

/*
 * Takes the records of an asset as it is closed, one asset at a time: the
 * asset, its findings in order (only those with a confidence), its profiles,
 * its columns, its people. What it gets dies on return. Non-zero stops the
 * sweep.
 */
struct listener {
	void *context;
	int (*asset)(void *context, const struct asset *);
	int (*finding)(void *context, const struct finding *);
	int (*profile)(void *context, const struct profile *);
	int (*column)(void *context, const struct column *); /* or NULL */
	int (*people)(void *context, const struct people *);
};

struct collector_options {
	const struct keys *keys; /* all pointers outlive the collector */
	const struct policy *policy;
	struct store *store;             /* or NULL */
	const struct listener *listener; /* or NULL */
	bool every_row; /* is looked at for the columns' tallies (tally.h) */
	bool reveal; /* findings carry the raw value, names stay raw */
	int today;   /* yyyymmdd */
};

struct collector;

struct collector *collector_new(const struct collector_options *,
				struct problem *);
void collector_free(struct collector *);
const struct sink *collector_sink(struct collector *);

/* Values found so far, for progress; any thread. */
uint64_t collector_findings(struct collector *);

/* The rest only after the last asset is closed. Writes the people over all
 * to store and listener. */
int collector_finish(struct collector *, struct problem *);
/* Fills in assets, bytes, states, findings; sets `incomplete` when something
 * could not be read, else leaves it. */
void collector_sweep(struct collector *, struct sweep *);

#endif
