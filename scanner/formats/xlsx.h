/* Spreadsheets of Office Open XML (ECMA-376, transitional and strict). */
#ifndef SCANNER_FORMATS_XLSX_H
#define SCANNER_FORMATS_XLSX_H

#include "scanner/formats/package.h"
#include "scanner/formats/xlsx_strings.h"

/* The archive is a workbook. */
bool xlsx_inside(struct zip_archive *);

/* Reads it: sheets as tables, other XML parts as prose, the rest as
 * members. An extractor's outcome. */
int xlsx_read(struct zip_archive *);

#define XLSX_STYLES 65536 /* and formats, that are known by number */

struct xlsx {
	struct package package; /* first */
	struct shared_strings strings;
	bool from_1904; /* days are counted from there */
	unsigned char dates[XLSX_STYLES / 8]; /* styles that show dates */
};

/* Takes notice of the styles, if the workbook has some. */
bool xlsx_read_styles(struct xlsx *);
bool xlsx_is_date(const struct xlsx *, struct xml_attribute style);

bool xlsx_read_strings(struct xlsx *, uint64_t index);
bool xlsx_read_sheet(struct xlsx *, uint64_t index, const char *name);

#endif
