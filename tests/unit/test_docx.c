/* Texts and slides of Office Open XML: by hand where the point is in the
 * XML. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/document.h"

#define R(text) "<w:r><w:rPr><w:b/></w:rPr><w:t>" text "</w:t></w:r>"
#define P(runs) "<w:p>" runs "</w:p>"
#define BODY(content)                                               \
	"<w:document xmlns:w='w' xmlns:mc='mc' xmlns:v='v' xmlns:wps='wps'>" \
	"<w:body>" content "</w:body></w:document>"

static void text_start(struct archive *a, const char *content)
{
	*a = (struct archive){ 0 };
	archive_text(a, "[Content_Types].xml", "<Types/>");
	archive_text(a, "word/document.xml", content);
}

/* What a text with this body comes to. */
static void gives(const char *content, const char *want)
{
	struct archive a;
	struct record r;

	text_start(&a, content);
	document_reads(&r, &a, OUTCOME_OK);
	assert_memory_equal(buffer_string(&r.log), "docx\n", 5);
	document_has(&r, want);
	record_release(&r);
}

static void runs_are_joined(void **state)
{
	(void)state;
	gives(BODY(P(R("身份证号：")
		     R("1101") "<w:proofErr/><w:bookmarkStart w:name='x'/>"
		     R("01") "<w:ins w:author='王'>" R("19900307") "</w:ins>"
		     "<w:smartTag>" R("001") "</w:smartTag>" R("1"))
		   P(R("电话") "<w:r><w:tab/><w:t>010</w:t>"
		     "<w:noBreakHyphen/><w:t>1</w:t><w:tab/><w:t>2</w:t>"
		     "<w:br/><w:t>3</w:t></w:r>")),
	      "身份证号：110101199003070011\n王\n"
	      "电话 010-1\t2\n3\"");
	/* Set in lines, as tools for people do. */
	gives(BODY("\n <w:p>\n  <w:r>\n   <w:t>138</w:t>\n  </w:r>\n"
		   "  <w:r>\n   <w:t>00138000</w:t>\n  </w:r>\n </w:p>\n"
		   "<w:p><w:r><w:t>a</w:t></w:r><w:r><w:t "
		   "xml:space='preserve'> </w:t></w:r><w:r><w:t>b</w:t>"
		   "</w:r></w:p>"),
	      "\"13800138000\na b\"");
}

static void what_stands_beside_parts_nothing(void **state)
{
	(void)state;
	gives(BODY(P(R("138") "<w:r><w:fldChar/></w:r><w:r><w:instrText> "
		     "HYPERLINK \"mailto:a@</w:instrText></w:r>"
		     "<w:r><w:instrText>b.cn\"</w:instrText></w:r>" R("0013")
		     "<w:del w:author='李'><w:r><w:delText>139</w:delText>"
		     "</w:r><w:r><w:delText>00139000</w:delText></w:r>"
		     "</w:del><w:r><w:pict><v:textbox><w:txbxContent>"
		     P(R("框") R("内")) P(R("下"))
		     "</w:txbxContent></v:textbox></w:pict></w:r>" R("8000"))
		   P(R("next"))),
	      "\"13800138000\n HYPERLINK \"mailto:a@b.cn\"\n李\n"
	      "13900139000\n框内\n下\nnext\"");
}

static void alternatives_are_read_once(void **state)
{
	static const char both[] =
		BODY(P("<w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
		       "<wps:txbx><w:txbxContent>" P(R("13800138000"))
		       "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>"
		       "<v:textbox><w:txbxContent>" P(R("13800138000") R("x"))
		       "</w:txbxContent></v:textbox></mc:Fallback>"
		       "</mc:AlternateContent></w:r>") P(R("end")));

	(void)state;
	gives(both, "\"13800138000\nend\"");
	gives(BODY("<mc:AlternateContent><mc:Choice/><mc:Fallback>"
		   P(R("only")) "</mc:Fallback></mc:AlternateContent>"),
	      "\"only\"");
}

#define C(text) "<w:tc><w:tcPr/>" P(R(text)) "</w:tc>"
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TBL(rows) "<w:tbl><w:tblPr/>" rows "</w:tbl>"
#define SPAN2(text)                                                   \
	"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>" P(R(text)) "</w:tc>"

