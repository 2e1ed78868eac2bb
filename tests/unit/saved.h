/* For tests of formats that other programs write: a saved file in memory. */
#ifndef TESTS_UNIT_SAVED_H
#define TESTS_UNIT_SAVED_H

#include "tests/unit/document.h"

static inline void saved_file(struct buffer *b, const char *path)
{
	unsigned char block[4096];
	FILE *file = fopen(path, "rb");
	size_t n;

	assert_non_null(file);
	*b = (struct buffer){ 0 };
	while ((n = fread(block, 1, sizeof(block), file)))
		buffer_append(b, block, n);
	fclose(file);
}

/* Reads the file cut off at each byte: that must be said, but of a cut behind
 * `border`. `texts` are pairs: when the first of one stands before the cut,
 * the other must be found. */
static inline void saved_cut(const struct buffer *b, size_t from, size_t to,
			     const char *border, const char *const *texts)
{
	size_t n = strlen(border);
	struct record r;

	record_start(&r);
	for (size_t cut = from; cut < to; cut++) {
		unsigned char *copy = malloc(cut);

		memcpy(copy, b->bytes, cut);
		if (record_bytes(&r, copy, cut) == OUTCOME_OK &&
		    (cut < n || memcmp(copy + cut - n, border, n)))
			fail_msg("cut at %zu of %s: %s", cut, border,
				 buffer_string(&r.log));
		for (const char *const *text = texts; *text; text += 2)
			if (memmem(copy, cut, text[0], strlen(text[0])))
				document_has(&r, text[1]);
		free(copy);
	}
	record_release(&r);
}

#endif
