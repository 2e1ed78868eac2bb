/* Parts of a book. */
#include "tests/fuzz/part.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const struct fuzz_part parts[] = {
		{ "META-INF/container.xml", "<c/>" },
		{ "META-INF/encryption.xml", "<e/>" },
		{ "1.xhtml", "<html/>" },
		{ 0 },
	};

	return fuzz_package(parts, bytes, length);
}