static void tables_of_records_have_fields(void **state)
{
	(void)state;
	gives(BODY(P(R("before"))
		   TBL(TR(SPAN2("客户名单"))
		       TR(C("姓名") C("证件号") C("电话号"))
		       TR(C("张三") C("110101199003070011") C("13800138000"))
		       TR(SPAN2("合计") C("13900139000")))
		   P(R("after"))),
	      "\"before\"\ntable table 1: 姓名,证件号,电话号\n"
	      "\"客户名单\n姓名\t证件号\t电话号\t\"\n"
	      "0=张三 1=110101199003070011 2=13800138000;\n"
	      "0=合计 2=13900139000;\nprose -:\n\"after\"");
	/* Nobody knows what the columns are, but they are columns. */
	gives(BODY(TBL(TR(C("张三") C("13800138001"))
		       TR(C("李四") C("13800138002"))
		       TR(C("王五") C("13800138003")))),
	      "table table 1:\n0=张三 1=13800138001;\n");
}

/* Columns far out are columns, though they have no say in what it is. */
static void tables_may_be_wide(void **state)
{
	(void)state;
	gives(BODY(TBL(TR("<w:tc><w:tcPr><w:gridSpan w:val='9000'/></w:tcPr>"
			  P(R("姓名")) "</w:tc>" C("证件号"))
		       TR("<w:tc><w:tcPr><w:gridSpan w:val='9000'/></w:tcPr>"
			  P(R("张三")) "</w:tc>" C("110101199003070011")
			  "<w:tc><w:tcPr><w:gridSpan w:val='99999999999'/>"
			  "</w:tcPr>" P(R("x")) "</w:tc>" C("y")))),
	      "0=张三 9000=110101199003070011 9001=x 16383=y;\n");
}

static void forms_are_lines(void **state)
{
	(void)state;
	gives(BODY(TBL(TR(C("姓名") C("张三") C("性别") C("男"))
		       TR(C("证件号") C("110101199003070011") C("手机号")
			  C("13800138000"))
		       TR(C("备注") SPAN2("两") C("")))),
	      "\"姓名: 张三: 性别: 男\n"
	      "证件号: 110101199003070011: 手机号: 13800138000\n"
	      "备注: 两\n");
	/* A box for each digit. */
	gives(BODY(TBL(TR(C("证件号") C("1") C("1") C("0") C("1") C("X")))),
	      "\"证件号: 1101X\n\"");
	/* A table in a cell is lines of that cell. */
	gives(BODY(TBL(TR(C("a") "<w:tc>" P(R("x"))
			  TBL(TR(C("号") C("1")) TR(C("b") C("2")))
			  "<w:p/></w:tc>"))),
	      "\"a: x\n号 1\nb 2\n\"");
}

static void other_parts_are_lines_or_members(void **state)
{
	struct archive a;
	struct record r;

	(void)state;
	text_start(&a, BODY(P(R("x"))));
	archive_text(&a, "word/_rels/document.xml.rels",
		     "<Relationships><Relationship Id='1' Type='t/hyperlink' "
		     "Target='mailto:a@b.cn' TargetMode='External'/>"
		     "</Relationships>");
	archive_text(&a, "word/comments.xml",
		     "<w:comments xmlns:w='w'><w:comment w:author='陈 a@c.cn'>"
		     P(R("批") R("注")) "</w:comment></w:comments>");
	archive_text(&a, "docProps/custom.xml",
		     "<Properties xmlns:vt='vt'><property name='证件号'>"
		     "<vt:lpwstr>110101</vt:lpwstr></property></Properties>");
	archive_text(&a, "word/settings.xml",
		     "<w:settings xmlns:w='w'><w:docVars><w:docVar "
		     "w:name='手机号' w:val='138'/></w:docVars></w:settings>");
	archive_text(&a, "word/embeddings/oleObject1.bin", "\xD0\xCF\x11\xE0"
		     "\xA1\xB1\x1A\xE1");
	archive_text(&a, "word/afchunk.txt", "chunk 13800138000");
	document_reads(&r, &a, OUTCOME_OK);
	document_has(&r, "mailto:a@b.cn\"");
	document_has(&r, "陈 a@c.cn\n批注");
	document_has(&r, "证件号: 110101");
	document_has(&r, "手机号: 138");
	document_has(&r, "[word/embeddings/oleObject1.bin ole2\n");
	document_has(&r, "[word/afchunk.txt text\n");
	record_release(&r);
}

