/* Tables in lines of fixed places: columns told by dashes or by what stands
 * in them, counted in bytes, characters or places on a screen. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <setjmp.h>
#include <cmocka.h>

#include "detectors/checksum.h"
#include "detectors/proof.h"
#include "tests/unit/document.h"

static void assert_log(struct record *r, const char *wanted)
{
	if (strcmp(buffer_string(&r->log), wanted))
		fail_msg("wanted:\n%s\ngot:\n%s", wanted,
			 buffer_string(&r->log));
}

static void assert_reads(const char *text, const char *wanted)
{
	struct record r;

	record_start(&r);
	r.emitter.proven = number_proven;
	record_bytes(&r, text, strlen(text));
	assert_log(&r, wanted);
	record_release(&r);
}

#define ROWS                                                            \
	"0=张三 1=11010119900307109X 2=13800138001;\n"                  \
	"0=李四光 1=440524188001010014 2=;\n"                           \
	"0=王五 1= 2=13800138003;\n"

/* sqlplus counts places on a screen, sqlcmd characters; pages repeat names. */
static void ruled(void **unused)
{
	(void)unused;
	assert_reads("\nSQL> SELECT * FROM t;\n\n"
		     "NAME     IDNO               MOBILE\n"
		     "-------- ------------------ -----------\n"
		     "张三     11010119900307109X 13800138001\n"
		     "李四光   440524188001010014\n\n"
		     "NAME     IDNO               MOBILE\n"
		     "-------- ------------------ -----------\n"
		     "王五                        13800138003\n\n"
		     "3 rows.\n",
		     "fixed\ntable -: NAME,IDNO,MOBILE\n"
		     "65535=\nSQL> SELECT * FROM t;\n\n " ROWS
		     "65535=3 rows. ");
	assert_reads("姓名     证件                 手机\r\n"
		     "------ ------------------ -----------\r\n"
		     "张三     11010119900307109X 13800138001\r\n"
		     "李四光    440524188001010014            \r\n"
		     "王五                        13800138003\r\n",
		     "fixed\ntable -: 姓名,证件,手机\n" ROWS);
}

/* A bank's file: numbers that stand side by side are told by the X that ends
 * some IDs, and by cards that are shorter than others. */
#define LINES 40

static void put_lines(struct buffer *b, const char *name)
{
	for (unsigned i = 0; i < LINES; i++)
		buffer_format(b, "%s44052418800101%03u%c13800%06u %s%05u.50%s"
				 "2024-06-%02u\n",
			      name, i, i % 3 ? '4' : 'X', i,
			      i % 2 ? "6222020000000007773"
				    : "6222020000000007   ",
			      i, i % 4 ? "借" : "贷", i % 28 + 1);
}

static void put_cells(struct buffer *b, const char *name)
{
	for (unsigned i = 0; i < LINES; i++)
		buffer_format(b,
			      "0=%s 1=44052418800101%03u%c 2=13800%06u 3=%s "
			      "4=%05u.50 5=%s 6=2024-06-%02u;\n",
			      name, i, i % 3 ? '4' : 'X', i,
			      i % 2 ? "6222020000000007773"
				    : "6222020000000007",
			      i, i % 4 ? "借" : "贷", i % 28 + 1);
}

static void assert_bank(const char *padded, const char *name)
{
	struct buffer text = { 0 }, wanted = { 0 };

	/* Records of other lengths at both ends are no rows. */
	buffer_text(&text, "H20240630 0040\n");
	put_lines(&text, padded);
	buffer_text(&text, "T0040\n");
	buffer_text(&wanted, "fixed\ntable -:\n65535=H20240630 0040 ");
	put_cells(&wanted, name);
	buffer_text(&wanted, "65535=T0040 ");
	assert_reads(buffer_string(&text), buffer_string(&wanted));
	buffer_release(&text);
	buffer_release(&wanted);
}

static void aligned(void **unused)
{
	(void)unused;
	assert_bank("张三      ", "张三"); /* ten places of a screen */
	assert_bank("欧阳某某  ", "欧阳某某");
	assert_bank("张三　　　", "张三　　　"); /* with wide blanks */
}

