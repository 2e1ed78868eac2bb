/*
 * gitignore(5): a table of cases, and random rules on a real tree against
 * what git itself says.
 */
#include "scanner/ignore.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const struct {
	const char *glob, *text;
	bool matches;
} globs[] = {
	{ "a", "a", true },
	{ "a", "A", false },
	{ "a", "ab", false },
	{ "ab", "a", false },
	{ "*", "a", true },
	{ "*", "a/b", false },
	{ "a*", "a", true },
	{ "*.csv", ".csv", true },
	{ "*.csv", "x.csv.csv", true },
	{ "*.csv", "x.csvx", false },
	{ "*ab*c", "xaabxac", true },
	{ "?", "/", false },
	{ "a?c", "a/c", false },
	{ "a[!b]c", "a/c", false },
	{ "a[/]c", "a/c", false },
	{ "[a-c]x", "bx", true },
	{ "[a-c]x", "dx", false },
	{ "[c-a]", "b", false },
	{ "[!a-c]", "b", false },
	{ "[^a-c]", "d", true },
	{ "[]a]", "]", true },
	{ "[!]a]", "]", false },
	{ "[a-]", "-", true },
	{ "[\\]]", "]", true },
	{ "[[:digit:]]", "7", true },
	{ "[[:digit:]_]", "_", true },
	{ "[[:digit:]]", "d", false },
	{ "[[:nothing:]]", "n", false },
	{ "[[:]", "[", true },
	{ "[[:]", ":", true },
	{ "[a", "a", false },
	{ "[a", "[a", false },
	{ "[", "[", false },
	{ "\\[", "[", true },
	{ "\\*", "*", true },
	{ "\\*", "a", false },
	{ "a\\", "a\\", false },
	{ "**", "a/b/c", true },
	{ "**/c", "c", true },
	{ "**/c", "a/b/c", true },
	{ "**/c", "a/bc", false },
	{ "**/", "a/b", false },
	{ "a/**", "a/b/c", true },
	{ "a/**", "a", false },
	{ "a/**/d", "a/d", true },
	{ "a/**/d", "a/b/c/d", true },
	{ "a/**/d", "a/bd", false },
	{ "a/**/b/*/d", "a/x/b/b/c/d", true },
	{ "**/a*/**/b", "xa/ab/c/b", true },
	{ "**/ab/**/c*e/f", "ab/c/ab/cde/g/cde/f", true },
	{ "a**b", "axxb", true },
	{ "a**b", "a/b", false },
	{ "a**/b", "a/x/b", false },
	{ "a/*/b", "a/x/b", true },
	{ "a/*/b", "a/x/y/b", false },
	{ "??", "\xC3\xA4", true },
	{ "[\x80-\xFF]", "\xE4", true },
	{ "\xE4*", "\xE4\xB8\xAD", true },
};

static void test_globs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(globs) / sizeof(*globs); i++) {
		if (glob_match(globs[i].glob, globs[i].text) !=
		    globs[i].matches)
			fail_msg("%s on %s: expected %d", globs[i].glob,
				 globs[i].text, globs[i].matches);
	}
}

static const struct {
	const char *rules, *path;
	bool folder;
	enum ignore_answer answer;
} cases[] = {
	{ "", "a", false, IGNORE_SILENT },
	{ "\n\n#a\n", "a", false, IGNORE_SILENT },
	{ "#a", "#a", false, IGNORE_SILENT },
	{ "\\#a", "#a", false, IGNORE_OUT },
	{ "\\!a", "!a", false, IGNORE_OUT },
	{ "a", "x/y/a", false, IGNORE_OUT },
	{ "/a", "x/a", false, IGNORE_SILENT },
	{ "/a", "a", false, IGNORE_OUT },
	{ "x/a", "y/x/a", false, IGNORE_SILENT },
	{ "x/a", "x/a", true, IGNORE_OUT },
	{ "a/", "a", false, IGNORE_SILENT },
	{ "a/", "x/a", true, IGNORE_OUT },
	{ "a\n!a", "a", false, IGNORE_KEEP },
	{ "!a\na", "a", false, IGNORE_OUT },
	{ "*\n!*.csv\nb.csv", "a.csv", false, IGNORE_KEEP },
	{ "*\n!*.csv\nb.csv", "b.csv", false, IGNORE_OUT },
	{ "a  \n", "a", false, IGNORE_OUT },
	{ "a\\  \n", "a ", false, IGNORE_OUT },
	{ "a\\  \n", "a  ", false, IGNORE_SILENT },
	{ " a", "a", false, IGNORE_SILENT },
	{ " a", " a", false, IGNORE_OUT },
	{ "a\t", "a", false, IGNORE_SILENT },
	{ "a\r\nb\r\n", "a", false, IGNORE_OUT },
	{ "a\r\nb\r", "b", false, IGNORE_OUT },
	{ "\xEF\xBB\xBF"
	  "a",
	  "a", false, IGNORE_OUT },
	{ "/\n!\n!/\n//\n", "a", true, IGNORE_SILENT },
	{ "foo/**", "foo", true, IGNORE_SILENT },
	{ "foo/**", "foo/a/b", false, IGNORE_OUT },
};

