/*
 * Thousands of rows of CSV and INSERT: every value is found, wherever among
 * them a block, or a list of what stands in it, ends.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "scanner/base/buffer.h"
#include "scanner/formats/format.h"

extern const struct format format_csv;

/* A value: how it is written, and what it is. */
struct value {
	const char *written, *is;
};

/* The first two are as most are. */
#define USUAL 2
#define VALUES 10

static const struct value csv_values[VALUES] = {
	{ "110101199003071233", "110101199003071233" },
	{ "abc", "abc" },
	{ "", "" },
	{ "\"quoted\"", "quoted" },
	{ "\"a,b\"", "a,b" },
	{ "\"\"", "" },
	{ "5\" disk", "5\" disk" },
	{ "\"he said \"\"x\"\"\"", "he said \"x\"" },
	{ "\"two\nlines\"", "two\nlines" },
	{ "1.10101E+17", "110101000000000000" },
};

static const struct value quoted_values[VALUES] = {
	{ "\"110101199003071233\"", "110101199003071233" },
	{ "\"abc\"", "abc" },
	{ "\"a,b\"", "a,b" },
	{ "\"a,b,c,d\"", "a,b,c,d" },
	{ "\"\"", "" },
	{ "", "" },
	{ "abc", "abc" },
	{ "\"\"\"x\"\"\"", "\"x\"" },
	{ "\"two\nlines\"", "two\nlines" },
	{ "\"1.10101E+17\"", "110101000000000000" },
};

static const struct value sql_values[VALUES] = {
	{ "'110101199003071233'", "110101199003071233" },
	{ "608337.49", "608337.49" },
	{ "NULL", "" },
	{ "''", "" },
	{ "'a),(b'", "a),(b" },
	{ "'it''s'", "it's" },
	{ "'\\'x\\' \\\\'", "'x' \\" },
	{ "N'x'", "x" },
	{ "'two\nlines' ", "two\nlines" },
	{ "-- c'\n 7", "7" },
};

/* How rows are written, and what stands around them. */
struct writing {
	const struct format *format;
	const struct value *values;
	const char *head, *open, *close, *last;
};

static const struct writing writings[] = {
	{ &format_csv, csv_values, "", "", "\n", "\n" },
	{ &format_csv, csv_values, "", "", "\r\n", "\r\n" },
	{ &format_csv, quoted_values, "", "", "\n", "\n" },
	{ &format_csv, quoted_values, "", "", "\r\n", "\r\n" },
	{ &format_sql, sql_values, "-- MySQL dump\nINSERT INTO t VALUES ", "(",
	  "),", ");\n" },
	{ &format_sql, sql_values, "-- MySQL dump\n",
	  "INSERT INTO t VALUES (", ");\n", ");\n" },
};

#define TEXT (600 * 1024) /* more than two blocks */
#define PLAIN_ROWS 64	  /* of which the head tells how they are written */

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 16;
}

/* Rows of that many values, of which one in `odd` is not usual. */
static void write_rows(const struct writing *w, unsigned width, unsigned odd,
		       struct buffer *text, struct buffer *wanted)
{
	uint32_t seed = width * 31 + odd;
	unsigned rows = 0;

	buffer_text(text, w->head);
	for (unsigned i = 0; w->format == &format_csv && i < width; i++)
		buffer_format(text, "c%u%s", i, i + 1 < width ? "," : "\n");
	while (text->length < TEXT || rows < 2 * PLAIN_ROWS) {
		buffer_text(text, w->open);
		for (unsigned i = 0; i < width; i++) {
			unsigned n = next(&seed) % odd || rows < PLAIN_ROWS
					     ? next(&seed) % USUAL
					     : next(&seed) % VALUES;

			buffer_text(text, i ? "," : "");
			buffer_text(text, w->values[n].written);
			buffer_format(wanted, "%s|", w->values[n].is);
		}
		buffer_text(text, ++rows < 2 * PLAIN_ROWS ||
						  text->length < TEXT
					  ? w->close
					  : w->last);
		buffer_byte(wanted, '\n');
	}
}

struct taker {
	struct emitter emitter;
	struct buffer got;
};

static int take_table(struct emitter *e, const struct table *t)
{
	(void)t;
	e->chunk->row = 0;
	return OUTCOME_OK;
}

static int take_cells(struct emitter *e)
{
	struct buffer *got = &((struct taker *)e)->got;
	const struct chunk *c = e->chunk;

	for (uint32_t i = 0; i < c->cell_count; i++) {
		const struct cell *cell = &c->cells[i];
		bool side = cell->flags & CELL_SIDE;

		if (cell->field == UINT16_MAX)
			continue;
		assert_false(cell->flags & CELL_PIECE);
		buffer_append(got, (side ? c->side : c->text) + cell->offset,
			      cell->length);
		buffer_byte(got, '|');
		if (cell->flags & CELL_ROW_END)
			buffer_byte(got, '\n');
	}
	return OUTCOME_OK;
}

static void read_rows(const struct format *format, const struct buffer *text,
		      struct taker *taker)
{
	struct memory_source source = memory_source(text->bytes, text->length);
	struct head head = { .bytes = text->bytes,
			     .length = HEAD_BYTES,
			     .path = "",
			     .text = text->bytes,
			     .text_length = HEAD_BYTES };
	struct budget budget = { .bytes_left = UINT64_MAX };
	struct problem problem = { 0 };
	struct extraction x = { .source = &source.source,
				.head = &head,
				.end = UINT64_MAX,
				.budget = &budget,
				.out = &taker->emitter,
				.problem = &problem };

	assert_int_equal(format->extract(&x), OUTCOME_OK);
}

static void assert_rows(const struct writing *w, unsigned width, unsigned odd)
{
	struct taker taker = { .emitter = { .table = take_table,
					    .emit = take_cells } };
	struct buffer text = { 0 }, wanted = { 0 };

	taker.emitter.chunk = calloc(1, sizeof(struct chunk));
	assert_non_null(taker.emitter.chunk);
	write_rows(w, width, odd, &text, &wanted);
	read_rows(w->format, &text, &taker);
	assert_int_equal(taker.got.length, wanted.length);
	assert_memory_equal(taker.got.bytes, wanted.bytes, wanted.length);
	free(taker.emitter.chunk);
	buffer_release(&taker.got);
	buffer_release(&text);
	buffer_release(&wanted);
}

static void every_value_is_found(void **state)
{
	static const unsigned widths[] = { 2, 11, 100, 1500 };

	(void)state;
	for (size_t i = 0; i < sizeof(writings) / sizeof(*writings); i++)
		for (size_t k = 0; k < sizeof(widths) / sizeof(*widths); k++)
			for (unsigned odd = 1; odd < 1000; odd = odd * 30 + 1)
				assert_rows(&writings[i], widths[k], odd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_value_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
