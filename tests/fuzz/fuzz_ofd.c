/* Parts of an OFD document. */
#include "tests/fuzz/part.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const struct fuzz_part parts[] = {
		{ "OFD.xml", "<O/>" },
		{ "Doc_0/Pages/Page_0/Content.xml", "<P/>" },
		{ 0 },
	};

	return fuzz_package(parts, bytes, length);
}
