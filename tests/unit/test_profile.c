/*
 * From matches to profiles, findings and people, through the sink, as the
 * engine hands them over. All numbers are made up here.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "detectors/checksum.h"
#include "reports/inventory/collector.h"

#define PROFILES 64
#define PEOPLE 16

/* What a listener saw of one asset. */
struct seen {
	size_t assets, findings, by_confidence[CONFIDENCE_HIGH + 1];
	size_t revealed;
	uint64_t hash; /* of all findings, in order */
	int64_t last_row, last_line;
	struct profile profiles[PROFILES];
	char columns[PROFILES][64], tables[PROFILES][64];
	char reasons[PROFILES][512];
	size_t profile_count;
	struct people people[PEOPLE];
	bool over_all[PEOPLE];
	size_t people_count;
};

struct bench {
	struct keys keys;
	struct seen seen;
	struct listener listener;
	struct collector *collector;
	const struct sink *sink;
	struct account *account;
	struct part *part;
	struct problem problem;
	uint64_t random;
};

static int see_asset(void *context, const struct asset *asset)
{
	struct seen *seen = context;

	assert_non_null(asset->path);
	seen->assets++;
	return 0;
}

static void mix(uint64_t *hash, const char *text)
{
	for (; text && *text; text++)
		*hash = (*hash ^ (unsigned char)*text) * 0x100000001B3;
	*hash = (*hash ^ 0xFF) * 0x100000001B3;
}

static int see_finding(void *context, const struct finding *finding)
{
	struct seen *seen = context;

	assert_int_equal(seen->assets, 1); /* the asset came first */
	assert_int_not_equal(finding->confidence, CONFIDENCE_NONE);
	assert_int_equal(strlen(finding->fingerprint), 32);
	seen->findings++;
	seen->by_confidence[finding->confidence]++;
	seen->revealed += finding->value.length > 0;
	seen->last_row = finding->row;
	seen->last_line = finding->line;
	mix(&seen->hash, finding->masked);
	mix(&seen->hash, finding->fingerprint);
	mix(&seen->hash, finding->column);
	seen->hash += (uint64_t)finding->row * 31 + (uint64_t)finding->line;
	return 0;
}

static int see_profile(void *context, const struct profile *profile)
{
	struct seen *seen = context;
	size_t i = seen->profile_count++;

	assert_true(i < PROFILES);
	seen->profiles[i] = *profile;
	snprintf(seen->columns[i], 64, "%s",
		 profile->column ? profile->column : "");
	snprintf(seen->tables[i], 64, "%s",
		 profile->table ? profile->table : "");
	snprintf(seen->reasons[i], 512, "%s", profile->reasons);
	assert_true(*profile->reasons_zh != 0);
	return 0;
}

static int see_people(void *context, const struct people *people)
{
	struct seen *seen = context;
	size_t i = seen->people_count++;

	assert_true(i < PEOPLE);
	seen->people[i] = *people;
	seen->over_all[i] = !people->path;
	return 0;
}

static struct bench *bench_new(bool reveal)
{
	struct bench *b = calloc(1, sizeof(*b));
	struct collector_options options = { .reveal = reveal };

	assert_non_null(b);
	memset(b->keys.engagement, 7, sizeof(b->keys.engagement));
	keys_derive(&b->keys);
	b->random = 1;
	b->listener = (struct listener){
		.context = &b->seen, .asset = see_asset,
		.finding = see_finding, .profile = see_profile,
		.people = see_people,
	};
	options.keys = &b->keys;
	options.policy = policy_default();
	options.listener = &b->listener;
	b->collector = collector_new(&options, &b->problem);
	assert_non_null(b->collector);
	b->sink = collector_sink(b->collector);
	return b;
}

static void bench_free(struct bench *b)
{
	collector_free(b->collector);
	free(b);
}

static void open_asset(struct bench *b)
{
	b->account = b->sink->asset_open(b->sink->context, "a.sql");
	assert_non_null(b->account);
}

static void open_part(struct bench *b)
{
	b->part = b->sink->part_open(b->account);
	assert_non_null(b->part);
}

static void commit(struct bench *b, uint64_t lines)
{
	assert_int_equal(b->sink->asset_commit(b->account, b->part, lines,
					       &b->problem), OUTCOME_OK);
}

