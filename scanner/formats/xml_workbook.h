/*
 * Workbooks in one XML document: those of Excel 2002 and 2003, and others
 * (XML Spreadsheet, urn:schemas-microsoft-com:office:spreadsheet), and flat
 * OpenDocument (ISO/IEC 26300, office:document).
 */
#ifndef SCANNER_FORMATS_XML_WORKBOOK_H
#define SCANNER_FORMATS_XML_WORKBOOK_H

#include "scanner/formats/decoder.h"

bool xml_is_workbook(const struct head *);

/* Reads the document that the decoder is at the start of: sheets as tables,
 * what else it says as text. An extractor's outcome. */
int xml_workbook_read(struct extraction *, struct decoder *);

#endif