/* The last digit of a number that has a check digit there. */
static char check_of(bool (*holds)(const unsigned char *, size_t),
		     const char *digits)
{
	unsigned char number[20];
	size_t n = strlen(digits);

	memcpy(number, digits, n);
	for (number[n] = '0'; !holds(number, n + 1); number[n]++)
		;
	return (char)number[n];
}

/* Numbers that touch: they are told by their check digits, where some are
 * missing, too, and others by what is left. */
static void touching(void **unused)
{
	struct buffer text = { 0 }, wanted = { 0 };
	char id[18], card[19], whole[19];

	(void)unused;
	buffer_text(&wanted, "fixed\ntable -:\n");
	for (unsigned i = 0, lines = 0; lines < LINES; i++) {
		unsigned char x;

		snprintf(id, sizeof(id), "110101199%u0307%03u", i % 10, i);
		snprintf(card, sizeof(card), "622202%012u", i * 7919);
		x = checksum_mod11_2_of((const unsigned char *)id);
		if (x == 'X' && lines % 2)
			continue;
		snprintf(whole, sizeof(whole), "%s%c", id, x | 0x20);
		if (lines++ % 10 == 9)
			*whole = 0;
		buffer_format(&text, "%08u%18s%s%c1%u0%08u20240630\n", i,
			      whole, card, check_of(checksum_luhn, card),
			      3 + i % 7, i * 104729);
		buffer_format(&wanted, "0=%08u 1=%s 2=%s%c 3=1%u0%08u "
			      "4=20240630;\n", i, whole, card,
			      check_of(checksum_luhn, card), 3 + i % 7,
			      i * 104729);
	}
	assert_reads(buffer_string(&text), buffer_string(&wanted));
	buffer_release(&text);
	buffer_release(&wanted);
}

static void named(void **unused)
{
	struct buffer text = { 0 }, wanted = { 0 };

	(void)unused;
	buffer_text(&text, "NAME CARD             DAY       \n");
	buffer_text(&wanted, "fixed\ntable -: NAME,CARD,DAY\n");
	for (unsigned i = 0; i < LINES; i++) {
		buffer_format(&text, "ab%c  62220200%08u 2024-06-%02u\n",
			      'a' + i % 26, i, i % 28 + 1);
		buffer_format(&wanted,
			      "0=ab%c 1=62220200%08u 2=2024-06-%02u;\n",
			      'a' + i % 26, i, i % 28 + 1);
	}
	assert_reads(buffer_string(&text), buffer_string(&wanted));
	buffer_release(&text);
	buffer_release(&wanted);
}

/* A column whose signs differ from line to line has one name. */
static void named_once(void **unused)
{
	static const char *const tels[] = { "+86 13800", "0571-8800", "13800",
					    "86-138-00" };
	struct buffer text = { 0 }, wanted = { 0 };

	(void)unused;
	buffer_text(&text, "CARD             lxdh         联系\n");
	buffer_text(&wanted, "fixed\ntable -: CARD,lxdh,联系\n");
	for (unsigned i = 0; i < LINES; i++) {
		const char *tel = tels[i % 4];

		buffer_format(&text, "62220200%08u %9s%03u %s\n", i, tel, i,
			      i % 3 ? "+86 " : "0571");
		buffer_format(&wanted, "0=62220200%08u 1=%s%03u 2=%s;\n", i,
			      tel, i, i % 3 ? "+86" : "0571");
	}
	assert_reads(buffer_string(&text), buffer_string(&wanted));
	buffer_release(&text);
	buffer_release(&wanted);
}

