/*
 * Fields of delimited tables. A quote means something only where a field
 * begins, so a stray one inside a field does no harm; one that opens a field
 * and does not close it is found out by the rows that seem to stand in it.
 */
#include "scanner/formats/csv_lexer.h"

#include <string.h>

#include "scanner/formats/sql_escapes.h"

#define LINES_JUDGED 16
#define DELIMITERS_JUDGED 6 /* so many in place are no accident */

static bool is_escaped(const struct chunk *c, uint32_t from, uint32_t at)
{
	uint32_t before = at;

	while (before > from && c->text[before - 1] == '\\')
		before--;
	return (at - before) % 2;
}

/* The delimiter or line feed that ends a field which began at `from`. */
static uint32_t next_end(const struct csv *v, uint32_t from, uint32_t at)
{
	const struct csv_dialect *d = &v->dialect;
	const struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;

	for (;; at++) {
		at = marks_next(r->marks[ENDS], at, c->length);
		if (at == MARKS_NONE || v->plain)
			return at;
		if (d->escapes && is_escaped(c, from, at))
			continue;
		if (c->text[at] == '\n' || d->delimiter_length == 1)
			return at;
		if (at + d->delimiter_length > c->length && !r->stream.ended)
			return MARKS_NONE;
		if (!memcmp(c->text + at, d->delimiter, d->delimiter_length))
			return at;
	}
}

/* The quote that closes the field which opened before `at`. */
static uint32_t closing_quote(const struct csv *v, uint32_t at, bool *escaped)
{
	const struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;

	for (;;) {
		at = marks_next(r->marks[QUOTES], at, c->length);
		if (at == MARKS_NONE)
			return at;
		if (at + 1 == c->length && !r->stream.ended)
			return MARKS_NONE;
		if (c->text[at] == v->dialect.quote &&
		    (at + 1 == c->length ||
		     c->text[at + 1] != v->dialect.quote))
			return at;
		*escaped = true;
		at += 2;
	}
}

/* Whether the lines in text[open, end) are rows, at least so many of them:
 * then it is no quoted text. */
static bool holds_rows(const struct csv *v, uint32_t open, uint32_t end,
		       unsigned least)
{
	const struct csv_dialect *d = &v->dialect;
	const struct chunk *c = v->rows.stream.chunk;
	unsigned wanted = d->columns - 1 + 2 * d->framed;
	unsigned lines = 0, delimiters = 0;
	uint32_t at = next_end(v, open, open);

	for (; at < end && lines <= LINES_JUDGED;
	     at = next_end(v, open, at + 1)) {
		if (c->text[at] != '\n') {
			delimiters++;
			continue;
		}
		/* The first one is the rest of a row. */
		if (lines++ && delimiters != wanted)
			return false;
		delimiters = 0;
	}
	return wanted && lines > least &&
	       (least == 1 || (lines - 1) * wanted >= DELIMITERS_JUDGED);
}

/* Behind a closing quote: the field's end, or nothing that belongs there. */
static bool ends_field(const struct csv *v, uint32_t at)
{
	const struct csv_dialect *d = &v->dialect;
	const struct chunk *c = v->rows.stream.chunk;

	while (at < c->length && c->text[at] == ' ')
		at++;
	return at >= c->length || c->text[at] == '\n' ||
	       c->text[at] == '\r' ||
	       !memcmp(c->text + at, d->delimiter, d->delimiter_length);
}

enum quoting { QUOTED, STRAY, CUT };

/* What the quote at `open` of a field does. QUOTED: another closes it. */
static enum quoting read_quoted(struct csv *v, uint32_t at, uint32_t open,
				uint32_t *close, bool *escaped)
{
	const struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint32_t first = next_end(v, open, open + 1);

	*close = closing_quote(v, open + 1, escaped);
	if (*close < first)
		return QUOTED;
	if (*close != MARKS_NONE) {
		if (!memchr(c->text + first, '\n', *close - first) ||
		    (ends_field(v, *close + 1) &&
		     !holds_rows(v, open, *close, 2)))
			return QUOTED;
	} else if (!r->stream.ended) {
		/* To be looked at with the whole chunk behind it. */
		if (at || !holds_rows(v, open, c->length, 2))
			return CUT;
	} else if (!holds_rows(v, open, c->length, 1)) {
		v->cut = true;
		*close = c->length;
		return QUOTED;
	}
	v->stray = true;
	*close = MARKS_NONE;
	return STRAY;
}

/* Where the field's text or its quote stands, behind what a frame or blanks
 * put before it. */
static uint32_t opening(const struct csv *v, uint32_t at, unsigned index)
{
	const struct csv_dialect *d = &v->dialect;
	const struct chunk *c = v->rows.stream.chunk;
	uint32_t blank = at;

	while (blank < c->length && c->text[blank] == ' ')
		blank++;
	if (d->framed && !index &&
	    !memcmp(c->text + blank, d->delimiter, d->delimiter_length)) {
		at = blank += d->delimiter_length;
		while (blank < c->length && c->text[blank] == ' ')
			blank++;
	}
	return d->spaced && c->text[blank] == d->quote ? blank : at;
}

/* A frame's delimiter is no field's end but the row's. False when the chunk
 * ends before that is known. */
