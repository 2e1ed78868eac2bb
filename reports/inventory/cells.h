/*
 * Columns of names, addresses, dates of birth and sexes. What the detectors
 * of SEED_CELL take for one says little of a single cell, for ordinary words
 * and other dates pass as well; a column is told by the distribution of all
 * its values, of which the censuses keep the sums: how many texts there are,
 * how many passed, with which stratum and length.
 *
 * The limits are those of docs/inventory.md.
 */
#ifndef REPORTS_INVENTORY_CELLS_H
#define REPORTS_INVENTORY_CELLS_H

#include "reports/inventory/profile.h"

/* Whether the detector's columns are judged here. */
static inline bool cells_judge(int detector)
{
	return detectors[detector]->seed == SEED_CELL;
}

/* Settles trial, ruling and the judgement of the census, whose label_points
 * are set. A name of the column that nothing bears out is worth 1 point. */
void cells_rule(struct holding *);

/* What is told of a column: confirmed ones, and those whose name says so and
 * that are too short to be told. */
bool cells_holding(const struct holding *);

/* The code of the policy: of a firm's address another one. */
const char *cells_policy(const struct holding *);

/* Of the names in a column that have a surname, the share of those that are
 * at least so frequent (enum name_stratum). */
double cells_surnames(const struct holding *, unsigned least);

#endif
