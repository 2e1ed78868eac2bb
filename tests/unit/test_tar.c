/* tar: every kind of header, damaged and hostile ones, made in memory. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "scanner/formats/tar.h"
#include "tests/unit/archive.h"

static void put_octal(unsigned char *field, size_t length, uint64_t value)
{
	while (length--) {
		field[length] = (unsigned char)('0' + (value & 7));
		value >>= 3;
	}
}

/* Adds a header; `magic` is "ustar" or "" for v7. Returns its place. */
static size_t header(struct buffer *b, const char *magic, const char *name,
		     char type, uint64_t size)
{
	unsigned char h[TAR_BLOCK] = { 0 };
	unsigned sum = 0;

	memcpy(h, name, strnlen(name, 100));
	put_octal(h + 124, 11, size);
	put_octal(h + 136, 11, 1000);
	h[156] = (unsigned char)type;
	memcpy(h + 257, magic, strlen(magic));
	memset(h + 148, ' ', 8);
	for (unsigned i = 0; i < TAR_BLOCK; i++)
		sum += h[i];
	put_octal(h + 148, 6, sum);
	h[154] = 0;
	buffer_append(b, h, sizeof(h));
	return b->length - TAR_BLOCK;
}

/* Makes a header right again that was changed. */
static void sign(unsigned char *h)
{
	unsigned sum = 0;

	memset(h + 148, ' ', 8);
	for (unsigned i = 0; i < TAR_BLOCK; i++)
		sum += h[i];
	put_octal(h + 148, 6, sum);
	h[154] = 0;
}

static void pad(struct buffer *b)
{
	while (b->length % TAR_BLOCK)
		buffer_byte(b, 0);
}

static size_t add(struct buffer *b, const char *name, char type,
		  const char *text)
{
	size_t at = header(b, "ustar", name, type, strlen(text));

	buffer_text(b, text);
	pad(b);
	return at;
}

/* Adds a pax header with the records that `lines` hold. */
static void extend(struct buffer *b, const char *lines)
{
	struct buffer records = { 0 };

	while (*lines) {
		size_t length = strcspn(lines, "\n") + 1, n = length + 3;

		n += n > 99; /* digits of the length itself, and a blank */
		buffer_format(&records, "%zu %.*s", n, (int)length, lines);
		lines += length;
	}
	add(b, "PaxHeaders/x", 'x', buffer_string(&records));
	buffer_release(&records);
}

static void end(struct buffer *b)
{
	static const unsigned char zeros[2 * TAR_BLOCK];

	buffer_append(b, zeros, sizeof(zeros));
}

/* Reads the archive and compares what came out of it. */
static void reads_as(struct buffer *b, int outcome, const char *want)
{
	struct record r;

	record_start(&r);
	assert_int_equal(record_bytes(&r, b->bytes, b->length), outcome);
	assert_string_equal(buffer_string(&r.log), want);
	record_release(&r);
	buffer_release(b);
}

#define TEXT(name, text) "[" name " text\nprose -:\n\"" text "\"\n]\n"
#define EMPTY(name) "[" name " empty\nprose -:\n]\n"

static void entries_come_in_order(void **state)
{
	struct buffer b = { 0 };

	(void)state;
	header(&b, "", "v7", 0, 2);
	buffer_text(&b, "v7");
	pad(&b);
	header(&b, "", "dir/", 0, 0);
	add(&b, "./a", '0', "one");
	add(&b, "/b", '7', "two");
	add(&b, "other", 'z', "unknown types are files");
	add(&b, "empty", '0', "");
	header(&b, "ustar", "dir", '5', 0);
	header(&b, "ustar", "null", '3', 0);
	header(&b, "ustar", "sda", '4', 0);
	header(&b, "ustar", "fifo", '6', 0);
	header(&b, "ustar", "hard", '1', 3);
	header(&b, "ustar", "soft", '2', 0);
	add(&b, "label", 'V', "");
	add(&b, "z", '0', "last");
	end(&b);
	reads_as(&b, OUTCOME_OK,
		 "tar\n" TEXT("v7", "v7") TEXT("a", "one") TEXT("b", "two")
		 TEXT("other", "unknown types are files") EMPTY("empty")
		 EMPTY("hard") EMPTY("soft") TEXT("z", "last"));
}

static void links_that_hold_data_are_read(void **state)
{
	struct buffer b = { 0 };

	(void)state;
	add(&b, "hard", '1', "13800138000");
	add(&b, "dir", '5', "13900139000");
	end(&b);
	reads_as(&b, OUTCOME_OK, "tar\n" TEXT("hard", "13800138000")
				 TEXT("dir", "13900139000"));
}

