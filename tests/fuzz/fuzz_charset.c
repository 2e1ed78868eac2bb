/* Charsets: every reader over any bytes; what must agree must agree. */
#include <assert.h>

#include "scanner/base/charset.h"

#define INPUT_MAX 4096

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static unsigned char text[INPUT_MAX], raw[INPUT_MAX];
	static unsigned char utf8[4 * INPUT_MAX];
	size_t written, cut;
	bool binary;

	if (length > INPUT_MAX)
		return 0;
	charset_detect(bytes, length, &binary);
	for (enum charset c = 0; c < CHARSET_COUNT; c++) {
		written = charset_decode(c, bytes, length, utf8, sizeof(utf8));
		assert(utf8_valid(utf8, written));
		written = charset_decode(c, bytes, length, utf8, length);
		assert(written <= length && utf8_valid(utf8, written));
	}
	for (enum charset c = CHARSET_GB18030; c <= CHARSET_BIG5; c++) {
		memcpy(text, bytes, length);
		cut = charset_blank_trails(c, text, raw, length);
		assert(cut <= 3 && cut <= length);
		assert(!memcmp(raw, bytes, length));
		for (size_t i = 0; i < length; i++)
			assert(text[i] == bytes[i] || text[i] == 0x80);
	}
	return 0;
}
