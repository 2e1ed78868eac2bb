/* Scripts for SQL Server, Oracle and DM, written by hand as their tools write
 * them; and of all dialects in GBK. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "tests/unit/script.h"

static const char sqlserver[] =
	"USE [loan]\r\nGO\r\n"
	"/****** Object:  Table [dbo].[t_customer]  ******/\r\n"
	"SET ANSI_NULLS ON\r\nGO\r\n"
	"CREATE TABLE [dbo].[t_customer](\r\n"
	"\t[id] [int] IDENTITY(1,1) NOT NULL,\r\n"
	"\t[sfzh] [nvarchar](50) NULL,\r\n"
	"\t[a]]b] [decimal](18, 2) NULL,\r\n"
	"\t[made] [datetime2](7) NULL,\r\n"
	"\t[photo] [varbinary](max) NULL,\r\n"
	" CONSTRAINT [PK_t] PRIMARY KEY CLUSTERED \r\n(\r\n\t[id] ASC\r\n)"
	"WITH (PAD_INDEX = OFF) ON [PRIMARY]\r\n"
	") ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]\r\nGO\r\n"
	"CREATE PROCEDURE p AS\r\nBEGIN\r\n"
	"INSERT INTO log (a) VALUES (@a);\r\nEND\r\nGO\r\n"
	"SET IDENTITY_INSERT [dbo].[t_customer] ON \r\n\r\n"
	"INSERT [dbo].[t_customer] ([id], [sfzh], [a]]b], [made], [photo]) "
	"VALUES (1, N'11010119900307109X', CAST(12.50 AS Decimal(18, 2)), "
	"CAST(N'2024-01-01T00:00:00.0000000' AS DateTime2), 0xE5BCA0)\r\n"
	"INSERT [dbo].[t_customer] ([id], [sfzh], [a]]b], [made], [photo]) "
	"VALUES (2, N'it''s D:\\', NULL, CONVERT(datetime2, N'2024', 120), "
	"NULL)\r\nGO\r\n"
	"INSERT [dbo].[t_customer] ([id], [sfzh], [a]]b], [made], [photo]) "
	"VALUES (3, N'a\r\nGO\r\nb', N'x' + CHAR(13) + N'y', NULL, NULL)\r\n"
	"SET IDENTITY_INSERT [dbo].[t_customer] OFF\r\nGO\r\n"
	"EXEC sys.sp_addextendedproperty @name=N'MS_Description', "
	"@value=N'身份证号' , @level0type=N'SCHEMA',@level0name=N'dbo', "
	"@level1type=N'TABLE',@level1name=N't_customer', "
	"@level2type=N'COLUMN',@level2name=N'sfzh'\r\nGO\r\n"
	"EXEC sp_addextendedproperty\n\t'MS_Description', N'客户',\n"
	"\t'SCHEMA', N'dbo',\n\t'TABLE', N't_customer'\r\nGO\r\n";

#define SQLSERVER_READ \
	"define dbo.t_customer: id int, sfzh nvarchar(50), a]b decimal(18, " \
	"2), made datetime2(7), photo varbinary(max)\n" \
	"table dbo.t_customer: id, sfzh, a]b, made, photo\n" \
	"define dbo.t_customer: sfzh '身份证号'\n" \
	"define dbo.t_customer: = 客户\n" \
	"1|11010119900307109X|12.50|2024-01-01T00:00:00.0000000|张\n" \
	"2|it's D:\\||2024|\n" \
	"3|a\r\nGO\r\nb|x\ry||\n"

static void scripts_of_sql_server(void **state)
{
	(void)state;
	assert_read(sqlserver, SQLSERVER_READ);
	assert_read_in("UTF-16", sqlserver, SQLSERVER_READ);
}