static void close_asset(struct bench *b)
{
	struct asset asset = { .path = "a.sql", .bytes = 1000 };

	memset(&b->seen, 0, sizeof(b->seen));
	assert_int_equal(b->sink->asset_close(b->account, &asset,
					      &b->problem), OUTCOME_OK);
	assert_int_equal(b->seen.assets, 1);
}

static uint32_t open_table(struct bench *b, const char *name,
			   const char *const *columns, uint32_t count)
{
	struct table table = { .name = name, .columns = columns,
			       .column_count = count, .kind = TABLE_ROWS };
	int64_t number = b->sink->part_table(b->part, &table);

	assert_true(number >= 0);
	return (uint32_t)number;
}

static void define(struct bench *b, const char *name,
		   const char *const *columns, const char *const *comments,
		   uint32_t count)
{
	struct table table = { .name = name, .columns = columns,
			       .comments = comments, .column_count = count,
			       .kind = TABLE_DEFINITION };

	assert_true(b->sink->part_table(b->part, &table) >= 0);
}

static void take(struct bench *b, uint32_t table, const struct match *matches,
		 size_t count, uint64_t rows)
{
	struct batch batch = { .matches = matches, .count = count,
			       .table = table, .rows = rows };

	assert_int_equal(b->sink->part_take(b->part, &batch, &b->problem),
			 OUTCOME_OK);
}

static uint64_t draw(struct bench *b)
{
	b->random += 0x9E3779B97F4A7C15;
	uint64_t n = b->random;

	n = (n ^ n >> 30) * 0xBF58476D1CE4E5B9;
	n = (n ^ n >> 27) * 0x94D049BB133111EB;
	return n ^ n >> 31;
}

/* Sixteen random digits; with a right check digit when `real`. */
static struct match card(struct bench *b, char digits[17], bool real)
{
	struct match m = { .detector = (uint8_t)detector_find("payment_card"),
			   .points = 1, .checks = CHECK_NETWORK };
	char last;

	snprintf(digits, 17, "62%014llu",
		 (unsigned long long)(draw(b) % 100000000000000));
	for (last = '0'; real && last <= '9'; last++) {
		digits[15] = last;
		if (checksum_luhn((unsigned char *)digits, 16))
			break;
	}
	m.passed = checksum_luhn((unsigned char *)digits, 16);
	m.checks |= m.passed ? CHECK_CHECKSUM : 0;
	m.value = (struct secret){ (unsigned char *)digits, 16 };
	return m;
}

/* The n-th made-up person: her ID number, her phone. */
static struct match id_of(uint64_t n, char text[19])
{
	struct match m = { .detector =
				   (uint8_t)detector_find("cn.resident_id"),
			   .points = 6, .passed = 1,
			   .checks = CHECK_CHECKSUM | CHECK_REGION };

	snprintf(text, 19, "110101%04llu0101%03llu",
		 (unsigned long long)(1900 + n / 1000 % 100),
		 (unsigned long long)(n % 1000));
	text[17] = (char)checksum_mod11_2_of((unsigned char *)text);
	text[18] = 0;
	m.value = (struct secret){ (unsigned char *)text, 18 };
	return m;
}

static struct match phone_of(uint64_t n, char text[12])
{
	struct match m = { .detector = (uint8_t)detector_find("cn.mobile"),
			   .points = 3, .passed = 1,
			   .checks = CHECK_ISSUER };

	snprintf(text, 12, "13%09llu",
		 (unsigned long long)(n * 7654321 % 1000000000));
	m.value = (struct secret){ (unsigned char *)text, 11 };
	return m;
}

static const struct profile *profile_of(const struct bench *b,
					const char *column, const char *id)
{
	size_t i;

	for (i = 0; i < b->seen.profile_count; i++)
		if (!strcmp(b->seen.columns[i], column) &&
		    b->seen.profiles[i].detector == detector_find(id))
			return &b->seen.profiles[i];
	return NULL;
}

/* One column of numbers, of which so many in a thousand are real cards. */
static const struct profile *column_of_cards(struct bench *b,
					     const char *name, uint64_t rows,
					     unsigned thousandths)
{
	char digits[17];
	struct match m;
	uint32_t table;
	uint64_t i;

	open_asset(b);
	open_part(b);
	table = open_table(b, "t", &name, 1);
	for (i = 0; i < rows; i++) {
		m = card(b, digits, draw(b) % 1000 < thousandths);
		m.row = i;
		take(b, table, &m, 1, 1);
	}
	commit(b, rows);
	close_asset(b);
	return profile_of(b, name, "payment_card");
}

