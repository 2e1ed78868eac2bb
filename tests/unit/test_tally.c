/*
 * From cells to the columns of the inventory, through the sink: chunks as an
 * extractor makes them, in one part or in several.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "reports/inventory/catalogue.h"
#include "reports/inventory/part.h"
#include "scanner/base/cell_hash.h"
#include "scanner/base/chunk.h"

#define COLUMNS 64

static int see_asset(void *context, const struct asset *asset)
{
	(void)context, (void)asset;
	return 0;
}

static int see_finding(void *context, const struct finding *finding)
{
	(void)context, (void)finding;
	return 0;
}

static int see_profile(void *context, const struct profile *profile)
{
	(void)context, (void)profile;
	return 0;
}

static int see_people(void *context, const struct people *people)
{
	(void)context, (void)people;
	return 0;
}

struct bench {
	struct keys keys;
	struct collector *collector;
	const struct sink *sink;
	struct account *account;
	struct part *part;
	struct chunk *chunk;
	struct listener listener;
	struct column columns[COLUMNS];
	char texts[COLUMNS][4][64]; /* table, name, comment, type */
	size_t count;
};

static const char *keep(char to[64], const char *text)
{
	if (!text)
		return NULL;
	snprintf(to, 64, "%s", text);
	return to;
}

static int see_column(void *context, const struct column *column)
{
	struct bench *b = context;
	struct column *c = &b->columns[b->count];
	char (*texts)[64] = b->texts[b->count];

	assert_true(b->count < COLUMNS);
	assert_int_equal(column->number, b->count);
	*c = *column;
	c->table = keep(texts[0], column->table);
	c->name = keep(texts[1], column->name);
	c->comment = keep(texts[2], column->comment);
	c->type = keep(texts[3], column->type);
	b->count++;
	return 0;
}

static struct bench *bench_new(bool every_row)
{
	struct bench *b = calloc(1, sizeof(*b));
	struct collector_options options = { .every_row = every_row,
					     .policy = policy_default(),
					     .today = 20260101 };
	struct problem problem = { 0 };

	assert_non_null(b);
	b->chunk = calloc(1, sizeof(*b->chunk));
	assert_non_null(b->chunk);
	memset(b->keys.engagement, 7, sizeof(b->keys.engagement));
	keys_derive(&b->keys);
	b->listener = (struct listener){ b, see_asset, see_finding, see_profile,
					 see_column, see_people };
	options.keys = &b->keys;
	options.listener = &b->listener;
	b->collector = collector_new(&options, &problem);
	assert_non_null(b->collector);
	b->sink = collector_sink(b->collector);
	b->account = b->sink->asset_open(b->sink->context, "a");
	b->part = b->sink->part_open(b->account);
	assert_true(b->account && b->part);
	return b;
}

static void next_part(struct bench *b)
{
	struct problem problem = { 0 };

	assert_int_equal(b->sink->asset_commit(b->account, b->part, 0,
					       &problem), OUTCOME_OK);
	b->part = b->sink->part_open(b->account);
	assert_non_null(b->part);
}

static void finish(struct bench *b)
{
	struct asset asset = { .path = "a" };
	struct problem problem = { 0 };

	assert_int_equal(b->sink->asset_commit(b->account, b->part, 0,
					       &problem), OUTCOME_OK);
	assert_int_equal(b->sink->asset_close(b->account, &asset, &problem),
			 OUTCOME_OK);
}

static void bench_free(struct bench *b)
{
	collector_free(b->collector);
	free(b->chunk);
	free(b);
}

static void open_table(struct bench *b, const struct table *table)
{
	int64_t number = b->sink->part_table(b->part, table);

	assert_true(number >= 0);
	if (table->kind == TABLE_ROWS)
		b->chunk->table = (uint32_t)number;
	b->chunk->row = 0;
}

