/*
 * An asset that is closing: its verdicts are settled by the thread that read
 * it (close.c), then it is told to the listener and stored, by one thread at a
 * time (publish.c).
 */
#ifndef REPORTS_INVENTORY_CLOSING_H
#define REPORTS_INVENTORY_CLOSING_H

#include "reports/inventory/catalogue.h"
#include "reports/inventory/part.h"
#include "reports/inventory/profile.h"

struct closing {
	struct closing *next; /* that waits */
	struct collector *collector;
	struct account *account;
	struct asset asset;
	char *texts[4]; /* of the asset */
	struct holdings holdings;
	struct catalogue catalogue;
	struct finding *places; /* samples of all profiles */
	char (*fingerprints)[2 * FINGERPRINT_BYTES + 1]; /* of places */
	size_t place_count;
	struct people *people; /* in all of it, then by table */
	struct crowd everyone; /* in this asset */
	size_t people_count; /* of both */
};

/* A place as it is told, when its column's verdict stands. Its fingerprint
 * is written to `hex`. */
struct finding closing_finding(const struct closing *, const struct census *,
			       const struct place *,
			       char hex[2 * FINGERPRINT_BYTES + 1]);
/* Findings about people of the holdings from `from` to before `to`, of medium
 * confidence and more. Level 1 is not about people. */
struct items closing_items(const struct closing *, size_t from, size_t to);

/* Takes it over. When another thread is at it, it is left to that one. */
int closing_publish(struct closing *, struct problem *);
void closing_free(struct closing *);

#endif
