/* The flow of a document's text. See flow.h. */
#include "scanner/formats/flow.h"

#define ASIDE_MAX (64 * 1024)

enum channel flow_channel(const struct flow *f)
{
	return f->asides ? BESIDE : IN_LINE;
}

/* Nothing stands before what comes next. */
static bool begins(const struct flow *f, enum channel channel)
{
	if (channel == BESIDE)
		return !f->aside.length && !f->continued;
	if (f->table.in_cell)
		return !f->table.cell.length;
	return !f->table.open && !f->package->prose;
}

bool flow_spill(struct flow *f)
{
	static const unsigned char end[] = "\n";
	bool going;

	if (!f->aside.length)
		return true;
	going = (f->continued || begins(f, IN_LINE) ||
		 passage_table_loose(&f->table, end, 1)) &&
		passage_table_loose(&f->table, f->aside.bytes, f->aside.length);
	f->divide[IN_LINE] = true;
	f->continued = false;
	buffer_clear(&f->aside);
	return going;
}

/* In a table what stands beside waits for its end: it would part the row. */
bool flow_end_line(struct flow *f)
{
	if (f->lines || f->asides || f->table.open)
		return true;
	return flow_spill(f);
}

static bool put_beside(struct flow *f, const unsigned char *text, size_t length)
{
	bool going;

	buffer_append(&f->aside, text, length);
	if (f->aside.length < ASIDE_MAX)
		return true;
	going = flow_spill(f);
	f->continued = true;
	return going;
}

/* What is larger than any cell may be stands beside. */
static bool put_in_cell(struct flow *f, const unsigned char *text,
			size_t length)
{
	struct buffer *cell = &f->table.cell;

	if (cell->length + length <= COMPOSE_CELL_MAX) {
		buffer_append(cell, text, length);
		return true;
	}
	f->table.overflowed = true;
	if (f->aside.length)
		buffer_byte(&f->aside, '\n');
	buffer_append(&f->aside, cell->bytes, cell->length);
	buffer_clear(cell);
	return put_beside(f, text, length);
}

static bool put(struct flow *f, enum channel channel, const unsigned char *text,
		size_t length)
{
	const struct passage_table *t = &f->table;

	if (channel == BESIDE || (t->open && (!t->in_cell || t->overflowed)))
		return put_beside(f, text, length);
	f->continued = false;
	f->last = text[length - 1];
	if (t->open)
		return put_in_cell(f, text, length);
	return package_prose(f->package, text, length);
}

bool flow_say(struct flow *f, enum channel channel, const unsigned char *text,
	      size_t length)
{
	bool divide = f->divide[channel], blank = f->blank[channel];

	if (!length)
		return true;
	f->divide[channel] = f->blank[channel] = false;
	if (channel == IN_LINE)
		f->divide[BESIDE] = true;
	if (begins(f, channel))
		divide = blank = false;
	if ((divide || blank) &&
	    !put(f, channel, (const unsigned char *)(divide ? "\n" : " "), 1))
		return false;
	return put(f, channel, text, length);
}

/* Says the words of a text with one blank between them. */
bool flow_words(struct flow *f, enum channel channel, const unsigned char *text,
		size_t length)
{
	while (length) {
		size_t n = 0;

		while (n < length && flow_blank(text[n]) == flow_blank(text[0]))
			n++;
		if (flow_blank(text[0]))
			f->blank[channel] = true;
		else if (!flow_say(f, channel, text, n))
			return false;
		text += n;
		length -= n;
	}
	return true;
}

/* A tab parts columns; but a label goes with its value. */
bool flow_tab(struct flow *f)
{
	enum channel channel = flow_channel(f);
	bool value = channel == BESIDE || (f->last >= '0' && f->last <= '9');

	return f->divide[channel] ||
	       flow_say(f, channel, (const unsigned char *)(value ? "\t" : " "),
			1);
}
