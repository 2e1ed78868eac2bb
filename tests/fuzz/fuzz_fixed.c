/* Lines of fixed places, cut anywhere; the last byte tells how they begin. */
#include "tests/unit/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct buffer head = { 0 };

	if (length && bytes[length - 1] & 1)
		buffer_text(&head, "name  mobile\n----- -----------\n"
				   "ab    13800138001\nabc   13800138002\n");
	else
		for (unsigned i = 0; i < 24; i++)
			buffer_format(&head, "ab%c 138001380%02u 20240630\n",
				      'a' + i, i);
	reading_cut_anywhere(buffer_string(&head), bytes, length);
	buffer_release(&head);
	return 0;
}
