/* The matcher: every vector as a cell and in a sentence, labels, guards, and
 * what is a part of something longer. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "detectors/labels.h"
#include "detectors/matcher.h"
#include "scanner/base/charset.h"
#include "tests/unit/matched.h"

#define TODAY 20260101

static struct chunk chunk;

struct found {
	uint64_t passed; /* bits: detectors */
	unsigned count;	 /* that passed */
	struct match last; /* its value is gone */
	char written[VALUE_MAX + 1]; /* match_written() of it */
};

static void keep(struct found *found, const struct match *match)
{
	unsigned char old[OLD_ID];
	struct secret written = match_written(match, old);

	found->passed |= 1ULL << match->detector;
	found->count++;
	found->last = *match;
	memcpy(found->written, written.bytes, written.length);
	found->written[written.length] = 0;
}

/* Matches a text, as one cell or as prose. */
static struct found match(const char *text, bool cell)
{
	struct matcher *m = matcher_new(TODAY, SEEDS_BEST);
	struct match *matches;
	struct found found = { 0 };
	size_t count;

	memset(&chunk, 0, sizeof(chunk));
	chunk.length = chunk.end = (uint32_t)strlen(text);
	chunk.charset = CHARSET_UTF8;
	memcpy(chunk.text, text, chunk.length);
	if (cell)
		chunk.cells[chunk.cell_count++] =
			(struct cell){ .length = chunk.length };
	matcher_begin(m, &chunk);
	while ((count = matched(m, &matches))) {
		for (size_t i = 0; i < count; i++)
			if (matches[i].passed)
				keep(&found, &matches[i]);
		free(matches);
	}
	free(matches);
	matcher_free(m);
	return found;
}

static bool finds(const char *text, bool cell, const char *detector)
{
	return match(text, cell).passed >> detector_find(detector) & 1;
}

#define VECTORS_MAX 1000

struct vector {
	char detector[32], type[32], value[128];
	bool valid;
};

static size_t read_vectors(struct vector *vectors)
{
	FILE *in = fopen("tests/data/vectors.tsv", "r");
	char line[512], valid[8];
	size_t count = 0;

	assert_non_null(in);
	while (count < VECTORS_MAX && fgets(line, sizeof(line), in)) {
		struct vector *v = &vectors[count];

		if (sscanf(line, "%31[^\t]\t%31[^\t]\t%127[^\t]\t%7[^\t]",
			   v->detector, v->type, v->value, valid) != 4 ||
		    detector_find(v->detector) < 0 ||
		    !strcmp(v->type, "luhn"))
			continue;
		v->valid = valid[0] == '1';
		count++;
	}
	fclose(in);
	assert_true(count > 250);
	return count;
}

/* Types that look like a kind of ours and are none. */
static bool is_near_miss(const struct vector *v)
{
	return !strcmp(v->type, "cn_orgcode") || !strcmp(v->type, "imei") ||
	       !strcmp(v->type, "iccid_cn") || !strcmp(v->type, "alipay_uid");
}

/* A value may be one of another form of the kind: 810000... is no citizen's
 * number, but a residence permit's; 13800138000 no machine's, but a phone's.
 * And a search finds the address that ends a string which is none. */
static bool valid_otherwise(const struct vector *vectors, size_t count,
			    const struct vector *v)
{
	if (!strcmp(v->type, "cn_iot13") && strlen(v->value) == 11)
		return true;
	if (!strcmp(v->value, ".a@example.com") ||
	    !strcmp(v->value, "a b@example.com"))
		return true;
	for (size_t i = 0; i < count; i++)
		if (vectors[i].valid && !strcmp(vectors[i].value, v->value) &&
		    !strcmp(vectors[i].detector, v->detector))
			return true;
	return false;
}

