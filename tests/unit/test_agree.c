/* Dates of birth and sexes beside the ID in the same row. */
#include "tests/unit/collected.h"

#include "detectors/strata.h"

#define ROWS 200
#define NO_VERDICT (-1)
#define COLUMNS 4

static const char *const bare[COLUMNS] = { "c1", "c2", "c3", "c4" };

/* What a row of the test has beside its number. */
struct person {
	char id[19], birth[9], other[9], sex[4];
	char month[9], other_month[9]; /* the same dates without a day */
};

/* Born on any day from 1950 to 1999. */
static struct person person_of(struct bench *b)
{
	unsigned year = 1950 + (unsigned)(draw(b) % 50);
	unsigned month = 1 + (unsigned)(draw(b) % 12);
	unsigned day = 1 + (unsigned)(draw(b) % 28);
	unsigned serial = (unsigned)(draw(b) % 1000);
	struct person p;

	snprintf(p.birth, sizeof(p.birth), "%04u%02u%02u", year, month, day);
	snprintf(p.id, sizeof(p.id), "110101%s%03u", p.birth, serial);
	p.id[17] = (char)checksum_mod11_2_of((unsigned char *)p.id);
	p.id[18] = 0;
	snprintf(p.other, sizeof(p.other), "%04u%02u%02u",
		 2015 + (unsigned)(draw(b) % 10),
		 1 + (unsigned)(draw(b) % 12), 1 + (unsigned)(draw(b) % 28));
	snprintf(p.month, sizeof(p.month), "%.6s00", p.birth);
	snprintf(p.other_month, sizeof(p.other_month), "%.6s00", p.other);
	snprintf(p.sex, sizeof(p.sex), "%d", serial % 2 ? 1 : 2);
	return p;
}

static struct match match_of(const char *id, const char *text, uint16_t field,
			     uint64_t row)
{
	return (struct match){
		.detector = (uint8_t)detector_find(id), .passed = 1,
		.checks = CHECK_GRAMMAR, .field = field, .row = row,
		.value = { (const unsigned char *)text, strlen(text) },
	};
}

static struct match date_of(const char *text, uint16_t field, uint64_t row)
{
	struct match m = match_of("birth_date", text, field, row);

	m.stratum = (uint8_t)(strtoul(text, NULL, 10) / 10000 - 1900);
	return m;
}

static struct match sex_of(const char *text, uint16_t field, uint64_t row)
{
	struct match m = match_of("sex", text, field, row);

	m.stratum = SEX_CODE;
	return m;
}

/* A table of rows that `fill` makes; what was found in it is in b->seen. */
static struct bench *table_of(const char *const *columns,
			      size_t (*fill)(struct bench *, uint64_t row,
					     const struct person *,
					     struct match *))
{
	struct bench *b = bench_new(false);
	struct match m[COLUMNS];
	struct person person;
	uint64_t i;

	open_asset(b);
	for (i = 0; i < ROWS; i++) {
		if (i % 80 == 0) { /* in three parts */
			if (i)
				commit(b, 80);
			open_part(b);
		}
		person = person_of(b);
		take(b, open_table(b, "t", columns, COLUMNS), m,
		     fill(b, i % 80, &person, m), 1);
	}
	commit(b, ROWS % 80);
	close_asset(b);
	return b;
}

static void assert_ruled(const struct bench *b, const char *column,
			 const char *id, int wanted)
{
	const struct profile *p = profile_of(b, column, id);
	int verdict = p ? (int)p->verdict : NO_VERDICT;

	if (verdict != wanted)
		fail_msg("%s as %s is ruled %d, wanted %d", column, id,
			 verdict, wanted);
	if (wanted == VERDICT_CONFIRMED)
		assert_true(p->confidence >= CONFIDENCE_MEDIUM);
}

/* The ID last: the row is compared when it ends. Two of a hundred differ. */
static size_t fill_own(struct bench *b, uint64_t row, const struct person *p,
		       struct match *m)
{
	m[0] = date_of(draw(b) % 50 ? p->birth : p->other, 0, row);
	m[1] = date_of(p->other, 1, row);
	m[2] = sex_of(p->sex, 2, row);
	m[3] = match_of("cn.resident_id", p->id, 3, row);
	return 4;
}

