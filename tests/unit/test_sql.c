/* Scripts of MariaDB and SQLite as these programs write them, other ways to
 * write rows, and what scripts of all dialects have in common. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "tests/unit/script.h"

static const char sqlite_dump[] =
	"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\n"
	"CREATE TABLE IF NOT EXISTS \"t\" (id INTEGER PRIMARY KEY, v, "
	"[n n] TEXT DEFAULT (1,2));\n"
	"INSERT INTO t VALUES(1,'it''s\\',X'E5BCA0');\n"
	"INSERT INTO t VALUES(2,replace('a\\nb','\\n',char(10)),-1.5e+20);\n"
	"INSERT INTO t VALUES(3,unistr('a\\u000ab'),NULL);\n"
	"CREATE TRIGGER tr AFTER INSERT ON t BEGIN\n"
	"INSERT INTO log VALUES(new.id); END;\n"
	"COMMIT;\n";

static void dumps_of_sqlite(void **state)
{
	(void)state;
	assert_read(sqlite_dump,
		    "define t: id INTEGER, v, n n TEXT\n"
		    "table t:\n1|it's\\|张\n2|a\nb|-1.5e+20\n3|a\nb|\n");
}

static const char mysql[] =
	"-- MySQL dump 10.13  Distrib 8.0.36\n\n"
	"/*!40101 SET NAMES utf8mb4 */;\n"
	"DROP TABLE IF EXISTS `t`;\n"
	"CREATE TABLE `t` (\n"
	"  `id` bigint(20) unsigned NOT NULL AUTO_INCREMENT,\n"
	"  `sfzh` varchar(18) CHARACTER SET utf8 COLLATE utf8_bin DEFAULT "
	"NULL COMMENT '身份证号, it''s \\'so\\'',\n"
	"  `e` enum('a,b','c)') NOT NULL DEFAULT 'a,b',\n"
	"  PRIMARY KEY (`id`),\n  KEY `k` (`sfzh`)\n"
	") ENGINE=InnoDB COMMENT='客户';\n"
	"LOCK TABLES `t` WRITE;\n"
	"INSERT INTO `t` VALUES (1,'110\\'1','a'),(2,'x\\\\','b'),\n"
	"(3,0x3133383030313338303030,_binary 'ab\\t'),(4,'',-1);\n"
	"INSERT IGNORE INTO `t` (`id`) VALUES (5) /* one */, -- two\n(6);\n"
	"REPLACE INTO t VALUES (7, /* three */ 'y', CONCAT('a','b'))\n"
	"ON DUPLICATE KEY UPDATE id = 1;\n"
	"INSERT INTO t VALUES (8,_utf8mb4 X'41',b'101');\n"
	"UNLOCK TABLES;\n"
	"/*!50708\nCREATE TABLE `city` (\n  `Name` char(35),\n  `Info` json\n"
	") ENGINE=InnoDB\n*/;\n"
	"/*!50708\nINSERT INTO `city` VALUES\n('Kabul','{\\\"P\\\": 1}'),\n"
	"('Herat',/*!80000 1,*/NULL)\n*/;\n"
	"/*!50708 REPLACE INTO `city` VALUES ('Gent',''); */\n"
	"DELIMITER ;;\n"
	"CREATE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW BEGIN\n"
	"  INSERT INTO log VALUES (1);\nEND;;\nDELIMITER ;\n";

static void dumps_of_mysql(void **state)
{
	(void)state;
	assert_read(mysql,
		    "define t: id bigint(20) unsigned, sfzh varchar(18) "
		    "'身份证号, it's 'so'', e enum('a,b','c)') = 客户\n"
		    "table t:\n1|110'1|a\n2|x\\|b\n"
		    "3|13800138000|ab\t\n4||-1\n"
		    "table t: id\n5\n6\n"
		    "table t:\n7|y|ab\ntable t:\n"
		    "define city: Name char(35), Info json\n8|A|101\n"
		    "table city:\nKabul|{\"P\": 1}\nHerat|\n"
		    "table city:\nGent|\n");
}

