/* What decides about findings and levels, as one name: two sweeps with the
 * same one can be compared. */
#ifndef SCANNER_CLI_RULES_H
#define SCANNER_CLI_RULES_H

#include "reports/inventory/policy.h"

#define RULES_NAME 33 /* with the NUL */

/* Hex: a hash of the version, of the sources of detectors, tables and
 * verdicts, as they were when the program was made, and of all the policy. */
void rules_name(const struct policy *, char name[static RULES_NAME]);

#endif
