/* What the files of the kinds share: their registry and small helpers. */
#ifndef DETECTORS_KINDS_H
#define DETECTORS_KINDS_H

#include "detectors/detector.h"
#include "detectors/numbers.h"

extern const struct detector detector_cn_resident_id;
extern const struct detector detector_cn_uscc;
extern const struct detector detector_payment_card;
extern const struct detector detector_cn_mobile;
extern const struct detector detector_email;
extern const struct detector detector_sex;
extern const struct detector detector_cn_person_name;
extern const struct detector detector_cn_address;
extern const struct detector detector_birth_date;

/* True when a candidate was written in one piece, or in groups of one of
 * these lengths. */
bool candidate_written_as(const struct candidate *, const grouping *);

/* True when there are at most two different ones among n digits. Eight bytes
 * are readable. */
bool digits_few(const unsigned char *digits, size_t n);

#endif
