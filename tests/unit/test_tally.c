/* From cells to the columns of the inventory, through the sink. */
#include "tests/unit/tallied.h"

#include "scanner/base/value_hash.h"

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

/* Names without quotes are the same in any case: PL/SQL Developer defines t
 * (id) and fills T (ID). */
static void definitions_differ_in_case(void **state)
{
	static const char *const small[] = { "id", "name", "note" };
	static const char *const comments[] = { NULL, "姓名", NULL };
	static const char *const large[] = { "ID", "NAME" };
	static const struct table definition = {
		.name = "t", .columns = small, .comments = comments,
		.column_count = 3, .kind = TABLE_DEFINITION,
	};
	static const struct table rows = { .name = "LOAN.T",
					   .columns = large,
					   .column_count = 2 };
	static const char *const cells[] = { "7", "a" };
	struct bench *b = bench_new(false);

	(void)state;
	open_table(b, &definition);
	open_table(b, &rows);
	put_row(b, cells, 2);
	hand_over(b);
	finish(b);
	assert_int_equal(b->count, 3);
	for (int i = 0; i < 3; i++) {
		assert_string_equal(b->columns[i].table, "LOAN.T");
		assert_int_equal(b->columns[i].rows, 1);
	}
	assert_string_equal(column(b, "NAME")->comment, "姓名");
	assert_int_equal(column(b, "note")->nulls, 1);
	bench_free(b);
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

/* Rows of a number each, which only they have. */
static void put_numbers(struct bench *b, unsigned from, unsigned to)
{
	const char *row[] = { NULL, "x", "y" };
	char text[16];

	open_table(b, &people);
	for (; from < to; from++) {
		snprintf(text, sizeof(text), "%u", from);
		row[0] = text;
		put_row(b, row, 3);
	}
	hand_over(b);
}

/* A part that was opened when another had been committed keeps less, one that
 * ran ahead keeps all: the sum is the same. */
static void parts_may_run_ahead(void **state)
{
	struct bench *after = bench_new(true), *ahead = bench_new(true);
	const struct column *a, *b;
	struct part *first;

	(void)state;
	put_numbers(after, 0, 30000);
	next_part(after);
	put_numbers(after, 30000, 36000);
	put_numbers(ahead, 0, 30000);
	first = ahead->part;
	ahead->part = ahead->sink->part_open(ahead->account);
	assert_non_null(ahead->part);
	put_numbers(ahead, 30000, 36000);
	assert_true(after->part->open->tallies[0].distinct.used <
		    ahead->part->open->tallies[0].distinct.used / 2);
	assert_int_equal(ahead->sink->asset_commit(ahead->account, first, 0,
						   NULL), OUTCOME_OK);
	finish(after);
	finish(ahead);
	a = column(after, "id");
	b = column(ahead, "id");
	assert_true(a->rows == 36000 && a->distinct_error > 0);
	assert_true(a->distinct == b->distinct &&
		    a->distinct_error == b->distinct_error);
	assert_int_equal(column(after, "name")->distinct, 1);
	bench_free(after);
	bench_free(ahead);
}

/* Rows of 60 columns, each of which holds another number. */
static void put_wide(struct bench *b, const char *name, unsigned from)
{
	struct table table = { .name = name };
	char text[60][16];
	const char *row[60];
	unsigned i, k;

	open_table(b, &table);
	for (i = from; i < from + 3000; i++) {
		for (k = 0; k < 60; k++) {
			snprintf(text[k], sizeof(text[k]), "%u", i * 60 + k);
			row[k] = text[k];
		}
		put_row(b, row, 60);
	}
	hand_over(b);
}

/* A part with the rest of a table's statement and another one has two sheets
 * for one; it keeps no less for that. */
static void two_sheets_are_one(void **state)
{
	struct bench *one = bench_new(true), *two = bench_new(true);

	(void)state;
	put_wide(one, "t", 0);
	finish(one);
	put_wide(two, "t", 0);
	next_part(two);
	free(two->part->cutoffs); /* as if it had run ahead */
	two->part->cutoffs = NULL;
	put_wide(two, NULL, 0);
	put_wide(two, "t", 0);
	finish(two);
	assert_int_equal(one->count, 60);
	assert_int_equal(two->count, 60);
	assert_int_equal(one->columns[7].distinct, 3000);
	assert_int_equal(two->columns[7].distinct, 3000);
	assert_true(two->columns[7].distinct_error == 0);
	bench_free(one);
	bench_free(two);
}

#define MANY 63
#define EARLY 43 /* of them; in two sheets too many for a part */

/* Rows of one table whose first columns hold other numbers in each, so do the
 * columns behind them in as many of the last rows. */
static void put_many(struct bench *b, const char *name, unsigned from,
		     unsigned late)
{
	struct table table = { .name = name };
	const char *row[MANY] = { NULL };
	char text[MANY][16];
	unsigned i, k, end = from + 9000;

	open_table(b, &table);
	for (i = from; i < end; i++) {
		for (k = 0; k < (end - i > late ? EARLY : MANY); k++) {
			snprintf(text[k], sizeof(text[k]), "%u", i * MANY + k);
			row[k] = text[k];
		}
		put_row(b, row, MANY);
	}
	hand_over(b);
}

/* What a part that had too many samples made coarser, all of its asset is:
 * also columns that only begin in the next part, whatever that one knew. */
static void parts_make_all_coarser(void **state)
{
	static const struct table t = { .name = "t" };
	static const char *const nulls[MANY];
	struct bench *benches[2];
	struct part *first;
	unsigned i;

	(void)state;
	for (i = 0; i < 2; i++) {
		struct bench *b = benches[i] = bench_new(true);

		open_table(b, &t);
		put_row(b, nulls, MANY);
		hand_over(b);
		next_part(b);
		put_many(b, NULL, 0, 0);
		put_many(b, "t", 9000, 0);
		first = b->part;
		if (i) /* runs ahead */
			b->part = b->sink->part_open(b->account);
		else
			next_part(b);
		put_many(b, NULL, 18000, 0);
		put_many(b, "t", 27000, 8000);
		if (i)
			assert_int_equal(b->sink->asset_commit(
					b->account, first, 0, NULL),
					 OUTCOME_OK);
		finish(b);
		assert_int_equal(b->count, MANY);
		assert_int_equal(b->columns[MANY - 1].filled, 8000);
	}
	for (i = 0; i < MANY; i++) {
		assert_int_equal(benches[0]->columns[i].distinct,
				 benches[1]->columns[i].distinct);
		assert_true(benches[0]->columns[i].distinct_error ==
			    benches[1]->columns[i].distinct_error);
	}
	bench_free(benches[0]);
	bench_free(benches[1]);
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

static const uint64_t hash_key[3] = {
	0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93,
};

/* What lies behind a value does not count, every byte of it does, and its
 * length. */
static void hashes_take_all(void **state)
{
	unsigned char text[128], other[128];
	size_t length, i;

	(void)state;
	memset(text, 'a', sizeof(text));
	for (length = 1; length < 90; length++) {
		memset(other, 'b', sizeof(other));
		memcpy(other, text, length);
		assert_true(value_hash(hash_key, text, length) ==
			    value_hash(hash_key, other, length));
		assert_true(value_hash(hash_key, text, length) !=
			    value_hash(hash_key, text, length + 1));
		for (i = 0; i < length; i++) {
			other[i]++;
			assert_true(value_hash(hash_key, text, length) !=
				    value_hash(hash_key, other, length));
			other[i]--;
		}
	}
}

static int by_number(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Hashes of numbers in a sequence, in values of all the lengths that are read
 * in another way, are spread evenly, and none is that of two. */
static void hashes_spread(void **state)
{
	static const char *const around[][2] = {
		{ "", "" }, { "2024-", "" }, { "110101", "00010X" },
		{ "No. 6222024", ", of those who came in the year 2024" },
	};
	static uint64_t hashes[100000];
	char text[128];
	size_t low, high, form, i;

	(void)state;
	for (form = 0; form < sizeof(around) / sizeof(*around); form++) {
		for (low = high = i = 0; i < 100000; i++) {
			int length = snprintf(text, sizeof(text), "%s%zu%s",
					      around[form][0], i,
					      around[form][1]);

			hashes[i] = value_hash(hash_key, (unsigned char *)text,
					       (size_t)length);
			low += hashes[i] >> 60 == 0;
			high += hashes[i] % 16 == 0;
		}
		assert_in_range(low, 6250 - 310, 6250 + 310); /* four sigma */
		assert_in_range(high, 6250 - 310, 6250 + 310);
		qsort(hashes, 100000, sizeof(*hashes), by_number);
		for (i = 1; i < 100000; i++)
			assert_true(hashes[i] != hashes[i - 1]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_column_is_told),
		cmocka_unit_test(odd_rows_count_the_same),
		cmocka_unit_test(definitions_differ_in_case),
		cmocka_unit_test(definitions_tell_more),
		cmocka_unit_test(lists_of_columns_are_joined),
		cmocka_unit_test(pieces_are_one_text),
		cmocka_unit_test(parts_may_run_ahead),
		cmocka_unit_test(two_sheets_are_one),
		cmocka_unit_test(parts_make_all_coarser),
		cmocka_unit_test(columns_are_bounded),
		cmocka_unit_test(shapes),
		cmocka_unit_test(hashes_take_all),
		cmocka_unit_test(hashes_spread),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
