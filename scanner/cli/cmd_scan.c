/* pandian scan: sweeps roots, writes the inventory and its reports. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "scanner/base/gettext.h"
#include "scanner/cli/language.h"
#include "scanner/cli/options.h"
#include "scanner/cli/sweep.h"

#define THREADS_MAX 256

enum option {
	FOLDER,
	INVENTORY,
	REVEAL,
	PROFILE,
	JOBS,
	EXCLUDE,
	INCLUDE,
	NO_IGNORE,
	FOLLOW,
	ONE_FILE_SYSTEM,
	FAIL_ON,
	KEY,
	FINGERPRINT,
	POLICY,
	MAX_DEPTH,
	MAX_MEMBERS,
	MAX_BYTES,
	MAX_SECONDS,
	QUIET,
};

static const struct option_spec options[] = {
	[FOLDER] = { "output", 'o', "DIR",
		     N_("write inventory.db, report.html, report.xml to DIR "
			"(default pandian-report)") },
	[INVENTORY] = { "inventory", 0, "FILE", N_("the inventory (SQLite)") },
	[REVEAL] = { "reveal", 0, NULL,
		     N_("add raw values to the records of --jsonl (mode "
			"0600)") },
	[PROFILE] = { "profile", 0, NULL,
		      N_("look at every cell for the profile of columns, not "
			 "at some rows") },
	[JOBS] = { "jobs", 'j', "N", N_("threads (default: processors)") },
	[EXCLUDE] = { "exclude", 0, "GLOB",
		      N_("leave out, by gitignore's rules; may be repeated") },
	[INCLUDE] = { "include", 0, "GLOB",
		      N_("read only files that match; may be repeated") },
	[NO_IGNORE] = { "no-ignore", 0, NULL,
			N_("do not obey .pandianignore") },
	[FOLLOW] = { "follow", 0, NULL,
		     N_("follow symbolic links that stay inside the roots") },
	[ONE_FILE_SYSTEM] = { "one-file-system", 0, NULL,
			      N_("stay on the file systems of the roots") },
	[FAIL_ON] = { "fail-on", 0, "LEVEL",
		      N_("exit 1 for findings of low, medium or high "
			 "confidence") },
	[KEY] = { "key", 0, "FILE",
		  N_("the engagement's key (default ~/.config/pandian/key)") },
	[FINGERPRINT] = { "fingerprint", 0, "HASH",
			  N_("fingerprints are HMACs by sha256 (the default) "
			     "or sm3") },
	[POLICY] = { "policy", 0, "FILE", N_("levels by this table") },
	[MAX_DEPTH] = { "max-depth", 0, "N",
			N_("containers inside each other (default 16)") },
	[MAX_MEMBERS] = { "max-members", 0, "N",
			  N_("members of one file (default 1000000)") },
	[MAX_BYTES] = { "max-bytes", 0, "N",
			N_("decompressed bytes of one file (default 64 GiB)") },
	[MAX_SECONDS] = { "max-seconds", 0, "N",
			  N_("seconds for one file (default: no limit)") },
	[QUIET] = { "quiet", 'q', NULL, N_("no progress, no summary") },
	{ 0 }
};

static int set_number(int option, const char *value, struct settings *s,
		      struct problem *problem)
{
	unsigned long long most = option == JOBS       ? THREADS_MAX
				  : option == MAX_DEPTH ? 1000
							: UINT32_MAX;
	unsigned long long n;
	char takes[96];

	if (option == MAX_BYTES || option == MAX_MEMBERS)
		most = INT64_MAX;
	if (!parse_number(value, 1, most, &n)) {
		snprintf(takes, sizeof(takes), _("a number from 1 to %llu"),
			 most);
		return wrong_value(options[option].name, takes, value,
				   problem);
	}
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
		return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
				   _("more than %d globs; put them into "
				     ".pandianignore"),
				   GLOBS_MAX);
	globs[(*count)++] = value;
	return OUTCOME_OK;
}

static int set_confidence(const char *value, struct settings *s,
			  struct problem *problem)
{
	s->fail_on = confidence_parse(value);
	if (s->fail_on < 0)
		return wrong_value("fail-on", _("low, medium or high"), value,
				   problem);
	return OUTCOME_OK;
}

static int set_digest(const char *value, struct settings *s,
		      struct problem *problem)
{
	if (!strcmp(value, "sm3"))
		s->digest = DIGEST_SM3;
	else if (!strcmp(value, "sha256"))
		s->digest = DIGEST_SHA256;
	else
		return wrong_value("fingerprint", _("sha256 or sm3"), value,
				   problem);
	return OUTCOME_OK;
}

/* What an option without a value turns on; NULL: it is none of these. */
static bool *switch_of(struct settings *s, enum option option)
{
	switch (option) {
	case REVEAL:
		return &s->report.reveal;
	case PROFILE:
		return &s->every_row;
	case NO_IGNORE:
		return &s->scan.walk.no_ignore;
	case FOLLOW:
		return &s->scan.walk.follow;
	case ONE_FILE_SYSTEM:
		return &s->scan.walk.one_file_system;
	case QUIET:
		return &s->quiet;
	default:
		return NULL;
	}
}

/* What an option names, of those that name a file or a folder. */
static const char **name_of(struct settings *s, enum option option)
{
	switch (option) {
	case FOLDER:
		return &s->outputs.folder;
	case INVENTORY:
		return &s->outputs.inventory;
	case KEY:
		return &s->key;
	case POLICY:
		return &s->policy;
	default:
		return NULL;
	}
}

static int set_option(void *context, int option, const char *value,
		      struct problem *problem)
{
	struct settings *s = context;
	bool *on = switch_of(s, (enum option)option);
	const char **name = name_of(s, (enum option)option);

	if (on)
		*on = true;
	else if (name)
		*name = value;
	else if (option == EXCLUDE)
		return set_glob(s->exclude, &s->excludes, value, problem);
	else if (option == INCLUDE)
		return set_glob(s->include, &s->includes, value, problem);
	else if (option == FAIL_ON)
		return set_confidence(value, s, problem);
	else if (option == FINGERPRINT)
		return set_digest(value, s, problem);
	else
		return set_number(option, value, s, problem);
	return OUTCOME_OK;
}

static int set_document(void *context, const struct report *report,
			const char *file, struct problem *problem)
{
	struct settings *s = context;

	if (report != report_find("jsonl"))
		return outputs_add(&s->outputs, report, file, problem);
	s->outputs.live = file;
	return OUTCOME_OK;
}

static void set_defaults(struct settings *s)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	s->fail_on = -1;
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
	settings.report.lang = language();
	if (first == argc) {
		problem_set(&problem, OUTCOME_FATAL, REASON_VANISHED,
			    _("scan: name a file or folder to read; see "
			      "pandian scan --help"));
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
	.help = N_("sweep files and folders, write the inventory and its "
		   "reports"),
	.options = options,
	.document = set_document,
	.run = run,
};
