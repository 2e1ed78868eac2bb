/* What labels in text and the names of columns say. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "detectors/detector.h"
#include "detectors/labels.h"

#define ID "cn.resident_id"
#define CARD "payment_card"
#define MOBILE "cn.mobile"
#define USCC "cn.uscc"

static void assert_token(int token, const char *expected)
{
	if (!expected)
		assert_int_equal(token, -1);
	else if (token < 0)
		fail_msg("no label, not %s", expected);
	else
		assert_string_equal(label_text(token), expected);
}

static int before(const char *text)
{
	return label_before((const unsigned char *)text, strlen(text));
}

static int behind(const char *text)
{
	return label_behind((const unsigned char *)text, strlen(text));
}

static bool glued(const char *text)
{
	return label_glued((const unsigned char *)text, strlen(text));
}

static void the_nearest_label_is_found(void **state)
{
	static const char *const cases[][2] = {
		{ "身份证号：", "身份证号" },
		{ "姓名 张三 身份证", "身份证" },
		{ "电话（手机）：", "手机" },
		{ "证件号码(18位):", "证件号码" },
		{ "身 份 证 号：", "身份证号" },
		{ "联系我，我的手机是", "手机" },
		{ "Mobile No.: ", "mobileno" },
		{ "ID card no. ", "idcardno" },
		{ "Ｔｅｌ：", "tel" },
		{ "\"userMobile\":\"", "usermobile" },
		{ "order_no=", "orderno" },
		{ "订单号：", "订单号" },
		{ "cust_mobile: ", "custmobile" },
		{ "\xff\xfe\xe6手机", "手机" },
		/* words that only hold one */
		{ "hotel ", NULL },
		{ "cardinal ", NULL },
		{ "phonemes: ", NULL },
		/* what stands in the way */
		{ "电话。", NULL },
		{ "电话；", NULL },
		{ "电话;", NULL },
		{ "电话|", NULL },
		{ "电话\t", NULL },
		{ "身份证号\n", NULL },
		{ "手机一二三四五六七八九十一二三四五六七八九十一二三", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_token(before(cases[i][0]), cases[i][1]);
}

static void a_window_cuts_no_word_in_two(void **state)
{
	(void)state;
	/* 24 characters reach into the middle of "hotel" */
	assert_token(before("hotel 34567890123456789012"), NULL);
	assert_token(before("a tel 34567890123456789012"), "tel");
}

