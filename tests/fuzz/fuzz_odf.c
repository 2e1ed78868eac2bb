/* Parts of an OpenDocument file. */
#include "tests/fuzz/part.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const struct fuzz_part parts[] = {
		{ "META-INF/manifest.xml", "<m/>" },
		{ "content.xml", "<c><p>x</p></c>" },
		{ "meta.xml", "<m/>" },
		{ 0 },
	};

	return fuzz_package(parts, bytes, length);
}
