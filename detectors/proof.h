/* Whether digits are a number that its check digit proves, whatever stands
 * around them. */
#ifndef DETECTORS_PROOF_H
#define DETECTORS_PROOF_H

#include <stdbool.h>
#include <stdint.h>

/* True when all of the text (digits, perhaps an X behind) is a value of a kind
 * that has a check digit, and it holds: one in ten does so by chance. */
bool number_proven(const unsigned char *text, uint32_t length);

#endif
