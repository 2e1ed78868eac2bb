/* Check digits and codes: pure functions over ASCII, lengths as named. */
#ifndef DETECTORS_CHECKSUM_H
#define DETECTORS_CHECKSUM_H

#include <stdbool.h>
#include <stddef.h>

/* ISO/IEC 7812-1 Annex B; n digits, at most 200, the last one is the check
 * digit. Eight bytes are readable. */
bool checksum_luhn(const unsigned char *digits, size_t n);

/* GB 11643-1999, ISO 7064 MOD 11-2: 17 digits and [0-9X]. */
bool checksum_mod11_2(const unsigned char *id18);
/* The check character that 17 digits demand: '0'-'9' or 'X'. */
unsigned char checksum_mod11_2_of(const unsigned char *id17);

/* GB 32100-2015: 18 of [0-9A-Z], all in its 31-character set. */
bool checksum_uscc(const unsigned char *code18);

/* GB 11714-1997: 8 characters [0-9A-Z] and a check [0-9X]. */
bool checksum_org_code(const unsigned char *code9);

/* A real date of the proleptic Gregorian calendar; 8 digits yyyymmdd.
 * Returns it as a number, 0 when it is none. */
int calendar_date(const unsigned char *yyyymmdd);
/* The day after a real date, both as such numbers. */
int calendar_next(int date);

#endif
