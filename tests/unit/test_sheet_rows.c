/* Rows of sheets: tables below each other, forms, and what only looks like
 * one. A row is a line here, its cells are parted by "|". */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include "scanner/formats/sheet_rows.h"
#include "tests/unit/archive.h"

static void read_rows(struct record *r, const char *text, size_t length)
{
	static struct sheet_rows s;
	const char *end = text + length;
	struct composer composer;
	uint32_t column = 0;

	record_start(r);
	compose_start(&composer, &r->emitter);
	sheet_start(&s, &composer, "S");
	for (const char *p; text < end; text = p + (p < end)) {
		p = text;
		while (p < end && *p != '|' && *p != '\n')
			p++;
		if (p > text)
			sheet_cell(&s, column, 0, (const unsigned char *)text,
				   (size_t)(p - text));
		column++;
		if (p == end || *p == '\n') {
			sheet_row_end(&s);
			column = 0;
		}
	}
	sheet_end(&s);
	sheet_release(&s);
}

static void assert_gives(const char *rows, const char *wanted)
{
	struct record r;

	read_rows(&r, rows, strlen(rows));
	if (strcmp(buffer_string(&r.log), wanted))
		fail_msg("wanted:\n%s\ngot:\n%s", wanted,
			 buffer_string(&r.log));
	record_release(&r);
}

#define FIRST "table S: 姓名,证号,手机号\n\"姓名\t证号\t手机号\t\"\n" \
	      "0=张三 1=110101199003070011 2=13800138000;\n"
#define ROWS "姓名|证号|手机号\n张三|110101199003070011|13800138000\n"
#define SECOND "户名|卡号|行号\n李四|6222020000000000000|102100099996\n"

/* Words of a column may be labels of what stands beside them. */
static void types_before_numbers_are_no_labels(void **state)
{
#define TYPED "姓名|类型|证号|账户|卡号\n"
#define LIKE "张三|身份证号|110101199003070011|银行卡号|6222020000000000000\n"
#define FOUR(text) text text text text
#define AS_LIKE \
	"0=张三 1=身份证号 2=110101199003070011 3=银行卡号 " \
	"4=6222020000000000000;\n"
	(void)state;
	assert_gives(TYPED FOUR(LIKE) FOUR(LIKE) FOUR(LIKE)
		     "李四|身份证号|11010119900307001X|银行卡号|"
		     "6214830000000000\n",
		     "table S: 姓名,类型,证号,账户,卡号\n"
		     "\"姓名\t类型\t证号\t账户\t卡号\t\"\n"
		     FOUR(AS_LIKE) FOUR(AS_LIKE) FOUR(AS_LIKE)
		     "0=李四 1=身份证号 2=11010119900307001X 3=银行卡号 "
		     "4=6214830000000000;\n");
	/* What is unlike the rows is a form, but they go on. */
	assert_gives(TYPED FOUR(LIKE) FOUR(LIKE) FOUR(LIKE)
		     "李四|护照号|E12345678|银行卡号|13800138000\n" LIKE,
		     "table S: 姓名,类型,证号,账户,卡号\n"
		     "\"姓名\t类型\t证号\t账户\t卡号\t\"\n"
		     FOUR(AS_LIKE) FOUR(AS_LIKE) FOUR(AS_LIKE)
		     "\"李四: 护照号: E12345678: 银行卡号: 13800138000\n\"\n"
		     AS_LIKE);
}

/* A second line of titles tells what it is, and names no groups. */
static void titles_stand_above(void **state)
{
	(void)state;
	assert_gives("名册\n单位：甲|制表：王五\n" ROWS,
		     "table S: 姓名,证号,手机号\n\"名册\n单位：甲\t制表：王五\n"
		     "姓名\t证号\t手机号\t\"\n"
		     "0=张三 1=110101199003070011 2=13800138000;\n");
	/* One name that reads so is a name. */
	assert_gives("姓名|证号：新|手机号\n"
		     "张三|110101199003070011|13800138000\n",
		     "table S: 姓名,证号：新,手机号\n"
		     "\"姓名\t证号：新\t手机号\t\"\n"
		     "0=张三 1=110101199003070011 2=13800138000;\n");
	assert_gives("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11：12\n" ROWS,
		     "table S: 姓名,证号,手机号\n"
		     "\"1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11：12\n"
		     "姓名\t证号\t手机号\t\"\n"
		     "0=张三 1=110101199003070011 2=13800138000;\n");
}