static void test_rules(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct ignore ignore = { 0 };

		assert_true(ignore_parse(&ignore, cases[i].rules,
					 strlen(cases[i].rules)));
		if (ignore_ask(&ignore, cases[i].path, cases[i].folder) !=
		    cases[i].answer)
			fail_msg("case %zu: %s on %s", i, cases[i].rules,
				 cases[i].path);
		ignore_release(&ignore);
	}
}

static void test_option_is_taken_as_it_stands(void **state)
{
	struct ignore ignore = { 0 };

	(void)state;
	assert_true(ignore_add(&ignore, "#a ", 3));
	assert_int_equal(ignore_ask(&ignore, "#a ", false), IGNORE_OUT);
	assert_int_equal(ignore_ask(&ignore, "#a", false), IGNORE_SILENT);
	ignore_release(&ignore);
}

/* A glob made to backtrack must not take long. */
static void test_time_is_bounded(void **state)
{
	char glob[1024], text[8192];
	struct timespec begin, end;

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(glob); i += 2)
		memcpy(glob + i, "*a", 2);
	memcpy(glob + sizeof(glob) - 2, "b", 2);
	memset(text, 'a', sizeof(text) - 1);
	text[sizeof(text) - 1] = 0;
	clock_gettime(CLOCK_MONOTONIC, &begin);
	assert_false(glob_match(glob, text));
	for (size_t i = 0; i + 5 < sizeof(glob); i += 5)
		memcpy(glob + i, "**/a/", 5);
	for (size_t i = 1; i < sizeof(text) - 1; i += 2)
		text[i] = '/';
	assert_false(glob_match(glob, text));
	clock_gettime(CLOCK_MONOTONIC, &end);
	assert_true(end.tv_sec - begin.tv_sec < 2);
}

/* --- against git --- */

#define RULES_MAX 7
#define ROUNDS 150

static const char *const names[] = { "a",   "b", "ab", "ba.c",
				     "a b", "[", "*",  "\xE4\xB8\xAD" };
#define NAMES (sizeof(names) / sizeof(*names))

/* The tree: NAMES folders, in each NAMES folders, in each NAMES files. */
#define PATHS (NAMES + NAMES * NAMES + NAMES * NAMES * NAMES)
static char paths[PATHS][32];

static uint32_t random_below(uint64_t *seed, uint32_t limit)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(*seed >> 33) % limit;
}

static void random_component(uint64_t *seed, FILE *out)
{
	static const char *const atoms[] = {
		"a",	  "b",		 "ab",	 "?",
		"*",	  "[ab]",	 "[!a]", "[a-]",
		".c",	  "[[:alpha:]]", "\\*",	 "\\[",
		" ",	  "a b",	 "\\ ",	 "\xE4\xB8\xAD",
		"[^b-z]", "c",
	};
	bool star = false;

	if (!random_below(seed, 5)) {
		fputs("**", out);
		return;
	}
	for (uint32_t n = 1 + random_below(seed, 3); n; n--) {
		const char *atom = atoms[random_below(
			seed, sizeof(atoms) / sizeof(*atoms))];

		/* here git and its manual differ, see ignore.c */
		if (star && *atom == '*')
			continue;
		star = *atom == '*';
		fputs(atom, out);
	}
}

static void random_rules(uint64_t *seed, const char *path)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	for (uint32_t n = 1 + random_below(seed, RULES_MAX); n; n--) {
		if (!random_below(seed, 3))
			fputc('!', out);
		if (!random_below(seed, 4))
			fputc('/', out);
		random_component(seed, out);
		for (uint32_t more = random_below(seed, 3); more; more--) {
			fputc('/', out);
			random_component(seed, out);
		}
		if (!random_below(seed, 4))
			fputc('/', out);
		fputs(random_below(seed, 6) ? "\n" : "  \r\n", out);
	}
	fclose(out);
}

static void make_tree(void)
{
	size_t n = 0;

	for (size_t i = 0; i < NAMES; i++) {
		snprintf(paths[n], sizeof(*paths), "%s", names[i]);
		assert_int_equal(mkdir(paths[n++], 0700), 0);
		for (size_t j = 0; j < NAMES; j++) {
			snprintf(paths[n], sizeof(*paths), "%s/%s", names[i],
				 names[j]);
			assert_int_equal(mkdir(paths[n++], 0700), 0);
			for (size_t k = 0; k < NAMES; k++) {
				snprintf(paths[n], sizeof(*paths), "%s/%s/%s",
					 names[i], names[j], names[k]);
				close(open(paths[n++], O_CREAT | O_WRONLY,
					   0600));
			}
		}
	}
	assert_int_equal(n, PATHS);
}

