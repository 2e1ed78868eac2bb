/*
 * Archives of pg_dump: of every version and compression, made in memory and
 * by pg_dump itself (tests/data/pgdump), cut at every place and damaged.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <lz4frame.h>
#include <stdio.h>
#include <time.h>
#include <zstd.h>

#include "tests/unit/archive.h"

#define DATA "tests/data/pgdump/"
#define ROWS 400

enum packing { PLAIN, ZLIB, LZ4, ZSTD, PACKINGS };

static void put_int(struct buffer *b, int64_t value)
{
	buffer_byte(b, value < 0);
	archive_put(b, 4, (uint64_t)(value < 0 ? -value : value));
}

static void put_text(struct buffer *b, const char *text)
{
	put_int(b, text ? (int64_t)strlen(text) : -1);
	if (text)
		buffer_text(b, text);
}

static void put_header(struct buffer *b, unsigned minor, enum packing packing)
{
	buffer_append(b, "PGDMP\1", 6);
	buffer_byte(b, (unsigned char)minor);
	buffer_append(b, "\0\4\10\1", 4); /* revision, sizes, custom */
	if (minor < 15)
		put_int(b, packing == PLAIN ? 0 : -1);
	else
		buffer_byte(b, (unsigned char)packing);
	for (unsigned i = 0; i < 7; i++)
		put_int(b, 1);
	put_text(b, "base");
	put_text(b, "15.1");
	put_text(b, "16.2");
}

/* An entry; its data follow when it has a statement. Returns the place of
 * their offset. */
static size_t put_entry(struct buffer *b, unsigned minor, int64_t id,
			const char *kind, const char *definition,
			const char *copy)
{
	size_t place;

	put_int(b, id);
	put_int(b, copy != NULL);
	put_text(b, "1259");
	put_text(b, "16391");
	put_text(b, "name");
	put_text(b, kind);
	if (minor >= 11)
		put_int(b, 2);
	put_text(b, definition);
	put_text(b, "DROP TABLE t;\n");
	put_text(b, copy);
	put_text(b, "public");
	put_text(b, "");
	if (minor >= 14)
		put_text(b, "heap");
	if (minor >= 16)
		put_int(b, 'r');
	put_text(b, "postgres");
	put_text(b, "false");
	put_text(b, "215");
	put_text(b, NULL);
	place = b->length + 1;
	buffer_byte(b, copy ? 2 : 3);
	archive_put(b, 8, 0);
	return place;
}

static size_t pack(enum packing packing, const char *text, size_t length,
		   unsigned char *out, size_t room)
{
	uLongf n = room;

	switch (packing) {
	case ZLIB:
		compress(out, &n, (const unsigned char *)text, length);
		return n;
	case LZ4:
		return LZ4F_compressFrame(out, room, text, length, NULL);
	case ZSTD:
		return ZSTD_compress(out, room, text, length, 3);
	default:
		memcpy(out, text, length);
		return length;
	}
}

/* Blocks of `step` bytes, and their end. */
static void put_blocks(struct buffer *b, enum packing packing,
		       const char *text, size_t step)
{
	size_t room = strlen(text) + 65536, length;
	unsigned char *packed = malloc(room);

	length = pack(packing, text, strlen(text), packed, room);
	for (size_t at = 0; at < length; at += step) {
		size_t n = length - at < step ? length - at : step;

		put_int(b, (int64_t)n);
		buffer_append(b, packed + at, n);
	}
	put_int(b, 0);
	free(packed);
}

static void begin_data(struct buffer *b, size_t place, unsigned type,
		       int64_t id)
{
	uint64_t at = b->length;

	memcpy(b->bytes + place, &at, 8);
	buffer_byte(b, (unsigned char)type);
	put_int(b, id);
}

/* The rows of table t: "1000<TAB>value0", ... */
static void rows(struct buffer *text, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		buffer_format(text, "%u\tvalue%u\n", 1000 + i, i);
	buffer_text(text, "\\.\n\n\n");
}

/* Tables t and u, and a large object between them. */
static struct buffer whole(unsigned minor, enum packing packing)
{
	struct buffer b = { 0 }, text = { 0 };
	size_t t, objects, u;

