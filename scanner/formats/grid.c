/* Tables inside of running text. See grid.h. */
#include "scanner/formats/grid.h"

#include <string.h>

#define FIELDS_JUDGED 64
#define NUMBER_DIGITS 7 /* so many in a run are no part of a name */

void grid_release(struct grid *g)
{
	buffer_release(&g->name);
	buffer_release(&g->row);
	held_release(&g->held);
}

void grid_open(struct grid *g)
{
	g->use = GRID_HELD;
	g->headed = g->form = false;
	buffer_clear(&g->name);
	buffer_clear(&g->row);
	held_start(&g->held);
}

static int line_cell(struct grid *g, const unsigned char *text, size_t length)
{
	if (!g->row.length)
		g->line = g->composer->line;
	else if (length)
		buffer_text(&g->row, ": ");
	buffer_append(&g->row, text, length);
	return OUTCOME_OK;
}

static int line_end(struct grid *g)
{
	uint32_t line = g->composer->line;
	int outcome = OUTCOME_OK;

	g->composer->line = g->line;
	if (g->row.length)
		outcome = compose_passage(g->composer, g->row.bytes,
					  g->row.length);
	g->composer->line = line;
	buffer_clear(&g->row);
	return outcome;
}

/* Digits in a cell that holds a long number; 0 for words. */
static unsigned digits_of(const struct held_rows *h,
			  const struct held_cell *cell)
{
	const unsigned char *text = h->text.bytes + cell->offset;
	unsigned run = 0, longest = 0, digits = 0;

	for (uint32_t i = 0; i < cell->length; i++) {
		bool digit = text[i] >= '0' && text[i] <= '9';

		if (text[i] != ' ' && text[i] != '-')
			run = digit ? run + 1 : 0;
		longest = run > longest ? run : longest;
		digits += digit;
	}
	return longest < NUMBER_DIGITS ? 0 : digits;
}

/* In a form numbers of different kinds stand below each other, and words
 * among them. */
static bool is_form(const struct held_rows *h)
{
	struct column {
		unsigned digits, cells;
		bool mixed;
	} columns[FIELDS_JUDGED] = { { 0 } };
	unsigned even = 0, mixed = 0, fields = 0;

	for (unsigned i = 0; i < h->count; i++) {
		const struct held_cell *cell = &h->cells[i];
		struct column *column = &columns[cell->field % FIELDS_JUDGED];
		unsigned digits = digits_of(h, cell);

		if (cell->row <= h->header + h->grouped || !cell->length)
			continue;
		column->mixed |= column->cells && column->digits != digits;
		column->digits = digits > column->digits ? digits
							 : column->digits;
		column->cells++;
	}
	for (unsigned i = 0; i < FIELDS_JUDGED; i++) {
		fields += columns[i].cells > 0;
		even += columns[i].digits && !columns[i].mixed;
		mixed += columns[i].digits && columns[i].mixed;
	}
	return (mixed && !even) || (fields <= 2 && h->rows <= 2 && even);
}

/* Opens the table, or the lines, with what is held. */
static int settle(struct grid *g)
{
	struct held_rows *h = &g->held;
	uint32_t line = g->composer->line;
	int outcome = OUTCOME_OK;

	if (held_named(h) &&
	    (g->headed || !(h->rows < 2 || g->form || is_form(h)))) {
		g->use = GRID_FIELDS;
		outcome = held_settle(h,
				      g->name.length ? buffer_string(&g->name)
						     : NULL,
				      g->composer);
		g->composer->line = line;
		return outcome;
	}
	g->use = GRID_LINES;
	for (unsigned i = 0; i < h->count && outcome == OUTCOME_OK; i++) {
		const struct held_cell *cell = &h->cells[i];

		g->composer->line = cell->line;
		outcome = line_cell(g, h->text.bytes + cell->offset,
				    cell->length);
		if (outcome == OUTCOME_OK && cell->row < h->rows &&
		    (i + 1 == h->count || cell[1].row != cell->row))
			outcome = line_end(g);
	}
	g->composer->line = line;
	return outcome;
}

int grid_cell(struct grid *g, uint32_t field, const unsigned char *text,
	      size_t length)
{
	int outcome;

	if (field >= UINT16_MAX)
		field = UINT16_MAX - 1;
	if (g->use == GRID_HELD) {
		g->held.line = g->composer->line;
		if (held_cell(&g->held, field, 0, text, length))
			return OUTCOME_OK;
		outcome = settle(g);
		if (outcome != OUTCOME_OK)
			return outcome;
	}
	if (g->use == GRID_LINES)
		return line_cell(g, text, length);
	if (length > COMPOSE_CELL_MAX)
		return compose_passage(g->composer, text, length);
	return compose_cell(g->composer, field, 0, text, length);
}

void grid_heads(struct grid *g, bool all)
{
	g->headed |= all;
	g->form |= !all;
}

int grid_row_end(struct grid *g)
{
	bool known;

	if (g->use == GRID_LINES)
		return line_end(g);
	if (g->use == GRID_FIELDS) {
		compose_row_end(g->composer);
		return OUTCOME_OK;
	}
	known = held_row_end(&g->held);
	if (known && (g->headed || g->held.rows >= HEADER_ROWS))
		return settle(g);
	return OUTCOME_OK;
}

int grid_close(struct grid *g)
{
	int outcome = OUTCOME_OK;

	if (g->use == GRID_HELD)
		outcome = settle(g);
	if (outcome == OUTCOME_OK && g->use == GRID_LINES)
		outcome = line_end(g);
	g->use = GRID_CLOSED;
	return outcome;
}