static void order_numbers_are_chance(void **state)
{
	struct bench *b = bench_new(false);
	const struct profile *p = column_of_cards(b, "order_no", 100000, 0);

	(void)state;
	assert_non_null(p);
	assert_int_equal(p->verdict, VERDICT_CHANCE);
	assert_int_equal(p->confidence, CONFIDENCE_NONE);
	assert_int_equal(p->candidates, 100000);
	assert_in_range(p->passed, 9500, 10500);
	assert_int_equal(p->rows, 100000);
	assert_in_range(p->distinct_passed, 9000, 11000);
	assert_int_equal(b->seen.findings, 0);
	assert_non_null(strstr(b->seen.reasons[0], "random"));
	assert_non_null(strstr(b->seen.reasons[0], "chance 10.0 %"));
	bench_free(b);
}

static void real_cards_are_confirmed(void **state)
{
	struct bench *b = bench_new(false);
	const struct profile *p = column_of_cards(b, "x", 5000, 990);

	(void)state;
	assert_int_equal(p->verdict, VERDICT_CONFIRMED);
	assert_true(p->confidence >= CONFIDENCE_MEDIUM);
	assert_int_equal(b->seen.findings, p->passed);
	assert_int_equal(p->high + p->medium + p->low, p->passed);
	bench_free(b);
}

static void some_real_cards_are_mixed(void **state)
{
	struct bench *b = bench_new(false);
	const struct profile *p = column_of_cards(b, "x", 5000, 100);

	(void)state;
	assert_int_equal(p->verdict, VERDICT_MIXED);
	assert_int_equal(b->seen.findings, p->passed);
	assert_int_equal(b->seen.by_confidence[CONFIDENCE_LOW], p->passed);
	bench_free(b);
}

static void reveal_carries_values(void **state)
{
	struct bench *b = bench_new(true);

	(void)state;
	column_of_cards(b, "x", 100, 1000);
	assert_int_equal(b->seen.revealed, 100);
	bench_free(b);
	b = bench_new(false);
	column_of_cards(b, "x", 100, 1000);
	assert_int_equal(b->seen.findings, 100);
	assert_int_equal(b->seen.revealed, 0);
	bench_free(b);
}

/* Rows of a customer table from `from` on: an ID and a phone in each, but
 * every fourth row has no ID. */
static void take_customers(struct bench *b, uint32_t table, uint64_t from,
			   uint64_t count)
{
	char id[19], phone[12];
	struct match row[2];
	uint64_t i, n;

	for (i = 0; i < count; i++) {
		n = 0;
		if ((from + i) % 4) {
			row[n] = id_of(from + i, id);
			row[n].field = 1;
			row[n++].row = i;
			row[0].line = i;
		}
		row[n] = phone_of(from + i, phone);
		row[n].field = 2;
		row[n].line = i;
		row[n++].row = i;
		take(b, table, row, n, 1);
	}
}

static void people_are_counted_once(void **state)
{
	static const char *const columns[] = { "n", "sfzh", "mobile" };
	struct bench *b = bench_new(false);
	const struct people *all;
	uint32_t table;
	int round;

	(void)state;
	for (round = 0; round < 2; round++) { /* the same people again */
		open_asset(b);
		open_part(b);
		table = open_table(b, "customer", columns, 3);
		take_customers(b, table, 0, 1000);
		commit(b, 1000);
		close_asset(b);
		assert_int_equal(b->seen.people_count, 1);
		assert_int_equal(b->seen.people[0].estimate, 1000);
		assert_int_equal(b->seen.people[0].low, 1000);
		assert_int_equal(b->seen.people[0].high, 1000);
		assert_int_equal(b->seen.people[0].sensitive, 750);
		assert_int_equal(b->seen.people[0].by
				 [detector_find("cn.resident_id")], 750);
		assert_int_equal(b->seen.people[0].by
				 [detector_find("cn.mobile")], 250);
	}
	memset(&b->seen, 0, sizeof(b->seen));
	assert_int_equal(collector_finish(b->collector, &b->problem),
			 OUTCOME_OK);
	all = &b->seen.people[0];
	assert_true(b->seen.over_all[0]);
	assert_int_equal(all->estimate, 1000);
	bench_free(b);
}

