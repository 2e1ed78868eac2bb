/* Mails and mailboxes, whoever wrote them. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tests/unit/archive.h"

#define START "From: a\nTo: b\nMIME-Version: 1.0\n"
#define MULTIPART START "Content-Type: multipart/mixed; boundary=\"x y\"\n\n"

static void reads(const char *mail, int outcome, const char *want)
{
	struct record r;

	record_start(&r);
	assert_int_equal(record_bytes(&r, mail, strlen(mail)), outcome);
	if (!record_has(&r, want))
		fail_msg("no \"%s\" in:\n%s", want, buffer_string(&r.log));
	record_release(&r);
}

static void gives(const char *mail, const char *want)
{
	reads(mail, OUTCOME_OK, want);
}

static void fields_are_text(void **state)
{
	(void)state;
	gives(START "Subject: one\n\ttwo\n\nbody\n",
	      "65535=From: a 65535=To: b 65535=MIME-Version: 1.0 "
	      "65535=Subject: one two 65535=body ");
	gives(START "Subject: =?GBK?B?yta7+g==?= =?utf-8?Q?1=338?= =?utf-8?Q?"
		    "00?=\n\n",
	      "=Subject: 手机13800 ");
	gives(START "Subject: \xCA\xD6\xBB\xFA 138\n\n", "=Subject: 手机 138 ");
	gives(START "Message-ID: <13800138000@x.cn>\n\nx",
	      "=MIME-Version: 1.0 65535=x ");
	gives(MULTIPART "--x y\nno field 138\n\nx\n--x y--\n",
	      "=no field 138 65535=x ");
}

static void texts_are_decoded(void **state)
{
	(void)state;
	gives(START "Content-Transfer-Encoding: base64\n"
		    "Content-Type: text/plain; charset=gb2312\n\n"
		    "yta7+qO6MTM4MDAxM\nzgwMDA=\n",
	      "=手机：13800138000 ");
	gives(START "Content-Transfer-Encoding: quoted-printable\n"
		    "Content-Type: text/plain; charset=gbk\n\n"
		    "=CA=D6=BB=FA138=\r\n00138000\r\n=31",
	      "=手机13800138000 65535=1 ");
	gives(START "Content-Transfer-Encoding: base64\n"
		    "Content-Type: text/plain; charset=utf-16\n\n"
		    "//4xADMAOAA=\n",
	      "=138 ");
	gives(START "Content-Type: text/plain; charset=iso-2022-jp\n\n"
		    "\x1B$B#1#3#8\x1B(B\n",
	      "=１３８ ");
	/* a charset that is not the body's hides nothing */
	gives(START "Content-Type: text/plain; charset=utf-7\n\n"
		    "+8613800138000 手机\n",
	      "=+8613800138000 手机 ");
	gives(START "Content-Type: text/plain; charset=nonsense\n\n1\n",
	      "65535=1 ");
}

static void parts_are_members(void **state)
{
	(void)state;
	gives(MULTIPART "preamble\n"
			"--x y\nContent-Type: text/plain\n\none\n"
			"--x y\nContent-Type: text/html\n\n<html><b>t</b>wo\n"
			"--x y\nContent-Disposition: attachment;\n"
			" filename*0*=gbk''%D0%D5; filename*1=.txt\n"
			"Content-Transfer-Encoding: base64\n\ndGhyZWU=\n"
			"--x y--\nepilogue\n",
	      "=preamble 65535=Content-Type: text/plain 65535=one "
	      "65535=Content-Type: text/html [2.html html\nprose -:\n"
	      "65535=two ]\n");
	gives(MULTIPART "--x y\nContent-Disposition: attachment;\n"
			" filename*0*=gbk''%D0%D5; filename*1=.txt\n"
			"Content-Transfer-Encoding: base64\n\ndGhyZWU=\n"
			"--x y--\nepilogue\n",
	      "[姓.txt text\nprose -:\n\"three\"\n]\nprose -:\n"
	      "65535=epilogue ");
	gives(MULTIPART "--x y\nContent-Type: message/rfc822\n\n" START
			"\ninner\n--x y--\n",
	      "[1.eml mail\n");
	gives(MULTIPART "--x y\nContent-Type: multipart/alternative;"
			" boundary=x\n\n--x\n\none\n--x\n\ntwo\n--x--\n"
			"--x y\n\nthree\n--x y--\n",
	      "=one 65535=two 65535=three ");
}

