/* Characters that HTML and XML write as &name; or &#number;. */
#ifndef SCANNER_FORMATS_ENTITY_H
#define SCANNER_FORMATS_ENTITY_H

#include <stddef.h>

#include "scanner/base/outcome.h"

#define ENTITY_MAX 32 /* bytes of the longest that is known */

struct entity {
	unsigned length; /* bytes that stand for it in the source */
	unsigned text_length;
	unsigned char text[4]; /* UTF-8 */
};

/* Opens libxml2, before the first of a document is asked for; false with the
 * reason set when it is not there. */
bool entity_ready(struct problem *);

/* What the & at `text` stands for: itself, when that is no entity. */
struct entity entity_at(const unsigned char *text, size_t length);

#endif
