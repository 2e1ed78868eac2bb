/* The inside of a policy, and the default one. */
#ifndef REPORTS_INVENTORY_POLICY_TABLE_H
#define REPORTS_INVENTORY_POLICY_TABLE_H

#include "reports/inventory/policy.h"

struct policy {
	const struct policy_row *rows; /* in the order of the file */
	size_t count;
};

extern const struct policy policy_table;

#endif
