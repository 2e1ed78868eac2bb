/* Parts of a text document. */
#include "tests/fuzz/part.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const struct fuzz_part parts[] = {
		{ "word/document.xml", "<d><p><t>x</t></p></d>" },
		{ "word/settings.xml", "<s><docVar name='a' val='b'/></s>" },
		{ "[Content_Types].xml", "<Types/>" },
		{ 0 },
	};

	return fuzz_package(parts, bytes, length);
}
