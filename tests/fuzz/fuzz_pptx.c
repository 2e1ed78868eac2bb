/* Parts of a presentation. */
#include "tests/fuzz/part.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const struct fuzz_part parts[] = {
		{ "ppt/slides/slide1.xml", "<s><p><t>x</t></p></s>" },
		{ "ppt/slides/_rels/slide1.xml.rels", "<R/>" },
		{ "[Content_Types].xml", "<Types/>" },
		{ 0 },
	};

	return fuzz_package(parts, bytes, length);
}