static void encryption_shows(void **state)
{
	(void)state;
	gives(START "Content-Type: application/pkcs7-mime;"
		    " smime-type=enveloped-data; name=smime.p7m\n\nx",
	      "[smime.p7m encrypted\n");
	gives(START "Content-Type: multipart/encrypted; boundary=x\n\n"
		    "--x\nContent-Type: application/pgp-encrypted\n\n"
		    "Version: 1\n--x\nContent-Type: application/octet-stream"
		    "\n\nx\n--x--\n",
	      "=Version: 1 65535=Content-Type: application/octet-stream "
	      "[2.bin encrypted\n");
	reads(START "\n-----BEGIN PGP MESSAGE-----\nx\n", OUTCOME_PARTIAL,
	      "partial encrypted");
}

static void damage_keeps_what_was_read(void **state)
{
	(void)state;
	reads(MULTIPART "--x y\n\none", OUTCOME_PARTIAL,
	      "=one ");
	reads(MULTIPART "--x y\nContent-Disposition: attachment\n"
			"Content-Transfer-Encoding: base64\n\nMTM4MDA",
	      OUTCOME_PARTIAL, "\"138");
	gives(START "Content-Type: multipart/mixed\n\n--x\n\n1\n--x--\n",
	      "=--x 65535= ");
	gives(START "Content-Type: ;;=;\"\nContent-Disposition: \\\n\n1\n",
	      "[1.bin text\nprose -:\n\"1\n\"\n]\n");
}

static void mailboxes_hold_mails(void **state)
{
	(void)state;
	gives("From a@b.cn Mon Jan  1 00:00:00 2024\n" START "\none\n"
	      "From now on\n\nFrom me\n\n>From x\n\n"
	      "From c@d.cn Mon Jan  1 00:00:00 2024 +0800\r\n" START "\ntwo\n",
	      "mbox\n[1.eml mail\nprose -:\n65535=From: a 65535=To: b "
	      "65535=MIME-Version: 1.0 65535=one 65535=From now on "
	      "65535= 65535=From me 65535= 65535=>From x 65535= ]\n"
	      "[2.eml mail\n");
}

static void memos_are_no_mails(void **state)
{
	struct record r;
	static const char *const texts[] = {
		"Date: 1\nContent-Type: 2\n\nx", "From: me\nhello\n\nx",
		"From here on\nTo: x\nFrom: y\n\n",
		"a: 1\nb: 2\n\n",
	};

	(void)state;
	record_start(&r);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		record_bytes(&r, texts[i], strlen(texts[i]));
		assert_true(record_has(&r, "text\n"));
	}
	record_release(&r);
}

/* Many levels, long lines, long headers: bounded, and nothing is lost. */
static void limits_lose_nothing(void **state)
{
	struct buffer mail = { 0 };
	struct record r;

	(void)state;
	record_start(&r);
	buffer_text(&mail, START "X: ");
	for (unsigned i = 0; i < 200000; i++)
		buffer_byte(&mail, 'x');
	buffer_text(&mail, " 13800138001\n");
	for (unsigned i = 0; i < 200; i++)
		buffer_format(&mail,
			      "Content-Type: multipart/mixed; boundary=b%u\n\n"
			      "--b%u\n",
			      i, i);
	buffer_text(&mail, "\n13800138002\n");
	record_bytes(&r, mail.bytes, mail.length);
	assert_true(record_has(&r, "13800138001"));
	assert_true(record_has(&r, "65535=13800138002 "));
	buffer_release(&mail);
	record_release(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_text),
		cmocka_unit_test(texts_are_decoded),
		cmocka_unit_test(parts_are_members),
		cmocka_unit_test(encryption_shows),
		cmocka_unit_test(damage_keeps_what_was_read),
		cmocka_unit_test(mailboxes_hold_mails),
		cmocka_unit_test(memos_are_no_mails),
		cmocka_unit_test(limits_lose_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