static void names_come_from_everywhere(void **state)
{
	struct buffer b = { 0 };
	size_t at;

	(void)state;
	add(&b, "\xBF\xCD\xBB\xA7", '0', "x");
	at = add(&b, "name", '0', "x");
	memcpy(b.bytes + at + 345, "prefix", 6);
	sign(b.bytes + at);
	add(&b, "././@LongLink", 'L', "客户/long");
	add(&b, "././@LongLink", 'K', "target");
	add(&b, "short", '0', "x");
	add(&b, "pax_global_header", 'g', "14 path=global\n");
	extend(&b, "path=客户/pax\nsize=0001\n");
	add(&b, "short", '0', "x");
	end(&b);
	reads_as(&b, OUTCOME_OK,
		 "tar\n" TEXT("客户", "x") TEXT("prefix/name", "x")
		 TEXT("客户/long", "x") TEXT("客户/pax", "x"));
}

static void numbers_are_octal_or_not(void **state)
{
	uint64_t n;

	(void)state;
	assert_true(tar_number((const unsigned char *)"  17 \0", 6, &n));
	assert_int_equal(n, 15);
	assert_true(tar_number((const unsigned char *)"777777777777", 12, &n));
	assert_int_equal(n, 0xFFFFFFFFF);
	assert_true(tar_number((const unsigned char *)"\x80\0\0\0\1\0", 6,
			       &n));
	assert_int_equal(n, 256);
	assert_false(tar_number((const unsigned char *)"\xFF\xFF\xFF", 3, &n));
	assert_false(tar_number((const unsigned char *)"\x80\xFF\0\0\0\0\0\0\0",
				9, &n));
	assert_false(tar_number((const unsigned char *)"12x", 3, &n));
	assert_false(tar_number((const unsigned char *)"\0\0\0", 3, &n));
}

/* Ten zeros, "abc", two zeros, "de", three zeros: by GNU's three versions in
 * pax, and its older one. */
static void sparse_files_are_unfolded(void **state)
{
	static const struct {
		const char *records, *data;
		uint64_t size;
	} versions[] = {
		{ "GNU.sparse.size=20\n"
		  "GNU.sparse.offset=10\nGNU.sparse.numbytes=3\n"
		  "GNU.sparse.offset=15\nGNU.sparse.numbytes=2\n",
		  "abcde", 5 },
		{ "GNU.sparse.size=20\nGNU.sparse.map=10,3,15,2\n"
		  "GNU.sparse.name=n\n", "abcde", 5 },
		{ "GNU.sparse.major=1\nGNU.sparse.minor=0\n"
		  "GNU.sparse.name=n\nGNU.sparse.realsize=20\n",
		  "2\n10\n3\n15\n2\n", 512 + 5 },
	};
	struct record r;
	struct buffer b = { 0 };
	unsigned char *h;
	size_t at;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		extend(&b, versions[i].records);
		header(&b, "ustar", "n", '0', versions[i].size);
		buffer_text(&b, versions[i].data);
		if (versions[i].size > 512) {
			pad(&b);
			buffer_text(&b, "abcde");
		}
		pad(&b);
	}
	at = header(&b, "ustar  ", "n", 'S', 5);
	h = b.bytes + at;
	put_octal(h + 386, 11, 10);
	put_octal(h + 398, 11, 3);
	h[482] = 1;
	put_octal(h + 483, 11, 20);
	sign(h);
	at = b.length;
	for (unsigned i = 0; i < TAR_BLOCK; i++)
		buffer_byte(&b, 0);
	put_octal(b.bytes + at, 11, 15);
	put_octal(b.bytes + at + 12, 11, 2);
	buffer_text(&b, "abcde");
	pad(&b);
	add(&b, "after", '0', "13800138000");
	end(&b);
	record_start(&r);
	assert_int_equal(record_bytes(&r, b.bytes, b.length), OUTCOME_OK);
	h = r.log.bytes;
	for (size_t i = 0; i < 4; i++) {
		size_t left = r.log.length - (size_t)(h - r.log.bytes);

		h = memmem(h, left, "[n binary\n", 10);
		assert_non_null(h);
		h++;
	}
	assert_true(record_has(&r, TEXT("after", "13800138000")));
	/* The holes are charged: 15 bytes each. */
	assert_int_equal((1ULL << 30) - r.budget.bytes_left, 4 * 15);
	record_release(&r);
	buffer_release(&b);
}

