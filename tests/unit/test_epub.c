/* Books. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/document.h"

static void start(struct archive *a, const char *chapter)
{
	*a = (struct archive){ 0 };
	archive_add(a, "mimetype", "application/epub+zip", 20,
		    ARCHIVE_STORED);
	archive_text(a, "META-INF/container.xml", "<container/>");
	archive_text(a, "OEBPS/book.opf",
		     "<package xmlns:dc='d'><dc:creator>王五</dc:creator>"
		     "</package>");
	archive_text(a, "OEBPS/1.xhtml", chapter);
}

static void chapters_are_read(void **state)
{
	struct archive a;
	struct record r;

	(void)state;
	start(&a, "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.1//EN\" "
		  "\"http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd\">"
		  "<html xmlns='h'><head><title>书</title></head><body>\n"
		  "<p>身份证号：\n  <b>1101</b><i>01</i></p>"
		  "<p>a&nbsp;b&copy;c&unknown;<br/>d</p>"
		  "<div>x<a href='mailto:a@b.cn'>y</a></div>"
		  "<table><tr><th>姓名</th><th>证件号</th></tr>"
		  "<tr><td>张三</td><td>110101199003070011</td></tr></table>"
		  "</body></html>");
	document_reads(&r, &a, OUTCOME_OK);
	assert_memory_equal(buffer_string(&r.log), "epub\n", 5);
	document_has(&r, "creator: 王五");
	document_has(&r, "书\n身份证号： 110101\na\xC2\xA0" "b©c\nd\nxy\n"
		     "mailto:a@b.cn\"\ntable table 1: 姓名,证件号\n");
	document_has(&r, "0=张三 1=110101199003070011;\n");
	record_release(&r);
}

static void encrypted_chapters_are_members(void **state)
{
	struct archive a;
	struct record r;

	(void)state;
	start(&a, "\x01\x02");
	archive_text(&a, "META-INF/encryption.xml",
		     "<encryption xmlns:e='e'><e:EncryptedData><e:CipherData>"
		     "<e:CipherReference URI='OEBPS/1.xhtml'/>"
		     "</e:CipherData></e:EncryptedData></encryption>");
	document_reads(&r, &a, OUTCOME_OK);
	document_has(&r, "[OEBPS/1.xhtml encrypted\n");
	record_release(&r);
}

/* HTML that is no XML is read as what it is. */
static void malformed_chapters_are_members(void **state)
{
	struct archive a;
	struct record r;

	(void)state;
	start(&a, "<html><body><p>one<p>13800138000</body></html>");
	document_reads(&r, &a, OUTCOME_PARTIAL);
	document_has(&r, "[OEBPS/1.xhtml ");
	document_has(&r, "=13800138000");
	record_release(&r);
}

static void saved_files_are_read(void **state)
{
	static const char *const want0[] = {
		": 姓名,身份证号,手机号码\n",
		"1=340104198709261175 2=13233534170",
		NULL,
	};

	(void)state;
	document_saved("fixtures/real/客户手册.epub", "epub\n", want0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chapters_are_read),
		cmocka_unit_test(encrypted_chapters_are_members),
		cmocka_unit_test(malformed_chapters_are_members),
		cmocka_unit_test(saved_files_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