/* Puts a cell into the chunk; NULL: NULL. */
static void put(struct bench *b, uint16_t field, const char *text,
		unsigned flags)
{
	struct chunk *c = b->chunk;
	uint32_t length = text ? (uint32_t)strlen(text) : 0;

	assert_true(c->length + length < CHUNK_TEXT);
	memcpy(c->text + c->length, text ? text : "", length);
	c->cells[c->cell_count++] = (struct cell){
		.offset = c->length, .length = length, .field = field,
		.flags = (uint16_t)(flags | (text ? 0 : CELL_NULL)),
		.place = c->length,
	};
	c->length += length;
	c->end = c->length;
}

/* Hands over what is in the chunk, as the engine does. */
static void hand_over(struct bench *b)
{
	struct chunk *c = b->chunk;
	struct batch batch = { .table = c->table };
	struct problem problem = { 0 };
	uint32_t i;

	assert_int_equal(b->sink->part_cells(b->part, c, &problem),
			 OUTCOME_OK);
	for (i = 0; i < c->cell_count; i++)
		batch.rows += (c->cells[i].flags & CELL_ROW_END) != 0;
	assert_int_equal(b->sink->part_take(b->part, &batch, &problem),
			 OUTCOME_OK);
	c->row += batch.rows;
	c->cell_count = c->length = c->begin = c->end = 0;
}

static void put_row(struct bench *b, const char *const *texts, uint16_t count)
{
	uint16_t i;

	if (b->chunk->cell_count + count > CHUNK_CELLS ||
	    b->chunk->length > CHUNK_TEXT - 4096)
		hand_over(b);
	for (i = 0; i < count; i++)
		put(b, i, texts[i], i + 1 == count ? CELL_ROW_END : 0);
}

static const char *const three[] = { "id", "name", "born" };
static const struct table people = { .name = "people", .columns = three,
				     .column_count = 3 };

static const struct column *column(const struct bench *b, const char *name)
{
	size_t i;

	for (i = 0; i < b->count; i++)
		if (!strcmp(b->columns[i].name, name))
			return &b->columns[i];
	fail_msg("no column %s", name);
	return NULL;
}

static void every_column_is_told(void **state)
{
	static const char *const rows[][3] = {
		{ "1", "张三", "1990-03-07" }, { "2", "", "1985/12/1" },
		{ "3", NULL, "n/a" }, { "4", "Li Si", NULL },
		{ "5", "张三", "19771231" },
	};
	struct bench *b = bench_new(false);
	const struct column *c;
	size_t i;

	(void)state;
	open_table(b, &people);
	for (i = 0; i < 5; i++)
		put_row(b, rows[i], 3);
	hand_over(b);
	finish(b);
	assert_int_equal(b->count, 3);
	c = column(b, "id");
	assert_true(c->rows == 5 && c->filled == 5 && c->distinct == 5);
	assert_true(c->shapes[SHAPE_NUMBER] == 5 && c->in_series == 5 &&
		    c->near == 4);
	assert_true(c->shortest == 1 && c->longest == 1 && c->bytes == 5);
	c = column(b, "name");
	assert_true(c->filled == 3 && c->blanks == 1 && c->nulls == 1);
	assert_true(c->shapes[SHAPE_HAN] == 2 && c->shapes[SHAPE_ASCII] == 1);
	assert_true(c->distinct == 2 && c->distinct_error == 0);
	assert_true(c->shortest == 5 && c->longest == 6 && c->bytes == 17);
	c = column(b, "born");
	assert_true(c->shapes[SHAPE_DATE] == 3 && c->shapes[SHAPE_ASCII] == 1);
	assert_int_equal(c->index, 2);
	bench_free(b);
}

struct wanted {
	uint64_t filled, bytes, longest;
};

/* One row of `width` cells, whose lengths follow from row and column. */
static void put_odd_row(struct bench *b, uint16_t row, uint16_t width,
			struct wanted *wanted)
{
	char text[16];
	uint16_t i;

