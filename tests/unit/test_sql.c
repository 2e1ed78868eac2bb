/*
 * Scripts of each dialect: the tables, columns, types and comments that they
 * tell, and the cells of their rows; whole, cut off, and in several charsets.
 *
 * pg_dump's, MariaDB's and SQLite's are as these programs write them; SQL
 * Server's, Oracle's and DM's are written by hand as their tools do.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <iconv.h>

#include "tests/unit/archive.h"

/* Columns as "name type 'comment'", for what is told of them. */
static int note_table(struct emitter *e, const struct table *t)
{
	struct record *r = (struct record *)e;

	if (t->kind == TABLE_ROWS && !t->name)
		return OUTCOME_OK; /* what would be open before a segment */
	buffer_format(&r->log, "%s %s:",
		      t->kind == TABLE_ROWS ? "table" : "define", t->name);
	for (uint32_t i = 0; i < t->column_count; i++) {
		buffer_format(&r->log, "%s%s", i ? ", " : " ", t->columns[i]);
		if (t->types && t->types[i])
			buffer_format(&r->log, " %s", t->types[i]);
		if (t->comments && t->comments[i])
			buffer_format(&r->log, " '%s'", t->comments[i]);
	}
	if (t->comment)
		buffer_format(&r->log, " = %s", t->comment);
	buffer_byte(&r->log, '\n');
	e->chunk->row = 0;
	return OUTCOME_OK;
}

/* The rows by themselves, with where their last cells stand in the script and
 * where they end in the text. */
static struct notes {
	struct buffer text;
	size_t rows, places[64], ends[64];
} noted;

/* Text that had trail bytes is not what it was: of that, ASCII only. */
static void note_text(const struct chunk *c, const unsigned char *text,
		      uint32_t length)
{
	for (uint32_t i = 0; i < length; i++)
		if (!c->has_raw || text[i] < 0x80)
			buffer_byte(&noted.text, text[i]);
}

/* Cells of rows as "a|b|c"; running text is left out. */
static int note_cells(struct emitter *e)
{
	struct record *r = (struct record *)e;
	const struct chunk *c = e->chunk;
	size_t from = noted.text.length;

	for (uint32_t i = 0; i < c->cell_count; i++) {
		const struct cell *cell = &c->cells[i];
		bool side = cell->flags & CELL_SIDE;

		assert(cell->offset + cell->length <=
		       (side ? c->side_length : c->length));
		if (cell->field == UINT16_MAX)
			continue;
		if (cell->field)
			buffer_byte(&noted.text, '|');
		note_text(c, (side ? c->side : c->text) + cell->offset,
			  cell->length);
		if (!(cell->flags & CELL_ROW_END))
			continue;
		buffer_byte(&noted.text, '\n');
		assert(noted.rows < 64);
		noted.places[noted.rows] = c->origin + cell->place;
		noted.ends[noted.rows++] = noted.text.length;
	}
	if (noted.text.length > from)
		buffer_append(&r->log, noted.text.bytes + from,
			      noted.text.length - from);
	return OUTCOME_OK;
}

/* Reads a script; the log is what was told, and its state when it is not
 * whole. */
static const char *reading(struct record *r, const void *text, size_t length)
{
	buffer_release(&noted.text);
	noted = (struct notes){ 0 };
	record_start(r);
	r->emitter.table = note_table;
	r->emitter.emit = note_cells;
	record_bytes(r, text, length);
	return buffer_string(&r->log);
}

static void assert_read_bytes(const void *text, size_t length,
			      const char *wanted)
{
	struct record r;
	const char *log = reading(&r, text, length);

	if (strncmp(log, "sql\n", 4))
		fail_msg("read as %.20s", log);
	assert_string_equal(log + 4, wanted);
	record_release(&r);
}

static void assert_read(const char *text, const char *wanted)
{
	assert_read_bytes(text, strlen(text), wanted);
}

#define PG_HEAD \
	"--\n-- PostgreSQL database dump\n--\n\n\\restrict nYx7aQ\n\n" \
	"SET statement_timeout = 0;\nSET standard_conforming_strings = on;\n" \
	"SELECT pg_catalog.set_config('search_path', '', false);\n\n"

