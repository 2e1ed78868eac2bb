/*
 * What the tests of the writers share: a store that lies in memory (it
 * defines the reading functions of store.h, so include it once a program)
 * with hostile names in every text, and rendering into a folder of its own.
 */
#ifndef TESTS_UNIT_WRITERS_H
#define TESTS_UNIT_WRITERS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "reports/writers/report.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define RAW "44030519850412377X" /* synthetic; must never come out */
#ifndef FOLDER
#define FOLDER "/tmp/pandian-test-writers"
#endif

/* ---- the store ---- */

struct store {
	const struct asset_row *assets;
	size_t asset_count;
	const struct profile *profiles;
	size_t profile_count;
	const struct column *columns;
	size_t column_count;
	const struct finding *places;
	size_t place_count;
	const struct people *people;
	size_t people_count;
	struct sweep sweep;
	int fails; /* returned by store_each_asset */
};

static inline bool same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

int store_sweep(struct store *store, struct sweep *sweep)
{
	*sweep = store->sweep;
	return 0;
}

int store_each_asset(struct store *store,
		     int (*row)(void *, const struct asset_row *),
		     void *context)
{
	int stop = store->fails;
	size_t i;

	for (i = 0; i < store->asset_count && !stop; i++)
		stop = row(context, &store->assets[i]);
	return stop;
}

int store_each_profile(struct store *store, const struct asset_row *of,
		       int (*row)(void *, const struct profile *),
		       void *context)
{
	int stop = 0;
	size_t i;

	for (i = 0; i < store->profile_count && !stop; i++)
		if (!of || of->id == store->profiles[i].asset)
			stop = row(context, &store->profiles[i]);
	return stop;
}

int store_each_column(struct store *store, const struct asset_row *of,
		      int (*row)(void *, const struct column *),
		      void *context)
{
	int stop = store->fails;
	size_t i;

	for (i = 0; i < store->column_count && !stop; i++)
		if (!of || of->id == store->columns[i].asset)
			stop = row(context, &store->columns[i]);
	return stop;
}

/* Each asset has a table, of the two columns (fill_columns). */
int store_each_table(struct store *store, const struct asset_row *of,
		     int (*row)(void *, const struct table_row *),
		     void *context)
{
	struct table_row table = { .columns = 2, .rows = 1000,
				   .confidence = CONFIDENCE_HIGH };
	size_t i;

	for (i = 0; i < store->column_count; i++)
		if (store->columns[i].asset == of->id)
			break;
	if (i == store->column_count)
		return 0;
	table.name = store->columns[i].table;
	table.level = of->level;
	table.people = of->people;
	return row(context, &table);
}

int store_each_place(struct store *store, const struct profile *of,
		     int (*row)(void *, const struct finding *),
		     void *context)
{
	const struct finding *place;
	int stop = 0;
	size_t i;

	for (i = 0; i < store->place_count && !stop; i++) {
		place = &store->places[i];
		if (!of || (same(place->path, of->path) &&
			    same(place->table, of->table) &&
			    same(place->column, of->column) &&
			    place->detector == of->detector))
			stop = row(context, place);
	}
	return stop;
}

int store_each_people(struct store *store, const struct asset_row *of,
		      int (*row)(void *, const struct people *),
		      void *context)
{
	int stop = 0;
	size_t i;

	for (i = 0; i < store->people_count && !stop; i++)
		if (!of || of->id == store->people[i].asset)
			stop = row(context, &store->people[i]);
	return stop;
}

int store_everybody(struct store *store, struct people *total)
{
	*total = store->people_count ? store->people[0] : (struct people){ 0 };
	return 0;
}

/* ---- what lies in it ---- */

static const struct policy_row id_number = {
	.code = "ID_NUMBER", .zh = "居民身份号码", .seed = "私密",
	.jrt0171 = "C2", .pipl = "Y?", .level = 3, .sensitive = true,
};
static const struct policy_row card_number = {
	.code = "BANK_CARD", .zh = "银行卡号", .seed = "私密",
	.jrt0171 = "C3", .pipl = "Y", .level = 4, .sensitive = true,
};

