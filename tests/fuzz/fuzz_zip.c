/* Zip archives, nested ones too, of any bytes. */
#include "tests/unit/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct record r;

	if (length > 65536)
		return 0;
	record_start(&r);
	r.budget.members_left = 200;
	r.budget.bytes_left = 1 << 20;
	r.budget.depth_max = 4;
	record_bytes(&r, bytes, length);
	record_release(&r);
	return 0;
}
