/*
 * Every vector of the kinds we have (tests/data/vectors.tsv), and what a hit
 * weighs. Raw cells are normalised here as the matcher does it, so that a
 * vector tells of the kind alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "detectors/ascii.h"
#include "detectors/checksum.h"
#include "detectors/detector.h"
#include "detectors/kinds.h"
#include "detectors/label_plain.h"
#include "detectors/tables/tables.h"

#define TODAY 20261121 /* of the vectors */
#define BYTES(text) ((const unsigned char *)(text))

struct raw {
	unsigned char text[300]; /* zeros behind it */
	struct candidate candidate;
};

static bool is_mark(uint32_t c)
{
	return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
	       c == 0x2060 || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
	       c == 0xAD || c == '=' || c == '"' || c == '\'' || c == '+' ||
	       c == '(';
}

static unsigned char ascii_of(uint32_t c)
{
	if (c == ')' || (c >= 0x2002 && c <= 0x200A) || c == 0x202F)
		return ' ';
	if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30FC)
		return '-';
	if (c == 0xD7 || c == 0x425 || c == 0x445 || c == 0x2169)
		return 'X';
	return c < 0x80 ? (unsigned char)c : '?';
}

/* Ends a group; false when there are too many. */
static bool end_group(struct candidate *c, unsigned *length)
{
	if (!*length || c->group_count == sizeof(c->groups))
		return false;
	c->groups[c->group_count++] = (uint8_t)*length;
	*length = 0;
	return true;
}

/* What the matcher would make of a number; false: no candidate at all. */
static bool normalise(const char *cell, struct raw *raw)
{
	struct candidate *c = &raw->candidate;
	const unsigned char *p = BYTES(cell);
	unsigned char separator = 0;
	unsigned group = 0;
	size_t n = strlen(cell);

	*raw = (struct raw){ .candidate = { .today = TODAY } };
	c->text = raw->text;
	for (size_t i = 0; i < n;) {
		struct plain_character x = plain_next(p + i, n - i);
		unsigned char a = ascii_of(x.code);

		i += x.length;
		if (is_mark(x.code))
			continue;
		if (a >= 'a' && a <= 'z')
			a -= 0x20;
		if (a == ' ' || a == '-') {
			if (!end_group(c, &group) ||
			    (separator && separator != a))
				return false;
			separator = a;
			continue;
		}
		if (!(a >= '0' && a <= '9') && !(a >= 'A' && a <= 'Z'))
			return false;
		if (c->digits == c->length && a <= '9')
			c->digits++;
		raw->text[c->length++] = a;
		group++;
	}
	return end_group(c, &group);
}

static enum answer ask(const struct detector *d, const struct candidate *c,
		       struct evidence *e)
{
	*e = (struct evidence){ 0 };
	if (d->seed != SEED_AT &&
	    (c->length > 63 || !(d->lengths >> c->length & 1)))
		return ANSWER_NO;
	return d->examine(c, e);
}

static enum answer ask_text(const struct detector *d, const char *text,
			    struct evidence *e)
{
	struct raw raw;

	if (d->seed == SEED_AT) {
		raw = (struct raw){ .candidate = { .today = TODAY } };
		memcpy(raw.text, text, strlen(text));
		raw.candidate.text = raw.text;
		raw.candidate.length = (uint16_t)strlen(text);
		return ask(d, &raw.candidate, e);
	}
	*e = (struct evidence){ 0 };
	if (!normalise(text, &raw))
		return ANSWER_NO;
	return ask(d, &raw.candidate, e);
}

static bool is_hit(const struct detector *d, const char *text,
		   struct evidence *e)
{
	return ask_text(d, text, e) == ANSWER_HIT;
}

