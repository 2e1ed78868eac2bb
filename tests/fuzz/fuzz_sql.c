/* SQL, cut anywhere. */
#include "tests/unit/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	return reading_cut_anywhere("INSERT INTO t VALUES (1,'x');\n",
				    bytes, length);
}
