/* Arrays that grow. See array.h. */
#include "scanner/base/array.h"

#include <stdlib.h>

#define ROOM_MIN 16

void *array_grow(void *array, size_t count, size_t *room, size_t unit)
{
	size_t more = *room ? 2 * *room : ROOM_MIN;

	if (count < *room)
		return array;
	array = reallocarray(array, more, unit);
	if (array)
		*room = more;
	return array;
}
