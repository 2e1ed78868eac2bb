/* Types that are told by their first bytes, and that pandian does not read
 * itself: how the ledger names them. */
#ifndef SCANNER_MAGIC_TABLE_H
#define SCANNER_MAGIC_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* The type's name, or NULL. `binary`: the bytes are no text, so that marks
 * which a text may begin with count as well. */
const char *magic_table_find(const unsigned char *bytes, size_t length,
			     bool binary);

#endif
