/* pandian: the table of commands, and what every one of them needs done
 * before it reads anything. */
#include <fcntl.h>
#include <magic.h>
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

#include "detectors/seeds.h"
#include "scanner/cli/options.h"
#include "scanner/pandian.h"

static const struct command *const commands[] = {
	&command_scan,
	&command_report,
	&command_detectors,
	NULL
};

static void help(void)
{
	bool zh = !strcmp(options_language(), "zh");

	printf("%s\n\n",
	       zh ? "用法：pandian 命令 [选项] ...\n\n"
		    "盘点个人信息与金融信息：在文件、文档和数据库导出中查找，"
		    "并逐一验证。"
		  : "usage: pandian COMMAND [OPTION...] ...\n\n"
		    "Takes stock of personal and financial data: finds and "
		    "proves Chinese\nidentifiers in files, documents and "
		    "database dumps.");
	for (size_t i = 0; commands[i]; i++)
		printf("  %-10s %s\n", commands[i]->name,
		       zh ? commands[i]->zh : commands[i]->en);
	printf("\n%s\n", zh ? "pandian 命令 --help 说明各命令的选项。"
			    : "pandian COMMAND --help tells the options of "
			      "each.");
}

static void version(void)
{
	printf("pandian %s\n", PANDIAN_VERSION);
	printf("libsodium %s, SQLite %s, libxml2 %s, libzip %s, libmagic "
	       "%d.%02d\n",
	       sodium_version_string(), sqlite3_libversion(),
	       LIBXML_DOTTED_VERSION, zip_libzip_version(),
	       magic_version() / 100, magic_version() % 100);
	printf("vector engine: %s\n", seeds_engine_name(SEEDS_BEST));
}

/* Files that we open must never become standard output. */
static void open_standard_files(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
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
	fprintf(stderr, "pandian: unknown command %s; ", word);
	if (nearest)
		fprintf(stderr, "did you mean %s?\n", nearest);
	else
		fprintf(stderr, "see pandian --help\n");
	return EXIT_TROUBLE;
}

int main(int argc, char **argv)
{
	open_standard_files();
	keep_memory_private();
	allow_many_files();
	signal(SIGPIPE, SIG_IGN);
	if (argc < 2) {
		fprintf(stderr, "pandian: no command; see pandian --help\n");
		return EXIT_TROUBLE;
	}
	if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "help")) {
		help();
		return EXIT_DONE;
	}
	if (!strcmp(argv[1], "--version")) {
		version();
		return EXIT_DONE;
	}
	for (size_t i = 0; commands[i]; i++)
		if (!strcmp(argv[1], commands[i]->name))
			return commands[i]->run(commands[i], argc - 1,
						argv + 1);
	return unknown(argv[1]);
}
