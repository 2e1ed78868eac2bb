/*
 * Tables of dBase III to 7, FoxPro and Visual FoxPro: a header that names
 * fields, records of a fixed length, and long texts in a file beside it.
 *
 * dbf.c reads records, dbf_header.c what they are made of, dbf_memo.c the
 * texts.
 */
#ifndef SCANNER_FORMATS_DBF_H
#define SCANNER_FORMATS_DBF_H

#include "scanner/base/buffer.h"
#include "scanner/formats/compose.h"

#define DBF_FIELDS_MAX 2048
#define DBF_NAME 128 /* of a field, as UTF-8 */

struct dbf_field {
	char name[DBF_NAME];
	char declared[24]; /* "C(18)", "N(10,2)" */
	char type;
	uint16_t offset; /* in the record */
	uint16_t length;
};

struct dbf_header {
	uint8_t version;
	bool seven;	 /* of dBase 7, which names fields at length */
	uint8_t language; /* the driver that it was written under */
	uint32_t records; /* as declared */
	uint16_t length, record_length;
	struct dbf_field *fields; /* owned */
	unsigned count;
};

/* Whether bytes begin a table: how many bits say so. */
unsigned dbf_begins(const unsigned char *, size_t length);
/* Takes a header of `length` bytes. False when memory is out, or it names no
 * field. Names are as they are stored, until dbf_header_names(). */
bool dbf_header_read(struct dbf_header *, const unsigned char *,
		     size_t length);
/* Decodes the names of fields. */
void dbf_header_names(struct dbf_header *, enum charset);
void dbf_header_release(struct dbf_header *);

/* The charset that the language driver means; CHARSET_ASCII when it does not
 * say, or is one that files in Chinese have as well. */
enum charset dbf_language(uint8_t driver);

/* Appends the last name of a path, without what follows its last dot. */
void dbf_name(const char *path, struct buffer *name);

/* The file of long texts. */
struct dbf_memo {
	struct source *source; /* NULL: there is none */
	bool foxpro;	       /* .fpt, not .dbt */
	bool four;	       /* of dBase IV and later: lengths are told */
	uint32_t block_bytes;
	uint64_t bytes_free; /* that are not charged for */
};

/* Opens the one beside a table, by the table's path. */
void dbf_memo_open(struct dbf_memo *, struct source *table, const char *path,
		   const struct dbf_header *);
void dbf_memo_close(struct dbf_memo *);
/* Appends a text by its block number. OUTCOME_OK, or what a budget said. */
int dbf_memo_read(struct dbf_memo *, uint32_t block, struct buffer *out,
		  struct budget *, struct problem *);

#endif
