/*
 * Records of Excel's binary files, versions 2 to 8 ([MS-XLS] 2.1.4; the older
 * ones as OpenOffice.org's "Excel File Format" has them): a type, a length,
 * bytes. What does not fit goes on in CONTINUE records.
 */
#ifndef SCANNER_FORMATS_BIFF_H
#define SCANNER_FORMATS_BIFF_H

#include "scanner/base/buffer.h"
#include "scanner/formats/format.h"

#define BIFF_CONTINUE 0x3C
#define BIFF_BLOCK (64 * 1024)
#define BIFF_CHARACTERS 65536 /* more than any string has */

struct biff {
	struct source *source;
	struct problem *problem;
	enum charset charset; /* of strings before version 8 */
	unsigned version;     /* 2, 3, 4, 5 (and 7), 8 */
	uint64_t begin;	      /* offset of the record in the source */
	uint64_t next;	      /* of the one behind it */
	uint16_t type, length;
	uint16_t at; /* in the record: what was read of it */
	bool cut;    /* the source ended in it */
	unsigned char *block; /* of the source, BIFF_BLOCK */
	uint64_t block_begin;
	size_t block_length;
	struct buffer units; /* of the string that is read */
	unsigned char data[UINT16_MAX + 1];
	unsigned char text[3 * BIFF_CHARACTERS]; /* of a string */
};

/* A source is kept by the caller. NULL when memory is out. */
struct biff *biff_new(struct source *, struct problem *);
void biff_free(struct biff *); /* may be NULL */

/* Goes to the next record: false at the end. One that the source ends in is
 * as long as what there is of it; that is a problem. */
bool biff_next(struct biff *);

/* What was not read of the record, CONTINUE records aside. */
static inline size_t biff_left(const struct biff *b)
{
	return (size_t)(b->length - b->at);
}

/* Whether there is more, in the record or in a CONTINUE record. */
bool biff_more(struct biff *);

/* The functions below read on, into CONTINUE records where they have to.
 * Where the record ends before, they give 0, or what there is. */
uint64_t biff_get(struct biff *, unsigned bytes);
double biff_double(struct biff *);
void biff_pass(struct biff *, uint64_t bytes);

/* Appends a string of so many characters as UTF-8: the version's, behind its
 * count. False when the record ends before it does. */
bool biff_string(struct biff *, size_t count, struct buffer *out);
/* Appends the characters of one of version 8, behind its flags. */
bool biff_characters(struct biff *, size_t count, bool wide,
		     struct buffer *out);
/* Appends the rest of the record, read as UTF-16. */
void biff_wide_rest(struct biff *, struct buffer *out);

#endif
