/* Tables in delimited files: where they begin and end, and what names their
 * columns. */
#include "tests/unit/delimited.h"

static void headers(void **unused)
{
	static const struct example examples[] = {
		/* None: the first row is data. */
		{ "1,5.1,setosa\n2,4.9,setosa\n3,4.7,virginica\n",
		  "csv\ntable -:\n0=1 1=5.1 2=setosa;\n0=2 1=4.9 2=setosa;\n"
		  "0=3 1=4.7 2=virginica;\n" },
		{ "张三,男\n李四,女\n王五,男\n",
		  "csv\ntable -:\n0=张三 1=男;\n0=李四 1=女;\n"
		  "0=王五 1=男;\n" },
		{ "姓名,性别\n李四,女\n王五,男\n",
		  "csv\ntable -: 姓名,性别\n0=李四 1=女;\n0=王五 1=男;\n" },
		/* Below titles, of one field or of as many as the rows. */
		{ "\xEF\xBB\xBF客户清单\n\n制表 2024-01-05\n编号,姓名,电话\n"
		  "1,张三,13800138001\n2,李四,\n3,王五,\n4,赵六,\n"
		  "5,孙七,\n6,周八,\n",
		  "csv\ntable -: 编号,姓名,电话\n"
		  "65535=客户清单\n\n制表 2024-01-05\n "
		  "0=1 1=张三 2=13800138001;\n0=2 1=李四 2=;\n0=3 1=王五 2=;\n"
		  "0=4 1=赵六 2=;\n0=5 1=孙七 2=;\n0=6 1=周八 2=;\n" },
		{ "客户清单,,\n编号,姓名,电话\n1,张三,13800138001\n2,李四,\n",
		  "csv\ntable -: 编号,姓名,电话\n65535=客户清单,,\n "
		  "0=1 1=张三 2=13800138001;\n0=2 1=李四 2=;\n" },
		/* Groups of columns; and names in two languages. */
		{ "客户,,联系,\n编号,姓名,手机,邮箱\n1,张三,13800138001,\n"
		  "2,李四,,\n",
		  "csv\ntable -: 编号,姓名,手机,邮箱\n(客户,客户,联系,联系)\n"
		  "0=1 1=张三 2=13800138001 3=;\n0=2 1=李四 2= 3=;\n" },
		{ "编号,客户,,\n,姓名,手机,邮箱\n1,张三,13800138001,\n"
		  "2,李四,,\n",
		  "csv\ntable -: 编号,姓名,手机,邮箱\n(编号,客户,客户,客户)\n"
		  "0=1 1=张三 2=13800138001 3=;\n0=2 1=李四 2= 3=;\n" },
		{ "id,name,mobile\n编号,姓名,手机\n1,张三,13800138001\n"
		  "2,李四,13800138002\n",
		  "csv\ntable -: id,name,mobile\n(编号,姓名,手机)\n"
		  "0=1 1=张三 2=13800138001;\n"
		  "0=2 1=李四 2=13800138002;\n" },
		/* A comment above, and a sum below. */
		{ "# made by x\n#id,name\n1,张三\n2,李四\n3,王五\n4,x\n5,y\n"
		  "合计\n",
		  "csv\ntable -: id,name\n65535=# made by x\n 0=1 1=张三;\n"
		  "0=2 1=李四;\n0=3 1=王五;\n0=4 1=x;\n0=5 1=y;\n"
		  "65535=合计\n " },
		/* What says what it is names no group, nor a column. */
		{ "客户清单,,,\n单位：元,制表：王五,,\n编号,姓名,手机,邮箱\n"
		  "1,张三,13800138001,\n2,李四,,\n",
		  "csv\ntable -: 编号,姓名,手机,邮箱\n"
		  "65535=客户清单,,,\n单位：元,制表：王五,,\n "
		  "0=1 1=张三 2=13800138001 3=;\n0=2 1=李四 2= 3=;\n" },
		{ NULL, NULL }
	};

	(void)unused;
	assert_reads("a.csv", examples);
}

/* Many lines above the names, with delimiters of their own at their ends, as
 * bills of WeChat have them; or with as many as the rows, once they were saved
 * by a spreadsheet. */