/* A phone alone in one row, beside an ID in another: one person. */
static void a_phone_once_beside_an_id(void **state)
{
	static const char *const columns[] = { "n", "sfzh", "mobile" };
	struct bench *b = bench_new(false);
	char id[19], phone[12];
	struct match m[20];
	uint32_t table;
	uint64_t i;

	(void)state;
	open_asset(b);
	open_part(b);
	table = open_table(b, "t", columns, 3);
	for (i = 0; i < 10; i++) {
		m[0] = phone_of(i, phone);
		m[0].field = 2;
		m[0].row = 2 * i;
		m[1] = id_of(i, id);
		m[1].field = 1;
		m[2] = m[0];
		m[1].row = m[2].row = 2 * i + 1;
		take(b, table, m, 2, 1); /* the row goes on in the next */
		take(b, table, m + 2, 1, 1);
	}
	commit(b, 20);
	close_asset(b);
	assert_int_equal(b->seen.people[0].estimate, 10);
	assert_int_equal(b->seen.people[0].low, 10);
	bench_free(b);
}

/* One table in one part, or in parts of several sizes: no difference. */
static void parts_add_up(void **state)
{
	static const char *const columns[] = { "n", "sfzh", "mobile" };
	static const uint64_t cuts[][4] = { { 30000 },
					    { 1, 17000, 12999 },
					    { 10000, 10000, 5000, 5000 } };
	struct bench *b = bench_new(false);
	struct seen first = { 0 };
	uint32_t table;
	size_t c, i;
	uint64_t from;

	(void)state;
	for (c = 0; c < 3; c++) {
		open_asset(b);
		for (i = 0, from = 0; i < 4 && cuts[c][i]; i++) {
			open_part(b);
			if (!i) /* told once, and what follows goes on */
				define(b, "customer", columns, NULL, 3);
			table = open_table(b, i ? NULL : "customer", NULL, 0);
			take_customers(b, table, from, cuts[c][i]);
			from += cuts[c][i];
			commit(b, cuts[c][i]);
		}
		close_asset(b);
		if (!c)
			first = b->seen;
		assert_string_equal(b->seen.tables[0], "customer");
		assert_string_equal(b->seen.columns[0], "sfzh");
		assert_int_equal(b->seen.last_row, 30000);
		assert_int_equal(b->seen.findings, 52500);
		assert_int_equal(b->seen.hash, first.hash);
		assert_int_equal(b->seen.profile_count, 2);
		assert_int_equal(b->seen.profiles[0].rows, 30000);
		assert_int_equal(b->seen.profiles[1].distinct_passed,
				 first.profiles[1].distinct_passed);
		assert_memory_equal(&b->seen.people[0].estimate,
				    &first.people[0].estimate,
				    sizeof(uint64_t) * 5);
	}
	bench_free(b);
}

#define WIDE 18 /* more full samples than a book has room for */

/* Phones in every column of the open table; or of another by that name. */
static void take_wide(struct bench *b, const char *name, uint64_t from,
		      uint64_t rows)
{
	uint32_t table = open_table(b, name, NULL, 0);
	struct match m[WIDE];
	char phones[WIDE][12];
	uint64_t i, k;

	for (i = 0; i < rows; i++) {
		for (k = 0; k < WIDE; k++) {
			m[k] = phone_of((from + i) * WIDE + k, phones[k]);
			m[k].row = i;
			m[k].field = (uint16_t)k;
		}
		take(b, table, m, WIDE, 1);
	}
}

static void commit_part(struct bench *b, struct part *part)
{
	assert_true(b->sink->asset_fits(b->account, part));
	b->part = part;
	commit(b, 0);
}

/* A part that was opened when others had been committed keeps less, one that
 * ran ahead keeps all: the sum is the same. */