	if (b->chunk->cell_count + width > CHUNK_CELLS)
		hand_over(b);
	for (i = 0; i < width; i++) {
		size_t length = (row + i) % 12;

		snprintf(text, sizeof(text), "%.*s", (int)length,
			 "abcdefghijkl");
		put(b, i, text, i + 1 == width ? CELL_ROW_END : CELL_NUMBER);
		wanted[i].filled += length > 0;
		wanted[i].bytes += length;
		if (length > wanted[i].longest)
			wanted[i].longest = length;
	}
}

/* Whether rows are taken by vectors or cell by cell makes no difference. */
static void odd_rows_count_the_same(void **state)
{
	static const struct table table = { .name = "wide" };
	struct bench *b = bench_new(true);
	struct wanted wanted[300] = { { 0 } };
	const struct tally *tally;
	uint16_t row, i;

	(void)state;
	open_table(b, &table);
	for (row = 0; row < 700; row++) {
		put_odd_row(b, row, row > 600 ? 300 : row % 7 == 3
							      ? row % 256 + 1
							      : 11, wanted);
		if (row % 50 == 0)
			hand_over(b);
	}
	hand_over(b);
	for (i = 0; i < 300; i++) {
		tally = &b->part->book.sheets[0]->tallies[i];
		assert_int_equal(tally->filled, wanted[i].filled);
		assert_int_equal(tally->bytes, wanted[i].bytes);
		assert_int_equal(tally->longest, wanted[i].longest);
		assert_int_equal(tally->shortest, 1);
	}
	b->sink->part_drop(b->part);
	account_free(b->account);
	bench_free(b);
}

/* A column of `distinct` numbers, each so often, in parts of `rows` rows. */
static void number_column(struct bench *b, unsigned distinct, unsigned times,
			  unsigned rows)
{
	unsigned i, n = distinct * times;
	char text[16];
	const char *cells[] = { text, "", "x" };

	open_table(b, &people);
	for (i = 0; i < n; i++) {
		snprintf(text, sizeof(text), "%u", 100000 + i % distinct);
		put_row(b, cells, 3);
		if (i % rows == rows - 1) {
			hand_over(b);
			next_part(b);
			open_table(b, &people);
		}
	}
	hand_over(b);
	finish(b);
}

static void parts_add_up(void **state)
{
	struct bench *one = bench_new(true), *many = bench_new(true);
	struct column *a = one->columns, *c = many->columns;

	(void)state;
	number_column(one, 5000, 3, 20000);
	number_column(many, 5000, 3, 1234);
	assert_true(one->count == 3 && many->count == 3);
	assert_true(a->rows == 15000 && a->distinct == 5000);
	assert_true(a->looked == 15000 && a->distinct_error == 0);
	assert_true(c->rows == 15000 && c->distinct == 5000);
	assert_true(c->filled == 15000 && c->near * 2 > c->in_series);
	assert_int_equal(c[1].blanks, 15000);
	assert_int_equal(c[2].distinct, 1);
	bench_free(one);
	bench_free(many);
}

static void many_values_are_estimated(void **state)
{
	struct bench *b = bench_new(true);
	const struct column *c = b->columns;
	double off;

	(void)state;
	number_column(b, 100000, 1, 30000);
	assert_in_range((uint64_t)(c->distinct_error * 10000), 100, 170);
	off = (double)c->distinct / 100000 - 1;
	assert_true(off < 4 * c->distinct_error &&
		    off > -4 * c->distinct_error);
	bench_free(b);
}

static void some_rows_are_looked_at(void **state)
{
	struct bench *b = bench_new(false);
	const struct column *c = b->columns;

	(void)state;
	number_column(b, 100000, 1, 1000000);
	assert_int_equal(c->filled, 100000);
	assert_in_range(c->looked, 2048 + (100000 - 2048) / 64,
			2048 + (100000 - 2048) / 64 + 1);
	assert_int_equal(c->distinct, c->looked);
	assert_int_equal(c->bytes, 600000);
	bench_free(b);
}

/* ---- how many there are at most ---- */

#define MOST_ROWS 300000

static uint64_t constant(uint64_t row)
{
	(void)row;
	return 1;
}

