/* pandian scan: sweeps roots, writes the inventory and its reports. */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "reports/inventory/collector.h"
#include "scanner/base/buffer.h"
#include "scanner/cli/key.h"
#include "scanner/cli/live.h"
#include "scanner/cli/options.h"
#include "scanner/cli/outputs.h"
#include "scanner/cli/watch.h"

#define GLOBS_MAX 256
#define THREADS_MAX 256

enum option {
	FOLDER,
	INVENTORY,
	HTML,
	XML,
	JSON,
	JSONL,
	CSV,
	TEXT,
	REVEAL,
	JOBS,
	EXCLUDE,
	INCLUDE,
	NO_IGNORE,
	FOLLOW,
	ONE_FILE_SYSTEM,
	FAIL_ON,
	KEY,
	POLICY,
	MAX_DEPTH,
	MAX_MEMBERS,
	MAX_BYTES,
	MAX_SECONDS,
	LANGUAGE,
	QUIET,
};

static const struct option_spec options[] = {
	[FOLDER] = { "output", 'o', "DIR",
		     "write inventory.db, report.html, report.xml to DIR "
		     "(default pandian-report)",
		     "将 inventory.db、report.html、report.xml 写入目录 "
		     "DIR（默认 pandian-report）" },
	[INVENTORY] = { "inventory", 0, "FILE", "the inventory (SQLite)",
			"清单数据库（SQLite）" },
	[HTML] = { "html", 0, "FILE", "report for people",
		   "供人阅读的报告" },
	[XML] = { "xml", 0, "FILE", "report for other systems",
		  "供其他系统使用的报告" },
	[JSON] = { "json", 0, "FILE", "everything as one document",
		   "单个 JSON 文档" },
	[JSONL] = { "jsonl", 0, "FILE",
		    "every finding, one record a line, as it comes",
		    "逐行记录，包含每一处发现" },
	[CSV] = { "csv", 0, "FILE", "a row for each kind in each column",
		  "每列每类数据一行的表格" },
	[TEXT] = { "text", 0, "FILE", "the summary", "摘要" },
	[REVEAL] = { "reveal", 0, NULL,
		     "add raw values to the records of --jsonl (mode 0600)",
		     "在 --jsonl 记录中写出原始值（权限 0600）" },
	[JOBS] = { "jobs", 'j', "N", "threads (default: processors)",
		   "线程数（默认为处理器数）" },
	[EXCLUDE] = { "exclude", 0, "GLOB",
		      "leave out, by gitignore's rules; may be repeated",
		      "按 gitignore 规则排除；可重复" },
	[INCLUDE] = { "include", 0, "GLOB",
		      "read only files that match; may be repeated",
		      "只读取匹配的文件；可重复" },
	[NO_IGNORE] = { "no-ignore", 0, NULL, "do not obey .pandianignore",
			"不理会 .pandianignore" },
	[FOLLOW] = { "follow", 0, NULL,
		     "follow symbolic links that stay inside the roots",
		     "跟随不离开根目录的符号链接" },
	[ONE_FILE_SYSTEM] = { "one-file-system", 0, NULL,
			      "stay on the file systems of the roots",
			      "不跨越文件系统" },
	[FAIL_ON] = { "fail-on", 0, "LEVEL",
		      "exit 1 for findings of low, medium or high confidence",
		      "发现可信度达到 low、medium 或 high 时退出码为 1" },
	[KEY] = { "key", 0, "FILE",
		  "the engagement's key (default ~/.config/pandian/key)",
		  "项目密钥（默认 ~/.config/pandian/key）" },
	[POLICY] = { "policy", 0, "FILE", "levels by this table",
		     "采用此分级表" },
	[MAX_DEPTH] = { "max-depth", 0, "N",
			"containers inside each other (default 16)",
			"容器嵌套层数上限（默认 16）" },
	[MAX_MEMBERS] = { "max-members", 0, "N",
			  "members of one file (default 1000000)",
			  "单个文件的成员数上限（默认 1000000）" },
	[MAX_BYTES] = { "max-bytes", 0, "N",
			"decompressed bytes of one file (default 64 GiB)",
			"单个文件解压后字节数上限（默认 64 GiB）" },
	[MAX_SECONDS] = { "max-seconds", 0, "N",
			  "seconds for one file (default: no limit)",
			  "单个文件的秒数上限（默认不限）" },
	[LANGUAGE] = { "lang", 0, "LANG", "zh or en (default: the locale's)",
		       "zh 或 en（默认取决于区域设置）" },
	[QUIET] = { "quiet", 'q', NULL, "no progress, no summary",
		    "不显示进度与摘要" },
	{ 0 }
};

