/*
 * The inside of the collector: parts and accounts, from the matches of a
 * batch to the book of an asset.
 */
#ifndef REPORTS_INVENTORY_PART_H
#define REPORTS_INVENTORY_PART_H

#include <pthread.h>
#include <stdatomic.h>

#include "detectors/name_masker.h"
#include "reports/inventory/agree.h"
#include "reports/inventory/at_hand.h"
#include "reports/inventory/book.h"
#include "reports/inventory/collector.h"
#include "reports/inventory/people.h"
#include "reports/inventory/spool.h"

/* What the hot path asks of a detector. */
struct kind {
	uint32_t tier; /* trait for the row, or 0 */
	bool number;   /* digits only: a series can be seen */
	bool cell;     /* of SEED_CELL: may be anything */
	enum agree_role role; /* beside other kinds in the row */
};

#define MASKERS 32 /* kept; more threads than that make their own */

struct collector {
	struct sink sink;
	struct collector_options options;
	struct kind kinds[DETECTOR_COUNT_MAX];
	uint64_t compared; /* bits: kinds that an ID in the row tells of */
	atomic_uint_fast64_t found;
	/* Those that no cleaner has, or NULL. */
	_Atomic(struct name_masker *) maskers[MASKERS];
	/* For closed assets; see publish.c. */
	pthread_mutex_t lock;
	pthread_cond_t taken; /* one of those that wait */
	struct closing *first, **last; /* those that wait */
	unsigned waiting;
	size_t waiting_bytes;
	/* A thread has what follows, the store and the listener. */
	bool publishing;
	struct crowd everyone;
	struct items items;
	struct sweep totals;
};

#define ORDERED_AT_ONCE 1024 /* as many as a matcher hands over */

struct part {
	struct collector *collector;
	struct book book;
	struct sheet *open; /* the last table of rows */
	/* What the account had open when the part was, and how little its
	 * samples still took; NULL: all. */
	const struct sheet *follows;
	struct cutoffs *cutoffs;
	struct spool spool; /* with a listener: all findings */
	uint64_t found;
	struct long_text text; /* that comes in pieces */
	struct agree agree;
	bool compares; /* there is something for it in the batch at hand */
	/* In running text a line is a row. */
	struct at_hand lines, rows;
};

struct account {
	struct collector *collector;
	pthread_mutex_t lock; /* a part is opened while another is added */
	struct book book;
	struct sheet *open; /* at the end of the last part */
	uint64_t lines;
	struct spool spool;
};

/* Names on their way into the inventory: values in them are counted, and
 * masked unless raw values are wanted. Zero-initialise; release when done. */
struct cleaner {
	struct name_masker *masker; /* had for the first name that needs it */
	struct buffer text;  /* C strings, one behind the other */
	const char **texts;  /* of a table */
};
/* Appends a name. With `part` its values are counted there. */
int cleaner_add(struct cleaner *, struct collector *, const char *name,
		struct part *, struct problem *);
/* True for a table one of whose names may hold a value. */
bool cleaner_needed(const struct table *);
/* Fills in `clean`, whose texts live as long as the cleaner. */
int cleaner_table(struct cleaner *, struct part *, const struct table *,
		  struct table *clean);
void cleaner_release(struct cleaner *, struct collector *);

struct part *part_open(struct account *);
int64_t part_table(struct part *, const struct table *);
int part_take(struct part *, const struct batch *, struct problem *);
int part_cells(struct part *, const struct chunk *, struct problem *);
void part_drop(struct part *);
/* Counts a text that came in pieces, if there is one. */
bool part_end_text(struct part *);
/* Ends the rows at hand. False when memory is out. */
bool part_end_rows(struct part *);

struct account *asset_open(void *context, const char *path);
bool asset_fits(const struct account *, const struct part *);
int asset_commit(struct account *, struct part *, uint64_t lines,
		 struct problem *);
int asset_close(struct account *, const struct asset *, struct problem *);
void account_free(struct account *);

#endif
