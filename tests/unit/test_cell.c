/* Cells as a whole: charsets, what is put around values, masks, and which
 * rows of a large object are looked at. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "detectors/cell.h"
#include "detectors/matcher_inside.h"
#include "detectors/strata.h"
#include "tests/unit/matched.h"

#define TODAY 20260101

static struct chunk chunk;
static struct matcher *matcher;

static void add_cell(const char *text, uint16_t flags)
{
	size_t length = strlen(text);

	chunk.cells[chunk.cell_count++] = (struct cell){
		.offset = chunk.length, .length = (uint32_t)length,
		.flags = flags,
	};
	memcpy(chunk.text + chunk.length, text, length);
	chunk.length += (uint32_t)length;
	chunk.text[chunk.length++] = ',';
	chunk.end = chunk.length;
}

static void clear(enum charset charset)
{
	memset(&chunk, 0, sizeof(chunk));
	chunk.charset = (uint8_t)charset;
}

/* The one match in a cell; its detector and value, and its stratum. */
static const struct match *only(const char *text, enum charset charset)
{
	static struct match match;
	struct match *matches;

	clear(charset);
	add_cell(text, CELL_ROW_END);
	matcher_begin(matcher, &chunk);
	assert_int_equal(matched(matcher, &matches), 1);
	match = *matches;
	free(matches);
	return &match;
}

static void assert_value(const char *text, enum charset charset,
			 const char *detector, const char *value)
{
	const struct match *m = only(text, charset);

	assert_string_equal(detectors[m->detector]->id, detector);
	assert_true(m->passed);
	assert_int_equal(m->value.length, strlen(value));
	assert_memory_equal(m->value.bytes, value, strlen(value));
}

static void assert_none(const char *text)
{
	const struct match_run *runs;

	clear(CHARSET_UTF8);
	add_cell(text, CELL_ROW_END);
	matcher_begin(matcher, &chunk);
	assert_int_equal(matcher_next(matcher, &runs), 0);
}

static void charsets_are_read(void **state)
{
	(void)state;
	/* 张三, 1990年3月7日, 男 in GBK; 陳美玲 in Big5 */
	assert_value("\xD5\xC5\xC8\xFD", CHARSET_GB18030, "cn.person_name",
		     "张三");
	assert_value("1990\xC4\xEA" "3\xD4\xC2" "7\xC8\xD5", CHARSET_GB18030,
		     "birth_date", "19900307");
	assert_value("\xC4\xD0", CHARSET_GB18030, "sex", "男");
	assert_int_equal(only("\xB3\xAF\xAC\xFC\xAC\xC2",
			      CHARSET_BIG5)->value.length, 9);
}

static void guards_are_dropped(void **state)
{
	(void)state;
	assert_value("=\"张三\"", CHARSET_UTF8, "cn.person_name", "张三");
	assert_value("张 \xE3\x80\x80三\t", CHARSET_UTF8, "cn.person_name",
		     "张三");
	assert_value("1\t", CHARSET_UTF8, "sex", "1");
	assert_value("\t19900307", CHARSET_UTF8, "birth_date", "19900307");
	assert_value("19900307\t", CHARSET_UTF8, "birth_date", "19900307");
	assert_value("古丽•艾合买提", CHARSET_UTF8, "cn.person_name",
		     "古丽·艾合买提");
	assert_value("北京市东城区 中山路１２号", CHARSET_UTF8, "cn.address",
		     "北京市东城区中山路12号");
}

static void assert_birth(const char *written, const char *value)
{
	assert_value(written, CHARSET_UTF8, "birth_date", value);
}

