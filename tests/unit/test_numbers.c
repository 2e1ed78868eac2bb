/* Plain numbers and addresses: whatever is settled the short way, for many at
 * a time or by marks, is what examining them says, on every engine. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "detectors/address.h"
#include "detectors/checksum.h"
#include "detectors/kinds.h"
#include "detectors/numbers.h"
#include "detectors/texts.h"

#define TODAY 20261121
#define ROUNDS 40000 /* of NUMBERS each */
#define TEXT 48

static uint64_t state = 1;

/* Numbers that look random and are the same in every run. */
static unsigned next_number(unsigned below)
{
	state = state * 6364136223846793005ULL + 1442695040888963407ULL;
	return (unsigned)(state >> 33) % below;
}

static void fill(unsigned char *text, unsigned from, unsigned length)
{
	for (unsigned i = from; i < length; i++)
		text[i] = (unsigned char)('0' + next_number(10));
}

static void luhn_digit(unsigned char *text, unsigned length)
{
	for (text[length - 1] = '0'; !checksum_luhn(text, length);)
		text[length - 1]++;
}

/* Most are values as a column is full of them, the others nearly. */
static void make_id(unsigned char *text, unsigned length)
{
	static const char *const six[] = { "110105", "441900", "810000",
					   "620102", "110150", "341126" };
	unsigned year = 1890 + next_number(140), month = 1 + next_number(12);

	(void)length;
	fill(text, 0, 18);
	memcpy(text, six[next_number(6)], 6);
	text[6] = (unsigned char)('0' + year / 1000);
	text[7] = (unsigned char)('0' + year / 100 % 10);
	text[8] = (unsigned char)('0' + year / 10 % 10);
	text[9] = (unsigned char)('0' + year % 10);
	text[10] = (unsigned char)('0' + month / 10);
	text[11] = (unsigned char)('0' + month % 10);
	text[12] = (unsigned char)('0' + next_number(4));
	if (!next_number(20))
		memcpy(text + 14, "000", 3);
	text[17] = checksum_mod11_2_of(text);
}

static void make_card(unsigned char *text, unsigned length)
{
	static const char *const six[] = { "621226", "622202", "622848",
					   "436742", "518710", "955880",
					   "621661", "660000", "411111" };

	fill(text, 0, length);
	memcpy(text, six[next_number(9)], 6);
	if (!next_number(8))
		memset(text + 6, text[6], length - 6);
	luhn_digit(text, length);
}

static void make_mobile(unsigned char *text, unsigned length)
{
	fill(text, 0, length);
	text[0] = '1';
	if (!next_number(8)) {
		int step = (int)next_number(3) - 1;

		text[4] = (unsigned char)('0' + (step < 0 ? 9 : 2));
		for (unsigned i = 5; i < length; i++)
			text[i] = (unsigned char)(text[i - 1] + step);
		for (unsigned i = 5; i < length; i++)
			if (text[i] < '0' || text[i] > '9')
				text[i] = '5';
	}
}

static const struct maker {
	const struct detector *detector;
	void (*make)(unsigned char *text, unsigned length);
	unsigned least, most; /* digits */
	unsigned usual;	      /* percent that should be told, at least */
} makers[] = {
	{ &detector_cn_resident_id, make_id, 18, 18, 10 },
	{ &detector_payment_card, make_card, 13, 19, 2 },
	{ &detector_cn_mobile, make_mobile, 11, 11, 20 },
};

/* The one text in so many that was sound gets a wrong character. */
static void spoil(unsigned char *text, unsigned length)
{
	unsigned at = next_number(length);

	switch (next_number(8)) {
	case 0:
		text[at] = (unsigned char)('0' + next_number(10));
		break;
	case 1:
		fill(text, 0, length);
		break;
	case 2:
		if (length == 18)
			text[17] = 'X';
		break;
	case 3:
		memset(text + at, '0', length - at);
		break;
	}
}

static void make_many(const struct maker *maker, unsigned char (*texts)[TEXT],
		      struct numbers *n)
{
	n->count = 1 + next_number(NUMBERS);
	n->length = maker->least +
		    next_number(maker->most - maker->least + 1);
	n->today = TODAY;
	for (unsigned i = 0; i < n->count; i++) {
		memset(texts[i], next_number(256), TEXT);
		maker->make(texts[i], n->length);
		spoil(texts[i], n->length);
		numbers_put(n, i, texts[i]);
	}
}

static void tell(const struct detector *d, enum seeds_engine engine,
		 struct numbers *n, struct evidence *e)
{
	n->engine = engine;
	memset(n->sure, 0xFF, sizeof(n->sure));
	numbers_begin(n);
	numbers_go_on(n);
	d->usual(n, e);
}

static bool is_as_told(const struct detector *d, const struct numbers *n,
		       unsigned i, const struct evidence *told)
{
	struct candidate c = { .text = n->text[i],
			       .length = (uint16_t)n->length,
			       .digits = (uint16_t)(n->length -
					(n->text[i][n->length - 1] == 'X')),
			       .group_count = 1,
			       .groups = { (uint8_t)n->length },
			       .form = FORM_CELL,
			       .today = n->today };
	struct evidence e = { 0 };

	return d->examine(&c, &e) == ANSWER_HIT && e.checks == told->checks &&
	       e.points == told->points && e.strength == told->strength &&
	       e.stratum == told->stratum && !e.value_length;
}

