/*
 * Which elements of an XML document are records: the head of the document is
 * read once before all of it, and tells which ones come again.
 */
#ifndef SCANNER_FORMATS_XML_RECORDS_H
#define SCANNER_FORMATS_XML_RECORDS_H

#include "scanner/formats/markup.h"
#include "scanner/formats/paths.h"

/* A name without its prefix. */
void xml_local_name(const unsigned char **name, size_t *length);

/* The path of an element below another one, by its name alone. With `naming`
 * a <field name="mobile"> is called mobile, and *naming is set to the value
 * that says so, or NULL. */
uint16_t xml_path(struct paths *, uint16_t parent, const struct markup_tag *,
		  const unsigned char **naming);

/*
 * What mysqldump --xml tells of a table before its rows: takes types and
 * comments from the tag of an element below `parent`. *rows: the path of the
 * rows that are described, PATH_NONE at first.
 */
void xml_describe(struct paths *, uint16_t parent, const struct markup_tag *,
		  uint16_t *rows);

/* Sets `many` on the paths of elements, by their names, that come several
 * times in an element of the head, and `holds` on those with more than text in
 * them. */
void xml_records_learn(struct paths *, struct extraction *);

/* An element of this path is a record, unless it lies in one: it comes
 * several times, and holds more than text or lies right below the root. */
bool xml_is_record(const struct paths *, uint16_t path);

#endif