static void vectors_as_cells(void **unused)
{
	static struct vector vectors[VECTORS_MAX];
	size_t count = read_vectors(vectors), wrong = 0;

	(void)unused;
	for (size_t i = 0; i < count; i++) {
		const struct vector *v = &vectors[i];
		bool wanted = !is_near_miss(v) &&
			      (v->valid || valid_otherwise(vectors, count, v));

		if (finds(v->value, true, v->detector) != wanted) {
			print_error("%s %s: %s\n", v->type, v->value,
				    wanted ? "missed" : "found");
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* In running text, after a label and before a full stop. */
static void vectors_in_sentences(void **unused)
{
	static struct vector vectors[VECTORS_MAX];
	size_t count = read_vectors(vectors), wrong = 0;
	char text[256];

	(void)unused;
	for (size_t i = 0; i < count; i++) {
		const struct vector *v = &vectors[i];

		if (!v->valid || is_near_miss(v) ||
		    detectors[detector_find(v->detector)]->seed == SEED_CELL)
			continue;
		snprintf(text, sizeof(text),
			 !strcmp(v->type, "cn_iot13") ? "物联网卡%s。"
						      : "号码是%s。",
			 v->value);
		if (!finds(text, false, v->detector)) {
			print_error("%s\n", text);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

static void glued_to_labels(void **unused)
{
	(void)unused;
	assert_true(finds("SFZ11010119900307109X", false, "cn.resident_id"));
	assert_true(finds("姓名张三身份证11010119900307109x电话", false,
			  "cn.resident_id"));
	assert_true(finds("TEL13812345679,", false, "cn.mobile"));
	assert_true(finds("手机：+86-138-1234-5679；", false, "cn.mobile"));
	assert_true(finds("+86138 1234 5679", false, "cn.mobile"));
	assert_true(finds("0086138-1234-5679", false, "cn.mobile"));
	assert_false(finds("87138 1234 5679", false, "cn.mobile"));
	assert_false(finds("XYZ11010119900307109X", false, "cn.resident_id"));
	assert_false(finds("a13812345679", false, "cn.mobile"));
	assert_false(finds("138123456790", false, "cn.mobile"));
}

static void names_of_files_in_text(void **unused)
{
	(void)unused;
	assert_true(finds("张三_11010119900307109X.jpg", false,
			  "cn.resident_id"));
	assert_true(finds("/a/11010119900307109x_张三.pdf", false,
			  "cn.resident_id"));
	assert_true(finds("合同__6222020000000007773_.doc", false,
			  "payment_card"));
	assert_true(finds("录音_13812345679_.wav", false, "cn.mobile"));
	assert_true(finds("执照_N2510283MAY6JB1H32.jpg", false, "cn.uscc"));
	assert_false(finds("img_13812345679.jpg", false, "cn.mobile"));
	assert_false(finds("13812345679_v2", false, "cn.mobile"));
}

#define ID "11010119900307109X"
#define CARD "6222020000000007773"

static void lists_of_values(void **unused)
{
	static const char *const pairs[] = {
		ID "_13812345679", "13812345679_" ID, ID "-13812345679",
		"13812345679-" ID, ID "#13812345679", ID "__" CARD,
		"张三_" ID "_13812345679.pdf", "张三-13812345679-" ID "（1）",
		"张三#" ID "#13812345679", "name_" ID "_13812345679",
		ID "\xE2\x80\x8B""13812345679", ID "\xEF\xBB\xBF" CARD,
		ID "\xE2\x81\xA0""13812345679", "13912345678_13812345679",
		"call-13912345678-13812345679-in", "SFZ" ID "_TEL13812345679",
		"11010119900307109×_13812345679", "/a/b_" ID "_1-13812345679",
		"N2510283MAY6JB1H32_13812345679", ID "_１３８１２３４５６７９",
	};
	static const char *const alone[] = {
		"zhang_san_" ID, "/cards/" ID "_1.jpg", ID "-02-front",
	};
	char text[256];

	(void)unused;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		if (match(pairs[i], false).count != 2 ||
		    match(pairs[i], true).count != 2)
			fail_msg("not two values in %s", pairs[i]);
		/* the number of a page tells nothing, an order's does */
		snprintf(text, sizeof(text), "%s_20231", pairs[i]);
		if (!strpbrk(pairs[i], ".#") && !strstr(pairs[i], "（") &&
		    match(text, false).count)
			fail_msg("a value in %s", text);
	}
	for (size_t i = 0; i < sizeof(alone) / sizeof(*alone); i++)
		if (match(alone[i], false).count != 1)
			fail_msg("not one value in %s", alone[i]);
}

/* One part that is no value, and none is. */
static void no_lists(void **unused)
{
	static const char *const texts[] = {
		"ORD_13812345679_01", "part_13812345679_b",
		"13812345679_20240101120000", "13812345679-1699999999999",
		"13812345679_13912345678_20240101",
		"13812345679_13912345678_01", "2020-13812345679",
		"2020-13812345679-13912345678", "0755-13812345679",
		"13812345679_v2_13912345678",
		"13812345679_11010119900307108X", "a1_13812345679_13912345678",
		"13812340000-13812349999", "13812340000_13812345679",
		CARD "-" CARD, "6222020000000007774_13812345679",
		"1381234567_13812345679", "#13812345679", "#" CARD "-v2",
		"13812345679_13912345678.25", "0.13812345679_13912345678",
		"1730000000001-13812345679", "deadbeef_" ID "_cafe1234",
		"550e8400-e29b-41d4-a716-138123456791",
		"13812345679\xE2\x80\x8B""1391234567",
		"13812345679\xE2\x80\x8B""20240101120000",
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (match(texts[i], false).count)
			fail_msg("a value in %s", texts[i]);
	}
	assert_int_equal(match("13812345679_13912345678@qq.com", false).count,
			 1);
	assert_true(finds("13812345679_13912345678@qq.com", false, "email"));
}

/* As long as a list may be, and longer. */
static void long_lists(void **unused)
{
	char text[512] = "";

	(void)unused;
	for (unsigned n = 0; n < 8; n++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
			 "%s13%u12345679", n ? "_" : "", n + 1);
	assert_int_equal(match(text, false).count, 8);
	for (unsigned i = 0; i < sizeof(text) - 1; i++)
		text[i] = "a_"[i % 2];
	memcpy(text + 200, ID "_", strlen(ID "_"));
	text[300] = 0;
	assert_int_equal(match(text, false).count, 1);
	text[300] = 'a';
	assert_int_equal(match(text, false).count, 0);
}

static void parts_of_something_longer(void **unused)
{
	static const char *const texts[] = {
		"3.13812345679",
		"0.13812345679123",
		"13812345679.25",
		"#13812345679",
		"550e8400-e29b-41d4-a716-138123456791",
		"12345678-1234-1234-1234-13812345679",
		"2024-01-13812345679",
		"deadbeef13812345679cafe",
		"0x13812345679",
		"6212263940443263060123",
		"20240101138123456791",
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (match(texts[i], false).count)
			fail_msg("a value in %s", texts[i]);
	}
	assert_true(finds("13812345679.0", false, "cn.mobile"));
	assert_true(finds("13812345679.", false, "cn.mobile"));
	assert_true(finds("13812345679-1234", false, "cn.mobile"));
	assert_true(finds("13812345679-1234 ok", false, "cn.mobile"));
	assert_false(finds("13812345679-1234-5", false, "cn.mobile"));
}

/* Counted as the 18 digits of the same person, shown as it was. */
static void old_ids_as_written(void **unused)
{
	struct found found = match("身份证110105491231002。", false);

	(void)unused;
	assert_int_equal(found.last.value.length, 18);
	assert_string_equal(found.written, "110105491231002");
	found = match("身份证11010519491231002X。", false);
	assert_string_equal(found.written, "11010519491231002X");
}

static void labels_and_counter_labels(void **unused)
{
	struct found found;

	(void)unused;
	found = match("银行卡号：6222020000000007773", false);
	assert_int_equal(found.last.label, LABEL_NEAR);
	found = match("订单号：6222020000000007773", false);
	assert_int_equal(found.last.label, LABEL_COUNTER);
	found = match("{\"sfzh\": \"11010119900307109X\"}", false);
	assert_int_equal(found.last.label, LABEL_NEAR);
	found = match("<idCard>11010119900307109X</idCard>", false);
	assert_int_equal(found.last.label, LABEL_NEAR);
	found = match("11010119900307109X", false);
	assert_int_equal(found.last.label, LABEL_NONE);
}

static void addresses_in_text(void **unused)
{
	static const char *const none[] = {
		"icon@2x.png", "lodash@4.17.21", "git@github.com:org/repo",
		"ftp://user:pass@host.example.com/", "@types/node", "a@b",
	};

	(void)unused;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_int_equal(match(none[i], false).count, 0);
	assert_true(finds("邮箱zhang.san@example.com。", false, "email"));
	assert_true(finds("<a href='mailto:x.y@example.cn'>", false,
			  "email"));
	assert_true(finds("o'brien@example.org", false, "email"));
	assert_true(finds("zhangsan＠163.com", false, "email"));
	assert_int_equal(match("Message-ID: <2024.7@example.com>", false)
				 .last.points, 0);
	assert_true(finds("https://a.cn/u?m=z@example.com&x=1", false,
			  "email"));
	assert_true(finds("https://a.cn/u/z@example.com", false, "email"));
	/* a long run of digits in it is no value by itself */
	assert_true(finds("写给li12345678901@example.com", false, "email"));
	assert_true(finds("20231115093012@example.com", true, "email"));
}

/* A cell that is an address is read in a shorter way than running text: with
 * the same result, whatever stands in it. */
static void addresses_as_cells(void **unused)
{
	static const char bytes[] = "aaaabbbb11@@@.._-%+'/=";
	unsigned found = 0, random = 1;

	(void)unused;
	for (unsigned n = 0; n < 4000; n++) {
		char text[32] = { 0 };
		struct found cell, prose;
		size_t length;

		for (length = 0; length < 4 + n % 8; length++) {
			random = random * 1103515245 + 12345;
			text[length] = bytes[(random >> 16) %
					     (sizeof(bytes) - 1)];
		}
		memcpy(text + length, n % 3 ? ".com" : "com.", 4);
		cell = match(text, true);
		prose = match(text, false);
		assert_int_equal(cell.count, prose.count);
		if (!cell.count)
			continue;
		found++;
		assert_int_equal(cell.last.offset, prose.last.offset);
		assert_int_equal(cell.last.value.length,
				 prose.last.value.length);
	}
	assert_true(found > 100);
}

/* Letters and digits mixed, anywhere in a text; the vectors in sentences are
 * mostly digits. */
static void codes_in_text(void **unused)
{
	(void)unused;
	assert_true(finds("纳税人识别号:91440106ma8j1b9j7g", false,
			  "cn.uscc"));
	assert_true(finds("tax no. 91310104MA9KE2089M, paid", false,
			  "cn.uscc"));
	assert_false(finds("91310104MA9KE2089MX", false, "cn.uscc"));
}

/* Many numbers in a row, with one separator: each is found. */
static void numbers_side_by_side(void **unused)
{
	struct found found = match("13812345679 13912345679 138 1234 5671 "
				   "11010119900307109X 110101 19900307 109X",
				   false);

	(void)unused;
	assert_int_equal(found.count, 5);
}

/* Digits before a grouped value may belong to it; not so those that are a
 * group themselves. */
static void digits_before_a_group(void **unused)
{
	(void)unused;
	assert_true(match("12 138 0013 8001", false).last.form & FORM_LOOSE);
	assert_false(match("1995-2021 138 0013 8001", false).last.form &
		     FORM_LOOSE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_as_cells),
		cmocka_unit_test(vectors_in_sentences),
		cmocka_unit_test(glued_to_labels),
		cmocka_unit_test(names_of_files_in_text),
		cmocka_unit_test(lists_of_values),
		cmocka_unit_test(no_lists),
		cmocka_unit_test(long_lists),
		cmocka_unit_test(parts_of_something_longer),
		cmocka_unit_test(old_ids_as_written),
		cmocka_unit_test(labels_and_counter_labels),
		cmocka_unit_test(addresses_in_text),
		cmocka_unit_test(addresses_as_cells),
		cmocka_unit_test(codes_in_text),
		cmocka_unit_test(numbers_side_by_side),
		cmocka_unit_test(digits_before_a_group),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