static const char *const hostile[] = {
	"share/\033[31mred\033]0;title\007.txt",
	"share/new\nline\r\ttab.txt",
	"share/\xFF\xFE not utf-8 \xC3.txt",
	"share/\"quotes' & <script>alert(1)</script>.txt",
	"share/]]> --> \\x1b \\ %s%n.txt",
	"=HYPERLINK(\"http://x\")",
	"＝1+1",
	"@SUM(A1)",
	"-2+3",
	"share/abc\xE2\x80\xAEtxt.exe",
	"share/\xC2\x9Bm C1 \x7F.txt",
	"share/\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xB7\x90 nonchar.txt",
	"share/客户资料（最终版）.xlsx",
};

static struct asset_row asset_rows[COUNT(hostile)];
static struct profile profile_rows[COUNT(hostile) + 1];
static struct column column_rows[2 * COUNT(hostile)];
static struct finding place_rows[COUNT(hostile)];
static struct people people_rows[COUNT(hostile) + 1];

static inline void fill_asset(size_t i)
{
	const char *name = hostile[i];
	int id = detector_find("cn.resident_id");

	asset_rows[i] = (struct asset_row){
		.id = (int64_t)i + 1,
		.asset = { .path = name, .format = "csv", .encoding = "utf-8",
			   .bytes = UINT64_C(1) << (i * 5), .mode = 0100640,
			   .mtime_ns = 1700000000000000001,
			   .state = (enum state)(i % STATE_COUNT) },
		.level = &id_number, .confidence = CONFIDENCE_HIGH,
		.findings = 12, .owner = name, .combined = 5, .raised = 4,
		.people = { .estimate = 980, .low = 970, .high = 990,
			    .sensitive = 980 },
	};
	if (i % STATE_COUNT)
		problem_set(&asset_rows[i].asset.problem, 0, REASON_DAMAGED,
			    "page 3 of \033[7m%zu", i);
	profile_rows[i] = (struct profile){
		.asset = (int64_t)i + 1, .path = name, .table = name,
		.column = name, .detector = id, .rows = 1000,
		.candidates = 990, .passed = 985, .distinct_passed = 980,
		.chance = 1 / 11.0, .p_value = -2300.25, .high = 985,
		.verdict = VERDICT_CONFIRMED, .confidence = CONFIDENCE_HIGH,
		.label = name, .reasons = "label 身份证号; passes 99.5 %",
		.reasons_zh = "标签 身份证号; 通过率 99.5 %",
		.policy = &id_number,
	};
	place_rows[i] = (struct finding){
		.path = name, .table = name, .column = name, .line = 12,
		.row = 11, .offset = 4711, .detector = id,
		.masked = "4***************X", .fingerprint = "00ff",
		.confidence = CONFIDENCE_HIGH,
		.checks = CHECK_CHECKSUM | CHECK_DATE | CHECK_REGION,
		.label = name, .policy = &id_number,
		.value = { (const unsigned char *)RAW, strlen(RAW) },
	};
	people_rows[i + 1] = (struct people){
		.asset = (int64_t)i + 1, .path = name, .table = name,
		.estimate = 980, .low = 970, .high = 990, .sensitive = 980,
	};
	people_rows[i + 1].by[id] = 980;
}

/* The column of the profile, and one that holds nothing of note. */
static inline void fill_columns(size_t i)
{
	const char *name = hostile[i];
	struct column *column = &column_rows[2 * i];

	column[0] = (struct column){
		.asset = (int64_t)i + 1, .path = name, .table = name,
		.name = name, .comment = name, .type = name, .rows = 1000,
		.filled = 990, .blanks = 6, .nulls = 4, .bytes = 17820,
		.shortest = 18, .longest = 18, .looked = 990,
		.shapes = { [SHAPE_NUMBER] = 900, [SHAPE_ASCII] = 90 },
		.distinct = 980, .label = name,
		.means = UINT64_C(1) << detector_find("cn.resident_id"),
	};
	column[1] = (struct column){
		.asset = (int64_t)i + 1, .path = name, .table = name,
		.number = 1, .name = "#2", .index = 1, .rows = 1000,
		.filled = 1000, .bytes = 5000, .shortest = 5, .longest = 5,
		.looked = 500, .shapes = { [SHAPE_NUMBER] = 500 },
		.distinct = 500, .distinct_error = 0.01, .in_series = 500,
		.near = 499,
	};
}

