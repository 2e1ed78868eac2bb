/*
 * The inventory: what a sweep found, as rows to write and to read. Plain
 * structs; the store (store.h) keeps them in SQLite, the writers
 * (reports/writers/) turn them into documents.
 *
 * Nothing here holds a raw value: texts are masked, fingerprints are keyed.
 * Paths are the bytes that the file system has; who writes them escapes them.
 */
#ifndef REPORTS_INVENTORY_INVENTORY_H
#define REPORTS_INVENTORY_INVENTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "detectors/detector.h"
#include "reports/inventory/policy.h"
#include "scanner/base/hash.h"
#include "scanner/pandian.h"

struct census; /* census.h */

enum confidence {
	CONFIDENCE_NONE, /* not reported: chance numbers, counter-labels */
	CONFIDENCE_LOW,
	CONFIDENCE_MEDIUM,
	CONFIDENCE_HIGH,
};
const char *confidence_name(enum confidence);
/* -1 when the name is none of "low", "medium", "high". */
int confidence_parse(const char *name);

enum verdict {
	VERDICT_INSUFFICIENT, /* FEW: under 8 distinct values */
	VERDICT_CHANCE,       /* NOISE: behaves like random numbers */
	VERDICT_MIXED,        /* real ones among others */
	VERDICT_CONFIRMED,    /* REAL */
};
const char *verdict_name(enum verdict);

/* What a text of a column looks like. */
enum shape {
	SHAPE_NUMBER,
	SHAPE_DATE,
	SHAPE_HAN,   /* with Han characters in it */
	SHAPE_ASCII, /* ASCII, none of the above */
	SHAPE_OTHER,
	SHAPE_COUNT
};
const char *shape_name(enum shape);

/* The name of a bit of enum check: "checksum"; NULL behind the last. */
const char *check_name(unsigned bit);

/* Rows of one kind in one column, or in one asset's running text. */
struct profile {
	int64_t asset;      /* id within this inventory */
	uint32_t number;    /* of the profile within its asset, from 0 */
	const char *path;
	const char *table;  /* NULL: running text */
	const char *column; /* NULL: running text, or an unnamed column; then
	                     * "#3" by position */
	int column_index;   /* from 0; -1: running text */
	int detector;       /* index in detectors[] */
	uint64_t rows;       /* of the table; 0 in running text */
	uint64_t candidates; /* of the shape */
	uint64_t passed;     /* with all checks */
	uint64_t damaged;    /* digits lost: not passed, and yet findings */
	uint64_t tests;      /* published test values among passed */
	uint64_t minors;     /* under 14 at the scan's date, among passed */
	uint64_t high, medium, low; /* findings at each confidence */
	uint64_t distinct_candidates, distinct_passed; /* estimates */
	bool distinct_exact;
	double chance;       /* share that random numbers of the shape pass */
	double p_value;      /* of as many passes by chance; ln */
	double real_low, real_high; /* Wilson, 99 %: the true pass rate */
	enum verdict verdict;
	enum confidence confidence; /* of the column; of the best finding in
	                             * running text */
	const char *label;   /* the label that spoke, or NULL */
	const char *reasons; /* why, in words, "; " between */
	const char *reasons_zh; /* the same in Chinese */
	const struct policy_row *policy; /* levels */
	/* What all this was computed from; NULL once read from a store. */
	const struct census *census;
};

/* A column of a table, whatever it holds. */
struct column {
	int64_t asset;      /* id within this inventory */
	uint32_t number;    /* of the column within its asset, from 0 */
	const char *path;
	const char *table;
	const char *name;   /* "#3" by position, where it has none */
	int index;          /* from 0; as column_index of its profiles */
	const char *comment, *type; /* type: as declared; NULL: not told */
	uint64_t rows;      /* of the table */
	uint64_t filled, blanks, nulls; /* add up to rows; nulls: or missing */
	uint64_t bytes, shortest, longest; /* of the texts that fill it */
	uint64_t looked;    /* of filled: texts that were looked at ... */
	uint64_t shapes[SHAPE_COUNT]; /* ... and what they look like */
	uint64_t distinct;  /* different ones among them */
	double distinct_error; /* standard error, as a share; 0: exact */
	uint64_t distinct_most; /* different ones in all rows, at most (99 %) */
	uint64_t in_series, near; /* numbers looked at, in order; at most
				   * 1,000 above the one before */
	const char *label;  /* the word that spoke, or NULL */
	uint64_t means;     /* bits: kinds that it speaks for */
};

/* One finding, masked. */
struct finding {
	const char *path;
	const char *table, *column; /* or NULL */
	int64_t line; /* from 1; 0: unknown */
	int64_t row;  /* from 1; 0: none */
	uint64_t offset;
	int detector;
	const char *masked;
	const char *fingerprint; /* hex */
	enum confidence confidence;
	uint16_t checks;
	const char *label;     /* or NULL */
	const struct policy_row *policy;
	struct secret value;   /* empty but with --reveal */
};

/* Findings about people, of medium confidence and more. */
struct items {
	uint64_t all;
	/* Of them, of kinds of which the law threatens from so many on
	 * (bands.h). */
	uint64_t of_50, of_500;
};

/* About how many people, over an asset's table, or over everything. */
struct people {
	int64_t asset;            /* id within this inventory; 0: over all */
	const char *path, *table; /* NULL: over all */
	uint64_t estimate, low, high;
	uint64_t sensitive; /* with a kind that policy calls sensitive */
	uint64_t minors;
	struct items items;
	/* How many were counted by each detector's values. */
	uint64_t by[DETECTOR_COUNT_MAX];
};

/* An asset as the inventory tells it. */
struct asset_row {
	int64_t id;
	struct asset asset;
	const struct policy_row *level; /* highest of what it holds, or
	                                   * NULL when nothing */
	enum confidence confidence; /* highest of its findings */
	uint64_t findings;
	struct people people; /* in all of it; path, items and `by`
	                         * not filled in */
	uint32_t combined;    /* bits: combinations[] (combine.h) in it */
	int raised;           /* level that they raise it to, or 0 */
	const char *owner;    /* name of the uid where it was read, or NULL */
};

/* A table of an asset as the inventory tells it. */
struct table_row {
	const char *name;       /* NULL: unnamed */
	uint32_t first, columns; /* number of its first column; how many */
	uint64_t rows;
	const struct policy_row *level; /* as of an asset */
	enum confidence confidence;
	struct people people;   /* zeros: none were counted */
	uint32_t combined;
	int raised;
};

/* The sweep itself. */
struct sweep {
	const char *version;    /* of pandian */
	const char *rules;      /* hash of version, detectors and policy */
	const char *key_id;
	const char *fingerprints; /* how they are made: digest_name() */
	const char *roots;      /* one a line */
	const char *started, *ended; /* ISO 8601, UTC */
	double seconds;
	int threads;
	bool incomplete;  /* ended by a signal, or something was unreadable */
	bool interrupted; /* ended by a signal */
	uint64_t assets, bytes;
	uint64_t states[STATE_COUNT], state_bytes[STATE_COUNT];
	uint64_t findings[CONFIDENCE_HIGH + 1]; /* by confidence */
};

#endif
