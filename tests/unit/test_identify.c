/* identify: contents first, names never; the charset and the text of heads. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/archive.h"

extern const struct format format_ole2, format_xls;

static const struct format *named(const void *bytes, size_t length,
				  const char *type)
{
	struct identifier identifier = { 0 };
	struct identity identity;

	identify(&identifier, bytes, length, length < HEAD_BYTES, "x.doc",
		 NULL, &identity);
	assert_string_equal(identity.type, type);
	identifier_release(&identifier);
	return identity.format;
}

static void is(const void *bytes, size_t length, const char *type,
	       const struct format *format)
{
	assert_ptr_equal(named(bytes, length, type), format);
}

#define IS(bytes, type) is(bytes, sizeof(bytes) - 1, type, NULL)
#define IS_TEXT(bytes) is(bytes, sizeof(bytes) - 1, "text", &format_text)

static void common_types_are_named(void **state)
{
	(void)state;
	IS("%PDF-1.7\n%\xE2\xE3", "pdf");
	IS("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", "png");
	IS("\x37\x7F\x06\x82\0\x2D\xE2\x18", "sqlite-wal");
	IS("RIFF\0\0\0\0WEBPVP8 ", "webp");
	IS("\x7F" "ELF\2\1\1\0", "elf");
	IS("MZ\x90\0\3\0\0\0\4\0\0\0\xFF\xFF\0\0", "pe");
}

static void text_that_begins_like_a_type_is_text(void **state)
{
	(void)state;
	IS_TEXT("MZ is no program");
	IS_TEXT("BMW, 13800138000");
	IS_TEXT("ID3 stands here");
	IS_TEXT("<5 years> x");
	IS_TEXT("<?php echo 1;");
	IS_TEXT("From: the start\nit was so\n");
	is("", 0, "empty", &format_text);
}

static void compound_files_are_told_apart(void **state)
{
	unsigned char ole[4096] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

	(void)state;
	is(ole, sizeof(ole), "ole2", &format_ole2);
	memcpy(ole + 1152, "W\0o\0r\0k\0b\0o\0o\0k\0", 17);
	is(ole, sizeof(ole), "xls", &format_xls);
	memset(ole + 1152, 0, 17);
	memcpy(ole + 1024, "\x09\x08\x10\0\0\6\5", 8);
	is(ole, sizeof(ole), "xls", &format_xls);
}

static void make_noise(unsigned char *noise, size_t length)
{
	uint32_t x = 3;

	for (size_t i = 0; i < length; i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (unsigned char)(x >> 24);
	}
}

static void unknown_bytes_are_binary(void **state)
{
	unsigned char noise[4096];

	(void)state;
	make_noise(noise, sizeof(noise));
	noise[0] = 0xC8; /* begins like nothing that libmagic knows */
	is(noise, sizeof(noise), "binary", NULL);
	/* libmagic knows more. */
	IS("\xDE\x12\x04\x95\0\0\0\0\1\0\0\0\x1C\0\0\0",
	   "application/x-gettext-translation");
}

static struct head head_of(struct identifier *identifier, const void *bytes,
			   size_t length)
{
	struct identity identity;

	identify(identifier, bytes, length, true, "", NULL, &identity);
	assert_non_null(identity.format);
	return identity.head;
}

/* A log that was cut off under its writer, or lost a block in a crash. */
static void text_with_holes_is_text(void **state)
{
	unsigned char log[4096] = { 0 };
	struct identifier identifier = { 0 };

	(void)state;
	IS_TEXT("\0\0\0\0 INFO a\n \xE5\xBC\xA0 b\n");
	assert_int_equal(head_of(&identifier, "\0\0\0\xD5\xC5\xC8\xFD\n",
				 8).charset, CHARSET_GB18030);
	memcpy(log, "INFO a\n", 7);
	is(log, sizeof(log), "text", &format_text);
	log[4000] = 6;
	is(log, sizeof(log), "binary", NULL);
	memset(log, 0, sizeof(log));
	is(log, sizeof(log), "binary", NULL);
	IS("\0\0\3abc", "binary");
	identifier_release(&identifier);
}

/* mysqldump writes them as they are, but for NULs and quotes. */
static void a_script_with_pictures_is_a_script(void **state)
{
	static const char start[] = "-- MySQL dump 10.13\n"
				    "/*!40101 SET NAMES utf8mb4 */;\n"
				    "INSERT INTO `photo` VALUES (1,_binary '";
	static const char named[] = "CREATE TABLE t (a text COMMENT '姓名');\n"
				    "INSERT INTO t VALUES ('张三','";
	struct identifier identifier = { 0 };
	unsigned char script[8192];
	struct head head;

	(void)state;
	make_noise(script, sizeof(script));
	is(script, sizeof(script), "binary", NULL);
	for (size_t i = 0; i < sizeof(script); i++)
		script[i] |= !script[i];
	memcpy(script, start, strlen(start));
	is(script, sizeof(script), "sql", &format_sql);
	head = head_of(&identifier, script, sizeof(script));
	assert_int_equal(head.charset, CHARSET_UTF8);
	memcpy(strstr((char *)script, "utf8mb4"), "gbk    ", 7);
	head = head_of(&identifier, script, sizeof(script));
	assert_int_equal(head.charset, CHARSET_GB18030);
	/* --compatible leaves SET NAMES out: what stands before tells. */
	make_noise(script, sizeof(script));
	for (size_t i = 0; i < sizeof(script); i++)
		script[i] |= !script[i];
	memcpy(script, named, strlen(named));
	head = head_of(&identifier, script, sizeof(script));
	assert_int_equal(head.charset, CHARSET_UTF8);
	identifier_release(&identifier);
}

