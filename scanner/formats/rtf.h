/*
 * RTF (1.9.1): its text, whatever charset and font it is written in. Groups
 * and control words are rtf.c's, words of the language that have to do with
 * text are rtf_words.c's, text itself is rtf_text.c's.
 */
#ifndef SCANNER_FORMATS_RTF_H
#define SCANNER_FORMATS_RTF_H

#include "scanner/formats/grid.h"

#define RTF_GROUPS 512 /* groups further in are told as this one */
#define RTF_FONTS 1024
#define RTF_BLOCK (64 * 1024)

/* What a group changes, and its end changes back. */
struct rtf_group {
	enum rtf_use {
		RTF_TEXT,  /* of the document */
		RTF_ASIDE, /* beside it: notes, properties, instructions */
		RTF_FONTS_TABLE,
		RTF_NOTHING, /* styles, colours, pictures */
	} use;
	uint8_t charset; /* enum charset of \'hh */
	uint8_t skip;    /* characters behind a \u that stand for it */
	bool starred;    /* {\* : the word that follows is a destination */
	bool begins;     /* text beside the document begins in it */
};

struct rtf {
	struct extraction *x;
	struct composer composer;
	struct grid grid;
	struct rtf_group groups[RTF_GROUPS], *group;
	uint64_t depth;  /* may be past RTF_GROUPS */
	uint8_t charset; /* of the document */
	uint8_t fonts[RTF_FONTS]; /* their charsets */
	uint32_t font;   /* whose charset is told */
	uint32_t skip;   /* characters to be left out */
	uint16_t high;   /* the first half of a \u pair, or 0 */
	struct buffer text, aside; /* UTF-8, the line so far */
	struct buffer raw;     /* bytes that are not decoded yet, */
	enum charset raw_in;   /* in this charset */
	uint32_t field;
	bool in_table, row_used;
	bool objects; /* were met */
	int outcome;  /* of what was handed over */

	uint64_t offset; /* raw, of bytes[0] */
	uint32_t at, length;
	int read;        /* outcome of the reading */
	unsigned char bytes[RTF_BLOCK];
};

/* A byte of text, in the group's charset. */
void rtf_byte(struct rtf *, unsigned char);
/* A unit of UTF-16. */
void rtf_unit(struct rtf *, uint16_t);
/* Text of our own: UTF-8. */
void rtf_put(struct rtf *, const char *text);
/* A line ends; a cell; a row. */
void rtf_line_end(struct rtf *);
void rtf_cell_end(struct rtf *);
void rtf_row_end(struct rtf *);
/* What follows in the group stands beside the document; and its end, in the
 * group around. */
void rtf_aside_begin(struct rtf *);
void rtf_aside_end(struct rtf *);
/* Everything ends. */
void rtf_text_end(struct rtf *);

/* Does what a control word says. */
void rtf_word(struct rtf *, const char *word, bool numbered, int32_t number);

/* The byte that is next, or -1. */
int rtf_next(struct rtf *);

#endif
