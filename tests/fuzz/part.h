/* For targets of documents: a package in which one part is fuzzed. The first
 * byte says which, the others are as usual. */
#ifndef TESTS_FUZZ_PART_H
#define TESTS_FUZZ_PART_H

#include "tests/unit/archive.h"

struct fuzz_part {
	const char *name, *usual;
};

/* The parts are ended by one without a name. */
static inline int fuzz_package(const struct fuzz_part *parts,
			       const uint8_t *bytes, size_t length)
{
	struct archive a = { 0 };
	struct record r;
	size_t count = 0;

	while (parts[count].name)
		count++;
	if (!length || length > 65536)
		return 0;
	for (size_t i = 0; i < count; i++) {
		bool fuzzed = *bytes % count == i;

		archive_add(&a, parts[i].name,
			    fuzzed ? (char *)bytes + 1 : parts[i].usual,
			    fuzzed ? length - 1 : strlen(parts[i].usual),
			    ARCHIVE_STORED);
	}
	archive_end(&a);
	record_start(&r);
	record_bytes(&r, a.bytes.bytes, a.bytes.length);
	record_release(&r);
	archive_release(&a);
	return 0;
}

#endif