static uint64_t mixed(uint64_t n)
{
	n = (n + 1) * 0x9E3779B97F4A7C15;
	n = (n ^ n >> 30) * 0xBF58476D1CE4E5B9;
	n = (n ^ n >> 27) * 0x94D049BB133111EB;
	return n ^ n >> 31;
}

static uint64_t five(uint64_t row)
{
	return mixed(row) % 5;
}

/* The n-th most frequent has about 1/n of what the first has. */
static uint64_t zipf(uint64_t row)
{
	double u = (double)(mixed(row) >> 11) / 9007199254740992.0;

	return (uint64_t)exp(u * log(50000));
}

static uint64_t unique(uint64_t row)
{
	return row;
}

static uint64_t twice(uint64_t row)
{
	return mixed(row) % (MOST_ROWS / 2);
}

static uint64_t blocks_of_10(uint64_t row)
{
	return row / 10;
}

static uint64_t blocks_of_1000(uint64_t row)
{
	return row / 1000;
}

static uint64_t cycle_of_4096(uint64_t row)
{
	return row % 4096;
}

static uint64_t cycle_of_3000(uint64_t row)
{
	return row % 3000;
}

static uint64_t late(uint64_t row)
{
	return row < MOST_ROWS / 2 ? 0 : row;
}

/* One row in a thousand is another. */
static uint64_t rare(uint64_t row)
{
	return mixed(row) % 1000 ? 0 : row;
}

static int compare_numbers(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* How many different ones there are. */
static uint64_t count_of(uint64_t (*value)(uint64_t))
{
	uint64_t *all = calloc(MOST_ROWS, sizeof(*all)), count = 0, i;

	assert_non_null(all);
	for (i = 0; i < MOST_ROWS; i++)
		all[i] = value(i);
	qsort(all, MOST_ROWS, sizeof(*all), compare_numbers);
	for (i = 0; i < MOST_ROWS; i++)
		count += !i || all[i] != all[i - 1];
	free(all);
	return count;
}

/* The bounds that the column is told with, of rows in parts of that many. */
static void bounds_hold(uint64_t (*value)(uint64_t), uint64_t rows,
			uint64_t most)
{
	struct bench *b = bench_new(false);
	const struct column *c = b->columns;
	uint64_t count = count_of(value), i;
	char text[24];
	const char *cells[] = { text, "", "x" };

	open_table(b, &people);
	for (i = 0; i < MOST_ROWS; i++) {
		snprintf(text, sizeof(text), "v%llu",
			 (unsigned long long)value(i));
		put_row(b, cells, 3);
		if (i % rows == rows - 1) {
			hand_over(b);
			next_part(b);
			open_table(b, &people);
		}
	}
	hand_over(b);
	finish(b);
	assert_true(c->looked < c->filled);
	if ((double)c->distinct * (1 - 3 * c->distinct_error) > (double)count)
		fail_msg("at least %d of %d", (int)c->distinct, (int)count);
	if (c->distinct_most < count || c->distinct_most > most)
		fail_msg("at most %d of %d", (int)c->distinct_most,
			 (int)count);
	assert_true(c->distinct_most <= c->filled);
	bench_free(b);
}

static void bounds_of_all_rows(void **state)
{
	static const uint64_t rows[] = { MOST_ROWS, 100000 };
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		bounds_hold(constant, rows[i], 400);
		bounds_hold(five, rows[i], 400);
		bounds_hold(cycle_of_4096, rows[i], 100000);
		bounds_hold(cycle_of_3000, rows[i], 100000);
		bounds_hold(blocks_of_1000, rows[i], 900);
		bounds_hold(zipf, rows[i], 200000);
		bounds_hold(rare, rows[i], 3000);
		bounds_hold(blocks_of_10, rows[i], MOST_ROWS);
		bounds_hold(twice, rows[i], MOST_ROWS);
		bounds_hold(late, rows[i], MOST_ROWS);
		bounds_hold(unique, rows[i], MOST_ROWS);
	}
}

