/* Composed chunks. See compose.h. */
#include "scanner/formats/compose.h"

#include <string.h>

#define TEXT_PIECE (COMPOSE_CELL_MAX / 4) /* as UTF-8 it fits */

static int hand_over(struct composer *p)
{
	struct chunk *c = p->out->chunk;

	c->origin = 0;
	c->charset = CHARSET_UTF8;
	c->units = p->lines ? UNITS_LINES : UNITS_NONE;
	c->has_raw = 0;
	c->side_length = 0;
	c->prose = p->passages && !p->prose;
	memset(c->text + c->length, 0, CHUNK_PAD);
	memset(c->side, 0, CHUNK_PAD);
	return p->out->emit(p->out);
}

static void empty(struct chunk *c)
{
	c->length = 0;
	c->begin = c->end = 0;
	c->cell_count = 0;
}

void compose_start(struct composer *p, struct emitter *out)
{
	*p = (struct composer){ .out = out };
	empty(out->chunk);
}

int compose_flush(struct composer *p)
{
	struct chunk *c = p->out->chunk;
	int outcome = OUTCOME_OK;

	if (!p->prose)
		c->begin = 0;
	c->end = c->length;
	if (c->end > c->begin || c->cell_count)
		outcome = hand_over(p);
	p->prose = false;
	empty(c);
	return outcome;
}

int compose_table(struct composer *p, const struct table *table)
{
	int outcome = compose_flush(p);

	return outcome == OUTCOME_OK ? p->out->table(p->out, table) : outcome;
}

int compose_cell(struct composer *p, uint32_t field, unsigned flags,
		 const unsigned char *text, size_t length)
{
	struct chunk *c = p->out->chunk;
	int outcome;

	if (p->prose || c->cell_count == CHUNK_CELLS ||
	    length + 1 > CHUNK_TEXT - c->length) {
		outcome = compose_flush(p);
		if (outcome != OUTCOME_OK)
			return outcome;
	}
	c->cells[c->cell_count++] = (struct cell){
		.offset = c->length,
		.place = p->lines ? p->line : c->length,
		.length = (uint32_t)length,
		.field = (uint16_t)field,
		.flags = (uint16_t)flags,
	};
	if (length)
		memcpy(c->text + c->length, text, length);
	c->length += (uint32_t)length;
	c->text[c->length++] = '\t';
	return OUTCOME_OK;
}

void compose_row_end(struct composer *p)
{
	struct chunk *c = p->out->chunk;

	if (!c->cell_count)
		return;
	c->cells[c->cell_count - 1].flags |= CELL_ROW_END;
	c->text[c->length - 1] = '\n';
}

/* Hands over the values that begin before the last CHUNK_CONTEXT bytes, and
 * keeps these and as many before them. */
static int prose_full(struct composer *p)
{
	struct chunk *c = p->out->chunk;
	uint32_t keep;
	int outcome;

	c->end = c->length - CHUNK_CONTEXT;
	outcome = hand_over(p);
	keep = c->end - CHUNK_CONTEXT;
	memmove(c->text, c->text + keep, c->length - keep);
	c->length -= keep;
	c->begin = c->end = CHUNK_CONTEXT;
	return outcome;
}

int compose_prose(struct composer *p, const unsigned char *text, size_t length)
{
	struct chunk *c = p->out->chunk;
	int outcome = OUTCOME_OK;

	if (!p->prose) {
		outcome = compose_flush(p);
		p->prose = true;
		if (p->lines)
			c->line = p->line;
	}
	while (length && outcome == OUTCOME_OK) {
		size_t some = CHUNK_TEXT - c->length;

		if (some > length)
			some = length;
		memcpy(c->text + c->length, text, some);
		c->length += (uint32_t)some;
		text += some;
		length -= some;
		if (c->length == CHUNK_TEXT)
			outcome = prose_full(p);
	}
	return outcome;
}

int compose_passage(struct composer *p, const unsigned char *text,
		    size_t length)
{
	int outcome;

	if (length <= COMPOSE_CELL_MAX)
		return compose_cell(p, UINT16_MAX, CELL_PIECE, text, length);
	outcome = compose_flush(p);
	if (outcome == OUTCOME_OK)
		outcome = compose_prose(p, text, length);
	return outcome == OUTCOME_OK ? compose_flush(p) : outcome;
}

int compose_text(struct composer *p, uint32_t field, enum charset charset,
		 const unsigned char *text, size_t length,
		 unsigned char *room)
{
	bool whole = length < TEXT_PIECE && field != UINT16_MAX;
	int outcome;

	do {
		size_t n = length < TEXT_PIECE ? length : TEXT_PIECE;
		const unsigned char *written = text;
		size_t count = n;

		if (charset > CHARSET_UTF8) {
			count = charset_decode(charset, text, n, room,
					       COMPOSE_CELL_MAX);
			written = room;
		}
		outcome = whole ? compose_cell(p, field, 0, written, count)
				: compose_passage(p, written, count);
		text += n;
		length -= n;
	} while (length && outcome == OUTCOME_OK);
	return outcome;
}
