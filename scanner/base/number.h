/* Numbers as programs write them, in plain digits. */
#ifndef SCANNER_BASE_NUMBER_H
#define SCANNER_BASE_NUMBER_H

#include <stddef.h>

#define NUMBER_DIGITS 24
#define NUMBER_TEXT 32

/*
 * A double's text as plain digits: 1.10101199001011E+17 is an integer that
 * the text gives all digits of. Below 10^19, where integers in cells end.
 * Returns the length, or 0 when the text stays as it is.
 */
size_t number_digits(const unsigned char *text, size_t length,
		     char out[NUMBER_DIGITS]);

/*
 * A double as text. What was meant to be whole is written with all digits:
 * those of a decimal number of 15, which is all that spreadsheets keep, when
 * it is the nearest double to one, else its own. Returns the length.
 */
size_t number_write(double, char out[NUMBER_TEXT]);

#endif
