/* Compound files of any bytes behind a signature. */
#include "tests/unit/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	unsigned char *copy = malloc(length + !length);
	int status;

	memcpy(copy, bytes, length);
	if (length > 8)
		memcpy(copy, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	status = record_any("", copy, length);
	free(copy);
	return status;
}