static void times_of_day_are_midnight(void **state)
{
	static const char *const written[] = {
		"1990/3/7 0:00:00",	 "1990-3-07 00:00:00",
		"1990-03-07 00:00:00.0", "1990-03-07T00:00:00Z",
		"1990-03-07T00:00:00.000+08:00",
		"19900307000000",	 "3/7/1990 12:00:00 AM",
		/* in UTC the day begins in the afternoon before */
		"1990-03-06T16:00:00.000Z", "1990-03-06 16:00:00+00",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(written) / sizeof(*written); i++)
		assert_birth(written[i], "19900307");
	assert_birth("1989-12-31T16:00:00Z", "19900101");
	assert_birth("1990-07-06T15:00:00Z", "19900707"); /* in summer */
	assert_none("1995-07-06T15:00:00Z");
	assert_none("1990-03-07 08:00:00");
	assert_none("1990-3-07 08:00:00");
	assert_none("1990-03-07 16:00:00");
	assert_none("19900307080000");
	assert_none("3/7/1990 12:00:00 PM");
}

static void dates_are_written_in_many_ways(void **state)
{
	static const char *const days[] = {
		"1990-03-07",  "1990/3/7",    "1990.3.7",   "19900307",
		"1990年3月7日", "1990 年 3 月 7 日", "3/7/1990", "03/07/1990",
		"07-MAR-90",   "07-Mar-1990", "07-3月 -90", "07-3月-1990",
		"07-03-1990",  "7.3.1990",    "07.03.1990",
	};
	static const char *const months[] = {
		"199003", "1990-03", "1990/3", "1990.03", "1990年3月",
	};
	static const char *const neither[] = {
		"199013", "1990.13", "1990年", "19900", "1990030", "1990-",
		"1990-03-", "07-MAX-90", "07-13月-90", "07-MAR-190",
		"3/7/90", "31/31/1990", "13-13-1990", "020-12345678",
		"7.3/1990", "13.13.1990", "1.7.3.1990", "10.3.19900",
		"07-3-月1990", "7/MAR/1990",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(days) / sizeof(*days); i++)
		assert_birth(days[i], "19900307");
	for (i = 0; i < sizeof(months) / sizeof(*months); i++)
		assert_birth(months[i], "19900300");
	for (i = 0; i < sizeof(neither) / sizeof(*neither); i++)
		assert_none(neither[i]);
	assert_birth("13/7/1990", "19900713"); /* no 13th month */
	assert_birth("7-13-1990", "19900713");
	assert_birth("19/7/1990", "19900719");
	assert_birth("20-07-1990", "19900720");
	assert_birth("20.07.1990", "19900720");
	assert_birth("1/10/2000", "20000110"); /* no count of seconds */
	assert_birth("07-MAR-00", "20000307");
	assert_birth("07-MAR-05", "20050307");
}

/* 3/7/1990, but not 13/7/1990. */
static void days_may_be_months(void **state)
{
	(void)state;
	assert_true(only("3/7/1990", CHARSET_UTF8)->form & FORM_EITHER);
	assert_true(only("07-03-1990", CHARSET_UTF8)->form & FORM_EITHER);
	assert_true(only("7.3.1990", CHARSET_UTF8)->form & FORM_EITHER);
	assert_false(only("3/13/1990", CHARSET_UTF8)->form & FORM_EITHER);
	assert_false(only("13.3.1990", CHARSET_UTF8)->form & FORM_EITHER);
	assert_false(only("07-MAR-90", CHARSET_UTF8)->form & FORM_EITHER);
	assert_false(only("1990-03-07", CHARSET_UTF8)->form & FORM_EITHER);
}

/* Seconds and milliseconds since 1970, of a midnight in China or Greenwich. */
static void midnights_are_counted(void **state)
{
	static const char *const none[] = {
		"636739201", "636739300", "636742800", "636739200001",
		"636742800000", "63673920000", "12345600", "-93686300",
		"63673920.00", "-636739200-00",
	};

	(void)state;
	assert_birth("636768000", "19900307");
	assert_birth("636739200", "19900307");
	assert_birth("636739200000", "19900307");
	assert_birth("647794800000", "19900713"); /* in summer */
	assert_birth("-93686400", "19670113");
	assert_birth("-93686400000", "19670113");
	assert_birth("-946800000000", "19400101");
	assert_birth("1130256000000", "20051026");
	assert_birth("31507200000", "19710101");
	assert_birth("31507200", "19710101");
	assert_birth("9388800000", "19700420");
	assert_false(only("9999993600000", CHARSET_UTF8)->passed); /* 2286 */
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_none(none[i]);
}

