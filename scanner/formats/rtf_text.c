/*
 * Text of RTF: bytes are gathered as long as their charset is the same, so
 * that a character may be divided by anything, and lines until they end.
 */
#include <string.h>

#include "scanner/formats/rtf.h"

#define RAW_MAX 4096
#define LINE_LONG (64 * 1024) /* ends at the next blank, */
#define LINE_HARD (512 * 1024) /* or here */

static struct buffer *target(struct rtf *r)
{
	return r->group->use == RTF_ASIDE ? &r->aside : &r->text;
}

static bool is_silent(const struct rtf *r)
{
	return r->group->use > RTF_ASIDE;
}

static void hand_over(struct rtf *r, struct buffer *text)
{
	if (text->length && r->outcome == OUTCOME_OK)
		r->outcome = compose_passage(&r->composer, text->bytes,
					     text->length);
	buffer_clear(text);
}

static void append(struct rtf *r, const void *bytes, size_t length)
{
	struct buffer *text = target(r);

	buffer_append(text, bytes, length);
	if (text->length > LINE_HARD ||
	    (text->length > LINE_LONG && length &&
	     text->bytes[text->length - 1] == ' '))
		hand_over(r, text);
}

static void decode(struct rtf *r)
{
	unsigned char out[3 * RAW_MAX + 16];
	size_t n;

	if (!r->raw.length)
		return;
	n = charset_decode(r->raw_in, r->raw.bytes, r->raw.length, out,
			   sizeof(out));
	buffer_clear(&r->raw);
	append(r, out, n);
}

/* Whether this character stands for a \u before it. */
static bool is_skipped(struct rtf *r)
{
	if (!r->skip)
		return false;
	r->skip--;
	return true;
}

void rtf_byte(struct rtf *r, unsigned char byte)
{
	if (is_skipped(r) || is_silent(r))
		return;
	/* behind a blank no character is under way */
	if (r->raw_in != r->group->charset || r->raw.length >= RAW_MAX ||
	    (r->raw.length > RAW_MAX / 2 && byte == ' '))
		decode(r);
	r->raw_in = r->group->charset;
	buffer_byte(&r->raw, byte);
}

void rtf_put(struct rtf *r, const char *text)
{
	if (is_skipped(r) || is_silent(r))
		return;
	decode(r);
	append(r, text, strlen(text));
}

void rtf_unit(struct rtf *r, uint16_t unit)
{
	unsigned char units[4] = { (unsigned char)r->high,
				   (unsigned char)(r->high >> 8),
				   (unsigned char)unit,
				   (unsigned char)(unit >> 8) };
	unsigned char out[4];
	size_t n;
	bool pair = r->high != 0;

	r->skip = r->group->skip;
	r->high = unit >= 0xD800 && unit <= 0xDBFF ? unit : 0;
	if (r->high || is_silent(r))
		return;
	decode(r);
	n = charset_decode(CHARSET_UTF16LE, pair ? units : units + 2,
			   pair ? 4 : 2, out, sizeof(out));
	append(r, out, n);
}

/* Properties, parts of a field or a shape are a line each. */
void rtf_aside_begin(struct rtf *r)
{
	if (is_silent(r))
		return;
	if (r->group->use == RTF_ASIDE)
		rtf_line_end(r);
	decode(r);
	r->group->use = RTF_ASIDE;
	r->group->begins = true;
}

void rtf_aside_end(struct rtf *r)
{
	enum rtf_use use = r->group->use;

	r->group->use = RTF_ASIDE;
	decode(r);
	r->group->use = use;
	hand_over(r, &r->aside);
}

static void grid_end(struct rtf *r)
{
	if (r->grid.use == GRID_CLOSED)
		return;
	rtf_row_end(r);
	if (r->outcome == OUTCOME_OK)
		r->outcome = grid_close(&r->grid);
}

void rtf_line_end(struct rtf *r)
{
	if (is_silent(r))
		return;
	decode(r);
	if (r->group->use == RTF_ASIDE) {
		hand_over(r, &r->aside);
	} else if (r->in_table) {
		if (r->text.length)
			buffer_byte(&r->text, '\n');
	} else {
		grid_end(r);
		hand_over(r, &r->text);
	}
}

/* Tables of notes and headers are lines. */
void rtf_cell_end(struct rtf *r)
{
	if (r->group->use != RTF_TEXT) {
		rtf_put(r, ": ");
		return;
	}
	decode(r);
	while (r->text.length && r->text.bytes[r->text.length - 1] == '\n')
		r->text.length--;
	if (r->grid.use == GRID_CLOSED)
		grid_open(&r->grid);
	if (r->text.length && r->outcome == OUTCOME_OK)
		r->outcome = grid_cell(&r->grid, r->field, r->text.bytes,
				       r->text.length);
	r->row_used |= r->text.length > 0;
	r->field++;
	buffer_clear(&r->text);
}

void rtf_row_end(struct rtf *r)
{
	if (r->group->use != RTF_TEXT) {
		rtf_line_end(r);
		return;
	}
	r->field = 0;
	if (!r->row_used)
		return;
	r->row_used = false;
	if (r->outcome == OUTCOME_OK)
		r->outcome = grid_row_end(&r->grid);
}

void rtf_text_end(struct rtf *r)
{
	decode(r);
	r->group = r->groups;
	grid_end(r);
	hand_over(r, &r->text);
	hand_over(r, &r->aside);
	if (r->outcome == OUTCOME_OK)
		r->outcome = compose_flush(&r->composer);
}
