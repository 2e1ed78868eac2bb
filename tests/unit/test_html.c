/* Pages: what is text, what is a table, and that nothing else is lost. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/archive.h"

#define READ_BYTES (64 * 1024) /* the decoder's blocks */

/* What a page with this body comes to: passages are cells 65535. */
static void read_body(struct record *r, const char *body)
{
	struct buffer page = { 0 };

	buffer_format(&page, "<html>%s", body);
	record_start(r);
	assert_int_equal(record_bytes(r, page.bytes, page.length), OUTCOME_OK);
	assert_true(record_has(r, "html\n"));
	buffer_release(&page);
}

static void gives(const char *body, const char *want)
{
	struct record r;

	read_body(&r, body);
	if (!record_has(&r, want))
		fail_msg("no \"%s\" in:\n%s", want, buffer_string(&r.log));
	record_release(&r);
}

static void blocks_divide_and_words_do_not(void **state)
{
	(void)state;
	gives("<p>one\n <b>two</b></p><p>three", "=one two 65535=three ");
	gives("<p>13<b>800</b>1<i></i>38000</p>", "=13800138000 ");
	gives("1380<!-- x -->0138000", "=13800138000 ");
	gives("13800138<wbr>000<br>x", "=13800138000 65535=x ");
	gives("<div>a<custom-tag>b", "=a 65535=b ");
	gives("<pre>a\nb</pre>", "=a 65535=b ");
}

/* Cards made of <span>s: the style sheet sets them apart. */
static void whole_numbers_are_not_glued(void **state)
{
	(void)state;
	gives("<span>13800138000</span><span>13900139000</span>",
	      "=13800138000 13900139000 ");
	gives("<b>11010519491231002X</b>13900139000",
	      "=11010519491231002X 13900139000 ");
	gives("<a>zhang@example.com</a><span>Tel</span>",
	      "=zhang@example.com Tel ");
	gives("<b>110105</b>19491231<i>002X</i>", "=11010519491231002X ");
}

static void entities_are_characters(void **state)
{
	(void)state;
	gives("<p>&#49;&#x33;8&#056;00138000", "=13880013800" "0 ");
	gives("<p>&lt;&amp;&nbsp;&eacute;&apos;&#65297;", "=<&\xC2\xA0é'１ ");
	gives("<p>AT&T &nosuch; &# &", "=AT&T &nosuch; &# & ");
	gives("<p>&#0;&#xFFFFFFFFF;&#xD800;",
	      "=\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD ");
}

static void what_is_not_shown_is_read(void **state)
{
	(void)state;
	gives("<!-- a 1 -->", "65535= a 1  ");
	gives("<!-- one\ntwo -->", "= one 65535=two  ");
	gives("<script>var a = '<b>1';\nb = 2 </script>x",
	      "=var a = '<b>1'; 65535=b = 2  65535=x ");
	gives("<script>not closed 13800138000", "=not closed 13800138000 ");
	gives("<input name=\"tel\" value='13800138000'>",
	      "=input name=\"tel\" value='13800138000' ");
	gives("<p data-x=\"{&quot;t&quot;:&quot;1&quot;}\">",
	      "=p data-x=\"{\"t\":\"1\"}\" ");
	gives("<a href=\"tel:10086\" title=\"a>b\">x</a>",
	      "=a href=\"tel:10086\" title=\"a>b\" ");
	gives("<p class=plain>x", "html\nprose -:\n65535=x ");
	gives("<?php echo 1 ?>", "=php echo 1 ? ");
	gives("a <1380> b < c <", "=a <1380> b < c < ");
	gives("<p title=\"10086 open", "=p title=\"10086 open ");
}