static void definitions_tell_more(void **state)
{
	static const char *const all[] = { "id", "name", "tel", "note" };
	static const char *const comments[] = { NULL, "姓名", NULL,
						"of 11010519491231002X" };
	static const char *const types[] = { "int", "varchar(20)", NULL,
					     "text" };
	static const char *const few[] = { "tel", "id" };
	static const struct table definition = {
		.name = "t", .columns = all, .comments = comments,
		.types = types, .column_count = 4, .kind = TABLE_DEFINITION,
	};
	static const struct table empty = {
		.name = "empty", .columns = few, .types = types,
		.column_count = 2, .kind = TABLE_DEFINITION,
	};
	static const struct table some = { .name = "t", .columns = few,
					   .column_count = 2 };
	static const char *const cells[] = { "13800138000", "7" };
	struct bench *b = bench_new(false);
	const struct column *c;

	(void)state;
	open_table(b, &definition);
	open_table(b, &empty);
	open_table(b, &some);
	put_row(b, cells, 2);
	hand_over(b);
	finish(b);
	assert_int_equal(b->count, 6);
	assert_string_equal(b->columns[0].table, "empty");
	assert_int_equal(b->columns[0].rows, 0);
	assert_string_equal(b->columns[2].name, "tel");
	assert_string_equal(b->columns[2].label, "tel");
	assert_string_equal(b->columns[3].type, "int");
	assert_int_equal(b->columns[3].rows, 1);
	c = column(b, "name");
	assert_string_equal(c->comment, "姓名");
	assert_string_equal(c->type, "varchar(20)");
	assert_true(c->rows == 1 && c->nulls == 1);
	c = column(b, "note"); /* values in comments are masked */
	assert_null(strstr(c->comment, "19491231"));
	bench_free(b);
}

/* INSERT with lists of columns: one table. */
static void lists_of_columns_are_joined(void **state)
{
	static const char *const all[] = { "id", "name", "tel" };
	static const char *const back[] = { "tel", "id" };
	static const char *const more[] = { "id", "extra" };
	static const struct table lists[] = {
		{ .name = "t", .columns = all, .column_count = 3 },
		{ .name = "t", .columns = back, .column_count = 2 },
		{ .name = "t", .columns = more, .column_count = 2 },
	};
	static const char *const cells[] = { "1", "22", "333" };
	struct bench *b = bench_new(false);
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		open_table(b, &lists[i]);
		put_row(b, cells, (uint16_t)lists[i].column_count);
		hand_over(b);
	}
	finish(b);
	assert_int_equal(b->count, 4);
	assert_true(column(b, "id")->filled == 3);
	assert_true(column(b, "id")->longest == 2);
	assert_true(column(b, "tel")->filled == 2);
	assert_true(column(b, "tel")->nulls == 1);
	assert_true(column(b, "name")->nulls == 2);
	assert_true(column(b, "extra")->filled == 1);
	assert_true(column(b, "extra")->rows == 3);
	bench_free(b);
}

/* A text in pieces, with context of the one in the other. */
static void pieces_are_one_text(void **state)
{
	struct bench *b = bench_new(false);
	struct chunk *chunk = b->chunk;
	const struct column *c;
	int i;

	(void)state;
	open_table(b, &people);
	for (i = 0; i < 2; i++) {
		put(b, 0, "1", 0);
		put(b, 1, "aaaabbbb", CELL_PIECE);
		chunk->end = chunk->length - 4;
		hand_over(b);
		put(b, 1, "aaaabbbbcc", CELL_PIECE);
		chunk->begin = 4; /* bbbb was not its own yet */
		put(b, 2, "x", CELL_ROW_END);
		hand_over(b);
	}
	finish(b);
	c = column(b, "name");
	assert_true(c->filled == 2 && c->blanks == 0 && c->nulls == 0);
	assert_true(c->longest == 10 && c->bytes == 20);
	assert_int_equal(c->distinct, 1);
	assert_int_equal(column(b, "born")->filled, 2);
	bench_free(b);
}