static void bills(void **unused)
{
#define BILL_NOTES(ends) \
	"账单明细" ends "\n昵称：[张三]" ends "\n账户：13800138000" ends "\n" \
	"时间：[2023-01-01 00:00:00]" ends "\n" ends "\n共2笔记录" ends "\n" \
	"注：" ends "\n1. 充值/提现" ends "\n2. 仅供对账" ends "\n" \
	"3. 已删除的除外" ends "\n" ends "\n----账单列表----" ends "\n"
#define BILL_ROWS \
	"时间,对方,单号\n2023-01-02,李四,\"4200000000000001\t\"\n" \
	"2023-01-03,王五,\"4200000000000002\t\"\n" \
	"2023-01-04,赵六,\"4200000000000003\t\"\n" \
	"2023-01-05,孙七,\"4200000000000004\t\"\n"
#define AS_BILL(ends) \
	"csv\ntable -: 时间,对方,单号\n65535=" BILL_NOTES(ends) " " \
	"0=2023-01-02 1=李四 2=4200000000000001\t;\n" \
	"0=2023-01-03 1=王五 2=4200000000000002\t;\n" \
	"0=2023-01-04 1=赵六 2=4200000000000003\t;\n" \
	"0=2023-01-05 1=孙七 2=4200000000000004\t;\n"
	static const struct example examples[] = {
		{ BILL_NOTES(",") BILL_ROWS, AS_BILL(",") },
		{ BILL_NOTES(",,") BILL_ROWS, AS_BILL(",,") },
		{ BILL_NOTES("") BILL_ROWS, AS_BILL("") },
		{ NULL, NULL }
	};

	(void)unused;
	assert_reads("a.csv", examples);
}

#define LISTED "a,b,c\n1,2,x\n3,4,y\n"
#define AS_LISTED "csv\ntable -: a,b,c\n0=1 1=2 2=x;\n0=3 1=4 2=y;\n"

/* What stands below the last row is text. */
static void footers(void **unused)
{
	static const char *const notes[] = {
		"2 rows selected.\n",
		"\n(2 rows)\n",
		"(2 rows)", /* not a row that is cut */
		"共 2 条\n",
		"共2条,,\n",
		"已选择 2 行。\n\nSQL> spool off\n",
		"-----------\n收入:2笔\n导出时间:[2023-04-01 10:30:00]\n",
		"Elapsed: 00:00:01.22",
		",,\n,,\n,,\n,,\n,,\n,,\n共2条,,\n",
	};
	static const struct example rows[] = {
		/* A number is none that was forgotten; nor is what others
		 * look like. */
		{ LISTED "5\n", AS_LISTED "0=5;\n" },
		{ LISTED "z,,\n", AS_LISTED "0=z 1= 2=;\n" },
		{ "a,b,c\n1,2,x\n3\n3,4,y\n5,6,z\nx\n",
		  "csv\ntable -: a,b,c\n0=1 1=2 2=x;\n0=3;\n"
		  "0=3 1=4 2=y;\n0=5 1=6 2=z;\n0=x;\n" },
		/* The file is cut. */
		{ LISTED "z", AS_LISTED "0=z;\npartial truncated\n" },
		{ NULL, NULL }
	};
	struct buffer text = { 0 }, wanted = { 0 };
	struct example example[2] = { { NULL, NULL } };

	(void)unused;
	for (size_t i = 0; i < sizeof(notes) / sizeof(*notes); i++) {
		const char *note = notes[i];

		buffer_clear(&text);
		buffer_clear(&wanted);
		buffer_format(&text, LISTED "%s", note);
		buffer_format(&wanted, AS_LISTED);
		while (*(note += strspn(note, "\n"))) {
			size_t length = strcspn(note, "\n");

			length += note[length] == '\n';
			buffer_format(&wanted, "65535=%.*s ", (int)length,
				      note);
			note += length;
		}
		example[0] = (struct example){ buffer_string(&text),
					       buffer_string(&wanted) };
		assert_reads("a.csv", example);
	}
	assert_reads("a.csv", rows);
	buffer_release(&text);
	buffer_release(&wanted);
}

#define PEOPLE "姓名,证号,手机号\n" PERSON PERSON PERSON
#define PERSON "张三,110101199003070011,13800138000\n"
#define AS_PERSON "0=张三 1=110101199003070011 2=13800138000;\n"
#define AS_PEOPLE AS_PERSON AS_PERSON AS_PERSON
#define FIRST "csv\ntable -: 姓名,证号,手机号\n" AS_PEOPLE

