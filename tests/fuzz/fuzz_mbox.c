/* Mailboxes of any bytes. */
#include "tests/unit/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	return record_any("From a@b.cn Mon Jan  1 00:00:00 2024\n"
			  "From: a@b.cn\nTo: c@d.cn\n",
			  bytes, length);
}
