/* For tests of documents that are zips of XML: made in memory, or files that
 * other programs saved; read, and looked for what must be there. */
#ifndef TESTS_UNIT_DOCUMENT_H
#define TESTS_UNIT_DOCUMENT_H

#include "tests/unit/archive.h"

static inline void document_has(struct record *r, const char *text)
{
	if (!record_has(r, text))
		fail_msg("no \"%s\" in:\n%s", text, buffer_string(&r->log));
}

static inline void document_lacks(struct record *r, const char *text)
{
	if (record_has(r, text))
		fail_msg("\"%s\" in:\n%s", text, buffer_string(&r->log));
}

/* Ends the archive, reads it and releases it. */
static inline void document_reads(struct record *r, struct archive *a,
				  int outcome)
{
	archive_end(a);
	record_start(r);
	assert_int_equal(record_bytes(r, a->bytes.bytes, a->bytes.length),
			 outcome);
	archive_release(a);
}

/* A saved file: what it begins with and holds, and that no part of it that
 * was cut off is taken for the whole. */
static inline void document_saved(const char *path, const char *type,
				  const char *const *want)
{
	struct buffer b = { 0 };
	struct record r;
	unsigned char block[4096];
	size_t n;
	FILE *file = fopen(path, "rb");

	assert_non_null(file);
	while ((n = fread(block, 1, sizeof(block), file)))
		buffer_append(&b, block, n);
	fclose(file);
	record_start(&r);
	assert_int_equal(record_bytes(&r, b.bytes, b.length), OUTCOME_OK);
	assert_memory_equal(buffer_string(&r.log), type, strlen(type));
	for (; *want; want++)
		document_has(&r, *want);
	for (unsigned i = 1; i < 64; i++)
		assert_int_not_equal(record_bytes(&r, b.bytes,
						  b.length * i / 64),
				     OUTCOME_OK);
	record_release(&r);
	buffer_release(&b);
}

#endif
