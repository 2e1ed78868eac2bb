/* tar of any bytes; headers that claim to be some have their checksums. */
#include "scanner/formats/tar.h"
#include "tests/unit/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void sign(unsigned char *block)
{
	unsigned sum = 0;

	memset(block + 148, ' ', 8);
	for (unsigned i = 0; i < TAR_BLOCK; i++)
		sum += block[i];
	for (unsigned i = 6; i--; sum >>= 3)
		block[148 + i] = (unsigned char)('0' + (sum & 7));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	unsigned char *copy = malloc(length + !length);

	memcpy(copy, bytes, length);
	for (size_t at = 0; at + TAR_BLOCK <= length; at += TAR_BLOCK)
		if (!memcmp(copy + at + 257, "ustar", 5))
			sign(copy + at);
	record_any("", copy, length);
	free(copy);
	return 0;
}
