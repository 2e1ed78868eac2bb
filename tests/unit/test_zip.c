/* Zip archives: honest, damaged and hostile ones, all made in memory. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdatomic.h>

#include "tests/unit/archive.h"

/* Reads what was added, and compares what came out of it. */
static void reads_as(struct archive *a, int outcome, const char *want)
{
	struct record r;

	archive_end(a);
	record_start(&r);
	assert_int_equal(record_bytes(&r, a->bytes.bytes, a->bytes.length),
			 outcome);
	assert_string_equal(buffer_string(&r.log), want);
	record_release(&r);
	archive_release(a);
}

static void members_come_in_order(void **state)
{
	struct archive a = { 0 };

	(void)state;
	archive_text(&a, "a.txt", "phone 13800138000");
	archive_add(&a, "sub/", "", 0, ARCHIVE_STORED);
	archive_add(&a, "sub/b.txt", "stored", 6, ARCHIVE_STORED);
	archive_add(&a, "/../c.txt", "described", 9, ARCHIVE_DESCRIBED);
	archive_text(&a, "empty", "");
	reads_as(&a, OUTCOME_OK,
		 "zip\n"
		 "[a.txt text\nprose -:\n\"phone 13800138000\"\n]\n"
		 "[sub/b.txt text\nprose -:\n\"stored\"\n]\n"
		 "[../c.txt text\nprose -:\n\"described\"\n]\n"
		 "[empty empty\nprose -:\n]\n");
}

/* As in a folder: each asks for what belongs to it. */
static void members_see_each_other(void **state)
{
	static const char *const folders[] = { "", "a/", "b/" };
	struct archive a = { 0 };
	struct buffer name = { 0 };
	struct record r;

	(void)state;
	for (unsigned i = 0; i < 3; i++) {
		buffer_format(&name, "%st.txt", folders[i]);
		archive_text(&a, buffer_string(&name),
			     "1\t13800138001\n2\t13800138002\n"
			     "3\t13800138003\n4\t13800138004\n");
		buffer_clear(&name);
		buffer_format(&name, "%st.sql", folders[i]);
		if (i)
			archive_text(&a, buffer_string(&name),
				     i == 1 ? "CREATE TABLE x (id int, m int)"
					    : "CREATE TABLE y (n int, t int)");
		buffer_clear(&name);
	}
	archive_end(&a);
	record_start(&r);
	assert_int_equal(record_bytes(&r, a.bytes.bytes, a.bytes.length),
			 OUTCOME_OK);
	assert_true(record_has(&r, "[t.txt csv\ntable -:\n0=1 1=138"));
	assert_true(record_has(&r, "[a/t.txt csv\ntable x: id,m\n0=1 1=138"));
	assert_true(record_has(&r, "[b/t.txt csv\ntable y: n,t\n0=1 1=1"));
	record_release(&r);
	buffer_release(&name);
	archive_release(&a);
}

static void names_are_decoded(void **state)
{
	struct archive a = { 0 };

	(void)state;
	archive_text(&a, "\xBF\xCD\xBB\xA7.png", "\x89PNG\r\n\x1A\n"); /* GBK */
	archive_add(&a, "客户.png", "\x89PNG\r\n\x1A\n", 8, ARCHIVE_UTF8);
	/* A Unicode path for a name in a code page of DOS. */
	buffer_append(&a.extra, "\x75\x70", 2);
	archive_put(&a.extra, 2, 5 + 11);
	archive_put(&a.extra, 1, 1);
	archive_put(&a.extra, 4, crc32(0, (const Bytef *)"\x8E\x81.a", 4));
	buffer_text(&a.extra, "中文a.png");
	archive_text(&a, "\x8E\x81.a", "\x89PNG\r\n\x1A\n");
	reads_as(&a, OUTCOME_OK,
		 "zip\n[客户.png png\nfailed none\n]\n"
		 "[客户.png png\nfailed none\n]\n"
		 "[中文a.png png\nfailed none\n]\n");
}

