/* Workbooks: by hand where the point is in the XML, and files as Office's
 * relatives save them (tests/data/xlsx). */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/document.h"

#define RELATION(id, type, target)                                     \
	"<Relationship Id=\"" id "\" Type=\"http://schemas.x/" type    \
	"\" Target=\"" target "\"/>"

/* A workbook of two sheets; parts that are NULL are left out. */
static void workbook(struct archive *a, const char *strings, const char *one,
		     const char *two)
{
	*a = (struct archive){ 0 };
	archive_text(a, "xl/workbook.xml",
		     "<workbook xmlns:r='r'><sheets>"
		     "<sheet name='客户 &amp; 单位' r:id='rId1'/>"
		     "<sheet name='隐藏' state='hidden' r:id='rId2'/>"
		     "</sheets></workbook>");
	archive_text(a, "xl/_rels/workbook.xml.rels",
		     "<Relationships>"
		     RELATION("rId1", "worksheet", "worksheets/one.xml")
		     RELATION("rId2", "worksheet", "/xl/worksheets/two.xml")
		     RELATION("rId3", "sharedStrings", "sharedStrings.xml")
		     "</Relationships>");
	if (one)
		archive_text(a, "xl/worksheets/one.xml", one);
	if (two)
		archive_text(a, "xl/worksheets/two.xml", two);
	if (strings)
		archive_text(a, "xl/sharedStrings.xml", strings);
}

#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"
#define TEXT(text) "<c t='inlineStr'><is><t>" text "</t></is></c>"

/* What one sheet of these rows comes to. */
static void sheet_gives(const char *rows, const char *want)
{
	struct archive a;
	struct record r;

	workbook(&a, NULL, rows, NULL);
	document_reads(&r, &a, OUTCOME_OK);
	document_has(&r, want);
	record_release(&r);
}

static void sheets_are_tables(void **state)
{
	struct archive a;
	struct record r;

	(void)state;
	workbook(&a,
		 "<sst><si><t>姓名</t></si><si><r><t>身份</t></r>"
		 "<r><rPr><b/></rPr><t>证号</t></r><rPh><t>shen</t></rPh></si>"
		 "<si><t>张三</t></si></sst>",
		 SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c>"
		       "<c r='C1' t='s'><v>1</v></c></row>"
		       "<row><c t='s'><v>2</v></c>"
		       "<c r='C2' t='inlineStr'><is><r><t>1101011990</t></r>"
		       "<r><t>0307001X</t></r></is></c></row>"
		       "<row/>"
		       "<row><c r='BC4' t='str'><f>A1</f><v>x</v></c></row>"),
		 SHEET("<row><c><v>13800138000</v></c></row>"));
	document_reads(&r, &a, OUTCOME_OK);
	document_has(&r, "xlsx\ntable 客户 & 单位: 姓名,,身份证号\n"
		"\"姓名\t身份证号\t\"\n"
		"0=张三 2=11010119900307001X;\n54=x;\n"
		"table 隐藏:\n0=13800138000#;\n");
	record_release(&r);
}

static void headers_are_found_below_titles(void **state)
{
	(void)state;
	sheet_gives(SHEET("<row>" TEXT("客户名单 13800138000") "</row>"
			  "<row><c r='B2'><v>2026</v></c></row>"
			  "<row>" TEXT("姓名") TEXT("2025年")
			  "<c><v>2026</v></c></row>"
			  "<row>" TEXT("张三") TEXT("x") "</row>"),
		    ": 姓名,2025年,2026\n\"客户名单 13800138000\n2026\n"
		    "姓名\t2025年\t2026\t\"\n0=张三 1=x;\n");
	/* Above names that are as few, it is a row. */
	sheet_gives(SHEET("<row>" TEXT("张三") TEXT("13800138000") "</row>"
			  "<row>" TEXT("合计") TEXT("无") "</row>"),
		    ": 合计,无\n\"合计\t无\t\"\n0=张三 1=13800138000;\n");
	/* One column: the first row names it. */
	sheet_gives(SHEET("<row>" TEXT("手机") "</row>"
			  "<row>" TEXT("13800138000") "</row>"),
		    ": 手机\n\"手机\t\"\n0=13800138000;\n");
	/* No names: nothing is taken for one. */
	sheet_gives(SHEET("<row>" TEXT("张三") TEXT("13800138000") "</row>"
			  "<row>" TEXT("李四") TEXT("a@b.cn") "</row>"),
		    ":\n0=张三 1=13800138000;\n0=李四 1=a@b.cn;\n");
}