static void parts_may_run_ahead(void **state)
{
	struct bench *b = bench_new(false);
	struct seen first = { 0 };
	struct part *parts[4];
	unsigned ahead, i;

	(void)state;
	for (ahead = 0; ahead < 4; ahead++) {
		open_asset(b);
		for (i = 0; i < 4; i++) {
			open_part(b);
			take_wide(b, i % 2 ? NULL : "wide", i * 8000, 8000);
			parts[i] = b->part;
			if (i >= ahead)
				commit_part(b, parts[i - ahead]);
		}
		for (i = 4 - ahead; i < 4; i++)
			commit_part(b, parts[i]);
		close_asset(b);
		if (!ahead)
			first = b->seen;
		assert_int_equal(b->seen.profile_count, WIDE);
		assert_false(b->seen.profiles[0].distinct_exact);
		for (i = 0; i < WIDE; i++)
			assert_int_equal(b->seen.profiles[i].distinct_passed,
					 first.profiles[i].distinct_passed);
		assert_int_equal(b->seen.people[0].estimate,
				 first.people[0].estimate);
	}
	bench_free(b);
}

/* What was taken for one table's rows and turns out to be another's. */
static void a_part_may_not_fit(void **state)
{
	struct bench *b = bench_new(false);
	struct part *early;

	(void)state;
	open_asset(b);
	open_part(b);
	take_wide(b, "one", 0, 10);
	commit(b, 0);
	open_part(b);
	take_wide(b, NULL, 10, 10);
	early = b->part;
	open_part(b);
	take_wide(b, "two", 20, 10);
	commit(b, 0);
	assert_false(b->sink->asset_fits(b->account, early));
	b->sink->part_drop(early);
	close_asset(b);
	bench_free(b);
}

static void names_are_bound_late(void **state)
{
	static const char *const columns[] = { "c1", "c2", "c3" };
	static const char *const comments[] = { NULL, "身份证号", NULL };
	static const char *const listed[] = { "c3", "c2" };
	static const char *const upper[] = { "C2" };
	struct bench *b = bench_new(false);
	char id[19], phone[12];
	struct match m;
	uint32_t bare, with_list, unnamed;
	uint64_t i;

	(void)state;
	open_asset(b);
	open_part(b);
	bare = open_table(b, "t", NULL, 0);
	with_list = open_table(b, "t", listed, 2);
	unnamed = open_table(b, NULL, NULL, 0);
	assert_int_not_equal(bare, with_list);
	assert_int_equal(bare, open_table(b, "t", NULL, 0));
	for (i = 0; i < 20; i++) {
		m = id_of(i, id);
		m.field = 1;
		m.row = i;
		take(b, bare, &m, 1, 1);
		m = id_of(i + 10, id);
		m.field = 1;
		m.row = i;
		take(b, with_list, &m, 1, 1);
		m = phone_of(i, phone);
		m.field = 4;
		m.row = i;
		take(b, unnamed, &m, 1, 1);
	}
	define(b, "t", columns, NULL, 3);
	define(b, "loan.T", upper, &comments[1], 1); /* of the same table */
	define(b, "t", columns, NULL, 3);
	commit(b, 60);
	close_asset(b);
	assert_int_equal(b->seen.profile_count, 2);
	assert_string_equal(b->seen.columns[0], "#5");
	assert_string_equal(b->seen.columns[1], "c2");
	assert_int_equal(b->seen.profiles[1].passed, 40);
	assert_int_equal(b->seen.profiles[1].distinct_passed, 30);
	assert_int_equal(b->seen.profiles[1].rows, 40);
	assert_non_null(b->seen.profiles[1].label);
	assert_int_equal(b->seen.findings, 60);
	bench_free(b);
}

static void a_label_alone_is_nothing(void **state)
{
	static const char *const columns[] = { "sfzh" };
	struct bench *b = bench_new(false);

	(void)state;
	open_asset(b);
	open_part(b);
	take(b, open_table(b, "t", columns, 1), NULL, 0, 500);
	commit(b, 500);
	close_asset(b);
	assert_int_equal(b->seen.profile_count, 0);
	assert_int_equal(b->seen.people_count, 0);
	bench_free(b);
}

/* In running text a line is a row, and the second part's lines go on. */
static void prose_has_lines(void **state)
{
	struct bench *b = bench_new(false);
	struct match m[2];
	char id[19], phone[12];
	uint64_t part, i;

	(void)state;
	open_asset(b);
	for (part = 0; part < 2; part++) {
		open_part(b);
		for (i = 0; i < 5; i++) {
			m[0] = id_of(part * 5 + i, id);
			m[1] = phone_of(part * 5 + i, phone);
			m[0].field = m[1].field = FIELD_NONE;
			m[0].line = m[1].line = 10 * i;
			take(b, 0, m, 2, 0);
		}
		commit(b, 100);
	}
	close_asset(b);
	assert_int_equal(b->seen.profile_count, 2);
	assert_int_equal(b->seen.profiles[0].column_index, -1);
	assert_null(b->seen.profiles[0].table);
	assert_int_equal(b->seen.last_line, 141);
	assert_int_equal(b->seen.last_row, 0);
	assert_int_equal(b->seen.people[0].estimate, 10);
	bench_free(b);
}