/* What is written by hand, or by tools, in place of a list of VALUES. */
static const char other_rows[] =
	"-- MySQL dump\n"
	"CREATE TABLE t (id int, sfzh varchar(18), m varchar(20));\n"
	"INSERT INTO t VALUES ROW(1,'11010119900307109X','a'), \n"
	"ROW (2, 'x', NULL);\n"
	"INSERT INTO t PARTITION (p0, p1) (id, m) VALUES (3,'13800138000');\n"
	"INSERT OR REPLACE INTO t AS u VALUES (4,'b','c');\n"
	"INSERT INTO t (id, m)\nSELECT 5, '13800138001' UNION ALL\n"
	"SELECT 6 AS id, 'it''s, \\'x\\'' AS m\nUNION SELECT 7, NULL FROM "
	"dual;\n"
	"INSERT INTO t (id) SELECT /* a */ 7, -- b\n /* c */ 7 UNION /* d */ "
	"ALL SELECT 7 /* e */, 7;\n"
	"INSERT INTO t SET id = 8, `m`='13800138002, UNION', "
	"t.sfzh = CONCAT('a','b')\n  ON DUPLICATE KEY UPDATE id = 9;\n"
	"UPDATE `t` SET m = '13800138003' WHERE id = 10;\n"
	"update loan.t set sfzh=null, m=N'x';\n"
	"UPDATE t SET m = sfzh WHERE id = 1;\n"
	"UPDATE t, u SET t.m = 'x';\n"
	"INSERT INTO t SELECT id, 'x', m FROM old;\n"
	"INSERT INTO t SELECT 1, 'x', 'y' FROM old;\n"
	"INSERT INTO t (id) VALUES (11);\n";

static void other_ways_to_write_rows(void **state)
{
	(void)state;
	assert_read(other_rows,
		    "define t: id int, sfzh varchar(18), m varchar(20)\n"
		    "table t:\n1|11010119900307109X|a\n2|x|\n"
		    "table t: id, m\n3|13800138000\n"
		    "table t:\n4|b|c\n"
		    "table t: id, m\n5|13800138001\n6|it's, 'x'\n7|\n"
		    "table t: id\n7|7\n7 /* e */|7\n"
		    "table t: id, m, sfzh\n8|13800138002, UNION|ab\n"
		    "table t: m\n13800138003\n"
		    "table loan.t: sfzh, m\n|x\n"
		    "table t: id\n11\n");
	/* Where no semicolon ends a statement. */
	assert_read("SET ANSI_NULLS ON\nGO\n"
		    "INSERT [t] ([a], [b]) SELECT N'1', 2\n"
		    "UNION ALL SELECT N'3', CAST(4 AS int)\n"
		    "INSERT INTO t (a) SELECT 'x'\nGO\n"
		    "UPDATE [dbo].[t] SET [a] = N'y'\n"
		    "UPDATE [dbo].[t] SET [a] = N'z'\n"
		    "INSERT [t] VALUES (5)\nGO\n",
		    "table t: a, b\n1|2\n3|4\ntable t: a\nx\n"
		    "table dbo.t: a\ny\nz\n"
		    "table t:\n5\n");
}

/* A value larger than a chunk is running text, and what follows is read. */
static void scripts_without_a_definition(void **state)
{
	(void)state;
	assert_read("PRINT 'a'\nGO\nINSERT loan.t(m, n) VALUES ('x', 1)\nGO\n",
		    "table loan.t: m, n\nx|1\n");
	assert_read("update loan.`t` set m = '13800138000', n=1 where id=1;\n"
		    "update loan.`t` set m = '13800138001', n=2 where id=2;\n",
		    "table loan.t: m, n\n13800138000|1\n13800138001|2\n");
}

/* As ClickHouse writes FORMAT Values: a row's end may be the file's. */
#define VALUES_ROW(n) "(" n ",'it\\'s (a), b','13800138000',NULL),"
static const char rows_alone[] =
	VALUES_ROW("1") VALUES_ROW("2") VALUES_ROW("3") VALUES_ROW("4")
	VALUES_ROW("5") VALUES_ROW("6") VALUES_ROW("7") VALUES_ROW("8")
	VALUES_ROW("9") VALUES_ROW("10") VALUES_ROW("11") "(12,'x','y',0)";

