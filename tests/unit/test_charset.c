/* Character sets: detection, blanking of trail bytes, conversion. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <iconv.h>
#include <string.h>

#include "scanner/base/charset.h"

/* A UTF-8 text in another charset. */
struct sample {
	unsigned char bytes[8192];
	size_t length;
};

static struct sample encode(const char *charset, const char *text)
{
	iconv_t converter = iconv_open(charset, "UTF-8");
	struct sample s;
	char *in = (char *)(uintptr_t)text, *out = (char *)s.bytes;
	size_t in_left = strlen(text), out_left = sizeof(s.bytes);

	assert_true(converter != (iconv_t)-1);
	assert_int_equal(iconv(converter, &in, &in_left, &out, &out_left), 0);
	iconv_close(converter);
	s.length = sizeof(s.bytes) - out_left;
	return s;
}

static void detects(const char *charset, const char *text, enum charset want)
{
	struct sample s = encode(charset, text);
	bool binary = true;
	enum charset got = charset_detect(s.bytes, s.length, &binary);

	if (got != want || binary)
		fail_msg("%s in %s: detected as %s%s", text, charset,
			 charset_name(got), binary ? ", binary" : "");
}

static void short_texts_are_told_apart(void **state)
{
	static const char *const simplified[] = {
		"张三", "李四", "王小明", "姓名,身份证号", "联通", "手机号码",
		"id,name\n1,张三\n2,欧阳娜娜\n3,王鑫\n", "地址：北京市海淀区",
		"备注", "客户姓名|证件号码|手机", "刘婷婷", "路", "李",
	};
	static const char *const traditional[] = {
		"王小明", "身分證字號", "客戶姓名,聯絡電話,地址",
		"臺北市大安區", "陳美玲", "id,name\n1,林志偉\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(simplified) / sizeof(char *); i++) {
		/* One hanzi alone may be a Latin letter with an accent. */
		if (strlen(simplified[i]) > 3)
			detects("GB18030", simplified[i], CHARSET_GB18030);
		detects("UTF-8", simplified[i], CHARSET_UTF8);
	}
	for (size_t i = 0; i < sizeof(traditional) / sizeof(char *); i++) {
		detects("BIG5", traditional[i], CHARSET_BIG5);
		detects("UTF-8", traditional[i], CHARSET_UTF8);
		detects("GB18030", traditional[i], CHARSET_GB18030);
	}
}

static void latin_text_is_not_chinese(void **state)
{
	(void)state;
	detects("ISO-8859-1", "Müller, café, naïve, Größe, señor\n",
		CHARSET_LATIN1);
	detects("ISO-8859-1", "José Martínez", CHARSET_LATIN1);
	detects("UTF-8", "Müller, café, naïve", CHARSET_UTF8);
	detects("UTF-8", "price: £5 · ¥100", CHARSET_UTF8);
	detects("UTF-8", "Привет, мир", CHARSET_UTF8);
	detects("UTF-8", "plain 13800138000\n", CHARSET_ASCII);
}

static void units_need_no_mark(void **state)
{
	static const char *const names[] = { "UTF-16LE", "UTF-16BE", "UTF-32LE",
					     "UTF-32BE" };
	static const enum charset want[] = { CHARSET_UTF16LE, CHARSET_UTF16BE,
					     CHARSET_UTF32LE, CHARSET_UTF32BE };
	static const char *const texts[] = {
		"id;name;phone\r\n1;x;13800138000\r\n", "13800138000",
		"姓名：张三\r\n身份证号：不详\r\n住址：北京市海淀区中关村\r\n",
		"姓名\t手机\n𠮷田\t139\n", "１２３ 全角数字\n",
	};

	(void)state;
	for (size_t i = 0; i < 4; i++)
		for (size_t j = 0; j < sizeof(texts) / sizeof(char *); j++)
			detects(names[i], texts[j], want[i]);
}

static void a_character_cut_at_the_end_is_no_fault(void **state)
{
	static const char text[] = "姓名,手机号码\n张三,13800138000\n李𠮷\n";
	struct sample utf8 = encode("UTF-8", text);
	struct sample gb = encode("GB18030", text);

	(void)state;
	for (size_t n = 4; n <= utf8.length; n++)
		assert_int_equal(charset_detect(utf8.bytes, n, NULL),
				 CHARSET_UTF8);
	for (size_t n = 4; n <= gb.length; n++)
		assert_int_equal(charset_detect(gb.bytes, n, NULL),
				 CHARSET_GB18030);
}

static void a_broken_byte_in_a_large_sample_stays_utf8(void **state)
{
	struct sample s = { .length = 0 };

	(void)state;
	while (s.length < 8000) {
		memcpy(s.bytes + s.length, "手机号码", 12);
		s.length += 12;
	}
	s.bytes[3001] = 0xFF;
	assert_int_equal(charset_detect(s.bytes, s.length, NULL), CHARSET_UTF8);
}

