/* Workbooks of any records behind the first one. */
#include "tests/unit/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	unsigned char *copy = malloc(length + !length);
	int status;

	memcpy(copy, bytes, length);
	if (length > 8)
		memcpy(copy, "\x09\x08\x10\0\0\6\5", 8);
	status = record_any("", copy, length);
	free(copy);
	return status;
}
