/* Shared strings of a workbook, as many as memory is granted for. */
#ifndef SCANNER_FORMATS_XLSX_STRINGS_H
#define SCANNER_FORMATS_XLSX_STRINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct shared_strings {
	unsigned char **blocks; /* owned */
	size_t block_count;
	size_t used;  /* of the last block */
	uint32_t *at; /* per string: block and offset; owned */
	size_t count, room;
	bool full;    /* what comes now is not kept */
};

/* Keeps a copy. False when it could not: then nor are all that follow. */
bool shared_strings_add(struct shared_strings *, const unsigned char *,
			size_t length);
/* NULL when it was not kept. Lives as long as the strings. */
const unsigned char *shared_strings_get(const struct shared_strings *,
					size_t index, size_t *length);
void shared_strings_release(struct shared_strings *);

#endif