static void columns_are_bounded(void **state)
{
	struct bench *b = bench_new(false);
	struct table table = { .name = NULL };
	char name[16];
	struct column last;
	uint16_t row, i;

	(void)state;
	for (row = 0; row < 50; row++) {
		snprintf(name, sizeof(name), "t%u", row);
		table.name = name;
		open_table(b, &table);
		for (i = 0; i < 500; i++)
			put(b, i, "x", i == 499 ? CELL_ROW_END : 0);
		hand_over(b);
	}
	assert_true(b->part->book.tally_count <
		    book_limits_part.tallies + 500);
	assert_non_null(b->part->book.other);
	last = (struct column){ .filled =
		b->part->book.other->tallies[0].filled };
	assert_true(last.filled > 10000 && last.filled < 25000);
	b->sink->part_drop(b->part);
	account_free(b->account);
	bench_free(b);
}

static void shapes(void **state)
{
	static const struct {
		const char *text;
		enum shape shape;
	} texts[] = {
		{ "0", SHAPE_NUMBER }, { "-1,234.50", SHAPE_NUMBER },
		{ "1e9", SHAPE_NUMBER }, { "1.2.3", SHAPE_ASCII },
		{ "1e", SHAPE_ASCII }, { "-", SHAPE_ASCII },
		{ "2024-02-29 12:00:00", SHAPE_DATE },
		{ "2024-13-01", SHAPE_ASCII }, { "20241301", SHAPE_NUMBER },
		{ "20241231", SHAPE_DATE }, { "3/12/2024", SHAPE_DATE },
		{ "2024-03-05T01:02:03.000Z", SHAPE_DATE },
		{ "a@b.cn", SHAPE_ASCII }, { "张", SHAPE_HAN },
		{ "№12", SHAPE_OTHER }, { "A座", SHAPE_HAN },
		{ "é", SHAPE_OTHER }, { "", SHAPE_ASCII },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (shape_of((const unsigned char *)texts[i].text,
			     strlen(texts[i].text), CHARSET_UTF8) !=
		    texts[i].shape)
			fail_msg("%s", texts[i].text);
	assert_int_equal(shape_of((const unsigned char *)"\xD5\xC5", 2,
				  CHARSET_GB18030), SHAPE_HAN);
	assert_int_equal(shape_of((const unsigned char *)"\xA3\xB1", 2,
				  CHARSET_GB18030), SHAPE_OTHER);
}

/* What lies behind a value does not count, its length does, and hashes of
 * values in a sequence are spread evenly. */
static void hashes_spread(void **state)
{
	static const uint64_t key[4] = {
		0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93,
		0xA0761D6478BD642F,
	};
	unsigned char text[128], other[128];
	size_t length, low = 0, i;

	(void)state;
	memset(text, 'a', sizeof(text));
	for (length = 1; length < 90; length++) {
		memset(other, 'b', sizeof(other));
		memcpy(other, text, length);
		assert_true(cell_hash(key, text, length) ==
			    cell_hash(key, other, length));
		assert_true(cell_hash(key, text, length) !=
			    cell_hash(key, text, length + 1));
		other[length - 1]++;
		assert_true(cell_hash(key, text, length) !=
			    cell_hash(key, other, length));
	}
	for (i = 0; i < 100000; i++) {
		length = (size_t)snprintf((char *)other, sizeof(other),
					  "2024-%06zu", i);
		low += cell_hash(key, other, length) >> 60 == 0;
	}
	assert_in_range(low, 6250 - 310, 6250 + 310); /* four sigma */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_column_is_told),
		cmocka_unit_test(odd_rows_count_the_same),
		cmocka_unit_test(parts_add_up),
		cmocka_unit_test(many_values_are_estimated),
		cmocka_unit_test(some_rows_are_looked_at),
		cmocka_unit_test(bounds_of_all_rows),
		cmocka_unit_test(definitions_tell_more),
		cmocka_unit_test(lists_of_columns_are_joined),
		cmocka_unit_test(pieces_are_one_text),
		cmocka_unit_test(columns_are_bounded),
		cmocka_unit_test(shapes),
		cmocka_unit_test(hashes_spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