/* Groups over several columns stand above their names; words that are data
 * do not name what has no name. */
static void headers_are_of_two_rows(void **state)
{
	(void)state;
	sheet_gives(SHEET("<row>" TEXT("机构") TEXT("客户") "<c/>" TEXT("备注")
			  "</row><row><c/>" TEXT("姓名") TEXT("证件号")
			  "</row><row>" TEXT("一") TEXT("张三")
			  TEXT("11010119900307109X") "</row>"
			  "<row>" TEXT("二") TEXT("李四") TEXT("x") "</row>"),
		    ": 机构,姓名,证件号,备注\n"
		    "\"机构\t客户\t备注\t姓名\t证件号\t\"\n"
		    "0=一 1=张三 2=11010119900307109X;\n0=二 1=李四 2=x;\n");
	sheet_gives(SHEET("<row>" TEXT("机构") TEXT("客户") "</row>"
			  "<row>" TEXT("一") TEXT("张三") TEXT("男") "</row>"
			  "<row>" TEXT("二") TEXT("李四") TEXT("女") "</row>"),
		    ": 机构,客户\n\"机构\t客户\t\"\n"
		    "0=一 1=张三 2=男;\n0=二 1=李四 2=女;\n");
}

static void numbers_are_spelled_out(void **state)
{
	(void)state;
	sheet_gives(
		SHEET("<row><c><v>1.10101199001011E+17</v></c>"
		      "<c><v>1.3800138E10</v></c><c><v>6.22202E+018</v></c>"
		      "<c><v>1.5E+300</v></c><c><v>-1.5E+17</v></c>"
		      "<c><v>0.5</v></c><c><v>1.25E-3</v></c>"
		      "<c><v>1.23456E+3</v></c><c><v>12345.0</v></c>"
		      "<c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c></row>"),
		"0=110101199001011000# 1=13800138000# 2=6222020000000000000# "
		"3=1.5E+300# 4=-1.5E+17# 5=0.5# 6=1.25E-3# 7=1.23456E+3# "
		"8=12345.0#;\n");
}

static void dates_are_written_as_such(void **state)
{
	struct archive a = { 0 };
	struct record r;

	(void)state;
	archive_text(&a, "xl/workbook.xml", "<workbook><sheets/></workbook>");
	archive_text(&a, "xl/styles.xml",
		     "<styleSheet><numFmts>"
		     "<numFmt numFmtId='164' formatCode='0&quot;d&quot;'/>"
		     "<numFmt numFmtId='165' formatCode='[$-804]yyyy\\-mm'/>"
		     "</numFmts><cellStyleXfs><xf numFmtId='14'/>"
		     "</cellStyleXfs><cellXfs><xf numFmtId='0'/>"
		     "<xf numFmtId='14'/><xf numFmtId='164'/>"
		     "<xf numFmtId='165'/></cellXfs></styleSheet>");
	archive_text(&a, "xl/worksheets/one.xml",
		     SHEET("<row><c s='1'><v>32939</v></c>"
			   "<c s='2'><v>32939</v></c>"
			   "<c s='3'><v>32939.75</v></c>"
			   "<c s='0'><v>32939</v></c>"
			   "<c s='1'><v>13800138000</v></c></row>"));
	document_reads(&r, &a, OUTCOME_OK);
	document_has(&r, "0=1990-03-07 1=32939# 2=1990-03-07 18:00:00 "
			 "3=32939# 4=13800138000#;\n");
	record_release(&r);
}

static void references_may_lie(void **state)
{
	(void)state;
	sheet_gives(SHEET("<row><c r='ZZZZZZZ1'><v>1</v></c>"
			  "<c><v>2</v></c><c r='1'><v>3</v></c>"
			  "<c r='a1'><v>4</v></c></row>"),
		    "16383=1# 16383=2# 16383=3# 0=4#;\n");
	sheet_gives(SHEET("<row><c t='s'><v>99</v></c><c t='s'><v>-1</v></c>"
			  "<c t='s'><v>18446744073709551616</v></c>"
			  "<c><v>1</v></c></row>"),
		    "3=1#;\n");
}