static void test_values_are_told_apart(void **state)
{
	struct bench *b = bench_new(false);
	const char *name = "card";
	char digits[17];
	struct match m;
	uint32_t table;
	uint64_t i;

	(void)state;
	open_asset(b);
	open_part(b);
	table = open_table(b, "t", &name, 1);
	for (i = 0; i < 10; i++) {
		m = card(b, digits, true);
		m.checks |= CHECK_TEST;
		m.row = i;
		take(b, table, &m, 1, 1);
	}
	commit(b, 10);
	close_asset(b);
	assert_int_equal(b->seen.profiles[0].tests, 10);
	assert_int_equal(b->seen.profiles[0].confidence, CONFIDENCE_LOW);
	assert_int_equal(b->seen.by_confidence[CONFIDENCE_LOW], 10);
	assert_int_equal(b->seen.people_count, 0);
	bench_free(b);
}

/* Eleven digits that count up are no phones, whatever their segment. */
static void counters_are_no_phones(void **state)
{
	struct bench *b = bench_new(false);
	const char *name = "x";
	char digits[12];
	struct match m;
	uint32_t table;
	uint64_t i;

	(void)state;
	open_asset(b);
	open_part(b);
	table = open_table(b, "t", &name, 1);
	for (i = 0; i < 1000; i++) {
		m = phone_of(0, digits);
		snprintf(digits, sizeof(digits), "1391234%04u", (unsigned)i);
		m.row = i;
		take(b, table, &m, 1, 1);
	}
	commit(b, 1000);
	close_asset(b);
	assert_int_equal(b->seen.profiles[0].verdict, VERDICT_CHANCE);
	assert_non_null(strstr(b->seen.reasons[0], "count up"));
	bench_free(b);
}

/* More columns than an inventory keeps: all are counted, few are named. */
static void wide_tables_stay_bounded(void **state)
{
	struct bench *b = bench_new(false);
	struct collector_options options = { .keys = &b->keys,
					     .policy = policy_default() };
	struct collector *quiet = collector_new(&options, &b->problem);
	struct asset asset = { .path = "a.sql" };
	struct sweep sweep = { 0 };
	struct match m;
	char phone[12];
	uint32_t table;
	uint64_t i;

	(void)state;
	assert_non_null(quiet);
	b->sink = collector_sink(quiet);
	open_asset(b);
	open_part(b);
	table = open_table(b, "t", NULL, 0);
	for (i = 0; i < 20000; i++) {
		m = phone_of(i, phone);
		m.field = (uint16_t)i;
		take(b, table, &m, 1, 0);
	}
	commit(b, 1);
	assert_int_equal(b->sink->asset_close(b->account, &asset,
					      &b->problem), OUTCOME_OK);
	collector_sweep(quiet, &sweep);
	assert_int_equal(sweep.findings[0] + sweep.findings[1] +
			 sweep.findings[2] + sweep.findings[3], 20000);
	assert_int_equal(collector_findings(quiet), 20000);
	collector_free(quiet);
	bench_free(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_numbers_are_chance),
		cmocka_unit_test(real_cards_are_confirmed),
		cmocka_unit_test(some_real_cards_are_mixed),
		cmocka_unit_test(reveal_carries_values),
		cmocka_unit_test(people_are_counted_once),
		cmocka_unit_test(a_phone_once_beside_an_id),
		cmocka_unit_test(parts_add_up),
		cmocka_unit_test(parts_may_run_ahead),
		cmocka_unit_test(a_part_may_not_fit),
		cmocka_unit_test(names_are_bound_late),
		cmocka_unit_test(a_label_alone_is_nothing),
		cmocka_unit_test(prose_has_lines),
		cmocka_unit_test(test_values_are_told_apart),
		cmocka_unit_test(counters_are_no_phones),
		cmocka_unit_test(wide_tables_stay_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