static void slides_are_read(void **state)
{
	struct archive a = { 0 };
	struct record r;

	(void)state;
	archive_text(&a, "ppt/slides/slide1.xml",
		     "<p:sld xmlns:p='p' xmlns:a='a'><p:sp><p:nvSpPr>"
		     "<p:cNvPr id='2' name='标题'/></p:nvSpPr><p:txBody>"
		     "<a:p><a:r><a:t>手机号：138</a:t></a:r><a:r><a:t>0013"
		     "</a:t></a:r><a:r><a:t>8000</a:t></a:r><a:endParaRPr/>"
		     "</a:p></p:txBody></p:sp><a:tbl>"
		     "<a:tr><a:tc><a:p><a:r><a:t>姓名</a:t></a:r></a:p></a:tc>"
		     "<a:tc><a:p><a:r><a:t>电话号</a:t></a:r></a:p></a:tc>"
		     "</a:tr><a:tr><a:tc gridSpan='1'><a:p/></a:tc><a:tc><a:p>"
		     "<a:r><a:t>13900139000</a:t></a:r></a:p></a:tc></a:tr>"
		     "</a:tbl></p:sld>");
	archive_text(&a, "[Content_Types].xml", "<Types/>");
	document_reads(&r, &a, OUTCOME_OK);
	assert_memory_equal(buffer_string(&r.log), "pptx\n", 5);
	document_has(&r, "2: 标题\n手机号：13800138000\"\n"
		     "table table 1: 姓名,电话号\n");
	document_has(&r, "\n1=13900139000;\n");
	record_release(&r);
}

/* How often a text stands in the log, when chunks are put together. */
static unsigned times_in(struct record *r, const char *text)
{
	unsigned char *from = r->log.bytes, *end = from + r->log.length;
	unsigned char *to = from;
	unsigned times = 0;

	while (from < end) {
		if (end - from >= 3 && !memcmp(from, "\"\n\"", 3))
			from += 3;
		else
			*to++ = *from++;
	}
	end = to;
	for (from = r->log.bytes;
	     (from = memmem(from, (size_t)(end - from), text, strlen(text)));
	     from++)
		times++;
	return times;
}

/* What memory must not hold at once goes in pieces, which part no value. */
static void huge_texts_are_read_in_pieces(void **state)
{
	static const char *const kinds[][2] = {
		{ "<w:p><w:delText>", "</w:delText></w:p>" },
		{ "<w:p><w:t>", "</w:t></w:p>" },
		{ "<w:tbl><w:tr><w:tc><w:p>", "</w:p></w:tc></w:tr></w:tbl>" },
	};

	(void)state;
	for (size_t kind = 0; kind < 3; kind++) {
		struct buffer text = { 0 };
		struct archive a;
		struct record r;

		buffer_format(&text, "<w:document xmlns:w='w'>%s",
			      kinds[kind][0]);
		for (unsigned i = 0; i < 40000; i++)
			buffer_text(&text, "<w:b>13800</w:b>138000 ");
		buffer_format(&text, "%s</w:document>", kinds[kind][1]);
		text_start(&a, buffer_string(&text));
		document_reads(&r, &a, OUTCOME_OK);
		assert_int_equal(times_in(&r, "13800138000"), 40000);
		record_release(&r);
		buffer_release(&text);
	}
}

static void damage_keeps_what_was_read(void **state)
{
	struct archive a;
	struct record r;

	(void)state;
	text_start(&a, "<w:document xmlns:w='w'>"
		   TBL(TR(C("姓名") C("手机号")) TR(C("张") C("13800138000")))
		   "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>13900139000</w:t><");
	document_reads(&r, &a, OUTCOME_PARTIAL);
	document_has(&r, "0=张 1=13800138000;\n");
	document_has(&r, "\"13900139000\n\"");
	document_has(&r, "[word/document.xml xml\n");
	record_release(&r);
}

static void saved_files_are_read(void **state)
{
	static const char *const want0[] = {
		": 姓名,身份证号,手机号码\n",
		"公民身份号码：110108195308195268\n",
		"1=310115197608049764 2=13321120176",
		NULL,
	};
	static const char *const want1[] = {
		": 姓名,身份证号,手机号码\n",
		"1=340104198412036882 2=17076707144",
		NULL,
	};

	(void)state;
	document_saved("fixtures/real/借款合同.docx", "docx\n", want0);
	document_saved("fixtures/real/季度汇报.pptx", "pptx\n", want1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_are_joined),
		cmocka_unit_test(what_stands_beside_parts_nothing),
		cmocka_unit_test(alternatives_are_read_once),
		cmocka_unit_test(tables_of_records_have_fields),
		cmocka_unit_test(tables_may_be_wide),
		cmocka_unit_test(forms_are_lines),
		cmocka_unit_test(other_parts_are_lines_or_members),
		cmocka_unit_test(slides_are_read),
		cmocka_unit_test(huge_texts_are_read_in_pieces),
		cmocka_unit_test(damage_keeps_what_was_read),
		cmocka_unit_test(saved_files_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