/* Days since 1899-12-30, only where a spreadsheet has a number. */
static void days_are_counted(void **state)
{
	static const char *const none[] = { "3293", "32939.5", "3293X",
					    "52939", "0x329" };
	struct match *matches;

	(void)state;
	assert_none("32939");
	clear(CHARSET_UTF8);
	add_cell("32939", CELL_NUMBER | CELL_ROW_END);
	matcher_begin(matcher, &chunk);
	assert_int_equal(matched(matcher, &matches), 1);
	assert_true(matches->passed);
	assert_memory_equal(matches->value.bytes, "19900307", 8);
	free(matches);
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		clear(CHARSET_UTF8);
		add_cell(none[i], CELL_NUMBER | CELL_ROW_END);
		matcher_begin(matcher, &chunk);
		assert_int_equal(matched(matcher, &matches), 0);
		free(matches);
	}
}

static void strata_are_told(void **state)
{
	(void)state;
	assert_int_equal(only("王伟", CHARSET_UTF8)->stratum, NAME_FREQUENT);
	assert_int_equal(only("孔伟", CHARSET_UTF8)->stratum, NAME_COMMON);
	assert_int_equal(only("欧阳伟", CHARSET_UTF8)->stratum, NAME_COMMON);
	assert_int_equal(only("佐伟", CHARSET_UTF8)->stratum, NAME_RARE);
	assert_int_equal(only("阿不都·热合曼", CHARSET_UTF8)->stratum,
			 NAME_DOTTED);
	assert_int_equal(only("Wei Zhang", CHARSET_UTF8)->stratum,
			 NAME_SPELT + NAME_COMMON);
	assert_int_equal(only("Xiaowei Zhang", CHARSET_UTF8)->stratum,
			 NAME_SPELT + NAME_FREQUENT);
	assert_int_equal(only("Ouyang Na", CHARSET_UTF8)->stratum,
			 NAME_SPELT + NAME_COMMON);
	assert_none("ouyangna"); /* a login */
	assert_int_equal(only("Blue Line", CHARSET_UTF8)->stratum, NAME_LATIN);
	assert_none("Red Shirt");
	assert_none("(Li Na");
	assert_none("AB-12");
	assert_none("a,b,c,d,e");
	assert_int_equal(only("1990-03-07", CHARSET_UTF8)->stratum, 90);
	assert_int_equal(only("女", CHARSET_UTF8)->stratum, SEX_FEMALE);
	assert_false(only("产品说明", CHARSET_UTF8)->passed);
	assert_false(only("本产品仅供个人用户在有效期之内使用",
			  CHARSET_UTF8)->passed);
}

static void assert_masked(const char *text, const char *wanted)
{
	const struct match *m = only(text, CHARSET_UTF8);
	struct masked masked = { "" };

	detectors[m->detector]->mask(m->value, &masked);
	assert_string_equal(masked.text, wanted);
}

static void masks_hide(void **state)
{
	(void)state;
	assert_masked("王伟", "王*");
	assert_masked("欧阳小红", "欧***");
	assert_masked("张伟先生", "张*");
	assert_masked("Zhang Wei", "Z********");
	assert_masked("广东省深圳市南山区科技路1号", "广东省深圳市***");
	assert_masked("上海浦东新区世纪大道8号", "上海***");
	assert_masked("朝阳区建国路100号", "***");
	assert_masked("1990-03-07", "1990-**-**");
	assert_masked("男", "*");
}

static size_t count_rows(uint64_t origin, unsigned rows)
{
	const struct match_run *runs;
	size_t count = 0, n;

	clear(CHARSET_UTF8);
	chunk.origin = origin;
	for (unsigned i = 0; i < rows; i++) {
		add_cell("王伟", 0);
		add_cell("男", CELL_ROW_END);
	}
	matcher_begin(matcher, &chunk);
	while ((n = matcher_next(matcher, &runs)))
		while (n)
			count += runs[--n].count;
	assert_int_equal(matcher_rows(matcher), rows);
	return count;
}

