/* RTF: text in every charset, and what stands beside it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/archive.h"

#define START "{\\rtf1\\ansi\\ansicpg936"
#define FONTS "{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset134 B;}" \
	      "{\\f2\\fcharset136 C;}}"

static void reads(const char *document, int outcome, const char *want)
{
	struct record r;

	record_start(&r);
	assert_int_equal(record_bytes(&r, document, strlen(document)),
			 outcome);
	if (!record_has(&r, "rtf\nprose") || !record_has(&r, want))
		fail_msg("no \"%s\" in:\n%s", want, buffer_string(&r.log));
	record_release(&r);
}

static void gives(const char *document, const char *want)
{
	reads(document, OUTCOME_OK, want);
}

static void characters_are_decoded(void **state)
{
	(void)state;
	gives(START " \\'d0\\'d5\\'c3\\'fb 138}", "=姓名 138 ");
	gives(START " \\'d0{\\b\\'d5}}", "=姓 ");
	gives(START " \\'8bA\\'8b\\\\1}", "=婣媆1 ");
	gives("{\\rtf1\\ansi" FONTS "\\f1\\'d0\\'d5{\\f2\\'a9\\'6d}\\'d0\\'d5}",
	      "=姓姓姓 ");
	gives(START "\\uc2\\u22995\\'d0\\'d5\\u21517\\'c3\\'fb 1}", "=姓名 1 ");
	gives(START "\\u22995?\\u-10179 ?\\u-8704 ?{\\uc0\\u49 \\u51 }8}",
	      "=姓\xF0\x9F\x98\x80" "138 ");
	gives(START " 1\\~2\\_3\\-4\\{\\\\\\}5\\emdash}",
	      "=1\xC2\xA0" "2-34{\\}5\xE2\x80\x94 ");
}

static void runs_are_joined(void **state)
{
	(void)state;
	gives(START " 13{\\b 800}\\b0 1{\\*\\bkmkstart x}38\r\n000\\par x}",
	      "65535=x 65535=13800138000 65535=x ");
	gives(START " 138{\\footnote 139\\par 1{\\i 3}7}00138000\\line x}",
	      "=139 65535=137 65535=13800138000 65535=x ");
	gives(START "{\\field{\\*\\fldinst{HYPERLINK \"tel:1\"}}"
		    "{\\fldrslt{138}}}00}",
	      "=HYPERLINK \"tel:1\" 65535=13800 ");
}

static void what_stands_beside_is_read(void **state)
{
	(void)state;
	gives(START "{\\info{\\title 1}{\\author 2}}{\\header 3\\par}"
		    "{\\*\\unknown 4}{\\*\\docvar{a}{5}}x}",
	      "=1 65535=2 65535=3 65535=4 65535=a5 65535=x ");
	gives(START FONTS "{\\colortbl;\\red1;}{\\stylesheet{\\s1 No;}}"
			  "{\\pict\\bin5 }}}}}89504e}x}",
	      "prose -:\n65535=x ");
	reads(START "{\\object{\\*\\objdata 0105}}x}", OUTCOME_PARTIAL,
	      "=x partial unsupported");
}

#define ROW(one, two) "\\trowd\\pard\\intbl " one "\\cell " two "\\cell\\row"

static void tables_have_fields(void **state)
{
	(void)state;
	gives(START " x\\par" ROW("A", "B") ROW("c", "{13}800138000")
		    ROW("d\\par e", "13900139000") "\\pard y}",
	      "65535=x table -: A,B\n\"A\tB\t\"\n0=c 1=13800138000;\n"
	      "0=d\ne 1=13900139000;\n65535=y ");
	gives(START ROW("\\'ca\\'d6\\'bb\\'fa", "13800138000")
		    ROW("x", "110105194912310021") "}",
	      "=手机: 13800138000 65535=x: 110105194912310021 ");
}

static void damage_keeps_what_was_read(void **state)
{
	(void)state;
	reads(START " 13800138000", OUTCOME_PARTIAL, "=13800138000 ");
	reads(START " 1\\'", OUTCOME_PARTIAL, "=1 partial truncated");
	reads(START " 1\\u", OUTCOME_PARTIAL, "=1 partial truncated");
	reads(START " 1{\\bin2147483647 x", OUTCOME_PARTIAL, "=1 ");
	gives(START " 1}}}}2", "=12 ");
}

static void limits_lose_nothing(void **state)
{
	struct buffer text = { 0 };
	struct record r;

	(void)state;
	record_start(&r);
	buffer_text(&text, START " ");
	for (unsigned i = 0; i < 1000; i++)
		buffer_text(&text, "{\\'d0");
	buffer_text(&text, " 13800138000");
	for (unsigned i = 0; i < 1001; i++)
		buffer_byte(&text, '}');
	assert_int_equal(record_bytes(&r, text.bytes, text.length),
			 OUTCOME_OK);
	assert_true(record_has(&r, " 13800138000"));
	buffer_clear(&text);
	buffer_text(&text, START " ");
	for (unsigned i = 0; i < 700000; i++)
		buffer_text(&text, "\\'d5\\'c5");
	buffer_text(&text, "13800138000}");
	record_bytes(&r, text.bytes, text.length);
	assert_true(record_has(&r, "13800138000"));
	buffer_release(&text);
	record_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_are_decoded),
		cmocka_unit_test(runs_are_joined),
		cmocka_unit_test(what_stands_beside_is_read),
		cmocka_unit_test(tables_have_fields),
		cmocka_unit_test(damage_keeps_what_was_read),
		cmocka_unit_test(limits_lose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
