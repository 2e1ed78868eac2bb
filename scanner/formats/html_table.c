/* Tables of HTML: their rows, and cells that reach over others. See
 * html_page.h. */
#include "scanner/formats/html_page.h"

#include <string.h>

#define SPAN_MAX 1000 /* columns of a cell, as browsers have it */

static uint32_t number_of(const struct markup_tag *tag, const char *name)
{
	struct markup_attribute a = markup_find(tag, name);
	uint32_t n = 0;

	for (size_t i = 0; i < a.value_length && a.value[i] >= '0' &&
			   a.value[i] <= '9' && n < SPAN_MAX; i++)
		n = n * 10 + a.value[i] - '0';
	return !n ? 1 : n < SPAN_MAX ? n : SPAN_MAX;
}

int page_cell_end(struct page *p)
{
	int outcome = OUTCOME_OK;

	if (!p->in_cell)
		return OUTCOME_OK;
	p->in_cell = false;
	while (p->passage.length &&
	       p->passage.bytes[p->passage.length - 1] == '\n')
		p->passage.length--;
	p->composer.line = p->line;
	if (p->passage.length)
		outcome = grid_cell(&p->grid, p->field, p->passage.bytes,
				    p->passage.length);
	p->row_used |= p->passage.length > 0;
	for (uint32_t i = p->field; p->rows > 1 && i < p->field + p->span &&
				    i < PAGE_SPANS; i++)
		p->below[i] = (uint16_t)p->rows;
	p->field += p->span;
	buffer_clear(&p->passage);
	p->node = p->node_before = 0;
	p->blank = false;
	return outcome;
}

int page_row_end(struct page *p)
{
	int outcome = page_cell_end(p);

	if (!p->row_used || outcome != OUTCOME_OK)
		return outcome;
	if (p->heads && p->grid.use == GRID_HELD)
		grid_heads(&p->grid, !p->cells);
	p->row_used = false;
	for (unsigned i = 0; i < PAGE_SPANS; i++)
		p->below[i] -= p->below[i] > 0;
	return grid_row_end(&p->grid);
}

int page_row_begin(struct page *p)
{
	int outcome = page_row_end(p);

	p->field = 0;
	p->heads = p->cells = 0;
	return outcome;
}

int page_cell_begin(struct page *p, const struct markup_tag *tag, bool head)
{
	int outcome = page_cell_end(p);

	if (outcome == OUTCOME_OK)
		outcome = page_passage_end(p);
	if (p->owner != p->depth || !p->owner)
		return outcome;
	while (p->field < PAGE_SPANS && p->below[p->field])
		p->field++;
	p->in_cell = true;
	p->heads += head;
	p->cells += !head;
	p->span = number_of(tag, "colspan");
	p->rows = number_of(tag, "rowspan");
	return outcome;
}

/* A table around another one lays out the page. */
int page_table_begin(struct page *p)
{
	int outcome = page_row_end(p);

	if (outcome == OUTCOME_OK)
		outcome = page_passage_end(p);
	if (outcome == OUTCOME_OK && p->owner)
		outcome = grid_close(&p->grid);
	p->owner = ++p->depth;
	p->field = 0;
	memset(p->below, 0, sizeof(p->below));
	grid_open(&p->grid);
	return outcome;
}

int page_table_end(struct page *p)
{
	int outcome = page_row_end(p);

	if (outcome == OUTCOME_OK)
		outcome = page_passage_end(p);
	if (outcome == OUTCOME_OK && p->owner && p->owner == p->depth) {
		outcome = grid_close(&p->grid);
		p->owner = 0;
	}
	p->depth -= p->depth > 0;
	return outcome;
}
