/* CSV, cut anywhere. */
#include "tests/unit/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	return reading_cut_anywhere("id,mobile,note\n1,13800138001,x\n"
				    "2,13800138002,y\n",
				    bytes, length);
}