static void tables_stand_below_each_other(void **state)
{
	(void)state;
	assert_gives(ROWS "\n二、还款卡\n" SECOND,
		     FIRST "table S (2): 户名,卡号,行号\n"
		     "\"二、还款卡\n户名\t卡号\t行号\t\"\n"
		     "0=李四 1=6222020000000000000 2=102100099996;\n");
	/* Labels above numbers need nothing that parts them. */
	assert_gives(ROWS SECOND,
		     FIRST "table S (2): 户名,卡号,行号\n"
		     "\"户名\t卡号\t行号\t\"\n"
		     "0=李四 1=6222020000000000000 2=102100099996;\n");
	/* Names that say nothing stand above other things than were there. */
	assert_gives(ROWS "\n品名|批次|数量\n甲|9104857300127744|7\n",
		     FIRST "table S (2): 品名,批次,数量\n"
		     "\"品名\t批次\t数量\t\"\n0=甲 1=9104857300127744 2=7;\n");
	/* In turn they are two tables. */
	assert_gives(ROWS SECOND ROWS SECOND,
		     FIRST "table S (2): 户名,卡号,行号\n"
		     "\"户名\t卡号\t行号\t\"\n"
		     "0=李四 1=6222020000000000000 2=102100099996;\n" FIRST
		     "table S (2): 户名,卡号,行号\n"
		     "\"户名\t卡号\t行号\t\"\n"
		     "0=李四 1=6222020000000000000 2=102100099996;\n");
}

static void rows_stay_in_their_table(void **state)
{
	(void)state;
	/* A page repeats the names. */
	assert_gives(ROWS "\n第2页\n" ROWS,
		     FIRST "\"第2页\n姓名\t证号\t手机号\t\"\n"
		     "0=张三 1=110101199003070011 2=13800138000;\n");
	/* Blank rows, sections, sums, what is not known, notes. */
	assert_gives(ROWS "\n城东支行\n李四|110101199003070038|13900139000\n"
		     "小计||2\n\n王五|未提供|无\n"
		     "赵六|110101199003070054|13700137000\n\n"
		     "合计|共4人\n\n注：未经审计\n制表人|孙七|审核人|周八\n",
		     FIRST "0=城东支行;\n"
		     "0=李四 1=110101199003070038 2=13900139000;\n"
		     "0=小计 2=2;\n0=王五 1=未提供 2=无;\n"
		     "0=赵六 1=110101199003070054 2=13700137000;\n"
		     "0=合计 1=共4人;\n0=注：未经审计;\n"
		     "0=制表人 1=孙七 2=审核人 3=周八;\n");
	/* Words only. */
	assert_gives("部门|岗位\n甲部|经理\n\n乙部|职员\n丙部|职员\n",
		     "table S: 部门,岗位\n\"部门\t岗位\t\"\n0=甲部 1=经理;\n"
		     "0=乙部 1=职员;\n0=丙部 1=职员;\n");
	/* Types before their numbers are no labels of a form. */
	assert_gives("甲|类|乙\n张三|证件号|110101199003070011\n"
		     "李四|证件号|110101199003070038\n"
		     "王五|证件号|110101199003070054\n",
		     "table S: 甲,类,乙\n\"甲\t类\t乙\t\"\n"
		     "0=张三 1=证件号 2=110101199003070011;\n"
		     "0=李四 1=证件号 2=110101199003070038;\n"
		     "0=王五 1=证件号 2=110101199003070054;\n");
	/* Nor are names that stand for columns, or for what was changed. */
	assert_gives("列|说明|位\n证号|必填|18\n手机号|必填|11\n",
		     "table S: 列,说明,位\n\"列\t说明\t位\t\"\n"
		     "0=证号 1=必填 2=18;\n0=手机号 1=必填 2=11;\n");
	assert_gives("项|值\n证号|110101199003070011\n"
		     "手机号|13800138000\n手机号|13900139000\n",
		     "table S: 项,值\n\"项\t值\t\"\n"
		     "0=证号 1=110101199003070011;\n"
		     "0=手机号 1=13800138000;\n0=手机号 1=13900139000;\n");
	/* Words that may be labels stand beside numbers as the others do. */
	assert_gives("货品|数量|附件|件数\n甲|5|乙|7\n"
		     "手机号|12|卡号|30\n丙|8|丁|9\n",
		     "table S: 货品,数量,附件,件数\n"
		     "\"货品\t数量\t附件\t件数\t\"\n0=甲 1=5 2=乙 3=7;\n"
		     "0=手机号 1=12 2=卡号 3=30;\n0=丙 1=8 2=丁 3=9;\n");
}