static void encrypted_members_are_said_to_be(void **state)
{
	struct archive a = { 0 };

	(void)state;
	archive_add(&a, "secret", "0123456789abcdef", 16,
		    ARCHIVE_ENCRYPTED | ARCHIVE_STORED);
	archive_text(&a, "b", "plain");
	reads_as(&a, OUTCOME_OK,
		 "zip\n[secret encrypted\n]\n"
		 "[b text\nprose -:\n\"plain\"\n]\n");
}

static void a_wrong_checksum_loses_nothing(void **state)
{
	struct archive a = { 0 };

	(void)state;
	archive_add(&a, "a", "phone 13800138000", 17, ARCHIVE_BAD_CRC);
	archive_text(&a, "b", "next");
	reads_as(&a, OUTCOME_OK,
		 "zip\n[a text\nprose -:\n\"phone 13800138000\"\n"
		 "partial damaged\n]\n"
		 "[b text\nprose -:\n\"next\"\n]\n");
}

/* An archive in an archive, `levels` deep, with a text inside. */
static void nest(struct archive *a, unsigned levels, size_t padding)
{
	struct archive inner = { 0 };
	unsigned char *noise = malloc(padding + 1);
	uint32_t x = 7;

	for (size_t i = 0; i < padding; i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (unsigned char)(x >> 24);
	}
	archive_text(&inner, "t", "deep 13800138000");
	archive_add(&inner, "noise", noise, padding, 0);
	archive_end(&inner);
	for (unsigned i = 1; i < levels; i++) {
		struct archive outer = { 0 };

		archive_add(&outer, "z", inner.bytes.bytes, inner.bytes.length,
			    0);
		archive_end(&outer);
		archive_release(&inner);
		inner = outer;
	}
	archive_add(a, "z", inner.bytes.bytes, inner.bytes.length, 0);
	archive_end(a);
	archive_release(&inner);
	free(noise);
}

static void archives_nest_to_the_limit(void **state)
{
	struct archive a = { 0 };
	struct record r;

	(void)state;
	nest(&a, 15, 0);
	record_start(&r);
	assert_int_equal(record_bytes(&r, a.bytes.bytes, a.bytes.length),
			 OUTCOME_OK);
	assert_true(record_has(&r, "\"deep 13800138000\""));
	r.budget.depth_max = 15;
	record_bytes(&r, a.bytes.bytes, a.bytes.length);
	assert_false(record_has(&r, "\"deep"));
	assert_true(record_has(&r, "failed depth"));
	record_release(&r);
	archive_release(&a);
}

/* Too large to be held in memory: settled in a file. */
static void a_large_inner_archive_is_unpacked_once(void **state)
{
	struct archive a = { 0 };
	struct record r;

	(void)state;
	nest(&a, 2, 12 * 1024 * 1024);
	record_start(&r);
	assert_int_equal(record_bytes(&r, a.bytes.bytes, a.bytes.length),
			 OUTCOME_OK);
	assert_true(record_has(&r, "\"deep 13800138000\""));
	assert_true(record_has(&r, "[noise"));
	/* Each of the two once, and of the noise its head. */
	assert_true((1ULL << 30) - r.budget.bytes_left < 27 << 20);
	record_release(&r);
	archive_release(&a);
}

static const char long_text[] =
	"The quick brown fox, 13800138000, jumps over 110101199003070000.\n";

