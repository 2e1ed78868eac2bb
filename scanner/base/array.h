/* Arrays that grow: a pointer, how many are in it, for how many there is
 * room. */
#ifndef SCANNER_BASE_ARRAY_H
#define SCANNER_BASE_ARRAY_H

#include <stddef.h>

/* Room for one more of `unit` bytes. Returns the array, which may have moved;
 * NULL when memory is out, and then the old one still holds. */
void *array_grow(void *array, size_t count, size_t *room, size_t unit);

#endif
