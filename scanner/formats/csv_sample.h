/*
 * Lines of a head, the first ones and some of its last, with what may part
 * fields counted in each: all delimiters in one pass.
 */
#ifndef SCANNER_FORMATS_CSV_SAMPLE_H
#define SCANNER_FORMATS_CSV_SAMPLE_H

#include "scanner/formats/format.h"

#define SAMPLE_LINES 64
#define RECORD_SEPARATOR 0x1E /* of ASCII */

/* What a byte is to a line. */
enum csv_class {
	CSV_WORD, /* nothing special */
	CSV_SPACE,
	CSV_RULE, /* lines are drawn of it */
	CSV_COMMA,
	CSV_TAB,
	CSV_SEMICOLON,
	CSV_PIPE,
	CSV_TILDE,
	CSV_CARET,
	CSV_HIVE,      /* 0x01, of Hive's text tables; */
	CSV_HIVE_ITEM, /* 0x02, where these lie in others; */
	CSV_HIVE_KEY,  /* 0x03, and where keys lie in those; */
	CSV_BACK,      /* 0x08, as loaders of data warehouses take it; */
	CSV_GROUP,     /* 0x1D, "group separator"; */
	CSV_UNIT,      /* 0x1F, "unit separator" */
	CSV_BOX,       /* U+2502, of tables that are drawn */
	CSV_OTHER,     /* bytes that seldom do; */
	CSV_STRING,    /* one of them, or several bytes: csv_sample_count() */
	CSV_CLASSES,
	CSV_DELIMITERS = CSV_COMMA
};

struct csv_line {
	uint32_t from, to; /* without its end */
	bool words;        /* it holds some */
	/* Outside of quotes; those within brackets on their own. */
	uint16_t counts[2][CSV_CLASSES];
};

struct csv_sample {
	const struct head *head;
	/* How it is read: */
	unsigned char quote;
	bool escapes; /* a backslash before a character */
	bool returns; /* a CR alone ends a line; */
	bool records; /* a record separator does, and nothing else */
	/* What was seen: */
	unsigned quoted[2];      /* fields in " and in ' */
	unsigned escaped_quotes; /* \" in a quoted field */
	unsigned nulls;          /* fields that are \N, */
	unsigned lone_returns, separators, feeds;
	unsigned seen; /* a bit for each class of delimiters */
	bool ruled;  /* lines that are drawn */
	bool spaced; /* blanks before a quote */
	unsigned count; /* without blank and drawn ones, and the one that the
			 * head cuts */
	struct csv_line lines[SAMPLE_LINES];
};

/* Reads the lines from `from` on as they seem to be meant. */
void csv_sample_read(struct csv_sample *, const struct head *, size_t from);

/* Counts a string, as CSV_STRING, in all lines. */
void csv_sample_count(struct csv_sample *, const unsigned char *string,
		      unsigned length);

/* The byte of CSV_OTHER that the lines have most of; 0: none. */
unsigned char csv_sample_other(const struct csv_sample *);

/* The bytes that a class stands for; returns how many. */
unsigned csv_delimiter(enum csv_class, unsigned char bytes[3]);

#endif