struct settings {
	struct outputs outputs;
	struct scan_options scan;
	struct report_options report;
	const char *key, *policy;
	const char *exclude[GLOBS_MAX + 1], *include[GLOBS_MAX + 1];
	unsigned excludes, includes;
	int fail_on; /* enum confidence, or -1 */
	bool quiet;
};

static int bad_value(int option, const char *value, struct problem *problem)
{
	return problem_set(problem, OUTCOME_FAILED, REASON_DAMAGED,
			   "--%s: %.60s is not a value it takes; see pandian "
			   "scan --help",
			   options[option].name, value);
}

static int set_number(int option, const char *value, struct settings *s,
		      struct problem *problem)
{
	unsigned long long most = option == JOBS       ? THREADS_MAX
				  : option == MAX_DEPTH ? 1000
							: UINT32_MAX;
	unsigned long long n;

	if (option == MAX_BYTES || option == MAX_MEMBERS)
		most = INT64_MAX;
	if (!parse_number(value, 1, most, &n))
		return bad_value(option, value, problem);
	switch (option) {
	case JOBS:
		s->scan.threads = (unsigned)n;
		break;
	case MAX_DEPTH:
		s->scan.limits.depth = (unsigned)n;
		break;
	case MAX_MEMBERS:
		s->scan.limits.members = n;
		break;
	case MAX_BYTES:
		s->scan.limits.bytes = n;
		break;
	default:
		s->scan.limits.seconds = (unsigned)n;
	}
	return OUTCOME_OK;
}

static int set_glob(const char **globs, unsigned *count, const char *value,
		    struct problem *problem)
{
	if (*count == GLOBS_MAX)
		return problem_set(problem, OUTCOME_FAILED, REASON_MEMORY,
				   "more than %d globs; put them into "
				   ".pandianignore",
				   GLOBS_MAX);
	globs[(*count)++] = value;
	return OUTCOME_OK;
}

static int set_option(void *context, int option, const char *value,
		      struct problem *problem)
{
	struct settings *s = context;

	switch ((enum option)option) {
	case FOLDER:
		s->outputs.folder = value;
		return OUTCOME_OK;
	case INVENTORY:
	case HTML:
	case XML:
	case JSON:
	case JSONL:
	case CSV:
	case TEXT:
		return outputs_add(&s->outputs, options[option].name, value)
			       ? OUTCOME_OK
			       : bad_value(option, value, problem);
	case REVEAL:
		s->report.reveal = true;
		return OUTCOME_OK;
	case EXCLUDE:
		return set_glob(s->exclude, &s->excludes, value, problem);
	case INCLUDE:
		return set_glob(s->include, &s->includes, value, problem);
	case NO_IGNORE:
		s->scan.walk.no_ignore = true;
		return OUTCOME_OK;
	case FOLLOW:
		s->scan.walk.follow = true;
		return OUTCOME_OK;
	case ONE_FILE_SYSTEM:
		s->scan.walk.one_file_system = true;
		return OUTCOME_OK;
	case FAIL_ON:
		s->fail_on = confidence_parse(value);
		return s->fail_on < 0 ? bad_value(option, value, problem)
				      : OUTCOME_OK;
	case KEY:
		s->key = value;
		return OUTCOME_OK;
	case POLICY:
		s->policy = value;
		return OUTCOME_OK;
	case LANGUAGE:
		s->report.lang = value;
		return strcmp(value, "zh") && strcmp(value, "en")
			       ? bad_value(option, value, problem)
			       : OUTCOME_OK;
	case QUIET:
		s->quiet = true;
		return OUTCOME_OK;
	case JOBS:
	case MAX_DEPTH:
	case MAX_MEMBERS:
	case MAX_BYTES:
	case MAX_SECONDS:
		return set_number(option, value, s, problem);
	}
	return OUTCOME_FAILED;
}

/* Everything that a sweep needs and that must be given back. */
struct job {
	struct settings settings;
	struct keys keys;
	struct policy *loaded; /* --policy, or NULL */
	const struct policy *policy;
	struct store *store;
	struct collector *collector;
	struct live live;
	bool live_open;
	struct walk_inode own[OWN_MAX];
	struct scan_progress progress;
	struct watch watch;
	struct buffer roots;
	char started[32], ended[32], rules[33];
	struct sweep sweep;
	struct problem problem;
};