static const char oracle[] =
	"REM INSERTING into LOAN.T_CUSTOMER\nSET DEFINE OFF;\n"
	"prompt Don't stop...\n"
	"CREATE TABLE \"LOAN\".\"T_CUSTOMER\" \n"
	"   (\t\"ID\" NUMBER(10,0) NOT NULL ENABLE, \n"
	"\t\"SFZH\" VARCHAR2(18 CHAR), \n\t\"NOTE\" CLOB, \n"
	"\t\"MADE\" TIMESTAMP (6) WITH TIME ZONE DEFAULT SYSDATE, \n"
	"\t CONSTRAINT \"PK\" PRIMARY KEY (\"ID\")\n   ) TABLESPACE \"U\" ;\n"
	"comment on column T_CUSTOMER.sfzh\n  is '身份证号';\n"
	"COMMENT ON TABLE \"LOAN\".\"T_CUSTOMER\"  IS '客户';\n"
	"CREATE OR REPLACE TRIGGER tr BEFORE INSERT ON t FOR EACH ROW\n"
	"BEGIN\n  INSERT INTO log VALUES (:new.id);\nEND;\n/\n"
	"Insert into LOAN.T_CUSTOMER (ID,SFZH,NOTE,MADE) values "
	"(1,'11010119900307109X',TO_CLOB('a''b') || TO_CLOB('c')||chr(10)"
	"||'d',to_date('2024-01-01 08:00:00','YYYY-MM-DD HH24:MI:SS'));\n"
	"Insert into LOAN.T_CUSTOMER (ID,SFZH,NOTE,MADE) values "
	"(2,q'[it's]',nq'{a'b}',TIMESTAMP '2024-01-01 00:00:00');\n"
	"insert into LOAN.T_CUSTOMER (ID, SFZH, NOTE, MADE)\nvalues "
	"(3, N'D:\\', UNISTR('\\5F20'), null);\n"
	"insert into LOAN.T_CUSTOMER (ID, SFZH, NOTE, MADE)\nvalues "
	"(4, q'!;'--!', EMPTY_CLOB(), HEXTORAW('4142'));\n"
	"INSERT ALL\n"
	"  INTO t2 (a, b) VALUES (1, 'x')\n"
	"  INTO t2 (a, b) VALUES (2, 'y')\n"
	"  INTO t3 (a) VALUES ('z')\n"
	"SELECT 1 FROM dual;\n"
	"commit;\nprompt 4 records loaded\n";

static void exports_of_oracle(void **state)
{
	(void)state;
	assert_read(oracle,
		    "define LOAN.T_CUSTOMER: ID NUMBER(10,0), SFZH "
		    "VARCHAR2(18 CHAR), NOTE CLOB, MADE TIMESTAMP(6) WITH "
		    "TIME ZONE\n"
		    "define T_CUSTOMER: sfzh '身份证号'\n"
		    "define LOAN.T_CUSTOMER: = 客户\n"
		    "table LOAN.T_CUSTOMER: ID, SFZH, NOTE, MADE\n"
		    "1|11010119900307109X|a'bc\nd|2024-01-01 08:00:00\n"
		    "2|it's|a'b|2024-01-01 00:00:00\n"
		    "table LOAN.T_CUSTOMER: ID, SFZH, NOTE, MADE\n"
		    "3|D:\\|张|\n"
		    "4|;'--|EMPTY_CLOB()|AB\n"
		    "table t2: a, b\n1|x\ntable t2: a, b\n2|y\n"
		    "table t3: a\nz\n");
}

static const char dm[] =
	"CREATE TABLE \"LOAN\".\"T_CUSTOMER\"\n(\n"
	"\"ID\" BIGINT IDENTITY(1,1) NOT NULL,\n\"SFZH\" VARCHAR(18),\n"
	"NOT CLUSTER PRIMARY KEY(\"ID\")) STORAGE(ON \"MAIN\", CLUSTERBTR) "
	";\n\n"
	"COMMENT ON COLUMN \"LOAN\".\"T_CUSTOMER\".\"SFZH\" IS '身份证号';\n"
	"SET IDENTITY_INSERT \"LOAN\".\"T_CUSTOMER\" ON;\n"
	"INSERT INTO \"LOAN\".\"T_CUSTOMER\"(\"ID\",\"SFZH\") "
	"VALUES(1,'11010119900307109X');\n"
	"INSERT INTO \"LOAN\".\"T_CUSTOMER\"(\"ID\",\"SFZH\") "
	"VALUES(2,'D:\\');\n"
	"SET IDENTITY_INSERT \"LOAN\".\"T_CUSTOMER\" OFF;\n";

static void exports_of_dm(void **state)
{
	(void)state;
	assert_read(dm,
		    "define LOAN.T_CUSTOMER: ID BIGINT, SFZH VARCHAR(18)\n"
		    "define LOAN.T_CUSTOMER: SFZH '身份证号'\n"
		    "table LOAN.T_CUSTOMER: ID, SFZH\n"
		    "1|11010119900307109X\n2|D:\\\n");
}

