/* The allow file: what is written from any of them reads as the same. */
#include <assert.h>
#include <sodium.h>

#include "scanner/cli/allow.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

/* Text of what was read; empty when it is no allow file. */
static struct buffer written(const void *text, size_t length)
{
	struct problem problem = { 0 };
	struct buffer out = { 0 };
	struct allow allow;

	if (allow_init(&allow, text, length, &problem) == OUTCOME_OK)
		allow_text(&allow, &out);
	allow_release(&allow);
	return out;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct buffer once, twice;

	if (sodium_init() < 0)
		return 0;
	allow_mark((const char *)bytes, length, "cn.resident_id");
	once = written(bytes, length);
	twice = written(buffer_string(&once), once.length);
	/* Of nothing comes a new file, with a salt. */
	assert(!once.length || (once.length == twice.length &&
				!memcmp(once.bytes, twice.bytes, once.length)));
	buffer_release(&once);
	buffer_release(&twice);
	return 0;
}
