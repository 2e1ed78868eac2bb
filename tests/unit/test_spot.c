/* Lines and columns of offsets, in every width of characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "scanner/cli/spot.h"

static void at(struct spot *spot, uint64_t offset, uint64_t line,
	       uint64_t column)
{
	assert_true(spot_find(spot, offset));
	assert_int_equal(spot->line, line);
	assert_int_equal(spot->column, column);
}

static void text_is(struct spot *spot, const char *text)
{
	assert_string_equal(buffer_string(&spot->text), text);
}

static void test_utf8(void **state)
{
	static const char text[] = "\xEF\xBB\xBF" "ab\n客户x\n\n  y";
	struct memory_source m = memory_source(text, strlen(text));
	struct spot spot = { 0 };

	(void)state;
	spot_start(&spot, &m.source, "utf-8");
	at(&spot, 3, 1, 1);
	text_is(&spot, "\xEF\xBB\xBF" "ab\n");
	at(&spot, 12, 2, 3);
	text_is(&spot, "客户x\n");
	at(&spot, 17, 4, 3);
	text_is(&spot, "  y");
	at(&spot, 4, 1, 2); /* and back */
	text_is(&spot, "\xEF\xBB\xBF" "ab\n");
	assert_false(spot_find(&spot, 1000));
	spot_release(&spot);
}

static void test_gb18030(void **state)
{
	static const char text[] = "\xBF\xCD\xBB\xA7\n\x81\x30\x81\x30x";
	struct memory_source m = memory_source(text, strlen(text));
	struct spot spot = { 0 };

	(void)state;
	spot_start(&spot, &m.source, "gb18030");
	at(&spot, 2, 1, 2);
	text_is(&spot, "客户\n");
	at(&spot, 9, 2, 2);
	spot_release(&spot);
}

/* 上 is 4E 0A: no line end, in either order of bytes. */
static void test_utf16(void **state)
{
	static const char little[] = "\x0A\x4E\n\0x\0";
	static const char big[] = "\x4E\x0A\0\n\0x";
	struct memory_source l = memory_source(little, 6);
	struct memory_source b = memory_source(big, 6);
	struct spot spot = { 0 };

	(void)state;
	spot_start(&spot, &l.source, "utf-16le");
	at(&spot, 2, 1, 2);
	text_is(&spot, "上\n");
	at(&spot, 4, 2, 1);
	text_is(&spot, "x");
	spot_start(&spot, &b.source, "utf-16be");
	at(&spot, 2, 1, 2);
	at(&spot, 4, 2, 1);
	text_is(&spot, "x");
	spot_release(&spot);
}

/* Lines and files of many blocks. */
static void test_long(void **state)
{
	size_t length = 5 * SPOT_LINE;
	char *text = calloc(1, length);
	struct memory_source m = memory_source(text, length);
	struct spot spot = { 0 };

	(void)state;
	memset(text, 'a', length);
	text[SPOT_LINE - 1] = text[SPOT_LINE] = '\n';
	spot_start(&spot, &m.source, "ascii");
	at(&spot, SPOT_LINE, 2, 1);
	at(&spot, SPOT_LINE + 1, 3, 1);
	at(&spot, length - 1, 3, 4 * SPOT_LINE - 1);
	assert_int_equal(spot.text.length, SPOT_LINE);
	spot_release(&spot);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_gb18030),
		cmocka_unit_test(test_utf16),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