static void other_parts_are_prose_or_members(void **state)
{
	struct archive a;
	struct record r;

	(void)state;
	workbook(&a, NULL,
		 "<worksheet><sheetData><row><c t='str'>"
		 "<f>IF(A1=\"13700137000\",1,2)</f><v>x</v></c></row>"
		 "</sheetData><hyperlinks>"
		 "<hyperlink tooltip='致电 &amp; 答复'/>"
		 "</hyperlinks><headerFooter><oddHeader>机密</oddHeader>"
		 "</headerFooter></worksheet>",
		 NULL);
	archive_text(&a, "xl/comments1.xml",
		     "<comments><comment><text><r><t>138</t></r><r><rPr>"
		     "<b/><sz val='9'/></rPr><t>00138000</t></r></text>"
		     "</comment><comment><text><t>next</t></text></comment>"
		     "</comments>");
	archive_text(&a, "xl/pivotCache/pivotCacheRecords1.xml",
		     "<pivotCacheRecords><r><s v='李四'/><n v='42'/></r>"
		     "</pivotCacheRecords>");
	archive_text(&a, "docProps/core.xml",
		     "<cp xmlns:dc='d'><dc:creator>王五</dc:creator>"
		     "<dc:title>t</dc:title></cp>");
	archive_text(&a, "xl/media/image1.png", "\x89PNG\r\n\x1A\n");
	archive_text(&a, "xl/worksheets/orphan.xml",
		     SHEET("<row><c><v>7</v></c></row>"));
	document_reads(&r, &a, OUTCOME_OK);
	document_has(&r, "IF(A1=\"13700137000\",1,2)\n");
	document_has(&r, "致电 & 答复\n");
	document_has(&r, "机密");
	document_has(&r, "13800138000\nnext");
	document_has(&r, "李四\n42\"");
	document_has(&r, "creator: 王五\ntitle: t");
	document_has(&r, "[xl/media/image1.png png\n");
	document_has(&r, "table orphan.xml:\n0=7#;\n");
	record_release(&r);
}

/* What is no XML is read as text, after what of it could be parsed. */
static void malformed_parts_are_read_raw(void **state)
{
	struct archive a;
	struct record r;

	(void)state;
	workbook(&a, NULL,
		 "<worksheet><sheetData><row><c><v>1</v></c></row>"
		 "<row><c><v>2</v></c><<row><c><v>13800138000</v>",
		 SHEET("<row><c><v>3</v></c></row>"));
	document_reads(&r, &a, OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_DAMAGED);
	document_has(&r, "0=1#;\n0=2#;\n");
	document_has(&r, "table 隐藏:\n0=3#;\n");
	document_has(&r, "[xl/worksheets/one.xml xml\n");
	document_has(&r, "2=13800138000;");
	record_release(&r);
}

/* Entities are not looked up anywhere, nor multiplied. */
static void document_types_are_refused(void **state)
{
	static const char xxe[] =
		"<!DOCTYPE w [<!ENTITY f SYSTEM 'file:///etc/hostname'>"
		"<!ENTITY a 'lollollollollol'>"
		"<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
		"<worksheet><sheetData><row><c><v>1&b;&f;</v></c></row>"
		"</sheetData></worksheet>";
	struct archive a;
	struct record r;

	(void)state;
	workbook(&a, NULL, xxe, NULL);
	document_reads(&r, &a, OUTCOME_PARTIAL);
	document_has(&r, "=1&b;&f;"); /* the raw text */
	assert_false(record_has(&r, "0=lol"));
	assert_false(record_has(&r, "lollollollollollol"));
	record_release(&r);
}

