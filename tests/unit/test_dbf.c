/* Tables of dBase's relatives, as python-dbf saved them in code page 936:
 * tests/fuzz/corpus/dbf. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/saved.h"

#define FOXPRO "tests/fuzz/corpus/dbf/foxpro"
#define LANGUAGE_AT 29

static void records_are_rows(void **state)
{
	struct buffer b;
	struct record r;

	(void)state;
	saved_file(&b, FOXPRO);
	record_start(&r);
	/* The file with the texts is not beside it. */
	assert_int_equal(record_bytes(&r, b.bytes, b.length), OUTCOME_PARTIAL);
	document_has(&r, "NAME,N,D,M,I,F,T,Y,L\n"
			 "0=张三0 1=13800138000# 2=1990-03-07 3= 4=7# 5=2.5# "
			 "6=2020-01-02 03:04:05 7=12.5#;\n"
			 "0=张三2 1=13800138002#");
	document_has(&r, " (deleted records): NAME,");
	document_has(&r, "0=张三1 1=13800138001#");
	assert_string_equal(r.problem.words,
			    "dbf: the file with its long texts is missing");
	record_release(&r);
	buffer_release(&b);
}

static void keep_memo(struct source *source)
{
	(void)source;
}

/* A table with the file of its texts beside it. */
struct pair {
	struct memory_source table; /* first */
	struct memory_source memo;
};

static struct source *open_memo(struct source *source, const char *name,
				const char *suffix)
{
	struct pair *pair = (struct pair *)source;

	assert_string_equal(name, "");
	return strcmp(suffix, ".dbt") ? NULL : &pair->memo.source;
}

static void long_texts_are_read(void **state)
{
	static char memo[512 * 2 + 64] = { 0 };
	struct problem problem = { 0 };
	struct buffer b;
	struct record r;
	struct pair pair;

	(void)state;
	saved_file(&b, "tests/fuzz/corpus/dbf/dbase3");
	memcpy(memo + 512, "13900139000\x1A\x1A", 13);
	memcpy(memo + 1024, "\xB1\xB8\xD7\xA2\x1A", 5);
	pair.table = memory_source(b.bytes, b.length);
	pair.memo = memory_source(memo, sizeof(memo));
	pair.table.source.beside = open_memo;
	pair.memo.source.close = keep_memo;
	record_start(&r);
	record_read(&r, &pair.table.source, &problem);
	document_has(&r, "0=李四0 1=110101199003070000# 2=13900139000;\n"
			 "0=李四1 1=110101199003070000# 2=备注;\n");
	record_release(&r);
	buffer_release(&b);
}

static void charsets_are_told_by_the_text(void **state)
{
	struct buffer b;
	struct record r;

	(void)state;
	saved_file(&b, FOXPRO);
	record_start(&r);
	b.bytes[LANGUAGE_AT] = 0;
	record_bytes(&r, b.bytes, b.length);
	document_has(&r, "0=张三0 ");
	b.bytes[LANGUAGE_AT] = 3; /* windows-1252 */
	record_bytes(&r, b.bytes, b.length);
	document_has(&r, "0=张三0 ");
	record_release(&r);
	buffer_release(&b);
}

static void cut_ones_give_what_is_there(void **state)
{
	static const char *const texts[] = { "13800138001", "1=13800138000#",
					     "13800138002", "1=13800138001#",
					     NULL };
	struct buffer b;

	(void)state;
	saved_file(&b, FOXPRO);
	saved_cut(&b, 32, b.length - 1, "\x1A", texts);
	buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_rows),
		cmocka_unit_test(long_texts_are_read),
		cmocka_unit_test(charsets_are_told_by_the_text),
		cmocka_unit_test(cut_ones_give_what_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
