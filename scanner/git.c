/*
 * Starting git. See git.h. Settings on the command line and in the
 * environment outrank those of the repository and of whatever it includes.
 */
#include "scanner/git.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scanner/base/gettext.h"

#define ARGUMENTS_MAX 48

extern char **environ;

static const char *const hardened[] = {
	"git", "--no-pager", "-c", "core.fsmonitor=", "-c",
	"core.hooksPath=/dev/null", "-c", "core.attributesFile=/dev/null",
};

/* Set for git, whatever they were. */
static const char *const settings[] = {
	"GIT_OPTIONAL_LOCKS=0",	   /* writes no index */
	"GIT_NO_LAZY_FETCH=1",	   /* asks no remote for missing objects, */
	"GIT_ALLOW_PROTOCOL=",	   /* and older ones cannot */
	"GIT_NO_REPLACE_OBJECTS=1", /* what is committed, not what stands in */
	"GIT_TERMINAL_PROMPT=0",
	"GIT_DIFF_OPTS=",
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

static bool is_set_anew(const char *variable)
{
	for (size_t i = 0; i < COUNT(settings); i++)
		if (!strncmp(variable, settings[i],
			     strcspn(settings[i], "=") + 1))
			return true;
	return false;
}

/* An array to be freed; its texts are not. NULL when memory is out. */
static const char **environment(void)
{
	size_t count = 0, at = 0;
	const char **all;

	while (environ[count])
		count++;
	all = calloc(count + COUNT(settings) + 1, sizeof(*all));
	if (!all)
		return NULL;
	for (size_t i = 0; i < count; i++)
		if (!is_set_anew(environ[i]))
			all[at++] = environ[i];
	memcpy(all + at, settings, sizeof(settings));
	return all;
}

/* posix_spawn, with both pipes; returns an errno. */
static int spawn(pid_t *pid, const char *const *argv, int in, int out,
		 bool quiet)
{
	const char **envp = environment();
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t pipe;
	int error;

	if (!envp)
		return ENOMEM;
	sigemptyset(&pipe);
	sigaddset(&pipe, SIGPIPE);
	posix_spawnattr_init(&attributes);
	posix_spawnattr_setsigdefault(&attributes, &pipe);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	if (quiet)
		posix_spawn_file_actions_addopen(&files, STDERR_FILENO,
						 "/dev/null", O_WRONLY, 0);
	error = posix_spawnp(pid, "git", &files, &attributes,
			     (char *const *)argv, (char *const *)envp);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attributes);
	free(envp);
	return error;
}

static void close_both(const int pipe[2])
{
	close(pipe[0]);
	close(pipe[1]);
}

int git_start(struct git *git, const char *const *arguments, bool quiet,
	      struct problem *problem)
{
	const char *argv[ARGUMENTS_MAX + 1] = { NULL };
	int to[2], from[2];
	size_t at = COUNT(hardened);

	*git = (struct git){ 0 };
	memcpy(argv, hardened, sizeof(hardened));
	while (*arguments && at < ARGUMENTS_MAX)
		argv[at++] = *arguments++;
	if (pipe2(to, O_CLOEXEC))
		return problem_errno(problem, OUTCOME_FATAL, "git");
	if (pipe2(from, O_CLOEXEC)) {
		problem_errno(problem, OUTCOME_FATAL, "git");
		close_both(to);
		return OUTCOME_FATAL;
	}
	errno = spawn(&git->pid, argv, to[0], from[1], quiet);
	if (errno) {
		problem_errno(problem, OUTCOME_FATAL, _("git cannot be run"));
		close_both(to);
		close_both(from);
		git->pid = 0;
		return OUTCOME_FATAL;
	}
	close(to[0]);
	close(from[1]);
	git->to = fdopen(to[1], "w");
	git->from = fdopen(from[0], "r");
	if (git->to && git->from)
		return OUTCOME_OK;
	git_end(git);
	return problem_set(problem, OUTCOME_FATAL, REASON_MEMORY,
			   _("no memory for git"));
}

int git_end(struct git *git)
{
	int status = 0;

	if (git->to)
		fclose(git->to);
	if (git->from)
		fclose(git->from);
	if (git->pid)
		while (waitpid(git->pid, &status, 0) < 0 && errno == EINTR)
			;
	*git = (struct git){ 0 };
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

char *git_top(bool quiet)
{
	static const char *const arguments[] = { "rev-parse",
						 "--show-toplevel", NULL };
	struct problem ignored = { 0 };
	char *top = NULL;
	size_t room = 0;
	struct git git;
	ssize_t length;

	if (git_start(&git, arguments, quiet, &ignored) != OUTCOME_OK)
		return NULL;
	/* One line, but a name may hold line ends. */
	length = getdelim(&top, &room, 0, git.from);
	if (git_end(&git) == 0 && length > 1 && top[length - 1] == '\n') {
		top[length - 1] = 0;
		return top;
	}
	free(top);
	return NULL;
}