static inline int by_path(const void *a, const void *b)
{
	return strcmp(((const struct people *)a)->path,
		      ((const struct people *)b)->path);
}

static inline int by_asset(const void *a, const void *b)
{
	return strcmp(((const struct asset_row *)a)->asset.path,
		      ((const struct asset_row *)b)->asset.path);
}

static inline struct store hostile_store(void)
{
	const size_t n = COUNT(hostile);
	size_t i;

	for (i = 0; i < n; i++)
		fill_asset(i);
	for (i = 0; i < n; i++)
		fill_columns(i);
	people_rows[0] = (struct people){
		.estimate = 1200000, .low = 900000, .high = 1300000,
		.sensitive = 12000, .minors = 3,
	};
	profile_rows[n] = (struct profile){
		.asset = 1, .path = hostile[0], .table = "t_order",
		.column = "order_no", .detector = detector_find("payment_card"),
		.rows = 100000, .candidates = 100000, .passed = 9900,
		.chance = 0.1, .verdict = VERDICT_CHANCE,
		.policy = &card_number,
	};
	qsort(asset_rows, n, sizeof(*asset_rows), by_asset);
	qsort(people_rows + 1, n, sizeof(*people_rows), by_path);
	return (struct store){
		.assets = asset_rows, .asset_count = n,
		.profiles = profile_rows, .profile_count = n + 1,
		.columns = column_rows, .column_count = 2 * n,
		.places = place_rows, .place_count = n,
		.people = people_rows, .people_count = n + 1,
		.sweep = { .version = "0.1.0", .rules = "r1", .key_id = "k1",
			   .fingerprints = "HMAC-SM3",
			   .roots = "share\nother\033[1m",
			   .started = "2026-11-21T01:02:03Z",
			   .ended = "2026-11-21T01:02:04Z", .seconds = 1.5,
			   .threads = 2, .incomplete = true, .assets = n,
			   .bytes = 123456789,
			   .states = { 3, 2, 2, 2, 2, 2 },
			   .findings = { [CONFIDENCE_HIGH] = 12805 } },
	};
}

/* ---- helpers ---- */

/* The folder of these tests is used by one program at a time: the same ones
 * run under a sanitizer beside it. The lock ends with the program. */
static inline void folder_alone(void)
{
	int fd = open(FOLDER ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	assert_true(fd >= 0 && !flock(fd, LOCK_EX));
}

static const struct report_options chinese = { .lang = "zh" };
static const struct report_options english = { .lang = "en" };
static const struct report_options revealing = { .lang = "en",
						 .reveal = true };

static inline char *read_whole(const char *file, size_t *length)
{
	FILE *in = fopen(file, "r");
	char *text;

	assert_non_null(in);
	fseek(in, 0, SEEK_END);
	*length = (size_t)ftell(in);
	rewind(in);
	text = malloc(*length + 1);
	assert_non_null(text);
	assert_int_equal(fread(text, 1, *length, in), *length);
	text[*length] = 0;
	fclose(in);
	return text;
}

static inline char *render(const char *name,
			   const struct report_options *options,
			   char file[static 64], size_t *length)
{
	struct store store = hostile_store();
	struct problem problem = { 0 };

	snprintf(file, 64, FOLDER "/out.%s", name);
	assert_int_equal(report_render(report_find(name), &store, options,
				       file, &problem), OUTCOME_OK);
	return read_whole(file, length);
}

/* Exit status of a python program with the file as its argument. */
static inline int python(const char *program, const char *file)
{
	char *const argv[] = { "python3", "-c", (char *)program, (char *)file,
			       NULL };
	extern char **environ;
	pid_t pid;
	int status;

	assert_int_equal(posix_spawnp(&pid, argv[0], NULL, NULL, argv,
				      environ), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline int set_up(void **state)
{
	(void)state;
	return python("import os,shutil,sys\n"
		      "shutil.rmtree(sys.argv[1],True); os.mkdir(sys.argv[1])",
		      FOLDER);
}

static inline int tear_down(void **state)
{
	(void)state;
	return python("import shutil,sys\nshutil.rmtree(sys.argv[1])", FOLDER);
}

#endif
