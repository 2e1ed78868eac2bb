/* Running text, cut anywhere. */
#include "tests/unit/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	return reading_cut_anywhere("13800138001\n",
				    bytes, length);
}