static void births_need_no_name(void **state)
{
	static const char *const against[COLUMNS] = { "到期日", "放款日",
						      "状态", "sfzh" };
	struct bench *b = table_of(bare, fill_own);

	(void)state;
	assert_ruled(b, "c1", "birth_date", VERDICT_CONFIRMED);
	assert_ruled(b, "c2", "birth_date", NO_VERDICT);
	assert_ruled(b, "c3", "sex", VERDICT_CONFIRMED);
	assert_non_null(strstr(b->seen.reasons[0], "of 200 rows"));
	bench_free(b);
	b = table_of(against, fill_own);
	assert_ruled(b, "到期日", "birth_date", VERDICT_CONFIRMED);
	assert_null(strstr(b->seen.reasons[0], "到期日"));
	assert_ruled(b, "放款日", "birth_date", NO_VERDICT);
	bench_free(b);
}

/* Codes the other way round tell it as well; flags tell nothing. */
static size_t fill_sexes(struct bench *b, uint64_t row,
			 const struct person *p, struct match *m)
{
	m[0] = match_of("cn.resident_id", p->id, 0, row);
	m[1] = sex_of(*p->sex == '1' ? "0" : "1", 1, row);
	m[2] = sex_of(draw(b) % 2 ? "0" : "1", 2, row);
	m[3] = sex_of("1", 3, row);
	return 4;
}

static void sexes_need_no_name(void **state)
{
	struct bench *b = table_of(bare, fill_sexes);

	(void)state;
	assert_ruled(b, "c2", "sex", VERDICT_CONFIRMED);
	assert_ruled(b, "c3", "sex", NO_VERDICT);
	assert_ruled(b, "c4", "sex", NO_VERDICT);
	bench_free(b);
}

/* Another's: the column's name must say so, and then it is not sure. */
static size_t fill_others(struct bench *b, uint64_t row,
			  const struct person *p, struct match *m)
{
	static char birth[9];

	snprintf(birth, sizeof(birth), "%s", person_of(b).birth);
	m[0] = match_of("cn.resident_id", p->id, 0, row);
	m[1] = date_of(birth, 1, row);
	return 2;
}

static void births_of_others(void **state)
{
	static const char *const columns[COLUMNS] = { "sfzh", "出生日期", "c3",
						      "c4" };
	struct bench *b = table_of(columns, fill_others);

	(void)state;
	assert_ruled(b, "出生日期", "birth_date", VERDICT_MIXED);
	bench_free(b);
}

/* Two persons in a row: one of them will do. No ID in it: nothing is. */
static size_t fill_pairs(struct bench *b, uint64_t row,
			 const struct person *p, struct match *m)
{
	static char spouse[19];

	snprintf(spouse, sizeof(spouse), "%s", person_of(b).id);
	m[0] = match_of("cn.resident_id", spouse, 0, row);
	m[1] = match_of("cn.resident_id", p->id, 1, row);
	m[2] = date_of(p->birth, 2, row);
	return 3;
}

static size_t fill_alone(struct bench *b, uint64_t row,
			 const struct person *p, struct match *m)
{
	m[0] = date_of(p->birth, 0, row);
	m[1] = sex_of(p->sex, 1, row);
	(void)b;
	return 2;
}

static void rows_of_two_and_of_none(void **state)
{
	struct bench *b = table_of(bare, fill_pairs);

	(void)state;
	assert_ruled(b, "c3", "birth_date", VERDICT_CONFIRMED);
	bench_free(b);
	b = table_of(bare, fill_alone);
	assert_ruled(b, "c1", "birth_date", NO_VERDICT);
	assert_ruled(b, "c2", "sex", NO_VERDICT);
	bench_free(b);
}

/* Nearly all are men, and a flag is nearly always set; in rows of couples one
 * of them has any sex. */
static size_t fill_men(struct bench *b, uint64_t row, const struct person *p,
		       struct match *m)
{
	static struct person man;

	for (man = *p; draw(b) % 50 && *man.sex == '2';)
		man = person_of(b);
	m[0] = match_of("cn.resident_id", man.id, 0, row);
	m[1] = sex_of(draw(b) % 50 ? "1" : "0", 1, row);
	return 2;
}

static size_t fill_couples(struct bench *b, uint64_t row,
			   const struct person *p, struct match *m)
{
	static struct person other;

	do
		other = person_of(b);
	while (*other.sex == *p->sex);
	m[0] = match_of("cn.resident_id", p->id, 0, row);
	m[1] = match_of("cn.resident_id", other.id, 1, row);
	m[2] = sex_of(draw(b) % 2 ? "1" : "2", 2, row);
	return 3;
}