static void broken_bytes_between_hanzi_leave_utf8(void **state)
{
	struct sample s = { .length = 0 };
	uint32_t x = 7;

	(void)state;
	while (s.length < 8000) {
		memcpy(s.bytes + s.length, "'王小明',_binary '", 20);
		for (size_t i = 20; i < 40; i++) {
			x = x * 1664525 + 1013904223;
			s.bytes[s.length + i] = (unsigned char)(x >> 24 | 1);
		}
		s.length += 40;
	}
	assert_int_equal(charset_detect(s.bytes, s.length, NULL), CHARSET_UTF8);
}

static bool is_binary(const void *bytes, size_t length)
{
	bool binary;

	charset_detect(bytes, length, &binary);
	return binary;
}

static void binary_is_told_from_text(void **state)
{
	unsigned char noise[4096];
	uint32_t x = 1;

	(void)state;
	for (size_t i = 0; i < sizeof(noise); i++) {
		x = x * 1664525 + 1013904223;
		noise[i] = (unsigned char)(x >> 24);
	}
	assert_true(is_binary(noise, sizeof(noise)));
	assert_true(is_binary("abcdefgh\0\0\0\0", 12));
	assert_true(is_binary("a plain text with one NUL\0 in it", 32));
	assert_false(is_binary("1\00113800138000\001x\002y\n", 18));
	assert_false(is_binary("\033[1mbold\033[0m\n", 13));
	assert_false(is_binary("", 0));
}

static void marks(void **state)
{
	unsigned n;

	(void)state;
	assert_int_equal(charset_bom((const unsigned char *)"\xEF\xBB\xBFx", 4,
				     &n), CHARSET_UTF8);
	assert_int_equal(n, 3);
	assert_int_equal(charset_bom((const unsigned char *)"\xFF\xFEx\0", 4,
				     &n), CHARSET_UTF16LE);
	assert_int_equal(n, 2);
	assert_int_equal(charset_bom((const unsigned char *)"\xFF\xFE\0\0", 4,
				     &n), CHARSET_UTF32LE);
	assert_int_equal(n, 4);
	assert_int_equal(charset_bom((const unsigned char *)"\xFE\xFF", 2, &n),
			 CHARSET_UTF16BE);
	assert_int_equal(charset_bom((const unsigned char *)"ab", 2, &n),
			 CHARSET_ASCII);
	assert_int_equal(n, 0);
}

static void trails_are_blanked(void **state)
{
	/* GBK 8C7C: trail '|'; four-byte 9030 8130: trails are digits. */
	static const char in[] = "1\x8C\x7C"
				 "2\x90\x30\x81\x30"
				 "3\xD5\xC5\x34";
	static const char want[] = "1\x8C\x80"
				   "2\x90\x80\x81\x80"
				   "3\xD5\xC5\x34";
	unsigned char text[sizeof(in)], raw[sizeof(in)];

	(void)state;
	memcpy(text, in, sizeof(in));
	assert_int_equal(charset_blank_trails(CHARSET_GB18030, text, raw,
					      sizeof(in) - 1), 0);
	assert_memory_equal(text, want, sizeof(in) - 1);
	assert_memory_equal(raw, in, sizeof(in) - 1);
}

static size_t blank(const char *bytes, size_t length, unsigned char *text)
{
	unsigned char raw[64];

	memcpy(text, bytes, length);
	return charset_blank_trails(CHARSET_GB18030, text, raw, length);
}

static void cut_and_stray_leads_are_left(void **state)
{
	unsigned char text[64];

	(void)state;
	assert_int_equal(blank("ab\x90", 3, text), 1);
	assert_int_equal(blank("ab\x90\x30", 4, text), 2);
	assert_int_equal(blank("ab\x90\x30\x81", 5, text), 3);
	assert_memory_equal(text, "ab\x90\x30\x81", 5);
	/* A lead before a digit that starts no four-byte shape. */
	assert_int_equal(blank("\x90\x31\x33\x38", 4, text), 0);
	assert_memory_equal(text, "\x90\x31\x33\x38", 4);
	assert_int_equal(blank("\x90\x31\x81\x41", 4, text), 0);
	assert_memory_equal(text, "\x90\x31\x81\x80", 4);
	assert_int_equal(blank("\x80\xFF\x0A", 3, text), 0);
	/* A lead that MySQL escaped, before an escape; and one that stands
	 * behind an escaped backslash. */
	assert_int_equal(blank("\\\xBF\\'", 4, text), 0);
	assert_memory_equal(text, "\\\xBF\\'", 4);
	assert_int_equal(blank("\\\\\xBF\\'", 5, text), 0);
	assert_memory_equal(text, "\\\\\xBF\x80'", 5);
}

static void decodes(const char *charset, enum charset as, const char *text)
{
	struct sample s = encode(charset, text);
	unsigned char out[8192];
	size_t n = charset_decode(as, s.bytes, s.length, out, sizeof(out));

	assert_int_equal(n, strlen(text));
	assert_memory_equal(out, text, n);
}