static bool passes(const char *type, const char *text)
{
	struct evidence e;
	struct raw raw;
	bool number = normalise(text, &raw);
	struct candidate *c = &raw.candidate;

	if (!strcmp(type, "luhn"))
		return checksum_luhn(BYTES(text), strlen(text));
	if (!strcmp(type, "cn_orgcode"))
		return number && c->length == 9 &&
		       memcmp(c->text, "00000000", 8) &&
		       checksum_org_code(c->text);
	if (!strcmp(type, "email"))
		return is_hit(&detector_email, text, &e);
	if (!strcmp(type, "bank_card"))
		return is_hit(&detector_payment_card, text, &e);
	if (!strcmp(type, "cn_uscc"))
		return is_hit(&detector_cn_uscc, text, &e) &&
		       e.checks & CHECK_INNER;
	if (!strcmp(type, "cn_uscc_outer"))
		return is_hit(&detector_cn_uscc, text, &e);
	if (!strcmp(type, "cn_mobile"))
		return is_hit(&detector_cn_mobile, text, &e) &&
		       !(e.checks & CHECK_ROLE);
	if (!strcmp(type, "cn_iot13")) {
		c->labelled = true;
		return number &&
		       ask(&detector_cn_mobile, c, &e) == ANSWER_HIT &&
		       e.checks & CHECK_ROLE;
	}
	if (!is_hit(&detector_cn_resident_id, text, &e))
		return false;
	if (!strcmp(type, "cn_id15"))
		return c->length == 15;
	return c->length == 18 &&
	       (c->text[0] == '8') == !strcmp(type, "cn_hmt18");
}

/* Kinds that we only turn down, as no cards. */
static bool no_card(const char *type)
{
	return !strcmp(type, "alipay_uid") || !strcmp(type, "iccid_cn") ||
	       !strcmp(type, "imei");
}

static void vectors_hold(void **state)
{
	FILE *file = fopen("tests/data/vectors.tsv", "r");
	char line[512];
	unsigned rows = 0, wrong = 0;

	(void)state;
	assert_non_null(file);
	assert_non_null(fgets(line, sizeof(line), file));
	while (fgets(line, sizeof(line), file)) {
		char *rest = line, *id = strsep(&rest, "\t");
		char *type = strsep(&rest, "\t"), *value = strsep(&rest, "\t");
		char *valid = strsep(&rest, "\t");
		struct evidence e;
		bool right;

		assert_non_null(valid);
		assert_true(detector_find(id) >= 0);
		rows++;
		if (detectors[detector_find(id)]->seed == SEED_CELL)
			continue; /* as cells, in test_matcher.c */
		if (no_card(type))
			right = *valid == '0' ||
				ask_text(&detector_payment_card, value, &e) !=
					ANSWER_HIT;
		else
			right = passes(type, value) == (*valid == '1');
		if (!right) {
			wrong++;
			print_error("%s: %s", type, rest);
		}
	}
	fclose(file);
	assert_true(rows > 300);
	assert_int_equal(wrong, 0);
}

static void ids_are_weighed(void **state)
{
	const struct detector *d = &detector_cn_resident_id;
	struct evidence e;

	(void)state;
	assert_true(is_hit(d, "11010519491231002X", &e));
	assert_int_equal(e.points, 6);
	assert_int_equal(e.strength, 90);
	assert_int_equal(e.checks, CHECK_CHECKSUM | CHECK_DATE | CHECK_REGION);
	assert_true(is_hit(d, "11015019000101002X", &e));
	assert_int_equal(e.points, 5 - 2); /* prefecture only; 126 years */
	assert_int_equal(e.strength, 60);
	assert_true(is_hit(d, "810000201809013132", &e));
	assert_true(e.checks & CHECK_MINOR);
	assert_true(is_hit(d, "341126197709218366", &e));
	assert_true(e.checks & CHECK_TEST);
	assert_int_equal(ask_text(d, "110105194912310021", &e), ANSWER_STOP);
	assert_false(e.checks & CHECK_CHECKSUM);
	assert_int_equal(ask_text(d, "110105194912310000", &e), ANSWER_STOP);
	assert_true(e.checks & CHECK_DAMAGED);
	assert_int_equal(e.points, 3);
	/* 1.10105E+17: the county is left; of 1.1E+17 nothing */
	assert_int_equal(ask_text(d, "110105000000000000", &e), ANSWER_STOP);
	assert_true(e.checks & CHECK_DAMAGED);
	assert_int_equal(e.points, -2);
	assert_int_equal(ask_text(d, "110000000000000000", &e), ANSWER_NO);
	assert_int_equal(ask_text(d, "110105 194912 31002X", &e), ANSWER_NO);
}

