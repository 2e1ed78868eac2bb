/*
 * Reads bytes as a format does in a sweep, and writes what is found as one
 * line each: for tests that compare one way of reading with another.
 */
#ifndef TESTS_UNIT_READING_H
#define TESTS_UNIT_READING_H

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "detectors/matcher.h"
#include "scanner/base/buffer.h"
#include "scanner/formats/format.h"
#include "scanner/identify.h"
#include "tests/unit/matched.h"

#define READING_TODAY 20260101

struct reading {
	struct emitter emitter;
	struct matcher *matcher;
	struct buffer *found;
	uint64_t rows;
};

static inline void reading_line(struct reading *r, const struct match *m)
{
	buffer_format(r->found, "%llu %s %s %d ",
		      (unsigned long long)m->offset,
		      detectors[m->detector]->id,
		      m->passed ? "hit" : "miss", (int16_t)m->field);
	buffer_append(r->found, m->value.bytes, m->value.length);
	buffer_byte(r->found, '\n');
}

static inline int reading_order(const void *a, const void *b)
{
	const struct match *m = a, *n = b;

	if (m->row != n->row)
		return m->row < n->row ? -1 : 1;
	if (m->offset != n->offset)
		return m->offset < n->offset ? -1 : 1;
	return m->field < n->field ? -1 : m->field > n->field;
}

static inline int reading_emit(struct emitter *e)
{
	struct reading *r = (struct reading *)e;
	struct match *matches;
	size_t count;

	matcher_begin(r->matcher, e->chunk);
	while ((count = matched(r->matcher, &matches))) {
		qsort(matches, count, sizeof(*matches), reading_order);
		for (size_t i = 0; i < count; i++)
			reading_line(r, &matches[i]);
		free(matches);
	}
	free(matches);
	e->chunk->row += matcher_rows(r->matcher);
	e->chunk->line += matcher_lines(r->matcher);
	r->rows += matcher_rows(r->matcher);
	return OUTCOME_OK;
}

/* Where columns are numbered as they come ("[]", the rows of JSON lines) their
 * names are what must be the same: written instead of the numbers. */
static inline void reading_name(struct buffer *found, const struct table *t)
{
	struct buffer named = { 0 };
	char *line = (char *)(uintptr_t)buffer_string(found);
	char *end = line + found->length;

	while (line < end) {
		char *feed = strchr(line, '\n') + 1;
		char *field = line;
		long number;

		for (unsigned i = 0; i < 3; i++)
			field = strchr(field, ' ') + 1;
		number = strtol(field, NULL, 10);
		buffer_append(&named, line, (size_t)(field - line));
		if (number < 0)
			buffer_text(&named, "-1");
		else if (number < (long)t->column_count)
			buffer_text(&named, t->columns[number]);
		field = strchr(field, ' ');
		buffer_append(&named, field, (size_t)(feed - field));
		line = feed;
	}
	buffer_release(found);
	*found = named;
}

static inline int reading_table(struct emitter *e, const struct table *t)
{
	if (t->kind == TABLE_DEFINITION && !strcmp(t->name, "[]"))
		reading_name(((struct reading *)e)->found, t);
	return OUTCOME_OK;
}

static inline int reading_member(struct emitter *e, const struct member *m)
{
	(void)e;
	(void)m;
	return OUTCOME_OK;
}

/* Identifies and reads `bytes`, cut at the `cuts` (ascending, the last one is
 * the length): each segment guesses, and is read again from the state before
 * it where it guessed wrong. None is read as a whole is, in which formats may
 * look for more (csv_tables.c). Returns the rows; lines go to *found, line
 * ends to *lines. */
static inline uint64_t reading_run(const unsigned char *bytes, size_t length,
				   const size_t *cuts, size_t count,
				   struct buffer *found, uint64_t *lines)
{
	static struct chunk chunk;
	struct identifier identifier = { 0 };
	struct identity identity;
	struct memory_source source = memory_source(bytes, length);
	struct budget budget = { .depth_max = 8, .bytes_left = UINT64_MAX };
	struct stream_state state = { 0 };
	uint64_t rows = 0;

	*lines = 0;
	identify(&identifier, bytes,
		 length < HEAD_BYTES ? length : HEAD_BYTES,
		 length < HEAD_BYTES, "test", NULL, &identity);
	if (!identity.format || !identity.format->segmented) {
		identifier_release(&identifier);
		return 0;
	}
	state.position = identity.head.bom;
	state.charset = identity.head.charset;
	for (size_t i = 0; i < count; i++) {
		uint64_t end = cuts[i];
		bool guess = i > 0;

		while (state.position < end) {
			struct buffer part = { 0 };
			struct problem problem = { 0 };
			struct reading r = {
				.emitter = { .chunk = &chunk,
					     .table = reading_table,
					     .emit = reading_emit,
					     .member = reading_member },
				.matcher = matcher_new(READING_TODAY,
						       SEEDS_BEST),
				.found = &part,
			};
			struct extraction x = {
				.source = &source.source,
				.head = &identity.head,
				.begin = i ? cuts[i - 1] : 0,
				.end = end,
				.guess = guess,
				.entry = state,
				.budget = &budget,
				.out = &r.emitter,
				.problem = &problem,
			};
			bool right;

			identity.format->extract(&x);
			matcher_free(r.matcher);
			right = x.entry.position == state.position &&
				x.entry.where == state.where &&
				!strcmp(x.entry.scope, state.scope) &&
				(x.entry.charset == state.charset ||
				 x.exit.charset == CHARSET_ASCII ||
				 x.exit.charset == state.charset);
			if (right) {
				uint8_t charset = state.charset;

				buffer_append(found, part.bytes, part.length);
				rows += r.rows;
				*lines += x.lines;
				state = x.exit;
				if (state.charset == CHARSET_ASCII)
					state.charset = charset;
			}
			buffer_release(&part);
			if (right)
				break;
			guess = false;
		}
	}
	identifier_release(&identifier);
	return rows;
}

/* Reads bytes behind a head of some format, once as a whole and once cut at a
 * place that the first two bytes name: both must find the same. For fuzz
 * targets. */
static inline int reading_cut_anywhere(const char *head, const uint8_t *bytes,
				       size_t length)
{
	struct buffer text = { 0 }, whole = { 0 }, parts = { 0 };
	uint64_t lines, cut_lines, rows;
	size_t cuts[2];

	if (length < 3 || length > 32768)
		return 0;
	buffer_text(&text, head);
	buffer_append(&text, bytes + 2, length - 2);
	/* Segments are multiples of four long, for UTF-32. */
	cuts[0] = (4 + (bytes[0] << 8 | bytes[1]) % text.length) & ~(size_t)3;
	cuts[1] = text.length;
	rows = reading_run(text.bytes, text.length, &cuts[1], 1, &whole,
			   &lines);
	if (cuts[0] < cuts[1]) {
		assert(reading_run(text.bytes, text.length, cuts, 2, &parts,
				   &cut_lines) == rows);
		assert(parts.length == whole.length && cut_lines == lines);
		assert(!parts.length ||
		       !memcmp(parts.bytes, whole.bytes, parts.length));
	}
	buffer_release(&text);
	buffer_release(&whole);
	buffer_release(&parts);
	return 0;
}

#endif