static void maps_that_cannot_be_lose_no_data(void **state)
{
	static const char *const maps[] = {
		"10,3,12,2", "10,3,5,2", "0,6", "18446744073709551615,5",
		"1,2,3", "x",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(maps) / sizeof(*maps); i++) {
		struct buffer b = { 0 }, records = { 0 };
		struct record r;

		buffer_format(&records, "GNU.sparse.size=20\n"
					"GNU.sparse.map=%s\n", maps[i]);
		extend(&b, buffer_string(&records));
		add(&b, "n", '0', "abcde");
		end(&b);
		record_start(&r);
		assert_int_equal(record_bytes(&r, b.bytes, b.length),
				 OUTCOME_PARTIAL);
		assert_int_equal(r.problem.reason, REASON_DAMAGED);
		assert_true(record_has(&r, TEXT("n", "abcde")));
		record_release(&r);
		buffer_release(&b);
		buffer_release(&records);
	}
}

/* A hole of 4 EiB costs the budget, not the machine. */
static void holes_end_with_the_budget(void **state)
{
	char text[70001] = "";
	struct buffer b = { 0 };
	struct record r;

	(void)state;
	memset(text, '.', sizeof(text) - 1);
	memcpy(text, "13800138000", 11);
	extend(&b, "GNU.sparse.size=4611686018427387904\n"
		   "GNU.sparse.map=0,70000\n");
	add(&b, "n", '0', text);
	add(&b, "m", '0', "m");
	end(&b);
	record_start(&r);
	r.budget.bytes_left = 1 << 20;
	assert_int_equal(record_bytes(&r, b.bytes, b.length),
			 OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_BYTES);
	assert_true(record_has(&r, "13800138000"));
	record_release(&r);
	buffer_release(&b);
}

static void damaged_headers_are_passed_over(void **state)
{
	struct buffer b = { 0 };
	size_t at;

	(void)state;
	add(&b, "a", '0', "one");
	at = add(&b, "bad", '0', "two");
	b.bytes[at]++;
	add(&b, "x", 'x', "99 path=too short\n");
	add(&b, "c", '0', "three");
	end(&b);
	reads_as(&b, OUTCOME_PARTIAL,
		 "tar\n" TEXT("a", "one") TEXT("c", "three")
		 "partial damaged\n");
	add(&b, "bad", '0', "two");
	b.bytes[0]++;
	reads_as(&b, OUTCOME_FAILED, "tar\nfailed damaged\n");
}

static void appended_archives_are_read(void **state)
{
	struct buffer b = { 0 };

	(void)state;
	add(&b, "a", '0', "one");
	end(&b);
	end(&b);
	add(&b, "b", '0', "two");
	end(&b);
	reads_as(&b, OUTCOME_OK, "tar\n" TEXT("a", "one") TEXT("b", "two"));
}

static void cut_archives_give_what_is_there(void **state)
{
	struct buffer b = { 0 };
	struct record r;

	(void)state;
	add(&b, "a", '0', "13800138000");
	add(&b, "b", '0', "13900139000");
	end(&b);
	record_start(&r);
	for (size_t cut = TAR_BLOCK; cut < b.length - 2 * TAR_BLOCK;
	     cut += 8) {
		unsigned char *copy = malloc(cut); /* for the sanitizer */

		memcpy(copy, b.bytes, cut);
		assert_int_equal(record_bytes(&r, copy, cut),
				 OUTCOME_PARTIAL);
		assert_int_equal(r.problem.reason, REASON_TRUNCATED);
		if (cut >= TAR_BLOCK + 11)
			assert_true(record_has(&r, "13800138000"));
		free(copy);
	}
	record_release(&r);
	buffer_release(&b);
}

static void sizes_that_cannot_be_end_it(void **state)
{
	struct buffer b = { 0 };
	size_t at;

	(void)state;
	at = add(&b, "a", '0', "one");
	memset(b.bytes + at + 124, 0, 12);
	memcpy(b.bytes + at + 124, "\x80\0\0\0\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF",
	       12);
	sign(b.bytes + at);
	end(&b);
	reads_as(&b, OUTCOME_PARTIAL,
		 "tar\n[a binary\nfailed truncated\n]\npartial truncated\n");
}

/* The archive as a stream that can only go forward; it is released. */
static struct buffer gzip(struct buffer *b)
{
	struct buffer gz = { 0 };
	unsigned char *packed = malloc(b->length + 1000);
	z_stream z = { 0 };