static void labels_behind_a_value(void **state)
{
	static const char *const cases[][2] = {
		{ "（手机）", "手机" }, { "(mobile)", "mobile" },
		{ "【身份证】", "身份证" }, { " 手机", "手机" },
		{ "手机号", "手机号" }, { "是他的手机", NULL },
		{ " 身份证：1", NULL }, { " 身份证110101", NULL },
		{ "\n手机", NULL }, { "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_token(behind(cases[i][0]), cases[i][1]);
}

static void letters_glued_to_a_value(void **state)
{
	static const char *const labels[] = { "ID", "NO", "SFZ", "TEL", "T",
					      "M", "Mobile", "身份证ID" };
	static const char *const others[] = { "ABC", "xID", "_ID", "9T", "E",
					      "HASH", "ORDERNO", "" };

	(void)state;
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		assert_true(glued(labels[i]));
	for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
		assert_false(glued(others[i]));
}

static void tokens_speak_for_and_against(void **state)
{
	static const struct {
		const char *text, *detector;
		bool means, denies;
	} cases[] = {
		{ "身份证号", ID, true, false },
		{ "居住证", ID, true, false },
		{ "社会保障号码", ID, true, false },
		{ "手机", MOBILE, true, false },
		{ "手机", CARD, false, false },
		{ "税号", USCC, true, false },
		{ "税号", CARD, false, true },
		{ "卡号", CARD, true, false },
		{ "订单号", ID, false, true },
		{ "订单号", CARD, false, true },
		{ "订单号", MOBILE, false, true },
		{ "订单号", "email", false, false },
		{ "imei", CARD, false, true },
		{ "iccid", CARD, false, true },
		{ "qq", MOBILE, false, true },
		{ "邮编", MOBILE, false, true },
		{ "对公账号", CARD, false, true },
		{ "开户行", CARD, false, false },
		{ "价格", MOBILE, false, true },
		{ "姓名", ID, false, false },
		{ "地址", ID, false, false },
		{ "邮箱", "email", true, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int token = before(cases[i].text);
		int detector = detector_find(cases[i].detector);

		assert_token(token, cases[i].text);
		assert_int_equal(label_means(token, detector),
				 cases[i].means);
		assert_int_equal(label_denies(token, detector),
				 cases[i].denies);
	}
}

static uint64_t bits(const char *detector)
{
	return detector ? 1ULL << detector_find(detector) : 0;
}

static void columns_mean_what_they_are_called(void **state)
{
	static const struct {
		const char *name, *comment, *means, *weak;
	} cases[] = {
		{ "sfzh", NULL, ID, NULL },
		{ "C_SFZH", NULL, ID, NULL },
		{ "certNo", NULL, ID, NULL },
		{ "t1.cert_no", NULL, ID, NULL },
		{ "[sfzh]", NULL, ID, NULL },
		{ "sfzh_md5", NULL, ID, NULL },
		{ "strsfzh", NULL, ID, NULL },
		{ "身份证号码(必填)", NULL, ID, NULL },
		{ "身份证号码（必填）", NULL, ID, NULL },
		{ "Sheet1.身份证号", NULL, ID, NULL },
		{ "法人身份证号码", NULL, ID, NULL },
		{ "请填写您的身份证号码：", NULL, ID, NULL },
		{ "身份证/护照号", NULL, ID, NULL },
		{ "客户手机号1", NULL, MOBILE, NULL },
		{ "custMobile", NULL, MOBILE, NULL },
		{ "user_mobile_no", NULL, MOBILE, NULL },
		{ "mobile2", NULL, MOBILE, NULL },
		{ "手机/电话", NULL, MOBILE, NULL },
		{ "您的手机号是？", NULL, NULL, MOBILE },
		{ "sj", NULL, NULL, MOBILE },
		{ "sj", "手机号", MOBILE, NULL },
		{ "客户电话", NULL, NULL, MOBILE },
		{ "f7", "手机号，用于登录", MOBILE, NULL },
		{ "f7", "状态：1手机 2邮箱", NULL, NULL },
		{ "Card No.", NULL, CARD, NULL },
		{ "cardNoEnc", NULL, CARD, NULL },
		{ "银行卡号", NULL, CARD, NULL },
		{ "登录账号", NULL, NULL, CARD },
		{ "zh", NULL, NULL, CARD },
		{ "credit_code", NULL, USCC, NULL },
		{ "联系人Email", NULL, "email", NULL },
		{ "E-mail", NULL, "email", NULL },
		/* a fact about the thing is not the thing */
		{ "email_verified", NULL, NULL, NULL },
		{ "is_email", NULL, NULL, NULL },
		{ "id_card_type", NULL, NULL, NULL },
		{ "手机号归属地", NULL, NULL, NULL },
		{ "身份证照片", NULL, NULL, NULL },
		{ "身份证有效期", NULL, NULL, NULL },
		{ "id", NULL, NULL, NULL },
		{ "create_time", NULL, NULL, NULL },
		{ "", "", NULL, NULL },
		{ NULL, NULL, NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct field_label label =
			label_field(cases[i].name, cases[i].comment);

		if (label.means != bits(cases[i].means) ||
		    label.weak != bits(cases[i].weak))
			fail_msg("%s: means %#llx, weak %#llx", cases[i].name,
				 (unsigned long long)label.means,
				 (unsigned long long)label.weak);
		if (label.means | label.weak)
			assert_true(label.token >= 0);
	}
}

static void columns_deny(void **state)
{
	static const char *const all[] = { "order_id", "bizOrderNo", "iccid",
					   "out_trade_no", "商户订单号",
					   "serial_no", "timestamp", "批次号",
					   "邮政编码" };
	uint64_t numbers = bits(ID) | bits(CARD) | bits(MOBILE);

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
		assert_int_equal(label_field(all[i], NULL).denies & numbers,
				 numbers);
	assert_int_equal(label_field("id", NULL).denies, bits(MOBILE));
	/* the comment knows better than two letters do */
	assert_int_equal(label_field("id", "手机号").denies, 0);
	assert_int_equal(label_field("订单号备注", NULL).denies, 0);
	/* what an order holds is not its number */
	assert_int_equal(label_field("order.fqdh", NULL).denies, 0);
	assert_int_equal(label_field("fqdh.order_no", NULL).denies & numbers,
			 numbers);
}

/* Any bytes at all: nothing is read that is not there (run with ASan). */
static void any_bytes_are_survived(void **state)
{
	static const unsigned char pieces[] =
		"a.N_ ID（\xe6\x89\x8b\xff手机号\n";
	uint64_t seed = 5;

	(void)state;
	for (unsigned round = 0; round < 50000; round++) {
		size_t n = round % 60;
		unsigned char *text = malloc(n + 1);

		assert_non_null(text);
		for (size_t i = 0; i < n; i++) {
			seed = seed * 6364136223846793005ULL + 99;
			text[i] = pieces[(seed >> 33) % (sizeof(pieces) - 1)];
		}
		text[n] = 0;
		label_before(text, n);
		label_behind(text, n);
		label_glued(text, n);
		label_field((const char *)text, (const char *)text + n / 2);
		free(text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_label_is_found),
		cmocka_unit_test(a_window_cuts_no_word_in_two),
		cmocka_unit_test(labels_behind_a_value),
		cmocka_unit_test(letters_glued_to_a_value),
		cmocka_unit_test(tokens_speak_for_and_against),
		cmocka_unit_test(columns_mean_what_they_are_called),
		cmocka_unit_test(columns_deny),
		cmocka_unit_test(any_bytes_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