/* Blanks at the ends of lines are missing, and stand in a column by chance. */
static void blanks(void **unused)
{
	struct buffer text = { 0 }, wanted = { 0 };

	(void)unused;
	buffer_text(&text, "DAY        NOTE\n");
	buffer_text(&wanted, "fixed\ntable -: DAY,NOTE\n");
	for (unsigned i = 0; i < LINES; i++) {
		const char *note = i % 8 ? "ab cd" : "";

		buffer_format(&text, "2024-06-%02u %s\n", i % 28 + 1, note);
		buffer_format(&wanted, "0=2024-06-%02u 1=%s;\n", i % 28 + 1,
			      note);
	}
	assert_reads(buffer_string(&text), buffer_string(&wanted));
	buffer_release(&text);
	buffer_release(&wanted);
}

static void no_tables(void **unused)
{
	static const char *const texts[] = {
		/* A heading, a list of words, a rule of two groups in prose. */
		"Title\n-----\n\nwords and more words\nof a text\n",
		"one\ntwo\nsix\nten\n",
		"-- - --\nThis is a text\nthat does not keep\nto columns.\n",
		NULL
	};
	struct buffer base64 = { 0 }, sentences = { 0 }, json = { 0 };
	struct buffer ragged = { 0 };
	struct record r;

	(void)unused;
	record_start(&r);
	for (unsigned i = 0; i < 40; i++)
		buffer_format(&sentences, "流水号 %017uX，备注%011u。\n",
			      i * 7919, i * i);
	record_bytes(&r, sentences.bytes, sentences.length);
	assert_memory_equal(buffer_string(&r.log), "text\n", 5);
	buffer_release(&sentences);
	for (unsigned i = 0; i < 40; i++)
		buffer_format(&json, "INFO body={\\\"no\\\":\\\"%017uX\\\"}\n",
			      i * 7919);
	record_bytes(&r, json.bytes, json.length);
	assert_memory_equal(buffer_string(&r.log), "text\n", 5);
	buffer_release(&json);
	/* Names of two and three characters move the numbers behind them. */
	for (unsigned i = 0; i < 40; i++)
		buffer_format(&ragged, "10:11:%02u {\"%s\",\"%018u\",\"%u\"}\n",
			      i, i % 3 ? "李四光" : "张三", i * 7919, 100 + i);
	record_bytes(&r, ragged.bytes, ragged.length);
	assert_memory_equal(buffer_string(&r.log), "text\n", 5);
	buffer_release(&ragged);
	for (unsigned i = 0; texts[i]; i++) {
		record_bytes(&r, texts[i], strlen(texts[i]));
		assert_memory_equal(buffer_string(&r.log), "text\n", 5);
	}
	for (unsigned i = 0; i < 64 * 64; i++)
		buffer_format(&base64, "%c%s",
			      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
			      "uvwxyz0123456789+/"[(i * i + i / 64) % 64],
			      i % 64 == 63 ? "\n" : "");
	record_bytes(&r, base64.bytes, base64.length);
	assert_memory_equal(buffer_string(&r.log), "text\n", 5);
	buffer_release(&base64);
	record_release(&r);
}

/* Cut at every place: what ended before is told as in the whole, and a line
 * that is cut makes the table partial. */
static void cut_off(void **unused)
{
	struct buffer text = { 0 };
	struct record whole, part;

	(void)unused;
	put_lines(&text, "张三      ");
	record_start(&whole);
	record_start(&part);
	assert_int_equal(record_bytes(&whole, text.bytes, text.length),
			 OUTCOME_OK);
	for (size_t at = text.length - 1; at > text.length - 1000; at--) {
		int outcome = record_bytes(&part, text.bytes, at);
		const char *log = buffer_string(&part.log);
		const char *last = strrchr(log, ';');

		assert_memory_equal(log, buffer_string(&whole.log),
				    (size_t)(last - log));
		assert_int_equal(outcome, text.bytes[at - 1] == '\n' ||
							  text.bytes[at] == '\n'
						  ? OUTCOME_OK
						  : OUTCOME_PARTIAL);
	}
	record_release(&whole);
	record_release(&part);
	buffer_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ruled),
		cmocka_unit_test(aligned),
		cmocka_unit_test(touching),
		cmocka_unit_test(named),
		cmocka_unit_test(named_once),
		cmocka_unit_test(blanks),
		cmocka_unit_test(no_tables),
		cmocka_unit_test(cut_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
