/* Text, CSV and SQL cut at any place: the same values, rows and lines. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "tests/unit/reading.h"

static void assert_cuts_do_not_matter(const char *text, size_t length,
				      uint64_t rows, size_t step)
{
	const unsigned char *bytes = (const unsigned char *)text;
	struct buffer whole = { 0 };
	uint64_t lines, cut_lines;

	assert_int_equal(reading_run(bytes, length, &length, 1, &whole,
				     &lines),
			 rows);
	assert_true(whole.length > 0);
	for (size_t cut = 4; cut < length; cut += step) {
		const size_t cuts[] = { cut, length };
		struct buffer parts = { 0 };

		assert_int_equal(reading_run(bytes, length, cuts, 2, &parts,
					     &cut_lines),
				 rows);
		assert_string_equal(buffer_string(&parts),
				    buffer_string(&whole));
		assert_int_equal(cut_lines, lines);
		buffer_release(&parts);
	}
	buffer_release(&whole);
}

static void text_anywhere(void **unused)
{
	static const char text[] =
		"电话：138 0013 8001，身份证号110101 19900307 109X。\n"
		"card 6222 0200 0000 0007 773 mail zhang.san@example.com\n"
		"１３８００１３８００２ 和 1380\xE2\x80\x8B"
		"0138003 结束";

	(void)unused;
	assert_cuts_do_not_matter(text, sizeof(text) - 1, 0, 1);
}

static void gb18030_anywhere(void **unused)
{
	/* 张三手机号13800138001 ... with a four-byte character and GBK
	 * letters as second bytes touching the digits. */
	static const char text[] =
		"\xD5\xC5\xC8\xFD\xCA\xD6\xBB\xFA\xBA\xC5"
		"13800138001\x81\x30\x81\x30"
		"13800138002\x81\x41"
		"13800138003, "
		"\xA3\xB1\xA3\xB3\xA3\xB8\xA3\xB0\xA3\xB0\xA3\xB1\xA3\xB3"
		"\xA3\xB8\xA3\xB0\xA3\xB0\xA3\xB4\xA3\xAC\xBD\xE1\xCA\xF8";

	(void)unused;
	assert_cuts_do_not_matter(text, sizeof(text) - 1, 0, 1);
}

static void csv_anywhere(void **unused)
{
	static const char text[] =
		"name,id_card,mobile,note\n"
		"a,11010119900307109X,13800138001,\"one, \"\"two\"\"\"\r\n"
		"b,440524188001010014,\"13800138002\",\"a line\n"
		"x,440524188001010014,13800138009,and another\"\n"
		"c,\"=\"\"34052419800101001X\"\"\",+86 138 0013 8003,5\" disk\n"
		"d,,,\n"
		"e,360102190202020000,13800138005,last";

	(void)unused;
	assert_cuts_do_not_matter(text, sizeof(text) - 1, 5, 1);
}

/* Escaped and quoted line ends, delimiters of several bytes, lone CRs, and
 * frames at the cut. */
