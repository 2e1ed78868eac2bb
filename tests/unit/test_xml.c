/* XML: values under their paths, whatever is wrong with the document. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/archive.h"

#define READ_BYTES (64 * 1024) /* the decoder's blocks */

static void gives(const char *document, const char *want)
{
	struct record r;

	record_start(&r);
	r.emitter.table = record_comments;
	assert_int_equal(record_bytes(&r, document, strlen(document)),
			 OUTCOME_OK);
	if (!record_has(&r, "xml\n") || !record_has(&r, want))
		fail_msg("no \"%s\" in:\n%s", want, buffer_string(&r.log));
	record_release(&r);
}

static void values_have_paths(void **state)
{
	(void)state;
	gives("<cs><c no='1'><n>张三</n><p:tel xmlns:p='u'>138</p:tel></c>"
	      "<c no='2'><tel>139</tel></c></cs>",
	      "table cs.c[]:\n0=1 1=张三 2=138;\n0=2 2=139;\n"
	      "definition cs.c[]: no,n,tel\n");
	gives("<r><row><field name=\"mobile\">1</field></row></r>",
	      "definition r: row.mobile\n");
	gives("<ids><id>1</id><id>2</id></ids>",
	      "table ids.id[]:\n0=1;\n0=2;\ndefinition ids.id[]: id[]\n");
	gives("<k b='&#49;&amp;2'/>", "0=1&2;\n");
	gives("<k b=1 2c=\"x>3\"/>", "0=1 1=x>3;\n");
}

/* The outermost element that comes again is the row. */
static void records_are_rows(void **state)
{
	(void)state;
	gives("<r><c><t>1</t><t>2</t></c><c><t>3</t></c></r>",
	      "table r.c[]:\n0=1 0=2;\n0=3;\ndefinition r.c[]: t[]\n");
	gives("<r><l><c a='1'><d b='2'/><d b='3'/></c></l>"
	      "<l><c a='4'/></l></r>",
	      "table r.l[]:\n0=1 1=2 1=3;\n0=4;\n"
	      "definition r.l[]: c.a,c.d[].b\n");
	gives("<r v='1'><c a='2'/><d a='3'/><c a='4'/><n>5</n></r>",
	      "table r:\n0=1 table r.c[]:\n0=2;\ntable r:\n1=3 "
	      "table r.c[]:\n0=4;\ntable r:\n2=5;\n"
	      "definition r: v,d.a,n\ndefinition r.c[]: a\n");
}

/* What writes tables as XML gives their names in attributes. */
static void dumps_have_tables(void **state)
{
	(void)state;
	gives("<mysqldump><database name='db'>"
	      "<table_structure name='t'><field Field='id' Key='PRI'/>"
	      "<field Field='tel' Key=''/></table_structure>"
	      "<table_data name='t'><row><field name='id'>1</field>"
	      "<field name='tel' xsi:nil='true'/></row>"
	      "<row><field name='id'>2</field></row></table_data>"
	      "<table_data name='u'><row><field name='id'>3</field></row>"
	      "</table_data></database></mysqldump>",
	      "table mysqldump.db.t.row[]:\n0=1 1=;\n0=2;\n"
	      "table mysqldump.db.u.row[]:\n0=3;\n");
	gives("<pma_xml_export><database name='db'>"
	      "<table name='t'><column name='id'>1</column></table>"
	      "<table name='t'><column name='id'>NULL</column></table>"
	      "<table name='u'><column name='id'>3</column></table>"
	      "</database></pma_xml_export>",
	      "table pma_xml_export.db.t[]:\n0=1;\n0=;\n"
	      "table pma_xml_export.db.u[]:\n0=3;\n");
	gives("<row ID='1' tel='2'/><row ID='3'/>",
	      "table row[]:\n0=1 1=2;\n0=3;\n");
	gives("<NewDataSet><a><id>1</id></a><a><id>2</id></a>"
	      "<b><id>3</id></b><b><id>4</id></b></NewDataSet>",
	      "table NewDataSet.a[]:\n0=1;\n0=2;\n"
	      "table NewDataSet.b[]:\n0=3;\n0=4;\n");
}

/* What stands in no row has a column nevertheless; tags in texts have none. */
static void blanks_have_columns(void **state)
{
	(void)state;
	gives("<r><c><a>1</a><b></b><d/></c><c><a>2</a><b> </b></c></r>",
	      "0=1 1= 2=;\n0=2 1=;\ndefinition r.c[]: a,b,d\n");
	gives("<r><c><a>1<br/>2</a><b/></c><c><a>3</a></c></r>",
	      "definition r.c[]: a,b\n");
	gives("<r><c><a>1</a><i src=\"\"/></c><c/></r>",
	      "definition r.c[]: a\n");
}