static int run_git(const char *const *arguments, const char *in,
		   const char *out)
{
	int status;
	pid_t child = fork();

	if (!child) {
		int from = open(in, O_RDONLY);
		int into = open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600);

		setenv("HOME", "/nonexistent", 1);
		setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
		setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
		unsetenv("GIT_DIR");
		unsetenv("GIT_WORK_TREE");
		unsetenv("GIT_INDEX_FILE");
		if (from >= 0 && into >= 0 && dup2(from, 0) == 0 &&
		    dup2(into, 1) == 1 && dup2(into, 2) == 2)
			execvp("git", (char *const *)(uintptr_t)arguments);
		_exit(127);
	}
	assert_true(child > 0);
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 127;
}

static void load(struct ignore *ignore, const char *path)
{
	char text[4096];
	FILE *in = fopen(path, "r");

	assert_non_null(in);
	assert_true(
		ignore_parse(ignore, text, fread(text, 1, sizeof(text), in)));
	fclose(in);
}

/* What a walk makes of it: folder by folder, the inner file asked first. */
static bool left_out(const struct ignore *outer, const struct ignore *inner,
		     const char *path, const char *inside)
{
	size_t within = strlen(inside);
	unsigned depth = 0;
	char part[32];

	for (size_t end = 1; end <= strlen(path); end++) {
		enum ignore_answer answer = IGNORE_SILENT;
		bool folder;

		if (path[end] && path[end] != '/')
			continue;
		folder = ++depth < 3;
		snprintf(part, sizeof(part), "%.*s", (int)end, path);
		if (!strncmp(part, inside, within) && part[within] == '/')
			answer = ignore_ask(inner, part + within + 1, folder);
		if (answer == IGNORE_SILENT)
			answer = ignore_ask(outer, part, folder);
		if (answer == IGNORE_OUT)
			return true;
	}
	return false;
}

static size_t compare_with_git(const char *inside)
{
	static const char *const check[] = { "git",	   "check-ignore",
					     "--no-index", "-z",
					     "--stdin",	   NULL };
	struct ignore outer = { 0 }, inner = { 0 };
	char inner_path[64], *said = NULL;
	size_t room = 0, out = 0;
	ssize_t length;
	FILE *in;

	snprintf(inner_path, sizeof(inner_path), "%s/.gitignore", inside);
	load(&outer, ".gitignore");
	load(&inner, inner_path);
	assert_in_range(run_git(check, "../paths", "../said"), 0, 1);
	in = fopen("../said", "r");
	assert_non_null(in);
	length = getdelim(&said, &room, 0, in);
	for (size_t i = 0; i < PATHS; i++) {
		bool git = length > 0 && !strcmp(said, paths[i]);

		if (left_out(&outer, &inner, paths[i], inside) != git)
			fail_msg("git says %d of '%s'", git, paths[i]);
		out += git;
		if (git)
			length = getdelim(&said, &room, 0, in);
	}
	assert_true(length < 0);
	free(said);
	fclose(in);
	ignore_release(&outer);
	ignore_release(&inner);
	return out;
}

static int remove_one(const char *path, const struct stat *stat, int kind,
		      struct FTW *where)
{
	(void)stat;
	(void)kind;
	(void)where;
	return remove(path);
}

static void remove_tree(const char *folder)
{
	nftw(folder, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static void test_like_git(void **state)
{
	static const char *const init[] = { "git", "init", "-q", ".", NULL };
	static const char *const insides[] = { "a", "ab/b", "[" };
	char folder[] = "/tmp/pandian-ignore-XXXXXX";
	int home = open(".", O_RDONLY | O_DIRECTORY);
	uint64_t seed = 20240229;
	size_t out = 0;
	FILE *list;

	(void)state;
	assert_non_null(mkdtemp(folder));
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(mkdir("tree", 0700), 0);
	assert_int_equal(chdir("tree"), 0);
	if (run_git(init, "/dev/null", "/dev/null") != 0) {
		assert_int_equal(fchdir(home), 0);
		remove_tree(folder);
		print_message("no git here\n");
		skip();
	}
	make_tree();
	list = fopen("../paths", "w");
	assert_non_null(list);
	for (size_t i = 0; i < PATHS; i++)
		fwrite(paths[i], 1, strlen(paths[i]) + 1, list);
	fclose(list);
	for (unsigned round = 0; round < ROUNDS; round++) {
		const char *inside = insides[round % 3];
		char path[64];

		snprintf(path, sizeof(path), "%s/.gitignore", inside);
		random_rules(&seed, ".gitignore");
		random_rules(&seed, path);
		out += compare_with_git(inside);
		unlink(path);
	}
	/* the rules must have had something to say */
	assert_in_range(out, ROUNDS * PATHS / 10, ROUNDS * PATHS * 9 / 10);
	assert_int_equal(fchdir(home), 0);
	close(home);
	remove_tree(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_globs),
		cmocka_unit_test(test_rules),
		cmocka_unit_test(test_option_is_taken_as_it_stands),
		cmocka_unit_test(test_time_is_bounded),
		cmocka_unit_test(test_like_git),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
