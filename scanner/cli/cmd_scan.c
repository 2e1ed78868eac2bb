/* pandian scan: sweeps roots, writes the inventory and its reports. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "scanner/cli/options.h"
#include "scanner/cli/sweep.h"

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

static int today(void)
{
	time_t now = time(NULL);
	struct tm day;

	localtime_r(&now, &day);
	return (day.tm_year + 1900) * 10000 + (day.tm_mon + 1) * 100 +
	       day.tm_mday;
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
	struct settings settings = { 0 };
	struct problem problem = { 0 };
	int status, first;

	set_defaults(&settings);
	first = options_parse(command, argc, argv, set_option, &settings,
			      &status);
	if (first < 0)
		return status;
	if (first == argc) {
		problem_set(&problem, OUTCOME_FATAL, REASON_VANISHED,
			    "scan: name a file or folder to read; see pandian "
			    "scan --help");
		complain(&problem);
		return EXIT_TROUBLE;
	}
	settings.scan.walk.roots = (const char *const *)argv + first;
	if (!settings.includes)
		settings.scan.walk.include = NULL;
	return sweep_run(&settings);
}

const struct command command_scan = {
	.name = "scan",
	.arguments = "ROOT...",
	.en = "sweep files and folders, write the inventory and its reports",
	.zh = "扫描文件与目录，写出清单和报告",
	.options = options,
	.run = run,
};
