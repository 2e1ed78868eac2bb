/* Tables of dBase's, of any bytes. */
#include "tests/unit/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	return record_any("", bytes, length);
}
