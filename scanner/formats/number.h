/* Numbers of spreadsheets, as their XML writes them. */
#ifndef SCANNER_FORMATS_NUMBER_H
#define SCANNER_FORMATS_NUMBER_H

#include <stddef.h>

#define NUMBER_DIGITS 24

/*
 * A double's text as plain digits: 1.10101199001011E+17 is an integer that
 * the text gives all digits of. Below 10^19, where integers in cells end.
 * Returns the length, or 0 when the text stays as it is.
 */
size_t number_digits(const unsigned char *text, size_t length,
		     char out[NUMBER_DIGITS]);

#endif