/* By which GBK is told from Big5. */
#define COMMON "-- 客户的姓名、身份证号、手机号和住址，不得外传给别人\n"

/* Second bytes that are \, |, ] and ` in GBK (of 縗縷縘縛) stand before
 * quotes, brackets, tabs and line ends. */
static void second_bytes_of_gbk(void **state)
{
	(void)state;
	assert_read_in("GB18030",
		       COMMON
		       "CREATE TABLE `t縗` (`c縘` int COMMENT '縗', "
		       "`d縛` int) ENGINE=InnoDB;\n"
		       "INSERT INTO `t縗` VALUES (1,'a縷'),('2縗\\'縗','縗');\n"
		       "INSERT INTO `t縗` (`c縘`,`d縛`) VALUES ('縗',3);\n",
		       "define t縗: c縘 int '縗', d縛 int\n"
		       "table t縗:\n1|a\n2'|\n"
		       "table t縗: c縘, d縛\n|3\n");
	assert_read_in("GB18030",
		       COMMON
		       "COMMENT ON COLUMN t.\"c縛\" IS '縗';\n"
		       "COPY t (\"c縛\", d) FROM stdin;\n"
		       "1縗\t縗\n縷\\n縗n\t2縗\n縗\n\\.\n"
		       "INSERT INTO t VALUES ('縗', E'縗\\'3縗', "
		       "$縗$縗4縗$縗$);\n",
		       "define t: c縛 '縗'\n"
		       "table t: c縛, d\n1|\n\nn|2\n\n"
		       "table t:\n|'3|4\n");
	assert_read_in("GB18030",
		       COMMON
		       "INSERT [dbo].[t縘] ([c縘]) VALUES (N'1縗')\nGO\n"
		       "INSERT [dbo].[t縘] ([c縘]) VALUES (CAST(N'2縗' AS "
		       "nvarchar))\n",
		       "table dbo.t縘: c縘\n1\n2\n");
	assert_read_in("GB18030",
		       COMMON
		       "SET DEFINE OFF;\n"
		       "Insert into \"T縛\" values ('1縗', q'[縘]', "
		       "to_clob('縗')||'縷2', q'!3縷!');\n"
		       "comment on column \"T縛\".C縷 is '縗';\n",
		       "table T縛:\ndefine T縛: C縷 '縗'\n1||2|3\n");
	assert_read_in("GB18030",
		       COMMON
		       "PRAGMA foreign_keys=OFF;\n"
		       "INSERT INTO t VALUES('1縗',replace('縗\\n2縗','\\n',"
		       "char(10)),'縷');\n",
		       "table t:\n1|\n2|\n");
}

/* As MariaDB dumps with --default-character-set=gbk: CREATE TABLE is UTF-8,
 * and the byte before its backquote would be half a character in GBK. */
static void definitions_are_utf8_in_gbk(void **state)
{
	(void)state;
	assert_read("-- MySQL dump "
		    "\xBF\xCD\xBB\xA7\xB5\xC4\xD0\xD5\xC3\xFB"
		    "\xC9\xED\xB7\xDD\xD6\xA4\xBA\xC5"
		    "\xBA\xCD\xD7\xA1\xD6\xB7\n"
		    "CREATE TABLE `人` (\n  `电话` varchar(20) COMMENT "
		    "'手机号',\n  `住` int\n) ENGINE=InnoDB;\n"
		    "INSERT INTO `\xC8\xCB"
		    "` VALUES ('138',1);\n",
		    "define 人: 电话 varchar(20) '手机号', 住 int\n"
		    "table 人:\n138|1\n");
}

static void cut_off_anywhere(void **state)
{
	static const struct sample samples[] = {
		{ sqlserver, "GO\r" }, { oracle, "/" }, { dm, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(*samples); i++)
		assert_cuts(&samples[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scripts_of_sql_server),
		cmocka_unit_test(exports_of_oracle),
		cmocka_unit_test(exports_of_dm),
		cmocka_unit_test(second_bytes_of_gbk),
		cmocka_unit_test(definitions_are_utf8_in_gbk),
		cmocka_unit_test(cut_off_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
