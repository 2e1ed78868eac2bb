/* Properties of documents in compound files ([MS-OLEPS]): title, author,
 * company, and what people add. */
#ifndef SCANNER_FORMATS_OLE_PROPERTIES_H
#define SCANNER_FORMATS_OLE_PROPERTIES_H

#include "scanner/base/buffer.h"
#include "scanner/formats/cfb.h"

#define OLE_PROPERTIES_MAX (256 * 1024) /* bytes of a stream that are read */

/* The stream is one of properties. */
bool ole_properties_name(const char *name);
/* Appends the strings of one as UTF-8, a line each. */
void ole_properties_read(struct source *, struct buffer *out,
			 struct problem *);

/* The charset of a code page's number; CHARSET_LATIN1 for those that are not
 * known here: digits are the same in all of them. */
enum charset ole_code_page(unsigned page);

#endif