#define PG_TABLE \
	"CREATE FUNCTION public.f() RETURNS trigger\n" \
	"    LANGUAGE plpgsql\n    AS $_$\nBEGIN\n  INSERT INTO log VALUES " \
	"('it''s', $1);\n  RETURN NEW; -- don't\nEND;\n$_$;\n\n" \
	"CREATE TABLE public.t_customer (\n" \
	"    id bigint DEFAULT nextval('public.s'::regclass) NOT NULL,\n" \
	"    sfzh character varying(18),\n" \
	"    key text[] DEFAULT '{}'::text[],\n" \
	"    \"Order\" numeric(10,2) DEFAULT 0,\n" \
	"    made timestamp(6) without time zone,\n" \
	"    CONSTRAINT c CHECK ((id > 0))\n);\n\n" \
	"ALTER TABLE public.t_customer OWNER TO postgres;\n\n" \
	"COMMENT ON TABLE public.t_customer IS '客户''表';\n\n" \
	"COMMENT ON COLUMN public.t_customer.sfzh IS '身份证号';\n\n"

#define PG_DEFINED \
	"define public.t_customer: id bigint, sfzh character varying(18), " \
	"key text[], Order numeric(10,2), made timestamp(6) without time " \
	"zone\n" \
	"define public.t_customer: = 客户'表\n" \
	"define public.t_customer: sfzh '身份证号'\n"

static const char pg_copy[] =
	PG_HEAD PG_TABLE
	"COPY public.t_customer (id, sfzh, key, \"Order\", made) FROM stdin;\n"
	"1\t11010119900307109X\t{a,b}\t1.50\t2024-01-01 00:00:00\n"
	"2\t\\N\t\\N\t-3\t\n"
	"3\ta\\tb\\\\c\\nd\\x41\\101'e\t(1),\n"
	"\tINSERT INTO x VALUES (1);\t\\\\.\t\t\n"
	"\\.\n\n\n"
	"COPY public.empty (a) FROM stdin;\n\\.\n\n"
	"COPY public.one (a) FROM stdin;\n13800138000\n\\N\n\n\\.\n\n"
	"SELECT pg_catalog.setval('public.s', 3, true);\n\n"
	"\\unrestrict nYx7aQ\n\n";

static void copy_of_pg_dump(void **state)
{
	(void)state;
	assert_read(pg_copy,
		    PG_DEFINED
		    "table public.t_customer: id, sfzh, key, Order, made\n"
		    "1|11010119900307109X|{a,b}|1.50|2024-01-01 00:00:00\n"
		    "2|||-3|\n"
		    "3|a\tb\\c\ndAA'e|(1),\n"
		    "|INSERT INTO x VALUES (1);|\\.||\n"
		    "table public.empty: a\n"
		    "table public.one: a\n"
		    "13800138000\n\n\n");
	/* Through Windows. */
	assert_read("COPY t (a, b) FROM stdin;\r\n1\t\\N\r\nx\t\r\n\\.\r\n"
		    "SELECT 1;\r\n",
		    "table t: a, b\n1|\nx|\n");
}

/* By hand, and of other tools; in words of all versions. */
static const char pg_own[] =
	PG_HEAD
	"COPY public.t (id, sfzh, \"note\") FROM stdin WITH (FORMAT csv, "
	"DELIMITER '|', HEADER, NULL '-', ENCODING 'UTF8');\n"
	"id|number|note\n"
	"1|11010119900307109X|\"say \"\"hi\"\"|\nthere\"\n"
	"-|\"13800138000\"|\\N\n"
	"3|\"\"|a\"|\"b\n"
	"\\.\n\n"
	"COPY t FROM STDIN DELIMITER AS E'\\t' CSV HEADER QUOTE '''' ESCAPE "
	"'\\';\n"
	"a\t'b ''x'\tc\n"
	"'1\\'2'\t'\\\\'\t\n"
	"\\.\n"
	"COPY t (a, b)\n  FROM stdin\n  DELIMITERS ';' NULL AS '\\\\';\n"
	"1;\\\\\nx\\;y;z\\tw\n"
	"\\.\n"
	"copy t (a, b) from stdin with (format text, header false);\n"
	"\\N\t1\n\\.\n"
	"COPY t /* x */ (a, b) FROM stdin\n5\t;6\n\\.\n"
	"\\copy t (a, b) from stdin csv\n13800138000,\"open\n"
	"\\.\n"
	"SELECT 1;\n";

