/* Containers of any bytes behind a signature. */
#include "tests/unit/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	unsigned char *copy = malloc(length + !length);
	int status;

	memcpy(copy, bytes, length);
	if (length > 4)
		memcpy(copy, "Obj\1", 4);
	status = record_any("", copy, length);
	free(copy);
	return status;
}