static bool skip_frame(const struct csv *v, struct csv_field *f)
{
	const struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	uint32_t at = csv_behind(v, f);

	while (at < c->length && (c->text[at] == ' ' || c->text[at] == '\r'))
		at++;
	if (at >= c->length && !r->stream.ended)
		return false;
	if (at >= c->length || c->text[at] == '\n') {
		f->end = at;
		f->last = true;
	}
	return true;
}

/* The end behind `at`, and whether it is the row's. */
static bool find_end(const struct csv *v, uint32_t at, struct csv_field *f)
{
	const struct chunk *c = v->rows.stream.chunk;

	f->end = next_end(v, f->from, at);
	if (f->end == MARKS_NONE) {
		if (!v->rows.stream.ended)
			return false;
		f->end = c->length;
	}
	f->to = f->end;
	f->last = f->end >= c->length || c->text[f->end] == '\n';
	if (f->last && f->end < c->length && f->to > f->from &&
	    c->text[f->to - 1] == '\r')
		f->to--;
	return f->last || !v->dialect.framed || skip_frame(v, f);
}

static void trim(const struct chunk *c, struct csv_field *f)
{
	while (f->from < f->to && c->text[f->from] == ' ')
		f->from++;
	while (f->to > f->from && c->text[f->to - 1] == ' ')
		f->to--;
}

bool csv_find_field(struct csv *v, uint32_t at, unsigned index,
		    struct csv_field *f)
{
	const struct csv_dialect *d = &v->dialect;
	const struct chunk *c = v->rows.stream.chunk;
	uint32_t close = MARKS_NONE;

	*f = (struct csv_field){ .from = at };
	if (!v->plain)
		f->from = opening(v, at, index);
	if (d->quote && f->from < c->length && c->text[f->from] == d->quote &&
	    read_quoted(v, at, f->from, &close, &f->escaped) == CUT)
		return false;
	if (!find_end(v, close == MARKS_NONE ? f->from : close, f))
		return false;
	if (d->drawn || d->spaced)
		trim(c, f);
	if (close != MARKS_NONE && (close + 1 == f->to || close == f->to)) {
		f->from++;
		f->to = close;
	} else {
		f->escaped = d->escapes &&
			     marks_next(v->rows.marks[QUOTES], f->from,
					f->to) != MARKS_NONE;
	}
	return true;
}

bool csv_find_piece_end(const struct csv *v, bool quoted, struct csv_field *f)
{
	uint32_t at = v->rows.at;

	*f = (struct csv_field){ .from = 0 };
	if (quoted) {
		at = closing_quote(v, at, &f->escaped);
		if (at == MARKS_NONE && !v->rows.stream.ended)
			return false;
	}
	return find_end(v, at == MARKS_NONE ? v->rows.stream.chunk->length
					    : at, f);
}

uint32_t csv_behind(const struct csv *v, const struct csv_field *f)
{
	const struct chunk *c = v->rows.stream.chunk;

	if (f->end >= c->length)
		return f->end;
	return f->end + (c->text[f->end] == '\n'
				 ? 1
				 : v->dialect.delimiter_length);
}

bool csv_is_null(const struct csv_dialect *d, const unsigned char *text,
		 uint32_t length)
{
	return d->escapes && length == 2 && !memcmp(text, "\\N", 2);
}

uint32_t csv_unescape(const struct csv_dialect *d, const unsigned char *text,
		      uint32_t length, unsigned char *out)
{
	uint32_t written = 0;

	for (uint32_t i = 0; i < length; i++) {
		if (d->escapes && text[i] == '\\' && i + 1 < length) {
			out[written++] = sql_escaped(text[++i]);
			continue;
		}
		out[written++] = text[i];
		i += text[i] == d->quote && i + 1 < length &&
		     text[i + 1] == d->quote;
	}
	return written;
}

/* A line of what tables are drawn with. */
static bool is_drawn(const unsigned char *text, size_t length)
{
	unsigned strokes = 0;

	for (size_t i = 0; i < length; i++) {
		if (strchr("-=+:", text[i]) && text[i]) {
			strokes++;
		} else if (text[i] == 0xE2 && i + 2 < length &&
			   (text[i + 1] & 0xFE) == 0x94) {
			strokes++;
			i += 2;
		} else if (text[i] != ' ' && text[i] != '|' &&
			   text[i] != '\r') {
			return false;
		}
	}
	return strokes > 2;
}

bool csv_skip_line(const struct csv *v, uint32_t *at)
{
	const struct csv_dialect *d = &v->dialect;
	const struct rows *r = &v->rows;
	const struct chunk *c = r->stream.chunk;
	const unsigned char *text = c->text + *at;
	uint32_t left = c->length - *at, feed;

	if (d->columns > 1 && left && text[0] == '\n') {
		++*at;
		return true;
	}
	if (d->columns > 1 && left > 1 && !memcmp(text, "\r\n", 2)) {
		*at += 2;
		return true;
	}
	if (!d->drawn)
		return false;
	for (feed = 0; feed < left && text[feed] != '\n';)
		feed++;
	if ((feed == left && !r->stream.ended) || !is_drawn(text, feed))
		return false;
	*at += feed + (feed < left);
	return true;
}