static void delimited_anywhere(void **unused)
{
	static const char *const texts[] = {
		"1\t\\N\t13800138001\n2\tx\\\ny\t13800138002\n"
		"3\t\\\t\\\\\t13800138003\n4\t\\\\\t13800138004\n",
		"a|!|b|!|c\n1|!|\"x\ny|!|\"|!|13800138001\n"
		"2|!|z|y|!|13800138002\n3|!||!|13800138003\n"
		"4|!|w|!|13800138004\n",
		"a;b\r1;13800138001\r2;'x\r13800138009'\r3;'13800138002'\r"
		"\r4;13800138003\r5;13800138004",
		"+---+-------------+\n| a | b           |\n"
		"+---+-------------+\n| 1 | 13800138001 |\n"
		"|   | 13800138002 |\n| 3 |             |\n"
		"+---+-------------+\n| 4 | 13800138003 |\n",
	};
	static const unsigned rows[] = { 4, 4, 5, 4 };

	(void)unused;
	for (unsigned i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_cuts_do_not_matter(texts[i], strlen(texts[i]), rows[i],
					  1);
}

static void fixed_anywhere(void **unused)
{
	struct buffer text = { 0 };

	(void)unused;
	for (unsigned i = 0; i < 30; i++)
		buffer_format(&text, "%s   138001380%02u%s\n",
			      i % 3 ? "张三" : "ab  ", i,
			      i == 12 ? " and more" : "");
	assert_cuts_do_not_matter(buffer_string(&text), text.length, 29, 1);
	buffer_release(&text);
}

static void sql_anywhere(void **unused)
{
	static const char text[] =
		"-- MySQL dump\n"
		"CREATE TABLE `t` (`id` int, `sfzh` char(18) COMMENT 'it''s', "
		"`m` text);\n"
		"INSERT INTO `t` VALUES (1,'11010119900307109X','13800138001'),"
		"(2,'440524188001010014','a\\'b 13800138002'),\n"
		"(3,NULL,'x'');\\nINSERT INTO x VALUES (\n"
		");\nINSERT INTO x VALUES (1,''13800138003'');\n(4,5,6),(7,8'),"
		"(4,CONCAT('34052419800101001','X'),-1.5);\n"
		"/* 'a comment; 13800138004 */\n"
		"INSERT INTO `t` (id,m) VALUES (5,'13800138005');\n"
		"UPDATE t SET m='13800138006; ' WHERE id=1;\n"
		"INSERT INTO u VALUES(9,N'13800138007',x'00'),(10,_utf8'y',0);";

	(void)unused;
	assert_cuts_do_not_matter(text, sizeof(text) - 1, 8, 1);
}

static void jsonl_anywhere(void **unused)
{
	static const char text[] =
		"{\"id\":1,\"m\":\"13800138001\","
		"\"c\":{\"t\":\"13800138002\"}}\n"
		"{\"m\":\"13800138003\",\"id\":2,"
		"\"x\":[\"13800138004\",\"}\\\"\"]}\n"
		"log 13800138005 {\"m\":\"13800138006\"}\n\n"
		"{\"x\":\"\\u0031\\u0033800138007\", \"broken\n"
		"{\"m\":\"13800138008\",\"13800138009\":{}}  {\"m\":null}\r\n"
		"[\"13800138010\",[{\"m\":13800138011}]]\n"
		"{\"m\":\"13800138012\"\n"
		"{\"late\":\"13800138013\"}";

	(void)unused;
	assert_cuts_do_not_matter(text, sizeof(text) - 1, 8, 1);
}

static void json_values_anywhere(void **unused)
{
	static const char text[] =
		"{\n \"m\": \"13800138001\",\n \"c\": [\n  {\n"
		"   \"t\": \"13800138002\"\n  }\n ]\n}\n"
		"{ // }\n \"t\": /* { */ \"13800138003\"\n}\n{}\n"
		"[\n \"a\"\n]\n"
		"{ \"t\": \"13800138004\", \"m\": \"13800138005\" }\n";

	(void)unused;
	assert_cuts_do_not_matter(text, sizeof(text) - 1, 5, 1);
}

/* COPY, inside and outside of its rows; and what has no semicolons. */
static void dialects_anywhere(void **unused)
{
	static const char copy[] =
		"-- PostgreSQL database dump\n"
		"COPY t (id, sfzh) FROM stdin;\n"
		"1\t11010119900307109X\n2\t\\N\n\t138\\t13800138001\n"
		"INSERT INTO x VALUES (1);\t13800138002\n\\.\n\n"
		"CREATE FUNCTION f() AS $$ INSERT INTO t VALUES (1); $$;\n"
		"INSERT INTO t VALUES\n\t(4, '13800138003'),\n\t(5, E'\\'');\n"
		"COPY u (m) FROM stdin;\n13800138004\n13800138005\n\\.\n";
	static const char csv[] =
		"-- PostgreSQL database dump\n"
		"COPY t (id, m) FROM stdin CSV DELIMITER '|';\n"
		"1|13800138001\n2|\"a\nINSERT INTO x VALUES (1);\n(\"\"2\"\n"
		"3\t|13800138002\n(4),|13800138003\n\\.\n"
		"COPY t (id, m) FROM stdin;\n5\t13800138004\n\\.\n"
		"INSERT INTO t VALUES (6, '13800138005');\n";
	static const char items[] =
		"-- MySQL dump\n"
		"INSERT INTO t SELECT 1,'13800138001' UNION ALL\nSELECT 2,\n"
		"'); INSERT INTO x VALUES (1),(2,''13800138002'');\n' FROM "
		"dual;\nUPDATE t SET m='13800138003; (', n = 1 WHERE id=1;\n"
		"INSERT INTO t SET m='13800138004';\n"
		"INSERT INTO t VALUES ROW(3,'13800138005'), ROW(4,'x');\n";
	static const char use[] =
		"-- MySQL dump\nUSE `a`;\nINSERT INTO `t` VALUES (1,'x'),"
		"(2,'13800138001');\nUSE `b`;\n"
		"INSERT INTO `t` VALUES (1,'13800138002');\n";
	static const char go[] =
		"SET ANSI_NULLS ON\nGO\n"
		"INSERT [t] ([a]) VALUES (N'13800138001')\n"
		"INSERT [t] ([a]) VALUES (N'x\nGO\nINSERT [t] VALUES (1)')\n"
		"GO\nINSERT [t] ([a]) VALUES (CAST(N'13800138002' AS a))\nGO\n"
		"SET IDENTITY_INSERT [t] ON\n"
		"INSERT [t] ([a]) VALUES (13800138003)\nGO\n";

	(void)unused;
	assert_cuts_do_not_matter(copy, sizeof(copy) - 1, 8, 1);
	assert_cuts_do_not_matter(csv, sizeof(csv) - 1, 6, 1);
	assert_cuts_do_not_matter(items, sizeof(items) - 1, 6, 1);
	assert_cuts_do_not_matter(use, sizeof(use) - 1, 3, 1);
	assert_cuts_do_not_matter(go, sizeof(go) - 1, 4, 1);
}

static void utf16_anywhere(void **unused)
{
	static const char text[] =
		"id,mobile\n1,13800138001\n2,13800138002\n3,13800138003\n";
	char wide[2 * sizeof(text)];
	size_t length = 2;

	(void)unused;
	memcpy(wide, "\xFF\xFE", 2);
	for (size_t i = 0; i < sizeof(text) - 1; i++) {
		wide[length++] = text[i];
		wide[length++] = 0;
	}
	assert_cuts_do_not_matter(wide, length, 3, 4);
}

/* Cells and rows far larger than a chunk; the values in them are found once,
 * wherever a chunk ends. */
static void larger_than_a_chunk(void **unused)
{
	static const char *const heads[] = { "INSERT INTO t VALUES ('", "a,\"",
					     "" };
	static const char *const tails[] = { "');\n", "\"\nb,c\nd,e\n", "\n" };

	(void)unused;
	for (size_t f = 0; f < 3; f++) {
		for (size_t shift = 0; shift < 48; shift += 5) {
			struct buffer text = { 0 }, found = { 0 };
			size_t values = 0, count = 0;
			uint64_t lines;

			buffer_text(&text, heads[f]);
			while (text.length < 3 * CHUNK_TEXT / 2 + shift)
				buffer_text(&text, "words  ");
			while (text.length < 5 * CHUNK_TEXT) {
				buffer_format(&text, "138%08zu ,; ",
					      10000000 + 7 * values++);
				for (size_t i = 0; i < 977 + shift; i++)
					buffer_byte(&text, 'x');
				buffer_text(&text, "; ");
			}
			buffer_text(&text, tails[f]);
			reading_run(text.bytes, text.length, &text.length, 1,
				    &found, &lines);
			for (size_t i = 0; i < found.length; i++)
				count += found.bytes[i] == '\n';
			assert_int_equal(count, values);
			buffer_release(&text);
			buffer_release(&found);
		}
	}
}

/* Cut off anywhere: never a crash, and what is before the cut is found. */
static void cut_off(void **unused)
{
	static const char text[] =
		"INSERT INTO t VALUES (1,'13800138001'),(2,'13800138002');\n"
		"INSERT INTO t VALUES (3,'13800138003'),(4,'13800138004');\n";

	(void)unused;
	for (size_t length = 20; length < sizeof(text); length++) {
		struct buffer found = { 0 };
		uint64_t lines;
		size_t wanted = 0, count = 0;

		for (size_t i = 0; i + 12 <= length; i++)
			wanted += !memcmp(text + i, "138001380", 9) &&
				  text[i + 11] == '\'';
		reading_run((const unsigned char *)text, length, &length, 1,
			    &found, &lines);
		for (size_t i = 0; i < found.length; i++)
			count += found.bytes[i] == '\n';
		assert_true(count >= wanted);
		buffer_release(&found);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_anywhere),
		cmocka_unit_test(gb18030_anywhere),
		cmocka_unit_test(csv_anywhere),
		cmocka_unit_test(delimited_anywhere),
		cmocka_unit_test(fixed_anywhere),
		cmocka_unit_test(sql_anywhere),
		cmocka_unit_test(jsonl_anywhere),
		cmocka_unit_test(json_values_anywhere),
		cmocka_unit_test(dialects_anywhere),
		cmocka_unit_test(utf16_anywhere),
		cmocka_unit_test(larger_than_a_chunk),
		cmocka_unit_test(cut_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
