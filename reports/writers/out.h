/*
 * Text on its way out of the program: one escaping for everything that came
 * from swept data (paths, names of tables and columns, labels), and numbers
 * that do not depend on the locale.
 *
 * The escaping is reversible and gives valid UTF-8 that every sink can hold:
 * a backslash is doubled; bytes that are no UTF-8, and the bytes of control
 * characters (C0, DEL, C1), of bidirectional controls and of noncharacters
 * become \xHH. Sinks add their own quoting (JSON, XML, HTML) on top.
 */
#ifndef REPORTS_WRITERS_OUT_H
#define REPORTS_WRITERS_OUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define OUT_COLUMNS 80 /* of a terminal, as far as we know */

/* One character of the input as it may be written. */
struct unit {
	char text[20]; /* NUL-terminated */
	unsigned width; /* columns on a terminal */
};

/* Takes the next character of `bytes`; returns how many bytes that was, 0 at
 * the end. */
size_t unit_next(const unsigned char *bytes, size_t length, struct unit *);

void out_text(FILE *, const char *text);
unsigned out_width(const char *text);

/* `text` in at most `columns` columns: cut in the middle ("…") when it is
 * longer. Returns how many it took. */
unsigned out_cut(FILE *, const char *text, unsigned columns);
/* The same in exactly so many: filled up with spaces; a negative number fills
 * up on the left. */
void out_cell(FILE *, const char *text, int columns);

/* Words of ours in lines that a terminal of 80 columns holds, each from column
 * `indent` on; `taken` columns are written of the first one. Broken at spaces
 * and between Chinese characters. */
void out_paragraph(FILE *, const char *words, unsigned taken,
		   unsigned indent);

/* A number, as text. */
struct figure {
	char text[40];
};
struct figure figure_count(uint64_t);  /* 2,314,880 */
struct figure figure_level(int);       /* L3, of JR/T 0197-2020 */
struct figure figure_bytes(uint64_t);  /* 17.4 MiB */
struct figure figure_share(double);    /* 9.9 %, of 0 to 1 */
/* Up to nine decimals, no exponent, a point; "" when no JSON number is it. */
struct figure figure_real(double);
/* RFC 3339 in UTC with all nanoseconds; "" for 0, which is no time. */
struct figure figure_moment(int64_t ns);

#endif