static void tables_have_fields(void **state)
{
	(void)state;
	gives("<table><caption>客户</caption><tr><th>姓名<th>手机</tr>"
	      "<tr><td>张三<td>13800138000</table>",
	      "table 客户: 姓名,手机\n");
	gives("<table><tr><td>姓名</td><td>手机</td></tr>"
	      "<tr><td>张三</td><td>13800138000</td></tr>"
	      "<tr><td>李四</td><td><p>139 0013 9000</p></td></tr></table>",
	      "0=张三 1=13800138000;\n0=李四 1=139 0013 9000;\n");
	gives("<table><tr><th>a<th>b<th>c<tr><td rowspan=2>x<td colspan=2>1"
	      "<tr><td>2<td>3</table>",
	      "0=x 1=1;\n1=2 2=3;\n");
	/* As sqlite3 writes rows, without the table that they are of. */
	gives("<TR><TH>姓名</TH>\n<TH>手机</TH>\n</TR>\n"
	      "<TR><TD>张三</TD>\n<TD>13800138000</TD>\n</TR>\n",
	      "table -: 姓名,手机\n");
}

static void forms_have_labels(void **state)
{
	(void)state;
	gives("<table><tr><td>姓名<td>张三<tr><td>手机<td>13800138000"
	      "<tr><td>证号<td>110105194912310021</table>",
	      "=姓名: 张三 65535=手机: 13800138000 65535=证号: 1101");
	gives("<table><tr><th>姓名<td>张三<th>手机<td>13800138000</table>",
	      "=姓名: 张三: 手机: 13800138000 ");
	gives("<table><tr><td><table><tr><td>a<td>b</table>c</table>d",
	      "=a: b 65535=c 65535=d ");
}

static void charsets_are_told(void **state)
{
	static const char gbk[] = "<html><meta charset=gbk><p>\xD0\xD5\xC3\xFB"
				  "\xA3\xB1 13800138000";
	static const char wide[] = "\xFF\xFE<\0p\0>\0" "1\0";
	struct record r;

	(void)state;
	record_start(&r);
	record_bytes(&r, gbk, sizeof(gbk) - 1);
	assert_true(record_has(&r, "=姓名１ 13800138000 "));
	record_bytes(&r, wide, sizeof(wide) - 1);
	assert_true(record_has(&r, "html\nprose -:\n65535=1 "));
	record_release(&r);
}

/* Whatever block border falls into a page, it reads the same. */
static void borders_do_not_show(void **state)
{
	static const char body[] =
		"<p>13<b>800</b>138000 &#49;&nbsp;2<a href=\"tel:138\">"
		"<!-- 139 --><script>x=13900139000</script><![CDATA[1]]>"
		"<table><tr><th>a<th>手机<tr><td>1<td>13800138000</table>";
	struct buffer page = { 0 };
	struct record whole, r;

	(void)state;
	read_body(&whole, body);
	record_start(&r);
	for (size_t back = 1; back < sizeof(body); back++) {
		buffer_clear(&page);
		buffer_text(&page, "<html>");
		while (page.length < READ_BYTES - back)
			buffer_byte(&page, ' ');
		buffer_text(&page, body);
		record_bytes(&r, page.bytes, page.length);
		assert_string_equal(buffer_string(&r.log),
				    buffer_string(&whole.log));
	}
	buffer_release(&page);
	record_release(&r);
	record_release(&whole);
}

/* Long texts and tags keep to bounded memory, and keep their ends. */
static void nothing_is_too_long(void **state)
{
	static const char *const opens[] = { "<p>", "<!--", "<script>",
					     "<img src='", "<table><td>" };
	struct buffer page = { 0 };
	struct record r;

	(void)state;
	record_start(&r);
	for (size_t i = 0; i < sizeof(opens) / sizeof(*opens); i++) {
		buffer_clear(&page);
		buffer_format(&page, "<html>%s", opens[i]);
		for (unsigned n = 0; n < 400000; n++)
			buffer_text(&page, n % 50 ? "汉" : "a>");
		buffer_text(&page, "13800138000");
		assert_int_equal(record_bytes(&r, page.bytes, page.length),
				 OUTCOME_OK);
		assert_true(record_has(&r, "13800138000"));
	}
	buffer_release(&page);
	record_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocks_divide_and_words_do_not),
		cmocka_unit_test(whole_numbers_are_not_glued),
		cmocka_unit_test(entities_are_characters),
		cmocka_unit_test(what_is_not_shown_is_read),
		cmocka_unit_test(tables_have_fields),
		cmocka_unit_test(forms_have_labels),
		cmocka_unit_test(charsets_are_told),
		cmocka_unit_test(borders_do_not_show),
		cmocka_unit_test(nothing_is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