/* Beyond the memory for shared strings they are passages of a table. */
static void too_many_shared_strings_are_not_lost(void **state)
{
	struct archive a;
	struct record r;
	struct buffer strings = { 0 };

	(void)state;
	buffer_text(&strings, "<sst>");
	for (unsigned i = 0; i < 400; i++) {
		buffer_format(&strings, "<si><t>no %u ", i);
		for (unsigned j = 0; j < 60000; j++)
			buffer_byte(&strings, '.');
		buffer_text(&strings, "</t></si>");
	}
	buffer_text(&strings, "</sst>");
	workbook(&a, buffer_string(&strings),
		 SHEET("<row><c t='s'><v>7</v></c></row>"
		       "<row><c t='s'><v>399</v></c><c><v>5</v></c></row>"),
		 NULL);
	document_reads(&r, &a, OUTCOME_PARTIAL);
	assert_int_equal(r.problem.reason, REASON_BYTES);
	document_has(&r, "table sharedStrings:\n");
	document_has(&r, "0=no 399 ...");
	document_has(&r, "0=no 7 ...");
	document_has(&r, "1=5#;\n");
	record_release(&r);
	buffer_release(&strings);
}

/* No cell is that large: it is read as prose, with nothing cut. */
static void huge_cells_are_prose(void **state)
{
	struct archive a;
	struct record r;
	struct buffer sheet = { 0 };

	(void)state;
	buffer_text(&sheet, "<worksheet><sheetData><row><c><v>1</v></c>"
			    "<c t='inlineStr'><is><t>");
	for (unsigned i = 0; i < 60000; i++)
		buffer_text(&sheet, "0123456789");
	buffer_text(&sheet, " 13800138000 end</t></is></c><c><v>3</v></c></row>"
			    "</sheetData></worksheet>");
	workbook(&a, NULL, buffer_string(&sheet), NULL);
	document_reads(&r, &a, OUTCOME_OK);
	document_has(&r, " 13800138000 end");
	document_has(&r, "0=1#");
	document_has(&r, "2=3#;");
	record_release(&r);
	buffer_release(&sheet);
}

static void cut_workbooks_give_what_is_there(void **state)
{
	struct archive a;
	struct record r;
	size_t first = 0;

	(void)state;
	workbook(&a, NULL,
		 SHEET("<row>" TEXT("名") TEXT("机") "</row><row>" TEXT("x")
		       TEXT("13800138000") "</row>"), NULL);
	first = a.bytes.length;
	archive_text(&a, "xl/comments1.xml", "<c><t>comment</t></c>");
	archive_end(&a);
	record_start(&r);
	for (unsigned i = 0; i < 64; i++) {
		size_t cut = a.bytes.length * i / 64;
		char *copy = malloc(cut + 1);

		memcpy(copy, a.bytes.bytes, cut);
		if (cut > 8)
			assert_int_not_equal(record_bytes(&r, copy, cut),
					     OUTCOME_OK);
		if (cut > first)
			document_has(&r, "13800138000");
		free(copy);
	}
	record_release(&r);
	archive_release(&a);
}

static void saved_files_are_read(void **state)
{
	static const char *const openpyxl[] = {
		"table 客户: 姓名,身份证号,手机\n",
		"0=张三 1=110101199003070011 2=13800138000#;\n",
		"table 备注: 说明\n", "批注 13900139000", NULL,
	};
	static const char *const libreoffice[] = {
		"table 客户: 姓名,身份证号,手机\n",
		"0=张三 1=110101199003070011 2=13800138000#;\n", NULL,
	};

	(void)state;
	document_saved("tests/data/xlsx/openpyxl.xlsx", "xlsx\n", openpyxl);
	document_saved("tests/data/xlsx/libreoffice.xlsx", "xlsx\n",
		       libreoffice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sheets_are_tables),
		cmocka_unit_test(headers_are_found_below_titles),
		cmocka_unit_test(headers_are_of_two_rows),
		cmocka_unit_test(numbers_are_spelled_out),
		cmocka_unit_test(dates_are_written_as_such),
		cmocka_unit_test(references_may_lie),
		cmocka_unit_test(other_parts_are_prose_or_members),
		cmocka_unit_test(malformed_parts_are_read_raw),
		cmocka_unit_test(document_types_are_refused),
		cmocka_unit_test(too_many_shared_strings_are_not_lost),
		cmocka_unit_test(huge_cells_are_prose),
		cmocka_unit_test(cut_workbooks_give_what_is_there),
		cmocka_unit_test(saved_files_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