static void copy_of_other_tools(void **state)
{
	(void)state;
	assert_read(pg_own,
		    "table public.t: id, sfzh, note\n"
		    "1|11010119900307109X|say \"hi\"|\nthere\n"
		    "|13800138000|\\N\n"
		    "3||a|b\n"
		    "table t: a, b 'x, c\n"
		    "1'2|\\|\n"
		    "table t: a, b\n1|\nx;y|z\tw\n"
		    "table t: a, b\n|1\ntable t: a, b\n5|;6\n"
		    "table t: a, b\n13800138000|open\n");
}

/* Fields larger than a chunk, with what ends others in them. */
static void long_fields_of_copy(void **state)
{
	struct buffer text = { 0 };
	struct record r;
	size_t i;

	(void)state;
	buffer_text(&text, "COPY t (a, b) FROM stdin (FORMAT csv);\n1,\"");
	for (i = 0; i < 300000; i++)
		buffer_byte(&text, (unsigned char)",\nx\"\""[i % 5]);
	buffer_text(&text, "13800138000\",2\n3,4\n\\.\nSELECT 1;\n");
	reading(&r, text.bytes, text.length);
	assert_true(record_has(&r, "13800138000\"|2\n3|4\n"));
	assert_int_equal(r.problem.reason, REASON_NONE);
	record_release(&r);
	buffer_release(&text);
}

static const char pg_insert[] =
	PG_HEAD PG_TABLE
	"INSERT INTO public.t_customer VALUES (1, '11010119900307109X', "
	"'{a,\"b\"}', 1.50, '2024-01-01 00:00:00');\n"
	"INSERT INTO public.t_customer VALUES (2, 'D:\\', NULL, -3, "
	"E'it\\'s\\n\\u4e2d');\n"
	"INSERT INTO public.t_customer (id, sfzh) OVERRIDING SYSTEM VALUE "
	"VALUES\n"
	"\t(3, 'it''s'),\n"
	"\t(4, $$a'b$$),\n"
	"\t(5, ('x'::character varying(9)) || '\\x41'),\n"
	"\t(6, '\\x0102'::bytea);\n"
	"INSERT INTO public.bits VALUES (B'101', true, ARRAY['a','b'], "
	"DATE '2020-01-01', U&'\\4E2D\\+00006D', '1 day'::interval);\n"
	"INSERT INTO public.t_customer DEFAULT VALUES;\n";

static void inserts_of_pg_dump(void **state)
{
	(void)state;
	assert_read(pg_insert,
		    PG_DEFINED
		    "table public.t_customer:\n"
		    "1|11010119900307109X|{a,\"b\"}|1.50|2024-01-01 00:00:00\n"
		    "2|D:\\||-3|it's\n中\n"
		    "table public.t_customer: id, sfzh\n"
		    "3|it's\n4|a'b\n5|x\\x41\n6|\\x0102\n"
		    "table public.bits:\n"
		    "101|true|ARRAY['a','b']|2020-01-01|中m|1 day\n");
}

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

