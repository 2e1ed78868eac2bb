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

struct xlsx {
	struct package package; /* first */
	struct shared_strings strings;
};

bool xlsx_read_strings(struct xlsx *, uint64_t index);
bool xlsx_read_sheet(struct xlsx *, uint64_t index, const char *name);

#endif