/* Cut anywhere: members before the cut are there, and it is said. */
static void cut_archives_give_what_is_there(void **state)
{
	static const unsigned kinds[] = { 0, ARCHIVE_STORED, ARCHIVE_DESCRIBED,
					  ARCHIVE_STORED | ARCHIVE_DESCRIBED };

	(void)state;
	for (unsigned k = 0; k < 4; k++) {
		struct archive a = { 0 };
		struct record r;
		size_t first, cut;
		char *copy;

		archive_add(&a, "first", long_text, sizeof(long_text) - 1,
			    kinds[k]);
		first = a.bytes.length;
		archive_add(&a, "second", long_text, sizeof(long_text) - 1,
			    kinds[k]);
		archive_end(&a);
		record_start(&r);
		for (unsigned i = 0; i < 64; i++) {
			cut = a.bytes.length * i / 64;
			copy = malloc(cut + 1); /* for the sanitizer */
			memcpy(copy, a.bytes.bytes, cut);
			if (record_bytes(&r, copy, cut) == OUTCOME_OK)
				assert_true(cut < 8); /* no zip any more */
			if (cut >= first) {
				assert_true(record_has(&r, "[first text"));
				assert_true(record_has(&r, long_text));
			}
			free(copy);
		}
		record_release(&r);
		archive_release(&a);
	}
}

/* Damage in the middle: everything else is found by its own header. */
static void a_lost_directory_is_made_up_for(void **state)
{
	struct archive a = { 0 };
	struct record r;
	size_t second;

	(void)state;
	archive_add(&a, "a", long_text, sizeof(long_text) - 1,
		    ARCHIVE_DESCRIBED);
	second = a.bytes.length;
	archive_text(&a, "b", long_text);
	archive_text(&a, "c", "third one");
	archive_end(&a);
	memset(a.bytes.bytes + a.bytes.length - 22, 0, 22);
	record_start(&r);
	assert_int_equal(record_bytes(&r, a.bytes.bytes, a.bytes.length),
			 OUTCOME_PARTIAL);
	assert_true(record_has(&r, "[a text"));
	assert_true(record_has(&r, "[b text"));
	assert_true(record_has(&r, "\"third one\""));
	memset(a.bytes.bytes + second + 31, 0xFF, 20);
	record_bytes(&r, a.bytes.bytes, a.bytes.length);
	assert_true(record_has(&r, "[b "));
	assert_true(record_has(&r, "damaged"));
	assert_true(record_has(&r, "\"third one\""));
	record_release(&r);
	archive_release(&a);
}

static void junk_around_does_not_matter(void **state)
{
	static const char junk[] = "\1\2\3\4 no zip \xFF\xFE\xFD";
	struct archive a = { 0 };
	struct record r;
	struct buffer b = { 0 };

	(void)state;
	archive_text(&a, "a", long_text);
	archive_end(&a);
	buffer_append(&b, junk, sizeof(junk));
	buffer_append(&b, a.bytes.bytes, a.bytes.length);
	buffer_append(&b, junk, sizeof(junk));
	record_start(&r);
	record_bytes(&r, b.bytes, b.length);
	assert_true(record_has(&r, long_text));
	record_bytes(&r, b.bytes + sizeof(junk), b.length - sizeof(junk));
	assert_true(record_has(&r, long_text));
	record_release(&r);
	buffer_release(&b);
	archive_release(&a);
}

/* Many directory entries that share one member's megabytes (Fifield). */
static void overlapping_entries_are_read_once(void **state)
{
	struct archive a = { 0 };
	struct record r;
	unsigned char *zeros = calloc(1, 1 << 20);
	struct buffer entry = { 0 };

	(void)state;
	archive_add(&a, "kernel", zeros, 1 << 20, 0);
	buffer_append(&entry, a.directory.bytes, a.directory.length);
	for (; a.count < 1000; a.count++)
		buffer_append(&a.directory, entry.bytes, entry.length);
	buffer_release(&entry);
	archive_end(&a);
	record_start(&r);
	assert_int_equal(record_bytes(&r, a.bytes.bytes, a.bytes.length),
			 OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_DAMAGED);
	/* The directory's own bytes allow some: 47 KB to 1 KB of data. */
	assert_true((1ULL << 30) - r.budget.bytes_left < 64 << 20);
	record_release(&r);
	archive_release(&a);
	free(zeros);
}