static void births_end_tomorrow(void **state)
{
	static const struct {
		const char *id17;
		int today;
		bool hit, minor;
	} cases[] = {
		{ "11010120261231001", 20261230, true, true },
		{ "11010120261231001", 20261231, true, true },
		{ "11010120270101001", 20261231, true, true },
		{ "11010120270102001", 20261231, false, false },
		{ "11010120121122001", 20261121, true, true },
		{ "11010120121121001", 20261121, true, false },
		{ "11010118791231001", 20261121, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		unsigned char text[48] = "";
		struct candidate c = { .text = text, .length = 18,
				       .today = cases[i].today };
		struct evidence e;

		memcpy(text, cases[i].id17, 17);
		text[17] = checksum_mod11_2_of(text);
		c.digits = text[17] == 'X' ? 17 : 18;
		assert_int_equal(ask(&detector_cn_resident_id, &c, &e) ==
					 ANSWER_HIT, cases[i].hit);
		assert_int_equal(!!(e.checks & CHECK_MINOR), cases[i].minor);
	}
}

static void old_ids_become_new_ones(void **state)
{
	const struct detector *d = &detector_cn_resident_id;
	struct evidence e;
	struct raw raw;

	(void)state;
	assert_true(is_hit(d, "110105491231002", &e));
	assert_int_equal(e.value_length, 18);
	assert_memory_equal(e.value, "11010519491231002X", 18);
	assert_int_equal(e.points, 2);
	assert_false(e.checks & CHECK_CHECKSUM);
	assert_true(normalise("110105 491231 002", &raw));
	raw.candidate.labelled = true;
	assert_int_equal(ask(d, &raw.candidate, &e), ANSWER_HIT);
	assert_int_equal(e.points, 3);
	assert_int_equal(ask_text(d, "110105490229002", &e), ANSWER_MISS);
	assert_int_equal(e.value_length, 0);
	/* an Amex card begins as a number of Shandong does */
	assert_int_equal(ask_text(d, "378282246310005", &e), ANSWER_NO);
}

static void cards_are_weighed(void **state)
{
	static const struct {
		const char *text;
		enum answer answer;
		unsigned checks; /* these, and others perhaps */
		int points;
	} cases[] = {
		{ "6222020000000009613", ANSWER_HIT, CHECK_ISSUER, 2 },
		{ "6222020000000000000", ANSWER_HIT, CHECK_DULL, 2 - 4 },
		{ "6222021234567890128", ANSWER_HIT, CHECK_ISSUER, 2 },
		{ "6214831234567896", ANSWER_HIT, CHECK_ISSUER, 2 },
		{ "4539148803436467", ANSWER_HIT, CHECK_NETWORK, 1 },
		{ "4111111111111111", ANSWER_HIT, CHECK_TEST, 1 - 4 },
		{ "2301121530450010", ANSWER_HIT, CHECK_NETWORK, 0 },
		{ "2223003122003222", ANSWER_HIT, CHECK_TEST, 1 },
		{ "9558801234567890128", ANSWER_HIT, CHECK_ISSUER, 2 },
		{ "1031234567890123458", ANSWER_HIT, CHECK_CHECKSUM, 0 },
		{ "6222021234567890123", ANSWER_MISS, CHECK_ISSUER, 0 },
		{ "6222021234567890000", ANSWER_MISS, CHECK_DAMAGED, -4 },
		{ "6221558812340000", ANSWER_MISS, CHECK_TEST, 0 },
		{ "4444444444444448", ANSWER_NO, 0, 0 },
		{ "2088000000000001", ANSWER_NO, 0, 0 },
		{ "6214-8312-3456-7896", ANSWER_HIT, CHECK_ISSUER, 2 },
		{ "62148-312-3456-7896", ANSWER_NO, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct evidence e;

		if (ask_text(&detector_payment_card, cases[i].text, &e) !=
			    cases[i].answer ||
		    (e.checks & cases[i].checks) != cases[i].checks ||
		    e.points != cases[i].points)
			fail_msg("case %zu: points %d, checks %#x", i,
				 e.points, e.checks);
	}
}

static void mobiles_lose_their_prefix(void **state)
{
	static const char *const forms[] = {
		"8613912340678", "0086-139-1234-0678", "013912340678",
		"+86 139 1234 0678", "86 13912340678"
	};
	struct evidence e;
	struct raw raw;

	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++) {
		assert_true(is_hit(&detector_cn_mobile, forms[i], &e));
		assert_int_equal(e.value_length, 11);
		assert_memory_equal(e.value, "13912340678", 11);
	}
	assert_true(is_hit(&detector_cn_mobile, "13888888888", &e));
	assert_true(e.checks & CHECK_TEST);
	assert_int_equal(ask_text(&detector_cn_mobile, "15412340678", &e),
			 ANSWER_MISS);
	assert_true(normalise("139 12340678", &raw));
	assert_int_equal(ask(&detector_cn_mobile, &raw.candidate, &e),
			 ANSWER_NO);
	raw.candidate.form = FORM_CELL;
	assert_int_equal(ask(&detector_cn_mobile, &raw.candidate, &e),
			 ANSWER_HIT);
	/* milliseconds since 1970 */
	assert_int_equal(ask_text(&detector_cn_mobile, "1460000000000", &e),
			 ANSWER_NO);
}

/* identifiers.md 15: of the kinds that claim one span the first wins. */
static void strengths_keep_the_order(void **state)
{
	struct evidence exact, prefecture, both, outer, card, network, old;

	(void)state;
	is_hit(&detector_cn_resident_id, "11010519491231002X", &exact);
	is_hit(&detector_cn_resident_id, "11015019000101002X", &prefecture);
	is_hit(&detector_cn_resident_id, "110105491231002", &old);
	is_hit(&detector_cn_uscc, "91350100M000100Y43", &both);
	is_hit(&detector_payment_card, "6214831234567896", &card);
	is_hit(&detector_payment_card, "4539148803436467", &network);
	assert_true(is_hit(&detector_cn_uscc, "91350100M0001010X7", &outer));
	assert_false(outer.checks & CHECK_INNER);
	assert_true(exact.strength > both.strength);
	assert_true(both.strength > card.strength);
	assert_true(card.strength > prefecture.strength);
	assert_true(prefecture.strength > outer.strength);
	assert_true(outer.strength > network.strength);
	assert_true(old.strength > card.strength);
}

/* What fails as a code counts for codes alone: were it like a card as well, of
 * random numbers only those that pass would be counted as cards. */
static void numbers_of_18_digits_are_of_one_kind(void **state)
{
	struct evidence code, card;
	char text[19];

	(void)state;
	for (unsigned i = 0; i < 100000; i++) {
		snprintf(text, sizeof(text), "%04u7791370465829%u", i / 10,
			 i % 10);
		assert_true(ask_text(&detector_cn_uscc, text, &code) ==
				    ANSWER_NO ||
			    ask_text(&detector_payment_card, text, &card) ==
				    ANSWER_NO);
	}
}

static void people_and_offices_are_told_apart(void **state)
{
	static const char *const offices[] = {
		"abuse@a.cn", "ZHAOPIN@a.cn", "no_reply@a.cn", "pr007@a.cn",
		"jobs@a.cn", "job2@a.cn", "Notifications@a.cn",
		"mailer-daemon@a.cn", "notification12@a.cn", "hr@b-c.com.cn"
	};
	static const char *const people[] = {
		"p@a.cn", "prx@a.cn", "job2x@a.cn", "notific@a.cn",
		"test.wang@a.cn", "138@qq.com", "_hr@a.cn", "hr_@a.cn",
		"w@a.cn", "x.y@css.c.cs"
	};
	static const char *const files[] = {
		"logo@3x.PNG", "a@4.js", "a@4.TSX", "a@b.zip", "a@b.woff"
	};
	static const char *const usual[] = {
		"wang@a.cn", "wang@a.COM", "wang@b.c.Tw", "wang@a.top",
		"wang@a.zw", "wang@a.university"
	};
	static const char *const unusual[] = {
		"this@Activity.finish", "x@db.local", "me@a.ab", "hr@a.lan",
		"b@orcl.world"
	};
	struct evidence e;

	(void)state;
	assert_true(is_hit(&detector_email, "No-Reply2@example.com", &e));
	assert_true(e.checks & CHECK_ROLE);
	assert_int_equal(e.points, 1);
	assert_true(is_hit(&detector_email, "z.san@example.com", &e));
	assert_false(e.checks & CHECK_ROLE);
	for (size_t i = 0; i < sizeof(offices) / sizeof(*offices); i++) {
		assert_true(is_hit(&detector_email, offices[i], &e));
		assert_true(e.checks & CHECK_ROLE);
	}
	for (size_t i = 0; i < sizeof(people) / sizeof(*people); i++) {
		assert_true(is_hit(&detector_email, people[i], &e));
		assert_false(e.checks & CHECK_ROLE);
	}
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		assert_false(is_hit(&detector_email, files[i], &e));
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++) {
		assert_true(is_hit(&detector_email, usual[i], &e));
		assert_int_equal(e.points, 6);
	}
	for (size_t i = 0; i < sizeof(unusual) / sizeof(*unusual); i++) {
		assert_true(is_hit(&detector_email, unusual[i], &e));
		assert_int_equal(e.points, 1);
	}
	assert_true(is_hit(&detector_cn_uscc, "92310115MA1YYYY98R", &e));
	assert_false(e.checks & CHECK_ROLE);
	assert_true(is_hit(&detector_cn_uscc, "91350100M000100Y43", &e));
	assert_true(e.checks & CHECK_ROLE);
}