static void heads_are_made_readable(void **state)
{
	struct identifier identifier = { 0 };
	struct head head;

	(void)state;
	head = head_of(&identifier, "\xEF\xBB\xBFid,\xE5\xA7\x93", 9);
	assert_int_equal(head.charset, CHARSET_UTF8);
	assert_int_equal(head.bom, 3);
	assert_int_equal(head.text_length, 6);
	assert_memory_equal(head.text, "id,\xE5\xA7\x93", 6);

	head = head_of(&identifier, "\xFF\xFEi\0d\0,\0\xD3\x59", 10);
	assert_int_equal(head.charset, CHARSET_UTF16LE);
	assert_memory_equal(head.text, "id,\xE5\xA7\x93", head.text_length);

	/* A hanzi whose second byte is a '|'. */
	head = head_of(&identifier, "\xD5\xC5\xC8\xFD|\x8C\x7C|\xC0\xEE", 10);
	assert_int_equal(head.charset, CHARSET_GB18030);
	assert_memory_equal(head.text, "\xD5\xC5\xC8\xFD|\x8C\x80|\xC0\xEE",
			    head.text_length);
	assert_int_equal(head.bytes[6], 0x7C);
	identifier_release(&identifier);
}

static void documents_are_told_from_archives(void **state)
{
	static const char *const names[][2] = {
		{ "a.xml", "zip" },
		{ "word/document.xml", "docx" },
		{ "ppt/presentation.xml", "pptx" },
		{ "mimetypeapplication/vnd.oasis.opendocument.text", "odf" },
		{ "META-INF/manifest.xml", "odf" },
		{ "OFD.xml", "ofd" },
		{ "META-INF/container.xml", "epub" },
		{ "xl/worksheets/sheet1.xml", "xlsx" },
	};
	struct archive inner = { 0 };

	(void)state;
	for (size_t i = 0; i < 8; i++) {
		struct archive a = { 0 };

		archive_text(&a, "[Content_Types].xml", "<t/>");
		archive_text(&a, names[i][0], "<w/>");
		named(a.bytes.bytes, a.bytes.length, names[i][1]);
		archive_release(&a);
	}
	/* What lies in a member is not what the archive is. */
	archive_text(&inner, "xl/workbook.xml", "<w/>");
	archive_end(&inner);
	for (size_t i = 0; i < 2; i++) {
		struct archive a = { 0 };

		archive_add(&a, "a.xlsx", inner.bytes.bytes,
			    inner.bytes.length, ARCHIVE_STORED);
		archive_text(&a, names[i][0], "<w/>");
		named(a.bytes.bytes, a.bytes.length, names[i][1]);
		archive_release(&a);
	}
	archive_release(&inner);
}

static void budgets_end(void **state)
{
	struct budget b = { .depth_max = 2, .members_left = 1,
			    .bytes_left = 10, .deadline_ns = 1 };
	struct problem p = { 0 };
	atomic_int stop = 0;

	(void)state;
	assert_int_equal(budget_bytes(&b, 10, &p), OUTCOME_OK);
	assert_int_equal(budget_bytes(&b, 1, &p), OUTCOME_FAILED);
	assert_int_equal(p.reason, REASON_BYTES);
	p = (struct problem){ 0 };
	assert_int_equal(budget_member(&b, 3, &p), OUTCOME_FAILED);
	assert_int_equal(p.reason, REASON_DEPTH);
	p = (struct problem){ 0 };
	assert_int_equal(budget_member(&b, 2, &p), OUTCOME_OK);
	assert_int_equal(budget_member(&b, 2, &p), OUTCOME_FAILED);
	assert_int_equal(p.reason, REASON_MEMBERS);
	p = (struct problem){ 0 };
	assert_int_equal(budget_time(&b, &p), OUTCOME_FAILED);
	assert_int_equal(p.reason, REASON_SECONDS);
	b.deadline_ns = INT64_MAX;
	b.stop = &stop;
	assert_int_equal(budget_time(&b, &p), OUTCOME_OK);
	stop = 1;
	p = (struct problem){ 0 };
	assert_int_equal(budget_time(&b, &p), OUTCOME_FAILED);
	assert_int_equal(p.reason, REASON_INTERRUPTED);
}

static ssize_t failing_read(struct source *s, void *into, size_t length,
			    uint64_t offset, struct problem *problem)
{
	(void)s;
	if (offset >= 5)
		return problem_set(problem, -1, REASON_IO, "gone");
	memset(into, 'x', length < 3 ? length : 3);
	return length < 3 ? (ssize_t)length : 3;
}

static void filling_keeps_what_came_before_a_failure(void **state)
{
	struct source s = { .read = failing_read };
	struct problem p = { 0 };
	char b[16];

	(void)state;
	assert_int_equal(source_fill(&s, b, 4, 0, &p), 4);
	assert_int_equal(p.reason, REASON_NONE);
	assert_int_equal(source_fill(&s, b, 16, 0, &p), 6);
	assert_int_equal(p.reason, REASON_IO);
	assert_int_equal(source_fill(&s, b, 16, 5, &p), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(common_types_are_named),
		cmocka_unit_test(text_that_begins_like_a_type_is_text),
		cmocka_unit_test(compound_files_are_told_apart),
		cmocka_unit_test(unknown_bytes_are_binary),
		cmocka_unit_test(text_with_holes_is_text),
		cmocka_unit_test(a_script_with_pictures_is_a_script),
		cmocka_unit_test(heads_are_made_readable),
		cmocka_unit_test(documents_are_told_from_archives),
		cmocka_unit_test(budgets_end),
		cmocka_unit_test(filling_keeps_what_came_before_a_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
