/* Containers of Avro, as fastavro saved them with each of its codecs:
 * tests/fuzz/corpus/avro. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/saved.h"

#define CORPUS "tests/fuzz/corpus/avro/"
#define MARK "0123456789abcdef"
#define COLUMNS                                                            \
	"definition Customer: name,id_no,mobile,born,made,dec,"            \
	"contact.email,contact.next.email,contact.next.next,tags[],sex,f," \
	"d,ct2,contact.next,cards[].no\n"
#define ROW                                                                \
	"1=11010819580929140X 2=18234646869# 3=1990-03-07 "                \
	"4=2020-01-02 03:04:05 5=-12.34# 6=wdwugusij2048@qq.com 14= "      \
	"15=6222608969350492589 9=k 9=v 10=M 11=abcd 12=0.5# 13=;\n"

static void rows_are_read_however_packed(void **state)
{
	static const char *const files[] = {
		CORPUS "null", CORPUS "deflate", CORPUS "snappy",
		CORPUS "zstandard", CORPUS "bzip2", CORPUS "xz",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct buffer b;
		struct record r;

		saved_file(&b, files[i]);
		record_start(&r);
		assert_int_equal(record_bytes(&r, b.bytes, b.length),
				 OUTCOME_OK);
		document_has(&r, ROW);
		document_has(&r, COLUMNS);
		record_release(&r);
		buffer_release(&b);
	}
}

static void unknown_ways_of_packing_are_said(void **state)
{
	static const unsigned char file[] =
		"Obj\1\2\x14" "avro.codec" "\x06" "lzo" "\0" MARK;
	struct record r;

	(void)state;
	record_start(&r);
	assert_int_equal(record_bytes(&r, file, sizeof(file) - 1),
			 OUTCOME_FAILED);
	assert_int_equal(r.problem.reason, REASON_UNSUPPORTED);
	record_release(&r);
}

/* A container of one block. */
static void contain(struct buffer *b, const char *schema, const char *values,
		    size_t length, unsigned rows)
{
	*b = (struct buffer){ 0 };
	buffer_append(b, "Obj\1\2\x16" "avro.schema", 17);
	archive_put(b, 1, (strlen(schema) * 2 & 0x7F) | 0x80);
	archive_put(b, 1, strlen(schema) >> 6);
	buffer_text(b, schema);
	buffer_append(b, "\0" MARK, 17);
	archive_put(b, 1, rows * 2);
	archive_put(b, 1, length * 2);
	buffer_append(b, values, length);
	buffer_append(b, MARK, 16);
}

static void reads(const char *schema, const char *values, size_t length,
		  unsigned rows, int outcome, const char *want)
{
	struct buffer b;
	struct record r;

	contain(&b, schema, values, length, rows);
	record_start(&r);
	assert_int_equal(record_bytes(&r, b.bytes, b.length), outcome);
	if (want)
		document_has(&r, want);
	record_release(&r);
	buffer_release(&b);
}

#define LIST                                                             \
	"{\"type\":\"record\",\"name\":\"a.Node\",\"fields\":["          \
	"{\"name\":\"v\",\"type\":\"string\"},"                          \
	"{\"name\":\"n\",\"type\":[\"null\",\"Node\"]}]}"

static void schemas_are_read(void **state)
{
	(void)state;
	reads("\"string\"", "\x04hi\x02x", 5, 2, OUTCOME_OK,
	      "table rows:\n0=hi;\n0=x;\n");
	reads(LIST, "\x02" "a\2" "\x02" "b\0", 6, 1, OUTCOME_OK,
	      "table Node:\n0=a 1=b 2=;\ndefinition Node: v,n.v,n.n\n");
	reads("{\"type\":\"fixed\",\"name\":\"D\",\"size\":8,"
	      "\"logicalType\":\"decimal\",\"scale\":0}",
	      "\x01\x87\x28\x75\x07\xEC\x2E\x42", 8, 1,
	      OUTCOME_OK, "0=110101199003070018#;\n");
	reads("{\"type\":\"nothing\"}", "", 0, 1, OUTCOME_FAILED, NULL);
	reads("[[[[", "", 0, 1, OUTCOME_FAILED, NULL);
}

/* Values that take no bytes, and lists without an end, do not go on for
 * ever; lengths that are none are damage. */
static void values_may_lie(void **state)
{
	(void)state;
	reads("{\"type\":\"array\",\"items\":\"null\"}",
	      "\xFE\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\0", 11, 1,
	      OUTCOME_PARTIAL, NULL);
	reads("\"string\"", "\x03", 1, 1, OUTCOME_PARTIAL, NULL);
	reads("[\"null\"]", "\x02", 1, 1, OUTCOME_PARTIAL, NULL);
	reads("{\"type\":\"array\",\"items\":\"int\"}",
	      "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01\0", 11, 1,
	      OUTCOME_PARTIAL, NULL);
}

static void damaged_blocks_are_passed(void **state)
{
	struct buffer b;
	struct record r;
	unsigned char *block;

	(void)state;
	saved_file(&b, CORPUS "null");
	block = memmem(b.bytes, b.length, MARK, 16);
	assert_non_null(block);
	memset(block + 16, 0xFF, 6); /* how many, how long */
	record_start(&r);
	assert_int_equal(record_bytes(&r, b.bytes, b.length),
			 OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_DAMAGED);
	document_has(&r, "2=15197431083#");
	record_release(&r);
	buffer_release(&b);
}

static void cut_ones_give_what_is_there(void **state)
{
	static const char *const texts[] = { "19174995252", ROW, NULL };
	static const char *const none[] = { NULL };
	struct buffer b;

	(void)state;
	saved_file(&b, CORPUS "null");
	saved_cut(&b, 4, b.length - 1, MARK, texts);
	buffer_release(&b);
	saved_file(&b, CORPUS "deflate");
	saved_cut(&b, 4, b.length - 1, MARK, none);
	buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_read_however_packed),
		cmocka_unit_test(unknown_ways_of_packing_are_said),
		cmocka_unit_test(schemas_are_read),
		cmocka_unit_test(values_may_lie),
		cmocka_unit_test(damaged_blocks_are_passed),
		cmocka_unit_test(cut_ones_give_what_is_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