static void time_text(char text[static 32])
{
	time_t now = time(NULL);
	struct tm utc;

	gmtime_r(&now, &utc);
	strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

static int today(void)
{
	time_t now = time(NULL);
	struct tm day;

	localtime_r(&now, &day);
	return (day.tm_year + 1900) * 10000 + (day.tm_mon + 1) * 100 +
	       day.tm_mday;
}

/* What decides about findings and levels, as a hash: two sweeps with the same
 * one can be compared. */
static void rules_text(struct job *job)
{
	crypto_generichash_state state;
	unsigned char hash[16];

	crypto_generichash_init(&state, NULL, 0, sizeof(hash));
	crypto_generichash_update(&state,
				  (const unsigned char *)PANDIAN_VERSION,
				  sizeof(PANDIAN_VERSION));
	for (size_t i = 0; i < detector_count; i++) {
		const struct policy_row *row =
			policy_row(job->policy, detectors[i]->policy);

		crypto_generichash_update(
			&state, (const unsigned char *)detectors[i]->id,
			strlen(detectors[i]->id) + 1);
		crypto_generichash_update(&state, (const unsigned char *)row,
					  sizeof(*row));
	}
	crypto_generichash_final(&state, hash, sizeof(hash));
	sodium_bin2hex(job->rules, sizeof(job->rules), hash, sizeof(hash));
}

/* A misspelt root must not leave a folder behind. */
static int check_roots(struct job *job)
{
	const char *const *root = job->settings.scan.walk.roots;
	struct stat s;

	for (; *root; root++) {
		if (stat(*root, &s))
			return problem_errno(&job->problem, OUTCOME_FATAL,
					     *root);
		buffer_text(&job->roots, *root);
		buffer_byte(&job->roots, '\n');
	}
	if (job->roots.length)
		job->roots.length--;
	return OUTCOME_OK;
}

static int prepare(struct job *job)
{
	struct settings *s = &job->settings;
	struct collector_options collect = { .keys = &job->keys,
					     .reveal = s->report.reveal };

	if (check_roots(job) != OUTCOME_OK ||
	    key_load(s->key, &job->keys, &job->problem) != OUTCOME_OK)
		return OUTCOME_FATAL;
	if (s->policy) {
		job->loaded = policy_load(s->policy, &job->problem);
		if (!job->loaded)
			return OUTCOME_FATAL;
	}
	job->policy = job->loaded ? job->loaded : policy_default();
	rules_text(job);
	if (outputs_default(&s->outputs, &job->problem) != OUTCOME_OK)
		return OUTCOME_FATAL;
	job->store = store_create(s->outputs.inventory, &job->problem);
	if (!job->store)
		return OUTCOME_FATAL;
	collect.policy = job->policy;
	collect.store = job->store;
	if (s->outputs.live) {
		if (live_open(&job->live, s->outputs.live, s->report.reveal,
			      &job->problem) != OUTCOME_OK)
			return OUTCOME_FATAL;
		job->live_open = true;
		collect.listener = &job->live.listener;
	}
	job->collector = collector_new(&collect, &job->problem);
	return job->collector ? OUTCOME_OK : OUTCOME_FATAL;
}

static uint64_t findings(void *context)
{
	return collector_findings(context);
}

static int sweep(struct job *job)
{
	struct settings *s = &job->settings;
	struct timespec from, to;
	int outcome;

	s->scan.sink = collector_sink(job->collector);
	s->scan.progress = &job->progress;
	s->scan.stop = s->scan.walk.stop = &job->watch.stop;
	s->scan.walk.own = job->own;
	s->scan.walk.own_count = outputs_own(&s->outputs, job->own);
	job->watch.progress = &job->progress;
	job->watch.findings = findings;
	job->watch.context = job->collector;
	job->watch.show = !s->quiet && isatty(STDERR_FILENO);
	job->watch.zh = !strcmp(s->report.lang, "zh");
	clock_gettime(CLOCK_MONOTONIC, &from);
	time_text(job->started);
	if (!watch_start(&job->watch))
		return problem_set(&job->problem, OUTCOME_FATAL,
				   REASON_MEMORY, "cannot start a thread");
	outcome = scan_run(&s->scan, &job->problem);
	watch_end(&job->watch);
	time_text(job->ended);
	clock_gettime(CLOCK_MONOTONIC, &to);
	job->sweep = (struct sweep){
		.version = PANDIAN_VERSION,
		.rules = job->rules,
		.key_id = job->keys.id,
		.roots = buffer_string(&job->roots),
		.started = job->started,
		.ended = job->ended,
		.seconds = (double)(to.tv_sec - from.tv_sec) +
			   (double)(to.tv_nsec - from.tv_nsec) / 1e9,
		.threads = (int)s->scan.threads,
		.incomplete = outcome != OUTCOME_OK,
		.interrupted = outcome == OUTCOME_PARTIAL,
	};
	return outcome == OUTCOME_FATAL ? outcome : OUTCOME_OK;
}

/* What was gathered goes to its places. */
static int finish(struct job *job)
{
	struct settings *s = &job->settings;
	int outcome = collector_finish(job->collector, &job->problem);

	if (outcome != OUTCOME_OK)
		return outcome;
	collector_sweep(job->collector, &job->sweep);
	if (job->live_open) {
		json_summary(job->live.output.file, &job->sweep);
		job->live_open = false;
		outcome = output_close(&job->live.output, OUTCOME_OK,
				       &job->problem);
	}
	if (outcome == OUTCOME_OK)
		outcome = store_finish(job->store, &job->sweep,
				       &job->problem);
	if (outcome == OUTCOME_OK)
		outcome = outputs_render(&s->outputs, job->store, &s->report,
					 &job->problem);
	return outcome;
}

/* The summary, and where the rest is. */
static int show(struct job *job)
{
	struct settings *s = &job->settings;
	struct report_options text = s->report;
	bool zh = !strcmp(text.lang, "zh");
	int outcome;

	if (s->quiet || outputs_to_stdout(&s->outputs))
		return OUTCOME_OK;
	text.colour = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
	text.reveal = false;
	outcome = report_render(report_find("text"), job->store, &text, "-",
				&job->problem);
	if (outcome == OUTCOME_OK && s->outputs.by_default)
		printf("\n%s %s\n%s %s/report.xml, %s\n",
		       zh ? "报告：" : "Report:   ", s->outputs.made[1],
		       zh ? "数据：" : "Data:     ", s->outputs.folder,
		       s->outputs.inventory);
	return outcome;
}

static int exit_status(const struct job *job)
{
	int from = job->settings.fail_on;

	for (int c = from; from >= 0 && c <= CONFIDENCE_HIGH; c++)
		if (job->sweep.findings[c])
			return EXIT_FOUND;
	return job->sweep.incomplete ? EXIT_INCOMPLETE : EXIT_DONE;
}

static void give_back(struct job *job)
{
	struct problem ignored = { 0 };

	if (job->live_open)
		output_close(&job->live.output, OUTCOME_FAILED, &ignored);
	collector_free(job->collector);
	store_free(job->store);
	policy_free(job->loaded);
	outputs_release(&job->settings.outputs);
	buffer_release(&job->roots);
	sodium_memzero(&job->keys, sizeof(job->keys));
	free(job);
}

static void set_defaults(struct settings *s)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	s->fail_on = -1;
	s->report.lang = options_language();
	s->scan.limits = scan_limits_default;
	s->scan.threads = processors < 1 ? 1
			  : processors > THREADS_MAX
				  ? THREADS_MAX
				  : (unsigned)processors;
	s->scan.today = today();
	s->scan.engine = SEEDS_BEST;
	s->scan.walk.exclude = s->exclude;
	s->scan.walk.include = s->include;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct job *job = calloc(1, sizeof(*job));
	int status = EXIT_TROUBLE, first;

	if (!job)
		return EXIT_TROUBLE;
	set_defaults(&job->settings);
	first = options_parse(command, argc, argv, set_option,
			      &job->settings, &status);
	if (first < 0)
		goto out;
	if (first == argc) {
		problem_set(&job->problem, OUTCOME_FATAL, REASON_VANISHED,
			    "scan: name a file or folder to read; see pandian "
			    "scan --help");
		goto failed;
	}
	job->settings.scan.walk.roots = (const char *const *)argv + first;
	if (!job->settings.includes)
		job->settings.scan.walk.include = NULL;
	if (prepare(job) != OUTCOME_OK || sweep(job) != OUTCOME_OK ||
	    finish(job) != OUTCOME_OK || show(job) != OUTCOME_OK)
		goto failed;
	status = exit_status(job);
	goto out;
failed:
	complain(&job->problem);
out:
	give_back(job);
	return status;
}

const struct command command_scan = {
	.name = "scan",
	.arguments = "ROOT...",
	.en = "sweep files and folders, write the inventory and its reports",
	.zh = "扫描文件与目录，写出清单和报告",
	.options = options,
	.run = run,
};