static void forms_have_their_labels(void **state)
{
	(void)state;
	assert_gives("登记表\n户号名|张三\n证号|110101199003070011\n"
		     "手机号|13800138000\n",
		     "prose -:\n\"登记表; 户号名: 张三; 证号: "
		     "110101199003070011; 手机号: 13800138000\n\"\n");
	/* Each is a line, whether something parts them or not. */
	assert_gives("户号名|张三|证号|110101199003070011\n"
		     "手机号|13800138000|卡号|6222020000000000000\n"
		     "户号名|李四|证号|110101199003070038\n"
		     "手机号|13900139000|卡号|6222020000000000001\n\n"
		     "户号名|王五|证号|110101199003070054\n",
		     "prose -:\n"
		     "\"户号名: 张三: 证号: 110101199003070011; "
		     "手机号: 13800138000: 卡号: 6222020000000000000\n"
		     "\"\nprose -:\n"
		     "\"户号名: 李四: 证号: 110101199003070038; "
		     "手机号: 13900139000: 卡号: 6222020000000000001\n"
		     "\"\nprose -:\n"
		     "\"户号名: 王五: 证号: 110101199003070054\n\"\n");
	/* Without numbers. */
	assert_gives("户号名|张三\n账号名|李四\n",
		     "prose -:\n\"户号名: 张三; 账号名: 李四\n\"\n");
	/* Of which the first row names nothing of anybody. */
	assert_gives("项|值\n证号|110101199003070011\n手机号|13800138000\n",
		     "prose -:\n\"项: 值; 证号: 110101199003070011; "
		     "手机号: 13800138000\n\"\n");
	/* Above a table, and below it. */
	assert_gives("户号名|张三|\n证号|110101199003070011\n\n" SECOND
		     "\n户号名|张三\n证号|110101199003070011\n",
		     "prose -:\n\"户号名: 张三; 证号: 110101199003070011\n\"\n"
		     "table S: 户名,卡号,行号\n\"户名\t卡号\t行号\t\"\n"
		     "0=李四 1=6222020000000000000 2=102100099996;\n"
		     "\"户号名: 张三; 证号: 110101199003070011\n\"\n");
}

/* Wherever rows end, what was whole before is told. */
static void cut_rows_are_told(void **state)
{
	static const char rows[] = ROWS "\n二、还款卡\n" SECOND "\n"
		"户号名|王五\n证号|110101199003070054\n\n" ROWS;
	static const char *const values[] = {
		"110101199003070011", "13800138000", "6222020000000000000",
		"102100099996", "110101199003070054",
	};
	struct record r;

	(void)state;
	for (size_t cut = 0; cut < sizeof(rows); cut++) {
		read_rows(&r, rows, cut);
		for (unsigned i = 0; i < 5; i++) {
			const char *at = strstr(rows, values[i]);

			if (at + strlen(values[i]) <= rows + cut)
				assert_true(record_has(&r, values[i]));
		}
		record_release(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(types_before_numbers_are_no_labels),
		cmocka_unit_test(titles_stand_above),
		cmocka_unit_test(tables_stand_below_each_other),
		cmocka_unit_test(rows_stay_in_their_table),
		cmocka_unit_test(forms_have_their_labels),
		cmocka_unit_test(cut_rows_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
