/* Rows of cells over a stream. See rows.h. */
#include "scanner/formats/rows.h"

#include <string.h>


/* The last byte waits for what comes behind it. */
static void end_at_returns(struct rows *r)
{
	struct chunk *c = r->stream.chunk;
	unsigned char *p = c->text, *end = p + c->length;

	while ((p = memchr(p, '\r', (size_t)(end - p)))) {
		if (p + 1 < end ? p[1] != '\n' : r->stream.ended)
			*p = '\n';
		p++;
	}
}

/* Another byte ends lines: a LF is a blank in its field. */
static void end_at_byte(struct rows *r)
{
	struct chunk *c = r->stream.chunk;

	for (; r->fed < c->length; r->fed++) {
		unsigned char *byte = c->text + r->fed;

		if (*byte == r->ender)
			*byte = '\n';
		else if (*byte == '\n')
			*byte = ' ';
	}
}

static void mark(struct rows *r, uint32_t from)
{
	const struct chunk *c = r->stream.chunk;

	if (r->ender == '\r')
		end_at_returns(r);
	else if (r->ender)
		end_at_byte(r);
	marks_set(r->marks[0], r->marks[1], c->text, from, c->length,
		  r->bytes);
	r->list.from = r->list.to = 0;
}

static void reset(struct rows *r)
{
	struct chunk *c = r->stream.chunk;

	c->cell_count = 0;
	c->side_length = 0;
}

void rows_start(struct rows *r, struct extraction *x, uint64_t raw,
		enum charset charset)
{
	stream_start(&r->stream, x, raw, charset);
	r->at = r->fed = 0;
	r->field = 0;
	r->piece = false;
	r->outcome = stream_advance(&r->stream, 0);
	r->stop = stream_at(&r->stream, x->end);
	mark(r, 0);
}

void rows_bytes(struct rows *r, const unsigned char bytes[2][2])
{
	memcpy(r->bytes, bytes, sizeof(r->bytes));
	mark(r, r->at);
}

static int hand_over(struct rows *r, uint32_t end)
{
	struct chunk *c = r->stream.chunk;
	int outcome = OUTCOME_OK;

	c->end = end;
	memset(c->side + c->side_length, 0, CHUNK_PAD);
	if (!c->cell_count && end > c->begin) {
		/* Nothing but text between cells: count its lines. */
		c->cells[c->cell_count++] = (struct cell){
			.offset = end, .field = UINT16_MAX
		};
	}
	if (c->cell_count)
		outcome = r->stream.x->out->emit(r->stream.x->out);
	reset(r);
	return outcome;
}

static void read_on(struct rows *r, uint32_t used, uint32_t begin)
{
	struct chunk *c = r->stream.chunk;

	r->fed = c->length - used;
	if (r->outcome == OUTCOME_OK)
		r->outcome = stream_advance(&r->stream, used);
	else
		stream_advance(&r->stream, used);
	c->begin = begin;
	r->stop = stream_at(&r->stream, r->stream.x->end);
	mark(r, 0);
}

/* Bytes of a line feed in this charset. */
static unsigned unit(enum charset charset)
{
	if (charset == CHARSET_UTF32LE || charset == CHARSET_UTF32BE)
		return 4;
	return charset == CHARSET_UTF16LE || charset == CHARSET_UTF16BE ? 2
									: 1;
}

void rows_guess_line(struct rows *r, struct extraction *x)
{
	const struct chunk *c = x->out->chunk;
	enum charset charset = x->head->charset;
	const unsigned char *feed;
	uint32_t at;

	rows_start(r, x, x->begin - unit(charset), charset);
	for (;;) {
		feed = memchr(c->text, '\n', c->length);
		at = feed ? (uint32_t)(feed - c->text) + 1 : c->length;
		if (feed || r->stream.ended || at >= r->stop)
			break;
		read_on(r, at, 0);
	}
	x->entry = (struct stream_state){
		.position = at < r->stop ? stream_raw(&r->stream, at) : x->end,
		.charset = charset
	};
}

int rows_flush(struct rows *r)
{
	int outcome = hand_over(r, r->at);

	r->stream.chunk->begin = r->at;
	return outcome;
}

int rows_advance(struct rows *r, uint32_t used)
{
	int outcome = hand_over(r, used);

	read_on(r, used, 0);
	r->at = 0;
	return outcome;
}

bool rows_cell(struct rows *r, uint32_t from, uint32_t to, unsigned flags)
{
	struct chunk *c = r->stream.chunk;

	if (c->cell_count >= CHUNK_CELLS - ROWS_SPARE)
		return false;
	c->cells[c->cell_count++] = (struct cell){
		.offset = from,
		.length = to - from,
		.field = r->field,
		.flags = (uint16_t)flags,
		.place = from,
	};
	return true;
}

bool rows_text(struct rows *r, uint32_t from, uint32_t to)
{
	uint16_t field = r->field;
	bool added;

	r->field = UINT16_MAX;
	added = rows_cell(r, from, to, CELL_PIECE);
	r->field = field;
	return added;
}

bool rows_side_cell(struct rows *r, uint32_t place, uint32_t length)
{
	struct chunk *c = r->stream.chunk;

	if (c->cell_count >= CHUNK_CELLS - ROWS_SPARE)
		return false;
	c->cells[c->cell_count++] = (struct cell){
		.offset = c->side_length,
		.length = length,
		.field = r->field,
		.flags = CELL_SIDE,
		.place = place,
	};
	c->side_length += length;
	return true;
}

void rows_end(struct rows *r)
{
	struct chunk *c = r->stream.chunk;

	if (!c->cell_count)
		rows_cell(r, r->at, r->at, 0);
	c->cells[c->cell_count - 1].flags |= CELL_ROW_END;
	r->field = 0;
}

int rows_piece(struct rows *r, uint32_t from)
{
	struct chunk *c = r->stream.chunk;
	uint32_t end = c->length - CHUNK_CONTEXT, keep = end - CHUNK_CONTEXT;
	int outcome;

	rows_cell(r, from, c->length, CELL_PIECE);
	outcome = hand_over(r, end);
	read_on(r, keep, end - keep);
	r->piece = true;
	r->at = r->at > keep ? r->at - keep : 0;
	return outcome;
}

void rows_piece_end(struct rows *r, uint32_t to)
{
	rows_cell(r, 0, to, CELL_PIECE);
	r->piece = false;
}

int rows_finish(struct rows *r, uint8_t where)
{
	struct extraction *x = r->stream.x;
	uint64_t position = stream_raw(&r->stream, r->at);
	int outcome = hand_over(r, r->at);

	x->exit = (struct stream_state){ .position = position,
					 .charset = r->stream.charset,
					 .where = where };
	x->lines = r->stream.chunk->line;
	return outcome != OUTCOME_OK ? outcome : r->outcome;
}