/* Converts and reads; a byte order mark comes first. */
static void assert_read_in(const char *charset, const char *text,
			   const char *wanted)
{
	iconv_t converter = iconv_open(charset, "UTF-8");
	size_t left = strlen(text), room = 4 * left + 4;
	char *in = (char *)(uintptr_t)text, *bytes = malloc(room);
	char *out = bytes;

	assert_true(converter != (iconv_t)-1);
	assert_int_equal(iconv(converter, &in, &left, &out, &room), 0);
	iconv_close(converter);
	assert_read_bytes(bytes, (size_t)(out - bytes), wanted);
	free(bytes);
}

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
static void scripts_may_only_update(void **state)
{
	(void)state;
	assert_read("update loan.`t` set m = '13800138000', n=1 where id=1;\n"
		    "update loan.`t` set m = '13800138001', n=2 where id=2;\n",
		    "table loan.t: m, n\n13800138000|1\n13800138001|2\n");
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
	reading(&r, text.bytes, text.length);
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
		reading(&r, text.bytes, text.length);
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

struct sample {
	const char *text;
	const char *ender; /* a line that ends statements; or NULL */
};

static const struct sample samples[] = {
	{ pg_copy, NULL },   { pg_own, NULL }, { pg_insert, NULL },
	{ sqlserver, "GO\r" }, { oracle, "/" }, { dm, NULL },
	{ sqlite_dump, NULL }, { mysql, NULL }, { other_rows, NULL },
};
#define SAMPLES (sizeof(samples) / sizeof(*samples))

static bool begins(const char *line, const char *with)
{
	return !strncmp(line, with, strlen(with));
}

/* Whether a script that ends here may be whole: outside of statements, behind
 * one whose semicolon alone is missing, or in a line that is a command. */
static bool may_be_whole(const struct sample *s, size_t cut)
{
	size_t end = cut, line;

	while (end && (unsigned char)s->text[end - 1] <= ' ')
		end--;
	for (line = end; line && s->text[line - 1] != '\n';)
		line--;
	return !end || strchr(";/", s->text[end - 1]) ||
	       begins(s->text + line, "--") || begins(s->text + line, "\\") ||
	       begins(s->text + line, "SET ") ||
	       begins(s->text + line, "DELIMITER") ||
	       begins(s->text + line, "prompt") || end < cut ||
	       (s->ender && begins(s->text + line, s->ender));
}

/* A row's last cell is no longer than that. */
#define CELL_MAX 80

/* Rows that are complete are there; what is not whole says so. */
static void assert_cut(const struct sample *s, size_t cut,
		       const struct notes *whole)
{
	char *copy = malloc(cut); /* for the sanitizer */
	struct record r;
	size_t same = 0, rows = 0;

	memcpy(copy, s->text, cut);
	reading(&r, copy, cut);
	while (same < whole->text.length && same < noted.text.length &&
	       whole->text.bytes[same] == noted.text.bytes[same])
		same++;
	while (rows < whole->rows && whole->ends[rows] <= same)
		rows++;
	if (rows < whole->rows && whole->places[rows] + CELL_MAX < cut)
		fail_msg("cut at %zu: row %zu is lost", cut, rows);
	if (r.problem.reason != REASON_TRUNCATED && !may_be_whole(s, cut))
		fail_msg("cut at %zu is not partial: %.40s", cut,
			 s->text + cut - (cut < 40 ? cut : 40));
	record_release(&r);
	free(copy);
}

static void cut_off_anywhere(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		size_t length = strlen(samples[i].text);
		struct record r;
		struct notes whole;

		reading(&r, samples[i].text, length);
		whole = noted;
		noted.text = (struct buffer){ 0 };
		assert_true(whole.rows > 1);
		assert_int_equal(r.problem.reason, REASON_NONE);
		record_release(&r);
		for (size_t cut = 300; cut < length; cut++)
			assert_cut(&samples[i], cut, &whole);
		buffer_release(&whole.text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copy_of_pg_dump),
		cmocka_unit_test(copy_of_other_tools),
		cmocka_unit_test(long_fields_of_copy),
		cmocka_unit_test(inserts_of_pg_dump),
		cmocka_unit_test(scripts_of_sql_server),
		cmocka_unit_test(exports_of_oracle),
		cmocka_unit_test(exports_of_dm),
		cmocka_unit_test(dumps_of_sqlite),
		cmocka_unit_test(dumps_of_mysql),
		cmocka_unit_test(other_ways_to_write_rows),
		cmocka_unit_test(scripts_may_only_update),
		cmocka_unit_test(long_values_are_selected),
		cmocka_unit_test(databases_stand_before_tables),
		cmocka_unit_test(second_bytes_of_gbk),
		cmocka_unit_test(definitions_are_utf8_in_gbk),
		cmocka_unit_test(backslashes_speak_for_themselves),
		cmocka_unit_test(depth_has_a_limit),
		cmocka_unit_test(cut_off_anywhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
