/* JSON lines, cut anywhere. */
#include "tests/unit/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	if (length > 2048) /* more names than are kept would not be the same */
		return 0;
	return reading_cut_anywhere("{\"a\":13800138000,\"b\":{\"c\":\"x\"}}\n"
				    "{\"b\":{\"c\":\"13800138001\"}}\n",
				    bytes, length);
}