static void few_different_digits_are_told(void **state)
{
	static const struct {
		const char *digits;
		bool few;
	} cases[] = {
		{ "7", true }, { "77777777777777777", true },
		{ "4111111111111111", true }, { "6262626262626262", true },
		{ "5555555555555556", true }, { "5555555555555567", false },
		{ "1234567890123456", false }, { "6222222222222223", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(digits_few(BYTES(cases[i].digits),
					    strlen(cases[i].digits)),
				 cases[i].few);
}

/* Of all bytes, in every place of short and of long texts. */
static void letters_and_digits_are_told(void **state)
{
	unsigned char text[64 + 16];

	(void)state;
	for (size_t n = 0; n <= 64; n += n < 34 ? 1 : 15) {
		uint64_t end = n < 64 ? 1ULL << n : 0;

		for (size_t at = 0; at < n; at++) {
			for (unsigned c = 0; c < 256; c++) {
				bool other = !ascii_is((unsigned char)c,
						       ASCII_ALNUM);

				memset(text, "a9Zz0A"[at % 6], sizeof(text));
				text[at] = (unsigned char)c;
				assert_true(ascii_others(text, n) ==
					    (end | (uint64_t)other << at));
			}
		}
	}
}

static void masks_hide(void **state)
{
	static const struct {
		const struct detector *detector;
		const char *value, *masked;
	} cases[] = {
		{ &detector_cn_resident_id, "11010519491231002X",
		  "110105********002X" },
		{ &detector_cn_resident_id, "110105491231002",
		  "110105******002" },
		{ &detector_payment_card, "6222020000000009613",
		  "622202*********9613" },
		{ &detector_cn_mobile, "13912345678", "139****5678" },
		{ &detector_cn_uscc, "92310115MA1YYYY98R",
		  "92************Y98R" },
		{ &detector_email, "zhangsan@example.com", "z***@example.com" },
		{ &detector_cn_mobile, "1391234", "*******" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct secret value = { BYTES(cases[i].value),
					strlen(cases[i].value) };
		struct masked masked;

		cases[i].detector->mask(value, &masked);
		assert_string_equal(masked.text, cases[i].masked);
	}
}

static void detectors_are_found_by_id(void **state)
{
	(void)state;
	assert_int_equal(detector_count, 9);
	assert_null(detectors[detector_count]);
	for (size_t i = 0; i < detector_count; i++)
		assert_int_equal(detector_find(detectors[i]->id), (int)i);
	assert_int_equal(detector_find("no.such"), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_hold),
		cmocka_unit_test(ids_are_weighed),
		cmocka_unit_test(births_end_tomorrow),
		cmocka_unit_test(old_ids_become_new_ones),
		cmocka_unit_test(cards_are_weighed),
		cmocka_unit_test(mobiles_lose_their_prefix),
		cmocka_unit_test(strengths_keep_the_order),
		cmocka_unit_test(numbers_of_18_digits_are_of_one_kind),
		cmocka_unit_test(people_and_offices_are_told_apart),
		cmocka_unit_test(few_different_digits_are_told),
		cmocka_unit_test(letters_and_digits_are_told),
		cmocka_unit_test(masks_hide),
		cmocka_unit_test(detectors_are_found_by_id),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
