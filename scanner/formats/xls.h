/*
 * Excel's binary workbooks (.xls), versions 2 to 8 ([MS-XLS]; see biff.h).
 *
 * xls.c reads a file, xls_globals.c what a workbook says of itself,
 * xls_cells.c what stands in its sheets.
 */
#ifndef SCANNER_FORMATS_XLS_H
#define SCANNER_FORMATS_XLS_H

#include "scanner/formats/biff.h"
#include "scanner/formats/cfb.h"
#include "scanner/formats/sheet_rows.h"
#include "scanner/formats/xlsx_strings.h"

#define XLS_SHEETS_MAX 4096
#define XLS_STYLES 65536 /* and formats: their numbers have 16 bits */

struct xls {
	struct extraction *x;
	struct composer composer;
	struct biff *biff;
	struct shared_strings strings;
	unsigned char *used;	/* a bit for each: a cell has shown it */
	struct sheet_rows rows; /* of the sheet that is open */
	struct xls_sheet {
		uint32_t begin; /* offset of its records */
		char *name;
	} *sheets;
	unsigned sheet_count, sheets_read;
	bool open;	   /* a sheet is */
	unsigned depth;	   /* substreams that are open */
	bool chart;	   /* cells here are copies of a sheet's */
	bool from_1904;	   /* days are counted from there */
	bool encrypted;
	uint16_t row;	   /* of the cell before */
	bool string_next;  /* a formula's result follows as a STRING ... */
	uint16_t column;   /* ... and stands there */
	struct buffer text;
	unsigned char own_dates[XLS_STYLES / 8]; /* formats that are dates */
	unsigned char dates[XLS_STYLES / 8];	 /* styles whose format is */
	unsigned styles;
};

/* The compound file holds a workbook. */
bool xls_inside(const struct cfb *);
/* Reads it. An extractor's outcome. */
int xls_read(struct extraction *, struct cfb *);

/* Bytes that records of a workbook begin with: how many bits say so. */
unsigned xls_begins(const unsigned char *, size_t length);
/* Reads one by its records, which begin at that offset of the source. */
int xls_read_records(struct extraction *, uint64_t begin);

/* Reads a record of what comes before the sheets. Those of other types are
 * left to xls_read_cells(). False: it is one of these. */
bool xls_read_global(struct xls *, int *outcome);
/* Reads a record of a sheet, or of what stands in its place (a cache of a
 * pivot table, of another workbook). Others are left alone. An emitter's
 * outcome. */
int xls_read_cells(struct xls *);

#endif
