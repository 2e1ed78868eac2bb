/* csv: any bytes behind a head of that format, cut at a place the first two
 * bytes name; both readings must find the same. */
#include <assert.h>

#include "tests/unit/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char head[] = "id,mobile,note\n1,13800138001,x\n"
				   "2,13800138002,y\n";
	struct buffer text = { 0 }, whole = { 0 }, parts = { 0 };
	uint64_t lines, cut_lines, rows;
	size_t cuts[2];

	if (length < 3 || length > 32768)
		return 0;
	buffer_text(&text, head);
	buffer_append(&text, bytes + 2, length - 2);
	/* Segments are multiples of four long, for UTF-32. */
	cuts[0] = (4 + (bytes[0] << 8 | bytes[1]) % text.length) & ~(size_t)3;
	cuts[1] = text.length;
	rows = reading_run(text.bytes, text.length, &cuts[1], 1, &whole,
			   &lines);
	if (cuts[0] < cuts[1]) {
		assert(reading_run(text.bytes, text.length, cuts, 2, &parts,
				   &cut_lines) == rows);
		assert(parts.length == whole.length && cut_lines == lines);
		assert(!parts.length ||
		       !memcmp(parts.bytes, whole.bytes, parts.length));
	}
	buffer_release(&text);
	buffer_release(&whole);
	buffer_release(&parts);
	return 0;
}