static void bombs_end_with_the_budget(void **state)
{
	struct archive a = { 0 };
	struct record r;
	unsigned char *zeros = calloc(1, 8 << 20);

	(void)state;
	memset(zeros, '.', 8 << 20);
	archive_text(&a, "a", long_text);
	archive_add(&a, "bomb", zeros, 8 << 20, 0);
	archive_text(&a, "after", "unseen");
	archive_end(&a);
	record_start(&r);
	r.budget.bytes_left = 1 << 20;
	assert_int_equal(record_bytes(&r, a.bytes.bytes, a.bytes.length),
			 OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_BYTES);
	assert_true(record_has(&r, long_text));
	assert_true(record_has(&r, "partial bytes"));
	assert_false(record_has(&r, "unseen"));
	record_release(&r);
	archive_release(&a);
	free(zeros);
}

static void members_and_signals_end_it(void **state)
{
	struct archive a = { 0 };
	struct record r;
	atomic_int stop = 1;

	(void)state;
	archive_text(&a, "a", "one");
	archive_text(&a, "b", "two");
	archive_text(&a, "c", "three");
	archive_end(&a);
	record_start(&r);
	r.budget.members_left = 2;
	assert_int_equal(record_bytes(&r, a.bytes.bytes, a.bytes.length),
			 OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_MEMBERS);
	assert_true(record_has(&r, "\"two\""));
	assert_false(record_has(&r, "three"));
	r.budget.members_left = 2;
	r.budget.stop = &stop;
	assert_int_equal(record_bytes(&r, a.bytes.bytes, a.bytes.length),
			 OUTCOME_FAILED);
	assert_int_equal(r.problem.reason, REASON_INTERRUPTED);
	record_release(&r);
	archive_release(&a);
}

/* Zip64's end record claims 2^40 entries: nobody reserves room for them. */
static void claimed_counts_are_not_believed(void **state)
{
	struct archive a = { 0 };
	struct record r;
	size_t directory, end;

	(void)state;
	archive_text(&a, "a", long_text);
	directory = a.bytes.length;
	buffer_append(&a.bytes, a.directory.bytes, a.directory.length);
	end = a.bytes.length;
	archive_put(&a.bytes, 4, 0x06064B50);
	archive_put(&a.bytes, 8, 44);
	archive_put(&a.bytes, 4, 45 | 45 << 16);
	archive_put(&a.bytes, 8, 0);
	archive_put(&a.bytes, 8, 1ULL << 40);
	archive_put(&a.bytes, 8, 1ULL << 40);
	archive_put(&a.bytes, 8, end - directory);
	archive_put(&a.bytes, 8, directory);
	archive_put(&a.bytes, 4, 0x07064B50);
	archive_put(&a.bytes, 4, 0);
	archive_put(&a.bytes, 8, end);
	archive_put(&a.bytes, 4, 1);
	archive_put(&a.bytes, 4, 0x06054B50);
	archive_put(&a.bytes, 4, 0);
	archive_put(&a.bytes, 4, UINT32_MAX);
	archive_put(&a.bytes, 8, UINT64_MAX);
	archive_put(&a.bytes, 2, 0);
	record_start(&r);
	assert_int_equal(record_bytes(&r, a.bytes.bytes, a.bytes.length),
			 OUTCOME_OK);
	assert_true(record_has(&r, long_text));
	record_release(&r);
	archive_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_come_in_order),
		cmocka_unit_test(members_see_each_other),
		cmocka_unit_test(names_are_decoded),
		cmocka_unit_test(encrypted_members_are_said_to_be),
		cmocka_unit_test(a_wrong_checksum_loses_nothing),
		cmocka_unit_test(archives_nest_to_the_limit),
		cmocka_unit_test(a_large_inner_archive_is_unpacked_once),
		cmocka_unit_test(cut_archives_give_what_is_there),
		cmocka_unit_test(a_lost_directory_is_made_up_for),
		cmocka_unit_test(junk_around_does_not_matter),
		cmocka_unit_test(overlapping_entries_are_read_once),
		cmocka_unit_test(bombs_end_with_the_budget),
		cmocka_unit_test(members_and_signals_end_it),
		cmocka_unit_test(claimed_counts_are_not_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