/* Descriptions of columns, as mysqldump writes them, are rows, not columns. */
static void descriptions_are_rows(void **state)
{
#define FIELD(name) "<field Field='" name "' Type='t' Null='N' Key='k'/>"
	(void)state;
	gives("<mysqldump><database name='db'><table_structure name='t'>"
	      FIELD("id") FIELD("tel") "</table_structure></database>"
	      "</mysqldump>",
	      "table mysqldump.db.table_structure.field[]:\n"
	      "0=id 1=t 2=N 3=k;\n0=tel 1=t 2=N 3=k;\n");
	gives("<mysqldump><database name='db'><table_structure name='t'>"
	      "<field Field='id' Type='int' Null='N' Key='' Comment='' />"
	      "<field Field='tel' Type='char' Null='N' Key='' "
	      "Comment='&lt;手机&gt;' /><options Comment='客户' />"
	      "</table_structure><table_data name='t'>"
	      "<row><field name='id'>1</field><field name='tel'>2</field></row>"
	      "<row><field name='id'>3</field></row>"
	      "</table_data></database></mysqldump>",
	      "definition mysqldump.db.t.row[]: id,tel\n(-,<手机>)\n");
}

static void texts_with_tags_are_passages(void **state)
{
	(void)state;
	gives("<r>手机<b>138</b>00138000</r>", "65535=手机13800138000");
	gives("<r>1 <b>2</b> 3</r><q>4</q>", "65535=1 2 3 ");
	gives("<r><k>13800138000</k>13900139000</r>",
	      "65535=13800138000 13900139000");
	gives("<r><k>1</k><b>2</b></r>", "0=1 1=2;");
}

static void what_is_no_element_is_read(void **state)
{
	(void)state;
	gives("<?xml version='1.0'?><!-- 1\n 2 --><?a 3?><r/>",
	      "65535= 1 65535= 2  65535=a 3 ");
	gives("<r><![CDATA[<b>&#49;]]></r>", "0=<b>&#49;;");
	gives("<!DOCTYPE r [<!ENTITY t \"13800138000\">]><r>&t;1</r>",
	      "ENTITY t \"13800138000\" ");
	gives("<r>13800138000</q></r></r></r><s>1</s>", "0=13800138000;");
	gives("<r>1 < 2 & 3</r>", "0=1 < 2 & 3;");
}

static void charsets_are_told(void **state)
{
	static const char gbk[] = "<?xml version='1.0' encoding='GBK'?>"
				  "<r>\xD0\xD5</r>";
	struct record r;

	(void)state;
	record_start(&r);
	record_bytes(&r, gbk, sizeof(gbk) - 1);
	assert_true(record_has(&r, "0=姓;"));
	record_release(&r);
}

/* Cut off anywhere: records that are complete are delivered. */
static void cut_anywhere(const char *head, const char *record,
			 const char *tail)
{
	struct buffer text = { 0 };
	struct record whole, r;
	size_t ends[24], rows = sizeof(ends) / sizeof(*ends);

	buffer_text(&text, head);
	for (size_t i = 0; i < rows; i++) {
		buffer_text(&text, record);
		ends[i] = text.length;
	}
	buffer_text(&text, tail);
	record_start(&whole);
	record_start(&r);
	record_bytes(&whole, text.bytes, text.length);
	for (size_t cut = ends[2]; cut <= ends[rows - 1]; cut++) {
		const char *log = buffer_string(&whole.log), *end = log;

		assert_int_equal(record_bytes(&r, text.bytes, cut),
				 OUTCOME_PARTIAL);
		for (size_t i = 0; i < rows && ends[i] <= cut; i++)
			end = strstr(end, ";\n") + 2;
		assert_true(r.log.length >= (size_t)(end - log));
		assert_memory_equal(r.log.bytes, log, (size_t)(end - log));
	}
	buffer_release(&text);
	record_release(&r);
	record_release(&whole);
}

static void records_are_cut(void **state)
{
	(void)state;
	cut_anywhere("<r>\n<c><t>0</t></c>", "<c id='1'><t>13800138000</t></c>",
		     "</r>");
	cut_anywhere("<r><c><t>0</t></c>",
		     "<c><field name='t'>1&#51;</field><u/></c>\n", "</r >");
	cut_anywhere("<Workbook xmlns='urn:schemas-microsoft-com:office:"
		     "spreadsheet'><Worksheet><Table>",
		     "<Row><Cell><Data>13800138000</Data></Cell></Row>",
		     "</Table></Worksheet></Workbook>");
}

