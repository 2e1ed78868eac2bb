/* OpenDocument: by hand where the point is in the XML. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/document.h"

#define CONTENT(body)                                                     \
	"<office:document-content xmlns:office='o' xmlns:text='t' "       \
	"xmlns:table='b' xmlns:draw='d' xmlns:xlink='x' xmlns:dc='c' "    \
	"xmlns:meta='m'><office:body>" body                               \
	"</office:body></office:document-content>"
#define P(text) "<text:p>" text "</text:p>"
#define CELL(text) "<table:table-cell>" P(text) "</table:table-cell>"
#define ROW(cells) "<table:table-row>" cells "</table:table-row>"

static void start(struct archive *a, const char *content)
{
	*a = (struct archive){ 0 };
	archive_add(a, "mimetype", "application/vnd.oasis.opendocument.text",
		    39, ARCHIVE_STORED);
	archive_text(a, "META-INF/manifest.xml", "<manifest/>");
	archive_text(a, "content.xml", content);
}

static void gives(const char *content, const char *want)
{
	struct archive a;
	struct record r;

	start(&a, content);
	document_reads(&r, &a, OUTCOME_OK);
	assert_memory_equal(buffer_string(&r.log), "odf\n", 4);
	document_has(&r, want);
	document_lacks(&r, "mimetype");
	record_release(&r);
}

static void spans_are_joined(void **state)
{
	(void)state;
	gives(CONTENT(P("身份证号：<text:span>1101</text:span>"
			"<text:bookmark/>01\n  <text:span>x</text:span>"
			"<text:s text:c='3'/>y<text:tab/>z<text:line-break/>w")
		      "\n  " P("next")),
	      "\"身份证号：110101 x y z\nw\nnext\"");
}

static void what_stands_beside_parts_nothing(void **state)
{
	(void)state;
	gives(CONTENT(P("138<text:note><text:note-citation>1"
			"</text:note-citation><text:note-body>" P("注")
			"</text:note-body></text:note>0013<office:annotation>"
			"<dc:creator>王</dc:creator>" P("批") P("注")
			"</office:annotation>8000<draw:frame><draw:text-box>"
			P("框") "</draw:text-box></draw:frame>"
			"<text:a xlink:href='tel:139'>链接</text:a>")
		      P("next")),
	      "\"13800138000链接\n1\n注\n王\n批\n注\n框\ntel:139\nnext\"");
}

static void sheets_are_tables(void **state)
{
	(void)state;
	gives(CONTENT("<office:spreadsheet><table:table table:name='客户'>"
		      "<table:table-column/>"
		      ROW(CELL("姓名") CELL("证件号") CELL("电话"))
		      "<table:table-row table:number-rows-repeated='1000000'>"
		      "<table:table-cell table:number-columns-repeated='16384'"
		      "/></table:table-row>"
		      ROW(CELL("张三")
			  "<table:table-cell office:value-type='float' "
			  "office:value='1.10101199003070E+017'>"
			  P("1.1E+17") "</table:table-cell>"
			  "<table:table-cell office:value-type='string'>"
			  P("138") P("139") "<office:annotation>" P("批")
			  "</office:annotation></table:table-cell>")
		      ROW("<table:table-cell table:number-columns-repeated='2'"
			  ">" P("x") "</table:table-cell>"
			  "<table:table-cell office:value-type='date' "
			  "office:date-value='1990-03-07'>" P("7. März")
			  "</table:table-cell>")
		      "</table:table><table:table table:name='隐藏' "
		      "table:display='false'>" ROW(CELL("1") CELL("2"))
		      "</table:table></office:spreadsheet>"),
	      "odf\ntable 客户: 姓名,证件号,电话\n"
	      "\"姓名\t证件号\t电话\t\"\n"
	      "0=张三 1=110101199003070000# 2=138\n139;\n"
	      "0=x 1=x 2=1990-03-07;\n"
	      "prose -:\n\"批\"\ntable 隐藏: 1,2\n\"1\t2\t\"\n");
}

static void tables_of_texts_are_told_from_forms(void **state)
{
	(void)state;
	gives(CONTENT("<table:table table:name='表1'><table:table-header-rows>"
		      ROW(CELL("姓名") CELL("证件号"))
		      "</table:table-header-rows>"
		      ROW(CELL("张三") CELL("110101199003070011"))
		      "</table:table>"),
	      "table 表1: 姓名,证件号\n\"姓名\t证件号\t\"\n"
	      "0=张三 1=110101199003070011;\n");
	gives(CONTENT("<table:table table:name='表1'>"
		      ROW(CELL("姓名") CELL("张三"))
		      ROW(CELL("证件号") CELL("110101199003070011"))
		      "</table:table>"),
	      "\"姓名: 张三\n证件号: 110101199003070011\n\"");
}

static void properties_are_named(void **state)
{
	struct archive a;
	struct record r;

	(void)state;
	start(&a, CONTENT(P("x")));
	archive_text(&a, "meta.xml",
		     "<m xmlns:meta='m' xmlns:dc='c'>"
		     "<dc:creator>王</dc:creator>"
		     "<meta:user-defined meta:name='证件号'>1101"
		     "</meta:user-defined></m>");
	archive_text(&a, "Configurations2/accelerator/current.xml", "");
	archive_text(&a, "Pictures/1.png", "\x89PNG\r\n\x1A\n");
	document_reads(&r, &a, OUTCOME_OK);
	document_has(&r, "creator: 王\n证件号: 1101");
	document_has(&r, "[Pictures/1.png png\n");
	record_release(&r);
}

static void encryption_is_said(void **state)
{
	struct archive a = { 0 };
	struct record r;

	(void)state;
	archive_text(&a, "META-INF/manifest.xml",
		     "<m xmlns:m='m'><m:file-entry><m:encryption-data/>"
		     "</m:file-entry></m>");
	archive_text(&a, "content.xml", "\x8F\x01\x02");
	document_reads(&r, &a, OUTCOME_FAILED);
	assert_int_equal(r.problem.reason, REASON_ENCRYPTED);
	record_release(&r);
}

/* OpenOffice.org 1 names its document type; nothing is fetched for it. */
static void document_types_may_be_named(void **state)
{
	(void)state;
	gives("<!DOCTYPE o PUBLIC '-//OpenOffice.org//DTD' 'office.dtd'>"
	      CONTENT(P("13800138000")),
	      "\"13800138000\"");
}

static void saved_files_are_read(void **state)
{
	static const char *const want0[] = {
		": 姓名,身份证号,手机号码\n",
		"公民身份号码：32050520011122266X\n",
		"1=440106198605297735 2=16671247850",
		NULL,
	};
	static const char *const want1[] = {
		": 姓名,身份证号,手机号码\n",
		"1=310115199212172538 2=13454508981",
		NULL,
	};
	static const char *const want2[] = {
		"table 外访名单: 姓名,身份证号,手机号码\n",
		"1=450103195402260958 2=14770510734#",
		NULL,
	};

	(void)state;
	document_saved("fixtures/real/担保合同.odt", "odf\n", want0);
	document_saved("fixtures/real/季度汇报.odp", "odf\n", want1);
	document_saved("fixtures/real/外访名单.ods", "odf\n", want2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spans_are_joined),
		cmocka_unit_test(what_stands_beside_parts_nothing),
		cmocka_unit_test(sheets_are_tables),
		cmocka_unit_test(tables_of_texts_are_told_from_forms),
		cmocka_unit_test(properties_are_named),
		cmocka_unit_test(encryption_is_said),
		cmocka_unit_test(document_types_may_be_named),
		cmocka_unit_test(saved_files_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