	put_header(&b, minor, packing);
	put_int(&b, 4);
	put_entry(&b, minor, 215, "TABLE",
		  "CREATE TABLE public.t (\n    id integer,\n    v text\n);\n",
		  NULL);
	t = put_entry(&b, minor, 3350, "TABLE DATA", "",
		      "COPY public.t (id, v) FROM stdin;\n");
	objects = put_entry(&b, minor, 3351, "BLOBS", "", "");
	u = put_entry(&b, minor, 3352, "TABLE DATA", "",
		      "COPY public.u (w) FROM stdin;\n");
	rows(&text, ROWS);
	begin_data(&b, t, 1, 3350);
	put_blocks(&b, packing, buffer_string(&text), 1000);
	begin_data(&b, objects, 3, 3351);
	put_int(&b, 16403);
	put_blocks(&b, packing, "large object", 5);
	put_int(&b, 0);
	begin_data(&b, u, 1, 3352);
	put_blocks(&b, packing, "behind\n\\.\n\n\n", 1000);
	buffer_release(&text);
	return b;
}

static void versions_and_packings_are_read(void **state)
{
	struct record r;

	(void)state;
	record_start(&r);
	for (unsigned minor = 10; minor <= 16; minor++) {
		for (enum packing p = PLAIN; p < PACKINGS; p++) {
			struct buffer b;

			if (p > ZLIB && minor < 15)
				continue;
			b = whole(minor, p);
			assert_int_equal(record_bytes(&r, b.bytes, b.length),
					 OUTCOME_OK);
			assert_true(record_has(&r, "pgdump\n"));
			assert_true(record_has(&r, "definition public.t:"));
			assert_true(record_has(&r, "table public.t: id,v"));
			assert_true(record_has(&r,
					       "0=1399 1=value399;"));
			assert_true(record_has(&r, "table public.u: w"));
			assert_true(record_has(&r, "0=behind;"));
			assert_true(record_has(&r,
					       "[blob_16403.dat text\n"));
			assert_true(record_has(&r, "\"large object\""));
			assert_int_equal(r.budget.memory, 0);
			buffer_release(&b);
		}
	}
	record_release(&r);
}

/* Reads it with one byte changed. */
static void with_byte(struct record *r, const struct buffer *b, size_t at,
		      unsigned char byte)
{
	unsigned char was = b->bytes[at];

	b->bytes[at] = byte;
	record_bytes(r, b->bytes, b->length);
	b->bytes[at] = was;
}

static void unknown_archives_are_told(void **state)
{
	static const struct {
		size_t at;
		unsigned char byte;
	} changes[] = {
		{ 6, 9 }, { 6, 17 }, /* version */
		{ 8, 0 }, { 8, 9 },  /* bytes of a number */
		{ 10, 2 }, { 10, 6 }, /* form */
		{ 11, 4 }, /* compression */
	};
	struct buffer b = whole(16, PLAIN);
	struct record r;

	(void)state;
	record_start(&r);
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++) {
		with_byte(&r, &b, changes[i].at, changes[i].byte);
		assert_string_equal(buffer_string(&r.log),
				    "pgdump\nfailed unsupported\n");
	}
	record_release(&r);
	buffer_release(&b);
}

/* What a row says must be there when all of it is. */
static void whole_rows_are_there(struct record *r, const struct buffer *b,
				 size_t cut)
{
	char row[32];

	for (unsigned i = 0; i < ROWS; i += 7) {
		const unsigned char *at;
		int n = snprintf(row, sizeof(row), "value%u\n", i);

		at = memmem(b->bytes, b->length, row, (size_t)n);
		row[n - 1] = ';';
		if (at && (size_t)(at - b->bytes) + (size_t)n <= cut)
			assert_true(record_has(r, row));
	}
}

