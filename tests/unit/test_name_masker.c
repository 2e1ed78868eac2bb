/* Names: what is masked in them, what is told, and what is left alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "detectors/name_masker.h"

#define TODAY 20261122

struct row {
	const char *name, *masked;
	size_t told;
};

static void values_are_masked(void **state)
{
	static const struct row rows[] = {
		{ "张三_110101199003074477.pdf",
		  "张三_110101********4477.pdf", 1 },
		{ "110101199003074477-正面.jpg", "110101********4477-正面.jpg",
		  1 },
		{ "身份证１１０１０１１９９００３０７４４７７正面.txt",
		  "身份证110101********4477正面.txt", 1 },
		{ "2024/11/22/138-0013-8000/1.c",
		  "2024/11/22/138****8000/1.c", 1 },
		{ "客户 138-0013-8000.txt", "客户 138****8000.txt", 1 },
		{ "a/13800138000/13912345678.csv",
		  "a/138****8000/139****5678.csv", 2 },
		/* an ending is no part of the address */
		{ "zhang.san@example.com.pdf", "z***@example.com.pdf", 1 },
		{ "zhang.san@example.com", "z***@example.com", 1 },
		{ "b/zhang.san@example.com/c.txt", "b/z***@example.com/c.txt",
		  1 },
		{ "a.zip!/b/zhang.san@example.com",
		  "a.zip!/b/z***@example.com", 1 },
		{ "li4@example.com.txt/zhang.san@example.com.tar.gz",
		  "l***@example.com.txt/z***@example.com.tar.gz", 2 },
		/* glued to letters: masked, and told nowhere */
		{ "IMG13800138000b.jpg", "IMG138****8000b.jpg", 0 },
		{ "x110101199003074477y", "x110101********4477y", 0 },
	};
	struct name_masker *masker = name_masker_new(TODAY);
	const struct match *matches;
	struct buffer masked = { 0 };

	(void)state;
	assert_non_null(masker);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_true(name_may_hold(rows[i].name));
		buffer_clear(&masked);
		assert_int_equal(name_masker_mask(masker, rows[i].name, &masked,
					    &matches),
				 rows[i].told);
		assert_string_equal(buffer_string(&masked), rows[i].masked);
		for (size_t k = 0; k < rows[i].told; k++) {
			assert_true(matches[k].line == UINT64_MAX);
			assert_int_equal(matches[k].field, FIELD_NONE);
		}
	}
	buffer_release(&masked);
	name_masker_free(masker);
}

static void other_names_stay(void **state)
{
	static const char *const plain[] = { "2024年报.docx", "t_customer",
					     "v1.2.3", "",
					     "2024/11/22/000123.c" };
	static const char *const numbers[] = {
		"IMG_20240115_123456.jpg", "icon@2x.png",
		"d41d8cd98f00b204e9800998ecf8427e", "@", "a@",
		"order-000123456",
	};
	struct name_masker *masker = name_masker_new(TODAY);
	const struct match *matches;
	struct buffer masked = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		assert_false(name_may_hold(plain[i]));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		buffer_clear(&masked);
		assert_int_equal(name_masker_mask(masker, numbers[i], &masked,
					    &matches), 0);
		assert_string_equal(buffer_string(&masked), numbers[i]);
	}
	buffer_release(&masked);
	name_masker_free(masker);
}

/* A name of nothing but values is cut rather than shown. */
static void endless_names_are_cut(void **state)
{
	struct name_masker *masker = name_masker_new(TODAY);
	const struct match *matches;
	struct buffer name = { 0 }, masked = { 0 };

	(void)state;
	for (unsigned i = 0; i < 5000; i++)
		buffer_format(&name, "138001%05u ", i);
	assert_int_equal(name_masker_mask(masker, buffer_string(&name), &masked,
				    &matches), NAME_VALUES);
	assert_null(strstr(buffer_string(&masked), "13800100"));
	assert_null(strstr(buffer_string(&masked), "13800104"));
	buffer_release(&name);
	buffer_release(&masked);
	name_masker_free(masker);
}

/* Names that fill the room of a buffer to the last byte. */
static void names_of_any_length(void **state)
{
	struct name_masker *masker = name_masker_new(TODAY);
	const struct match *matches;
	char name[1025];

	(void)state;
	for (size_t length = 16; length < sizeof(name); length++) {
		struct buffer masked = { 0 };

		memset(name, 'x', length);
		memcpy(name, "13800138000 ", 12);
		name[length] = 0;
		assert_int_equal(name_masker_mask(masker, name, &masked,
						  &matches), 1);
		assert_int_equal(masked.length, length);
		buffer_release(&masked);
	}
	name_masker_free(masker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_masked),
		cmocka_unit_test(other_names_stay),
		cmocka_unit_test(endless_names_are_cut),
		cmocka_unit_test(names_of_any_length),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