static void usual_values_are_as_examined(void **unused)
{
	static unsigned char texts[NUMBERS][TEXT];
	static struct numbers n, other;

	(void)unused;
	for (size_t m = 0; m < sizeof(makers) / sizeof(*makers); m++) {
		const struct detector *d = makers[m].detector;
		uint64_t told = 0, all = 0;

		for (unsigned round = 0; round < ROUNDS; round++) {
			struct evidence e, same;

			make_many(&makers[m], texts, &n);
			other = n;
			tell(d, seeds_best(), &n, &e);
			for (unsigned i = 0; i < n.count; i++) {
				told += n.sure[i] != 0;
				if (n.sure[i])
					assert_true(is_as_told(d, &n, i, &e));
			}
			all += n.count;
			tell(d, (enum seeds_engine)(round % SEEDS_BEST) <
						seeds_best()
					? (enum seeds_engine)(round %
							      SEEDS_BEST)
					: SEEDS_SCALAR,
			     &other, &same);
			assert_memory_equal(n.sure, other.sure,
					    n.count * sizeof(n.sure[0]));
		}
		assert_true(told * 100 > all * makers[m].usual);
	}
}

/* Whether they are values or fail: no number is of a kind whose values never
 * begin so. */
static void kinds_begin_as_they_say(void **unused)
{
	unsigned char text[TEXT] = "";

	(void)unused;
	for (size_t m = 0; m < detector_count * 10000 * 8; m++) {
		const struct detector *d = detectors[m / 80000];
		unsigned four = (unsigned)(m / 8 % 10000), length;
		struct candidate c = { .text = text, .form = FORM_CELL,
				       .group_count = 1, .today = TODAY };
		struct evidence e = { 0 };

		if (!d->begins || d->begins(four))
			continue;
		for (length = 4; length < 64; length++) {
			if (!(d->lengths >> length & 1))
				continue;
			make_id(text, 18);
			fill(text, 18, length);
			memcpy(text + 4, "01", m & 1 ? 2 : 0);
			for (unsigned i = 4, left = four; i--; left /= 10)
				text[i] = (unsigned char)('0' + left % 10);
			if (length == 18)
				text[17] = checksum_mod11_2_of(text);
			c.length = (uint16_t)length;
			c.digits = c.length - (text[length - 1] == 'X');
			assert_int_equal(d->examine(&c, &e), ANSWER_NO);
		}
	}
}

/* Beginnings of addresses, and what may stand in some place of one. */
static size_t make_address(unsigned char *text)
{
	static const char *const known[] = {
		"u90032316@163.com", "li.si@mail.example.com.cn", "a@b.cn",
		"kefu@example.cn", "logo@3x.png", "_x-y@q-q.org",
		"wang_wu@sina.com", "138@qq.com"
	};
	static const char set[] = "..--__@@''%+azAZ09 mo\x80\xC3";
	const char *from = known[next_number(8)];
	size_t n = strlen(from);

	memset(text, next_number(256), TEXT);
	memcpy(text, from, n);
	for (unsigned i = next_number(4); i--;)
		text[next_number((unsigned)n)] = (unsigned char)
			set[next_number(sizeof(set) - 1)];
	if (!next_number(4)) {
		size_t more = next_number(16), at = next_number((unsigned)n);

		memmove(text + at + more, text + at, n - at);
		memset(text + at, "a9.-_"[next_number(5)], more);
		n += more;
	}
	return next_number(4) ? n : 1 + next_number((unsigned)n);
}

static void fill_texts(struct texts *t, unsigned char (*texts)[2 * TEXT])
{
	memset(t->sure, 0xFF, sizeof(t->sure));
	t->count = 1 + next_number(TEXTS);
	for (unsigned i = 0; i < t->count; i++)
		t->text[i] = (struct secret){ texts[i],
					      make_address(texts[i]) };
}

static bool is_address_as_told(struct secret text,
			       const struct evidence *told, bool sure)
{
	struct candidate c = { .text = text.bytes,
			       .length = (uint16_t)text.length };
	struct evidence e = { 0 };
	bool whole = address_whole(text.bytes, c.length) &&
		     detector_email.examine(&c, &e) == ANSWER_HIT;

	if (sure)
		assert_true(whole && e.checks == told->checks &&
			    e.points == told->points &&
			    e.strength == told->strength);
	return whole;
}

static void addresses_are_as_examined(void **unused)
{
	static unsigned char texts[TEXTS][2 * TEXT];
	static struct texts t, other;
	unsigned told = 0, all = 0;

	(void)unused;
	for (unsigned round = 0; round < ROUNDS; round++) {
		struct evidence e, same;

		fill_texts(&t, texts);
		other = t;
		t.engine = seeds_best();
		other.engine = SEEDS_SCALAR;
		texts_mark(&t);
		texts_mark(&other);
		detector_email.usual_texts(&t, &e);
		detector_email.usual_texts(&other, &same);
		assert_memory_equal(t.sure, other.sure,
				    t.count * sizeof(t.sure[0]));
		for (unsigned i = 0; i < t.count; i++) {
			told += t.sure[i] != 0;
			all += is_address_as_told(t.text[i], &e,
						  t.sure[i] != 0);
		}
	}
	assert_true(told > all / 2 && told > 10000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(usual_values_are_as_examined),
		cmocka_unit_test(kinds_begin_as_they_say),
		cmocka_unit_test(addresses_are_as_examined),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
