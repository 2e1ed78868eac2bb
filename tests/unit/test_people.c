/* Bounds of how many people there are, against tables whose people are
 * known: second phones, families, joint accounts, rows without ID. */
#include "tests/unit/collected.h"

#define PEOPLE_MAX 400
#define ROUNDS 300
#define TABLES 3

/* Of everybody; numbers of the same value are shared. */
struct person {
	uint64_t id, phones[2], cards[3];
	bool has_id; /* that tables tell */
};

struct town {
	struct person people[PEOPLE_MAX];
	uint64_t count;
};

/* What the rows of a table hold, in columns 0 to 4: as many of a hundred. */
struct habits {
	uint64_t ids, spouses, phones, second, cards;
	uint64_t rows_each; /* a person has up to so many rows */
};

static uint64_t upto(struct bench *b, uint64_t n)
{
	return draw(b) % n;
}

static bool percent(struct bench *b, uint64_t of)
{
	return upto(b, 100) < of;
}

static void settle(struct bench *b, struct town *town)
{
	uint64_t i, k, sharing = upto(b, 30);

	town->count = 20 + upto(b, PEOPLE_MAX - 20);
	for (i = 0; i < town->count; i++) {
		struct person *p = &town->people[i];
		const struct person *other = &town->people[upto(b, i + 1)];

		*p = (struct person){ .id = i, .phones = { 2 * i, 2 * i + 1 },
				      .has_id = percent(b, 80) };
		for (k = 0; k < 3; k++)
			p->cards[k] = 3 * i + k;
		if (percent(b, sharing))
			p->phones[0] = other->phones[0];
		if (percent(b, sharing))
			p->cards[0] = other->cards[0];
	}
}

static struct match card_of(uint64_t n, char text[17])
{
	struct match m = { .detector = (uint8_t)detector_find("payment_card"),
			   .points = 4, .passed = 1,
			   .checks = CHECK_NETWORK | CHECK_CHECKSUM };
	char last = '0';

	snprintf(text, 17, "622202%09llu0",
		 (unsigned long long)(n * 7654321 % 1000000000));
	while (!checksum_luhn((unsigned char *)text, 16))
		text[15] = ++last;
	m.value = (struct secret){ (unsigned char *)text, 16 };
	return m;
}

static struct match in_field(struct match m, uint16_t field, uint64_t row)
{
	m.field = field;
	m.row = row;
	return m;
}

/* A row about a person. Who is seen in it at all is added to `seen`. */
static void put_row(struct bench *b, uint32_t table, uint64_t row,
		    const struct town *town, uint64_t who,
		    const struct habits *h, bool *seen)
{
	const struct person *p = &town->people[who];
	uint64_t spouse = upto(b, town->count);
	/* Of somebody without an ID it would be two people's. */
	unsigned phone = p->has_id && h->ids == 100 ? (unsigned)upto(b, 2) : 0;
	char ids[2][19], tel[2][12], text[17];
	struct match m[5];
	size_t n = 0;

	if (p->has_id && percent(b, h->ids))
		m[n++] = in_field(id_of(p->id, ids[0]), 0, row);
	if (percent(b, h->spouses)) {
		m[n++] = in_field(id_of(spouse, ids[1]), 1, row);
		seen[spouse] = true;
	}
	if (percent(b, h->phones))
		m[n++] = in_field(phone_of(p->phones[phone], tel[0]), 2, row);
	if (percent(b, h->second))
		m[n++] = in_field(phone_of(p->phones[!phone], tel[1]), 3, row);
	if (percent(b, h->cards))
		m[n++] = in_field(card_of(p->cards[upto(b, 3)], text), 4, row);
	seen[who] |= n > 0;
	take(b, table, m, n, 1);
}

/* Where some rows lack the ID of somebody who has one, a person has one row:
 * else nobody could tell the phones of two rows from those of two people. */
static struct habits habits_of(struct bench *b)
{
	struct habits h = {
		.ids = percent(b, 70) ? 100 : upto(b, 100),
		.spouses = upto(b, 2) * upto(b, 50),
		.phones = upto(b, 4) * 33, .second = upto(b, 2) * upto(b, 101),
		.cards = upto(b, 2) * upto(b, 101),
	};