static void cut_archives_give_what_is_there(void **state)
{
	(void)state;
	for (enum packing p = PLAIN; p < PACKINGS; p++) {
		struct buffer b = whole(16, p);
		size_t step = b.length / 1000 + 1;
		struct record r;

		record_start(&r);
		for (size_t cut = 7; cut < b.length; cut += step) {
			int outcome = record_bytes(&r, b.bytes, cut);

			assert_true(outcome == OUTCOME_PARTIAL ||
				    outcome == OUTCOME_FAILED);
			assert_int_equal(r.problem.reason, REASON_TRUNCATED);
			if (p == PLAIN)
				whole_rows_are_there(&r, &b, cut);
		}
		record_release(&r);
		buffer_release(&b);
	}
}

/* zlib's sums tell what is wrong in data; elsewhere no harm is done. */
static void damaged_archives_are_not_clean(void **state)
{
	(void)state;
	for (enum packing p = PLAIN; p < PACKINGS; p++) {
		struct buffer b = whole(16, p);
		const unsigned char *data = memmem(b.bytes, b.length,
						   "\x78\x9C", 2);
		struct record r;

		record_start(&r);
		for (size_t at = 7; at < b.length; at += b.length / 500 + 1) {
			with_byte(&r, &b, at, b.bytes[at] ^ 0x90);
			assert_true(p != ZLIB || b.bytes + at < data ||
				    r.problem.reason != REASON_NONE ||
				    (record_has(&r, "value399;") &&
				     record_has(&r, "=behind;")));
		}
		assert_int_equal(r.budget.memory, 0);
		record_release(&r);
		buffer_release(&b);
	}
}

/* A length that is wrong leads astray; the next data are found again. */
static void behind_damage_data_are_found(void **state)
{
	struct buffer b = whole(16, PLAIN);
	const unsigned char *first = memmem(b.bytes, b.length, "1000\tvalue",
					    10);
	struct record r;

	(void)state;
	record_start(&r);
	with_byte(&r, &b, (size_t)(first - b.bytes) - 1, 0x40);
	assert_int_equal(r.problem.reason, REASON_TRUNCATED);
	assert_true(record_has(&r, "large object"));
	assert_true(record_has(&r, "behind"));
	with_byte(&r, &b, (size_t)(first - b.bytes) - 5, 1); /* negative */
	assert_int_equal(r.problem.reason, REASON_DAMAGED);
	assert_true(record_has(&r, "behind"));
	record_release(&r);
	buffer_release(&b);
}

/* What the rest of the table would say is lost, but not the data. */
static void behind_a_damaged_table_data_are_found(void **state)
{
	struct buffer b = whole(16, PLAIN);
	const unsigned char *last = memmem(b.bytes, b.length,
					   "COPY public.u", 13);
	struct record r;

	(void)state;
	record_start(&r);
	with_byte(&r, &b, (size_t)(last - b.bytes) - 1, 0x40);
	assert_int_equal(r.problem.reason, REASON_BYTES);
	assert_true(record_has(&r, "0=1399 1=value399;"));
	assert_true(record_has(&r, "large object"));
	record_release(&r);
	buffer_release(&b);
}

/* A stream that breaks off costs its own table only. */
static void broken_streams_cost_one_table(void **state)
{
	struct buffer b = whole(16, ZLIB);
	struct record r;
	size_t at = 0;

	(void)state;
	while (memcmp(b.bytes + at, "\x78\x9C", 2))
		at++;
	memset(b.bytes + at + 200, 0xFF, 100);
	record_start(&r);
	assert_int_equal(record_bytes(&r, b.bytes, b.length),
			 OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_DAMAGED);
	assert_true(record_has(&r, "large object"));
	assert_true(record_has(&r, "behind"));
	record_release(&r);
	buffer_release(&b);
}