static void decodes_what_iconv_encoded(void **state)
{
	static const char text[] = "姓名：张三𠮷é—“①ａ１";

	(void)state;
	decodes("GB18030", CHARSET_GB18030, text);
	decodes("UTF-8", CHARSET_UTF8, text);
	decodes("UTF-16LE", CHARSET_UTF16LE, text);
	decodes("UTF-16BE", CHARSET_UTF16BE, text);
	decodes("UTF-32LE", CHARSET_UTF32LE, text);
	decodes("UTF-32BE", CHARSET_UTF32BE, text);
	decodes("BIG5", CHARSET_BIG5, "身分證字號");
	decodes("ISO-8859-1", CHARSET_LATIN1, "Größe");
}

/* The whole BMP, through four-byte codes too. */
static void gb18030_is_complete(void **state)
{
	iconv_t converter = iconv_open("GB18030", "WCHAR_T");
	unsigned char code[8], utf8[8];
	unsigned n;

	(void)state;
	for (uint32_t c = 0x80; c < 0x30000; c++) {
		char *in = (char *)&c, *out = (char *)code;
		size_t in_left = 4, out_left = sizeof(code), written;

		if ((c >= 0xD800 && c < 0xE000) ||
		    iconv(converter, &in, &in_left, &out, &out_left) ==
			    (size_t)-1)
			continue;
		written = charset_decode(CHARSET_GB18030, code,
					 sizeof(code) - out_left, utf8,
					 sizeof(utf8));
		assert_int_equal(utf8_next(utf8, written, &n), c);
		assert_int_equal(n, written);
	}
	iconv_close(converter);
}

static void bad_bytes_become_replacements(void **state)
{
	unsigned char out[64];
	size_t n;

	(void)state;
	n = charset_decode(CHARSET_GB18030, (const unsigned char *)"\x80\xFF"
			   "1\x90", 4, out, sizeof(out));
	assert_int_equal(n, 10);
	assert_memory_equal(out, "\xE2\x82\xAC\xEF\xBF\xBD"
				 "1\xEF\xBF\xBD", 10);
	/* Never more than there is room for, and whole characters only. */
	n = charset_decode(CHARSET_GB18030, (const unsigned char *)"a\xD5\xC5",
			   3, out, 3);
	assert_int_equal(n, 1);
	n = charset_decode(CHARSET_UTF16LE,
			   (const unsigned char *)"\0\xD8\x41\0", 4, out,
			   sizeof(out));
	assert_memory_equal(out, "\xEF\xBF\xBD" "A", n);
}

static void conversion_takes_whole_units(void **state)
{
	struct sample s = encode("UTF-16LE", "a张𠮷");
	unsigned char out[16];
	size_t written;

	(void)state;
	assert_int_equal(s.length, 8);
	assert_int_equal(charset_to_utf8(CHARSET_UTF16LE, s.bytes, 7, out,
					 sizeof(out), &written), 4);
	assert_int_equal(written, 4);
	assert_int_equal(charset_to_utf8(CHARSET_UTF16LE, s.bytes, 8, out, 7,
					 &written), 4);
	assert_int_equal(charset_to_utf8(CHARSET_UTF16LE, s.bytes, 8, out, 8,
					 &written), 8);
	assert_memory_equal(out, "a张𠮷", 8);
}

static void utf8_is_strict(void **state)
{
	static const char *const bad[] = {
		"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
		"\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
		"\x80", "\xE4\xBD", "\xFF",
	};
	unsigned n;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(char *); i++) {
		const unsigned char *b = (const unsigned char *)bad[i];

		assert_false(utf8_valid(b, strlen(bad[i])));
		assert_int_equal(utf8_next(b, strlen(bad[i]), &n), 0xFFFD);
		assert_int_equal(n, 1);
	}
	assert_true(utf8_valid((const unsigned char *)"a张𠮷é", 10));
	assert_int_equal(utf8_next((const unsigned char *)"𠮷", 4, &n),
			 0x20BB7);
	assert_int_equal(n, 4);
}

static void ascii_prefix_stops_at_the_byte(void **state)
{
	unsigned char text[600];

	(void)state;
	memset(text, 'x', sizeof(text));
	assert_int_equal(charset_ascii_prefix(text, 600), 600);
	for (size_t i = 0; i < sizeof(text); i++) {
		text[i] = 0x80;
		assert_int_equal(charset_ascii_prefix(text, 600), i);
		assert_int_equal(charset_ascii_prefix(text, i), i);
		text[i] = 'x';
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(short_texts_are_told_apart),
		cmocka_unit_test(latin_text_is_not_chinese),
		cmocka_unit_test(units_need_no_mark),
		cmocka_unit_test(a_character_cut_at_the_end_is_no_fault),
		cmocka_unit_test(a_broken_byte_in_a_large_sample_stays_utf8),
		cmocka_unit_test(broken_bytes_between_hanzi_leave_utf8),
		cmocka_unit_test(binary_is_told_from_text),
		cmocka_unit_test(marks),
		cmocka_unit_test(trails_are_blanked),
		cmocka_unit_test(cut_and_stray_leads_are_left),
		cmocka_unit_test(decodes_what_iconv_encoded),
		cmocka_unit_test(gb18030_is_complete),
		cmocka_unit_test(bad_bytes_become_replacements),
		cmocka_unit_test(conversion_takes_whole_units),
		cmocka_unit_test(utf8_is_strict),
		cmocka_unit_test(ascii_prefix_stops_at_the_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
