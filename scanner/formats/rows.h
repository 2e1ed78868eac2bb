/*
 * Rows: what CSV and SQL share. A lexer walks the text of a stream, puts
 * cells into the chunk, and hands it over whenever the text is used up.
 */
#ifndef SCANNER_FORMATS_ROWS_H
#define SCANNER_FORMATS_ROWS_H

#include "scanner/base/marks.h"
#include "scanner/formats/stream.h"

#define ROWS_SPARE 2 /* cells kept free for a piece and the end of a row */

struct rows {
	struct stream stream;
	uint32_t at;     /* next byte to lex */
	uint32_t stop;   /* records that start here or behind are not ours */
	uint16_t field;  /* of the next cell */
	bool piece;      /* inside a cell too large for a chunk */
	int outcome;     /* of the reading so far */
	/* A CR alone ends a line, too, or another byte does instead: it is read
	 * as a LF. 0: none. */
	unsigned char ender;
	uint32_t fed; /* the text before is read so */
	/* Where the bytes stand that the lexer jumps between. */
	unsigned char bytes[2][2];
	uint64_t marks[2][CHUNK_TEXT / 64 + 2];
	struct marks_list list; /* see rows_list() */
	uint32_t listed;        /* those that were passed */
};

/* Starts at a raw offset; bytes[] and `ender` must be set. Reads the first
 * block. */
void rows_start(struct rows *, struct extraction *, uint64_t raw,
		enum charset);

/* Jumps between other bytes from rows->at on. */
void rows_bytes(struct rows *, const unsigned char bytes[2][2]);

/* The marks of one map as a list, from `at` on; asked in ascending order.
 * Behind those that are listed the block's length follows. */
static inline const uint32_t *rows_list(struct rows *r, unsigned map,
					uint32_t at)
{
	struct marks_list *list = &r->list;

	if (at < list->from || at >= list->to) {
		marks_list(list, r->marks[map], at, r->stream.chunk->length);
		r->listed = 0;
	}
	while (list->at[r->listed] < at)
		r->listed++;
	return list->at + r->listed;
}

/* Guesses that a segment's first record begins behind the first line end, and
 * says so in x->entry. rows_start() comes again then. */
void rows_guess_line(struct rows *, struct extraction *);

/* Hands over the cells, then reads on with text[used] first. Returns what
 * the emitter says. */
int rows_advance(struct rows *, uint32_t used);

/* Hands over the cells before text[at], and goes on in the same block. */
int rows_flush(struct rows *);

/* Adds a cell over text[from, to). False when there is no room: advance. */
bool rows_cell(struct rows *, uint32_t from, uint32_t to, unsigned flags);

/* Adds running text that stands between rows. The same. */
bool rows_text(struct rows *, uint32_t from, uint32_t to);

/* Adds a cell whose text was put at side[side_length ...]. */
bool rows_side_cell(struct rows *, uint32_t place, uint32_t length);

/* Marks the end of a row on the last cell (adding an empty one when there
 * is none in this chunk). */
void rows_end(struct rows *);

/*
 * Hands over the text from `from` to the chunk's end as a CELL_PIECE that goes
 * on in the next chunk, and keeps only context of it. rows->at moves along;
 * rows->piece is set until rows_piece_end() says where the piece ends.
 */
int rows_piece(struct rows *, uint32_t from);
void rows_piece_end(struct rows *, uint32_t to);

/* Hands over what is left, and fills x->exit (position of `at`) and lines. */
int rows_finish(struct rows *, uint8_t where);

#endif