static void workbooks_have_sheets(void **state)
{
	(void)state;
	gives("<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>"
	      "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet' "
	      "xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>"
	      "<DocumentProperties><Author>13800138000</Author>"
	      "</DocumentProperties><Worksheet ss:Name='客户'><Table>"
	      "<Row><Cell ss:MergeAcross='1'><Data ss:Type='String'>名单"
	      "</Data></Cell></Row><Row>"
	      "<Cell><Data ss:Type='String'>姓名</Data></Cell>"
	      "<Cell ss:Index='3'><Data ss:Type='String'>手机</Data></Cell>"
	      "</Row><Row ss:Index='9'>"
	      "<Cell><ss:Data ss:Type='String'>张<B>三</B></ss:Data>"
	      "<Comment><Data>138</Data></Comment></Cell>"
	      "<Cell ss:Index='3' ss:Formula='=\"139\"'>"
	      "<Data ss:Type='Number'>1.38001380E10</Data></Cell></Row>"
	      "</Table></Worksheet></Workbook>",
	      "65535=13800138000 table 客户: 姓名,,手机\n"
	      "\"名单\n姓名\t手机\t\"\n"
	      "0=张三 2=13800138000#;\n\"138\n=\"139\"\n\"\n");
	/* What is covered from above is not written. */
	gives("<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"
	      "<Worksheet Name='s'><Table><Row><Cell MergeAcross='1' "
	      "MergeDown='1'><Data>a</Data></Cell><Cell><Data>b</Data></Cell>"
	      "</Row><Row><Cell><Data>c</Data></Cell></Row>"
	      "<Row><Cell><Data>d</Data></Cell></Row>"
	      "</Table></Worksheet></Workbook>",
	      "table s: a,,b\n\"a\tb\t\"\n2=c;\n0=d;\n");
}

static void flat_workbooks_have_sheets(void **state)
{
	(void)state;
	gives("<office:document office:mimetype='application/"
	      "vnd.oasis.opendocument.spreadsheet'><office:meta>"
	      "<dc:creator>13800138000</dc:creator></office:meta>"
	      "<table:table table:name='客户'><table:table-row>"
	      "<table:table-cell><text:p>姓名</text:p></table:table-cell>"
	      "<table:table-cell table:number-columns-repeated='2'><text:p>"
	      "手机</text:p></table:table-cell><table:table-cell><text:p>"
	      "生日</text:p></table:table-cell></table:table-row>"
	      "<table:table-row table:number-rows-repeated='1000000'>"
	      "<table:table-cell table:number-columns-repeated='16384'/>"
	      "</table:table-row><table:table-row><table:table-cell>"
	      "<office:annotation><text:p>138</text:p></office:annotation>"
	      "<text:p>张<text:span>三</text:span></text:p><text:p>四"
	      "</text:p></table:table-cell><table:table-cell "
	      "office:value-type='float' office:value='1.38001380E10'>"
	      "<text:p>1.4E10</text:p></table:table-cell>"
	      "<table:covered-table-cell/><table:table-cell "
	      "office:value-type='date' office:date-value='1990-03-07'>"
	      "<text:p>07.03.90</text:p></table:table-cell>"
	      "</table:table-row></table:table></office:document>",
	      "65535=13800138000 table 客户: 姓名,手机,手机,生日\n"
	      "\"姓名\t手机\t手机\t生日\t\"\n"
	      "0=张三\n四 1=13800138000# 3=1990-03-07;\n\"138\n\"\n");
}

static void borders_do_not_show(void **state)
{
	static const char body[] =
		"<c a='1&#50;'><b>张3</b><t>138<i>00</i>138000</t></c>"
		"<!-- 1 --><c a='2'><b><![CDATA[4]]></b>&#53;</c></r>";
	struct buffer text = { 0 };
	struct record whole, r;

	(void)state;
	record_start(&whole);
	record_start(&r);
	for (size_t back = 0; back < sizeof(body); back++) {
		/* Records that teach what a record is. */
		buffer_clear(&text);
		buffer_text(&text, "<r><c a='6'><b/></c><c a='7'/>");
		while (text.length < READ_BYTES - back)
			buffer_byte(&text, ' ');
		buffer_append(&text, body, sizeof(body) - 1);
		record_bytes(back ? &r : &whole, text.bytes, text.length);
		if (back)
			assert_string_equal(buffer_string(&r.log),
					    buffer_string(&whole.log));
	}
	buffer_release(&text);
	record_release(&r);
	record_release(&whole);
}

/* More names than are kept, and more depth: no value is lost. */
static void limits_lose_nothing(void **state)
{
	struct buffer text = { 0 };
	struct record r;

	(void)state;
	record_start(&r);
	buffer_text(&text, "<r>");
	for (unsigned i = 0; i < 5000; i++)
		buffer_format(&text, "<n%u>1%u</n%u>", i, i, i);
	for (unsigned i = 0; i < 100000; i++)
		buffer_text(&text, "<d>");
	buffer_text(&text, "13800138000");
	assert_int_equal(record_bytes(&r, text.bytes, text.length),
			 OUTCOME_PARTIAL);
	assert_true(record_has(&r, "=14999"));
	assert_true(record_has(&r, "=13800138000;"));
	buffer_release(&text);
	record_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_have_paths),
		cmocka_unit_test(records_are_rows),
		cmocka_unit_test(dumps_have_tables),
		cmocka_unit_test(blanks_have_columns),
		cmocka_unit_test(descriptions_are_rows),
		cmocka_unit_test(texts_with_tags_are_passages),
		cmocka_unit_test(what_is_no_element_is_read),
		cmocka_unit_test(charsets_are_told),
		cmocka_unit_test(borders_do_not_show),
		cmocka_unit_test(records_are_cut),
		cmocka_unit_test(workbooks_have_sheets),
		cmocka_unit_test(flat_workbooks_have_sheets),
		cmocka_unit_test(limits_lose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