static void tables_below_each_other(void **unused)
{
	static const struct example examples[] = {
		/* Fewer columns, behind a blank line or a title or nothing. */
		{ PEOPLE "\n户号,卡号\n李四,6222020000000000\n",
		  FIRST "table table 2: 户号,卡号\n65535=户号,卡号\n "
		  "0=李四 1=6222020000000000;\n" },
		{ PEOPLE "还款卡\n户号,卡号\n李四,6222020000000000\n",
		  FIRST "table table 2: 户号,卡号\n"
		  "65535=还款卡\n户号,卡号\n 0=李四 1=6222020000000000;\n" },
		{ PEOPLE "户号,卡号\n李四,6222020000000000\n",
		  FIRST "table table 2: 户号,卡号\n65535=户号,卡号\n "
		  "0=李四 1=6222020000000000;\n" },
		/* As many, as spreadsheets write them. */
		{ PEOPLE ",,\n户号,卡号,\n李四,6222020000000000,\n",
		  FIRST "table table 2: 户号,卡号\n65535=,,\n户号,卡号,\n "
		  "0=李四 1=6222020000000000 2=;\n" },
		/* Names that say nothing stand above other things. */
		{ PEOPLE "\n品名,批次,数量\n甲,9104857300127744,7\n",
		  FIRST "table table 2: 品名,批次,数量\n"
		  "65535=品名,批次,数量\n "
		  "0=甲 1=9104857300127744 2=7;\n" },
		/* In turn; the names of a table show it again. */
		{ "姓名,证号,手机号\n" PERSON "户号,卡号,行号\n"
		  "李四,6222020000000000,102100099996\n"
		  "姓名,证号,手机号\n" PERSON,
		  "csv\ntable -: 姓名,证号,手机号\n" AS_PERSON
		  "table table 2: 户号,卡号,行号\n65535=户号,卡号,行号\n "
		  "0=李四 1=6222020000000000 2=102100099996;\n"
		  "65535=姓名,证号,手机号\n " AS_PERSON },
		/* Sections, pages, sums, what is not known: the same table. */
		{ PEOPLE "城东支行,,\n" PERSON "小计,,4\n\n王五,未提供,无\n"
		  PERSON "第2页\n姓名,证号,手机号\n" PERSON "合计,共6人\n",
		  FIRST "0=城东支行 1= 2=;\n" AS_PERSON "0=小计 1= 2=4;\n"
		  "0=王五 1=未提供 2=无;\n" AS_PERSON
		  "65535=第2页\n姓名,证号,手机号\n " AS_PERSON
		  "0=合计 1=共6人;\n" },
		{ NULL, NULL }
	};

	(void)unused;
	assert_reads("a.csv", examples);
}

static void forms(void **unused)
{
	static const struct example examples[] = {
		{ "户号名,张三\n证号,110101199003070011\n手机号,13800138000\n",
		  "csv\nprose -:\n65535=户号名,张三\n "
		  "65535=证号,110101199003070011\n "
		  "65535=手机号,13800138000\n " },
		{ "户号名,张三,\n证号,110101199003070011,\n\n" PEOPLE,
		  "csv\nprose -:\n65535=户号名,张三,\n "
		  "65535=证号,110101199003070011,\n "
		  "table -: 姓名,证号,手机号\n"
		  "65535=姓名,证号,手机号\n " AS_PEOPLE },
		{ "户号名,张三\n账号名,李四\n卡号名,无\n",
		  "csv\nprose -:\n65535=户号名,张三\n 65535=账号名,李四\n "
		  "65535=卡号名,无\n " },
		{ PEOPLE "\n户号名,李四\n证号,110101199003070038\n",
		  FIRST "65535=户号名,李四\n "
		  "65535=证号,110101199003070038\n " },
		/* A table whose words may all be labels. */
		{ "甲号,1030180.17,乙号,9104857\n丙号,1002345.00,丁号,9104858\n"
		  "戊号,1000077.50,己号,9104859\n",
		  "csv\ntable -:\n0=甲号 1=1030180.17 2=乙号 3=9104857;\n"
		  "0=丙号 1=1002345.00 2=丁号 3=9104858;\n"
		  "0=戊号 1=1000077.50 2=己号 3=9104859;\n" },
		{ NULL, NULL }
	};

	(void)unused;
	assert_reads("a.csv", examples);
}

/* Wherever the file ends, values that were whole before are told. */
static void cut_tables(void **unused)
{
	static const char text[] = PEOPLE "\n户号,卡号\n李四,6222020000000000\n"
		"\n户号名,王五\n证号,110101199003070054\n\n" PEOPLE;
	static const char *const values[] = {
		"110101199003070011", "6222020000000000",
		"110101199003070054",
	};
	struct record r;

	(void)unused;
	start(&r, "a.csv");
	for (size_t cut = 0; cut < sizeof(text); cut++) {
		record_bytes(&r, text, cut);
		for (unsigned i = 0; i < 3; i++) {
			const char *at = strstr(text, values[i]);

			if (at + strlen(values[i]) <= text + cut)
				assert_true(record_has(&r, values[i]));
		}
	}
	record_release(&r);
}

/* A row with blanks at its end is looked at again, with what follows it: once,
 * wherever in its block it stands. 32 KiB before the end more is read. */
