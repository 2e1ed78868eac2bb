/* Rows of sheets. See sheet_rows.h. */
#include "scanner/formats/sheet_rows.h"

#include "scanner/base/number.h"

void sheet_start(struct sheet_rows *s, struct composer *composer,
		 const char *name)
{
	s->composer = composer;
	s->name = name;
	s->settled = s->row_used = false;
	buffer_clear(&s->loose);
	held_start(&s->held);
}

void sheet_release(struct sheet_rows *s)
{
	buffer_release(&s->loose);
	held_release(&s->held);
}

static int settle(struct sheet_rows *s)
{
	if (s->settled)
		return OUTCOME_OK;
	s->settled = true;
	return held_settle(&s->held, s->name, s->composer);
}

int sheet_cell(struct sheet_rows *s, uint32_t column, unsigned flags,
	       const unsigned char *text, size_t length)
{
	int outcome;

	s->row_used = true;
	if (!s->settled && held_cell(&s->held, column, flags, text, length))
		return OUTCOME_OK;
	outcome = settle(s);
	return outcome == OUTCOME_OK ? compose_cell(s->composer, column, flags,
						    text, length)
				     : outcome;
}

int sheet_number(struct sheet_rows *s, uint32_t column, double value)
{
	char text[NUMBER_TEXT];
	size_t length = number_write(value, text);

	return sheet_cell(s, column, CELL_NUMBER, (unsigned char *)text,
			  length);
}

int sheet_row_end(struct sheet_rows *s)
{
	if (!s->row_used)
		return OUTCOME_OK;
	s->row_used = false;
	if (s->settled) {
		compose_row_end(s->composer);
		return OUTCOME_OK;
	}
	return held_row_end(&s->held) ? settle(s) : OUTCOME_OK;
}

static int flush_loose(struct sheet_rows *s)
{
	int outcome;

	if (!s->loose.length)
		return OUTCOME_OK;
	outcome = settle(s);
	if (outcome == OUTCOME_OK)
		outcome = compose_prose(s->composer, s->loose.bytes,
					s->loose.length);
	buffer_clear(&s->loose);
	return outcome;
}

int sheet_loose(struct sheet_rows *s, const unsigned char *text, size_t length)
{
	buffer_append(&s->loose, text, length);
	return s->loose.length < SHEET_LOOSE_MAX ? OUTCOME_OK : flush_loose(s);
}

int sheet_end(struct sheet_rows *s)
{
	int outcome = sheet_row_end(s);

	if (outcome == OUTCOME_OK && s->held.count)
		outcome = settle(s);
	if (outcome == OUTCOME_OK)
		outcome = flush_loose(s);
	return outcome == OUTCOME_OK ? compose_flush(s->composer) : outcome;
}