	h.rows_each = h.ids == 100 ? 1 + upto(b, 3) : 1;
	return h;
}

static uint64_t count_of(const bool *seen)
{
	uint64_t i, n = 0;

	for (i = 0; i < PEOPLE_MAX; i++)
		n += seen[i];
	return n;
}

static void assert_bounds(const struct people *people, uint64_t truth)
{
	if (people->low > truth || people->low > people->estimate ||
	    people->estimate > people->high)
		fail_msg("%llu people are told as %llu (%llu - %llu)",
			 (unsigned long long)truth,
			 (unsigned long long)people->estimate,
			 (unsigned long long)people->low,
			 (unsigned long long)people->high);
}

/* Rows about some of the people. */
static void put_table(struct bench *b, const char *name,
		      const struct town *town, const struct habits *h,
		      bool *seen)
{
	static const char *const columns[] = { "sfzh", "spouse_sfzh", "mobile",
					       "mobile2", "bank_card" };
	uint32_t table = open_table(b, name, columns, 5);
	uint64_t share = 10 + upto(b, 91), who, k, rows = 0;

	for (who = 0; who < town->count; who++)
		for (k = 0; percent(b, share) && k < h->rows_each; k++)
			put_row(b, table, rows++, town, who, h, seen);
}

static void finish(struct bench *b)
{
	commit(b, 0);
	close_asset(b);
	assert_int_equal(collector_finish(b->collector, &b->problem),
			 OUTCOME_OK);
}

/* Several tables about the same people, of which each tells other things. */
static void no_bound_is_above(void **state)
{
	static const char *const names[TABLES] = { "a", "b", "c" };
	static struct town town;
	uint64_t round, i, k;

	(void)state;
	for (round = 0; round < ROUNDS; round++) {
		struct bench *b = bench_new(false);
		bool seen[TABLES + 1][PEOPLE_MAX] = { { false } };
		uint64_t told = 0;

		b->random = round;
		settle(b, &town);
		open_asset(b);
		open_part(b);
		for (i = 0; i < TABLES; i++) {
			struct habits h = habits_of(b);

			put_table(b, names[i], &town, &h, seen[i]);
			for (k = 0; k < town.count; k++)
				seen[TABLES][k] |= seen[i][k];
		}
		finish(b);
		for (i = 0; i < b->seen.people_count; i++) {
			const char *name = b->seen.people_tables[i];

			assert_bounds(&b->seen.people[i],
				      count_of(seen[*name ? *name - 'a'
							  : TABLES]));
			told += b->seen.people[i].low;
		}
		assert_true(told > 0);
		bench_free(b);
	}
}

/* One table in which all have those things. */
static struct people people_of(struct habits h, bool ids)
{
	static struct town town;
	struct bench *b = bench_new(false);
	bool seen[PEOPLE_MAX] = { false };
	struct people people;
	uint64_t i;

	settle(b, &town);
	open_asset(b);
	open_part(b);
	town.count = 300;
	for (i = 0; i < town.count; i++) {
		town.people[i] = (struct person){
			.id = i, .phones = { 2 * i, 2 * i + 1 },
			.has_id = ids && i >= 100 };
		put_row(b, open_table(b, "t", NULL, 0), i, &town, i, &h, seen);
	}
	finish(b);
	people = b->seen.people[0];
	bench_free(b);
	return people;
}

static void bounds_are_near(void **state)
{
	struct people p = people_of((struct habits){ .phones = 100 }, false);

	(void)state;
	assert_true(p.low == 300 && p.estimate == 300 && p.high == 300);
	p = people_of((struct habits){ .phones = 100, .second = 100 }, false);
	assert_true(p.low == 300 && p.estimate == 600 && p.high == 600);
	p = people_of((struct habits){ .ids = 100, .phones = 99 }, true);
	assert_true(p.low == 200 && p.estimate <= 300 && p.high <= 300);
	p = people_of((struct habits){ .ids = 100, .phones = 100,
				       .second = 100 }, true);
	assert_true(p.low == 200 && p.estimate == 400 && p.high == 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_bound_is_above),
		cmocka_unit_test(bounds_are_near),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
