/*
 * Dates in cells: numbers that a format shows as dates (ECMA-376 part 1,
 * 18.8.30). Written as dates they are told from other numbers.
 */
#ifndef SCANNER_FORMATS_SHEET_DATE_H
#define SCANNER_FORMATS_SHEET_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHEET_DATE_TEXT 80
#define SHEET_FORMATS_OWN 164 /* numbers of a workbook's own formats: from */

/* A format that needs no code, by its number. */
bool sheet_date_builtin(unsigned format);
/* A format by its code: yyyy"年"m"月"d"日". A time of day alone is none. */
bool sheet_date_code(const unsigned char *code, size_t length);

/* A day count as 1990-03-07, with a time when it has a fraction. Returns the
 * length, or 0 for what is no day of the years 1900 to 9999. */
size_t sheet_date_write(double days, bool from_1904,
			char out[SHEET_DATE_TEXT]);

#endif
