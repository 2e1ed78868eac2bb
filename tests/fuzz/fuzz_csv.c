/* Delimited tables in some dialects, as a whole and cut anywhere; the last
 * byte tells in which one. */
#include "tests/unit/archive.h"
#include "tests/unit/reading.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const char *const heads[] = {
		"id,mobile,note\n1,13800138001,x\n2,13800138002,y\n",
		"id\tmobile\tnote\n1\t13800138001\t\\N\n2\t\\N\ty\n",
		"id;mobile;note\r1;13800138001;'x'\r2;13800138002;'y'\r",
		"|id|mobile|\n|--|------|\n|1|13800138001|\n|2|x|\n",
		"id|!|mobile|!|x\n1|!|13800138001|!|y\n2|!|3|!|\"z\"\n",
		"id, \"mobile\"\n1, \"138\\\"001\"\n2, \"x\\\", y\"\n3, 4\n",
	};
	size_t which = length ? bytes[length - 1] : 0;
	const char *head = heads[which % (sizeof(heads) / sizeof(*heads))];

	record_any(head, bytes, length);
	return reading_cut_anywhere(head, bytes, length);
}