	deflateInit2(&z, 1, Z_DEFLATED, MAX_WBITS + 16, 8, 0);
	z.next_in = b->bytes;
	z.avail_in = (uInt)b->length;
	z.next_out = packed;
	z.avail_out = (uInt)b->length + 1000;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	buffer_append(&gz, packed, z.total_out);
	deflateEnd(&z);
	free(packed);
	buffer_release(b);
	return gz;
}

/* In a stream nothing is unpacked twice. */
static void packed_archives_are_unpacked_once(void **state)
{
	struct buffer b = { 0 }, gz;
	char name[16], *text = malloc(100001);
	struct record r;
	size_t length;

	(void)state;
	memset(text, '.', 100000);
	text[100000] = '\0';
	for (unsigned i = 0; i < 50; i++) {
		snprintf(name, sizeof(name), "%u", i);
		add(&b, name, '0', i % 3 ? text : "13800138000");
	}
	end(&b);
	length = b.length;
	gz = gzip(&b);
	record_start(&r);
	assert_int_equal(record_bytes(&r, gz.bytes, gz.length), OUTCOME_OK);
	assert_true(record_has(&r, TEXT("48", "13800138000")));
	assert_int_equal((1ULL << 30) - r.budget.bytes_left, length);
	record_release(&r);
	buffer_release(&gz);
	free(text);
}

#define ROWS "Li\t13800138001\nWu\t13800138002\nHe\t13800138003\n"
#define SCRIPT(names) "DROP TABLE t;\nCREATE TABLE `t` (" names ");\n"

/* A table as mysqldump --tab writes it, and its script before or behind it, or
 * behind a large member. */
static struct buffer table_of_two(const char *where)
{
	struct buffer b = { 0 };
	size_t filler = 5 << 20;

	add(&b, "./other/t.sql", '0', SCRIPT("a text, b text"));
	if (!strcmp(where, "before"))
		add(&b, "./dump/t.sql", '0', SCRIPT("name text, tel text"));
	add(&b, "./dump/t.txt", '0', ROWS);
	if (!strcmp(where, "far")) {
		header(&b, "ustar", "filler", '0', filler);
		for (size_t i = 0; i < filler; i++)
			buffer_byte(&b, 0);
	}
	if (strcmp(where, "before"))
		add(&b, "./dump/t.sql", '0', SCRIPT("name text, tel text"));
	end(&b);
	return b;
}

static void members_see_what_lies_beside(void **state)
{
	static const char *const places[] = { "before", "behind", "far" };

	(void)state;
	for (unsigned i = 0; i < 6; i++) {
		struct buffer b = table_of_two(places[i % 3]);
		bool named = i != 5; /* it is past what is kept */
		struct record r;

		if (i >= 3)
			b = gzip(&b);
		record_start(&r);
		assert_int_equal(record_bytes(&r, b.bytes, b.length),
				 OUTCOME_OK);
		assert_int_equal(record_has(&r, "table t: name,tel\n0=Li "),
				 named);
		assert_int_equal(record_has(&r, "table -:\n0=Li "), !named);
		record_release(&r);
		buffer_release(&b);
	}
}

static void members_and_depth_end_it(void **state)
{
	struct buffer b = { 0 };
	struct record r;

	(void)state;
	add(&b, "a", '0', "one");
	add(&b, "b", '0', "two");
	add(&b, "c", '0', "three");
	end(&b);
	record_start(&r);
	r.budget.members_left = 2;
	assert_int_equal(record_bytes(&r, b.bytes, b.length),
			 OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_MEMBERS);
	assert_false(record_has(&r, "three"));
	r.budget.members_left = 9;
	r.budget.depth_max = 0;
	assert_int_equal(record_bytes(&r, b.bytes, b.length), OUTCOME_FAILED);
	assert_int_equal(r.problem.reason, REASON_DEPTH);
	record_release(&r);
	buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(entries_come_in_order),
		cmocka_unit_test(links_that_hold_data_are_read),
		cmocka_unit_test(names_come_from_everywhere),
		cmocka_unit_test(numbers_are_octal_or_not),
		cmocka_unit_test(sparse_files_are_unfolded),
		cmocka_unit_test(maps_that_cannot_be_lose_no_data),
		cmocka_unit_test(holes_end_with_the_budget),
		cmocka_unit_test(damaged_headers_are_passed_over),
		cmocka_unit_test(appended_archives_are_read),
		cmocka_unit_test(cut_archives_give_what_is_there),
		cmocka_unit_test(sizes_that_cannot_be_end_it),
		cmocka_unit_test(packed_archives_are_unpacked_once),
		cmocka_unit_test(members_see_what_lies_beside),
		cmocka_unit_test(members_and_depth_end_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
