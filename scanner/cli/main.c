/* pandian: the table of commands, and what every one of them needs done
 * before it reads anything. */
#include <bzlib.h>
#include <fcntl.h>
#include <gmime/gmime-version.h>
#include <jansson.h>
#include <lz4.h>
#include <lzma.h>
#include <magic.h>
#include <openssl/opensslv.h>
#include <signal.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>
#include <libxml/xmlversion.h>
#include <zip.h>
#include <xlsxwriter.h>
#include <zlib.h>
#include <zstd.h>

#include "detectors/seeds.h"
#include "scanner/base/gettext.h"
#include "scanner/cli/language.h"
#include "scanner/cli/options.h"
#include "scanner/pandian.h"

static const struct command *const commands[] = {
	&command_scan,
	&command_report,
	&command_hook,
	&command_detectors,
	NULL
};

static void help(void)
{
	printf("%s\n\n%s\n\n",
	       _("usage: pandian [--lang LANG] COMMAND [OPTION...] ..."),
	       _("Takes stock of personal and financial data: finds and "
		 "proves Chinese\nidentifiers in files, documents and "
		 "database dumps."));
	for (size_t i = 0; commands[i]; i++)
		printf("  %-10s %s\n", commands[i]->name,
		       _(commands[i]->help));
	printf("\n%s\n",
	       _("pandian COMMAND --help tells the options of each."));
}

/* Of libraries that are opened late, the versions that it was built with. */
static void version(void)
{
	const char *bzip2 = BZ2_bzlibVersion(); /* "1.0.8, 13-Jul-2019" */

	printf("pandian %s\n", PANDIAN_VERSION);
	printf("libsodium %s, SQLite %s, libxml2 %s, libzip %s,\n"
	       "gmime %u.%u.%u, libmagic %d.%02d, zlib %s, libzstd %s,\n"
	       "liblzma %s, libbz2 %.*s, liblz4 %s, libxlsxwriter %s,\n"
	       "jansson %s, libcrypto %s\n",
	       sodium_version_string(), sqlite3_libversion(),
	       LIBXML_DOTTED_VERSION, LIBZIP_VERSION, GMIME_MAJOR_VERSION,
	       GMIME_MINOR_VERSION, GMIME_MICRO_VERSION,
	       magic_version() / 100, magic_version() % 100, zlibVersion(),
	       ZSTD_versionString(), lzma_version_string(),
	       (int)strcspn(bzip2, ","), bzip2, LZ4_versionString(),
	       LXW_VERSION, JANSSON_VERSION, OPENSSL_VERSION_STR);
	printf(_("vector engine: %s\n"), seeds_engine_name(SEEDS_BEST));
}

/* Files that we open must never become standard output. What would be written
 * to one that is closed is lost, and an error. */
static void open_standard_files(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY);
	while (fd >= 0 && fd < 3);
	if (fd >= 3)
		close(fd);
}

/* No core, no debugger: memory holds raw values. Sanitizers need theirs. */
static void keep_memory_private(void)
{
	const struct rlimit none = { 0, 0 };

	setrlimit(RLIMIT_CORE, &none);
#ifndef PANDIAN_SANITIZED
	prctl(PR_SET_DUMPABLE, 0);
#endif
}

static void allow_many_files(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit);
}

static int unknown(const char *word)
{
	const char *names[sizeof(commands) / sizeof(*commands)] = { NULL };
	const char *nearest;

	for (size_t i = 0; commands[i]; i++)
		names[i] = commands[i]->name;
	nearest = nearest_name(word, names);
	if (nearest)
		say(_("pandian: unknown command %s; did you mean %s?\n"),
		    word, nearest);
	else
		say(_("pandian: unknown command %s; see pandian --help\n"),
		    word);
	return EXIT_TROUBLE;
}

/* A language before the command: how many words it takes, or -1. */
static int take_language(int argc, char **argv)
{
	struct problem problem = { 0 };
	const char *name = NULL;
	int words = 0;

	if (argc && !strncmp(*argv, "--lang=", 7)) {
		name = *argv + 7;
		words = 1;
	} else if (argc > 1 && !strcmp(*argv, "--lang")) {
		name = argv[1];
		words = 2;
	}
	if (!words || language_choose(name))
		return words;
	wrong_value("lang", _("zh or en"), name, &problem);
	complain(&problem);
	return -1;
}

static int run(int argc, char **argv)
{
	if (!argc) {
		fprintf(stderr, _("pandian: no command; see pandian --help\n"));
		return EXIT_TROUBLE;
	}
	if (!strcmp(*argv, "--help") || !strcmp(*argv, "help")) {
		help();
		return EXIT_DONE;
	}
	if (!strcmp(*argv, "--version")) {
		version();
		return EXIT_DONE;
	}
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(*argv, commands[i]->name))
			return commands[i]->run(commands[i], argc, argv);
	return unknown(*argv);
}

int main(int argc, char **argv)
{
	int words;

	open_standard_files();
	keep_memory_private();
	allow_many_files();
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN); /* a limit on files is an error like others */
	/* Nobody asks SQLite how much memory it has; to count is to lock. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	language_from_environment();
	words = take_language(argc - 1, argv + 1);
	if (words < 0)
		return EXIT_TROUBLE;
	return run(argc - 1 - words, argv + 1 + words);
}
