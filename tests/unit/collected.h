/*
 * What the tests of the collector share: a collector with a listener that
 * keeps what it is told, and matches as the engine hands them over. All
 * numbers are made up here.
 */
#ifndef TESTS_UNIT_COLLECTED_H
#define TESTS_UNIT_COLLECTED_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "detectors/checksum.h"
#include "reports/inventory/collector.h"
#include "tests/unit/matched.h"

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
	char people_tables[PEOPLE][64];
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

static inline int see_asset(void *context, const struct asset *asset)
{
	struct seen *seen = context;

	assert_non_null(asset->path);
	seen->assets++;
	return 0;
}

static inline void mix(uint64_t *hash, const char *text)
{
	for (; text && *text; text++)
		*hash = (*hash ^ (unsigned char)*text) * 0x100000001B3;
	*hash = (*hash ^ 0xFF) * 0x100000001B3;
}

static inline int see_finding(void *context, const struct finding *finding)
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

static inline int see_profile(void *context, const struct profile *profile)
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

static inline int see_people(void *context, const struct people *people)
{
	struct seen *seen = context;
	size_t i = seen->people_count++;

	assert_true(i < PEOPLE);
	seen->people[i] = *people;
	seen->over_all[i] = !people->path;
	snprintf(seen->people_tables[i], 64, "%s",
		 people->table ? people->table : "");
	return 0;
}

static inline struct bench *bench_new(bool reveal)
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

static inline void bench_free(struct bench *b)
{
	collector_free(b->collector);
	free(b);
}

static inline void open_asset(struct bench *b)
{
	b->account = b->sink->asset_open(b->sink->context, "a.sql");
	assert_non_null(b->account);
}

static inline void open_part(struct bench *b)
{
	b->part = b->sink->part_open(b->account);
	assert_non_null(b->part);
}

static inline void commit(struct bench *b, uint64_t lines)
{
	assert_int_equal(b->sink->asset_commit(b->account, b->part, lines,
					       &b->problem), OUTCOME_OK);
}

static inline void close_asset(struct bench *b)
{
	struct asset asset = { .path = "a.sql", .bytes = 1000 };

	memset(&b->seen, 0, sizeof(b->seen));
	assert_int_equal(b->sink->asset_close(b->account, &asset,
					      &b->problem), OUTCOME_OK);
	assert_int_equal(b->seen.assets, 1);
}

static inline uint32_t open_table(struct bench *b, const char *name,
				  const char *const *columns, uint32_t count)
{
	struct table table = { .name = name, .columns = columns,
			       .column_count = count, .kind = TABLE_ROWS };
	int64_t number = b->sink->part_table(b->part, &table);

	assert_true(number >= 0);
	return (uint32_t)number;
}

static inline void define(struct bench *b, const char *name,
			  const char *const *columns,
			  const char *const *comments, uint32_t count)
{
	struct table table = { .name = name, .columns = columns,
			       .comments = comments, .column_count = count,
			       .kind = TABLE_DEFINITION };

	assert_true(b->sink->part_table(b->part, &table) >= 0);
}

/* Of a batch: none is in a row before `row`, and so many rows end in it. */
static inline void take_batch(struct bench *b, uint32_t table, uint64_t row,
			      const struct match *m, size_t count,
			      uint64_t rows)
{
	struct batch batch = batch_of(m, count, table);

	batch.row = row;
	batch.rows = rows;
	assert_int_equal(b->sink->part_take(b->part, &batch, &b->problem),
			 OUTCOME_OK);
	free((void *)(uintptr_t)batch.runs);
}

static inline void take(struct bench *b, uint32_t table,
			const struct match *matches, size_t count,
			uint64_t rows)
{
	take_batch(b, table, 0, matches, count, rows);
}

static inline uint64_t draw(struct bench *b)
{
	b->random += 0x9E3779B97F4A7C15;
	uint64_t n = b->random;

	n = (n ^ n >> 30) * 0xBF58476D1CE4E5B9;
	n = (n ^ n >> 27) * 0x94D049BB133111EB;
	return n ^ n >> 31;
}

/* Sixteen random digits; with a right check digit when `real`. */
static inline struct match card(struct bench *b, char digits[17], bool real)
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
static inline struct match id_of(uint64_t n, char text[19])
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

static inline struct match phone_of(uint64_t n, char text[12])
{
	struct match m = { .detector = (uint8_t)detector_find("cn.mobile"),
			   .points = 3, .passed = 1,
			   .checks = CHECK_ISSUER };

	snprintf(text, 12, "13%09llu",
		 (unsigned long long)(n * 7654321 % 1000000000));
	m.value = (struct secret){ (unsigned char *)text, 11 };
	return m;
}

static inline const struct profile *profile_of(const struct bench *b,
					       const char *column,
					       const char *id)
{
	size_t i;

	for (i = 0; i < b->seen.profile_count; i++)
		if (!strcmp(b->seen.columns[i], column) &&
		    b->seen.profiles[i].detector == detector_find(id))
			return &b->seen.profiles[i];
	return NULL;
}

/* Rows of a customer table from `from` on: an ID and a phone in each, but
 * every fourth row has no ID. */
static inline void take_customers(struct bench *b, uint32_t table,
				  uint64_t from, uint64_t count)
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

#endif