static void flags_may_look_alike(void **state)
{
	struct bench *b = table_of(bare, fill_men);

	(void)state;
	assert_ruled(b, "c2", "sex", NO_VERDICT);
	bench_free(b);
	b = table_of(bare, fill_couples);
	assert_ruled(b, "c3", "sex", NO_VERDICT);
	bench_free(b);
}

/* A month alone is compared with the month. */
static size_t fill_months(struct bench *b, uint64_t row,
			  const struct person *p, struct match *m)
{
	(void)b;
	m[0] = date_of(p->month, 0, row);
	m[1] = date_of(p->other_month, 1, row);
	m[2] = match_of("cn.resident_id", p->id, 3, row);
	return 3;
}

static void months_of_birth(void **state)
{
	struct bench *b = table_of(bare, fill_months);

	(void)state;
	assert_ruled(b, "c1", "birth_date", VERDICT_CONFIRMED);
	assert_ruled(b, "c2", "birth_date", NO_VERDICT);
	bench_free(b);
}

/* The month where the day is, as far as it can be told; and a day that is
 * another. */
static size_t fill_turned(struct bench *b, uint64_t row,
			  const struct person *p, struct match *m)
{
	static char turned[9], other[9];

	(void)b;
	snprintf(turned, sizeof(turned), "%.4s%.2s%.2s", p->birth,
		 p->birth + 6, p->birth + 4);
	m[0] = date_of(memcmp(turned + 4, "12", 2) > 0 ? p->birth : turned, 0,
		       row);
	m[1] = m[0];
	m[1].field = 1;
	m[0].form = memcmp(turned + 4, "12", 2) > 0 ? 0 : FORM_EITHER;
	snprintf(other, sizeof(other), "%.6s%02lu", p->birth,
		 strtoul(p->birth + 6, NULL, 10) % 12 + 1);
	m[2] = date_of(other, 2, row);
	m[2].form = FORM_EITHER;
	m[3] = match_of("cn.resident_id", p->id, 3, row);
	return 4;
}

static void days_may_be_months(void **state)
{
	struct bench *b = table_of(bare, fill_turned);

	(void)state;
	assert_ruled(b, "c1", "birth_date", VERDICT_CONFIRMED);
	assert_ruled(b, "c2", "birth_date", VERDICT_MIXED);
	assert_ruled(b, "c3", "birth_date", NO_VERDICT);
	bench_free(b);
}

/* The ID first, the last, or between. */
static size_t fill_turns(struct bench *b, uint64_t row,
			 const struct person *p, struct match *m)
{
	uint16_t at = (uint16_t)(row % 3), i, n = 0;

	(void)b;
	for (i = 0; i < 3; i++)
		m[i] = i == at ? match_of("cn.resident_id", p->id, 0, row)
		       : n++   ? sex_of(p->sex, 2, row)
			       : date_of(p->birth, 1, row);
	return 3;
}

/* Wherever blocks end that a row reaches over, all rows are compared. */
static void rows_may_be_cut(void **state)
{
	static struct person people[ROWS];
	static struct match m[3 * ROWS];
	size_t piece, i, n;

	(void)state;
	for (piece = 1; piece < 9; piece++) {
		struct bench *b = bench_new(false);
		uint32_t table;

		for (i = n = 0; i < ROWS; i++) {
			people[i] = person_of(b);
			n += fill_turns(b, i, &people[i], &m[n]);
		}
		open_asset(b);
		open_part(b);
		table = open_table(b, "t", bare, COLUMNS);
		for (i = 0; i < n; i += piece) {
			size_t end = i + piece < n ? i + piece : n;

			take_batch(b, table, m[i].row, &m[i], end - i,
				   m[end - 1].row - m[i].row);
		}
		commit(b, ROWS);
		close_asset(b);
		assert_ruled(b, "c2", "birth_date", VERDICT_CONFIRMED);
		assert_ruled(b, "c3", "sex", VERDICT_CONFIRMED);
		assert_non_null(strstr(b->seen.reasons[1], "of 200 rows"));
		bench_free(b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(births_need_no_name),
		cmocka_unit_test(sexes_need_no_name),
		cmocka_unit_test(births_of_others),
		cmocka_unit_test(months_of_birth),
		cmocka_unit_test(days_may_be_months),
		cmocka_unit_test(rows_of_two_and_of_none),
		cmocka_unit_test(flags_may_look_alike),
		cmocka_unit_test(rows_may_be_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