/* Numbers that promise what is not there cost nothing. */
static void promises_are_not_believed(void **state)
{
	struct buffer b = { 0 };
	struct record r;

	(void)state;
	record_start(&r);
	put_header(&b, 16, PLAIN);
	put_int(&b, INT32_MAX);
	record_bytes(&r, b.bytes, b.length);
	assert_string_equal(buffer_string(&r.log),
			    "pgdump\npartial truncated\n");
	put_int(&b, 1);
	put_int(&b, 1);
	for (unsigned i = 0; i < 8; i++) {
		size_t length = b.length;

		put_int(&b, INT32_MAX);
		buffer_text(&b, "text");
		assert_int_equal(record_bytes(&r, b.bytes, b.length),
				 OUTCOME_PARTIAL);
		assert_true(r.problem.reason == REASON_TRUNCATED ||
			    r.problem.reason == REASON_BYTES);
		b.length = length;
		put_text(&b, "");
	}
	record_release(&r);
	buffer_release(&b);
}

/* What is kept of a definition is limited; the table is read all the same. */
static void long_definitions_are_told(void **state)
{
	struct buffer b = { 0 }, text = { 0 };
	struct record r;
	size_t place;

	(void)state;
	while (text.length < 1200000)
		buffer_text(&text, "-- words\n");
	put_header(&b, 16, PLAIN);
	put_int(&b, 2);
	put_entry(&b, 16, 7, "FUNCTION", buffer_string(&text), NULL);
	place = put_entry(&b, 16, 8, "TABLE DATA", "",
			  "COPY public.t (v) FROM stdin;\n");
	begin_data(&b, place, 1, 8);
	put_blocks(&b, PLAIN, "behind\n\\.\n\n\n", 1000);
	record_start(&r);
	assert_int_equal(record_bytes(&r, b.bytes, b.length),
			 OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_BYTES);
	assert_true(record_has(&r, "behind"));
	record_release(&r);
	buffer_release(&text);
	buffer_release(&b);
}

static struct buffer file(const char *path)
{
	struct buffer b = { 0 };
	unsigned char some[4096];
	FILE *f = fopen(path, "rb");
	size_t n;

	assert_non_null(f);
	while ((n = fread(some, 1, sizeof(some), f)))
		buffer_append(&b, some, n);
	fclose(f);
	return b;
}

/* The lines of the log that begin tables or are rows, without those of the
 * members, which come last. */
static void tables_only(struct record *r, struct buffer *out)
{
	const char *line = buffer_string(&r->log), *end;
	const char *members = strstr(line, "[blob_");

	buffer_clear(out);
	for (; (end = strchr(line, '\n')) && (!members || end < members);
	     line = end + 1)
		if (strncmp(line, "table -", 7) &&
		    (!strncmp(line, "table ", 6) ||
		     !strncmp(line, "definition ", 11) || end[-1] == ';'))
			buffer_append(out, line, (size_t)(end - line) + 1);
}

/* All forms give what the plain script gives. */
static void real_archives_are_the_script(void **state)
{
	static const char *const names[] = {
		DATA "zlib-15.dump", DATA "plain-15.dump", DATA "lz4-17.dump",
		DATA "zstd-17.dump", DATA "17.tar",
	};
	struct buffer script = file(DATA "15.sql"), want = { 0 }, got = { 0 };
	struct record r;

	(void)state;
	record_start(&r);
	assert_int_equal(record_bytes(&r, script.bytes, script.length),
			 OUTCOME_OK);
	tables_only(&r, &want);
	assert_true(want.length > 2000);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct buffer b = file(names[i]);

		assert_int_equal(record_bytes(&r, b.bytes, b.length),
				 OUTCOME_OK);
		tables_only(&r, &got);
		assert_string_equal(buffer_string(&got),
				    buffer_string(&want));
		assert_true(record_has(&r, "[blob_"));
		buffer_release(&b);
	}
	record_release(&r);
	buffer_release(&script);
	buffer_release(&want);
	buffer_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_and_packings_are_read),
		cmocka_unit_test(unknown_archives_are_told),
		cmocka_unit_test(cut_archives_give_what_is_there),
		cmocka_unit_test(damaged_archives_are_not_clean),
		cmocka_unit_test(behind_damage_data_are_found),
		cmocka_unit_test(behind_a_damaged_table_data_are_found),
		cmocka_unit_test(broken_streams_cost_one_table),
		cmocka_unit_test(promises_are_not_believed),
		cmocka_unit_test(long_definitions_are_told),
		cmocka_unit_test(real_archives_are_the_script),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