static void rows_without_a_statement(void **state)
{
	(void)state;
	assert_read("(1,'a\\'b)'),\n(2,'c'),(3,NULL),(4,'d')",
		    "1|a'b)\n2|c\n3|\n4|d\n");
	assert_read("('a', 1),\n('b', 2),\n('c', 3),\n", "a|1\nb|2\nc|3\n");
	assert_read("INSERT INTO d.t FORMAT Values (1,'a'),(2,'b');\n"
		    "INSERT INTO t (x, `y`) FORMAT Values (3,'c')\n",
		    "table d.t:\n1|a\n2|b\ntable t: x, y\n3|c\n");
}

static void long_values_are_selected(void **state)
{
	struct buffer text = { 0 };
	struct record r;

	(void)state;
	buffer_text(&text, "INSERT INTO t SELECT 1, '");
	for (size_t i = 0; i < 300000; i++)
		buffer_byte(&text, 'x');
	buffer_text(&text, "', 2;\nINSERT INTO t VALUES (3);\n");
	script_read(&r, text.bytes, text.length);
	assert_true(record_has(&r, "table t:\n3\n"));
	assert_int_equal(r.problem.reason, REASON_NONE);
	record_release(&r);
	buffer_release(&text);
}

static void databases_stand_before_tables(void **state)
{
	(void)state;
	assert_read("-- MySQL dump\nCREATE TABLE t (a int);\nUSE `loan`;\n"
		    "CREATE TABLE `t` (a int);\n"
		    "INSERT INTO `t` VALUES (1);\nUSE `other`;\n"
		    "INSERT INTO `t` VALUES (2);\n"
		    "INSERT INTO `x`.`t` VALUES (3);\n",
		    "define t: a int\ndefine loan.t: a int\n"
		    "table loan.t:\n1\ntable other.t:\n2\n"
		    "table x.t:\n3\n");
	assert_read("-- PostgreSQL database cluster dump\n"
		    "\\connect loan\n\nCOPY public.t (a) FROM stdin;\n1\n"
		    "\\.\nCOMMENT ON COLUMN public.t.a IS 'x';\n",
		    "table loan.public.t: a\ndefine loan.public.t: a 'x'\n1\n");
	assert_read("USE [loan]\nGO\nINSERT [dbo].[t] VALUES (1)\n"
		    "INSERT t VALUES (2)\nGO\n",
		    "table dbo.t:\n1\ntable loan.t:\n2\n");
}

/* As deep as a cell can be: it is running text, and the stack is none. */
static void depth_has_a_limit(void **state)
{
	static const char *const openings[] = { "a ", "(", "CAST(", "'a'||(" };
	struct record r;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct buffer text = { 0 };

		buffer_text(&text, "INSERT INTO t VALUES (");
		while (text.length < CHUNK_SIDE - 100)
			buffer_text(&text, openings[i]);
		buffer_text(&text, "1, 13800138000);\n");
		script_read(&r, text.bytes, text.length);
		assert_true(record_has(&r, "table t:\n"));
		record_release(&r);
		buffer_release(&text);
	}
}

static void backslashes_speak_for_themselves(void **state)
{
	(void)state;
	assert_read("INSERT INTO t VALUES (1,'D:\\'),(2,'a\\b');\n",
		    "table t:\n1|D:\\\n2|a\\b\n");
	assert_read("INSERT INTO t VALUES (1,'it\\'s, D:\\\\'),(2,'x');\n",
		    "table t:\n1|it's, D:\\\n2|x\n");
}

static void cut_off_anywhere(void **state)
{
	static const struct sample samples[] = {
		{ sqlite_dump, NULL }, { mysql, NULL }, { other_rows, NULL },
		{ rows_alone, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		assert_cuts(&samples[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dumps_of_sqlite),
		cmocka_unit_test(dumps_of_mysql),
		cmocka_unit_test(other_ways_to_write_rows),
		cmocka_unit_test(scripts_without_a_definition),
		cmocka_unit_test(rows_without_a_statement),
		cmocka_unit_test(long_values_are_selected),
		cmocka_unit_test(databases_stand_before_tables),
		cmocka_unit_test(backslashes_speak_for_themselves),
		cmocka_unit_test(depth_has_a_limit),
		cmocka_unit_test(cut_off_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