static void large_objects_are_sampled(void **state)
{
	(void)state;
	assert_int_equal(count_rows(0, 5000), 10000);
	assert_int_equal(count_rows(CELL_BYTES - 1, 640), 1280);
	assert_int_equal(count_rows(CELL_BYTES, 640),
			 2 * 640 / CELL_STEP);
}

/* Cut at every byte, and with every byte broken: nothing is read behind. */
static void broken_characters_are_none(void **state)
{
	static const char text[] = "北京市东城区中山路12号\xF0\xA0\xAE\xB7";
	const struct match_run *runs;

	(void)state;
	for (size_t cut = 1; cut < sizeof(text); cut++) {
		for (int charset = CHARSET_ASCII; charset <= CHARSET_LATIN1;
		     charset++) {
			clear((enum charset)charset);
			chunk.length = chunk.end = (uint32_t)cut;
			chunk.cells[chunk.cell_count++] =
				(struct cell){ .length = (uint32_t)cut };
			memcpy(chunk.text, text, cut);
			chunk.text[cut / 2] ^= 0xFF;
			matcher_begin(matcher, &chunk);
			while (matcher_next(matcher, &runs))
				;
		}
	}
}

static int begin(void **state)
{
	(void)state;
	matcher = matcher_new(TODAY, SEEDS_BEST);
	return !matcher;
}

static int end(void **state)
{
	(void)state;
	matcher_free(matcher);
	return 0;
}

/* Long texts and numbers that are kept in another form, as many as there may
 * be: all values stay what they are. */
static void values_have_room(void **unused)
{
	static const char number[] = "440524880101001"; /* as 18 characters */
	struct matcher *m = matcher_new(20260101, SEEDS_BEST);
	struct match *matches;
	uint32_t at = 0, ids = 0;
	size_t n;

	(void)unused;
	memset(&chunk, 0, sizeof(chunk));
	chunk.charset = CHARSET_UTF8;
	for (uint32_t i = 0; i < SIFT_CELLS; i++) {
		bool text = i < 120;
		struct cell cell = { .offset = at, .place = at,
				     .length = text ? 252 : 15,
				     .field = (uint16_t)i };

		for (uint32_t k = 0; text && k < 84; k++)
			memcpy(chunk.text + at + 3 * k, "\xE8\xB7\xAF", 3);
		if (!text)
			memcpy(chunk.text + at, number, 15);
		at += cell.length + 1;
		chunk.cells[chunk.cell_count++] = cell;
	}
	chunk.cells[chunk.cell_count - 1].flags = CELL_ROW_END;
	chunk.length = chunk.end = at;
	matcher_begin(m, &chunk);
	while ((n = matched(m, &matches))) {
		assert_true(m->judge.used <= JUDGE_VALUES);
		for (size_t i = 0; i < n; i++) {
			if (matches[i].value.length != 18)
				continue;
			assert_memory_equal(matches[i].value.bytes,
					    "44052419880101001", 17);
			ids++;
		}
		free(matches);
	}
	free(matches);
	assert_int_equal(ids, SIFT_CELLS - 120);
	matcher_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(charsets_are_read),
		cmocka_unit_test(guards_are_dropped),
		cmocka_unit_test(times_of_day_are_midnight),
		cmocka_unit_test(dates_are_written_in_many_ways),
		cmocka_unit_test(days_may_be_months),
		cmocka_unit_test(midnights_are_counted),
		cmocka_unit_test(days_are_counted),
		cmocka_unit_test(strata_are_told),
		cmocka_unit_test(masks_hide),
		cmocka_unit_test(large_objects_are_sampled),
		cmocka_unit_test(broken_characters_are_none),
		cmocka_unit_test(values_have_room),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