static void near_the_end_of_a_block(void **unused)
{
	size_t last = CHUNK_TEXT - 32 * 1024;
	struct buffer text = { 0 };
	struct record r;

	(void)unused;
	start(&r, "a.csv");
	for (size_t odd = last - 4; odd <= last + 4; odd++) {
		/* Rows of 64 bytes; with more, a block has too many cells. */
		buffer_clear(&text);
		buffer_format(&text, "number,name,%0*d\n",
			      (int)(odd % 64) + 51, 0);
		while (text.length < CHUNK_TEXT + 4096)
			buffer_format(&text, text.length == odd
						     ? "odd%058zu,,\n"
						     : "%056zu,name,x\n",
				      text.length);
		record_bytes(&r, buffer_string(&text), text.length);
		assert_int_equal(text.length % 64, odd % 64);
		assert_true(record_has(&r, "0=odd0000"));
		assert_int_equal(r.log.bytes[r.log.length - 2], ';');
	}
	record_release(&r);
	buffer_release(&text);
}

static void keep_script(struct source *source)
{
	(void)source;
}

/* Rows, with a script beside. */
struct pair {
	struct memory_source rows; /* first */
	struct memory_source script;
	const char *name; /* of the script */
};

static struct source *open_script(struct source *source, const char *name,
				  const char *suffix)
{
	struct pair *pair = (struct pair *)source;

	size_t length = strlen(name);

	return strncmp(pair->name, name, length) ||
			       strcmp(pair->name + length, suffix)
		       ? NULL
		       : &pair->script.source;
}

static void assert_pair(const char *path, const char *name, const char *rows,
			const char *script, const char *wanted)
{
	struct problem problem = { 0 };
	struct record r;
	struct pair pair = { memory_source(rows, strlen(rows)),
			     memory_source(script, strlen(script)), name };

	pair.rows.source.beside = open_script;
	pair.script.source.close = keep_script;
	start(&r, path);
	record_read(&r, &pair.rows.source, &problem);
	assert_log(&r, wanted);
	record_release(&r);
}

/* As mysqldump --tab writes them. */
static void assert_named(const char *rows, const char *script,
			 const char *wanted)
{
	assert_pair("a.b/t.txt", "t.sql", rows, script, wanted);
}

#define LINES \
	"张三\t13800138001\n李四\t13800138002\n王五\t13800138003\n" \
	"赵六\t13800138004\n"
#define LINES_READ ROWS "0=王五 1=13800138003;\n0=赵六 1=13800138004;\n"

static void scripts_beside_name_columns(void **unused)
{
	static const char script[] =
		"-- MariaDB dump 10.19\n\nDROP TABLE IF EXISTS `t`;\n"
		"CREATE TABLE `t` (\n  `name` text,\n  `tel` text COMMENT "
		"'手机'\n) ENGINE=InnoDB;\n";

	(void)unused;
	assert_named(LINES, script, "csv\ntable t: name,tel\n(-,手机)\n"
				    LINES_READ);
	assert_named("name\ttel\n" LINES, script,
		     "csv\ntable t: name,tel\n(-,手机)\n" LINES_READ);
	/* Names of its own, another number of columns, no script. */
	assert_named("name\tphone\n" LINES, script,
		     "csv\ntable -: name,phone\n" LINES_READ);
	assert_named(LINES, "CREATE TABLE `t` (`name` text);\n",
		     "csv\ntable -:\n" LINES_READ);
	assert_named(LINES, "", "csv\ntable -:\n" LINES_READ);
}

/* Of dumpling, mydumper and MySQL Shell. */
static void scripts_beside_have_names(void **unused)
{
	static const char *const names[][2] = {
		{ "a/d.t.000000001.csv", "d.t-schema.sql" },
		{ "d.t.0000000010000.csv", "d.t-schema.sql" },
		{ "d.t.000.000.dat", "d.t-schema.sql" },
		{ "a.b/d.t.csv", "d.t-schema.sql" },
		{ "d@t@@0.tsv", "d@t.sql" },
		{ "d@t@12.tsv", "d@t.sql" },
		{ NULL, NULL },
	};
	static const char script[] =
		"CREATE TABLE `t` (\n  `name` text,\n  `tel` text\n);\n";

	(void)unused;
	for (unsigned i = 0; names[i][0]; i++)
		assert_pair(names[i][0], names[i][1], LINES, script,
			    "csv\ntable t: name,tel\n" LINES_READ);
	assert_pair("d/t.000000001.csv", "t-schema.sql", LINES, script,
		    "csv\ntable -:\n" LINES_READ);
	assert_pair("d.t.000000001.sql", "d.t-schema.sql",
		    "INSERT INTO `t` VALUES\n('张三','13800138001');\n", script,
		    "sql\ndefinition t: name,tel\ntable -:\ntable t:\n"
		    "0=张三 1=13800138001;\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(headers),
		cmocka_unit_test(bills),
		cmocka_unit_test(footers),
		cmocka_unit_test(tables_below_each_other),
		cmocka_unit_test(forms),
		cmocka_unit_test(cut_tables),
		cmocka_unit_test(near_the_end_of_a_block),
		cmocka_unit_test(scripts_beside_name_columns),
		cmocka_unit_test(scripts_beside_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
