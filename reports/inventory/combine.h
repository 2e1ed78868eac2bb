/*
 * Combinations: kinds of data that weigh more beside each other in one row
 * than each alone (GB/T 45574-2025: judged as a whole; JR/T 0197-2020, annex
 * B: what is brought together may rise by a level). They raise the level of
 * an asset and never lower it; docs/policy.md lists them.
 */
#ifndef REPORTS_INVENTORY_COMBINE_H
#define REPORTS_INVENTORY_COMBINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define COMBINATION_CODES 4

struct combination {
	const char *id; /* "AGG-1" */
	/* Codes of policy that one row must hold; the rest is NULL. */
	const char *codes[COMBINATION_CODES];
	bool nameless;   /* and nothing that names the person */
	uint64_t people; /* in one table, from which on it counts */
	int level;       /* of JR/T 0197-2020, to which it raises */
	const char *zh, *en;
};

extern const struct combination combinations[];
extern const size_t combination_count;

/* Those that hold, as bits, for a row with values of these detectors (bits)
 * in a table of so many people. */
uint32_t combinations_of(uint64_t kinds, uint64_t people);
/* The highest level that they raise to; 0 for none. */
int combinations_level(uint32_t combined);

#endif
