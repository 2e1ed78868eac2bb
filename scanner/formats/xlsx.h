/* Spreadsheets of Office Open XML (ECMA-376, transitional and strict). */
#ifndef SCANNER_FORMATS_XLSX_H
#define SCANNER_FORMATS_XLSX_H

#include "scanner/formats/compose.h"
#include "scanner/formats/xlsx_strings.h"
#include "scanner/formats/xml.h"
#include "scanner/formats/zip_archive.h"

/* The archive is a workbook. */
bool xlsx_inside(struct zip_archive *);

/* Reads it: sheets as tables, other XML parts as prose, the rest as
 * members. An extractor's outcome. */
int xlsx_read(struct zip_archive *);

enum part_state {
	PART_OPEN, /* not read yet */
	PART_READ,
	PART_RAW, /* no XML: to be handed over as it is */
};

struct xlsx {
	struct zip_archive *archive;
	struct composer composer;
	struct shared_strings strings;
	unsigned char *done; /* per entry: enum part_state */
	bool prose;          /* running text is what is open */
	bool partial;        /* something was not; the reason is set */
	int stopped;         /* what the emitter or a budget said */
};

/* Reads one part by events. One that is no XML will be handed over as a
 * member, to be scanned as text. False when the archive has to be ended. */
bool xlsx_part(struct xlsx *, uint64_t index, const struct xml_events *,
	       void *context);

/* Takes the outcome of a composer's function: true when all is well. */
bool xlsx_went_on(struct xlsx *, int outcome);

/* Releases a buffer that text was gathered in: when memory was out, text is
 * missing. */
void xlsx_release(struct xlsx *, struct buffer *);

/* Appends the attributes that hold people's words, a line each. */
void xlsx_attributes(struct buffer *, const struct xml_element *);

bool xlsx_read_strings(struct xlsx *, uint64_t index);
bool xlsx_read_sheet(struct xlsx *, uint64_t index, const char *name);
bool xlsx_read_prose(struct xlsx *, uint64_t index);

#endif
