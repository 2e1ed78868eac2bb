/* OFD: where text stands decides what belongs together. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/document.h"

#define OBJECT(place, codes)                                            \
	"<ofd:TextObject Size='4' Boundary='" place "'>" codes          \
	"</ofd:TextObject>"
#define AT(x, text)                                                     \
	"<ofd:TextCode X='" x "' Y='4'>" text "</ofd:TextCode>"

static void gives(const char *objects, const char *want)
{
	struct archive a = { 0 };
	struct buffer page = { 0 };
	struct record r;

	archive_text(&a, "OFD.xml",
		     "<ofd:OFD xmlns:ofd='o'><ofd:DocInfo><ofd:Author>王五"
		     "</ofd:Author><ofd:CustomDatas><ofd:CustomData "
		     "Name='证件号'>1101</ofd:CustomData></ofd:CustomDatas>"
		     "</ofd:DocInfo></ofd:OFD>");
	buffer_format(&page, "<ofd:Page xmlns:ofd='o'>%s</ofd:Page>",
		      objects);
	archive_text(&a, "Doc_0/Pages/Page_0/Content.xml",
		     buffer_string(&page));
	document_reads(&r, &a, OUTCOME_OK);
	assert_memory_equal(buffer_string(&r.log), "ofd\n", 4);
	document_has(&r, "Author: 王五\n证件号: 1101\"");
	document_has(&r, want);
	record_release(&r);
	buffer_release(&page);
}

static void glyphs_are_joined(void **state)
{
	(void)state;
	/* In one object, in objects of their own, with steps between. */
	gives(OBJECT("10 10 90 5", AT("0", "号") AT("4", "：") AT("8", "1")
		     AT("10", "3") AT("12", "8"))
	      OBJECT("24 10 2 5", AT("0", "0"))
	      OBJECT("26 10 2 5", AT("0", "0"))
	      OBJECT("28 10 20 5",
		     "<ofd:TextCode X='0' Y='4' DeltaX='g 5 2'>138000"
		     "</ofd:TextCode>"),
	      "\n号：13800138000\"");
	/* The first steps are as wide as the font has them. */
	gives(OBJECT("0 0 99 5", "<ofd:TextCode X='0' Y='4' "
		     "DeltaX='2.2 g 2 1.8 2'>1380</ofd:TextCode>"
		     "<ofd:TextCode X='9.5' Y='4'>0138000</ofd:TextCode>"),
	      "\n13800138000\"");
}

static void gaps_and_lines_part(void **state)
{
	(void)state;
	gives(OBJECT("0 0 99 5", AT("0", "电话") AT("30", "138") AT("60", "x"))
	      OBJECT("0 9 99 5", AT("0", "139"))
	      OBJECT("70 9 9 5", AT("0", "a")) OBJECT("50 9 9 5", AT("0", "b")),
	      "\n电话 138\tx\n139\ta\nb\"");
}

static void matrices_count(void **state)
{
	(void)state;
	/* Scaled down, and turned by a right angle. */
	gives("<ofd:TextObject Size='40' CTM='0.1 0 0 0.1 0 0' "
	      "Boundary='0 0 9 9'>" AT("0", "1") AT("20", "2") AT("40", "3")
	      AT("300", "4") "</ofd:TextObject>"
	      "<ofd:TextObject Size='4' CTM='0 1 -1 0 0 0' "
	      "Boundary='50 50 9 9'>" AT("0", "5") AT("2", "6")
	      "</ofd:TextObject>",
	      "\n123\t4\n56\"");
}

static void drawings_are_no_text(void **state)
{
	struct archive a = { 0 };
	struct record r;

	(void)state;
	archive_text(&a, "OFD.xml", "<OFD/>");
	archive_text(&a, "Doc_0/c.xml",
		     "<P><PathObject><AbbreviatedData>M 1 2 L 3 4"
		     "</AbbreviatedData></PathObject><Actions><URI "
		     "URI='mailto:a@b.cn'/></Actions></P>");
	archive_text(&a, "Doc_0/Attachs/note.txt", "attached");
	document_reads(&r, &a, OUTCOME_OK);
	document_lacks(&r, "M 1 2");
	document_has(&r, "mailto:a@b.cn");
	document_has(&r, "[Doc_0/Attachs/note.txt text\n");
	record_release(&r);
}

/* Places are what a file says, not what a number can be. */
static void places_may_lie(void **state)
{
	(void)state;
	gives(OBJECT("a b", AT("--", "1")) OBJECT("1e999 1 1", AT("9", "2"))
	      "<ofd:TextObject Size='-1' CTM='0 0 0 0 0 0'>" AT("1", "3")
	      "<ofd:TextCode DeltaX='g g g 9 g 99999999999999 9 x'>4"
	      "</ofd:TextCode></ofd:TextObject>",
	      "1\t2\n3\n4");
}

static void saved_files_are_read(void **state)
{
	static const char *const want0[] = {
		"证件号码：\n360102197906271491\n",
		NULL,
	};

	(void)state;
	document_saved("fixtures/real/征信授权书.ofd", "ofd\n", want0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(glyphs_are_joined),
		cmocka_unit_test(gaps_and_lines_part),
		cmocka_unit_test(matrices_count),
		cmocka_unit_test(drawings_are_no_text),
		cmocka_unit_test(places_may_lie),
		cmocka_unit_test(saved_files_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
