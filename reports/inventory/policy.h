/*
 * Policy: what kind of data stands at which level of which standard. The
 * default is compiled in from policy.tsv; users replace it (--policy FILE).
 */
#ifndef REPORTS_INVENTORY_POLICY_H
#define REPORTS_INVENTORY_POLICY_H

#include <stdbool.h>
#include <stddef.h>

#include "scanner/base/outcome.h"

struct policy_row {
	char code[24];   /* "ID_NUMBER": what a detector names */
	char zh[96];     /* the kind of data, for people */
	char seed[24];   /* 公开 / 半公开 / 私密: three-class level, as
	                  * recommended (column rec) */
	char jrt0171[24]; /* C1 C2 C3 or –: JR/T 0171-2020 */
	char pipl[24];   /* Y, Y?, N: sensitive under PIPL art. 28 */
	int level;       /* 1 to 5: JR/T 0197-2020; what sorts */
	bool sensitive;  /* pipl is Y or Y? */
};

struct policy; /* rows by code */

/* The default policy. Never NULL. */
const struct policy *policy_default(void);
/* Reads a file of the same columns as policy.tsv (docs/policy.md). NULL with
 * the problem (file, line, remedy) set. */
struct policy *policy_load(const char *file, struct problem *);
void policy_free(struct policy *);

/* The row for a code; for an unknown code a row of level 1 that says so. */
const struct policy_row *policy_row(const struct policy *, const char *code);

/* All rows, in the order of the file. */
const struct policy_row *policy_rows(const struct policy *, size_t *count);

/* Which of two rows stands for both: the higher level, else the one that is
 * sensitive, else the more private class. `than` may be NULL. */
bool policy_outranks(const struct policy_row *, const struct policy_row *than);

#endif
