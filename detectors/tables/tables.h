/* Look-ups in the generated tables (made by generate.py
 * from the TSV files in tables/source/). All take ASCII digits. */
#ifndef DETECTORS_TABLES_TABLES_H
#define DETECTORS_TABLES_TABLES_H

#include <stdint.h>

#include "detectors/labels.h"

/* GB/T 2260 with history: 2 the six digits are known and may stand on an ID
 * card; 1 only the prefecture (four digits) is; 0 neither. `until` as a year:
 * codes first seen later do not count (0: any). */
int region_grade(const unsigned char *six, int until);

/* Card issuers: 2 (BIN, length) exact in the table with a BIN of 5 to 10
 * digits or more reliable; 1 exact with a BIN so short that it needs a
 * label; 0 unknown. `digits` is the whole number. */
int issuer_grade(const unsigned char *digits, unsigned length);

/* Published test card numbers. */
int test_pan(const unsigned char *digits, unsigned length);

/* Class of the segment an 11- or 13-digit mobile number belongs to. */
enum segment {
	SEGMENT_NONE,
	SEGMENT_PERSONAL,
	SEGMENT_SATELLITE, /* valid, not a land mobile */
	SEGMENT_IOT,       /* 13 digits, machines */
	SEGMENT_OTHER,     /* emergency, reserved: not a number of a person */
};
enum segment mobile_segment(const unsigned char *digits, unsigned length);

/* GB 32100-2015: the first two characters name a registrar and category. */
int uscc_prefix_known(const unsigned char *two);
/* The first two digits of a region are a province's. */
int province_known(const unsigned char *two);

/* The label tokens (see labels.h), sorted by text. */
extern const struct label_token label_tokens[];
extern const int label_token_count;
/* Column names that mean something, normalised, sorted. */
extern const struct label_token field_tokens[];
extern const int field_token_count;

#endif
